/// A complete subtree: the one over `2^level` leaves that begins at leaf `index * 2^level`.
package struct TreeNode: Hashable, Sendable {
    /// How many times its leaves were paired, 0...62; a leaf is at level 0.
    package let level: Int
    /// Its place among the nodes of its level, from 0.
    package let index: Int

    package init(level: Int, index: Int) {
        self.level = level
        self.index = index
    }
}

extension TreeNode: CustomStringConvertible {
    /// `node 3 of level 8`.
    package var description: String { "node \(index) of level \(level)" }
}

/// Why a tree, a proof or a tile is not what it says.
package struct TreeError: Error, Hashable, Sendable {
    /// The kind of fault; more may come.
    package struct Code: Hashable, Sendable {
        let name: String

        /// A size, an index or a count that no such tree has.
        package static let outOfRange = Code(name: "out-of-range")
        /// Bytes or a text of another form.
        package static let malformed = Code(name: "malformed")
        /// A proof that leads to another hash.
        package static let wrongHash = Code(name: "wrong-hash")
        /// A proof of more or of fewer hashes than its place in the tree asks for.
        package static let wrongCount = Code(name: "wrong-count")
        /// A tile that is not there.
        package static let missing = Code(name: "missing")
    }

    package let code: Code
    /// Lower case, no final period.
    package let message: String
}

extension TreeError: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}

/// Arithmetic of the tree of RFC 6962.
enum TreeShape {
    /// The largest power of two below a size, 2...2^63-1: where the tree divides.
    static func split(_ size: Int) -> Int { 1 << (Int.bitWidth - 1 - (size - 1).leadingZeroBitCount) }

    /// The hash of the tree over a row of subtrees of one height; the last may be over fewer leaves.
    ///
    /// - Parameter row: Neighbors, left to right; at least one.
    /// - Returns: The hash of the subtree over all of them.
    /// - Complexity: One hash less than the row is long.
    static func root(_ row: some Collection<MerkleHash>) -> MerkleHash {
        precondition(!row.isEmpty, "a row of subtrees has at least one")
        var hashes = Array(row)
        var count = hashes.count
        while count > 1 {
            for pair in 0..<(count / 2) {
                hashes[pair] = MerkleHashing.node(hashes[2 * pair], hashes[2 * pair + 1])
            }
            // The odd one goes up as it is.
            if count % 2 == 1 { hashes[count / 2] = hashes[count - 1] }
            count = (count + 1) / 2
        }
        return hashes[0]
    }

    /// The hash of the tree over some leaves, from the complete subtrees they divide into.
    ///
    /// - Parameters:
    ///   - start: First leaf; a multiple of the power of two that holds `count`.
    ///   - count: How many leaves, at least 1.
    ///   - read: Gives the hash of a complete subtree.
    /// - Returns: The hash of the subtree over the leaves.
    /// - Throws: What `read` throws.
    static func root(
        from start: Int, count: Int, read: (TreeNode) throws -> MerkleHash
    ) throws -> MerkleHash {
        var hashes: [MerkleHash] = []
        var (start, rest) = (start, count)
        while rest > 0 {
            let level = Int.bitWidth - 1 - rest.leadingZeroBitCount
            hashes.append(try read(TreeNode(level: level, index: start >> level)))
            start += 1 << level
            rest -= 1 << level
        }
        return fold(hashes)
    }

    /// The hash over complete subtrees of falling size.
    static func fold(_ hashes: [MerkleHash]) -> MerkleHash {
        guard var hash = hashes.last else { return MerkleHashing.empty }
        for left in hashes.dropLast().reversed() { hash = MerkleHashing.node(left, hash) }
        return hash
    }
}
