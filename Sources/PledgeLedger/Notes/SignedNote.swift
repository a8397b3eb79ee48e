/// A text and the signatures below it.
///
/// Unverified: a signature says nothing before `verified(by:)` returns it.
///
/// INVARIANT: the text is of lines, each with its line feed, without control characters; there is a signature.
///
/// - Source: C2SP signed-note.
package struct SignedNote: Hashable, Sendable {
    /// Bytes of the largest note we read.
    package static let bytesMax = 256 * 1024
    /// Signatures of the largest note we read.
    package static let signaturesMax = 64

    /// The lines that are signed, with the last line feed.
    package let text: String
    /// In the order they stand.
    package let signatures: [NoteSignature]

    /// Puts signatures below a text.
    ///
    /// - Parameters:
    ///   - text: Lines, each with its line feed; no other control characters.
    ///   - signatures: 1...64.
    /// - Throws: `NoteError` for another text or count.
    package init(text: String, signatures: [NoteSignature]) throws(NoteError) {
        let isText = text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
        guard isText, text.utf8.last == 0x0A else {
            throw NoteError(.malformed, "a note is of lines that end in a line feed, without control characters")
        }
        guard !signatures.isEmpty else { throw NoteError(.unsigned, "a note has a signature below it") }
        guard signatures.count <= SignedNote.signaturesMax else { throw SignedNote.tooMany }
        self.text = text
        self.signatures = signatures
        guard bytes.count <= SignedNote.bytesMax else { throw SignedNote.tooLong }
    }

    private static let tooMany = NoteError(.tooLarge, "a note has at most \(signaturesMax) signatures")
    private static let tooLong = NoteError(.tooLarge, "a note has at most \(bytesMax) bytes")

    /// The note with more signatures below it.
    ///
    /// - Throws: `NoteError` with code `.tooLarge` for too many.
    package func adding(_ more: [NoteSignature]) throws(NoteError) -> SignedNote {
        try SignedNote(text: text, signatures: signatures + more)
    }
}

extension SignedNote {
    // By bytes: texts that only look alike are signed otherwise.
    package static func == (left: SignedNote, right: SignedNote) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8) && left.signatures == right.signatures
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(signatures) }

    /// The note as it is stored and sent.
    package var bytes: [UInt8] {
        Array(text.utf8) + [0x0A] + signatures.flatMap { Array($0.line.utf8) + [0x0A] }
    }

    /// Reads a note.
    ///
    /// - Throws: `NoteError` with code `.malformed` or `.tooLarge`.
    package init(bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= SignedNote.bytesMax else { throw SignedNote.tooLong }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw NoteError(.malformed, "the note is not text in UTF-8")
        }
        // The last empty line divides them: a text may have empty lines of its own.
        var end = bytes.count - 1
        while end > 0, bytes[end] != 0x0A || bytes[end - 1] != 0x0A { end -= 1 }
        guard end > 0 else {
            throw NoteError(.malformed, "no empty line divides the note's text from its signatures")
        }
        guard bytes.last == 0x0A, end + 1 < bytes.count else {
            throw NoteError(.malformed, "below the note's last empty line stands no signature that ends in a line feed")
        }
        let lines = bytes[(end + 1)...].dropLast().split(
            separator: 0x0A, maxSplits: SignedNote.signaturesMax, omittingEmptySubsequences: false)
        guard lines.count <= SignedNote.signaturesMax else { throw SignedNote.tooMany }
        var signatures: [NoteSignature] = []
        for (position, line) in lines.enumerated() {
            guard let signature = NoteSignature(line: line) else {
                let form = "a dash, the key's name and base64, with single spaces between"
                throw NoteError(.malformed, "line \(position + 1) below the note is no signature: \(form)")
            }
            signatures.append(signature)
        }
        try self.init(text: String(decoding: bytes[..<end], as: UTF8.self), signatures: signatures)
    }
}

extension SignedNote {
    /// The signatures of known keys.
    ///
    /// Signatures of other keys are left aside.
    ///
    /// - Parameter keys: The known keys.
    /// - Returns: Each key that signed the text with its signature, in the order they stand; a key counts once.
    /// - Throws: `NoteError` with code `.badSignature` where the signature of a known key is not of this text,
    ///   `.unsigned` where no known key signed, `.ambiguousKey` where two keys share name and id.
    package func verified(by keys: [NoteKey]) throws(NoteError) -> [(key: NoteKey, signature: NoteSignature)] {
        for (position, key) in keys.enumerated() {
            let twin = keys[..<position].first { $0.name == key.name && $0.id == key.id }
            if let twin, twin != key {
                throw NoteError(.ambiguousKey, "two keys of `\(key.name)` have one id: leave one of them out")
            }
        }
        let message = Array(text.utf8)
        var found: [(key: NoteKey, signature: NoteSignature)] = []
        for signature in signatures {
            guard let key = keys.first(where: { $0.name == signature.name && $0.id == signature.keyID }) else {
                continue
            }
            guard signature.isValid(by: key, of: message) else {
                let words = "the signature of `\(key.name)` is not of this text"
                throw NoteError(.badSignature, "\(words): the text or the signature was changed")
            }
            if !found.contains(where: { $0.key == key }) { found.append((key, signature)) }
        }
        guard !found.isEmpty else {
            let names = keys.map { "`\($0.name)`" }.joined(separator: ", ")
            throw NoteError(.unsigned, "no signature is of a known key: \(names.isEmpty ? "none is known" : names)")
        }
        return found
    }
}

/// A line below a note: a key's name, its id and what it signed with.
package struct NoteSignature: Hashable, Sendable {
    private static let prefix = Array("\u{2014} ".utf8)

    package let name: NoteName
    package let keyID: UInt32
    /// What follows the id: for Ed25519 64 bytes, for a witness eight bytes of time before them.
    package let payload: [UInt8]

    /// A signature as a key makes it.
    init(name: NoteName, keyID: UInt32, payload: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.payload = payload
    }

    /// Reads a line without its line feed; nothing where it is no signature.
    init?(line: some Collection<UInt8>) {
        guard line.starts(with: NoteSignature.prefix) else { return nil }
        let parts = line.dropFirst(NoteSignature.prefix.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, let text = String(validating: parts[0], as: UTF8.self), let name = NoteName(text),
            let bytes = Base64.decode(parts[1]), bytes.count >= 5
        else { return nil }
        self.name = name
        self.keyID = bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) }
        self.payload = Array(bytes[4...])
    }

    /// The line without its line feed.
    package var line: String {
        let id = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: keyID >> $0) }
        return "\u{2014} \(name) \(Base64.encode(id + payload))"
    }

    /// Whether a key made it, for this text.
    func isValid(by key: NoteKey, of text: [UInt8]) -> Bool {
        switch key.kind {
        case .note: return key.isValid(payload, of: text)
        case .cosignature:
            guard let time = cosignedSeconds else { return false }
            return key.isValid(payload.dropFirst(8), of: CosignatureText.bytes(seconds: time, text: text))
        }
    }

    /// The time a witness gives, seconds since 1970; nothing where there is none, or one beyond 2^63-1.
    var cosignedSeconds: Int64? {
        guard payload.count > 8, payload[0] < 0x80 else { return nil }
        return payload[..<8].reduce(0) { $0 << 8 | Int64($1) }
    }
}

/// What a witness signs.
///
/// - Source: C2SP tlog-cosignature.
enum CosignatureText {
    static func bytes(seconds: Int64, text: [UInt8]) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n".utf8) + text
    }
}
