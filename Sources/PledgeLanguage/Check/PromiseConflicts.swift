package import PledgeCore
package import PledgeDecisions

/// What a promise document says against the law: it changes nothing, and its reader is misled.
///
/// - Source: the semantics, section 7; 45 CFR 164.522, 164.524, 164.526, 164.528.
package struct PromiseConflicts {
    private let rulebook: Rulebook
    private let promises: [PromiseDocument]
    private var found: [Diagnostic] = []

    private init(_ rulebook: Rulebook, _ promises: [PromiseDocument]) {
        self.rulebook = rulebook
        self.promises = promises
    }

    /// Every conflict as a warning, in the order of the documents.
    ///
    /// - Throws: `CompileError` where the rulebook exceeds a bound of the evaluator.
    package static func find(_ rulebook: Rulebook, _ promises: [PromiseDocument]) throws(CompileError) -> [Diagnostic] {
        guard !promises.isEmpty else { return [] }
        var conflicts = PromiseConflicts(rulebook, promises)
        let law = try CompiledRulebook(rulebook)
        for document in promises {
            for right in document.rights { conflicts.check(right) }
            for exclusion in document.exclusions { conflicts.check(exclusion) }
            for promise in document.promises { conflicts.check(promise, of: document, law) }
        }
        return conflicts.found
    }

    private mutating func warn(_ id: String, _ span: SourceSpan, _ message: String, _ help: String) {
        found.append(Diagnostic(id: id, severity: .warning, span: span, message: message, help: help))
    }

    private func grounds(under rules: [RuleID]) -> [Ground] {
        rulebook.grounds.filter { ground in rules.contains { ground.isUnder($0) } }
    }

    // MARK: Rights

    private mutating func check(_ right: Right) {
        guard let law = rulebook.rights.first(where: { $0.name == right.name }) else { return }
        let span = right.span
        if let most = law.answerWithin, let own = right.answerWithin, own.roughHours > most.roughHours {
            warn(
                "right-slower", span, "`\(right.name)` is answered within \(own), and the law gives \(most)",
                "say `answer within \(most)` or less (\(law.citation))")
        }
        if let most = law.extension, let own = right.extension, own.roughHours > most.roughHours {
            warn(
                "right-slower", span, "`\(right.name)` may take \(own) more, and the law gives \(most)",
                "say `extension \(most)` or less (\(law.citation))")
        }
        checkDenials(right, law)
        checkFees(right, law)
    }

    private mutating func checkDenials(_ right: Right, _ law: Right) {
        let named = (right.deny ?? []).map { RuleID($0) }
        if let allowed = law.deny {
            let wider = named.filter { rule in
                !allowed.contains { rule.isUnder(RuleID($0)) }
            }
            guard !wider.isEmpty else { return }
            warn(
                "denial-not-in-law", right.span,
                "`\(right.name)` is denied on \(PromiseConflicts.list(wider)), which the law does not give for it",
                "the law allows \(PromiseConflicts.list(allowed.map { RuleID($0) })) (\(law.citation))")
            return
        }
        // A right without grounds of denial leaves entries off a list: only what the law leaves off, too.
        let counted = grounds(under: named).filter { ground in
            switch ground.accounting {
            case .counted, .suspendable: ground.acts.contains { $0.acts.contains(.disclose) }
            case .notOurs, .exempt: false
            }
        }
        guard !counted.isEmpty else { return }
        warn(
            "list-too-short", right.span,
            "`\(right.name)` leaves off \(PromiseConflicts.list(counted.map(\.id))), which the law counts",
            "leave off only what is exempt (\(law.citation))")
    }

    private static func list(_ rules: [RuleID]) -> String {
        var seen: Set<String> = []
        let ids = rules.map(\.text).filter { seen.insert($0).inserted }
        let more = ids.count > 5 ? " and \(ids.count - 5) more" : ""
        return ids.prefix(5).map { "`\($0)`" }.joined(separator: ", ") + more
    }

    private mutating func checkFees(_ right: Right, _ law: Right) {
        guard !right.fees.isEmpty || (right.feePerPage?.cents ?? 0) > 0 else { return }
        let fees = rulebook.fees.filter { law.fees.contains($0.id) }
        guard !fees.isEmpty else {
            warn(
                "fee-not-in-law", right.span, "a charge for `\(right.name)`, for which the law lets nothing be asked",
                "say `free` (\(law.citation))")
            return
        }
        let objects = rulebook.hierarchy(.object)
        let names = fees.map(\.id)
        let lines = right.fees.filter { line in
            !names.contains(line) && !fees.contains { fee in fee.allowed.contains { objects.isUnder(line, $0) } }
        }
        guard !lines.isEmpty else { return }
        warn(
            "fee-not-in-law", right.span,
            "`\(right.name)` charges \(lines.map { "`\($0)`" }.joined(separator: ", ")), which the law does not allow",
            "the law allows \(fees.flatMap(\.allowed).map { "`\($0)`" }.joined(separator: ", "))")
    }

    // MARK: Sentences

    private mutating func check(_ exclusion: Exclusion) {
        let grounds = grounds(under: [exclusion.rule])
        let isInVain = grounds.allSatisfy { ground in
            !rulebook.canBeLimited(ground) || ground.compelled == .constant(true)
        }
        guard isInVain, !grounds.isEmpty else { return }
        warn(
            "exclusion-in-vain", exclusion.span,
            "`exclude \(exclusion.rule.text)` changes nothing: no document closes what the law requires or gives itself",
            "take the sentence out; who reads it is misled")
    }

    /// A promise for named purposes that the law closes for each, unless something is said that lifts the stop.
    private mutating func check(_ promise: Promise, of document: PromiseDocument, _ law: CompiledRulebook) {
        let stated = StatedTests(promise.condition)
        guard !stated.purposes.isEmpty, let day = document.effective ?? rulebook.covers?.first else { return }
        // Stops that hold in every case are the reason; without one, all that hold in some.
        var always: [RuleID]?
        var closing: [RuleID] = []
        for ground in grounds(under: [promise.rule]) where ground.document == nil {
            for request in stated.requests(for: ground, rulebook, on: day) {
                let fits = stated.purposes.contains { purpose in
                    ground.purposes.contains { rulebook.hierarchy(.purpose).isUnder(purpose, $0) }
                }
                guard fits else { continue }
                guard let stops = law.stopsOfLaw(closing: ground.id, for: request) else { return }
                closing += stops.filter { !closing.contains($0) }
                always = (always ?? stops).filter { stops.contains($0) }
            }
        }
        guard !closing.isEmpty else { return }
        if let always, !always.isEmpty { closing = always }
        let titles = rulebook.stops.filter { closing.contains($0.id) }.map(\.head.title)
        warn(
            "promise-forbidden", promise.span,
            "what this promises, the law forbids: \(titles.first ?? "") (\(PromiseConflicts.list(closing)))",
            "take it out, or say `only when` what lifts the stop")
    }
}

/// What a condition surely asks for: purposes, channels and facts joined by *and*.
private struct StatedTests {
    var purposes: [String] = []
    private var channels: [String] = []
    private var facts: [String] = []

    init(_ condition: Condition) { collect(condition) }

    private mutating func collect(_ condition: Condition) {
        switch condition {
        case .all(let parts): for part in parts { collect(part) }
        case .test(let test):
            switch (test.left, test.operation, test.right) {
            case (.field(.purpose), .isIn, .names(let names)?): purposes += names
            case (.field(.channel), .isIn, .names(let names)?): channels += names
            case (.fact(let name), .holds, _): facts.append(name)
            default: break
            }
        case .any, .not, .named, .question, .some, .constant: break
        }
    }

    /// A request for each act, recipient, purpose and channel of the ground; our records are silent but for what is stated.
    func requests(for ground: Ground, _ rulebook: Rulebook, on day: Day) -> [Request] {
        let noon = Instant(seconds: Int64(day.number) * 86_400 + 43_200)
        var records = Records()
        var answers: [String: Answer] = [:]
        for name in facts {
            if rulebook.fact(name)?.source == .asked {
                answers[name] = Answer(.yesNo(true))
            } else {
                records.facts[name] = .yesNo(true)
            }
        }
        return ground.acts.flatMap { clause in
            clause.acts.filter { $0 == .use || $0 == .disclose }.flatMap { act in
                clause.recipients.flatMap { recipient in
                    purposes.flatMap { purpose in
                        (channels.isEmpty ? [nil] : channels.map { Optional($0) }).map { channel in
                            Request(
                                id: "", at: noon, act: act,
                                actor: Party(id: "us", kinds: Array(ground.actors.prefix(1))),
                                onBehalfOf: "us", recipient: Party(id: "them", kinds: [recipient]),
                                purposes: [purpose], channel: channel,
                                groups: [Group(item: nil, labels: [], part2: false)], answers: answers,
                                records: records, settings: Settings())
                        }
                    }
                }
            }
        }
    }
}
