import PledgeCore
package import PledgeLedger
package import PledgeStore

extension Practice {
    /// Tables that nothing else can make again.
    private static let kept: [(table: String, columns: [String], order: String)] = [
        ("secret", ["name", "sealed"], "name"),
        ("rulebook", ["hash", "bytes"], "hash"),
        ("person_key", ["person", "wrapped"], "person"),
        ("entry", ["number", "written", "kind", "leaf", "body", "keys"], "number"),
        (
            "head",
            [
                "id", "origin", "size", "written", "frontier", "people", "state_root", "checkpoint", "code",
                "request_keys",
            ], "id"
        ),
    ]

    /// Copies the journal and its keys, sealed as they are, into an empty database, while the practice goes on.
    ///
    /// - Parameter target: An empty database, of either engine.
    /// - Returns: How many entries there are.
    /// - Throws: `PracticeError` where there is a practice already.
    package func backup(to target: any StoreDriver) throws -> Int64 {
        try target.migrate(Schema.migrations)
        return try read { reader, connection in
            try Practice.copy(connection, to: target)
            return reader.head.size
        }
    }

    private static func copy(_ connection: any StoreConnection, to target: any StoreDriver) throws {
        try target.write { into in
            if try into.integer("SELECT COUNT(*) FROM head") != 0 {
                throw PracticeError.place("there is a practice in the target already; nothing was written")
            }
            for (table, columns, order) in kept {
                let sql =
                    "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES "
                    + "(\((1...columns.count).map { "?\($0)" }.joined(separator: ", ")))"
                var rows: [[SQLValue]] = []
                try connection.rows(
                    "SELECT \(columns.joined(separator: ", ")) FROM \(table) ORDER BY \(order)", []
                ) { row throws(StoreError) in
                    var values: [SQLValue] = []
                    for column in 0..<columns.count { values.append(try row.value(column)) }
                    rows.append(values)
                    if rows.count == 1_000 {
                        try into.runEach(sql, rows)
                        rows.removeAll(keepingCapacity: true)
                    }
                }
                if !rows.isEmpty { try into.runEach(sql, rows) }
            }
        }
    }

    /// What a restore brought back.
    package struct Restored: Sendable {
        package var entries: Int64
        /// Entries that were signed after the backup and are lost.
        package var lost: Int64
        /// Keys that had been destroyed since, and were destroyed again.
        package var destroyedAgain: Int
    }

    /// Brings a backup back into an empty database.
    ///
    /// Where entries are lost, a new log begins under the next name, and its first entry says so: the old name never signs
    /// two histories.
    ///
    /// - Parameters:
    ///   - backup: A database that `backup` wrote.
    ///   - store: An empty database.
    ///   - master: The master key.
    ///   - outside: The folder outside the database, with the last checkpoint and the marks of destroyed keys.
    ///   - by: Who does it.
    ///   - surroundings: Clock, randomness, time zones.
    /// - Returns: What was brought back.
    /// - Throws: `PracticeError` where the backup is not what it should be.
    package static func restore(
        _ backup: any StoreDriver, into store: any StoreDriver, master: SealingKey, outside: String, by: String,
        _ surroundings: Surroundings
    ) throws -> Restored {
        try store.migrate(Schema.migrations)
        try backup.read { connection in try copy(connection, to: store) }
        let stored = try store.read { connection in
            try connection.all("SELECT name, sealed FROM secret") { row in (try row.text(0), try row.blob(1)) }
        }
        let chain = try KeyChain(Dictionary(stored) { first, _ in first }, under: master)
        let folder = OutsideFolder(path: outside)
        let practice = Practice(store: store, chain: chain, outside: folder, surroundings)
        let size = try practice.rebuild()
        var restored = Restored(entries: size, lost: 0, destroyedAgain: 0)
        let outsideText = folder.checkpoint()
        if let newer = outsideText.flatMap({ try? practice.newest($0) }), newer > size { restored.lost = newer - size }
        let marks = folder.destroyed()
        let doomed = try practice.people(marked: marks)
        if restored.lost > 0 || !doomed.isEmpty {
            let lost = restored.lost
            try practice.journal.append { batch in
                if lost > 0 { batch.set(origin: Practice.nextEpoch(of: batch.origin)) }
                for person in doomed {
                    try batch.forgetRows(of: person.number)
                    for identifier in person.identifiers { batch.set(identifier: identifier, to: nil) }
                    batch.setSearch(nil, before: person)
                    batch.setDestroyed(person.number)
                    try batch.append(
                        .keyDestruction(
                            KeyChange(
                                key: "person", person: person.number, reason: "destroyed before the restore", by: by)),
                        receipt: .object(JSONObject()), about: [0])
                }
                try batch.append(
                    .restoration(Restoration(size: size, checkpoint: outsideText, by: by)),
                    receipt: .object(JSONObject()), about: [0])
            }
            restored.destroyedAgain = doomed.count
        } else if outsideText == nil {
            try folder.make(checkpoint: try practice.checkpoint())
        }
        return restored
    }

    /// The size of a checkpoint of this journal, of whatever epoch.
    private func newest(_ text: String) throws -> Int64 {
        let checkpoint = try PledgeLedger.Checkpoint(text: SignedNote(bytes: Array(text.utf8)).text)
        let key = try Journal.signer(checkpoint.origin, journal.chain.signing).key
        return Int64(
            try VerifiedCheckpoint(opening: Array(text.utf8), origin: checkpoint.origin, logKey: key).checkpoint.size)
    }

    /// People whose data keys bear one of these marks.
    private func people(marked marks: Set<String>) throws -> [PersonState] {
        guard !marks.isEmpty else { return [] }
        return try read { reader, connection in
            let chain = self.journal.chain
            let rows = try connection.all("SELECT person, wrapped FROM person_key ORDER BY person") { row in
                (try row.integer(0), try row.blob(1))
            }
            return try rows.compactMap { person, wrapped in
                guard let key = try? chain.organization.unwrap(wrapped),
                    marks.contains(DestroyedKeys.mark(key, chain.state))
                else { return nil }
                return try reader.person(person)
            }
        }
    }

    /// `example.com/pledge` is followed by `example.com/pledge/epoch-2`, that by `.../epoch-3`.
    static func nextEpoch(of origin: String) -> String {
        let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
        if let last = parts.last, last.hasPrefix("epoch-"), let epoch = Int(last.dropFirst(6)) {
            return parts.dropLast().joined(separator: "/") + "/epoch-\(epoch + 1)"
        }
        return origin + "/epoch-2"
    }
}
