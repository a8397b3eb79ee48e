// SAFETY of this file: statements live as long as their database, which this object closes last; bound memory outlives each step.

import GRDBSQLite
import PledgeStore

/// A SQLite file, without anything between.
final class BareSQLite: BareDatabase {
    private let database: OpaquePointer
    private var statements: [String: OpaquePointer] = [:]

    /// - Parameter folder: Where the file is made: on the disk of what is measured beside it.
    /// - Throws: `BenchError`, or why the tables cannot be made.
    init(folder: String) throws {
        let path = folder + "/bare.db"
        try BareRows.makeTables("sqlite:\(path)")
        var opened: OpaquePointer?
        guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else { throw BenchError("bare.db cannot be opened") }
        database = opened
        for sql in ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA wal_autocheckpoint = 4000"] {
            sqlite3_exec(database, sql, nil, nil, nil)
        }
        for sql in BareRows.statements {
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

    func begin() throws { try execute("BEGIN IMMEDIATE") }

    func commit() throws { try execute("COMMIT") }

    private func execute(_ sql: String) throws {
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw BenchError("\(sql) failed") }
    }

    func run(_ sql: String, _ values: [SQLValue]) throws {
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
