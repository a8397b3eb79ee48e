// SAFETY of this file: every read was checked against the count of the bytes, which outlive the walk.

/// Entries as a bundle holds them: two bytes of length, highest first, and then the entry, one after the other.
///
/// - Source: C2SP tlog-tiles.
package enum EntryBundle {
    /// Bytes of the longest entry.
    package static let entryBytesMax = 65_535
    /// Bytes of the longest bundle.
    package static let bytesMax = TilePath.widthFull * (entryBytesMax + 2)

    /// Appends an entry to the bytes of a bundle.
    ///
    /// - Parameters:
    ///   - entry: At most 65,535 bytes.
    ///   - bundle: The entries before it.
    /// - Throws: `TreeError` with code `.outOfRange` for a longer entry.
    package static func append(_ entry: some Collection<UInt8>, to bundle: inout [UInt8]) throws(TreeError) {
        guard entry.count <= entryBytesMax else {
            let long = "an entry of \(entry.count) bytes is too long"
            throw TreeError(code: .outOfRange, message: "\(long): \(entryBytesMax) are the most")
        }
        bundle += [UInt8(entry.count >> 8), UInt8(entry.count & 255)]
        bundle += entry
    }

    /// Writes a bundle.
    ///
    /// - Parameter entries: 1...256 entries of at most 65,535 bytes.
    /// - Returns: The bytes of the bundle.
    /// - Throws: `TreeError` with code `.outOfRange` for a longer entry, and for other counts.
    package static func encode(_ entries: [[UInt8]]) throws(TreeError) -> [UInt8] {
        guard (1...TilePath.widthFull).contains(entries.count) else {
            throw TreeError(code: .outOfRange, message: "a bundle has 1 to 256 entries, not \(entries.count)")
        }
        var bundle: [UInt8] = []
        for entry in entries { try append(entry, to: &bundle) }
        return bundle
    }

    /// Reads a bundle.
    ///
    /// - Parameters:
    ///   - bytes: All of the bundle.
    ///   - count: How many entries it must hold.
    /// - Returns: The entries, as pieces of the bytes.
    /// - Throws: `TreeError` with code `.malformed` or `.wrongCount`; the message says at which entry and byte.
    package static func decode(_ bytes: [UInt8], count: Int) throws(TreeError) -> [ArraySlice<UInt8>] {
        var entries: [ArraySlice<UInt8>] = []
        let fault: TreeError? = bytes.withUnsafeBytes { buffer in
            var walk = EntryWalk(buffer)
            while let range = walk.next() { entries.append(bytes[range]) }
            return walk.fault(count: count)
        }
        if let fault { throw fault }
        return entries
    }
}

/// Goes from entry to entry of a bundle.
struct EntryWalk {
    private let bytes: UnsafeRawBufferPointer
    /// The byte after the last entry read.
    private var index = 0
    /// How many entries were read.
    private(set) var count = 0

    /// Begins at the first entry; the bytes must outlive the walk.
    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Where the next entry stands; nothing at the end, at an entry that is cut off and after 256.
    mutating func next() -> Range<Int>? {
        guard count < TilePath.widthFull, bytes.count - index >= 2 else { return nil }
        let length = Int(bytes[index]) << 8 | Int(bytes[index + 1])
        guard bytes.count - index - 2 >= length else { return nil }
        let start = index + 2
        index = start + length
        count += 1
        return start..<index
    }

    /// What is wrong, once `next` gave nothing.
    func fault(count expected: Int) -> TreeError? {
        if count == expected, index == bytes.count { return nil }
        if count >= expected, index < bytes.count || count > expected {
            return TreeError(
                code: .wrongCount, message: "the bundle goes on after its \(expected) entries, at byte \(index)")
        }
        if index == bytes.count {
            return TreeError(code: .wrongCount, message: "the bundle ends after \(count) of \(expected) entries")
        }
        let place = "it begins at byte \(index) of \(bytes.count)"
        return TreeError(code: .malformed, message: "entry \(count) of the bundle is cut off: \(place)")
    }
}
