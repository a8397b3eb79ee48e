// SAFETY of this file: 32 bytes are copied from and to buffers whose length was checked.

/// A SHA-256 hash of the tree: of a leaf, of a node, or of the whole.
///
/// Shape: 32 bytes, held in place; nothing is allocated.
package struct MerkleHash: Hashable, Sendable {
    /// Bytes of a hash.
    package static let byteCount = 32

    /// The bytes as they stand in memory, eight at a time.
    private let words: SIMD4<UInt64>

    /// Reads a hash from bytes that need no alignment.
    ///
    /// - Parameter bytes: Exactly 32 of them, or more, of which the first 32 count.
    init(reading bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count >= MerkleHash.byteCount, "a hash has 32 bytes")
        self.words = SIMD4(
            bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
    }

    /// Writes the 32 bytes to the start of a buffer.
    func write(to bytes: UnsafeMutableRawBufferPointer) {
        precondition(bytes.count >= MerkleHash.byteCount, "a hash has 32 bytes")
        for index in 0..<4 {
            bytes.storeBytes(of: words[index], toByteOffset: 8 * index, as: UInt64.self)
        }
    }

    /// Makes a hash of 32 bytes; nothing of any other count.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == MerkleHash.byteCount else { return nil }
        let array = Array(bytes)
        self = array.withUnsafeBytes { MerkleHash(reading: $0) }
    }

    /// The 32 bytes.
    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: MerkleHash.byteCount) { buffer, count in
            write(to: UnsafeMutableRawBufferPointer(buffer))
            count = MerkleHash.byteCount
        }
    }
}

extension MerkleHash {
    /// Reads 64 hexadecimal digits of lower case; nothing of any other text.
    package init?(hex text: some StringProtocol) {
        guard let bytes = Hexadecimal.decode(text.utf8) else { return nil }
        self.init(bytes: bytes)
    }

    /// 64 hexadecimal digits of lower case.
    package var hex: String { Hexadecimal.encode(bytes) }

    /// Reads base64 with its padding, 44 characters; nothing of any other text.
    package init?(base64 text: some StringProtocol) {
        guard text.utf8.count == 44, let bytes = Base64.decode(text.utf8) else { return nil }
        self.init(bytes: bytes)
    }

    /// Base64 with its padding, as checkpoints and proofs write it.
    package var base64: String { Base64.encode(bytes) }
}

extension MerkleHash: CustomStringConvertible {
    /// The hash in base64.
    package var description: String { base64 }
}
