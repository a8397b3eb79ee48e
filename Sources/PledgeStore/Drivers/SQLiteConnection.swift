// SAFETY of this file: the pointers are those of SQLite's own connection and statements, which GRDB owns and which live
// as long as this object holds them; all is used inside the connection's queue, by one thread at a time. What is bound
// without a copy stands in `parameters`, which is cleared only after the bindings are.

import GRDB
import GRDBSQLite

/// One connection to a SQLite file.
///
/// GRDB opens, prepares and closes; values are bound and rows are read through SQLite's own functions, so that a
/// statement costs little more than it does in C.
final class SQLiteConnection: StoreConnection {
    let engine = Engine.sqlite

    private let queue: DatabaseQueue
    private let database: Database
    private let handle: OpaquePointer
    private let isWriter: Bool
    private var state = TransactionState()
    private var statements: StatementCache<Statement>
    private let parameters = ParameterBuffer()

    /// Takes over a connection.
    ///
    /// - Parameters:
    ///   - queue: The connection, not used by anybody else.
    ///   - isWriter: Whether its transactions write.
    ///   - statementsMax: Statements kept prepared.
    /// - Throws: `StoreError` when the connection is closed.
    init(_ queue: DatabaseQueue, isWriter: Bool, statementsMax: Int) throws(StoreError) {
        let (database, handle) = queue.inDatabase { ($0, $0.sqliteConnection) }
        guard let handle else { throw .closed }
        self.queue = queue
        self.database = database
        self.handle = handle
        self.isWriter = isWriter
        self.statements = StatementCache(countMax: statementsMax)
    }

    /// Runs one transaction.
    ///
    /// - Parameter body: Its statements.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws, or `StoreError`.
    func transaction<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value {
        try queue.inDatabase { _ in
            state.begin()
            defer { state.end() }
            try control(isWriter ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED")
            let value: Value
            do {
                value = try body(self)
                if let failure = state.failure { throw failure }
            } catch {
                rollBack()
                throw error
            }
            try commit()
            return value
        }
    }

    /// Closes the connection; false when SQLite would not.
    func close() -> Bool {
        queue.inDatabase { _ in statements.removeAll() }
        do {
            try queue.close()
            return true
        } catch {
            return false
        }
    }

    private func commit() throws(StoreError) {
        do {
            try control("COMMIT")
        } catch {
            rollBack()
            // The log may hold the whole transaction although its sync failed: after a restart it could be there.
            throw isWriter && error.kind == .disk ? error.withUnknownOutcome() : error
        }
    }

    private func rollBack() {
        // SQLite has rolled back by itself after some errors, such as a full disk.
        guard sqlite3_get_autocommit(handle) == 0 else { return }
        do {
            try control("ROLLBACK")
        } catch {
            // A rollback writes nothing that counts: what is not committed does not exist for anybody.
        }
    }

    private func control(_ sql: String) throws(StoreError) {
        let statement = try prepared(sql)
        defer { sqlite3_reset(statement.sqliteStatement) }
        try finish(statement.sqliteStatement)
    }
}

extension SQLiteConnection {
    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> Int {
        try state.check()
        do throws(StoreError) {
            let statement = try prepared(sql).sqliteStatement
            let before = sqlite3_total_changes64(handle)
            try step(statement, values)
            return changes(since: before)
        } catch {
            throw state.failed(error)
        }
    }

    @discardableResult
    func runEach(_ sql: String, _ rows: [[SQLValue]]) throws(StoreError) -> Int {
        try state.check()
        guard !rows.isEmpty else { return 0 }
        do throws(StoreError) {
            let statement = try prepared(sql).sqliteStatement
            var changed = 0
            for values in rows {
                let before = sqlite3_total_changes64(handle)
                try step(statement, values)
                changed += changes(since: before)
            }
            return changed
        } catch {
            throw state.failed(error)
        }
    }

    func rows(
        _ sql: String, _ values: [SQLValue], _ each: (borrowing SQLRow) throws(StoreError) -> Void
    ) throws(StoreError) {
        try state.check()
        // What the closure thinks of a row does not end the transaction.
        var refusal: StoreError?
        do throws(StoreError) {
            let statement = try prepared(sql).sqliteStatement
            defer { release(statement) }
            try bind(values, to: statement)
            state.beginReading()
            defer { state.endReading() }
            while refusal == nil, try hasRow(statement) {
                do throws(StoreError) { try each(SQLRow(.sqlite(statement))) } catch { refusal = error }
            }
        } catch {
            throw state.failed(error)
        }
        if let refusal { throw refusal }
    }

    func define(_ sql: String) throws(StoreError) {
        try state.check()
        do throws(StoreError) {
            // No cache holds this one.
            let statement = try make(SchemaWords.sqlite(sql))
            defer { extendLifetime(statement) }
            try finish(statement.sqliteStatement)
        } catch {
            throw state.failed(error)
        }
    }

    func lock(_ name: String) throws(StoreError) { try state.check() }
}

extension SQLiteConnection {
    private func prepared(_ sql: String) throws(StoreError) -> Statement {
        if let statement = statements.find(sql) { return statement }
        let statement = try make(sql)
        _ = statements.keep(statement, for: sql)
        return statement
    }

    private func make(_ sql: String) throws(StoreError) -> Statement {
        do {
            return try database.makeStatement(sql: sql)
        } catch {
            guard let error = error as? DatabaseError else { throw .grdb(error) }
            throw .sqlite(preparing: error.extendedResultCode.rawValue, text: error.message ?? "")
        }
    }

    /// Binds, runs to the end and lets go again.
    private func step(_ statement: OpaquePointer, _ values: [SQLValue]) throws(StoreError) {
        defer { release(statement) }
        try bind(values, to: statement)
        try finish(statement)
    }

    private func bind(_ values: [SQLValue], to statement: OpaquePointer) throws(StoreError) {
        let count = Int(sqlite3_bind_parameter_count(statement))
        guard count == values.count else { throw .valueCount(values.count, of: count) }
        guard count > 0 else { return }
        try parameters.load(values)
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            let length = parameters.lengths[index]
            // Without a destructor: the bytes stand still until `release`.
            let code =
                switch value {
                case .null: sqlite3_bind_null(statement, place)
                case .integer(let number): sqlite3_bind_int64(statement, place, number)
                case .text:
                    sqlite3_bind_text(
                        statement, place, parameters.start(index).assumingMemoryBound(to: CChar.self), length, nil)
                case .blob: sqlite3_bind_blob(statement, place, parameters.start(index), length, nil)
                }
            guard code == SQLITE_OK else { throw .sqlite(code) }
        }
    }

    private func release(_ statement: OpaquePointer) {
        sqlite3_reset(statement)
        guard !parameters.lengths.isEmpty else { return }
        sqlite3_clear_bindings(statement)
        parameters.clear()
    }

    /// Runs a statement to its end; rows that it gives are passed over.
    private func finish(_ statement: OpaquePointer) throws(StoreError) {
        while try hasRow(statement) {}
    }

    private func hasRow(_ statement: OpaquePointer) throws(StoreError) -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            throw .sqlite(sqlite3_extended_errcode(handle), text: String(cString: sqlite3_errmsg(handle)))
        }
    }

    /// Rows that a statement changed itself; those of triggers and of referential actions do not count.
    private func changes(since before: Int64) -> Int {
        sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
    }
}
