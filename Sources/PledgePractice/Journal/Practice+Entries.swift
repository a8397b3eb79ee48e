package import PledgeCore
package import PledgeLedger
import PledgeStore

/// An entry in the clear.
package struct OpenedEntry: Sendable {
    package var header: EntryHeader
    package var body: EntryBody
    package var event: PracticeEvent
    /// Whom it is about, by number.
    package var people: [Int64]
}

/// An entry as it is stored.
struct StoredEntry: Sendable {
    var header: EntryHeader
    var leaf: [UInt8]
    var body: SealedBody

    static let columns = "number, written, kind, leaf, body, keys"

    init(_ row: borrowing SQLRow) throws {
        let number = try row.integer(0)
        guard let kind = UInt8(exactly: try row.integer(2)).flatMap(EntryKind.init),
            let keys = SealedBody.keys(try row.blob(5))
        else { throw PracticeError.tampered("entry \(number) was changed") }
        header = EntryHeader(index: number, written: try row.integer(1), kind: kind)
        leaf = try row.blob(3)
        body = SealedBody(bytes: try row.blob(4), keys: keys)
    }

    /// Opens it, and checks that it is what its leaf commits to.
    ///
    /// - Parameter key: The data key of a person; nothing where it was destroyed.
    /// - Returns: Nothing where every key was destroyed.
    /// - Throws: `PracticeError.tampered` where it does not.
    func opened(_ key: (Int64) throws -> SealingKey?) throws -> OpenedEntry? {
        for wrapped in body.keys {
            guard let dataKey = try key(wrapped.person) else { continue }
            guard let packed = try? body.open(person: wrapped.person, with: dataKey),
                let bytes = EntryPacking.unpacked(packed), let body = EntryBody(bytes),
                body.digests.leaf(under: header) == leaf
            else { throw PracticeError.tampered("entry \(header.index) was changed") }
            do {
                let event = try PracticeEvent(header.kind, try JSONScanner.value(of: body.record))
                return OpenedEntry(
                    header: header, body: body, event: event, people: self.body.keys.map(\.person))
            } catch {
                throw PracticeError.tampered("entry \(header.index) cannot be read by this program")
            }
        }
        return nil
    }
}

extension Practice {
    /// An entry in the clear.
    ///
    /// - Throws: `PracticeError.tampered` where it is not what its leaf commits to.
    package func openEntry(_ number: Int64) throws -> OpenedEntry {
        try read { reader, connection in
            let chain = self.journal.chain
            guard let entry = try self.stored(number, connection) else {
                throw PracticeError.asked(ShapeProblem(path: "$", message: "there is no entry \(number)"))
            }
            let opened = try entry.opened { person in try self.dataKeyIfThere(person, connection, chain) }
            guard let opened else {
                throw PracticeError.asked(
                    ShapeProblem(path: "$", message: "entry \(number) cannot be read: the patient's key was destroyed"))
            }
            return opened
        }
    }

    func stored(_ number: Int64, _ connection: any StoreConnection) throws -> StoredEntry? {
        var found: Result<StoredEntry, any Error>?
        try connection.rows("SELECT \(StoredEntry.columns) FROM entry WHERE number = ?1", [.integer(number)]) {
            (row: borrowing SQLRow) throws(StoreError) in
            found = Result { try StoredEntry(row) }
        }
        return try found?.get()
    }

    /// The data key of a person; nothing where there is none any more.
    func dataKeyIfThere(_ person: Int64, _ connection: any StoreConnection, _ chain: KeyChain) throws -> SealingKey? {
        guard
            let wrapped = try connection.blob(
                "SELECT wrapped FROM person_key WHERE person = ?1", [.integer(person)])
        else { return nil }
        guard let key = try? chain.organization.unwrap(wrapped) else {
            throw PracticeError.tampered("the key of a patient was changed")
        }
        return key
    }
}
