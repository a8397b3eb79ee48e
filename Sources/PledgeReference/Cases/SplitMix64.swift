/// A small repeatable source of random numbers.
///
/// - Source: Sebastiano Vigna, SplitMix64.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True in so many of a hundred.
    package mutating func chance(_ percent: Int) -> Bool { Int(next() % 100) < percent }

    /// A number from 0 to one below the bound; 0 where the bound is not positive.
    package mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }

    package mutating func pick<Element>(_ choices: [Element]) -> Element? {
        choices.isEmpty ? nil : choices[below(choices.count)]
    }

    /// So many of the choices, in their order, each at most once.
    package mutating func some<Element>(_ choices: [Element], _ percent: Int) -> [Element] {
        choices.filter { _ in chance(percent) }
    }
}
