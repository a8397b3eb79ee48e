import PledgeCore
package import PledgeDecisions

/// Makes small rulebooks at random, to try shapes that no law in hand has.
package struct RulebookGenerator: Sendable {
    private var random: SplitMix64
    /// Apart, so that the rest of a seed's rulebooks stays as it was.
    private var orders: SplitMix64
    private var book = Rulebook()

    package init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        orders = SplitMix64(seed: ~seed)
    }

    private static let grounds = [
        "506c1", "506c2", "506c4i", "508a1", "508a2", "510a1ii", "510b2", "510b3", "512a1", "512c1i", "512e1i",
        "512e1ii", "512f1iiA", "512f1iiB", "512f2", "512i1i", "512j1i", "502a1i", "502a2i", "502a4", "502j1", "514f1",
        "501hco", "4024opt",
    ]

    /// The next rulebook.
    package mutating func next() -> Rulebook {
        book = Rulebook()
        addWords()
        addFacts()
        addDocuments()
        addQuestions()
        addReasonOrder()
        book.conditions = [
            NamedCondition(name: "plain-one", words: "", condition: condition(2, nil, mayAskForSome: false)),
            NamedCondition(
                name: "of-paper", words: "", document: "paper", condition: condition(2, "paper", mayAskForSome: false)),
        ]
        addGrounds()
        addStops()
        holdOnlyInTheirState()
        return book
    }

    /// Named conditions may not name one another.
    var isNaming: Bool { !book.conditions.isEmpty }

    /// The answer to a question may not ask that question.
    var isAsking: Bool { !book.questions.isEmpty }

    mutating func pickBelow(_ bound: Int) -> Int { random.below(bound) }

    mutating func pickOf<Element>(_ choices: [Element]) -> Element { choices[random.below(choices.count)] }

    // MARK: Words

    private mutating func addWords() {
        func terms(_ text: String, mustBeNamed: Set<String> = []) -> Hierarchy {
            Hierarchy(
                text.split(separator: " ").map { word in
                    let names = word.split(separator: ":").map(String.init)
                    return Term(
                        name: names[0], words: "", parents: Array(names.dropFirst()),
                        mustBeNamed: mustBeNamed.contains(names[0]))
                })
        }
        book.vocabulary = [
            .kind: terms("anyone provider:anyone individual:anyone family:anyone parent:family:anyone police:anyone"),
            .purpose: terms("treatment reminder:treatment payment own-request investigation survey"),
            .channel: terms("mail text phone"),
            .item: terms("record lab:record note:record claim photo"),
            .label: terms("hiv drug notes:drug genetic", mustBeNamed: ["notes"]),
            .data: terms("name address dna diagnosis phone"),
            .service: terms("general sud detox:sud"),
            .source: terms("made-here patient-told arrangement"),
            .object: terms("fee postage:fee care entry"),
        ]
        if random.chance(70) { book.part2Labels = ["drug"] }
        book.overlays = [
            Overlay(state: "IL", title: "", reviewed: random.chance(50) ? .all : .labels(["hiv"]))
        ]
        book.sets = [
            PlainRulebook.beyondDocuments: ["502a1i", "502a2", "502a4", "502j", "512j1i"].map { RuleID($0) },
            PlainRulebook.openWhenSilent: [RuleID("508")],
        ]
        book.duties = ["minimum-necessary", "verify", "tell", "ask"].map { Duty(name: $0, words: "") }
    }

    private mutating func addReasonOrder() {
        guard orders.chance(90) else { return }
        let criteria = orders.some(ReasonOrder.Criterion.allCases.shuffled(using: &orders), 80)
        book.reasonOrder = ReasonOrder(words: "", criteria: criteria)
    }

    private mutating func addFacts() {
        let sources: [FactSource] = [.asked, .asked, .known, .knowledge]
        for index in 0..<8 {
            let source = random.pick(sources) ?? .asked
            book.facts.append(
                Fact(name: "f\(index)", words: "", source: source, question: "?"))
        }
        let wishes = ["agrees", "objects", "silent"]
        book.facts += [
            Fact(
                name: "wish", words: "", type: .choice(wishes), options: wishes.map { Option(name: $0, words: "") },
                source: random.chance(70) ? .asked : .known, question: "?"),
            Fact(name: "birth", words: "", type: .time, source: .known, question: "?"),
            Fact(name: "day", words: "", type: .time, source: .asked, question: "?"),
            Fact(name: "count", words: "", type: .number, source: random.chance(50) ? .asked : .known, question: "?"),
            Fact(name: "who", words: "", type: .id, source: .asked, question: "?"),
        ]
    }

    private mutating func addDocuments() {
        let shared = [
            DocumentField(name: "scope", words: "", type: .scope, fresh: .part),
            DocumentField(name: "expires", words: "", type: .time, fresh: .at(Span(months: 12), sign: 1)),
            DocumentField(name: "signed", words: "", type: .time, fresh: .at(Span(), sign: 1)),
            DocumentField(name: "to", words: "", type: .id, fresh: .recipientID),
            DocumentField(name: "kinds", words: "", type: .names(.kind), fresh: .recipientKinds),
            DocumentField(name: "purposes", words: "", type: .names(.purpose), fresh: .purposes),
            DocumentField(name: "valid", words: "", type: .yesNo, fresh: .value(.yesNo(true))),
        ]
        let types = [
            DocumentType(
                name: "paper", words: "", obtained: ChangeOffer(by: .patient, words: "signs"), fields: shared),
            DocumentType(
                name: "order", words: "", obtained: ChangeOffer(by: .court, words: "orders"),
                fields: shared + [
                    DocumentField(
                        name: "span", words: "", type: .period, cuts: random.chance(50) ? .given : .held)
                ]),
            DocumentType(
                name: "wish-on-file", words: "", onFile: true, question: "?",
                ended: ChangeOffer(by: .patient, words: "ends"),
                fields: shared + [DocumentField(name: "ended", words: "", type: .time, cuts: .held)]),
        ]
        book.documents = types.map { type in
            var asking = type
            for position in asking.fields.indices { asking.fields[position].question = "?" }
            return asking
        }
    }

    private mutating func addQuestions() {
        for index in 0..<random.below(4) {
            let answer = random.pick(["may", "must", "no"]) ?? "no"
            var head = head("IL-D\(index)")
            head.state = "IL"
            head.isOverlay = true
            book.answers.append(
                StateAnswer(head: head, question: "tell", answer: answer, condition: condition(1, nil)))
        }
        book.questions = [
            StateQuestion(
                name: "tell", words: "", answers: ["may", "must", "no"], silent: random.pick(["may", "no"]) ?? "no")
        ]
    }

    /// As the loader does: a rule of a state asks where care was given.
    private mutating func holdOnlyInTheirState() {
        func here(_ head: RuleHead, _ condition: Condition) -> Condition {
            guard let state = head.state else { return condition }
            return .all([.test(Test(.field(.place), .equals, .text(state))), condition])
        }
        book.answers = book.answers.map { rule in
            var rule = rule
            rule.condition = here(rule.head, rule.condition)
            return rule
        }
        book.grounds = book.grounds.map { rule in
            var rule = rule
            rule.condition = here(rule.head, rule.condition)
            return rule
        }
        book.stops = book.stops.map { rule in
            var rule = rule
            rule.condition = here(rule.head, rule.condition)
            return rule
        }
    }

    // MARK: Rules

    private mutating func head(_ id: String) -> RuleHead {
        let days = ["2003-04-14", "2003-04-14", "2003-04-14", "2020-01-01", "2026-11-21"].compactMap { Day($0) }
        let since = random.pick(days) ?? Day(number: 0)
        let until = random.chance(8) ? Day("2026-11-22") : nil
        return RuleHead(
            id: RuleID(id), title: id, confidence: random.pick(Confidence.allCases) ?? .opened,
            force: Force(since: since, until: until))
    }

    private mutating func addGrounds() {
        var ids = RulebookGenerator.grounds
        for index in 0..<(4 + random.below(6)) {
            let position = random.below(ids.count)
            let id = ids.remove(at: position)
            let document = random.chance(35) ? random.pick(["paper", "order", "wish-on-file"]) : nil
            var ground = Ground(
                head: head(id), actors: ["provider"],
                acts: [
                    ActClause(
                        acts: random.chance(10) ? [.charge] : [.disclose, .use],
                        recipients: [random.pick(["anyone", "provider", "individual", "family", "police"]) ?? "anyone"])
                ],
                purposes: (0..<2).compactMap { _ in random.pick(book.hierarchy(.purpose).terms.map(\.name)) },
                document: document, condition: random.chance(15) ? .constant(true) : condition(3, document),
                accounting: random.pick([.counted, .suspendable, .exempt(.tpo)]) ?? .counted)
            if random.chance(20) { ground.about = [random.pick(["record", "claim", "fee", "lab"]) ?? "record"] }
            if random.chance(35) { ground.compelled = random.chance(40) ? .constant(true) : condition(2, document) }
            if random.chance(6) { ground.isOutside = true }
            if random.chance(15) { makeRequire(&ground, index) }
            ground.limits = limits(document)
            ground.duties = duties(document)
            book.grounds.append(ground)
        }
        for index in 0..<random.below(3) {
            book.standings.append(
                Standing(
                    head: head("502g\(index)"), kind: random.pick(["parent", "family"]) ?? "parent",
                    becomes: "individual",
                    condition: condition(2, nil)))
        }
    }

    private mutating func makeRequire(_ ground: inout Ground, _ index: Int) {
        ground.kind = .require
        ground.head = head("IL-R\(index)")
        if random.chance(70) { ground.head.state = "IL" }
        ground.head.isOverlay = true
        ground.under = RuleID(random.pick(["512a1", "512c1i", "512e1", "512f1i"]) ?? "512a1")
        ground.compelled = .constant(true)
    }

    private mutating func limits(_ document: String?) -> [Limit] {
        var limits: [Limit] = []
        if random.chance(15) { limits.append(.atMost(random.some(book.hierarchy(.data).terms.map(\.name), 50))) }
        if document != nil, random.chance(50) { limits.append(.within("scope")) }
        if random.chance(15) { limits.append(.minimum) }
        return limits
    }

    private mutating func duties(_ document: String?) -> [DutyUse] {
        (0..<random.below(3)).compactMap { _ in
            guard let duty = random.pick(["verify", "tell", "ask"]) else { return nil }
            let times: [DutyUse.Time] = [
                .before, .with, .after(Span(days: 30), ofReceipt: true), .after(Span(days: 5), ofReceipt: false),
            ]
            let unless = random.chance(30) ? condition(1, document) : .constant(false)
            return DutyUse(duty: duty, time: random.pick(times) ?? .before, unless: unless)
        }
    }

    private mutating func addStops() {
        for index in 0..<random.below(6) {
            let author: Stop.Author = random.chance(65) ? .law : .patient
            var head = head(author == .law ? "P2-\(index)" : "522a1\(["i", "ii", "iii", "iv", "v", "vi"][index])")
            if author == .law {
                head.isOverlay = random.chance(60)
                if head.isOverlay, random.chance(50) { head.state = "IL" }
            }
            let rules = (0..<(1 + random.below(4))).compactMap { _ in random.pick(book.grounds)?.id }
            let except = random.chance(20) ? [random.pick(book.grounds)?.id].compactMap { $0 } : []
            book.stops.append(
                Stop(
                    head: head, author: author, condition: condition(2, nil),
                    reach: Reach(rules: random.chance(25) ? nil : rules, except: except), isManner: random.chance(20)))
        }
        for index in 0..<random.below(4) {
            guard let stop = random.pick(book.stops) else { continue }
            let document = random.chance(50) ? random.pick(["paper", "order", "wish-on-file"]) : nil
            let rule = random.pick(book.grounds)?.id
            book.exceptions.append(
                StopException(
                    head: head("P2-9\(index)"), stops: [stop.id], document: document,
                    condition: condition(2, document),
                    reach: random.chance(20) ? Reach(rules: [rule].compactMap { $0 }) : nil,
                    limits: limits(document), duties: duties(document),
                    accounting: random.chance(30) ? .counted : nil))
        }
    }
}
