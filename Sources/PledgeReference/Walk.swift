import PledgeCore
import PledgeDecisions

/// A version of a notice that a person came under, and since when.
struct VersionHeld: Hashable {
    var position: Int
    var since: Day
}

extension PartEvaluator {
    /// Promise documents that bind for this piece: each agreement and policy, and of each series of notices the
    /// version that governs the item and the one the person is under today (semantics, section 7).
    func bindingDocuments(_ completion: Completion) throws -> [Int] {
        var binding: Set<Int> = []
        var series: [String: [Int]] = [:]
        /// Agreements and policies: of a series the person is under one version.
        var others: [String: [Int]] = [:]
        for (position, document) in book.promises.enumerated() {
            if document.kind.isNotice {
                series[document.series, default: []].append(position)
            } else if effective(position) <= all.today {
                others[document.series, default: []].append(position)
            }
        }
        for known in others.values.map({ $0.sorted { effective($0) < effective($1) } }) {
            let current = known.count == 1 ? known[0] : versionsHeld(known).last?.position
            if let current { binding.insert(current) }
        }
        for versions in series.values where try isBound(byVersions: versions, completion) {
            binding.formUnion(try governing(versions, completion))
        }
        return binding.sorted()
    }

    /// Where a joint notice stands beside a member's own, each binds for its share.
    private func isBound(byVersions versions: [Int], _ completion: Completion) throws -> Bool {
        let kinds = Set(book.promises.map(\.kind))
        guard kinds.contains(.notice), kinds.contains(.jointNotice), piece.group != nil else { return true }
        guard case .names(let sources, _) = try value(of: .source, Scene(), completion) else { return true }
        let isJoint = versions.contains { book.promises[$0].kind == .jointNotice }
        return all.stands(sources, underSomeOf: ["arrangement"], .source) == isJoint
    }

    private func effective(_ position: Int) -> Day {
        book.promises[position].effective ?? Day(number: .min)
    }

    /// The version that governs the item, and the one the person is under today.
    private func governing(_ versions: [Int], _ completion: Completion) throws -> Set<Int> {
        let known = versions.filter { effective($0) <= all.today }.sorted { effective($0) < effective($1) }
        guard let only = known.first else { return [] }
        if known.count == 1 { return [only] }
        let history = versionsHeld(known)
        guard let current = history.last else { return [only] }
        guard piece.group != nil, case .period(let held) = try value(of: .held, Scene(), completion) else {
            return [current.position]
        }
        var step = history.lastIndex { $0.since <= held.first } ?? 0
        while step + 1 < history.count, book.promises[history[step].position].reservesRight { step += 1 }
        return [history[step].position, current.position]
    }

    /// The versions the person came under, in order.
    private func versionsHeld(_ known: [Int]) -> [VersionHeld] {
        // Where nobody wrote down the first contact, it was before all versions: nothing is governed by a later one.
        let contact = request.records?.firstContact ?? effective(known[0])
        let start = known.lastIndex { effective($0) <= contact } ?? 0
        var history = [VersionHeld(position: known[start], since: effective(known[start]))]
        var current = known[start]
        for later in known[(start + 1)...] {
            let isAccepted = request.records?.accepted.contains(book.promises[later].id) == true
            // A promise not to lessen rights is left only for what lessens nothing, or was accepted.
            let isKept = book.promises[current].consentToLessen && book.lessens(later, against: current)
            if isKept && !isAccepted { continue }
            current = later
            history.append(VersionHeld(position: later, since: effective(later)))
        }
        return history
    }
}
