// SAFETY of this file: statements live as long as their database, which this object closes last; bound memory outlives each step.

import Foundation
import GRDBSQLite
import PledgeStore

/// The rows of a release, written bare.
///
/// The same tables and indexes (`Schema.migrations`), prepared statements of SQLite's own interface; nothing is decided,
/// sealed, hashed or signed.
final class BareRows {
    private let database: OpaquePointer
    private var statements: [String: OpaquePointer] = [:]
    private let body: [UInt8]
    private let checkpoint: String
    private var number: Int64 = 0

    private static let insertEntry =
        "INSERT INTO entry (number, written, kind, leaf, body, keys) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    private static let insertPerson = "INSERT INTO person_entry (person, entry) VALUES (?1, ?2)"
    private static let insertKey = "INSERT INTO request_key (token, entry, body) VALUES (?1, ?2, ?3)"
    private static let insertTile = "INSERT INTO tile (level, number, bytes) VALUES (?1, ?2, ?3)"
    private static let updateHead =
        "UPDATE head SET size = ?1, written = ?2, frontier = ?3, checkpoint = ?4, code = ?5, request_keys = ?6 WHERE id = 0"

    /// - Parameters:
    ///   - folder: Where the file is made: on the disk of what is measured beside it.
    ///   - bodyBytes: Bytes of a sealed body.
    /// - Throws: `BenchError`, or why the tables cannot be made.
    init(folder: String, bodyBytes: Int) throws {
        let path = folder + "/bare.db"
        let store = try StoreAddress("sqlite:\(path)").open()
        try store.migrate(Schema.migrations)
        try store.write { connection in
            _ = try connection.run(
                "INSERT INTO head (id, origin, size, written, frontier, people, state_root, checkpoint, code, request_keys) "
                    + "VALUES (0, 'bench.invalid/journal', 0, 0, X'00', 1, X'00', 'x', X'00', X'00')", [])
        }
        store.close()
        var opened: OpaquePointer?
        guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else { throw BenchError("bare.db cannot be opened") }
        database = opened
        body = BareRows.bytes(bodyBytes, 1)
        checkpoint = String(repeating: "c", count: 200)
        for sql in ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA wal_autocheckpoint = 4000"] {
            sqlite3_exec(database, sql, nil, nil, nil)
        }
        for sql in [
            BareRows.insertEntry, BareRows.insertPerson, BareRows.insertKey, BareRows.insertTile, BareRows.updateHead,
        ] {
            var statement: OpaquePointer?
            guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
                throw BenchError("a bare statement cannot be prepared")
            }
            statements[sql] = statement
        }
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close(database)
    }

    /// Writes the rows of so many releases, so many of them in one transaction.
    func write(_ count: Int, inTransaction: Int) throws {
        var left = count
        while left > 0 {
            try execute("BEGIN IMMEDIATE")
            for _ in 0..<min(left, inTransaction) { try writeRelease() }
            try step(
                BareRows.updateHead,
                [
                    .integer(number), .integer(number), .blob(BareRows.bytes(400, number)), .text(checkpoint),
                    .blob(BareRows.bytes(32, number)), .blob(BareRows.bytes(1_052, number)),
                ])
            try execute("COMMIT")
            left -= inTransaction
        }
    }

    private func writeRelease() throws {
        try step(
            BareRows.insertEntry,
            [
                .integer(number), .integer(1_795_000_000_000 + number), .integer(6), .blob(BareRows.bytes(32, number)),
                .blob(body), .blob(BareRows.bytes(48, number)),
            ])
        try step(BareRows.insertPerson, [.integer(number % 1_000), .integer(number)])
        try step(
            BareRows.insertKey,
            [.blob(BareRows.bytes(16, number &* 0x9E37_79B9)), .integer(number), .blob(BareRows.bytes(16, number))])
        number += 1
        if number % 256 == 0 {
            try step(
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

    private func execute(_ sql: String) throws {
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw BenchError("\(sql) failed") }
    }

    private func step(_ sql: String, _ values: [SQLValue]) throws {
        guard let statement = statements[sql] else { throw BenchError("no such statement") }
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            switch value {
            case .null: sqlite3_bind_null(statement, place)
            case .integer(let integer): sqlite3_bind_int64(statement, place, integer)
            case .text(let text): sqlite3_bind_text(statement, place, text, -1, transient)
            case .blob(let bytes): sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count), transient)
            }
        }
        guard sqlite3_step(statement) == SQLITE_DONE else {
            throw BenchError("a bare row cannot be written: \(String(cString: sqlite3_errmsg(database)))")
        }
        sqlite3_reset(statement)
    }
}
