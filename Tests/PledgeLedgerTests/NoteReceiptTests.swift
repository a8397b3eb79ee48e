import PledgeCore
import PledgeLedger
import Testing

/// Receipts: written, read, verified; then everything spoiled.
@Suite struct NoteReceiptTests {
    private let log: NoteKey
    private let witness: NoteKey

    init() throws {
        self.log = try NoteCheckpointTests.signer().key
        self.witness = try NoteCheckpointTests.witness().key
    }

    private func note(size: Int, root: MerkleHash) throws -> SignedNote {
        let checkpoint = try Checkpoint(origin: NoteCheckpointTests.origin, size: size, root: root)
        return try NoteCheckpointTests.signer().note(checkpoint.text)
            .adding([NoteCheckpointTests.witness().cosign(checkpoint, at: NoteCheckpointTests.time)])
    }

    private func receipt(_ index: Int, of count: Int, extra: [UInt8]? = nil) throws -> TileLogProof {
        let plain = PlainTree(leaves: TreeLog.leaves(count))
        let proof = try InclusionProof(index: index, size: count) { plain.hash($0) }
        return try TileLogProof(proof: proof, extra: extra, note: try note(size: count, root: plain.hash(0..<count)))
    }

    /// Why a receipt is refused; nothing where it is good.
    private func refusal(_ bytes: [UInt8], leaf: Int) -> NoteError.Code? {
        do throws(NoteError) {
            _ = try TileLogProof(bytes: bytes).verify(
                leaf: MerkleHashing.leaf(TreeLog.entry(leaf)), origin: NoteCheckpointTests.origin, logKey: log,
                witnesses: [witness], witnessesMin: 1)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `the text of a receipt`() throws {
        let receipt = try receipt(1, of: 2)
        let hash = MerkleHashing.leaf(TreeLog.entry(0)).base64
        let note = String(decoding: receipt.note.bytes, as: UTF8.self)
        let text = String(decoding: receipt.bytes, as: UTF8.self)
        #expect(text == "c2sp.org/tlog-proof@v1\nindex 1\n\(hash)\n\n\(note)")
        let extra = String(decoding: try self.receipt(0, of: 1, extra: Array("hello".utf8)).bytes, as: UTF8.self)
        #expect(extra.hasPrefix("c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nindex 0\n\n"))
    }

    @Test(arguments: [(0, 1), (0, 2), (4, 5), (7, 8), (299, 300), (123, 300)])
    func `a receipt is the same after it was text, and is good`(index: Int, count: Int) throws {
        for extra: [UInt8]? in [nil, [], [1, 2, 3]] {
            let receipt = try receipt(index, of: count, extra: extra)
            #expect(try TileLogProof(bytes: receipt.bytes) == receipt)
            #expect(refusal(receipt.bytes, leaf: index) == nil)
            #expect(refusal(receipt.bytes, leaf: index + 1) == .notIncluded)
        }
    }

    @Test func `no bit of a receipt can be turned but in what nothing vouches for`() throws {
        let good = try receipt(3, of: 7, extra: [1, 2, 3]).bytes
        let extra = try #require(good.firstRange(of: Array("extra AQID".utf8)))
        #expect(refusal(good, leaf: 3) == nil)
        for index in good.indices {
            for bit in 0..<8 {
                var bytes = good
                bytes[index] ^= 1 << bit
                let isVouched = !(extra.lowerBound + 6..<extra.upperBound).contains(index)
                #expect(!isVouched || refusal(bytes, leaf: 3) != nil, "bit \(bit) of byte \(index)")
            }
            #expect(refusal(Array(good[..<index]), leaf: 3) != nil, "cut off at \(index)")
        }
        #expect(refusal(good + [0x0A], leaf: 3) != nil)
    }

    @Test func `each line that is wrong is named`() throws {
        let good = String(decoding: try receipt(3, of: 7, extra: [1]).bytes, as: UTF8.self)
        let hash = MerkleHashing.empty.base64
        func message(_ old: String, _ new: String) throws -> String {
            let text = good.replacing(old, with: new, maxReplacements: 1)
            #expect(text != good)
            return try #require(throws: NoteError.self) { try TileLogProof(bytes: Array(text.utf8)) }.message
        }
        let place = "is not `index ` and a place: digits without leading zeros"
        let header = "line 1 of the receipt is not `c2sp.org/tlog-proof@v1`"
        #expect(try message("@v1", "@v2") == header)
        #expect(try message("c2sp", "\nc2sp") == header)
        #expect(try message("extra AQ==", "extra AQ=") == "line 2 of the receipt is no base64 after `extra `")
        #expect(try message("extra AQ==", "extra") == "line 2 of the receipt \(place)")
        #expect(try message("extra AQ==\n", "extra AQ==\nextra AQ==\n") == "line 3 of the receipt \(place)")
        for wrong in ["index 03", "index -3", "index +3", "index", "index  3", "index 3 ", "index 9223372036854775808"]
        {
            #expect(try message("index 3", wrong) == "line 3 of the receipt \(place)")
        }
        let none = "is no hash: 32 bytes in base64 with padding"
        #expect(try message("index 3\n", "index 3\n\(hash) \n") == "line 4 of the receipt \(none)")
        #expect(try message("index 3\n", "index 3\nAAAA\n") == "line 4 of the receipt \(none)")
        let many = String(repeating: "\(hash)\n", count: 61)
        #expect(try message("index 3\n", "index 3\n" + many).contains("at most 63 hashes"))
        #expect(try message("\n\nexample.com", "\nexample.com").hasPrefix("line 7 of the receipt \(none)"))
        let cut = "c2sp.org/tlog-proof@v1\nindex 3\n"
        #expect(
            try #require(throws: NoteError.self) { try TileLogProof(bytes: Array(cut.utf8)) }.message
                == "line 3 of the receipt is missing: an empty line and a checkpoint follow")
    }

    @Test func `the hashes of a receipt are all needed, in their order`() throws {
        let good = try receipt(3, of: 7)
        func refuse(_ index: Int, _ hashes: [MerkleHash], _ comment: Comment) throws {
            let proof = InclusionProof(index: index, size: 7, hashes: hashes)
            let bytes = try TileLogProof(proof: proof, note: good.note).bytes
            #expect(refusal(bytes, leaf: 3) == .notIncluded, comment)
        }
        try refuse(3, good.hashes.reversed(), "turned around")
        try refuse(3, good.hashes.dropLast(), "one less")
        try refuse(3, good.hashes + [MerkleHashing.empty], "one more")
        try refuse(3, [], "none")
        for index in [0, 1, 2, 4, 5, 6, 7, 8, Int.max] { try refuse(index, good.hashes, "for leaf \(index)") }
        #expect(throws: NoteError.self) {
            try TileLogProof(proof: InclusionProof(index: -1, size: 7, hashes: []), note: good.note)
        }
        #expect(throws: NoteError.self) {
            let hashes = [MerkleHash](repeating: MerkleHashing.empty, count: 64)
            return try TileLogProof(proof: InclusionProof(index: 1, size: 7, hashes: hashes), note: good.note)
        }
    }

    @Test func `damaged bytes are refused or read, and never end the program`() throws {
        var random = TreeGenerator(seed: 4648)
        let receipt = try receipt(123, of: 300, extra: [1, 2, 3]).bytes
        let log = TreeLog(count: 300)
        let bundle = try #require(log.files["tile/entries/001.p/44"])
        let frontier = TreeFrontier().bytes + [UInt8](repeating: 1, count: 64)
        for _ in 0..<3000 {
            for good in [receipt, bundle, frontier] {
                var bytes = good
                for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                    let index = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes.remove(at: index)
                    case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
                    default: bytes.removeSubrange(index..<min(bytes.count, index + 40))
                    }
                }
                // Whatever comes out is fine, as long as something does.
                _ = try? TileLogProof(bytes: bytes)
                _ = try? SignedNote(bytes: bytes)
                _ = try? Checkpoint(text: String(decoding: bytes, as: UTF8.self))
                _ = try? NoteKey(text: String(decoding: bytes, as: UTF8.self))
                _ = try? TilePath(text: String(decoding: bytes, as: UTF8.self))
                _ = try? EntryBundle.decode(bytes, count: 44)
                _ = try? TreeFrontier(bytes: bytes)
            }
        }
    }
}
