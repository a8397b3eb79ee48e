import PledgeCore

/// Joins pieces of one group that were decided alike.
enum PartMerging {
    static func merge(_ parts: [PartDecision]) -> [PartDecision] {
        var result = join(parts, alike: alikeButElements) { joinElements($0, $1) }
        result = join(result, alike: alikeButGiven) { left, right in
            var joined = left
            joined.given = Period(first: left.given?.first ?? Day(number: 0), last: right.given?.last ?? Day(number: 0))
            return joined
        }
        result = join(result, alike: alikeButHeld) { left, right in
            var joined = left
            joined.held = Period(first: left.held?.first ?? Day(number: 0), last: right.held?.last ?? Day(number: 0))
            return joined
        }
        return completed(result)
    }

    private static func join(
        _ parts: [PartDecision], alike: (PartDecision.Extent, PartDecision.Extent) -> Bool,
        _ joined: (PartDecision.Extent, PartDecision.Extent) -> PartDecision.Extent
    ) -> [PartDecision] {
        var result: [PartDecision] = []
        for part in parts {
            let index = result.lastIndex { candidate in
                guard alike(candidate.extent, part.extent) else { return false }
                var same = candidate
                same.extent = part.extent
                return same == part
            }
            if let index {
                result[index].extent = joined(result[index].extent, part.extent)
            } else {
                result.append(part)
            }
        }
        return result
    }

    private static func alikeButElements(_ left: PartDecision.Extent, _ right: PartDecision.Extent) -> Bool {
        left.group == right.group && left.given == right.given && left.held == right.held
            && left.isLabeledIfAny == right.isLabeledIfAny
    }

    private static func joinElements(_ left: PartDecision.Extent, _ right: PartDecision.Extent) -> PartDecision.Extent {
        var joined = left
        joined.isRest = left.isRest || right.isRest
        let names = (left.elements ?? []) + (right.elements ?? [])
        joined.elements = names.isEmpty ? nil : names.sorted()
        return joined
    }

    /// Whether two parts may speak of the same items, their elements aside.
    private static func sharesItems(_ left: PartDecision.Extent, _ right: PartDecision.Extent) -> Bool {
        func overlap(_ left: Period?, _ right: Period?) -> Bool {
            guard let left, let right else { return left == right }
            return left.first <= right.last && right.first <= left.last
        }
        return left.group == right.group && left.isLabeledIfAny == right.isLabeledIfAny
            && overlap(left.given, right.given) && overlap(left.held, right.held)
    }

    private static func touch(_ left: Period?, _ right: Period?) -> Bool {
        guard let left, let right else { return false }
        return left.last.number + 1 == right.first.number
    }

    private static func alikeButGiven(_ left: PartDecision.Extent, _ right: PartDecision.Extent) -> Bool {
        left.group == right.group && left.elements == right.elements && left.isRest == right.isRest
            && left.held == right.held && left.isLabeledIfAny == right.isLabeledIfAny && touch(left.given, right.given)
    }

    private static func alikeButHeld(_ left: PartDecision.Extent, _ right: PartDecision.Extent) -> Bool {
        left.group == right.group && left.elements == right.elements && left.isRest == right.isRest
            && left.given == right.given && left.isLabeledIfAny == right.isLabeledIfAny && touch(left.held, right.held)
    }

    /// A rest that took in every named element is the whole group again.
    private static func completed(_ parts: [PartDecision]) -> [PartDecision] {
        parts.map { part in
            let isAlone = parts.filter { sharesItems($0.extent, part.extent) }.count == 1
            guard isAlone, part.extent.isRest else { return part }
            var whole = part
            whole.extent.elements = nil
            whole.extent.isRest = false
            return whole
        }
    }
}
