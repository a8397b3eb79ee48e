import PledgeCore

extension WorldCircuit {
    /// The wire of a condition as its author wrote it: the same as that of what it is compiled to.
    func wire(_ condition: Condition, _ reading: Reading) -> Wire {
        switch condition {
        case .constant(let value): return value ? .always : .never
        case .all(let parts): return and(parts.map { wire($0, reading) })
        case .any(let parts): return or(parts.map { wire($0, reading) })
        case .not(let inner): return !wire(inner, reading)
        case .named(let name): return wire(named: name, reading)
        case .question(let name, let answers):
            guard let written = try? conditions.question(name, answers) else { return .never }
            return wire(written, reading)
        case .some(let name, let inner):
            guard let type = conditions.typeNumbers[name] else { return .never }
            return or(papers[type].indices.map { and([papers[type][$0], wire(inner, reading.of(type, $0))]) })
        case .test(let test):
            guard let compiled = try? conditions.test(test, reading.type) else { return .never }
            let isOfDocument = compiled.speaksOfDocument
            if isOfDocument, reading.copy == nil { return .never }
            return wire(compiled, isOfDocument ? reading : Reading(isBeforeStandings: reading.isBeforeStandings))
        }
    }

    private func wire(named name: String, _ reading: Reading) -> Wire {
        guard let condition = book.conditions.first(where: { $0.name == name }) else { return .never }
        let own = condition.document == nil ? Reading(isBeforeStandings: reading.isBeforeStandings) : reading
        let key = NamedKey(name: name, reading: own)
        if let known = named[key] { return known }
        let result = wire(condition.condition, own)
        named[key] = result
        return result
    }
}

extension CompiledTest {
    /// A field of a document stands on one of its sides.
    var speaksOfDocument: Bool {
        func speaks(_ operand: CompiledOperand) -> Bool {
            switch operand {
            case .document: true
            case .offset(let inner, _, _): speaks(inner)
            case .none, .fact, .field, .question, .names, .number, .moment, .period, .text, .part: false
            }
        }
        return speaks(left) || speaks(right)
    }
}
