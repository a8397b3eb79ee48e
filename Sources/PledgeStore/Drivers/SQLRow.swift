// SAFETY of this file: a row stands for what its statement or result holds now; it cannot be copied, and is lent only
// for the time of one call, before the next row or the end of the statement. Its pointers leave no function.

import CPostgres
import GRDBSQLite

/// One row, lent to the closure that reads it; columns count from 0.
package struct SQLRow: ~Copyable {
    enum Source {
        /// A statement that stands on a row.
        case sqlite(OpaquePointer)
        /// A result in binary, and the row's number.
        case postgres(OpaquePointer, Int32)
    }

    let source: Source

    init(_ source: Source) { self.source = source }

    package var columnCount: Int {
        switch source {
        case .sqlite(let statement): Int(sqlite3_column_count(statement))
        case .postgres(let result, _): Int(PQnfields(result))
        }
    }

    package func isNull(_ column: Int) -> Bool {
        switch source {
        case .sqlite(let statement): sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
        case .postgres(let result, let row): PQgetisnull(result, row, Int32(column)) != 0
        }
    }

    /// A whole number.
    ///
    /// A truth value of PostgreSQL is 0 or 1, as it is on SQLite; so is a sum a number.
    ///
    /// - Parameter column: Its place, from 0.
    /// - Returns: The number.
    /// - Throws: `StoreError`, corrupt, when it is null or of another type.
    package func integer(_ column: Int) throws(StoreError) -> Int64 {
        switch source {
        case .sqlite(let statement):
            guard sqlite3_column_type(statement, Int32(column)) == SQLITE_INTEGER else {
                throw unexpected(column, wanted: "a whole number")
            }
            return sqlite3_column_int64(statement, Int32(column))
        case .postgres(let result, let row):
            guard PQgetisnull(result, row, Int32(column)) == 0, let bytes = postgresBytes(result, row, column),
                let value = PostgresValue.integer(bytes, type: PQftype(result, Int32(column)))
            else { throw unexpected(column, wanted: "a whole number") }
            return value
        }
    }

    /// A text.
    ///
    /// - Parameter column: Its place, from 0.
    /// - Returns: The text.
    /// - Throws: `StoreError`, corrupt, when it is null or of another type.
    package func text(_ column: Int) throws(StoreError) -> String {
        switch source {
        case .sqlite(let statement):
            guard sqlite3_column_type(statement, Int32(column)) == SQLITE_TEXT,
                let start = sqlite3_column_text(statement, Int32(column))
            else { throw unexpected(column, wanted: "a text") }
            let count = Int(sqlite3_column_bytes(statement, Int32(column)))
            return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
        case .postgres(let result, let row):
            guard PQgetisnull(result, row, Int32(column)) == 0, let bytes = postgresBytes(result, row, column),
                PostgresValue.isText(PQftype(result, Int32(column)))
            else { throw unexpected(column, wanted: "a text") }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Bytes; empty is not null.
    ///
    /// - Parameter column: Its place, from 0.
    /// - Returns: The bytes.
    /// - Throws: `StoreError`, corrupt, when it is null or of another type.
    package func blob(_ column: Int) throws(StoreError) -> [UInt8] {
        [UInt8](try blobBytes(column))
    }

    /// Lends bytes without copying them.
    ///
    /// - Parameters:
    ///   - column: Its place, from 0.
    ///   - body: Reads the bytes.
    /// - Returns: What the closure returns.
    /// - Throws: `StoreError`, corrupt, when it is null or of another type; and what the closure throws.
    package func withBlob<Value>(
        _ column: Int, _ body: (RawSpan) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try body(try blobBytes(column).bytes)
    }

    /// A value of whichever type stands there.
    ///
    /// - Parameter column: Its place, from 0.
    /// - Returns: The value.
    /// - Throws: `StoreError`, corrupt, when it is of a type that we do not store.
    package func value(_ column: Int) throws(StoreError) -> SQLValue {
        if isNull(column) { return .null }
        switch source {
        case .sqlite(let statement):
            switch sqlite3_column_type(statement, Int32(column)) {
            case SQLITE_INTEGER: return .integer(try integer(column))
            case SQLITE_TEXT: return .text(try text(column))
            case SQLITE_BLOB: return .blob(try blob(column))
            default: throw unexpected(column, wanted: "a number, a text or bytes")
            }
        case .postgres(let result, _):
            let type = PQftype(result, Int32(column))
            if PostgresValue.isText(type) { return .text(try text(column)) }
            return type == PostgresValue.bytea ? .blob(try blob(column)) : .integer(try integer(column))
        }
    }

    package func integerOrNull(_ column: Int) throws(StoreError) -> Int64? {
        isNull(column) ? nil : try integer(column)
    }

    package func textOrNull(_ column: Int) throws(StoreError) -> String? {
        isNull(column) ? nil : try text(column)
    }

    package func blobOrNull(_ column: Int) throws(StoreError) -> [UInt8]? {
        isNull(column) ? nil : try blob(column)
    }

    private func blobBytes(_ column: Int) throws(StoreError) -> UnsafeRawBufferPointer {
        switch source {
        case .sqlite(let statement):
            guard sqlite3_column_type(statement, Int32(column)) == SQLITE_BLOB else {
                throw unexpected(column, wanted: "bytes")
            }
            // The pointer first, as SQLite asks; it is null where there are no bytes.
            let start = sqlite3_column_blob(statement, Int32(column))
            return UnsafeRawBufferPointer(
                start: start, count: Int(sqlite3_column_bytes(statement, Int32(column))))
        case .postgres(let result, let row):
            guard PQgetisnull(result, row, Int32(column)) == 0, let bytes = postgresBytes(result, row, column),
                PQftype(result, Int32(column)) == PostgresValue.bytea
            else { throw unexpected(column, wanted: "bytes") }
            return bytes
        }
    }

    private func postgresBytes(_ result: OpaquePointer, _ row: Int32, _ column: Int) -> UnsafeRawBufferPointer? {
        guard PQfformat(result, Int32(column)) == 1, let start = PQgetvalue(result, row, Int32(column)) else {
            return nil
        }
        return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, Int32(column))))
    }

    private func unexpected(_ column: Int, wanted: String) -> StoreError {
        let found = isNull(column) ? "null" : "something else"
        return StoreError(
            .corrupt, "column \(column + 1) of a row holds \(found) where \(wanted) belongs",
            help: "compare the database with its journal: it was changed behind the program's back, or belongs to "
                + "another program")
    }
}
