package import PledgeCore

extension CompiledRulebook {
    /// The days near which what is decided may turn with a fact that is a day; from one of them up to the next it is the
    /// same whatever the day.
    ///
    /// - Parameters:
    ///   - fact: Its name.
    ///   - request: Any request that differs from those asked about in the day alone.
    ///   - zone: Time zone of the organization.
    /// - Returns: In order; nil where the rules compare the day with what only a document in hand says, or move it.
    package func turningDays(of fact: String, in request: Request, zone: TimeZoneRules = .utc) -> [Day]? {
        let evaluation = Evaluation(self, request, zone, isBrief: true)
        let program = evaluation.program
        guard let number = book.facts.firstIndex(where: { $0.name == fact }) else { return nil }
        guard let slot = program.slots.slots.firstIndex(of: .fact(number)) else { return [] }
        var days: Set<Day> = []
        for (test, type) in program.dependencies.tests[slot] where test.operation != .present {
            let other = test.left == .fact(number) ? test.right : test.left
            guard type == nil, test.left == .fact(number) || test.right == .fact(number) else { return nil }
            guard let value = evaluation.values.value(other) else { return nil }
            guard let range = TestTruth.range(value) else { continue }
            for seconds in [range.lowerBound, range.upperBound] {
                let day = zone.day(of: Instant(seconds: seconds))
                days.formUnion((-1...2).map { Day(number: day.number + $0) })
            }
        }
        return days.sorted()
    }
}

extension RequestValues {
    /// What stands on one side of a comparison, where no document is needed to know it; nil where one is.
    fileprivate func value(_ operand: CompiledOperand) -> Known? {
        switch operand {
        case .fact(let number): facts[number]
        case .field(let field) where !field.isOfPart: fields[field.position]
        case .moment(let moment): .time(range(moment))
        case .period(let period): .period(range(period))
        case .offset(let inner, let span, let sign):
            value(inner).map { TestTruth(zone: zone, symbols: program.symbols).offset($0, span, sign: sign) }
        case .none, .field, .document, .question, .names, .number, .text, .part: nil
        }
    }
}
