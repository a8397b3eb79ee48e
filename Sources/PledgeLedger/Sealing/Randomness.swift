import Crypto

/// Where keys, salts and nonces come from; handed in, so that a test can repeat a run.
package struct Randomness: Sendable {
    /// As many random bytes as asked.
    package let bytes: @Sendable (_ count: Int) -> [UInt8]

    package init(bytes: @escaping @Sendable (_ count: Int) -> [UInt8]) { self.bytes = bytes }

    /// The generator of the cryptographic library, seeded by the operating system.
    package static let system = Randomness { count in
        count == 0 ? [] : SymmetricKey(size: SymmetricKeySize(bitCount: 8 * count)).withUnsafeBytes { [UInt8]($0) }
    }
}
