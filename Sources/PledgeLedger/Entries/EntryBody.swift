import Crypto

/// The sealed part of an entry, in the clear.
///
/// Shape: the receipt's salt, the record's salt, the length of the receipt (four bytes, most significant first), the
/// receipt, the record.
package struct EntryBody: Hashable, Sendable {
    package static let saltBytesCount = 16

    package let receiptSalt: [UInt8]
    package let recordSalt: [UInt8]
    /// What the person it is about may be given.
    package let receipt: [UInt8]
    /// Everything needed to decide again.
    package let record: [UInt8]

    package init(receipt: [UInt8], record: [UInt8], _ random: Randomness) {
        self.receipt = receipt
        self.record = record
        let salts = random.bytes(2 * EntryBody.saltBytesCount)
        receiptSalt = Array(salts[..<EntryBody.saltBytesCount])
        recordSalt = Array(salts[EntryBody.saltBytesCount...])
    }

    /// - Returns: Nothing where the bytes are no body.
    package init?(_ bytes: [UInt8]) {
        let salts = 2 * EntryBody.saltBytesCount
        guard bytes.count >= salts + 4 else { return nil }
        var count = 0
        for byte in bytes[salts..<salts + 4] { count = count << 8 | Int(byte) }
        guard count <= bytes.count - salts - 4 else { return nil }
        receiptSalt = Array(bytes[..<EntryBody.saltBytesCount])
        recordSalt = Array(bytes[EntryBody.saltBytesCount..<salts])
        receipt = Array(bytes[(salts + 4)..<(salts + 4 + count)])
        record = Array(bytes[(salts + 4 + count)...])
    }

    package var bytes: [UInt8] {
        var bytes = receiptSalt + recordSalt
        bytes.reserveCapacity(bytes.count + 4 + receipt.count + record.count)
        for shift in stride(from: 24, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: receipt.count >> shift))
        }
        bytes += receipt
        bytes += record
        return bytes
    }

    package var digests: EntryDigests {
        EntryDigests(
            receipt: EntryBody.digest(receiptSalt, receipt), record: EntryBody.digest(recordSalt, record))
    }

    /// SHA-256 of a salt and what it hides.
    package static func digest(_ salt: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: salt)
        hash.update(data: bytes)
        return [UInt8](hash.finalize())
    }
}

/// Salted digests of the two parts of a body; they tell nothing.
package struct EntryDigests: Hashable, Sendable {
    package let receipt: [UInt8]
    package let record: [UInt8]

    package init(receipt: [UInt8], record: [UInt8]) {
        self.receipt = receipt
        self.record = record
    }

    /// The leaf of the tree: 32 bytes that commit to the whole entry.
    ///
    /// Source: `Docs/decisions/0008-the-journal.md`.
    package func leaf(under header: EntryHeader) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: EntryDigests.tag)
        hash.update(data: header.bytes)
        hash.update(data: receipt)
        hash.update(data: record)
        return [UInt8](hash.finalize())
    }

    private static let tag = Array("pledge-entry/1".utf8)
}
