import PledgeCore

/// One part being decided.
struct PartEvaluation {
    let evaluation: Evaluation
    let piece: Piece
    /// The part's state, with what was found out in it.
    let tried: TriedState
    let instances: [Instance]

    var state: PartState { tried.state }

    var program: Program { evaluation.program }
    var bounds: PartBounds { evaluation.bounds }
    var act: Act { evaluation.request.act }

    init(_ evaluation: Evaluation, _ piece: Piece) {
        let state = PartState(evaluation.values, part: piece.values, bearsSomeLabel: piece.extent.isLabeledIfAny)
        self.init(evaluation, piece, TriedState(state, evaluation.program.footprints))
    }

    /// The state is the piece's.
    init(_ evaluation: Evaluation, _ piece: Piece, _ tried: TriedState) {
        self.evaluation = evaluation
        self.piece = piece
        self.tried = tried
        instances = evaluation.instances(tried.state)
    }

    /// Whether the ground is open for the part, as completions decide.
    func isOpen(_ instance: Instance) -> Truth {
        let state = state
        let quick = state.open(instance, act, bounds)
        if quick != .unknown { return quick }
        let read = tried.footprints.ofGround[instance.ground]
        return tried.surely(.open(instance), reading: read, evaluation.completions.budget) {
            evaluation.isOpen(instance, state)
        }
    }

    private func isStopped(_ reach: Int) -> Truth {
        let quick = tried.stopped(reach, bounds)
        if quick != .unknown { return quick }
        let own = tried.footprints.reaches[reach]
        let read = tried.footprints.ofReach[reach]
        return tried.surely(.stopped(reach: reach), reading: read, evaluation.completions.budget) {
            evaluation.surely(.stopped(own.stop, own.exceptions), state)
        }
    }

    func rule(_ instance: Instance) -> Ground { program.grounds[instance.ground].rule }

    /// Decides the part.
    ///
    /// - Source: the semantics, section 12.
    func decide() -> PartDecision {
        let truths = instances.map { ($0, isOpen($0)) }
        let open = truths.filter { $0.1 == .yes }.map(\.0)
        let undecided = truths.filter { $0.1 == .unknown }.map(\.0)
        if !open.isEmpty { return released(open, undecided) }
        var part = PartDecision(extent: piece.extent, outcome: undecided.isEmpty ? .refused : .undetermined)
        part.undecided = unique(undecided.map { rule($0).id })
        part.stops = stopHits()
        let reasons = Reasons(self)
        part.because = undecided.isEmpty ? reasons.ofRefusal() : reasons.ofDoubt(undecided)
        let surelyHolding = part.stops.filter(\.isSure)
        part.isQuiet = surelyHolding.contains { hit in
            program.stops.contains { $0.rule.id == hit.rule && $0.rule.isQuiet }
        }
        if undecided.isEmpty {
            part.isConflict = isConflict()
            part.duties = refusalDuties(part)
            let offersNothing = surelyHolding.contains { hit in
                program.stops.contains { $0.rule.id == hit.rule && $0.rule.offersNothing }
            }
            part.lawfulIf = offersNothing || evaluation.isBrief ? [] : LawfulIf(self).sets()
        }
        return part
    }

    private func released(_ open: [Instance], _ undecided: [Instance]) -> PartDecision {
        let criteria = evaluation.compiled.book.reasonOrder?.criteria ?? []
        let grounds = open.map(openGround).sorted { $0.precedes($1, by: criteria) }
        let isRequired = grounds.contains(where: \.isCompelled)
        var part = PartDecision(extent: piece.extent, outcome: isRequired ? .required : .permitted)
        part.grounds = grounds
        part.undecided = unique(undecided.map { rule($0).id })
        part.stops = stopHits()
        part.duties = grounds.first?.duties ?? []
        if grounds.allSatisfy(\.confidence.needsRelease) { add("officer-release", to: &part.duties) }
        part.accounting = grounds.first?.accounting
        part.because = grounds.map { ground in
            Reason(
                kind: .open, rule: ground.rule, words: ground.title, citation: ground.citation,
                line: ground.promises.first)
        }
        return part
    }

    private func unique(_ rules: [RuleID]) -> [RuleID] {
        var seen: Set<RuleID> = []
        return rules.filter { seen.insert($0).inserted }
    }

    // MARK: What is open

    private func openGround(_ instance: Instance) -> OpenGround {
        let ground = program.grounds[instance.ground]
        let lifting = lifted(instance)
        var duties: [OwedDuty] = []
        owe(ground.duties, type: ground.type, instance.document, to: &duties)
        let promised = promises(instance)
        let usesMinimum =
            ground.usesMinimum || lifting.contains(where: \.exception.usesMinimum)
            || promised.contains { $0.alternative.promise.limits.contains(.minimum) }
        let fitting = bounds.routines.filter { state.fits($0) != .no }
        if usesMinimum, !fitting.contains(where: { state.fits($0) == .yes }) { add("minimum-necessary", to: &duties) }
        var atMost = ground.atMost
        func narrow(_ list: NameBits?) {
            atMost = list.map { list in atMost.map { $0.intersection(list) } ?? list } ?? atMost
        }
        if usesMinimum { fitting.forEach { narrow($0.elements) } }
        var confidence = ground.confidence
        for (exception, document) in lifting {
            confidence = max(confidence, exception.confidence)
            narrow(exception.atMost)
            owe(exception.duties, type: exception.type, document, to: &duties)
        }
        var lines: [PromiseLine] = []
        for alternative in promised {
            narrow(alternative.alternative.atMost)
            owe(alternative.alternative.duties, type: ground.type, instance.document, to: &duties)
            lines.append(alternative.line)
        }
        let isCompelled = evaluation.surely(.compelled(instance), state) == .yes
        let within = ground.rule.limits.compactMap { limit in
            if case .within(let field) = limit { field } else { nil as String? }
        }
        let data = program.symbols.table(.data)
        return OpenGround(
            rule: ground.rule.id, title: ground.rule.head.title,
            document: instance.document.flatMap { number in ground.type.map { state.documents[$0][number].id } },
            isCompelled: isCompelled,
            atMost: atMost?.positions.filter { $0 < data.names.count }.map { data.names[$0] }.sorted(),
            within: within, duties: duties,
            accounting: accounting(
                of: ground.rule, lifting.compactMap(\.exception.rule.accounting).first ?? ground.rule.accounting),
            confidence: confidence, citation: ground.rule.head.citation, promises: lines,
            lifted: unique(lifting.map(\.exception.rule.id)))
    }

    /// The class of a disclosure; an exempt one counts where the notice does not leave it off the list.
    ///
    /// - Source: the semantics, section 11.
    private func accounting(of ground: Ground, _ byLaw: Accounting) -> Accounting {
        // The list is of disclosures.
        if act == .use { return .exempt(.use) }
        guard case .exempt(let kind) = byLaw, kind != .use else { return byLaw }
        let book = evaluation.compiled.book
        for number in Set(bounds.bindings(state).joined()).sorted() {
            let document = evaluation.compiled.promises[number]
            guard document.kind.isNotice, let leftOff = document.rights.first(where: { $0.name == "accounting" })?.deny
            else { continue }
            let rules = leftOff.flatMap { book.sets[$0] ?? [RuleID($0)] }
            if !rules.contains(where: { ground.isUnder($0) }) { return .counted }
        }
        return byLaw
    }

    /// Exceptions that lift, or may lift, a stop which would otherwise close the instance: the release may rest on them.
    private func lifted(_ instance: Instance) -> [(exception: CompiledException, document: Int?)] {
        var found: [(number: Int, document: Int?)] = []
        for (stop, exceptions) in program.grounds[instance.ground].stops
        where state.threatens(stop, instance, bounds) != .no {
            for number in exceptions {
                let type = program.exceptions[number].type
                var documents: [Int?] = type.map { state.documents[$0].indices.map { $0 } } ?? [nil]
                if let type, state.isUnread(type) { documents.append(nil) }
                for document in documents where !found.contains(where: { $0 == (number, document) }) {
                    let truth = evaluation.surely(.lifts(instance, stop, number, document: document), state)
                    if truth != .no { found.append((number, document)) }
                }
            }
        }
        return found.sorted { ($0.number, $0.document ?? Int.max) < ($1.number, $1.document ?? Int.max) }
            .map { (program.exceptions[$0.number], $0.document) }
    }

    private func promises(_ instance: Instance) -> [(alternative: CompiledPromise.Alternative, line: PromiseLine)] {
        let ground = program.grounds[instance.ground]
        return Set(bounds.bindings(state).joined()).sorted().flatMap {
            number -> [(CompiledPromise.Alternative, PromiseLine)] in
            guard case .stated(let alternatives, _, _, _) = ground.promised[number] else { return [] }
            // Sentences that promise it; what they promise to do beside is owed for each.
            return alternatives.indices
                .filter { evaluation.surely(.promises(instance, number, $0), state) != .no }
                .map { (alternatives[$0], line(number, alternatives[$0].promise.paragraph)) }
        }
    }

    func line(_ document: Int, _ paragraph: Paragraph) -> PromiseLine {
        let promise = evaluation.compiled.promises[document]
        return PromiseLine(document: promise.id, title: promise.title, paragraph: paragraph)
    }

    // MARK: Duties

    /// A duty is owed unless its exception surely holds.
    ///
    /// The same duty twice: once, at its earliest time.
    private func owe(_ duties: [CompiledDuty], type: Int?, _ document: Int?, to owed: inout [OwedDuty]) {
        for duty in duties {
            let isExcused = evaluation.surely(.formula(duty.unless, type: type, document: document), state)
            if isExcused == .yes { continue }
            add(duty.use, to: &owed)
        }
    }

    private func add(_ name: String, to owed: inout [OwedDuty]) {
        add(DutyUse(duty: name, time: .before), to: &owed)
    }

    private func add(_ use: DutyUse, to owed: inout [OwedDuty]) {
        let duty = evaluation.compiled.book.duty(use.duty)
        let new = OwedDuty(
            duty: use.duty, words: duty?.words ?? use.duty, say: duty?.say, time: use.time,
            owedBy: duty?.owedBy ?? .desk)
        if let index = owed.firstIndex(where: { $0.duty == use.duty }) {
            if new.time.rank < owed[index].time.rank { owed[index] = new }
        } else {
            owed.append(new)
        }
    }

    private func refusalDuties(_ part: PartDecision) -> [OwedDuty] {
        var owed: [OwedDuty] = []
        for hit in part.stops where hit.isSure {
            for stop in program.stops where stop.rule.id == hit.rule { owe(stop.duties, type: nil, nil, to: &owed) }
        }
        if part.isConflict {
            add("ask-counsel", to: &owed)
            add("answer-in-time", to: &owed)
        }
        return owed
    }

    // MARK: Stops and conflicts

    /// Stops that surely hold and reach a ground whose act, kinds and purposes fit; and those that may hold for a ground
    /// whose condition may.
    private func stopHits() -> [StopHit] {
        var found: [Int: Bool] = [:]
        var rest = instances[...]
        while let first = rest.first {
            let ofGround = rest.prefix { $0.ground == first.ground }
            rest = rest.dropFirst(ofGround.count)
            addStops(ofGround, to: &found)
        }
        return found.keys.sorted().map { number in
            let stop = program.stops[number]
            let paragraph = stop.document.flatMap { document in
                evaluation.compiled.promises[document].stopParagraphs[stop.rule.id].map { line(document, $0) }
            }
            return StopHit(
                rule: stop.rule.id, title: stop.rule.head.title, author: stop.rule.author,
                isSure: found[number] == true,
                isManner: stop.rule.isManner, citation: stop.rule.head.citation, line: paragraph)
        }
    }

    /// Adds the stops that one ground meets, each with whether it surely holds.
    private func addStops(_ instances: ArraySlice<Instance>, to found: inout [Int: Bool]) {
        guard let ground = instances.first?.ground else { return }
        let fits = state.matches(program.grounds[ground], act)
        if fits == .no { return }
        let reaches = tried.footprints.reachesOfGround[ground].filter { tried.stopped($0, bounds) != .no }
        let isOpen = fits == .unknown || reaches.contains { tried.stopped($0, bounds) == .unknown }
        var isHolding = false
        for (position, instance) in zip(0..., instances) {
            if fits == .unknown, evaluation.surely(.fits(ground), state) == .no { continue }
            let mayHold = state.condition(instance, act, bounds) != .no
            // What is known for one document is known for the next.
            if position > 0, !isOpen, isHolding || !mayHold { continue }
            isHolding = isHolding || mayHold
            for reach in reaches {
                let stop = tried.footprints.reaches[reach].stop
                if found[stop] == true { continue }
                let isSure = isStopped(reach) == .yes
                if isSure || mayHold { found[stop] = isSure }
            }
        }
    }

    /// A compelled ground whose condition surely holds is closed only by stops of law other than manner.
    private func isConflict() -> Bool {
        instances.contains { instance in
            guard evaluation.surely(.demanded(instance), state) == .yes else { return false }
            let stops = program.grounds[instance.ground].stops.map(\.stop)
            let byManner = stops.filter { program.stops[$0].rule.isManner }
            let byLaw = stops.filter { program.stops[$0].rule.author == .law && !program.stops[$0].rule.isManner }
            return evaluation.surely(.closed(instance, byManner), state) != .yes
                && evaluation.surely(.closed(instance, byLaw), state) == .yes
        }
    }
}

extension OpenGround: OrderedReason {
    func rank(by criterion: ReasonOrder.Criterion) -> Int {
        switch criterion {
        case .compelled: isCompelled ? 0 : 1
        case .verified: confidence.needsRelease ? 1 : 0
        case .releasesMost: -(atMost?.count ?? Int.max)
        case .counted: accounting.isListed ? 0 : 1
        }
    }
}

extension DutyUse.Time {
    /// Earlier duties have lower ranks: before, with, after in days.
    var rank: Int {
        switch self {
        case .before: 0
        case .with: 1
        case .after(let span, _): 2 + span.roughDays(month: 31)
        }
    }
}

extension PartEvaluation {
    /// Stops of law that surely hold for a ground whose act, kinds and purposes fit, as reasons.
    func surelyForbidding() -> [Reason] {
        var seen: Set<Int> = []
        var reasons: [Reason] = []
        for instance in instances where state.matches(program.grounds[instance.ground], act) != .no {
            for (stop, exceptions) in program.grounds[instance.ground].stops where seen.insert(stop).inserted {
                let rule = program.stops[stop].rule
                guard rule.author == .law, evaluation.surely(.stopped(stop, exceptions), state) == .yes else {
                    continue
                }
                reasons.append(
                    Reason(kind: .lawForbids, rule: rule.id, words: rule.head.title, citation: rule.head.citation))
            }
        }
        return reasons
    }
}
