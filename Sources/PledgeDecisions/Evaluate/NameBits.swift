/// A set of names of one domain, as bits.
///
/// Shape: positions 0..<256; a domain with more names does not compile.
package struct NameBits: Hashable, Sendable, BitwiseCopyable {
    static let capacity = 256
    private var words = SIMD4<UInt64>()

    package init() {}

    package init(_ positions: some Sequence<Int>) {
        for position in positions { insert(position) }
    }

    package init(one position: Int) { insert(position) }

    package mutating func insert(_ position: Int) { words[position >> 6] |= 1 << UInt64(position & 63) }
    mutating func remove(_ position: Int) { words[position >> 6] &= ~(1 << UInt64(position & 63)) }
    func contains(_ position: Int) -> Bool { words[position >> 6] & (1 << UInt64(position & 63)) != 0 }

    var isEmpty: Bool { words == SIMD4<UInt64>() }
    func intersects(_ other: NameBits) -> Bool { (words & other.words) != SIMD4<UInt64>() }
    func isSubset(of other: NameBits) -> Bool { (words & ~other.words) == SIMD4<UInt64>() }
    func union(_ other: NameBits) -> NameBits { NameBits(words: words | other.words) }
    func intersection(_ other: NameBits) -> NameBits { NameBits(words: words & other.words) }
    func subtracting(_ other: NameBits) -> NameBits { NameBits(words: words & ~other.words) }

    /// How many names there are.
    var count: Int { (0..<4).reduce(0) { $0 + words[$1].nonzeroBitCount } }

    /// The position of the only name; -1 where there is none, or several.
    var only: Int {
        var found = -1
        for index in 0..<4 where words[index] != 0 {
            let word = words[index]
            if found >= 0 || word & (word &- 1) != 0 { return -1 }
            found = index * 64 + word.trailingZeroBitCount
        }
        return found
    }

    /// Spreads sets over a table; equal sets have equal numbers.
    var hash: UInt64 {
        words[0] ^ words[1] &* 0xBF58_476D_1CE4_E5B9 ^ words[2] &* 0x94D0_49BB_1331_11EB ^ words[3]
            &* 0xD6E8_FEB8_6659_FD93
    }

    private init(words: SIMD4<UInt64>) { self.words = words }

    /// Calls the body with each position, ascending.
    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        for index in 0..<4 {
            var word = words[index]
            while word != 0 {
                body(index * 64 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
    }

    /// The positions, ascending.
    var positions: [Int] {
        var result: [Int] = []
        forEach { result.append($0) }
        return result
    }
}

/// A set of names of which some are surely in, some surely out.
struct PartlyKnownNames: Hashable, Sendable {
    var yes = NameBits()
    var no = NameBits()

    /// A set that is fully known.
    init(known: NameBits, of all: NameBits) {
        yes = known
        no = all.subtracting(known)
    }

    /// A set of which nothing is known.
    init() {}
}
