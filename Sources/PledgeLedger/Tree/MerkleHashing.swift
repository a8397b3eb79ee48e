// SAFETY of this file: the pointers stand for bytes on the stack or for those of the caller, and leave no function.

import Crypto

/// The hashes of RFC 6962: a leaf's and a node's differ in their first byte, so that none passes for the other.
///
/// - Source: RFC 6962, section 2.1.
package enum MerkleHashing {
    /// The hash of a tree without leaves.
    package static let empty: MerkleHash = finish(SHA256())

    /// The hash of a leaf.
    ///
    /// - Complexity: O(bytes).
    package static func leaf(_ data: some Collection<UInt8>) -> MerkleHash {
        let hash = data.withContiguousStorageIfAvailable { leaf(UnsafeRawBufferPointer($0)) }
        return hash ?? Array(data).withUnsafeBytes { leaf($0) }
    }

    /// The hash of a leaf whose bytes stand somewhere else.
    static func leaf(_ data: UnsafeRawBufferPointer) -> MerkleHash {
        // Two blocks hold most of our leaves: one call of the hash costs less than two.
        if data.count < shortLeafBytes {
            return withUnsafeTemporaryAllocation(byteCount: shortLeafBytes, alignment: 8) { buffer in
                buffer[0] = 0
                UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: data)
                return hash(UnsafeRawBufferPointer(rebasing: buffer[..<(data.count + 1)]))
            }
        }
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: data)
        return finish(hasher)
    }

    private static let shortLeafBytes = 256

    /// The hash of a node over those of its two children.
    package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        withUnsafeTemporaryAllocation(byteCount: 72, alignment: 8) { buffer in
            buffer[0] = 1
            left.write(to: UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]))
            right.write(to: UnsafeMutableRawBufferPointer(rebasing: buffer[33..<65]))
            return hash(UnsafeRawBufferPointer(rebasing: buffer[..<65]))
        }
    }

    @inline(__always)
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> MerkleHash {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return finish(hasher)
    }

    @inline(__always)
    private static func finish(_ hasher: SHA256) -> MerkleHash {
        hasher.finalize().withUnsafeBytes { MerkleHash(reading: $0) }
    }
}
