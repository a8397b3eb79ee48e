/// A receipt: what shows, without the log, that an entry stands in it.
///
/// Unverified: it says nothing before `verify` returns. The entry itself is not in it; its holder has that.
///
/// Shape: a text of lines, suffix `.tlog-proof`.
///
/// - Source: C2SP tlog-proof.
package struct TileLogProof: Hashable, Sendable {
    /// Bytes of the largest receipt we read.
    package static let bytesMax = 2 * SignedNote.bytesMax
    /// Hashes of the longest way to a root.
    package static let hashesMax = 63
    /// Bytes of the most that the writer may add.
    package static let extraBytesMax = 64 * 1024

    private static let header = "c2sp.org/tlog-proof@v1"

    /// The entry's place, from 0.
    package let index: Int
    /// From the entry's sibling upwards.
    package let hashes: [MerkleHash]
    /// What the writer added; nothing vouches for it.
    package let extra: [UInt8]?
    /// The signed checkpoint.
    package let note: SignedNote

    /// Writes a receipt.
    ///
    /// - Parameters:
    ///   - proof: From the entry to the checkpoint's root.
    ///   - extra: At most 65,536 bytes that nothing vouches for.
    ///   - note: The signed checkpoint.
    /// - Throws: `NoteError` with code `.tooLarge` for more hashes or bytes than a receipt has, `.malformed` for an
    ///   index below 0.
    package init(proof: InclusionProof, extra: [UInt8]? = nil, note: SignedNote) throws(NoteError) {
        try self.init(index: proof.index, hashes: proof.hashes, extra: extra, note: note)
    }

    private init(index: Int, hashes: [MerkleHash], extra: [UInt8]?, note: SignedNote) throws(NoteError) {
        guard index >= 0 else { throw NoteError(.malformed, "an entry's place is not below 0") }
        guard hashes.count <= TileLogProof.hashesMax, extra?.count ?? 0 <= TileLogProof.extraBytesMax else {
            throw NoteError(.tooLarge, "a receipt has at most \(TileLogProof.hashesMax) hashes and 64 KiB beside them")
        }
        self.index = index
        self.hashes = hashes
        self.extra = extra
        self.note = note
    }

    /// Checks that an entry stands in the log, and who vouches for it.
    ///
    /// - Parameters:
    ///   - leaf: Hash of the entry, computed from what the holder has.
    ///   - origin: The log it must be.
    ///   - logKey: The log's key.
    ///   - witnesses: Keys of witnesses.
    ///   - witnessesMin: How many of them must have signed.
    /// - Returns: The checkpoint, verified.
    /// - Throws: `NoteError` that says what is wrong.
    package func verify(
        leaf: MerkleHash, origin: String, logKey: NoteKey, witnesses: [NoteKey] = [], witnessesMin: Int = 0
    ) throws(NoteError) -> VerifiedCheckpoint {
        let verified = try VerifiedCheckpoint(
            verifying: note, origin: origin, logKey: logKey, witnesses: witnesses, witnessesMin: witnessesMin)
        let checkpoint = verified.checkpoint
        do throws(TreeError) {
            try InclusionProof(index: index, size: checkpoint.size, hashes: hashes)
                .verify(leaf: leaf, root: checkpoint.root)
        } catch {
            throw NoteError(.notIncluded, "the receipt does not show that the entry is in the log: \(error)")
        }
        return verified
    }
}

extension TileLogProof {
    /// The receipt as it is stored and sent.
    package var bytes: [UInt8] {
        var lines = [TileLogProof.header]
        if let extra { lines.append("extra \(Base64.encode(extra))") }
        lines.append("index \(index)")
        lines += hashes.map(\.base64)
        return lines.flatMap { Array($0.utf8) + [0x0A] } + [0x0A] + note.bytes
    }

    /// Reads a receipt.
    ///
    /// - Throws: `NoteError` with code `.malformed`, saying which line is wrong, or `.tooLarge`.
    package init(bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= TileLogProof.bytesMax else {
            throw NoteError(.tooLarge, "a receipt has at most \(TileLogProof.bytesMax) bytes")
        }
        var lines = ReceiptLines(rest: bytes[...])
        guard lines.next()?.elementsEqual(TileLogProof.header.utf8) == true else {
            throw NoteError(.malformed, "line 1 of the receipt is not `\(TileLogProof.header)`")
        }
        var line = lines.next()
        var extra: [UInt8]?
        if let text = line?.afterPrefix("extra ") {
            guard let decoded = Base64.decode(text) else { throw lines.wrong("is no base64 after `extra `") }
            extra = decoded
            line = lines.next()
        }
        guard let digits = line?.afterPrefix("index "), let index = StrictDecimal.parse(digits) else {
            throw lines.wrong("is not `index ` and a place: digits without leading zeros")
        }
        var hashes: [MerkleHash] = []
        while true {
            guard let text = lines.next() else {
                throw lines.wrong("is missing: an empty line and a checkpoint follow")
            }
            if text.isEmpty { break }
            guard hashes.count < TileLogProof.hashesMax else {
                throw NoteError(.tooLarge, "a receipt has at most \(TileLogProof.hashesMax) hashes")
            }
            guard text.count == 44, let decoded = Base64.decode(text), let hash = MerkleHash(bytes: decoded) else {
                throw lines.wrong("is no hash: 32 bytes in base64 with padding")
            }
            hashes.append(hash)
        }
        try self.init(index: index, hashes: hashes, extra: extra, note: try SignedNote(bytes: Array(lines.rest)))
    }
}

/// The lines of a receipt above its checkpoint.
private struct ReceiptLines {
    var rest: ArraySlice<UInt8>
    private var number = 0

    init(rest: ArraySlice<UInt8>) { self.rest = rest }

    /// The next line without its line feed; nothing where none is left that has one.
    mutating func next() -> ArraySlice<UInt8>? {
        number += 1
        guard let end = rest.firstIndex(of: 0x0A) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    func wrong(_ words: String) -> NoteError { NoteError(.malformed, "line \(number) of the receipt \(words)") }
}

extension ArraySlice<UInt8> {
    fileprivate func afterPrefix(_ text: String) -> ArraySlice<UInt8>? {
        starts(with: text.utf8) ? dropFirst(text.utf8.count) : nil
    }
}
