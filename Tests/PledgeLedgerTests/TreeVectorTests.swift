import PledgeLedger
import Testing

/// The published vectors of transparency-dev/merkle, `testonly/constants.go`.
@Suite struct TreeVectorTests {
    static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ].map { MerkleHashing.leaf(Hexadecimal.decode($0.utf8) ?? [0xFF]) }

    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    static let nodes: [String: String] = [
        "L0": "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "L1": "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "L2": "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
        "L3": "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
        "L4": "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "L5": "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        "L6": "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "L7": "46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1",
        "N01": "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "N23": "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "N45": "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "N67": "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "N0-3": "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "N4-7": "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]

    private func hash(_ name: String) throws -> MerkleHash {
        // The node over 4, 5 and 6 is the one that no table gives whole.
        if name == "N4-6" { return MerkleHashing.node(try hash("N45"), try hash("L6")) }
        return try #require(Self.nodes[name].flatMap { MerkleHash(hex: $0) })
    }

    @Test func `single hashes`() {
        #expect(
            MerkleHashing.leaf(Array("L123456".utf8)).hex
                == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")
        #expect(MerkleHashing.empty.hex == Self.roots[0])
        for (index, leaf) in Self.leaves.enumerated() { #expect(leaf.hex == Self.nodes["L\(index)"]) }
    }

    @Test func `roots of 0 to 8 leaves, by the frontier, the writer of tiles and the definition`() {
        var frontier = TreeFrontier()
        var writer = TileWriter()
        let plain = PlainTree(leaves: Self.leaves)
        for size in 0...8 {
            #expect(frontier.root.hex == Self.roots[size])
            #expect(writer.root.hex == Self.roots[size])
            #expect(plain.hash(0..<size).hex == Self.roots[size])
            if size < 8 {
                frontier.append(Self.leaves[size])
                #expect(writer.append(Self.leaves[size]).isEmpty)
            }
        }
    }

    @Test func `nodes above the leaves, as they are completed`() throws {
        var frontier = TreeFrontier()
        var completed: [TreeNode: MerkleHash] = [:]
        for leaf in Self.leaves { frontier.append(leaf) { completed[$0] = $1 } }
        #expect(completed.count == 15)
        for (name, level, index) in [
            ("N01", 1, 0), ("N23", 1, 1), ("N45", 1, 2), ("N67", 1, 3), ("N0-3", 2, 0), ("N4-7", 2, 1), ("L5", 0, 5),
        ] {
            #expect(completed[TreeNode(level: level, index: index)] == (try hash(name)))
        }
    }

    @Test(arguments: [
        (0, 8, ["L1", "N23", "N4-7"]), (5, 8, ["L4", "N67", "N0-3"]), (2, 3, ["N01"]), (1, 5, ["L0", "N23", "L4"]),
    ])
    func `inclusion proofs`(index: Int, size: Int, names: [String]) throws {
        let plain = PlainTree(leaves: Self.leaves)
        let proof = try InclusionProof(index: index, size: size) { plain.hash($0) }
        #expect(proof.hashes == (try names.map { try hash($0) }))
        let root = try #require(MerkleHash(hex: Self.roots[size]))
        try proof.verify(leaf: Self.leaves[index], root: root)
    }

    @Test(arguments: [
        (1, 8, ["L1", "N23", "N4-7"]), (6, 8, ["N45", "N67", "N0-3"]), (2, 5, ["N23", "L4"]),
        (3, 7, ["L2", "L3", "N01", "N4-6"]), (4, 7, ["N4-6"]), (6, 7, ["N45", "L6", "N0-3"]),
    ])
    func `consistency proofs`(old: Int, new: Int, names: [String]) throws {
        let plain = PlainTree(leaves: Self.leaves)
        let proof = try ConsistencyProof(oldSize: old, newSize: new) { plain.hash($0) }
        #expect(proof.hashes == (try names.map { try hash($0) }))
        #expect(try hash("N4-6").hex.hasPrefix("837dbb15"))
        try proof.verify(
            oldRoot: try #require(MerkleHash(hex: Self.roots[old])),
            newRoot: try #require(MerkleHash(hex: Self.roots[new])))
    }
}
