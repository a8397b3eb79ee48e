import PledgeCore

/// Conditions as their author writes them, for people.
package struct ConditionText: Sendable {
    /// The document whose fields are spoken of.
    private let document: String?

    package init(document: String? = nil) { self.document = document }

    /// The condition in one line; what is joined inside another stands in parentheses.
    package func text(_ condition: Condition) -> String {
        switch condition {
        case .constant(let value): value ? "always" : "never"
        case .all(let parts): joined(parts, by: " and ", none: "always")
        case .any(let parts): joined(parts, by: " or ", none: "never")
        case .not(.test(let test)) where test.operation == .present: "\(text(test.left)) is absent"
        case .not(.test(let test)) where test.operation == .isIn: text(test, negated: true)
        case .not(let inner): "not \(enclosed(inner))"
        case .test(let test): text(test, negated: false)
        case .named(let name): name
        case .question(let name, let answers): "\(name) \(members(answers, negated: false))"
        case .some(let name, .constant(true)): "some \(name)"
        case .some(let name, let inner): "some \(name) such that \(ConditionText(document: name).enclosed(inner))"
        }
    }

    private func joined(_ parts: [Condition], by joint: String, none: String) -> String {
        if parts.count == 1 { return text(parts[0]) }
        return parts.isEmpty ? none : parts.map(enclosed).joined(separator: joint)
    }

    private func enclosed(_ condition: Condition) -> String {
        switch condition {
        case .all(let parts), .any(let parts): parts.count > 1 ? "(\(text(condition)))" : text(condition)
        case .some: "(\(text(condition)))"
        case .constant, .not, .test, .named, .question: text(condition)
        }
    }

    private func text(_ test: Test, negated: Bool) -> String {
        let left = text(test.left)
        let right = test.right.map(text) ?? ""
        switch test.operation {
        case .holds: return left
        case .present: return "\(left) is present"
        case .isIn:
            guard case .names(let names)? = test.right else { return "\(left) \(negated ? "is not" : "is") \(right)" }
            return "\(left) \(members(names, negated: negated))"
        case .only: return "\(left) only \(right)"
        case .overlaps: return "\(left) overlaps \(right)"
        case .covers: return "\(left) covers \(right)"
        case .equals: return "\(left) is \(right)"
        case .less: return "\(left) < \(right)"
        case .lessOrEqual: return "\(left) <= \(right)"
        case .greater: return "\(left) > \(right)"
        case .greaterOrEqual: return "\(left) >= \(right)"
        case .before: return "\(left) is before \(right)"
        case .after: return "\(left) is after \(right)"
        case .onOrBefore: return "\(left) is on or before \(right)"
        case .onOrAfter: return "\(left) is on or after \(right)"
        case .within: return "\(left) is within \(right)"
        }
    }

    private func members(_ names: [String], negated: Bool) -> String {
        if names.count == 1 { return (negated ? "is not " : "is ") + names[0] }
        return (negated ? "not in {" : "in {") + names.joined(separator: ", ") + "}"
    }

    private func text(_ operand: Operand) -> String {
        switch operand {
        case .fact(let name): name
        case .field(let field): field.rawValue
        case .document(let field): document.map { "\($0).\(field)" } ?? field
        case .names(let names): names.count == 1 ? names[0] : "{\(names.joined(separator: ", "))}"
        case .number(let number): "\(number)"
        case .time(.day(let day)): day.description
        case .time(.instant): "an instant"
        case .period(let period): "\(period.first) to \(period.last)"
        case .text(let text): text
        case .offset(let inner, let span, let sign): "\(text(inner)) \(sign < 0 ? "-" : "+") \(span)"
        case .part: "group"
        }
    }
}
