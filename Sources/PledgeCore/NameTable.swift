// SAFETY of this file: names are read within their own bounds.

/// Numbers of names, found by their bytes.
///
/// For reading streams: a lookup makes no string. Shape: an open table with linear probing, at most half full.
package struct NameTable: Sendable {
    /// Where the bytes of a name stand, and its number; empty where the number is -1.
    private struct Entry {
        var start: Int32 = 0
        var count: Int32 = 0
        var hash: UInt32 = 0
        var number: Int32 = -1
    }

    private var entries: [Entry]
    private var pool: [UInt8] = []

    /// Names by number; of two that are the same, the first counts.
    package init(_ names: some Sequence<(name: String, number: Int)>) {
        let all = Array(names)
        var capacity = 8
        while capacity < all.count * 2 { capacity *= 2 }
        entries = Array(repeating: Entry(), count: capacity)
        for (name, number) in all { insert(Array(name.utf8), number) }
    }

    /// Names numbered in their order.
    package init(_ names: [String]) { self.init(names.enumerated().map { (name: $1, number: $0) }) }

    private mutating func insert(_ name: [UInt8], _ number: Int) {
        let isNew = name.withUnsafeBufferPointer { self[$0] == nil }
        guard isNew else { return }
        let hash = name.withUnsafeBufferPointer { NameTable.hash($0) }
        var position = Int(hash) & (entries.count - 1)
        while entries[position].number >= 0 { position = (position + 1) & (entries.count - 1) }
        entries[position] = Entry(
            start: Int32(pool.count), count: Int32(name.count), hash: hash, number: Int32(number))
        pool += name
    }

    /// The number of the name that the bytes spell; nothing where there is no such name.
    @inline(__always)
    package subscript(name: UnsafeBufferPointer<UInt8>) -> Int? {
        let hash = NameTable.hash(name)
        var position = Int(hash) & (entries.count - 1)
        while true {
            let entry = entries[position]
            if entry.number < 0 { return nil }
            if entry.hash == hash, Int(entry.count) == name.count, isEqual(entry, name) { return Int(entry.number) }
            position = (position + 1) & (entries.count - 1)
        }
    }

    @inline(__always)
    private func isEqual(_ entry: Entry, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        pool.withUnsafeBytes { pool in
            guard let own = pool.baseAddress, let base = name.baseAddress else { return name.isEmpty }
            return NameTable.areEqual(own + Int(entry.start), UnsafeRawPointer(base), name.count)
        }
    }

    /// Whether as many bytes are the same in two places.
    @inline(__always)
    private static func areEqual(_ one: UnsafeRawPointer, _ other: UnsafeRawPointer, _ count: Int) -> Bool {
        var offset = 0
        while offset + 8 <= count {
            let (left, right) = (
                one.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
                other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            )
            if left != right { return false }
            offset += 8
        }
        while offset < count {
            if one.load(fromByteOffset: offset, as: UInt8.self) != other.load(fromByteOffset: offset, as: UInt8.self) {
                return false
            }
            offset += 1
        }
        return true
    }

    /// Spreads names over the table: their length, and their first and last bytes.
    @inline(__always)
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
        guard let base = name.baseAddress else { return 0 }
        let (raw, count) = (UnsafeRawPointer(base), name.count)
        var (first, last): (UInt64, UInt64) = (0, 0)
        if count >= 8 {
            first = raw.loadUnaligned(as: UInt64.self)
            last = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            if count > 16 { last ^= raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self) &* 0xD6E8_FEB8_6659_FD93 }
        } else if count >= 4 {
            first = UInt64(raw.loadUnaligned(as: UInt32.self))
            last = UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        } else if count > 0 {
            first = UInt64(name[0])
            last = UInt64(name[count / 2]) << 8 | UInt64(name[count - 1])
        }
        var hash = (first ^ UInt64(count) &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ hash >> 32 ^ last) &* 0x94D0_49BB_1331_11EB
        return UInt32(truncatingIfNeeded: hash >> 32)
    }
}
