import PledgeCore
import PledgeDecisions

extension PartEvaluator {
    /// One comparison.
    ///
    /// An absent side fails every test but `not present`.
    func holds(_ test: Test, _ scene: Scene, _ completion: Completion) throws -> Bool {
        let left = try value(of: test.left, scene, completion)
        if test.operation == .present { return left != .absent }
        if left == .absent { return false }
        guard let operand = test.right else { return left == .yesNo(true) }
        if operand == .part { return try covers(left, completion) }
        let right = try value(of: operand, scene, completion)
        if right == .absent { return false }
        switch test.operation {
        case .holds, .present: return left == .yesNo(true)
        case .isIn, .overlaps, .only, .covers:
            return try compareNames(test.operation, left, right, completion)
        case .equals: return try areEqual(left, right, completion)
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            guard case .number(let first) = left, case .number(let second) = right else { return false }
            return compare(test.operation, first, second)
        case .before, .after, .onOrBefore, .onOrAfter, .within:
            guard let first = all.zone.stretch(left), let second = all.zone.stretch(right) else { return false }
            return compare(test.operation, first, second)
        }
    }

    private func compare(_ operation: Test.Operator, _ first: Int64, _ second: Int64) -> Bool {
        switch operation {
        case .less: first < second
        case .lessOrEqual: first <= second
        case .greater: first > second
        default: first >= second
        }
    }

    private func compare(_ operation: Test.Operator, _ first: Stretch, _ second: Stretch) -> Bool {
        switch operation {
        case .before: first.isBefore(second)
        case .after: second.isBefore(first)
        case .onOrBefore: !second.isBefore(first)
        case .onOrAfter: !first.isBefore(second)
        default: first.isWithin(second)
        }
    }

    private func areEqual(_ left: PlainValue, _ right: PlainValue, _ completion: Completion) throws -> Bool {
        try someMember(of: left, completion) { name in
            try someMember(of: right, completion) { $0 == name }
        } || (members(left) == nil && left == right)
    }

    private func compareNames(
        _ operation: Test.Operator, _ left: PlainValue, _ right: PlainValue, _ completion: Completion
    ) throws -> Bool {
        let hierarchy = (domain(left) ?? domain(right)).map(book.rulebook.hierarchy) ?? Hierarchy()
        func isUnder(_ name: String, _ other: String) -> Bool { hierarchy.isUnder(name, other) }
        switch operation {
        case .isIn:
            return try someMember(of: left, completion) { name in
                try someMember(of: right, completion) { isUnder(name, $0) }
            }
        case .overlaps:
            return try someMember(of: left, completion) { name in
                try someMember(of: right, completion) { isUnder(name, $0) || isUnder($0, name) }
            }
        case .only:
            return try !someMember(of: left, completion) { name in
                try !someMember(of: right, completion) { isUnder(name, $0) }
            }
        default:
            return try !someMember(of: right, completion) { name in
                try !someMember(of: left, completion) { isUnder(name, $0) }
            }
        }
    }

    private func domain(_ value: PlainValue) -> Domain? {
        switch value {
        case .names(_, let domain), .openNames(_, _, let domain, _): domain
        case .absent, .yesNo, .number, .time, .period, .texts, .scope, .unreadScope: nil
        }
    }

    private func members(_ value: PlainValue) -> [String]? {
        switch value {
        case .names(let names, _), .texts(let names), .openNames(_, let names, _, _): names
        case .absent, .yesNo, .number, .time, .period, .scope, .unreadScope: nil
        }
    }

    /// Whether some member of a set satisfies the test; asks about open members only where they would.
    func someMember(
        of value: PlainValue, _ completion: Completion, _ test: (String) throws -> Bool
    ) throws -> Bool {
        guard let names = members(value) else { return false }
        guard case .openNames(let set, _, _, let neverEmpty) = value else { return try names.contains(where: test) }
        for name in names where try test(name) {
            let unknown = Unknown.member(set, name)
            let isMember = try completion.value(of: unknown) {
                let othersAreOut = names.allSatisfy {
                    $0 == name || completion.values[.member(set, $0)] == .yesNo(false)
                }
                return neverEmpty && othersAreOut ? [.yesNo(true)] : [.yesNo(true), .yesNo(false)]
            }
            if isMember == .yesNo(true) { return true }
        }
        return false
    }

    // MARK: Scopes

    /// Whether a scope covers the piece (semantics, section 9).
    func covers(_ scope: PlainValue, _ completion: Completion) throws -> Bool {
        switch scope {
        case .scope(let patterns): return try patterns.contains { try covers($0, completion) }
        case .unreadScope(let unknown): return try completion.choice(unknown)
        case .absent, .yesNo, .number, .time, .period, .texts, .names, .openNames: return false
        }
    }

    private func covers(_ pattern: ScopePattern, _ completion: Completion) throws -> Bool {
        if let items = pattern.items, try !isUnder(.item, items, completion) { return false }
        if let services = pattern.services, try !isUnder(.service, services, completion) { return false }
        if let sources = pattern.sources, try !isUnder(.source, sources, completion) { return false }
        if let elements = pattern.elements,
            !piece.elements.allSatisfy({ all.stands([$0], underSomeOf: elements, .data) })
        {
            return false
        }
        if let period = pattern.period {
            guard let given = all.zone.stretch(try value(of: .given, Scene(), completion)),
                let bounds = all.zone.stretch(.period(period)), given.isWithin(bounds)
            else { return false }
        }
        for label in pattern.only {
            let isBorne = try someMember(of: labels, completion) { all.stands([$0], underSomeOf: [label], .label) }
            if !isBorne { return false }
        }
        return try !someMember(of: labels, completion) { !allows($0, pattern) }
    }

    /// Whether a pattern lets a part bear the label; some labels must be named whatever else it allows.
    private func allows(_ label: String, _ pattern: ScopePattern) -> Bool {
        var named = pattern.only
        var isAny = false
        switch pattern.also {
        case .any: isAny = true
        case .labels(let labels): named += labels
        }
        let labels = book.rulebook.hierarchy(.label)
        func mustBeNamed(_ name: String) -> Bool {
            labels.terms.contains { $0.mustBeNamed && labels.isUnder(name, $0.name) }
        }
        if mustBeNamed(label) { return named.contains { mustBeNamed($0) && labels.isUnder(label, $0) } }
        return isAny || all.stands([label], underSomeOf: named, .label)
    }

    private func isUnder(_ field: RequestField, _ names: [String], _ completion: Completion) throws -> Bool {
        guard case .names(let values, let domain) = try value(of: field, Scene(), completion), let domain else {
            return false
        }
        return all.stands(values, underSomeOf: names, domain)
    }
}
