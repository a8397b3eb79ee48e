import PledgeCore

/// Whether a later version of a notice lessens what an earlier one promised.
struct Lessening {
    let old: PromiseDocument
    let new: PromiseDocument
    /// Grounds that documents may limit, each with whether a notice's silence leaves it open.
    let grounds: [(ground: Ground, isOpenOnSilence: Bool)]

    /// Returns false only when the later one surely promises no wider use, keeps every sentence, and keeps every right.
    ///
    /// - Source: the semantics, section 7, "Which version".
    var lessens: Bool {
        let keepsStops = old.stops.allSatisfy { stop in
            new.stops.contains { $0.condition == stop.condition && $0.reach == stop.reach }
        }
        let keepsRights = old.rights.allSatisfy { right in
            new.rights.contains { $0.name == right.name && Lessening.keeps(right, $0) }
        }
        return !keepsStops || !keepsRights || grounds.contains { widens($0.ground, $0.isOpenOnSilence) }
    }

    /// Whether the later one may open the ground where the earlier one does not.
    private func widens(_ ground: Ground, _ isOpenOnSilence: Bool) -> Bool {
        let before = PromisedWords(of: old, ground)
        let after = PromisedWords(of: new, ground)
        if after.isNever || before == after { return false }
        if after.promises.isEmpty && !isOpenOnSilence { return false }
        return !before.isAlways(isOpenOnSilence)
    }

    private static func keeps(_ old: Right, _ new: Right) -> Bool {
        func atMost(_ left: Span?, _ right: Span?) -> Bool {
            guard let right else { return true }
            guard let left else { return false }
            return left.roughHours <= right.roughHours
        }
        func cents(_ right: Right) -> Int64 { right.feePerPage?.cents ?? 0 }
        return atMost(new.answerWithin, old.answerWithin) && atMost(new.extension, old.extension)
            && (old.deny.map { allowed in (new.deny ?? []).allSatisfy { allowed.contains($0) } && new.deny != nil }
                ?? true)
            && cents(new) <= cents(old)
    }
}

/// What a promise document says of one ground: its nearest sentences, and the exclusions that stand as near or nearer.
private struct PromisedWords: Equatable {
    struct Sentence: Equatable {
        var condition: Condition
        var limits: [Limit]
    }

    var promises: [Sentence]
    var exclusions: [Condition]

    init(of document: PromiseDocument, _ ground: Ground) {
        let all = document.promises.filter { ground.isUnder($0.rule) }
        let deepest = all.map { ground.depth(of: $0.rule) }.max() ?? 0
        promises = all.filter { ground.depth(of: $0.rule) == deepest }
            .map { Sentence(condition: $0.condition, limits: $0.limits) }
        exclusions = document.exclusions
            .filter { ground.isUnder($0.rule) && ground.depth(of: $0.rule) >= deepest }.map(\.condition)
    }

    var isNever: Bool { exclusions.contains(.constant(true)) }

    func isAlways(_ isOpenOnSilence: Bool) -> Bool {
        guard exclusions.isEmpty else { return false }
        if promises.isEmpty { return isOpenOnSilence }
        return promises.contains(Sentence(condition: .constant(true), limits: []))
    }
}

extension Ground {
    /// How near a rule above the ground is to it: what its own id stands under is nearer than what an overlay put it under.
    func depth(of rule: RuleID) -> Int { (id.isUnder(rule) ? 1_000 : 0) + rule.tokens.count }
}

extension Lessening {
    /// For versions of one series: whether the later one lessens against the earlier one.
    static func table(_ book: Rulebook, _ promises: [PromiseDocument]) -> [[Bool]] {
        let silent = book.sets["open-when-a-notice-is-silent"] ?? []
        let limitable = book.grounds.filter { book.canBeLimited($0) }
            .map { ground in (ground: ground, isOpenOnSilence: silent.contains { ground.isUnder($0) }) }
        return promises.map { old in
            promises.map { new in
                guard old.series == new.series, old.consentToLessen else { return false }
                // A policy that is silent leaves open.
                let grounds = limitable.map {
                    (ground: $0.ground, isOpenOnSilence: $0.isOpenOnSilence || new.kind == .policy)
                }
                return Lessening(old: old, new: new, grounds: grounds).lessens
            }
        }
    }
}
