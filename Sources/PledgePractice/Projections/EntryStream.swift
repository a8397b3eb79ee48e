import PledgeLedger
import PledgeStore

/// Reads the entries in order, a stretch at a time.
struct EntryStream {
    static let stretch: Int64 = 4_096

    private let connection: any StoreConnection
    private var next: Int64
    private let end: Int64

    init(_ connection: any StoreConnection, from first: Int64 = 0, to end: Int64) {
        self.connection = connection
        next = first
        self.end = end
    }

    /// The next entries; empty at the end.
    ///
    /// - Throws: `PracticeError.tampered` where one is missing.
    mutating func entries() throws -> [StoredEntry] {
        let last = min(end, next + EntryStream.stretch)
        guard next < last else { return [] }
        let entries = try StoredEntry.all(
            "number >= ?1 AND number < ?2", [.integer(next), .integer(last)], connection)
        for (position, entry) in entries.enumerated() where entry.header.index != next + Int64(position) {
            throw PracticeError.tampered("entry \(next + Int64(position)) is missing")
        }
        guard Int64(entries.count) == last - next else {
            throw PracticeError.tampered("entry \(next + Int64(entries.count)) is missing")
        }
        next = last
        return entries
    }
}
