/// Chance that repeats itself from a seed (SplitMix64), so that two demo practices have the same year.
struct DemoDice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From the range; its end is never reached.
    mutating func roll(_ range: Range<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(max(1, range.count)))
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[roll(0..<values.count)] }

    /// Whether something comes true that does so in so many of a hundred cases.
    mutating func isTrue(in percent: Int) -> Bool { roll(0..<100) < percent }

    /// A place in the weights, each as likely as its weight.
    mutating func pick(weights: [Int]) -> Int {
        var left = roll(0..<max(1, weights.reduce(0, +)))
        for (place, weight) in weights.enumerated() {
            if left < weight { return place }
            left -= weight
        }
        return 0
    }
}
