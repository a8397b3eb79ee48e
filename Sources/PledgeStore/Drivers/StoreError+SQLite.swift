import GRDB
import GRDBSQLite

extension StoreError {
    /// The error for a result code of SQLite.
    ///
    /// - Parameters:
    ///   - code: The extended code.
    ///   - text: SQLite's message, of which only a table's name is used, and only where it holds no value.
    /// - Returns: The error.
    /// - Source: sqlite.org/rescode.html
    static func sqlite(_ code: Int32, text: String = "") -> StoreError {
        let name = "SQLite \(code)"
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL, SQLITE_SCHEMA:
            return StoreError(
                .busy, "another program kept the database file locked",
                help: "try again; see which other program has the file open", code: name)
        case SQLITE_FULL:
            return StoreError(.full, "the disk is full", help: "make room on the database's disk", code: name)
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
            return StoreError(
                .readOnly, "the database file cannot be written",
                help: "check the owner and mode of the file and its folder, and that the disk is mounted for writing",
                code: name)
        case SQLITE_CANTOPEN:
            return StoreError(
                .notFound, "the database file cannot be opened",
                help: "check its path, and who may read and write its folder",
                code: name)
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            return StoreError(
                .corrupt, "the database file is damaged, or no database",
                help: "keep the file as it is, check the disk, and restore the latest backup", code: name)
        case SQLITE_IOERR:
            return StoreError(
                .disk, "the disk failed to read or to write the database file",
                help: "check the disk and the system's log, then start the program again", code: name)
        case SQLITE_CONSTRAINT:
            return constraint(code, name: name, text: text)
        case SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE, SQLITE_MISUSE:
            return StoreError(.unsupported, "a value is too large or of the wrong type", code: name)
        case SQLITE_NOMEM:
            return StoreError(.other, "there is not enough memory", help: "free some, then try again", code: name)
        default:
            return StoreError(.other, "SQLite refused a statement", code: name)
        }
    }

    /// The error for a statement that could not be prepared: its message is about our own text, without values.
    static func sqlite(preparing code: Int32, text: String) -> StoreError {
        guard code & 0xff == SQLITE_ERROR else { return sqlite(code, text: text) }
        return StoreError(
            .unsupported, "SQLite does not understand a statement: \(text)",
            help: "the database may be of another version of the program: run its migrations", code: "SQLite \(code)")
    }

    /// The error for one thrown by GRDB; its description is not used, as it may hold values.
    static func grdb(_ error: any Error) -> StoreError {
        switch error {
        case let error as StoreError: error
        case let error as DatabaseError: sqlite(error.extendedResultCode.rawValue)
        default: StoreError(.other, "SQLite could not be used")
        }
    }

    private static func constraint(_ code: Int32, name: String, text: String) -> StoreError {
        // "UNIQUE constraint failed: table.column, ...": names only.
        var table: String?
        if let label = text.firstRange(of: "constraint failed: "),
            let dot = text[label.upperBound...].firstIndex(of: ".")
        {
            table = String(text[label.upperBound..<dot])
        }
        // SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY, _ROWID; the C macros do not reach Swift.
        switch code >> 8 {
        case 8, 6, 10:
            return StoreError(.unique, "a row with this key is there already", code: name, table: table)
        case 5:
            return StoreError(.constraint, "a row lacks a value that it must have", code: name, table: table)
        default:
            return StoreError(.constraint, "a rule of the database refuses the change", code: name)
        }
    }
}
