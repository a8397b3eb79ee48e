import PledgeCore
package import PledgeDecisions

/// Makes sets of promise documents, in versions and of several kinds, from the grounds and facts of a rulebook.
package struct PromiseGenerator: Sendable {
    let book: Rulebook
    private var random: SplitMix64
    private var count = 0

    package init(_ book: Rulebook, seed: UInt64) {
        self.book = book
        random = SplitMix64(seed: seed)
    }

    /// The next set: sometimes none, mostly a notice with earlier versions, an agreement or a policy beside it.
    package mutating func next() -> [PromiseDocument] {
        count += 1
        var documents: [PromiseDocument] = []
        // A joint notice and an own one bind different information; law in hand has no such pair.
        let isJoint = random.chance(12)
        if !isJoint, random.chance(85) { documents += versions(.notice, of: "n\(count)") }
        if isJoint { documents += versions(.jointNotice, of: "j\(count)") }
        if random.chance(25) { documents.append(document(.agreement, "a\(count)", wide: 85)) }
        if random.chance(35) { documents.append(document(.policy, "o\(count)", wide: 30)) }
        return documents
    }

    private mutating func versions(_ kind: PromiseDocument.Kind, of series: String) -> [PromiseDocument] {
        let days = ["2003-04-14", "2013-09-23", "2020-01-01", "2026-11-21", "2027-06-01"].compactMap { Day($0) }
        let chosen = [days[0]] + random.some(Array(days.dropFirst()), 30)
        let width = 40 + random.below(60)
        return chosen.enumerated().map { index, day in
            var version = document(kind, "\(series)-\(index)", wide: width)
            version.series = series
            version.effective = day
            version.reservesRight = random.chance(60)
            version.consentToLessen = random.chance(30)
            return version
        }
    }

    private mutating func document(_ kind: PromiseDocument.Kind, _ id: String, wide: Int) -> PromiseDocument {
        var document = PromiseDocument(id: id, kind: kind, title: id)
        for ground in book.grounds where random.chance(wide) {
            document.promises.append(promise(rule(near: ground.id)))
        }
        for _ in 0..<random.below(4) {
            guard let ground = random.pick(book.grounds) else { continue }
            document.exclusions.append(
                Exclusion(
                    rule: rule(near: ground.id), words: "no",
                    condition: random.chance(50) ? .constant(true) : anyCondition(), paragraph: paragraph))
        }
        for index in 0..<random.below(3) { document.stops.append(sentence("\(id)-stop-\(index)")) }
        return document
    }

    /// A sentence over a purpose, within what a document may reach: a longer reach is an error of the rulebook.
    private mutating func sentence(_ id: String) -> Stop {
        let book = book
        let open = book.grounds.filter { PlainRulebook.isOpenToDocuments($0, book) }.map(\.id)
        let closed = book.grounds.filter { !PlainRulebook.isOpenToDocuments($0, book) }.map(\.id)
        let rules = (0..<(1 + random.below(4))).compactMap { _ in random.pick(open).map { rule(near: $0) } }
        return Stop(
            head: RuleHead(id: RuleID(id), title: "", force: Force(since: Day("2003-04-14") ?? Day(number: 0))),
            author: .document, condition: anyCondition(),
            reach: Reach(rules: random.chance(30) ? nil : rules, except: closed))
    }

    private let paragraph = Paragraph(heading: "", text: "", line: 1)

    private mutating func promise(_ rule: RuleID) -> Promise {
        var promise = Promise(rule: rule, paragraph: paragraph)
        if random.chance(15) { promise.condition = anyCondition() }
        if random.chance(6) {
            promise.limits = [.atMost(random.some(book.hierarchy(.data).terms.map(\.name), 50))]
        }
        if random.chance(10), let duty = random.pick(book.duties) {
            promise.duties = [DutyUse(duty: duty.name, time: random.chance(50) ? .before : .with)]
        }
        return promise
    }

    /// The rule or one above it: its id without some of the last tokens.
    private mutating func rule(near id: RuleID) -> RuleID {
        guard random.chance(45), id.tokens.count > 1, !id.text.contains("-") else { return id }
        let kept = 1 + random.below(id.tokens.count - 1)
        return RuleID(id.tokens.prefix(kept).joined())
    }

    /// A plain condition over a fact, a label, a purpose or a channel.
    mutating func anyCondition() -> Condition {
        switch random.below(5) {
        case 0:
            if let name = random.pick(book.hierarchy(.channel).terms.map(\.name)) {
                return .test(Test(.field(.channel), .isIn, .names([name])))
            }
        case 1:
            if let name = random.pick(book.hierarchy(.purpose).terms.map(\.name)) {
                return .test(Test(.field(.purpose), .isIn, .names([name])))
            }
        case 2:
            if let name = random.pick(book.hierarchy(.label).terms.map(\.name)) {
                return .not(.test(Test(.field(.labels), .isIn, .names([name]))))
            }
        default: break
        }
        let facts = book.facts.filter { $0.type == .yesNo }
        guard let fact = random.pick(facts) else { return .constant(true) }
        let test = Condition.test(Test(.fact(fact.name), .holds))
        return random.chance(50) ? test : .not(test)
    }
}
