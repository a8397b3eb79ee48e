import PledgeCore
import PledgeDecisions

// Tests whose two sides have types to compare.
extension Checker {
    /// `is`, `in`, `includes`.
    mutating func membership(_ node: TestNode, _ left: TypedOperand, _ scope: ConditionScope) -> Condition? {
        guard let right = node.right else { return nil }
        switch left.type {
        case .name(let domain), .names(let domain):
            guard isTerm(right, insteadOf: domain) else { return isIn(left, right, domain) }
            guard let other = operand(right, scope) else { return nil }
            guard left.type == .name(domain), other.type == .name(domain) || other.type == .names(domain) else {
                return mismatch(.setAgainstSet(written(node.left), written(right)), right)
            }
            // A single name stands under a member of the other side.
            return .test(Test(left.operand, .only, other.operand))
        case .choice(let options):
            guard let members = members(right) else {
                return mismatch(
                    .illTyped("`\(written(node.left))`", needs: "one of its options", found: "`\(written(right))`"),
                    right)
            }
            for member in members where !options.contains(member.text) {
                let near = nearest(member.text, in: options)
                findings.add(
                    .unknownMember(member.text, kind: "option", of: written(node.left), nearest: near), at: member.place
                )
            }
            return .test(Test(left.operand, .isIn, .names(members.map(\.text))))
        case .id, .ids: return identity(node, left, right, scope)
        case .yesNo: return mismatch(.yesNoCompared(written(node.left)), node.left)
        case .number: return mismatch(.numberCompared(written(node.left)), node.left)
        case .time, .period: return mismatch(.timeCompared(written(node.left)), node.left)
        case .text, .scope:
            return mismatch(.notComparable(written(node.left), left.type.words), node.left)
        }
    }

    private mutating func isIn(_ left: TypedOperand, _ right: TermNode, _ domain: Domain) -> Condition? {
        guard let members = members(right) else {
            return mismatch(
                .illTyped("this test", needs: "names of the domain `\(domain.rawValue)`", found: "`\(written(right))`"),
                right)
        }
        var areKnown = true
        for member in members where !known(member, in: domain) { areKnown = false }
        return areKnown ? .test(Test(left.operand, .isIn, .names(members.map(\.text)))) : nil
    }

    /// Identifiers are equal to one another, to a text, or among identifiers.
    private mutating func identity(
        _ node: TestNode, _ left: TypedOperand, _ right: TermNode, _ scope: ConditionScope
    ) -> Condition? {
        if case .braces(let terms, _) = right {
            var parts: [Condition] = []
            for term in terms {
                guard let part = identity(node, left, term, scope) else { return nil }
                parts.append(part)
            }
            return parts.count == 1 ? parts[0] : .any(parts)
        }
        // States are written without quotes.
        if case .field(.place) = left.operand, let name = right.name,
            name.text.utf8.count == 2, name.text.utf8.allSatisfy({ (65...90).contains($0) })
        {
            return .test(Test(left.operand, .equals, .text(name.text)))
        }
        guard let other = operand(right, scope) else { return nil }
        switch other.type {
        case .id, .ids, .text: return .test(Test(left.operand, .equals, other.operand))
        case .yesNo, .number, .time, .period, .scope, .name, .names, .choice:
            return mismatch(
                .illTyped("`\(written(node.left))`", needs: "an identifier", found: other.type.words), right)
        }
    }

    /// `only`, `overlaps`, `covers`.
    mutating func sets(_ node: TestNode, _ left: TypedOperand, _ scope: ConditionScope) -> Condition? {
        guard let right = node.right else { return nil }
        let operation: Test.Operator
        switch node.operation {
        case .only: operation = .only
        case .overlaps: operation = .overlaps
        default: operation = .covers
        }
        switch left.type {
        case .scope:
            guard operation == .covers, right.name?.text == "group" else {
                return mismatch(.scopeCompared(written(node.left)), node.left)
            }
            return .test(Test(left.operand, .covers, .part))
        case .name(let domain), .names(let domain):
            guard isTerm(right, insteadOf: domain) else {
                guard let members = members(right) else {
                    return mismatch(
                        .illTyped(
                            "this test", needs: "names of the domain `\(domain.rawValue)`", found: "`\(written(right))`"
                        ), right)
                }
                var areKnown = true
                for member in members where !known(member, in: domain) { areKnown = false }
                return areKnown ? .test(Test(left.operand, operation, .names(members.map(\.text)))) : nil
            }
            guard let other = operand(right, scope) else { return nil }
            guard other.type == .name(domain) || other.type == .names(domain) else {
                return mismatch(
                    .illTyped("`\(written(node.left))`", needs: ValueType.names(domain).words, found: other.type.words),
                    right)
            }
            return .test(Test(left.operand, operation, other.operand))
        case .yesNo, .number, .time, .period, .id, .ids, .text, .choice:
            return mismatch(
                .illTyped("`\(node.operation.rawValue)`", needs: "a set of names", found: left.type.words), node.left)
        }
    }

    /// Numbers and times.
    mutating func order(_ node: TestNode, _ left: TypedOperand, _ scope: ConditionScope) -> Condition? {
        guard let right = node.right, let other = operand(right, scope) else { return nil }
        let operation: Test.Operator
        switch node.operation {
        case .less: operation = .less
        case .lessOrEqual: operation = .lessOrEqual
        case .greater: operation = .greater
        case .greaterOrEqual: operation = .greaterOrEqual
        case .before: operation = .before
        case .after: operation = .after
        case .onOrBefore: operation = .onOrBefore
        case .onOrAfter: operation = .onOrAfter
        default: operation = .within
        }
        let leftTypes: [ValueType]
        let rightTypes: [ValueType]
        switch operation {
        case .less, .lessOrEqual, .greater, .greaterOrEqual: (leftTypes, rightTypes) = ([.number], [.number])
        case .within: (leftTypes, rightTypes) = ([.time, .period], [.period])
        default: (leftTypes, rightTypes) = ([.time, .period], [.time, .period])
        }
        let sign = "`\(node.operation.rawValue)`"
        guard leftTypes.contains(left.type) else {
            return mismatch(
                .illTyped(sign, needs: leftTypes.map(\.words).joined(separator: " or "), found: left.type.words),
                node.left)
        }
        guard rightTypes.contains(other.type) else {
            return mismatch(
                .illTyped(sign, needs: rightTypes.map(\.words).joined(separator: " or "), found: other.type.words),
                right)
        }
        return .test(Test(left.operand, operation, other.operand))
    }
}
