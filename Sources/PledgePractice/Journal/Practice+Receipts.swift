package import PledgeCore
package import PledgeLedger
import PledgeStore

/// What shows, without us, that an entry stands in the journal.
package struct Receipt: Sendable {
    package var header: EntryHeader
    /// The receipt part of the entry, its salt, and the digest of the part that is not given.
    package var text: [UInt8]
    package var salt: [UInt8]
    package var recordDigest: [UInt8]
    /// The C2SP tlog-proof.
    package var proof: [UInt8]

    /// One JSON object that holds all of it, to be checked with nothing but the public key.
    package var json: JSONValue {
        .members([
            ("pledge", .string("receipt/1")), ("entry", .integer(header.index)), ("written", .integer(header.written)),
            ("kind", .integer(Int64(header.kind.rawValue))),
            ("receipt", .string(String(decoding: text, as: UTF8.self))), ("salt", .string(Hexadecimal.encode(salt))),
            ("recordDigest", .string(Hexadecimal.encode(recordDigest))),
            ("proof", .string(String(decoding: proof, as: UTF8.self))),
        ])
    }

    /// Reads what `json` wrote.
    package init(_ json: JSONValue) throws(ShapeProblem) {
        var fields = try JSONFields(json)
        guard try fields.string("pledge") == "receipt/1" else {
            throw ShapeProblem(path: "$", message: "no receipt of this kind")
        }
        guard let index = try fields.integer("entry"), let written = try fields.integer("written"),
            let kind = try fields.integer("kind").flatMap({ UInt8(exactly: $0) }).flatMap(EntryKind.init),
            case .string(let text)? = fields.value("receipt"),
            let salt = Hexadecimal.decode(try fields.requiredString("salt").utf8),
            let digest = Hexadecimal.decode(try fields.requiredString("recordDigest").utf8),
            case .string(let proof)? = fields.value("proof")
        else { throw ShapeProblem(path: "$", message: "something of the receipt is missing") }
        header = EntryHeader(index: index, written: written, kind: kind)
        self.text = Array(text.utf8)
        self.salt = salt
        recordDigest = digest
        self.proof = Array(proof.utf8)
    }

    init(_ opened: OpenedEntry, proof: [UInt8]) {
        header = opened.header
        text = opened.body.receipt
        salt = opened.body.receiptSalt
        recordDigest = opened.body.digests.record
        self.proof = proof
    }

    /// Checks that the receipt's words stand in the journal that the key signs.
    ///
    /// - Parameter key: The journal's public key.
    /// - Returns: The checkpoint that covers it.
    /// - Throws: `NoteError` or `TreeError` that says what does not fit.
    package func verify(with key: NoteKey) throws -> VerifiedCheckpoint {
        let proof = try TileLogProof(bytes: self.proof)
        guard proof.index == header.index else {
            throw PracticeError.tampered(
                "the proof is of entry \(proof.index), and the receipt of entry \(header.index)")
        }
        let digests = EntryDigests(receipt: EntryBody.digest(salt, text), record: recordDigest)
        return try proof.verify(
            leaf: MerkleHashing.leaf(digests.leaf(under: header)), origin: key.name.text, logKey: key)
    }
}

extension Practice {
    /// The receipt of an entry, under the newest checkpoint.
    package func receipt(_ number: Int64) throws -> Receipt {
        let opened = try openEntry(number)
        return try read { reader, connection in
            Receipt(opened, proof: try self.proof(number, reader.head, connection).bytes)
        }
    }

    /// The offline proof that an entry stands in the journal.
    func proof(_ number: Int64, _ head: JournalHead, _ connection: any StoreConnection) throws -> TileLogProof {
        var tiles = TileHashReader(size: Int(head.size)) { try StoredTiles.bytes($0, connection) }
        let inclusion = try InclusionProof(index: Int(number), size: Int(head.size)) { try tiles.hash($0) }
        return try TileLogProof(proof: inclusion, note: SignedNote(bytes: Array(head.checkpoint.utf8)))
    }
}
