import Crypto
package import PledgeCore

/// Signs notes with a log's private key.
///
/// INVARIANT: no description of it holds the private key.
package struct NoteSigner: Sendable {
    private let secret: SigningSecret
    /// The public key that verifies.
    package let key: NoteKey

    /// Takes a private key.
    ///
    /// - Parameters:
    ///   - name: Whose key it is; of a log its origin.
    ///   - seed: The 32 bytes of RFC 8032.
    /// - Throws: `NoteError` with code `.malformed` for another count of bytes.
    package init(name: NoteName, seed: [UInt8]) throws(NoteError) {
        self.secret = try SigningSecret(seed: seed)
        self.key = try NoteKey(name: name, kind: .note, publicKey: secret.publicKey)
    }

    /// Signs a text.
    ///
    /// - Parameter text: Lines, each with its line feed.
    /// - Returns: The signature.
    /// - Throws: `NoteError` with code `.unsigned` where the system cannot sign.
    package func sign(_ text: String) throws(NoteError) -> NoteSignature {
        NoteSignature(name: key.name, keyID: key.id, payload: try secret.sign(Array(text.utf8)))
    }

    /// Signs a text and puts the signature below it.
    ///
    /// - Returns: The note, with this signature alone.
    /// - Throws: `NoteError` for a text that no note has.
    package func note(_ text: String) throws(NoteError) -> SignedNote {
        try SignedNote(text: text, signatures: [try sign(text)])
    }
}

/// Signs, as a witness, that a checkpoint was seen at a time.
///
/// It signs what it is given: that the log only grew must be checked before.
///
/// INVARIANT: no description of it holds the private key.
package struct Cosigner: Sendable {
    private let secret: SigningSecret
    /// The public key that verifies.
    package let key: NoteKey

    /// Takes a private key, of which nothing else is signed.
    ///
    /// - Parameters:
    ///   - name: Whose key it is.
    ///   - seed: The 32 bytes of RFC 8032.
    /// - Throws: `NoteError` with code `.malformed` for another count of bytes.
    package init(name: NoteName, seed: [UInt8]) throws(NoteError) {
        self.secret = try SigningSecret(seed: seed)
        self.key = try NoteKey(name: name, kind: .cosignature, publicKey: secret.publicKey)
    }

    /// Signs a checkpoint.
    ///
    /// - Parameters:
    ///   - checkpoint: What was seen, after it was verified.
    ///   - time: When; not before 1970.
    /// - Returns: The signature.
    /// - Throws: `NoteError` with code `.malformed` for an earlier time.
    package func cosign(_ checkpoint: Checkpoint, at time: Instant) throws(NoteError) -> NoteSignature {
        guard time.seconds >= 0 else { throw NoteError(.malformed, "a witness signs no time before 1970") }
        let text = CosignatureText.bytes(seconds: time.seconds, text: Array(checkpoint.text.utf8))
        let stamp = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time.seconds >> $0) }
        return NoteSignature(name: key.name, keyID: key.id, payload: stamp + (try secret.sign(text)))
    }
}

/// An Ed25519 private key.
private struct SigningSecret: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    init(seed: [UInt8]) throws(NoteError) {
        do {
            self.key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        } catch {
            throw NoteError(.malformed, "an Ed25519 private key has 32 bytes, not \(seed.count)")
        }
    }

    var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    func sign(_ bytes: [UInt8]) throws(NoteError) -> [UInt8] {
        do {
            return Array(try key.signature(for: bytes))
        } catch {
            throw NoteError(.unsigned, "the system did not sign: \(error)")
        }
    }
}

extension NoteSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Whose it is, without the private key.
    package var description: String { "signer of \(key.name)" }
    /// Whose it is, without the private key.
    package var debugDescription: String { description }
    /// Nothing of what it holds.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Cosigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Whose it is, without the private key.
    package var description: String { "cosigner \(key.name)" }
    /// Whose it is, without the private key.
    package var debugDescription: String { description }
    /// Nothing of what it holds.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
