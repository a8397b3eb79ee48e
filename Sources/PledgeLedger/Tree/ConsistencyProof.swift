/// The hashes that show that a tree began as an older one: nothing was changed or taken away.
///
/// Unverified: it says nothing before `verify` returns.
package struct ConsistencyProof: Hashable, Sendable {
    /// How many leaves the older tree has.
    package let oldSize: Int
    /// How many leaves the newer tree has.
    package let newSize: Int
    /// In the order of RFC 6962.
    package let hashes: [MerkleHash]

    /// A proof as somebody gives it.
    package init(oldSize: Int, newSize: Int, hashes: [MerkleHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Makes the proof for two sizes of one tree.
    ///
    /// - Parameters:
    ///   - oldSize: Leaves of the older tree; at most as many as of the newer.
    ///   - newSize: Leaves of the newer tree.
    ///   - read: Gives the hash of a complete subtree.
    /// - Throws: `TreeError` with code `.outOfRange` for an older tree of more leaves; what `read` throws.
    /// - Complexity: O(log newSize) hashes are read.
    /// - Source: RFC 6962, section 2.1.2; empty where the older tree is.
    package init(oldSize: Int, newSize: Int, read: (TreeNode) throws -> MerkleHash) throws {
        guard oldSize >= 0, oldSize <= newSize else {
            throw TreeError(
                code: .outOfRange, message: "a tree of \(newSize) leaves was never one of \(oldSize) leaves")
        }
        var hashes: [MerkleHash] = []
        var (start, old, count, isOldRoot) = (0, oldSize, oldSize == 0 ? 0 : newSize, true)
        while old < count {
            let half = TreeShape.split(count)
            if old <= half {
                hashes.append(try TreeShape.root(from: start + half, count: count - half, read: read))
                count = half
            } else {
                hashes.append(try TreeShape.root(from: start, count: half, read: read))
                (start, old, count) = (start + half, old - half, count - half)
                isOldRoot = false
            }
        }
        if !isOldRoot { hashes.append(try TreeShape.root(from: start, count: count, read: read)) }
        self.init(oldSize: oldSize, newSize: newSize, hashes: hashes.reversed())
    }

    /// Checks that the newer tree began as the older one.
    ///
    /// Every tree began empty: from an older size of 0 nothing is shown.
    ///
    /// - Parameters:
    ///   - oldRoot: Hash of the older tree.
    ///   - newRoot: Hash of the newer tree.
    /// - Throws: `TreeError` that says what is wrong.
    /// - Source: RFC 9162, section 2.1.4.2.
    package func verify(oldRoot: MerkleHash, newRoot: MerkleHash) throws(TreeError) {
        guard oldSize >= 0, oldSize <= newSize else {
            throw TreeError(
                code: .outOfRange, message: "a tree of \(newSize) leaves was never one of \(oldSize) leaves")
        }
        guard oldSize != 0, oldSize != newSize else {
            try verifyWithoutHashes(oldRoot: oldRoot, newRoot: newRoot)
            return
        }
        let isPower = oldSize & (oldSize - 1) == 0
        guard let start = isPower ? oldRoot : hashes.first else { throw wrongCount }
        var (first, last) = (oldSize - 1, newSize - 1)
        while first & 1 == 1 {
            first >>= 1
            last >>= 1
        }
        var (old, new) = (start, start)
        for other in hashes.dropFirst(isPower ? 0 : 1) {
            guard last != 0 else { throw wrongCount }
            if first & 1 == 1 || first == last {
                old = MerkleHashing.node(other, old)
                new = MerkleHashing.node(other, new)
                while first & 1 == 0, first != 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                new = MerkleHashing.node(new, other)
            }
            first >>= 1
            last >>= 1
        }
        guard last == 0 else { throw wrongCount }
        try expect(old, oldRoot, size: oldSize)
        try expect(new, newRoot, size: newSize)
    }

    private func verifyWithoutHashes(oldRoot: MerkleHash, newRoot: MerkleHash) throws(TreeError) {
        guard hashes.isEmpty else { throw wrongCount }
        if oldSize == 0 { try expect(MerkleHashing.empty, oldRoot, size: 0) }
        if newSize == 0 { try expect(MerkleHashing.empty, newRoot, size: 0) }
        guard oldSize == 0 || oldRoot == newRoot else {
            throw TreeError(
                code: .wrongHash, message: "two trees of \(newSize) leaves have the roots \(oldRoot) and \(newRoot)")
        }
    }

    private func expect(_ led: MerkleHash, _ root: MerkleHash, size: Int) throws(TreeError) {
        guard led == root else {
            let end = "the proof leads to the root \(led)"
            throw TreeError(code: .wrongHash, message: "\(end), and the tree of \(size) leaves has \(root)")
        }
    }

    private var wrongCount: TreeError {
        let way = "from \(oldSize) to \(newSize) leaves"
        return TreeError(code: .wrongCount, message: "\(hashes.count) hashes are not as many as the way \(way) has")
    }
}
