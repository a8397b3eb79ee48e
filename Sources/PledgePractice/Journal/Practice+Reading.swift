package import PledgeCore
package import PledgeLedger
import PledgeStore

/// A task that waits.
package struct OpenTask: Sendable {
    package var entry: Int64
    package var ordinal: Int64
    /// Whom it is about, by number; 0 for the organization.
    package var person: Int64
    package var due: Day
    /// The duty of the rules that made it, by name.
    package var duty: String
    package var words: String
}

extension Practice {
    /// What decisions read of a patient.
    package func person(_ identifier: String) throws -> PersonState {
        try read { reader, _ in try reader.person(identifier: identifier) }
    }

    /// What decisions read of the organization.
    package func organization() throws -> PersonState { try read { reader, _ in try reader.person(0) } }

    /// Name of the journal, the first line of its checkpoints.
    package func origin() throws -> String { try read { reader, _ in reader.head.origin } }

    package func organizationName() throws -> String { try organization().names.first?.words ?? "" }

    /// The newest signed checkpoint.
    package func checkpoint() throws -> String { try read { reader, _ in reader.head.checkpoint } }

    /// A tile or a bundle of the journal; nothing where there is none.
    package func tile(_ path: TilePath) throws -> [UInt8]? {
        try read { reader, connection in
            let layout = TileLayout(size: Int(reader.head.size))
            let count: Int
            switch path.kind {
            case .hashes(let level): count = layout.hashes(atLevel: level)
            case .entries: count = Int(reader.head.size)
            }
            guard let first = path.first, first + path.width <= count else { return nil }
            return try StoredTiles.bytes(path, connection)
        }
    }

    /// Writes the journal as files that anyone can check: hashes, nothing about anybody.
    ///
    /// - Parameter write: Takes a path and its bytes.
    /// - Returns: How many entries there are.
    /// - Throws: `PracticeError`, or what `write` throws.
    package func export(_ write: (_ path: String, _ bytes: [UInt8]) throws -> Void) throws -> Int64 {
        let key = try verifierKey()
        return try read { reader, connection in
            let layout = TileLayout(size: Int(reader.head.size))
            for path in layout.paths {
                guard let bytes = try StoredTiles.bytes(path, connection) else {
                    throw PracticeError.tampered("\(path) of the journal is gone; `pledge rebuild` makes it again")
                }
                try write(path.text, bytes)
            }
            try write("key", Array((key + "\n").utf8))
            try write("checkpoint", Array(reader.head.checkpoint.utf8))
            return reader.head.size
        }
    }

    /// Tasks that wait, the earliest first.
    ///
    /// - Parameter most: How many at most.
    /// - Returns: The tasks.
    /// - Throws: `PracticeError` where a row was changed.
    package func tasks(most: Int) throws -> [OpenTask] {
        try read { reader, connection in
            let rows = try connection.all(
                "SELECT entry, ordinal, person, due, sealed FROM task WHERE done IS NULL ORDER BY due, entry, ordinal LIMIT ?1",
                [.integer(Int64(most))]
            ) { row in
                (
                    entry: try row.integer(0), ordinal: try row.integer(1), person: try row.integer(2),
                    due: try row.integer(3), sealed: try row.blob(4)
                )
            }
            return try rows.map { row in
                guard let key = try self.dataKeyIfThere(row.person, connection, self.journal.chain),
                    let bytes = try? key.open(row.sealed, context: TaskRow.context),
                    case .object(let object)? = try? JSONScanner.value(of: bytes),
                    case .string(let words)? = object["words"], case .string(let duty)? = object["duty"]
                else { throw PracticeError.tampered("task \(row.entry).\(row.ordinal) was changed") }
                return OpenTask(
                    entry: row.entry, ordinal: row.ordinal, person: row.person,
                    due: Day(number: Int32(clamping: row.due)), duty: duty, words: words)
            }
        }
    }
}

extension Practice {
    /// By how many seconds the clock is behind the last entry; 0 or less where it is not.
    package func clockLagSeconds() throws -> Int64 {
        try read { reader, _ in (reader.head.written - self.journal.clock()) / 1_000 }
    }
}
