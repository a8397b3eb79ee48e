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

    /// The entries of which a condition holds, in the order of the journal.
    ///
    /// - Parameters:
    ///   - condition: In SQL, on the columns of `entry`.
    ///   - values: Of the condition.
    ///   - connection: In a transaction.
    /// - Returns: The entries.
    /// - Throws: `PracticeError.tampered` where one cannot be read, `StoreError`.
    static func all(
        _ condition: String, _ values: [SQLValue], _ connection: any StoreConnection
    ) throws -> [StoredEntry] {
        var entries: [StoredEntry] = []
        var problem: (any Error)?
        try connection.rows(
            "SELECT number, written, kind, leaf, body, keys FROM entry WHERE \(condition) ORDER BY number", values
        ) { (row: borrowing SQLRow) throws(StoreError) in
            guard problem == nil else { return }
            do {
                entries.append(try StoredEntry(row))
            } catch let error as StoreError {
                throw error
            } catch {
                problem = error
            }
        }
        if let problem { throw problem }
        return entries
    }

    private init(_ row: borrowing SQLRow) throws {
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
        try StoredEntry.all("number = ?1", [.integer(number)], connection).first
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
