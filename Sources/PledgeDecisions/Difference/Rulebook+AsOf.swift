import PledgeCore

extension Rulebook {
    /// The rules in force on a day, as if they held always.
    ///
    /// Comparisons of the day of the act with a fixed day come out as on that day.
    func asOf(_ day: Day) -> Rulebook {
        var book = self
        let always = Force(since: Day(number: min(0, day.number)))
        func kept(_ head: inout RuleHead) -> Bool {
            let isInForce = head.force.includes(day)
            head.force = always
            return isInForce
        }
        func filtered<Rule>(_ rules: [Rule], _ head: WritableKeyPath<Rule, RuleHead>) -> [Rule] {
            rules.compactMap { rule in
                var rule = rule
                return kept(&rule[keyPath: head]) ? rule : nil
            }
        }
        book.grounds = filtered(grounds, \.head)
        book.stops = filtered(stops, \.head)
        book.exceptions = filtered(exceptions, \.head)
        book.standings = filtered(standings, \.head)
        book.answers = filtered(answers, \.head)
        book.clocks = filtered(clocks, \.head)
        book.elements = filtered(elements, \.head)
        return book.mappingConditions { $0.mappingTests { .fixed($0, on: day) } }
    }

    /// The rulebook with every condition of a rule changed.
    func mappingConditions(_ map: (Condition) -> Condition) -> Rulebook {
        var book = self
        func change(_ duties: inout [DutyUse]) {
            for index in duties.indices { duties[index].unless = map(duties[index].unless) }
        }
        for index in book.grounds.indices {
            book.grounds[index].condition = map(book.grounds[index].condition)
            book.grounds[index].compelled = map(book.grounds[index].compelled)
            change(&book.grounds[index].duties)
        }
        for index in book.stops.indices {
            book.stops[index].condition = map(book.stops[index].condition)
            change(&book.stops[index].duties)
        }
        for index in book.exceptions.indices {
            book.exceptions[index].condition = map(book.exceptions[index].condition)
            change(&book.exceptions[index].duties)
        }
        for index in book.standings.indices { book.standings[index].condition = map(book.standings[index].condition) }
        for index in book.answers.indices { book.answers[index].condition = map(book.answers[index].condition) }
        for index in book.conditions.indices {
            book.conditions[index].condition = map(book.conditions[index].condition)
        }
        return book
    }
}

extension PromiseDocument {
    /// The document with every condition changed.
    func mappingConditions(_ map: (Condition) -> Condition) -> PromiseDocument {
        var document = self
        func change(_ duties: inout [DutyUse]) {
            for index in duties.indices { duties[index].unless = map(duties[index].unless) }
        }
        for index in document.promises.indices {
            document.promises[index].condition = map(document.promises[index].condition)
            change(&document.promises[index].duties)
        }
        for index in document.exclusions.indices {
            document.exclusions[index].condition = map(document.exclusions[index].condition)
        }
        for index in document.stops.indices {
            document.stops[index].condition = map(document.stops[index].condition)
            change(&document.stops[index].duties)
        }
        return document
    }

    /// The document on a day: its own stops hold always, its comparisons with fixed days come out as on that day.
    func asOf(_ day: Day) -> PromiseDocument {
        var document = mappingConditions { $0.mappingTests { .fixed($0, on: day) } }
        for index in document.stops.indices {
            document.stops[index].head.force = Force(since: Day(number: min(0, day.number)))
        }
        return document
    }
}

extension Condition {
    /// The condition with every test replaced.
    func mappingTests(_ map: (Test) -> Condition) -> Condition {
        switch self {
        case .constant, .named, .question: self
        case .all(let parts): .all(parts.map { $0.mappingTests(map) })
        case .any(let parts): .any(parts.map { $0.mappingTests(map) })
        case .not(let inner): .not(inner.mappingTests(map))
        case .some(let name, let inner): .some(name, inner.mappingTests(map))
        case .test(let test): map(test)
        }
    }

    /// A comparison of the day of the act with a fixed day, as it comes out on a day; any other test as it is.
    fileprivate static func fixed(_ test: Test, on day: Day) -> Condition {
        let asIs = Condition.test(test)
        guard let right = test.right else { return asIs }
        if test.left == .field(.at), test.operation == .within, case .period(let period) = right {
            return .constant(period.contains(Period(day)))
        }
        let order: (Day, Day)
        switch (test.left, right) {
        case (.field(.at), .time(.day(let other))): order = (day, other)
        case (.time(.day(let other)), .field(.at)): order = (other, day)
        default: return asIs
        }
        switch test.operation {
        case .before: return .constant(order.0 < order.1)
        case .after: return .constant(order.0 > order.1)
        case .onOrBefore: return .constant(order.0 <= order.1)
        case .onOrAfter: return .constant(order.0 >= order.1)
        default: return asIs
        }
    }
}
