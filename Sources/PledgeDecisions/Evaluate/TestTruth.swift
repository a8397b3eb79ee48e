import PledgeCore

/// Reads operands and compares them.
///
/// A missing field fails every test but "is absent".
struct TestTruth {
    let zone: TimeZoneRules
    let symbols: Symbols

    /// The truth of a test, given the value of each of its terms.
    func truth(_ test: CompiledTest, _ value: (CompiledOperand) -> Known, part: (CompiledPattern) -> Truth) -> Truth {
        let left = value(test.left)
        if test.operation == .present {
            switch left {
            case .absent: return .no
            case .unknown: return .unknown
            default: return .yes
            }
        }
        if case .absent = left { return .no }
        switch test.operation {
        case .present: return .no
        case .holds:
            switch left {
            case .yes: return .yes
            case .unknown: return .unknown
            default: return .no
            }
        case .isIn:
            guard case .names(let names) = test.right else { return overlap(left, value(test.right), test.domain) }
            return isIn(left, names)
        case .only: return only(left, within: right(test, value), test.domain)
        case .covers:
            if test.right == .part { return covers(left, part) }
            return only(value(test.right), within: left, test.domain)
        case .overlaps: return overlap(left, right(test, value), test.domain)
        case .equals: return equals(left, right(test, value))
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return compare(left, right(test, value), test.operation)
        case .before, .after, .onOrBefore, .onOrAfter: return order(left, right(test, value), test.operation)
        case .within: return within(left, right(test, value))
        }
    }

    private func right(_ test: CompiledTest, _ value: (CompiledOperand) -> Known) -> Known {
        if case .names(let names) = test.right {
            // Already closed downward by the compiler.
            return .names(PartlyKnownNames(known: names, of: all(test.domain)))
        }
        return value(test.right)
    }

    private func all(_ domain: Domain?) -> NameBits { domain.map { symbols.table($0).all } ?? NameBits() }

    private func closure(_ bits: NameBits, _ domain: Domain?) -> NameBits {
        domain.map { symbols.table($0).closure(bits) } ?? bits
    }

    // MARK: Names

    private func isIn(_ left: Known, _ names: NameBits) -> Truth {
        guard case .names(let set) = left else { return left == .unknown && !names.isEmpty ? .unknown : .no }
        if set.yes.intersects(names) { return .yes }
        return names.isSubset(of: set.no) ? .no : .unknown
    }

    /// Every member of the left set stands under a member of the right.
    private func only(_ left: Known, within right: Known, _ domain: Domain?) -> Truth {
        if left == .absent || right == .absent { return .no }
        guard case .names(let set) = left, case .names(let bound) = right else {
            return left == .unknown || right == .unknown ? .unknown : .no
        }
        let sure = closure(bound.yes, domain)
        // Members that may still be in the bound leave the answer open.
        let possible = closure(all(domain).subtracting(bound.no), domain).union(sure)
        if !set.yes.isSubset(of: possible) { return .no }
        let mayBeIn = all(domain).subtracting(set.no).union(set.yes)
        return mayBeIn.isSubset(of: sure) ? .yes : .unknown
    }

    private func overlap(_ left: Known, _ right: Known, _ domain: Domain?) -> Truth {
        if left == .absent || right == .absent { return .no }
        guard case .names(let one) = left, case .names(let other) = right else {
            return left == .unknown || right == .unknown ? .unknown : .no
        }
        func meets(_ a: NameBits, _ b: NameBits) -> Bool {
            closure(a, domain).intersects(b) || closure(b, domain).intersects(a)
        }
        if meets(one.yes, other.yes) { return .yes }
        let all = all(domain)
        return meets(all.subtracting(one.no), all.subtracting(other.no)) ? .unknown : .no
    }

    // MARK: Identifiers, numbers, times

    private func equals(_ left: Known, _ right: Known) -> Truth {
        switch (left, right) {
        case (.absent, _), (_, .absent): return .no
        case (.unknown, _), (_, .unknown): return .unknown
        case (.id(let one), .id(let other)): return Truth(one == other)
        case (.id(let one), .ids(let many)), (.ids(let many), .id(let one)): return Truth(many.contains(one))
        case (.ids(let one), .ids(let other)): return Truth(!Set(one).isDisjoint(with: other))
        case (.names(let one), .names(let other)): return Truth(one.yes == other.yes)
        default: return .no
        }
    }

    private func compare(_ left: Known, _ right: Known, _ operation: Test.Operator) -> Truth {
        switch (left, right) {
        case (.absent, _), (_, .absent): return .no
        case (.unknown, _), (_, .unknown): return .unknown
        case (.number(let one), .number(let other)):
            switch operation {
            case .less: return Truth(one < other)
            case .lessOrEqual: return Truth(one <= other)
            case .greater: return Truth(one > other)
            default: return Truth(one >= other)
            }
        default: return .no
        }
    }

    private func order(_ left: Known, _ right: Known, _ operation: Test.Operator) -> Truth {
        if left == .absent || right == .absent { return .no }
        guard let one = TestTruth.range(left), let other = TestTruth.range(right) else {
            return left == .unknown || right == .unknown ? .unknown : .no
        }
        switch operation {
        case .before: return Truth(one.upperBound <= other.lowerBound)
        case .after: return Truth(other.upperBound <= one.lowerBound)
        case .onOrBefore: return Truth(other.upperBound > one.lowerBound)
        default: return Truth(one.upperBound > other.lowerBound)
        }
    }

    private func within(_ left: Known, _ right: Known) -> Truth {
        if left == .absent || right == .absent { return .no }
        guard let inner = TestTruth.range(left), let outer = TestTruth.range(right) else {
            return left == .unknown || right == .unknown ? .unknown : .no
        }
        return Truth(outer.lowerBound <= inner.lowerBound && inner.upperBound <= outer.upperBound)
    }

    private func covers(_ left: Known, _ part: (CompiledPattern) -> Truth) -> Truth {
        guard case .scope(let patterns) = left else { return left == .unknown ? .unknown : .no }
        return patterns.reduce(.no) { $0 | part($1) }
    }

    static func range(_ value: Known) -> Range<Int64>? {
        switch value {
        case .time(let range), .period(let range): range
        default: nil
        }
    }

    /// A time moved by a span: the calendar day moves, the time of day stays.
    func offset(_ value: Known, _ span: Span, sign: Int) -> Known {
        guard let range = TestTruth.range(value) else { return value }
        let hours = Int64(span.hours) * 3600 * Int64(sign)
        func moved(_ seconds: Int64) -> Int64 {
            let instant = Instant(seconds: seconds)
            let day = zone.day(of: instant)
            let rest = seconds - zone.start(of: day).seconds
            var target = day.adding(span, times: sign)
            var left = span.businessDays
            while left > 0 {
                target = Day(number: target.number + Int32(sign))
                if target.weekday < 5 { left -= 1 }
            }
            return zone.start(of: target).seconds + rest + hours
        }
        if range.count == 1 {
            let start = moved(range.lowerBound)
            return .time(start..<(start + 1))
        }
        let start = moved(range.lowerBound)
        let last = zone.day(of: Instant(seconds: range.upperBound - 1))
        let end = moved(zone.start(of: last).seconds) + (range.upperBound - zone.start(of: last).seconds)
        return .time(start..<max(start + 1, end))
    }
}
