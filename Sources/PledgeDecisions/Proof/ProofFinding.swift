package import PledgeCore

/// Something about rules that an officer should know, or that was asked for and is listed.
package struct ProofFinding: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A wish, a promise or an overlay opens what is closed without it.
        case opens
        /// A rule changes no decision.
        case neverMatters = "never-matters"
        /// Wherever a rule applies, others do what it does.
        case shadowed
        /// Two rules give different answers to one question at once.
        case contradiction
        /// A document promises what the law closes in every case.
        case promiseForbidden = "promise-forbidden"
        /// A document gives less than the law does.
        case belowTheLaw = "below-the-law"
        /// One law compels what another forbids.
        case requiredForbidden = "required-forbidden"
        /// A list of grounds leaves out one that opens what the list closes.
        case reachMisses = "reach-misses"
    }

    package var kind: Kind
    /// Ids of the rules, the one that the finding is about first.
    package var rules: [String]
    /// In words: what the rules do.
    package var words: String
    package var span: SourceSpan
    /// A request on which the ordinary evaluator shows it; nothing where there is nothing to show.
    package var request: Request?

    package init(kind: Kind, rules: [String], words: String, span: SourceSpan, request: Request? = nil) {
        self.kind = kind
        self.rules = rules
        self.words = words
        self.span = span
        self.request = request
    }
}

/// What a run of proofs found, proved, and left open.
package struct ProofReport: Sendable {
    /// One kind of proof, and how often it was given.
    package struct Proved: Hashable, Sendable {
        package var words: String
        package var count: Int
    }

    package var findings: [ProofFinding] = []
    /// Where an overlay opens by `require`, `entitle` or `define`, or a version or joint notice binds in place of another:
    /// so by design, and listed.
    package var listed: [ProofFinding] = []
    package var proved: [Proved] = []
    /// What was not decided, by name, with the reason.
    package var undecided: [String] = []
    /// Findings that the ordinary evaluator does not show: mistakes of the proof.
    package var unconfirmed: [String] = []
    /// Dead ends of the search.
    package var conflictCount = 0

    package init() {}

    mutating func prove(_ words: String, _ count: Int) {
        guard count > 0 else { return }
        if let index = proved.firstIndex(where: { $0.words == words }) {
            proved[index].count += count
        } else {
            proved.append(Proved(words: words, count: count))
        }
    }
}
