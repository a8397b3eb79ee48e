import PledgeLedger

/// Proofs in small trees, most of them spoiled, with our answer to each: another program must answer the same.
///
/// Shape of a line: `inclusion INDEX SIZE LEAF ROOT HASHES ANSWER` or `consistency OLD NEW OLDROOT NEWROOT HASHES ANSWER`;
/// hashes in base64 with commas between, `-` for none; the answer is `good` or `bad`.
struct SampleProbes {
    let seed: UInt64
    private let leaves = (0..<140).map { MerkleHashing.leaf(Array("probe \($0)".utf8)) }

    init(seed: UInt64) { self.seed = seed }

    func lines() throws -> [String] {
        var random = SplitMix64(seed: seed &+ 2)
        var lines: [String] = []
        for _ in 0..<150 {
            let size = Int.random(in: 1...leaves.count, using: &random)
            let index = Int.random(in: 0..<size, using: &random)
            let proof = try InclusionProof(index: index, size: size, read: read)
            for spoiled in spoilings(of: proof.hashes, root: root(size), random: &random) {
                lines.append(inclusion(index, size, spoiled, root: root(size)))
            }
            for (otherIndex, otherSize) in [(index ^ 2, size), (index + 1, size), (index, size * 2), (index, size + 1)]
            {
                lines.append(inclusion(index, size, proof.hashes, root: root(size), asking: (otherIndex, otherSize)))
            }
            let old = Int.random(in: 1...size, using: &random)
            let grown = try ConsistencyProof(oldSize: old, newSize: size, read: read)
            for spoiled in spoilings(of: grown.hashes, root: root(old), random: &random) {
                lines.append(consistency(old, size, spoiled, roots: (root(old), root(size))))
            }
            lines.append(consistency(old, size, grown.hashes, roots: (root(size), root(old))))
            for (otherOld, otherNew) in [(old ^ 1, size), (old, size + 1), (old, size * 2), (old + 1, size)] {
                lines.append(consistency(otherOld, otherNew, grown.hashes, roots: (root(old), root(size))))
            }
        }
        return lines
    }

    private func root(_ size: Int) -> MerkleHash {
        var frontier = TreeFrontier()
        for leaf in leaves.prefix(size) { frontier.append(leaf) }
        return frontier.root
    }

    private func read(_ node: TreeNode) -> MerkleHash {
        var frontier = TreeFrontier()
        for leaf in leaves[(node.index << node.level)..<((node.index + 1) << node.level)] { frontier.append(leaf) }
        return frontier.root
    }

    /// The proof as it is, and with one fault each.
    private func spoilings(
        of hashes: [MerkleHash], root: MerkleHash, random: inout SplitMix64
    ) -> [[MerkleHash]] {
        var spoiled = [hashes, [root] + hashes, hashes + [root], hashes + [MerkleHashing.empty], []]
        spoiled.append(Array(hashes.dropFirst()))
        spoiled.append(Array(hashes.dropLast()))
        spoiled.append(hashes.reversed())
        for position in hashes.indices {
            var other = hashes
            var bytes = other[position].bytes
            bytes[Int.random(in: 0..<32, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            if let hash = MerkleHash(bytes: bytes) { other[position] = hash }
            spoiled.append(other)
        }
        return spoiled
    }

    private func inclusion(
        _ index: Int, _ size: Int, _ hashes: [MerkleHash], root: MerkleHash, asking: (index: Int, size: Int)? = nil
    ) -> String {
        let (asked, asksSize) = asking ?? (index, size)
        let proof = InclusionProof(index: asked, size: asksSize, hashes: hashes)
        let answer = answer { () throws(TreeError) in try proof.verify(leaf: leaves[index], root: root) }
        return "inclusion \(asked) \(asksSize) \(leaves[index]) \(root) \(text(hashes)) \(answer)"
    }

    private func consistency(
        _ old: Int, _ new: Int, _ hashes: [MerkleHash], roots: (MerkleHash, MerkleHash)
    ) -> String {
        let proof = ConsistencyProof(oldSize: old, newSize: new, hashes: hashes)
        let answer = answer { () throws(TreeError) in try proof.verify(oldRoot: roots.0, newRoot: roots.1) }
        return "consistency \(old) \(new) \(roots.0) \(roots.1) \(text(hashes)) \(answer)"
    }

    private func answer(_ verify: () throws(TreeError) -> Void) -> String {
        do throws(TreeError) {
            try verify()
            return "good"
        } catch {
            return "bad"
        }
    }

    private func text(_ hashes: [MerkleHash]) -> String {
        hashes.isEmpty ? "-" : hashes.map(\.base64).joined(separator: ",")
    }
}
