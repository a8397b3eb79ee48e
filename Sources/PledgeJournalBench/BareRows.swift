import PledgeStore

/// The rows of a release, written bare.
///
/// The same tables and indexes (`Schema.migrations`), prepared statements of the database's own interface; nothing is
/// decided, sealed, hashed or signed.
struct BareRows {
    private let database: any BareDatabase
    private let body: [UInt8]
    private let checkpoint = String(repeating: "c", count: 200)
    private var number: Int64 = 0

    private static let insertEntry =
        "INSERT INTO entry (number, written, kind, leaf, body, keys) VALUES ($1, $2, $3, $4, $5, $6)"
    private static let insertPerson = "INSERT INTO person_entry (person, entry) VALUES ($1, $2)"
    private static let insertKey = "INSERT INTO request_key (token, entry, body) VALUES ($1, $2, $3)"
    private static let insertTile = "INSERT INTO tile (level, number, bytes) VALUES ($1, $2, $3)"
    private static let updateHead =
        "UPDATE head SET size = $1, written = $2, frontier = $3, checkpoint = $4, code = $5, request_keys = $6 WHERE id = 0"
    static let statements = [insertEntry, insertPerson, insertKey, insertTile, updateHead]

    /// - Parameters:
    ///   - database: With empty tables.
    ///   - bodyBytes: Bytes of a sealed body.
    init(_ database: any BareDatabase, bodyBytes: Int) {
        self.database = database
        body = BareRows.bytes(bodyBytes, 1)
    }

    /// Makes the tables, and the one row of the head.
    ///
    /// - Parameter address: Of an empty database or schema.
    /// - Throws: Why it cannot be done.
    static func makeTables(_ address: String) throws {
        let store = try StoreAddress(address).open()
        defer { store.close() }
        try store.migrate(Schema.migrations)
        try store.write { connection in
            _ = try connection.run(
                "INSERT INTO head (id, origin, size, written, frontier, people, state_root, checkpoint, code, request_keys) "
                    + "VALUES (0, 'bench.invalid/journal', 0, 0, ?1, 1, ?1, 'x', ?1, ?1)", [.blob([0])])
        }
    }

    /// Writes the rows of so many releases, so many of them in one transaction.
    mutating func write(_ count: Int, inTransaction: Int) throws {
        var left = count
        while left > 0 {
            try database.begin()
            for _ in 0..<min(left, inTransaction) { try writeRelease() }
            try database.run(
                BareRows.updateHead,
                [
                    .integer(number), .integer(number), .blob(BareRows.bytes(400, number)), .text(checkpoint),
                    .blob(BareRows.bytes(32, number)), .blob(BareRows.bytes(1_052, number)),
                ])
            try database.commit()
            left -= inTransaction
        }
    }

    private mutating func writeRelease() throws {
        try database.run(
            BareRows.insertEntry,
            [
                .integer(number), .integer(1_795_000_000_000 + number), .integer(6), .blob(BareRows.bytes(32, number)),
                .blob(body), .blob(BareRows.bytes(48, number)),
            ])
        try database.run(BareRows.insertPerson, [.integer(number % 1_000), .integer(number)])
        try database.run(
            BareRows.insertKey,
            [.blob(BareRows.bytes(16, number &* 0x9E37_79B9)), .integer(number), .blob(BareRows.bytes(16, number))])
        number += 1
        if number % 256 == 0 {
            try database.run(
                BareRows.insertTile, [.integer(0), .integer(number / 256 - 1), .blob(BareRows.bytes(8_192, number))])
        }
    }

    /// Bytes that no packing makes smaller.
    private static func bytes(_ count: Int, _ seed: Int64) -> [UInt8] {
        var state = UInt64(bitPattern: seed) &+ 0x9E37_79B9_7F4A_7C15
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }
}

/// A database with prepared statements and nothing else of ours.
protocol BareDatabase {
    func begin() throws
    /// Runs one of `BareRows.statements`.
    func run(_ sql: String, _ values: [SQLValue]) throws
    /// Returns once it is durable.
    func commit() throws
}
