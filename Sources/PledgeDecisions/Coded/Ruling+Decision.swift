// SAFETY of this file: positions are those of the plan that made the ruling.

import PledgeCore

extension CodedDecider {
    /// The names and everything under them.
    package func closure(_ names: NameBits, _ domain: Domain) -> NameBits {
        switch domain {
        case .kind: under.kinds.closure(names)
        case .purpose: under.purposes.closure(names)
        case .label: under.labels.closure(names)
        default: compiled.symbols.table(domain).closure(names)
        }
    }

    /// The coded form of a request; nothing where it has none.
    package func code(_ request: Request) -> CodedRequest? { coder.code(request) }

    /// Decides a request by its coded form; nothing where that does not tell everything.
    ///
    /// - Returns: The outcome, and the decision where it is released: a refusal is worth a search for what would make it
    ///   lawful, which is not made here.
    package func decide(_ request: Request) -> (outcome: Outcome, decision: Decision?)? {
        guard let coded = coder.code(request), rule(coded) != nil, let plan else { return nil }
        let ruled = ruling
        let isReleased = ruled.outcome == .permitted || ruled.outcome == .required
        return (
            ruled.outcome,
            isReleased ? RulingWords(compiled: compiled, plan: plan, request: request).decision(ruled) : nil
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
        part.grounds = ruling.open.array.map { open($0, ruling) }
        var seen: Set<RuleID> = []
        part.undecided = ruling.undecided.array.map { program.grounds[Int($0)].rule.id }.filter {
            seen.insert($0).inserted
        }
        part.stops = ruling.stops.array.sorted { $0.stop < $1.stop }.map(hit)
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
        let compiledStop = program.stops[Int(stop.stop)]
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
        let ground = program.grounds[Int(ruled.ground)]
        let data = program.symbols.table(.data)
        let within = ground.rule.limits.compactMap { limit in
            if case .within(let field) = limit { field } else { nil as String? }
        }
        let lines = ruled.sentences.indices.compactMap { index -> PromiseLine? in
            let sentence = ruling.sentences[index]
            guard case .stated(let alternatives, _, _, _) = ground.promised[Int(sentence.document)] else { return nil }
            let alternative = Int(plan.hot.pointee.sentences[Int(sentence.sentence)].alternative)
            return line(Int(sentence.document), alternatives[alternative].promise.paragraph)
        }
        var seen: Set<RuleID> = []
        return OpenGround(
            rule: ground.rule.id, title: ground.rule.head.title, document: document(ruled, ground),
            isCompelled: ruled.isCompelled,
            atMost: ruled.hasLimit
                ? ruled.atMost.positions.filter { $0 < data.names.count }.map { data.names[$0] }.sorted() : nil,
            within: within,
            duties: ruled.duties.indices.map { duty(ruling.duties[$0]) },
            accounting: ruled.accounting, confidence: ruled.confidence, citation: ground.rule.head.citation,
            promises: lines,
            lifted: ruled.lifted.indices.map { program.exceptions[Int(ruling.lifted[$0].number)].rule.id }
                .filter { seen.insert($0).inserted })
    }

    private func document(_ ruled: RuledGround, _ ground: CompiledGround) -> String? {
        guard ruled.document >= 0, let type = ground.rule.document else { return nil }
        let all = (request.documents + (request.records?.documents ?? [])).filter { $0.type == type }
        return all[Int(ruled.document)].id
    }

    private func duty(_ ruled: RuledDuty) -> OwedDuty {
        duty(program.book.duties[Int(ruled.duty)].name, ruled.time < 0 ? .before : plan.times[Int(ruled.time)])
    }

    private func duty(_ name: String, _ time: DutyUse.Time) -> OwedDuty {
        let duty = compiled.book.duty(name)
        return OwedDuty(
            duty: name, words: duty?.words ?? name, say: duty?.say, time: time, owedBy: duty?.owedBy ?? .desk)
    }
}
