import Crypto

/// A public key that signatures of notes are verified with.
///
/// Shape: `<name>+<8 hexadecimal digits of its id>+<base64 of a byte of kind and the key>`.
///
/// - Source: C2SP signed-note, tlog-cosignature.
package struct NoteKey: Hashable, Sendable {
    /// What the key signs; the value is the byte that stands for it.
    package enum Kind: UInt8, Hashable, Sendable {
        /// The text of a note.
        case note = 1
        /// A checkpoint and the time it was seen: a witness.
        case cosignature = 4
    }

    /// Bytes of an Ed25519 public key.
    package static let keyByteCount = 32
    private static let textBytesMax = NoteName.bytesMax + 100

    package let name: NoteName
    package let kind: Kind
    /// The 32 bytes of the Ed25519 key.
    package let publicKey: [UInt8]
    /// Four bytes of a hash over name, kind and key.
    package let id: UInt32

    /// Names a key.
    ///
    /// - Parameters:
    ///   - name: Whose key it is; of a log its origin.
    ///   - kind: What it signs.
    ///   - publicKey: 32 bytes.
    /// - Throws: `NoteError` with code `.malformed` for another count of bytes.
    package init(name: NoteName, kind: Kind, publicKey: [UInt8]) throws(NoteError) {
        guard publicKey.count == NoteKey.keyByteCount else {
            throw NoteError(.malformed, "an Ed25519 key has 32 bytes, not \(publicKey.count)")
        }
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
        self.id = NoteKey.id(name: name, typed: [kind.rawValue] + publicKey)
    }

    private static func id(name: NoteName, typed: [UInt8]) -> UInt32 {
        var hasher = SHA256()
        hasher.update(data: Array(name.text.utf8) + [0x0A] + typed)
        return hasher.finalize().prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Verifies the bytes of a signature.
    ///
    /// - Returns: Whether this key made it, for this text.
    func isValid(_ signature: some Collection<UInt8>, of text: [UInt8]) -> Bool {
        do {
            let key = try Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
            return key.isValidSignature(Array(signature), for: text)
        } catch {
            // Bytes that are no point of the curve verify nothing.
            return false
        }
    }
}

extension NoteKey {
    /// The key as a verifier is given it.
    package var text: String {
        "\(name)+\(NoteKey.digits(id))+\(Base64.encode([kind.rawValue] + publicKey))"
    }

    static func digits(_ id: UInt32) -> String {
        Hexadecimal.encode(stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: id >> $0) })
    }

    /// Reads a key as `text` gives it.
    ///
    /// - Throws: `NoteError` with code `.malformed` for another form or an id that is not the key's, `.unsupportedKey`
    ///   for keys that are no Ed25519.
    package init(text: String) throws(NoteError) {
        let form = "a key is `name+id+base64`, with an id of eight hexadecimal digits"
        guard text.utf8.count <= NoteKey.textBytesMax else { throw NoteError(.malformed, form) }
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = NoteName(String(parts[0]) ?? ""), parts[1].count == 8,
            let digits = Hexadecimal.decode(parts[1]), let typed = Base64.decode(parts[2]), let type = typed.first
        else { throw NoteError(.malformed, form) }
        let id = digits.reduce(0) { $0 << 8 | UInt32($1) }
        guard id == NoteKey.id(name: name, typed: typed) else {
            throw NoteError(.malformed, "the key of `\(name)` has another id than it says: it was copied wrongly")
        }
        guard let kind = Kind(rawValue: type) else {
            let words = "the key of `\(name)` is of kind \(type)"
            throw NoteError(.unsupportedKey, "\(words): only Ed25519, kinds 1 and 4, is verified")
        }
        try self.init(name: name, kind: kind, publicKey: Array(typed.dropFirst()))
    }
}

extension NoteKey: CustomStringConvertible {
    /// The key as a verifier is given it.
    package var description: String { text }
}
