/// How much is proposed and how much is compared.
package struct MatchSettings: Sendable {
    /// The share of pairs proposed as the same that must be right, as the model estimates it.
    package var precision = 0.998
    /// No pair is proposed as the same below this chance, however sure the others are.
    package var sameFloor = 0.9
    /// Pairs are proposed for a look from this chance on.
    package var possibleFrom = 0.2
    /// Records that agree on one thing are compared with one another up to this many.
    package var blockMax = 100
    /// Pairs that the weights are learned from, at most; as many again are drawn from all others.
    package var learnedMax = 300_000
    /// Seed of the draw: the same records give the same result.
    package var seed: UInt64 = 1

    /// The usual settings.
    package init() {}
}

/// A small generator with a seed.
///
/// - Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014 (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
