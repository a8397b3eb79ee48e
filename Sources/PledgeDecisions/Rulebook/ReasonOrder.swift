package import PledgeCore

/// Which of several open grounds is relied on where the releaser names none: `order reasons` of the law.
///
/// - Source: the semantics, section 13.
package struct ReasonOrder: Hashable, Sendable {
    /// What a criterion puts first.
    package enum Criterion: String, Hashable, Sendable, CaseIterable {
        /// What the law compels.
        case compelled
        /// What rests on nothing that waits for the officer.
        case verified
        /// What may send the most data elements; a ground without a limit sends most.
        case releasesMost = "releases-most"
        /// What goes on the patient's list of disclosures.
        case counted
    }

    package var words: String
    /// The first that tells two grounds apart decides; where none does, the order of the law.
    package var criteria: [Criterion]
    package var span: SourceSpan

    package init(words: String, criteria: [Criterion], span: SourceSpan = .none) {
        self.words = words
        self.criteria = criteria
        self.span = span
    }
}

/// An open ground, as the order of reasons looks at it.
protocol OrderedReason {
    /// A lower rank comes first.
    func rank(by criterion: ReasonOrder.Criterion) -> Int
}

extension OrderedReason {
    /// Whether it comes first; a tie keeps the order of the law.
    func precedes(_ other: Self, by criteria: [ReasonOrder.Criterion]) -> Bool {
        for criterion in criteria {
            let (own, others) = (rank(by: criterion), other.rank(by: criterion))
            if own != others { return own < others }
        }
        return false
    }
}

extension Accounting {
    /// Whether the patient's list of disclosures shows it.
    var isListed: Bool { self == .counted || self == .suspendable }
}
