import PledgeExchange

extension FuzzTarget {
    /// Reads a file of another system whole and in two pieces; both say the same, and whoever is refused is told why.
    static func read(_ bytes: [UInt8], _ reader: some ImportReader) {
        var (whole, pieces) = (reader, reader)
        let records = whole.readAll(bytes)
        let cut = bytes.count / 2
        let again = pieces.read(Array(bytes[..<cut])) + pieces.read(Array(bytes[cut...])) + pieces.finish()
        precondition(records == again, "where a chunk ends has no meaning")
        for record in records where record.outcome == .refused {
            precondition(!record.problems.isEmpty, "what is refused is told why")
        }
    }

    /// No hash that anybody relies on: the same bytes give the same few.
    ///
    /// - Source: FNV-1a.
    static let digest: ContentDigest = { bytes in
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
    }
}
