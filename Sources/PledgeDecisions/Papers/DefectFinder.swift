import PledgeCore

/// Finds why a condition surely fails for a paper: every smallest part of it that does.
struct DefectFinder {
    /// One part that fails.
    struct Finding {
        var words: String
        var citation: String
        var fields: [String]
    }

    let truth: DocumentTruth
    let type: DocumentType
    private(set) var findings: [Finding] = []

    init(_ truth: DocumentTruth, _ type: DocumentType) {
        self.truth = truth
        self.type = type
    }

    /// Notes each part of a rule's condition that fails, under the rule's citation unless a named condition has its own.
    mutating func find(_ condition: Condition, citation: String) {
        find(condition, wanted: true, whole: nil, citation)
    }

    /// The same of a part; `whole` is the named condition that is nothing but this part.
    private mutating func find(_ condition: Condition, wanted: Bool, whole: NamedCondition?, _ citation: String) {
        guard truth.truth(condition) == Truth(!wanted) else { return }
        switch condition {
        case .constant, .question, .some: return
        case .not(let inner): find(inner, wanted: !wanted, whole: nil, citation)
        case .named(let name):
            guard let named = truth.named[name] else { return }
            find(named.condition, wanted: wanted, whole: named, named.citation ?? citation)
        case .all(let parts) where parts.count == 1, .any(let parts) where parts.count == 1:
            find(parts[0], wanted: wanted, whole: whole, citation)
        case .all(let parts) where wanted, .any(let parts) where !wanted:
            for part in parts { find(part, wanted: wanted, whole: nil, citation) }
        case .all, .any, .test: note(condition, wanted: wanted, whole: whole, citation)
        }
    }

    private mutating func note(_ unit: Condition, wanted: Bool, whole: NamedCondition?, _ citation: String) {
        let literals = spelled(unit).literals(wanted)
        var fields: [String] = []
        for field in literals.flatMap(\.test.documentFields) where !fields.contains(field) { fields.append(field) }
        guard !fields.isEmpty else { return }
        let words = DefectWords(truth: truth, type: type)
        findings.append(
            Finding(
                words: whole.map { wanted ? "not so: \($0.words)" : $0.words } ?? words.text(literals),
                citation: citation, fields: fields))
    }

    /// The condition with its named conditions spelled out.
    private func spelled(_ condition: Condition) -> Condition {
        switch condition {
        case .named(let name): truth.named[name].map { spelled($0.condition) } ?? condition
        case .all(let parts): .all(parts.map(spelled))
        case .any(let parts): .any(parts.map(spelled))
        case .not(let inner): .not(spelled(inner))
        case .constant, .test, .question, .some: condition
        }
    }
}

/// A part of a condition that fails, for people.
struct DefectWords {
    let truth: DocumentTruth
    let type: DocumentType

    /// What stands against the tests of the part, given with what is asked of each, then what it lacks.
    func text(_ literals: [(test: Test, isPositive: Bool)]) -> String {
        var against: [String] = []
        var lacking: [String] = []
        for (test, isPositive) in literals where truth.truth(test) == Truth(!isPositive) {
            guard let name = test.documentFields.first, let field = type.field(name) else { continue }
            if isPositive, isLack(test, field) {
                if !lacking.contains(field.words) { lacking.append(field.words) }
            } else {
                let words = field.words + comparison(test, isPositive)
                if !against.contains(words) { against.append(words) }
            }
        }
        if !lacking.isEmpty { against.append("it lacks: " + lacking.joined(separator: "; or ")) }
        return against.joined(separator: "; ")
    }

    /// Whether the test fails for what is not said.
    private func isLack(_ test: Test, _ field: DocumentField) -> Bool {
        if test.operation == .holds || test.operation == .present { return true }
        return type.fields.firstIndex { $0.name == field.name }.map { truth.fields[$0] == .absent } ?? true
    }

    private func comparison(_ test: Test, _ isPositive: Bool) -> String {
        let how: String
        switch test.operation {
        case .holds, .present: return ""
        case .before: how = "before"
        case .after: how = "after"
        case .onOrBefore: how = "on or before"
        case .onOrAfter: how = "on or after"
        case .isIn, .only, .overlaps, .covers, .equals, .less, .lessOrEqual, .greater, .greaterOrEqual, .within:
            return isPositive ? ": not as the rule asks" : ""
        }
        return ": \(isPositive ? "not " : "")\(how) \(test.right.map(text) ?? "")"
    }

    private func text(_ operand: Operand) -> String {
        switch operand {
        case .field(.at): "today"
        case .document(let field): type.field(field)?.words ?? field
        case .time(.day(let day)): day.description
        case .offset(let inner, let span, let sign): "\(text(inner)) \(sign < 0 ? "-" : "+") \(span)"
        case .fact, .field, .names, .number, .time, .period, .text, .part: "what the rule asks"
        }
    }
}
