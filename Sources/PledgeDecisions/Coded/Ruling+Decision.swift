import PledgeCore

extension CodedDecider {
    /// The names and everything under them.
    package func closure(_ names: NameBits, _ domain: Domain) -> NameBits {
        compiled.program.symbols.table(domain).closure(names)
    }

    /// The coded form of a request; nothing where it has none.
    package func code(_ request: Request) -> CodedRequest? { coder.code(request) }

    /// Decides a request by its coded form; nothing where that does not tell everything.
    ///
    /// - Returns: The outcome, and the decision where it is released: a refusal is worth a search for what would make it
    ///   lawful, which is not made here.
    package func decide(_ request: Request) -> (outcome: Outcome, decision: Decision?)? {
        guard let coded = coder.code(request), rule(coded, &ruling), let plan else { return nil }
        let isReleased = ruling.outcome == .permitted || ruling.outcome == .required
        return (
            ruling.outcome,
            isReleased ? RulingWords(compiled: compiled, plan: plan, request: request).decision(ruling) : nil
        )
    }
}

/// Puts a ruling into words.
struct RulingWords {
    let compiled: CompiledRulebook
    let plan: CodedPlan
    let request: Request

    private var program: Program { plan.program }

    /// The decision of a request of one part that may go.
    func decision(_ ruling: Ruling) -> Decision {
        let group = request.groups.indices.first
        let given = request.groups.first.flatMap { $0.given ?? ($0.madeByUs == true ? $0.held : nil) }
        let held = request.groups.first.flatMap { $0.held ?? ($0.madeByUs == true ? $0.given : nil) }
        var elements: [String]?
        if case .some(let names)? = request.groups.first?.elements { elements = Set(names).sorted() }
        let extent = PartDecision.Extent(group: group, elements: elements, given: given, held: held)
        var part = PartDecision(extent: extent, outcome: ruling.outcome)
        part.grounds = ruling.open.map { open($0, ruling) }
        var seen: Set<RuleID> = []
        part.undecided = ruling.undecided.map { program.grounds[$0].rule.id }.filter { seen.insert($0).inserted }
        part.stops = ruling.stops.sorted { $0.stop < $1.stop }.map(hit)
        part.duties = part.grounds.first?.duties ?? []
        if ruling.needsRelease, !part.duties.contains(where: { $0.duty == "officer-release" }) {
            part.duties.append(duty("officer-release", .before))
        }
        part.accounting = part.grounds.first?.accounting
        part.because = part.grounds.map { ground in
            Reason(
                kind: .open, rule: ground.rule, words: ground.title, citation: ground.citation,
                line: ground.promises.first)
        }
        return Decision(id: request.id, outcome: ruling.outcome, parts: [part], remarks: remarks)
    }

    private var remarks: [Remark] {
        var remarks: [Remark] = []
        if compiled.promises.isEmpty { remarks.append(.lawOnly) }
        let place = request.groups.first?.place ?? request.settings.state
        if !compiled.book.overlays.contains(where: { $0.state == place }) { remarks.append(.federalOnly) }
        return remarks
    }

    private func hit(_ stop: RuledStop) -> StopHit {
        let compiledStop = program.stops[stop.stop]
        let paragraph = compiledStop.document.flatMap { document in
            compiled.promises[document].stopParagraphs[compiledStop.rule.id].map { line(document, $0) }
        }
        return StopHit(
            rule: compiledStop.rule.id, title: compiledStop.rule.head.title, author: compiledStop.rule.author,
            isSure: stop.isSure, isManner: compiledStop.rule.isManner, citation: compiledStop.rule.head.citation,
            line: paragraph)
    }

    private func line(_ document: Int, _ paragraph: Paragraph) -> PromiseLine {
        PromiseLine(
            document: compiled.promises[document].id, title: compiled.promises[document].title, paragraph: paragraph)
    }

    private func open(_ ruled: RuledGround, _ ruling: Ruling) -> OpenGround {
        let ground = program.grounds[ruled.ground]
        let data = program.symbols.table(.data)
        let within = ground.rule.limits.compactMap { limit in
            if case .within(let field) = limit { field } else { nil as String? }
        }
        let lines = ruling.sentences[ruled.sentences].compactMap { sentence -> PromiseLine? in
            guard case .stated(let alternatives, _, _, _) = ground.promised[sentence.document] else { return nil }
            return line(sentence.document, alternatives[sentence.alternative].promise.paragraph)
        }
        var seen: Set<RuleID> = []
        return OpenGround(
            rule: ground.rule.id, title: ground.rule.head.title, document: document(ruled, ground),
            isCompelled: ruled.isCompelled,
            atMost: ruled.atMost?.positions.filter { $0 < data.names.count }.map { data.names[$0] }.sorted(),
            within: within,
            duties: ruling.duties[ruled.duties].map { duty(program.book.duties[$0.duty].name, $0.time) },
            accounting: ruled.accounting, confidence: ruled.confidence, citation: ground.rule.head.citation,
            promises: lines,
            lifted: ruling.lifted[ruled.lifted].map { program.exceptions[$0.exception].rule.id }
                .filter { seen.insert($0).inserted })
    }

    private func document(_ ruled: RuledGround, _ ground: CompiledGround) -> String? {
        guard ruled.document >= 0, let type = ground.rule.document else { return nil }
        let all = (request.documents + (request.records?.documents ?? [])).filter { $0.type == type }
        return all[ruled.document].id
    }

    private func duty(_ name: String, _ time: DutyUse.Time) -> OwedDuty {
        let duty = compiled.book.duty(name)
        return OwedDuty(
            duty: name, words: duty?.words ?? name, say: duty?.say, time: time, owedBy: duty?.owedBy ?? .desk)
    }
}
