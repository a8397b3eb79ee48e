/// The right edge of a tree: enough to add leaves and to know the root.
///
/// INVARIANT: there is one hash for each bit that is set in the size.
package struct TreeFrontier: Hashable, Sendable {
    /// Leaves a frontier may have, 2^62: a billion a second for a century, and no sum of two sizes overflows.
    package static let sizeMax = 1 << 62

    /// How many leaves there are, 0...2^62.
    package private(set) var size: Int
    /// The complete subtrees that make up the tree, largest first.
    package private(set) var hashes: [MerkleHash]

    /// The tree without leaves.
    package init() {
        self.size = 0
        self.hashes = []
    }

    /// The frontier that was stored.
    ///
    /// - Parameters:
    ///   - size: How many leaves there are.
    ///   - hashes: The complete subtrees, largest first.
    /// - Throws: `TreeError` with code `.outOfRange` for a size no frontier has, `.wrongCount` for more or fewer
    ///   hashes than the size has bits set.
    package init(size: Int, hashes: [MerkleHash]) throws(TreeError) {
        guard (0...TreeFrontier.sizeMax).contains(size) else {
            throw TreeError(code: .outOfRange, message: "a tree of \(size) leaves is no tree of ours")
        }
        guard hashes.count == size.nonzeroBitCount else {
            let needed = "a tree of \(size) leaves has \(size.nonzeroBitCount) hashes at its right edge"
            throw TreeError(code: .wrongCount, message: "\(needed), not \(hashes.count)")
        }
        self.size = size
        self.hashes = hashes
    }

    /// The hash of the whole tree.
    ///
    /// - Complexity: O(log size) hashes.
    package var root: MerkleHash { TreeShape.fold(hashes) }

    /// Adds a leaf.
    ///
    /// - Parameter leaf: The leaf's hash.
    /// - Complexity: One node hash a leaf on average, O(log size) at most.
    package mutating func append(_ leaf: MerkleHash) { append(leaf) { _, _ in } }

    /// Adds a leaf and tells which subtrees it completes.
    ///
    /// - Parameters:
    ///   - leaf: The leaf's hash.
    ///   - completed: Called with each complete subtree that the leaf is the last of, the leaf itself first.
    /// - Throws: What `completed` throws; the frontier is then as it was.
    /// - Complexity: One node hash a leaf on average, O(log size) at most.
    package mutating func append(
        _ leaf: MerkleHash, completed: (TreeNode, MerkleHash) throws -> Void
    ) rethrows {
        precondition(size < TreeFrontier.sizeMax, "a tree has at most 2^62 leaves")
        var (hash, level, index, kept) = (leaf, 0, size, hashes.count)
        try completed(TreeNode(level: 0, index: index), hash)
        while index & 1 == 1 {
            kept -= 1
            hash = MerkleHashing.node(hashes[kept], hash)
            level += 1
            index >>= 1
            try completed(TreeNode(level: level, index: index), hash)
        }
        hashes.removeSubrange(kept...)
        hashes.append(hash)
        size += 1
    }
}

extension TreeFrontier {
    /// The size, eight bytes with the highest first, and then the hashes.
    package var bytes: [UInt8] {
        var bytes = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: size >> $0) }
        for hash in hashes { bytes += hash.bytes }
        return bytes
    }

    /// Reads what `bytes` gives.
    ///
    /// - Throws: `TreeError` when the bytes end early or go on, or no frontier has that size.
    package init(bytes: [UInt8]) throws(TreeError) {
        guard bytes.count >= 8, bytes[0] < 0x80 else {
            throw TreeError(code: .malformed, message: "a right edge begins with eight bytes of size, below 2^63")
        }
        let size = bytes[..<8].reduce(0) { $0 << 8 | Int($1) }
        let count = size.nonzeroBitCount
        guard bytes.count == 8 + count * MerkleHash.byteCount else {
            let expected = "the right edge of a tree of \(size) leaves has \(8 + count * MerkleHash.byteCount) bytes"
            throw TreeError(code: .malformed, message: "\(expected), not \(bytes.count)")
        }
        let hashes = (0..<count).compactMap { position in
            let start = 8 + position * MerkleHash.byteCount
            return MerkleHash(bytes: bytes[start..<(start + MerkleHash.byteCount)])
        }
        try self.init(size: size, hashes: hashes)
    }
}
