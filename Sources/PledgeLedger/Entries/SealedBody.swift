/// A body as it is stored: encrypted under a key of its own, which is wrapped for each person it is about.
package struct SealedBody: Hashable, Sendable {
    package struct Wrapped: Hashable, Sendable {
        /// Number of the person; 0 is the organization.
        package let person: Int64
        /// The body's key under the person's data key.
        package let key: [UInt8]

        package init(person: Int64, key: [UInt8]) {
            self.person = person
            self.key = key
        }
    }

    package let bytes: [UInt8]
    package let keys: [Wrapped]

    package init(bytes: [UInt8], keys: [Wrapped]) {
        self.bytes = bytes
        self.keys = keys
    }

    /// Seals a body for these people.
    ///
    /// - Parameters:
    ///   - body: In the clear, with its compression if any.
    ///   - people: Whom it is about, each with a data key; at least one.
    ///   - random: Gives the body's key.
    /// - Throws: `SealingError` where it cannot be sealed.
    package init(
        _ body: [UInt8], for people: [(person: Int64, key: SealingKey)], _ random: Randomness
    ) throws(SealingError) {
        precondition(!people.isEmpty, "an entry about nobody is the organization's")
        let key = SealingKey(random)
        bytes = try key.sealOnce(body)
        var keys: [Wrapped] = []
        for (person, dataKey) in people { keys.append(Wrapped(person: person, key: try dataKey.wrap(key))) }
        self.keys = keys
    }

    /// Opens it with the data key of one of them.
    package func open(person: Int64, with key: SealingKey) throws(SealingError) -> [UInt8] {
        guard let wrapped = keys.first(where: { $0.person == person }) else { throw .changed }
        return try key.unwrap(wrapped.key).openOnce(bytes)
    }

    // MARK: The wrapped keys as one value

    /// Each as the person's number (eight bytes, most significant first) and the wrapped key.
    package var keyBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(keys.count * SealedBody.wrappedBytesCount)
        for wrapped in keys {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: wrapped.person >> shift))
            }
            bytes += wrapped.key
        }
        return bytes
    }

    /// - Returns: Nothing where the bytes are no list of wrapped keys.
    package static func keys(_ bytes: [UInt8]) -> [Wrapped]? {
        guard !bytes.isEmpty, bytes.count.isMultiple(of: wrappedBytesCount) else { return nil }
        return stride(from: 0, to: bytes.count, by: wrappedBytesCount).map { start in
            var person: Int64 = 0
            for byte in bytes[start..<start + 8] { person = person << 8 | Int64(byte) }
            return Wrapped(person: person, key: Array(bytes[(start + 8)..<(start + wrappedBytesCount)]))
        }
    }

    private static let wrappedBytesCount = 48
}
