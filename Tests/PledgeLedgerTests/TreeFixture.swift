import PledgeLedger

/// Random numbers that are the same in every run: the generator of Sebastiano Vigna.
struct TreeGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { self.state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// The tree as RFC 6962, section 2.1, defines it, word for word; only the hashes of ranges are kept.
final class PlainTree {
    let leaves: [MerkleHash]
    private var kept: [Range<Int>: MerkleHash] = [:]

    init(leaves: [MerkleHash]) { self.leaves = leaves }

    /// A tree whose leaves are numbers as text.
    convenience init(count: Int) { self.init(leaves: (0..<count).map { MerkleHashing.leaf(Array("\($0)".utf8)) }) }

    /// MTH(D[range]).
    func hash(_ range: Range<Int>) -> MerkleHash {
        if range.isEmpty { return MerkleHashing.empty }
        if range.count == 1 { return leaves[range.lowerBound] }
        if let hash = kept[range] { return hash }
        let middle = range.lowerBound + PlainTree.split(range.count)
        let hash = MerkleHashing.node(hash(range.lowerBound..<middle), hash(middle..<range.upperBound))
        kept[range] = hash
        return hash
    }

    /// The hash of a complete subtree.
    func hash(_ node: TreeNode) -> MerkleHash {
        hash((node.index << node.level)..<((node.index + 1) << node.level))
    }

    /// PATH(m, D[range]).
    func path(_ place: Int, _ range: Range<Int>) -> [MerkleHash] {
        if range.count == 1 { return [] }
        let half = PlainTree.split(range.count)
        let middle = range.lowerBound + half
        return place < half
            ? path(place, range.lowerBound..<middle) + [hash(middle..<range.upperBound)]
            : path(place - half, middle..<range.upperBound) + [hash(range.lowerBound..<middle)]
    }

    /// SUBPROOF(m, D[range], b).
    func proof(_ old: Int, _ range: Range<Int>, _ isWhole: Bool = true) -> [MerkleHash] {
        if old == range.count { return isWhole ? [] : [hash(range)] }
        let half = PlainTree.split(range.count)
        let middle = range.lowerBound + half
        return old <= half
            ? proof(old, range.lowerBound..<middle, isWhole) + [hash(middle..<range.upperBound)]
            : proof(old - half, middle..<range.upperBound, false) + [hash(range.lowerBound..<middle)]
    }

    /// The largest power of two below a count.
    private static func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}

extension MerkleHash {
    /// The hash with one bit turned, 0...255.
    func flipped(bit: Int) -> MerkleHash {
        var bytes = self.bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        return MerkleHash(bytes: bytes) ?? self
    }
}
