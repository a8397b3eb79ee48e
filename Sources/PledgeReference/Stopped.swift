import PledgeDecisions

/// A stop, wherever it is written.
struct StopInForce {
    var stop: Stop
    /// Position of the promise document that says so; nothing for a stop of the rulebook.
    var document: Int?
    /// Position among the stops of its source.
    var position: Int

    var key: String { "\(document ?? -1).\(position)" }
}

extension PartEvaluator {
    /// Stops of law, patient and every promise document that reach the ground, whether or not the document binds.
    func everyStop(reaching position: Int) -> [StopInForce] {
        var found = book.stopsReaching[position].map {
            StopInForce(stop: book.rulebook.stops[$0], document: nil, position: $0)
        }
        for document in book.promises.indices {
            found += book.documentStopsReaching[document][position].map {
                StopInForce(stop: book.promises[document].stops[$0], document: document, position: $0)
            }
        }
        return found.filter { all.isInForce($0.stop.head) }
    }

    /// Stops that reach the ground, of those documents only that bind.
    func stops(reaching position: Int, _ completion: Completion) throws -> [StopInForce] {
        let binding = try binding(completion)
        return everyStop(reaching: position).filter { stop in
            stop.document.map { binding.contains($0) } ?? true
        }
    }

    /// Whether the stop's own condition holds, before exceptions.
    func isTriggered(_ stop: StopInForce, _ completion: Completion) throws -> Bool {
        try settledOnce(stop.key, completion) { completion in
            try isHere(stop.stop.head, completion) && holds(stop.stop.condition, Scene(), completion)
        }
    }

    /// An exception that lifts a stop, on the document it rests on.
    struct Lift {
        var exception: StopException
        var document: DocumentInHand?
    }

    /// The exceptions that lift the stop for a ground.
    func lifts(_ stop: Stop, for ground: Ground, _ completion: Completion) throws -> [Lift] {
        var lifts: [Lift] = []
        for exception in book.exceptions[stop.id.text] ?? [] where all.isInForce(exception.head) {
            guard exception.reach?.includes(ground) ?? true, try isHere(exception.head, completion) else { continue }
            for instance in try instances(on: exception.document, completion) {
                let scene = Scene(document: instance)
                if try holds(exception.condition, scene, completion)
                    && isWithin(exception.limits, instance, completion)
                {
                    lifts.append(Lift(exception: exception, document: instance))
                }
            }
        }
        return lifts
    }

    /// Documents a rule may rest on; one empty place where it rests on none.
    func instances(on type: String?, _ completion: Completion) throws -> [DocumentInHand?] {
        guard let type else { return [nil] }
        guard all.isUnread(type), let declared = book.documents[type], try completion.choice(.exists(type)) else {
            return documents(of: type)
        }
        return documents(of: type) + [.unread(declared)]
    }

    /// Documents of a type that are there: in hand, on file, or just made for records that nobody read.
    func documents(of type: String) -> [DocumentInHand] {
        all.positions(of: type).map { DocumentInHand(position: $0, document: all.documents[$0]) }
    }

    /// Whether a stop can close the instance at all: no document and no wish closes what is compelled, but a wish
    /// about means still says how.
    func binds(_ stop: Stop, isCompelled: Bool) -> Bool {
        guard isCompelled else { return true }
        switch stop.author {
        case .document: return false
        case .patient: return stop.isManner
        case .law: return true
        }
    }

    /// Whether a stop closes the instance.
    func closes(_ stop: StopInForce, _ ground: Ground, isCompelled: Bool, _ completion: Completion) throws -> Bool {
        guard binds(stop.stop, isCompelled: isCompelled), try isTriggered(stop, completion) else { return false }
        return try lifts(stop.stop, for: ground, completion).isEmpty
    }
}
