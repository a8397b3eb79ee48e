import PledgeCore

/// Whether a later version of a notice lessens what an earlier one promised.
enum Lessening {
    /// Returns false only when the later one surely promises no wider use, keeps every sentence, and keeps every right.
    ///
    /// - Source: the semantics, section 7, "Which version".
    static func lessens(_ old: PromiseDocument, _ new: PromiseDocument, grounds: [Ground]) -> Bool {
        let widens = grounds.contains { ground in
            let before = statements(of: old, on: ground)
            let after = statements(of: new, on: ground)
            if after.promises.isEmpty { return false }
            if before.promises.isEmpty { return true }
            let isFree = before.exclusions.isEmpty && before.promises.contains { $0 == ([], .constant(true)) }
            return !isFree && !(same(before.promises, after.promises) && before.exclusions == after.exclusions)
        }
        let keepsStops = old.stops.allSatisfy { stop in
            new.stops.contains { $0.condition == stop.condition && $0.reach == stop.reach }
        }
        let keepsRights = old.rights.allSatisfy { right in
            new.rights.contains { $0.name == right.name && keeps(right, $0) }
        }
        return widens || !keepsStops || !keepsRights
    }

    private typealias Statements = (promises: [(limits: [Limit], condition: Condition)], exclusions: [Condition])

    private static func statements(of document: PromiseDocument, on ground: Ground) -> Statements {
        let all = document.promises.filter { ground.isUnder($0.rule) }
        let depth = all.map { $0.rule.tokens.count }.max() ?? 0
        let most = all.filter { $0.rule.tokens.count == depth }
        let exclusions = document.exclusions.filter { ground.isUnder($0.rule) && $0.rule.tokens.count >= depth }
        return (most.map { ($0.limits, $0.condition) }, exclusions.map(\.condition))
    }

    private static func same(
        _ left: [(limits: [Limit], condition: Condition)], _ right: [(limits: [Limit], condition: Condition)]
    ) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { $0 == $1 }
    }

    private static func keeps(_ old: Right, _ new: Right) -> Bool {
        func atMost(_ left: Span?, _ right: Span?) -> Bool {
            guard let right else { return true }
            guard let left else { return false }
            return left.months * 30 + left.days <= right.months * 30 + right.days
        }
        func cents(_ right: Right) -> Int64 { right.feePerPage?.cents ?? 0 }
        return atMost(new.answerWithin, old.answerWithin) && atMost(new.extension, old.extension)
            && (old.deny.map { allowed in (new.deny ?? []).allSatisfy { allowed.contains($0) } && new.deny != nil }
                ?? true)
            && cents(new) <= cents(old)
    }
}
