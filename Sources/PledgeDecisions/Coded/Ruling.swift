/// A decision as numbers: positions of rules in the program of the plan that made it.
///
/// Can be used again for the next request.
///
/// INVARIANT: freed by `free`, once, by the decider that made it.
struct Ruling {
    var outcome = Outcome.refused
    /// Every ground surely open, the one relied on first.
    var open = Rows<RuledGround>()
    /// Positions of instances neither surely open nor surely closed.
    var undecided = Rows<Int32>()
    /// Stops that hold, or may hold, in the order of the law.
    var stops = Rows<RuledStop>()
    /// Duties of the open grounds, one after the other.
    var duties = Rows<RuledDuty>()
    /// Exceptions that lift stops for open grounds, with the document they rest on.
    var lifted = Rows<RuledException>()
    /// Sentences of promise documents that promise open grounds.
    var sentences = Rows<RuledSentence>()
    /// Whether every open ground waits for the officer's release.
    var needsRelease = false

    func free() {
        open.free()
        undecided.free()
        stops.free()
        duties.free()
        lifted.free()
        sentences.free()
    }

    /// The same, in memory of its own.
    var copy: Ruling {
        var copy = self
        copy.open = open.copy
        copy.undecided = undecided.copy
        copy.stops = stops.copy
        copy.duties = duties.copy
        copy.lifted = lifted.copy
        copy.sentences = sentences.copy
        return copy
    }

    mutating func removeAll() {
        outcome = .refused
        open.removeAll()
        undecided.removeAll()
        stops.removeAll()
        duties.removeAll()
        lifted.removeAll()
        sentences.removeAll()
        needsRelease = false
    }

    /// Tells a stop once; surely, where some part of it is sure.
    mutating func tell(_ stop: Int32, isSure: Bool) {
        for index in stops.indices where stops[index].stop == stop {
            if isSure { stops[index] = RuledStop(stop: stop, isSure: true) }
            return
        }
        stops.append(RuledStop(stop: stop, isSure: isSure))
    }

    /// Adds a duty of the ground at hand: the same once, at its earliest time.
    mutating func owe(_ duty: RuledDuty, from first: Int) {
        for index in first..<duties.count where duties[index].duty == duty.duty {
            if duty.rank < duties[index].rank { duties[index] = duty }
            return
        }
        duties.append(duty)
    }

    mutating func lift(_ exception: RuledException, from first: Int) {
        for index in first..<lifted.count
        where lifted[index].number == exception.number && lifted[index].document == exception.document {
            return
        }
        lifted.append(exception)
    }

    /// Puts the lifted stops of the ground at hand in the order of the law.
    func orderLifted(from first: Int) {
        lifted.sort(from: first) { left, right in
            func last(_ document: Int32) -> Int32 { document < 0 ? Int32.max : document }
            return (left.number, last(left.document)) < (right.number, last(right.document))
        }
    }

    /// Puts the ground relied on first.
    func order(by criteria: [ReasonOrder.Criterion]) { open.sort { $0.precedes($1, by: criteria) } }
}

/// A ground surely open for the part.
struct RuledGround: BitwiseCopyable, Equatable, OrderedReason {
    /// Position in the plan's program.
    var ground: Int32
    /// Position of the document among those of its type; -1 where it rests on none.
    var document: Int32
    var isCompelled: Bool
    var hasLimit: Bool
    /// Elements that may go out, where there is a limit; and how many of them have names.
    var atMost: NameBits
    var released: Int32
    var accounting: Accounting
    var confidence: Confidence
    var duties: FlatRange
    var lifted: FlatRange
    var sentences: FlatRange

    func rank(by criterion: ReasonOrder.Criterion) -> Int {
        switch criterion {
        case .compelled: isCompelled ? 0 : 1
        case .verified: confidence.needsRelease ? 1 : 0
        case .releasesMost: hasLimit ? -Int(released) : -Int.max
        case .counted: accounting.isListed ? 0 : 1
        }
    }
}

struct RuledStop: BitwiseCopyable, Equatable {
    /// Position in the plan's program.
    var stop: Int32
    var isSure: Bool
}

struct RuledDuty: BitwiseCopyable, Equatable {
    /// Position among the rulebook's duties.
    var duty: Int32
    /// Position among the plan's times; -1 for before.
    var time: Int32
    /// Earlier duties have lower ranks.
    var rank: Int32
}

struct RuledException: BitwiseCopyable, Equatable {
    /// Position in the plan's program, and among the plan's exceptions.
    var number: Int32
    var exception: Int32
    /// Position of the document among those of its type; -1 where it rests on none.
    var document: Int32
}

struct RuledSentence: BitwiseCopyable, Equatable {
    /// Position of the promise document.
    var document: Int32
    /// Position among the plan's sentences.
    var sentence: Int32
}
