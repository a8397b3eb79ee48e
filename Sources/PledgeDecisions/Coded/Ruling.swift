/// A decision as numbers: positions of rules in the program that made it.
///
/// Can be used again for the next request.
package struct Ruling {
    var outcome = Outcome.refused
    /// Every ground surely open, the one relied on first.
    var open: [RuledGround] = []
    /// Positions of instances neither surely open nor surely closed.
    var undecided: [Int] = []
    /// Stops that hold, or may hold, in the order of the law.
    var stops: [RuledStop] = []
    /// Duties of the open grounds, one after the other.
    var duties: [RuledDuty] = []
    /// Exceptions that lift stops for open grounds, with the document they rest on.
    var lifted: [RuledException] = []
    /// Sentences of promise documents that promise open grounds.
    var sentences: [RuledSentence] = []
    /// Whether every open ground waits for the officer's release.
    var needsRelease = false

    mutating func removeAll() {
        outcome = .refused
        open.removeAll(keepingCapacity: true)
        undecided.removeAll(keepingCapacity: true)
        stops.removeAll(keepingCapacity: true)
        duties.removeAll(keepingCapacity: true)
        lifted.removeAll(keepingCapacity: true)
        sentences.removeAll(keepingCapacity: true)
        needsRelease = false
    }

    /// Tells a stop once; surely, where some part of it is sure.
    mutating func tell(_ stop: Int, isSure: Bool) {
        for index in stops.indices where stops[index].stop == stop {
            stops[index].isSure = stops[index].isSure || isSure
            return
        }
        stops.append(RuledStop(stop: stop, isSure: isSure))
    }

    /// Adds a duty of the ground at hand: the same once, at its earliest time.
    mutating func owe(_ duty: Int, _ time: DutyUse.Time, rank: Int, from first: Int) {
        for index in first..<duties.count where duties[index].duty == duty {
            if rank < duties[index].rank { duties[index] = RuledDuty(duty: duty, time: time, rank: rank) }
            return
        }
        duties.append(RuledDuty(duty: duty, time: time, rank: rank))
    }

    mutating func lift(_ exception: Int, _ document: Int, from first: Int) {
        for index in first..<lifted.count
        where lifted[index].exception == exception && lifted[index].document == document {
            return
        }
        lifted.append(RuledException(exception: exception, document: document))
    }

    /// Puts the lifted stops of the ground at hand in the order of the law.
    mutating func orderLifted(from first: Int) {
        guard lifted.count - first > 1 else { return }
        lifted[first...].sort { left, right in
            func last(_ document: Int) -> Int { document < 0 ? Int.max : document }
            return (left.exception, last(left.document)) < (right.exception, last(right.document))
        }
    }

    /// Puts the ground relied on first: compelled; verified; releases most; counted; order of the law.
    ///
    /// - Source: the semantics, section 13.
    mutating func order(dataCount: Int) {
        guard open.count > 1 else { return }
        open.sort { $0.rank(dataCount) < $1.rank(dataCount) }
    }
}

extension RuledGround {
    fileprivate func rank(_ dataCount: Int) -> (Int, Int, Int, Int) {
        let isListed = accounting == .counted || accounting == .suspendable
        let released = atMost.map { $0.positions.filter { $0 < dataCount }.count } ?? Int.max
        return (isCompelled ? 0 : 1, confidence.needsRelease ? 1 : 0, -released, isListed ? 0 : 1)
    }
}

/// A ground surely open for the part.
struct RuledGround {
    var ground: Int
    /// Position of the document among those of its type; -1 where it rests on none.
    var document: Int
    var isCompelled: Bool
    var atMost: NameBits?
    var duties: Range<Int>
    var accounting: Accounting
    var confidence: Confidence
    var lifted: Range<Int>
    var sentences: Range<Int>
}

struct RuledStop {
    var stop: Int
    var isSure: Bool
}

struct RuledDuty {
    /// Position among the rulebook's duties.
    var duty: Int
    var time: DutyUse.Time
    /// Earlier duties have lower ranks.
    var rank: Int
}

struct RuledException {
    var exception: Int
    var document: Int
}

struct RuledSentence {
    var document: Int
    var alternative: Int
}
