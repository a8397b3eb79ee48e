import PledgeLedger
import Testing

/// Frontier and proofs beside the definition, over every size up to 600; then everything spoiled.
@Suite struct TreeProofTests {
    private static let sizeMax = 600

    @Test func `the root is that of the definition, and the frontier survives being stored`() throws {
        let plain = PlainTree(count: Self.sizeMax)
        var frontier = TreeFrontier()
        for size in 0...Self.sizeMax {
            #expect(frontier.size == size)
            #expect(frontier.hashes.count == size.nonzeroBitCount)
            #expect(frontier.root == plain.hash(0..<size))
            frontier = try TreeFrontier(bytes: frontier.bytes)
            if size < Self.sizeMax { frontier.append(plain.leaves[size]) }
        }
    }

    @Test func `every completed node is told once, with its hash`() {
        let plain = PlainTree(count: Self.sizeMax)
        var frontier = TreeFrontier()
        var told: [TreeNode: MerkleHash] = [:]
        for leaf in plain.leaves {
            frontier.append(leaf) { node, hash in
                #expect(told.updateValue(hash, forKey: node) == nil)
            }
        }
        var count = 0
        for level in 0...9 {
            for index in 0..<(Self.sizeMax >> level) {
                let node = TreeNode(level: level, index: index)
                #expect(told[node] == plain.hash(node))
                count += 1
            }
        }
        #expect(told.count == count)
    }

    @Test func `a leaf whose nodes could not be kept was not added`() throws {
        struct Full: Error {}
        var frontier = TreeFrontier()
        for leaf in PlainTree(count: 7).leaves { frontier.append(leaf) }
        let before = frontier
        #expect(throws: Full.self) {
            try frontier.append(MerkleHashing.leaf([1])) { node, _ in
                if node.level == 2 { throw Full() }
            }
        }
        #expect(frontier == before)
    }

    @Test func `inclusion is proved as the definition says, and verified`() throws {
        var random = TreeGenerator(seed: 6962)
        let plain = PlainTree(count: Self.sizeMax)
        for size in 1...Self.sizeMax {
            let root = plain.hash(0..<size)
            let drawn = (0..<4).map { _ in Int.random(in: 0..<size, using: &random) }
            for index in size <= 40 ? Array(0..<size) : [0, size - 1] + drawn {
                let proof = try InclusionProof(index: index, size: size) { plain.hash($0) }
                #expect(proof.hashes == plain.path(index, 0..<size))
                try proof.verify(leaf: plain.leaves[index], root: root)
            }
        }
    }

    @Test func `consistency is proved as the definition says, and verified`() throws {
        var random = TreeGenerator(seed: 9162)
        let plain = PlainTree(count: Self.sizeMax)
        for size in 1...Self.sizeMax {
            let root = plain.hash(0..<size)
            let drawn = (0..<4).map { _ in Int.random(in: 1...size, using: &random) }
            for old in size <= 40 ? Array(1...size) : [1, size - 1, size] + drawn {
                let proof = try ConsistencyProof(oldSize: old, newSize: size) { plain.hash($0) }
                #expect(proof.hashes == plain.proof(old, 0..<size))
                try proof.verify(oldRoot: plain.hash(0..<old), newRoot: root)
            }
        }
    }

    // MARK: Spoiled

    private static let spoiledSizes = [1, 2, 3, 5, 8, 11, 64, 100]

    @Test(arguments: spoiledSizes)
    func `a spoiled inclusion proof is refused`(size: Int) throws {
        let plain = PlainTree(count: 2 * size + 2)
        let root = plain.hash(0..<size)
        for index in Set([0, size / 2, size - 1]) {
            let good = try InclusionProof(index: index, size: size) { plain.hash($0) }
            let leaf = plain.leaves[index]
            try good.verify(leaf: leaf, root: root)
            func refuse(
                _ hashes: [MerkleHash], index: Int = index, size: Int = size, _ code: TreeError.Code?,
                _ comment: Comment
            ) {
                let proof = InclusionProof(index: index, size: size, hashes: hashes)
                let error = #expect(throws: TreeError.self, comment) { try proof.verify(leaf: leaf, root: root) }
                if let code { #expect(error?.code == code, comment) }
            }
            for position in good.hashes.indices {
                for bit in 0..<256 {
                    var hashes = good.hashes
                    hashes[position] = hashes[position].flipped(bit: bit)
                    refuse(hashes, .wrongHash, "bit \(bit) of hash \(position)")
                }
                refuse(Array(good.hashes[..<position]), .wrongCount, "cut off at \(position)")
            }
            refuse(good.hashes + [root], .wrongCount, "one more at the end")
            refuse([root] + good.hashes, nil, "one more at the start")
            refuse(good.hashes, index: size, .outOfRange, "beyond the end")
            refuse(good.hashes, index: -1, .outOfRange, "before the start")
            refuse(good.hashes, size: 0, .outOfRange, "of an empty tree")
            // The empty proof of a tree of one leaf holds for no other size, either.
            refuse(good.hashes, size: 2 * size + 1, nil, "of a larger tree")
            for bit in 0..<256 {
                #expect(throws: TreeError.self) { try good.verify(leaf: leaf.flipped(bit: bit), root: root) }
                #expect(throws: TreeError.self) { try good.verify(leaf: leaf, root: root.flipped(bit: bit)) }
            }
            for other in 0..<size where other != index {
                refuse(good.hashes, index: other, nil, "for leaf \(other) instead of \(index)")
            }
        }
    }

    @Test(arguments: spoiledSizes)
    func `a spoiled consistency proof is refused`(size: Int) throws {
        let plain = PlainTree(count: size)
        let root = plain.hash(0..<size)
        for old in Set([1, size / 2, size - 1, size]) where old > 0 {
            let good = try ConsistencyProof(oldSize: old, newSize: size) { plain.hash($0) }
            let oldRoot = plain.hash(0..<old)
            try good.verify(oldRoot: oldRoot, newRoot: root)
            func refuse(
                _ hashes: [MerkleHash], old: Int = old, size: Int = size, _ code: TreeError.Code?, _ comment: Comment
            ) {
                let proof = ConsistencyProof(oldSize: old, newSize: size, hashes: hashes)
                let error = #expect(throws: TreeError.self, comment) {
                    try proof.verify(oldRoot: oldRoot, newRoot: root)
                }
                if let code { #expect(error?.code == code, comment) }
            }
            for position in good.hashes.indices {
                for bit in 0..<256 {
                    var hashes = good.hashes
                    hashes[position] = hashes[position].flipped(bit: bit)
                    refuse(hashes, .wrongHash, "bit \(bit) of hash \(position)")
                }
                refuse(Array(good.hashes[..<position]), .wrongCount, "cut off at \(position)")
            }
            refuse(good.hashes + [root], .wrongCount, "one more at the end")
            refuse([root] + good.hashes, nil, "one more at the start")
            refuse(good.hashes, old: size + 1, .outOfRange, "an older tree that is larger")
            refuse(good.hashes, old: -1, .outOfRange, "an older tree of less than nothing")
            refuse(good.hashes, old: 0, nil, "an older tree of nothing")
            for bit in 0..<256 {
                #expect(throws: TreeError.self) { try good.verify(oldRoot: oldRoot.flipped(bit: bit), newRoot: root) }
                #expect(throws: TreeError.self) { try good.verify(oldRoot: oldRoot, newRoot: root.flipped(bit: bit)) }
            }
            if old < size {
                let error = #expect(throws: TreeError.self) { try good.verify(oldRoot: root, newRoot: oldRoot) }
                #expect(error?.code == .wrongHash)
            }
        }
    }

    @Test func `from nothing, only the empty proof and the empty root hold`() throws {
        let proof = try ConsistencyProof(oldSize: 0, newSize: 5) { PlainTree(count: 5).hash($0) }
        let root = PlainTree(count: 5).hash(0..<5)
        #expect(proof.hashes.isEmpty)
        try proof.verify(oldRoot: MerkleHashing.empty, newRoot: root)
        #expect(throws: TreeError.self) { try proof.verify(oldRoot: root, newRoot: root) }
        let long = ConsistencyProof(oldSize: 0, newSize: 5, hashes: [root])
        #expect(throws: TreeError.self) { try long.verify(oldRoot: MerkleHashing.empty, newRoot: root) }
    }

    @Test func `sizes up to 2^63-1 are refused or answered, and never end the program`() {
        let hashes = (0..<70).map { MerkleHashing.leaf([$0]) }
        for size in [Int.max, Int.max - 1, 1 << 62, (1 << 62) + 1] {
            for place in [0, 1, size / 2, size - 1, size, Int.max, Int.min] {
                for count in [0, 1, 61, 62, 63, 64, 70] {
                    let proof = InclusionProof(index: place, size: size, hashes: Array(hashes.prefix(count)))
                    #expect(throws: TreeError.self) { try proof.verify(leaf: hashes[0], root: hashes[1]) }
                    let grown = ConsistencyProof(oldSize: place, newSize: size, hashes: Array(hashes.prefix(count)))
                    #expect(throws: TreeError.self) { try grown.verify(oldRoot: hashes[0], newRoot: hashes[1]) }
                }
            }
        }
    }

    @Test func `proofs in the largest tree are as long as they must be`() throws {
        let hash = MerkleHashing.leaf([1])
        // Every node has one hash: whatever the proof, its length is what is tried.
        for index in [0, 1, Int.max / 2, Int.max - 1] {
            let proof = try InclusionProof(index: index, size: Int.max) { _ in hash }
            #expect(proof.hashes.count == (index == Int.max - 1 ? 62 : 63))
            _ = try proof.root(leaf: hash)
        }
        let grown = try ConsistencyProof(oldSize: Int.max - 1, newSize: Int.max) { _ in hash }
        #expect(grown.hashes.count == 63)
    }

    @Test func `a stored frontier of another form is refused`() throws {
        var frontier = TreeFrontier()
        for leaf in PlainTree(count: 13).leaves { frontier.append(leaf) }
        let bytes = frontier.bytes
        #expect(try TreeFrontier(bytes: bytes) == frontier)
        for count in 0..<bytes.count {
            #expect(throws: TreeError.self) { try TreeFrontier(bytes: Array(bytes.prefix(count))) }
        }
        #expect(throws: TreeError.self) { try TreeFrontier(bytes: bytes + [0]) }
        for first in [UInt8(0x80), 0x40, 0xFF] {
            #expect(throws: TreeError.self) { try TreeFrontier(bytes: [first] + bytes.dropFirst()) }
        }
        #expect(throws: TreeError.self) { try TreeFrontier(size: 5, hashes: [MerkleHashing.empty]) }
        #expect(throws: TreeError.self) { try TreeFrontier(size: -1, hashes: []) }
        #expect(throws: TreeError.self) { try TreeFrontier(size: Int.max, hashes: []) }
    }
}
