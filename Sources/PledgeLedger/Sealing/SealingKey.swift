package import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A 256-bit key for AES.
///
/// It is never written anywhere unless wrapped or sealed under another.
package struct SealingKey: Sendable, Equatable {
    package static let bytesCount = 32

    let symmetric: SymmetricKey

    init(_ symmetric: SymmetricKey) { self.symmetric = symmetric }

    /// - Returns: Nothing unless there are 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == SealingKey.bytesCount else { return nil }
        symmetric = SymmetricKey(data: bytes)
    }

    /// A new key.
    package init(_ random: Randomness) { symmetric = SymmetricKey(data: random.bytes(SealingKey.bytesCount)) }

    package var bytes: [UInt8] { symmetric.withUnsafeBytes { [UInt8]($0) } }

    /// A key for one more purpose (HKDF with SHA-256, RFC 5869).
    package func derived(for purpose: String) -> SealingKey {
        SealingKey(
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: symmetric, info: Array(purpose.utf8), outputByteCount: SealingKey.bytesCount))
    }

    // MARK: Keyed hash

    /// HMAC with SHA-256; 32 bytes.
    package func code(for bytes: [UInt8]) -> [UInt8] {
        [UInt8](HMAC<SHA256>.authenticationCode(for: bytes, using: symmetric))
    }

    /// Whether the code is that of the bytes, in a time that tells nothing.
    package func isCode(_ code: [UInt8], for bytes: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: bytes, using: symmetric)
    }

    // MARK: Keys under this key

    /// The other key, wrapped under this one (RFC 3394); 40 bytes.
    package func wrap(_ other: SealingKey) throws(SealingError) -> [UInt8] {
        do {
            return [UInt8](try AES.KeyWrap.wrap(other.symmetric, using: symmetric))
        } catch {
            throw .cannotSeal
        }
    }

    /// - Throws: `SealingError.changed` where the bytes were not wrapped under this key.
    package func unwrap(_ wrapped: [UInt8]) throws(SealingError) -> SealingKey {
        do {
            return SealingKey(try AES.KeyWrap.unwrap(wrapped, using: symmetric))
        } catch {
            throw .changed
        }
    }

    // MARK: Data under this key

    /// Seals what this key alone will ever seal, so that no nonce is kept: ciphertext and tag.
    package func sealOnce(_ bytes: [UInt8]) throws(SealingError) -> [UInt8] {
        do {
            let box = try AES.GCM.seal(bytes, using: symmetric, nonce: AES.GCM.Nonce(data: SealingKey.onlyNonce))
            return [UInt8](box.ciphertext) + [UInt8](box.tag)
        } catch {
            throw .cannotSeal
        }
    }

    /// - Throws: `SealingError.changed` where `sealOnce` did not write these bytes under this key.
    package func openOnce(_ sealed: [UInt8]) throws(SealingError) -> [UInt8] {
        try open(sealed[...], SealingKey.onlyNonce, [])
    }

    /// Seals one of many things under this key: nonce, ciphertext and tag.
    ///
    /// - Parameters:
    ///   - bytes: What is sealed.
    ///   - context: What it is and where it stands; opening asks for the same.
    ///   - random: Gives the nonce.
    /// - Returns: Nonce, ciphertext and tag.
    /// - Throws: `SealingError` where it cannot be sealed.
    package func seal(_ bytes: [UInt8], context: String, _ random: Randomness) throws(SealingError) -> [UInt8] {
        do {
            let nonce = random.bytes(SealingKey.nonceBytesCount)
            let box = try AES.GCM.seal(
                bytes, using: symmetric, nonce: AES.GCM.Nonce(data: nonce), authenticating: Array(context.utf8))
            return nonce + [UInt8](box.ciphertext) + [UInt8](box.tag)
        } catch {
            throw .cannotSeal
        }
    }

    /// - Throws: `SealingError.changed` where the bytes were not sealed under this key for this context.
    package func open(_ sealed: [UInt8], context: String) throws(SealingError) -> [UInt8] {
        guard sealed.count >= SealingKey.nonceBytesCount else { throw .changed }
        return try open(
            sealed[SealingKey.nonceBytesCount...], [UInt8](sealed[..<SealingKey.nonceBytesCount]),
            Array(context.utf8))
    }

    private func open(
        _ sealed: ArraySlice<UInt8>, _ nonce: [UInt8], _ context: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        guard sealed.count >= SealingKey.tagBytesCount else { throw .changed }
        do {
            let split = sealed.endIndex - SealingKey.tagBytesCount
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: nonce), ciphertext: sealed[..<split], tag: sealed[split...])
            return [UInt8](try AES.GCM.open(box, using: symmetric, authenticating: context))
        } catch {
            throw .changed
        }
    }

    private static let nonceBytesCount = 12
    private static let tagBytesCount = 16
    private static let onlyNonce = [UInt8](repeating: 0, count: nonceBytesCount)
}

/// Why something sealed cannot be read or written.
package enum SealingError: Error, Equatable, CustomStringConvertible {
    /// Not what was sealed, or under another key.
    case changed
    case cannotSeal

    package var description: String {
        switch self {
        case .changed: "it was changed, or sealed under another key"
        case .cannotSeal: "it cannot be sealed"
        }
    }
}
