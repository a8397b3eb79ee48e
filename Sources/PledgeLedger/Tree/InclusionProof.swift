/// The hashes that lead from a leaf to the root of a tree.
///
/// Unverified: it says nothing before `verify` returns.
package struct InclusionProof: Hashable, Sendable {
    /// The leaf's place, from 0.
    package let index: Int
    /// How many leaves the tree has.
    package let size: Int
    /// From the leaf's sibling upwards.
    package let hashes: [MerkleHash]

    /// A proof as somebody gives it.
    package init(index: Int, size: Int, hashes: [MerkleHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Makes the proof for a leaf.
    ///
    /// - Parameters:
    ///   - index: The leaf's place, from 0; below the size.
    ///   - size: How many leaves the tree has.
    ///   - read: Gives the hash of a complete subtree.
    /// - Throws: `TreeError` with code `.outOfRange` for a leaf beyond the tree; what `read` throws.
    /// - Complexity: O(log size) hashes are read.
    /// - Source: RFC 6962, section 2.1.1.
    package init(index: Int, size: Int, read: (TreeNode) throws -> MerkleHash) throws {
        guard index >= 0, index < size else {
            throw TreeError(code: .outOfRange, message: "a tree of \(size) leaves has no leaf \(index)")
        }
        var hashes: [MerkleHash] = []
        var (start, place, count) = (0, index, size)
        while count > 1 {
            let half = TreeShape.split(count)
            if place < half {
                hashes.append(try TreeShape.root(from: start + half, count: count - half, read: read))
                count = half
            } else {
                hashes.append(try TreeShape.root(from: start, count: half, read: read))
                (start, place, count) = (start + half, place - half, count - half)
            }
        }
        self.init(index: index, size: size, hashes: hashes.reversed())
    }

    /// Checks that the leaf stands in the tree.
    ///
    /// - Parameters:
    ///   - leaf: Hash of the leaf.
    ///   - root: Hash of the tree.
    /// - Throws: `TreeError` that says what is wrong.
    /// - Source: RFC 9162, section 2.1.3.2.
    package func verify(leaf: MerkleHash, root: MerkleHash) throws(TreeError) {
        let led = try self.root(leaf: leaf)
        guard led == root else {
            let end = "the proof leads from leaf \(index) to the root \(led)"
            throw TreeError(code: .wrongHash, message: "\(end), and the tree of \(size) leaves has \(root)")
        }
    }

    /// The root that the proof leads to.
    ///
    /// - Parameter leaf: Hash of the leaf.
    /// - Returns: The root of the tree the leaf would stand in.
    /// - Throws: `TreeError` where there are too many hashes, or too few.
    package func root(leaf: MerkleHash) throws(TreeError) -> MerkleHash {
        guard index >= 0, index < size else {
            throw TreeError(code: .outOfRange, message: "a tree of \(size) leaves has no leaf \(index)")
        }
        var (first, last, hash) = (index, size - 1, leaf)
        for other in hashes {
            guard last != 0 else { throw wrongCount }
            if first & 1 == 1 || first == last {
                hash = MerkleHashing.node(other, hash)
                while first & 1 == 0, first != 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleHashing.node(hash, other)
            }
            first >>= 1
            last >>= 1
        }
        guard last == 0 else { throw wrongCount }
        return hash
    }

    private var wrongCount: TreeError {
        let way = "as many as the way from leaf \(index) of \(size) has"
        return TreeError(code: .wrongCount, message: "\(hashes.count) hashes are not \(way)")
    }
}
