import PledgeCore

/// One request being decided.
final class Evaluation {
    let compiled: CompiledRulebook
    /// The whole rulebook compiled, or the excerpt that matters to the request.
    let program: Program
    let request: Request
    let zone: TimeZoneRules
    let values: RequestValues
    let bounds: PartBounds
    /// Grounds that act, actor, recipient and purpose leave, in the order of the law.
    let candidates: [Int]
    let pieces: [Piece]
    let completions: Completions
    /// Whether nothing is offered and nothing asked.
    let isBrief: Bool

    /// - Parameters:
    ///   - compiled: The rules.
    ///   - request: What is decided.
    ///   - zone: Time zone of the organization.
    ///   - isBrief: Nothing is offered and nothing asked.
    ///   - isWhole: Rules that can reach no ground of the request are looked at as well.
    init(
        _ compiled: CompiledRulebook, _ request: Request, _ zone: TimeZoneRules, isBrief: Bool = false,
        isWhole: Bool = false
    ) {
        self.isBrief = isBrief
        self.compiled = compiled
        self.request = request
        self.zone = zone
        let day = zone.day(of: request.at)
        let symbols = compiled.symbols
        let fitting = compiled.index.candidates(
            act: request.act, actor: symbols.table(.kind).bits(request.actor.kinds),
            recipient: symbols.table(.kind).bits(request.recipient.kinds),
            purposes: symbols.table(.purpose).bits(request.purposes ?? []), day: day)
        (program, candidates) = isWhole ? (compiled.program, fitting) : compiled.excerpt(fitting)
        values = RequestValues(program, request, zone)
        let routines = Evaluation.routines(request, program)
        let versions = Versions(
            promises: compiled.promises, lessens: compiled.lessens, records: request.records, today: day)
        let days = Set(compiled.promises.filter(\.kind.isNotice).compactMap(\.effective)).sorted()
        bounds = PartBounds(versions: versions, versionDays: days, routines: routines, day: day)
        completions = Completions(values: values, versionDays: days)
        pieces = Cutting(
            values: values, promises: compiled.promises, candidates: candidates, routines: routines
        ).pieces()
    }

    private static func routines(_ request: Request, _ program: Program) -> [CompiledRoutine] {
        request.settings.routines.map { routine in
            CompiledRoutine(
                recipients: program.symbols.table(.kind).closure([routine.recipient]),
                purposes: program.symbols.table(.purpose).closure([routine.purpose]),
                elements: program.symbols.table(.data).closure(routine.elements))
        }
    }

    /// The candidates, one for each document in hand where they rest on one.
    func instances(_ state: PartState) -> [Instance] {
        candidates.flatMap { ground -> [Instance] in
            guard let type = program.grounds[ground].type else { return [Instance(ground: ground, document: nil)] }
            let inHand = state.documents[type].indices.map { Instance(ground: ground, document: $0) }
            return state.isUnread(type) ? inHand + [Instance(ground: ground, document: nil)] : inHand
        }
    }

    // MARK: Surely

    func surely(_ query: Query, _ state: PartState) -> Truth { completions.truth(query, state, request.act, bounds) }

    func isOpen(_ instance: Instance, _ state: PartState) -> Truth { surely(.open(instance), state) }

    // MARK: The request

    func decision() -> Decision {
        var parts: [PartDecision] = []
        var asks: [(undecided: Int, questions: [RankedQuestion])] = []
        var alike = AlikePieces(self)
        defer { alike.forget() }
        for piece in pieces {
            let part = alike.part(piece)
            let decided = part.decide()
            alike.keep(part)
            if decided.outcome == .undetermined, !isBrief {
                asks.append((decided.undecided.count, Questions(part).ranked(for: decided)))
            }
            parts.append(decided)
        }
        let merged = PartMerging.merge(parts)
        var remarks: [Remark] = []
        if compiled.promises.isEmpty { remarks.append(.lawOnly) }
        if isFederalOnly { remarks.append(.federalOnly) }
        let (outcome, inPart) = Evaluation.outcome(of: merged)
        return Decision(
            id: request.id, outcome: outcome, inPart: inPart, parts: merged, ask: RankedQuestion.merged(asks),
            remarks: remarks)
    }

    private var isFederalOnly: Bool {
        let loaded = Set(compiled.book.overlays.map(\.state))
        if request.groups.isEmpty { return !(request.settings.state.map { loaded.contains($0) } ?? false) }
        return request.groups.contains { group in
            !((group.place ?? request.settings.state).map { loaded.contains($0) } ?? false)
        }
    }

    /// The outcome of the request from those of its parts.
    ///
    /// - Source: the semantics, section 12.
    static func outcome(of parts: [PartDecision]) -> (Outcome, inPart: Bool) {
        guard let first = parts.first else { return (.refused, false) }
        if parts.allSatisfy({ $0.outcome == first.outcome }) { return (first.outcome, false) }
        let released = parts.filter(\.isReleased)
        if !released.isEmpty {
            let isRequired = released.allSatisfy { $0.outcome == .required }
            return (isRequired ? .required : .permitted, released.count < parts.count)
        }
        return (parts.contains { $0.outcome == .undetermined } ? .undetermined : .refused, false)
    }
}
