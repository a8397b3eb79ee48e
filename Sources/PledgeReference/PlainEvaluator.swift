import PledgeCore
package import PledgeDecisions

/// The second evaluator: slow, and written for reading, from the page on semantics alone.
///
/// It tries every completion of what is unknown. Nothing here was taken from the fast evaluator.
package enum PlainEvaluator {
    /// Decides a request.
    ///
    /// - Throws: `TooManyCompletions` where one formula has more than 4,096.
    package static func decide(
        _ request: Request, _ book: PlainRulebook, zone: PlainZone = .utc
    ) throws -> PlainResult {
        let all = PlainRequest(request, book, zone)
        let candidates = all.candidates
        let parts = try all.pieces(candidates: candidates).map {
            try PartEvaluator(all, $0).decide(candidates)
        }
        return PlainResult(outcome: outcome(of: parts), inPart: inPart(parts), parts: parts)
    }

    /// The outcome of a request from those of its parts (semantics, section 12).
    static func outcome(of parts: [PlainPart]) -> Outcome {
        let released = parts.filter { $0.outcome == .permitted || $0.outcome == .required }
        if !released.isEmpty {
            return released.allSatisfy { $0.outcome == .required } ? .required : .permitted
        }
        return parts.contains { $0.outcome == .undetermined } ? .undetermined : .refused
    }

    static func inPart(_ parts: [PlainPart]) -> Bool {
        let released = parts.filter { $0.outcome == .permitted || $0.outcome == .required }
        return !released.isEmpty && released.count < parts.count
    }
}

extension PartEvaluator {
    /// Which obstacles count when it is asked whether an instance is open.
    enum Obstacles {
        case all
        /// All but wishes about means, which close a channel and not the ground.
        case allButManner
        /// Neither those nor stops of law: what a conflict of laws is measured against.
        case allButMannerAndLaw
        /// Wishes about means alone.
        case manner
        /// No stop and no promise: the condition alone.
        case none
    }

    func decide(_ candidates: [Int]) throws -> PlainPart {
        let possible = try candidates.filter { position in
            try surely { try self.matches(self.book.rulebook.grounds[position], $0) } != .no
        }
        var open: Set<PlainGround> = []
        var undecided: Set<String> = []
        var isConflict = false
        /// Grounds whose condition may hold: a stop of theirs is a reason.
        var telling: [Int] = []
        for position in possible {
            let ground = book.rulebook.grounds[position]
            for instance in places(of: ground) {
                if try surely({ try self.isOpen(position, instance, .none, $0) }) != .no { telling.append(position) }
                let truth = try surely { try self.isOpen(position, instance, .all, $0) }
                switch truth {
                case .yes: open.insert(try describe(position, instance))
                case .unknown: undecided.insert(ground.id.text + "|" + (instance?.document.id ?? ""))
                case .no: isConflict = try isConflict || isForbiddenThoughCompelled(position, instance)
                }
            }
        }
        let outcome: Outcome =
            if !open.isEmpty {
                open.contains { $0.isCompelled } ? .required : .permitted
            } else {
                undecided.isEmpty ? .refused : .undetermined
            }
        return PlainPart(
            extent: piece.extent, elements: Set(piece.elements), outcome: outcome, open: open,
            stops: try stopsThatHold(possible),
            tellingStops: try stopsThatHold(telling), isConflict: outcome == .refused && isConflict,
            undecided: undecided)
    }

    /// One instance for each document that is there, and one for records that nobody read.
    private func places(of ground: Ground) -> [DocumentInHand?] {
        guard let type = ground.document else { return [nil] }
        let unread = all.isUnread(type) ? book.documents[type].map { [DocumentInHand.unread($0)] } ?? [] : []
        return documents(of: type) + unread
    }

    /// `open = condition and promised and not stopped`, within its limits.
    private func isOpen(
        _ position: Int, _ instance: DocumentInHand?, _ obstacles: Obstacles, _ completion: Completion
    ) throws -> Bool {
        let ground = book.rulebook.grounds[position]
        let scene = Scene(document: instance)
        if let instance, instance.position < 0, try !completion.choice(.exists(instance.document.type)) {
            return false
        }
        guard try matches(ground, completion), try isHere(ground.head, completion),
            try holds(ground.condition, scene, completion),
            try isWithin(ground.limits, instance, completion)
        else { return false }
        if obstacles == .none { return true }
        let isCompelled = try isCompelled(ground, scene, completion)
        guard try obstacles == .manner || isPromised(position, instance, isCompelled: isCompelled, completion) else {
            return false
        }
        for stop in try stops(reaching: position, completion) {
            if obstacles == .manner && !stop.stop.isManner { continue }
            if (obstacles == .allButManner || obstacles == .allButMannerAndLaw) && stop.stop.isManner { continue }
            if obstacles == .allButMannerAndLaw && stop.stop.author == .law { continue }
            if try closes(stop, ground, isCompelled: isCompelled, completion) { return false }
        }
        return true
    }

    func isCompelled(_ ground: Ground, _ scene: Scene, _ completion: Completion) throws -> Bool {
        try ground.kind == .require || holds(ground.compelled, scene, completion)
    }

    /// Compelled, its condition met, and closed by nothing but stops of law (semantics, section 12).
    private func isForbiddenThoughCompelled(_ position: Int, _ instance: DocumentInHand?) throws -> Bool {
        let ground = book.rulebook.grounds[position]
        let scene = Scene(document: instance)
        return try surely { try self.isOpen(position, instance, .none, $0) } == .yes
            && surely { try self.isCompelled(ground, scene, $0) } == .yes
            && surely { try self.isOpen(position, instance, .manner, $0) } != .no
            && surely { try self.isOpen(position, instance, .allButManner, $0) } == .no
            && surely { try self.isOpen(position, instance, .allButMannerAndLaw, $0) } == .yes
    }

    /// Stops that surely hold for a ground that may match, whether or not it is compelled.
    private func stopsThatHold(_ possible: [Int]) throws -> Set<String> {
        var found: Set<String> = []
        for position in possible {
            let ground = book.rulebook.grounds[position]
            for stop in everyStop(reaching: position) where !found.contains(stop.stop.id.text) {
                let truth = try surely { completion in
                    if let document = stop.document, try !self.binding(completion).contains(document) { return false }
                    return try self.isTriggered(stop, completion)
                        && self.lifts(stop.stop, for: ground, completion).isEmpty
                }
                if truth == .yes { found.insert(stop.stop.id.text) }
            }
        }
        return found
    }
}
