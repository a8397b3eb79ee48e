package import PledgeCore

/// Requests whose answer changes, of one kind and for one reason.
package struct AnswerDifference: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case newlyPermits = "newly-permits"
        case newlyRequires = "newly-requires"
        case noLongerPermits = "no-longer-permits"
        /// It was required, and is only permitted.
        case noLongerRequires = "no-longer-requires"
        /// Another reason permits it still, or did before.
        case restsNoLongerOn = "rests-no-longer-on"
        case restsNewlyOn = "rests-newly-on"
        /// Open only with a paper or fact that was not asked for.
        case asksForMore = "asks-for-more"
        /// Open without a paper or fact that was asked for.
        case asksForLess = "asks-for-less"
        /// What is owed with a release is other.
        case owes
        /// A duty with a release is owed no longer.
        case owesNoLonger = "owes-no-longer"
        case accounting
        /// One law compels what another forbids, on one side only.
        case conflict
        /// What a refusal brings with it is other.
        case refusal
    }

    /// One ground that the difference is about.
    package struct About: Hashable, Sendable {
        package var rule: RuleID
        package var title: String
    }

    package var kind: Kind
    package var grounds: [About]
    /// What is new, gone or owed, and when, in words.
    package var words: String
    /// Why: the sentence or rule that makes the difference.
    package var because: String
    package var before: Outcome
    package var after: Outcome
    /// Some parts were released, others not.
    package var isBeforeInPart: Bool
    package var isAfterInPart: Bool
    /// The ordinary evaluator answers it differently on the two sides.
    package var request: Request

    /// The outcome of the request itself changes, not only what it rests on or brings with it.
    package var changesOutcome: Bool { before != after || isBeforeInPart != isAfterInPart }
}

/// Something declared whose effective value is other: a right, a fee, a clock, a name.
package struct DeclaredDifference: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case right, fee, clock, element, document, name
    }

    package var kind: Kind
    package var name: String
    package var words: String
    /// The person gets less: nothing where that cannot be said.
    package var isLess: Bool?
}

/// What differs between two sides: requests whose answer changes, and what is declared otherwise.
package struct Difference: Sendable {
    package var answers: [AnswerDifference] = []
    package var declared: [DeclaredDifference] = []
    package var verdict = ChangeVerdict()
    /// What was not finished, by name, with the reason.
    package var undecided: [String] = []
    /// Findings that the ordinary evaluator does not show: mistakes of the search.
    package var unconfirmed: [String] = []

    package init() {}

    /// No request is answered otherwise, nothing declared has another effect, and nothing was left open.
    package var isNone: Bool {
        answers.isEmpty && declared.isEmpty && undecided.isEmpty && unconfirmed.isEmpty
    }
}

/// Whether a change is material, and whether it lessens a right.
///
/// - Source: 45 CFR 164.520(b)(3); the semantics, section 7, "Which version".
package struct ChangeVerdict: Hashable, Sendable {
    /// The uses or disclosures, the rights, the duties or other practices stated in the notice change.
    package var isMaterial = false
    package var whyMaterial: [String] = []
    /// Nothing where no notice or agreement is compared.
    package var lessens: Bool?
    package var whyLessens: [String] = []
}

/// One side of a comparison.
package struct DifferenceSide: Sendable {
    package var rulebook: Rulebook
    package var promises: [PromiseDocument]
    /// The day whose rules are in force.
    package var day: Day

    package init(rulebook: Rulebook, promises: [PromiseDocument], day: Day) {
        self.rulebook = rulebook
        self.promises = promises
        self.day = day
    }
}
