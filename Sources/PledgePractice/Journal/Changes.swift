import PledgeLedger
import PledgeStore

/// What one use case writes: buffered until its transaction ends, so that a use case that fails leaves nothing.
struct Changes {
    struct Entry {
        var header: EntryHeader
        var leaf: [UInt8]
        var body: SealedBody
    }

    struct SearchToken: Hashable {
        var token: Int64
        var person: Int64
    }

    struct Task {
        var entry: Int64
        var ordinal: Int64
        var person: Int64
        /// Day it is due, by its number.
        var due: Int64
        var sealed: [UInt8]
    }

    var entries: [Entry] = []
    /// States of people by number: the sealed row.
    var people: [Int64: [UInt8]] = [:]
    /// Data keys under the organization's key; nothing destroys one.
    var keys: [Int64: [UInt8]?] = [:]
    var identifiers: [[UInt8]: Int64?] = [:]
    /// Whether a person is found by a token from now on.
    var searchTokens: [SearchToken: Bool] = [:]
    var requestKeys: [RequestKeys.Row] = []
    var tasks: [Task] = []
    var tasksDone: [(entry: Int64, ordinal: Int64, by: Int64)] = []
    var rulebooks: [(hash: [UInt8], bytes: [UInt8])] = []
    var secrets: [String: [UInt8]] = [:]
    /// Sessions of staff by token; nothing for one that ended.
    var sessions: [String: SessionRow?] = [:]
    /// People whose keys are destroyed.
    var forgottenPeople: [Int64] = []

    var isEmpty: Bool {
        entries.isEmpty && people.isEmpty && keys.isEmpty && identifiers.isEmpty && searchTokens.isEmpty
            && requestKeys.isEmpty && tasks.isEmpty && tasksDone.isEmpty && rulebooks.isEmpty
            && secrets.isEmpty && sessions.isEmpty && forgottenPeople.isEmpty
    }

    /// Takes in what a later use case of the same transaction writes.
    mutating func add(_ later: Changes) {
        entries += later.entries
        people.merge(later.people) { $1 }
        keys.merge(later.keys) { $1 }
        identifiers.merge(later.identifiers) { $1 }
        searchTokens.merge(later.searchTokens) { $1 }
        requestKeys += later.requestKeys
        tasks += later.tasks
        tasksDone += later.tasksDone
        rulebooks += later.rulebooks
        secrets.merge(later.secrets) { $1 }
        sessions.merge(later.sessions) { $1 }
        forgottenPeople += later.forgottenPeople
    }

    // MARK: Written

    /// Writes all of it but the head and the tiles.
    ///
    /// - Parameters:
    ///   - connection: In a transaction.
    ///   - state: The key of the hashes of sessions.
    /// - Returns: Rows of callers' keys that it took away.
    /// - Throws: `StoreError`.
    func write(_ connection: any StoreConnection, _ state: SealingKey) throws -> [RequestKeys.Row] {
        try each(
            connection,
            "INSERT INTO entry (number, written, kind, leaf, body, keys) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            entries.map { entry in
                [
                    .integer(entry.header.index), .integer(entry.header.written),
                    .integer(Int64(entry.header.kind.rawValue)), .blob(entry.leaf), .blob(entry.body.bytes),
                    .blob(entry.body.keyBytes),
                ]
            })
        try each(
            connection, "INSERT INTO person_entry (person, entry) VALUES (?1, ?2)",
            entries.flatMap { entry in
                entry.body.keys.map { [.integer($0.person), .integer(entry.header.index)] }
            })
        try each(
            connection, "INSERT INTO request_key (token, entry, body) VALUES (?1, ?2, ?3)",
            requestKeys.map { [.blob($0.token), .integer($0.entry), .blob($0.body)] })
        try each(
            connection, "INSERT INTO task (entry, ordinal, person, due, sealed) VALUES (?1, ?2, ?3, ?4, ?5)",
            tasks.map {
                [.integer($0.entry), .integer($0.ordinal), .integer($0.person), .integer($0.due), .blob($0.sealed)]
            })
        try each(
            connection, "UPDATE task SET done = ?3 WHERE entry = ?1 AND ordinal = ?2",
            tasksDone.map { [.integer($0.entry), .integer($0.ordinal), .integer($0.by)] })
        try writePeople(connection)
        try each(
            connection, "INSERT INTO rulebook (hash, bytes) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING",
            rulebooks.map { [.blob($0.hash), .blob($0.bytes)] })
        try each(
            connection,
            "INSERT INTO secret (name, sealed) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed",
            secrets.sorted { $0.key < $1.key }.map { [.text($0.key), .blob($0.value)] })
        try writeSessions(connection, state)
        return try forget(connection)
    }

    private func writeSessions(_ connection: any StoreConnection, _ key: SealingKey) throws {
        let sorted = sessions.sorted { $0.key < $1.key }
        try each(
            connection, "DELETE FROM session WHERE token = ?1",
            sorted.map { [.blob(Hexadecimal.decode($0.key.utf8) ?? [])] })
        try each(
            connection, SessionRow.insertion, sorted.compactMap { token, row in row?.values(token, key) })
    }

    /// Takes away what is about these people alone: tasks, callers' keys, and the sealed bodies nobody can open.
    private func forget(_ connection: any StoreConnection) throws -> [RequestKeys.Row] {
        let rows: [[SQLValue]] = forgottenPeople.map { [.integer($0)] }
        let alone = """
            (SELECT entry FROM person_entry WHERE person = ?1
                AND NOT EXISTS (SELECT 1 FROM person_entry AS other WHERE other.entry = person_entry.entry
                    AND other.person <> ?1))
            """
        var removed: [RequestKeys.Row] = []
        for row in rows {
            removed += try connection.all(
                "SELECT token, entry, body FROM request_key WHERE entry IN \(alone)", row
            ) { row in RequestKeys.Row(token: try row.blob(0), entry: try row.integer(1), body: try row.blob(2)) }
        }
        try each(connection, "DELETE FROM task WHERE person = ?1", rows)
        try each(connection, "DELETE FROM request_key WHERE entry IN \(alone)", rows)
        try each(connection, "UPDATE entry SET body = ?2 WHERE number IN \(alone)", rows.map { $0 + [.blob([])] })
        return removed
    }

    private func writePeople(_ connection: any StoreConnection) throws {
        try each(
            connection,
            """
            INSERT INTO person (number, sealed) VALUES (?1, ?2)
            ON CONFLICT (number) DO UPDATE SET sealed = excluded.sealed
            """, people.sorted { $0.key < $1.key }.map { [.integer($0.key), .blob($0.value)] })
        try each(
            connection,
            """
            INSERT INTO person_key (person, wrapped) VALUES (?1, ?2)
            ON CONFLICT (person) DO UPDATE SET wrapped = excluded.wrapped
            """,
            keys.sorted { $0.key < $1.key }.compactMap { person, wrapped in
                wrapped.map { [.integer(person), .blob($0)] }
            })
        try each(
            connection, "DELETE FROM person_key WHERE person = ?1",
            keys.sorted { $0.key < $1.key }.filter { $0.value == nil }.map { [.integer($0.key)] })
        try each(
            connection, "DELETE FROM identifier WHERE token = ?1",
            identifiers.filter { $0.value == nil }.map { [.blob($0.key)] })
        try each(
            connection,
            "INSERT INTO identifier (token, person) VALUES (?1, ?2) ON CONFLICT (token) DO UPDATE SET person = excluded.person",
            identifiers.compactMap { token, person in person.map { [.blob(token), .integer($0)] } })
        let tokens = searchTokens.sorted { ($0.key.token, $0.key.person) < ($1.key.token, $1.key.person) }
        try each(
            connection, "DELETE FROM search_token WHERE token = ?1 AND person = ?2",
            tokens.filter { !$0.value }.map { [.integer($0.key.token), .integer($0.key.person)] })
        try each(
            connection,
            "INSERT INTO search_token (token, person) VALUES (?1, ?2) ON CONFLICT (token, person) DO NOTHING",
            tokens.filter(\.value).map { [.integer($0.key.token), .integer($0.key.person)] })
    }

    private func each(_ connection: any StoreConnection, _ sql: String, _ rows: [[SQLValue]]) throws {
        if !rows.isEmpty { try connection.runEach(sql, rows) }
    }
}
