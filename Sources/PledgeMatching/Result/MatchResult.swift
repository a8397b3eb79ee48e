/// How sure a proposal is.
package enum MatchCertainty: String, Sendable {
    /// As good as certain: at most two such pairs in a thousand are expected to be wrong.
    case same
    /// Needs a look.
    case possible
}

/// Two records that may be of one person.
package struct MatchPair: Sendable, Equatable {
    /// Index of the first record; in a linkage, of the first list.
    package let left: Int
    /// Index of the second record, greater than `left`; in a linkage, its index in the second list plus the first's count.
    package let right: Int
    /// How much more likely these agreements are of one person than of two, as a power of two.
    package let score: Double
    /// The chance that they are one person, 0...1, as the model estimates it.
    package let posterior: Double
    package let certainty: MatchCertainty
    /// By `MatchField`.
    package let agreements: [Agreement]
    /// Given and family name stand in each other's place.
    package let areNamesSwapped: Bool

    /// How one field agrees.
    package subscript(_ field: MatchField) -> Agreement { agreements[field.rawValue] }
}

/// Records proposed as one person, together, once.
package struct MatchGroup: Sendable, Equatable {
    package let certainty: MatchCertainty
    /// Indexes of records, rising.
    package let members: [Int]
    /// The pairs that speak for it, the surest first.
    package let pairs: [MatchPair]
}

/// What was found; nothing is merged.
package struct MatchResult: Sendable {
    /// Pairs that are surely or possibly one person, the surest first.
    package let pairs: [MatchPair]
    /// Groups that are the same person, no record in two of them, then those that may be.
    ///
    /// Of the latter, each takes in whole groups of the same person.
    package let groups: [MatchGroup]
    /// The least posterior of a pair that is proposed as the same.
    package let sameFrom: Double
    /// The share of the pairs proposed as the same that are right, as the model estimates it.
    package let expectedPrecision: Double
    /// Pairs that were compared.
    package let compared: Int
    /// Blocks of records that agree on common things only and were too many to compare.
    package let skippedBlocks: Int
    /// What the data taught: of each field, the chance of each agreement but `missing` among records of one person and among
    /// strangers.
    package let learned: [LearnedField]

    /// The weights of one field.
    package struct LearnedField: Sendable {
        package let field: MatchField
        /// Exact, close, similar, different; of one person (for parts of an address: of one address).
        package let same: SIMD4<Double>
        /// The same of two who have nothing to do with each other.
        package let apart: SIMD4<Double>
    }
}
