// SAFETY of this file: the pointers are a result or a connection that the caller holds for the length of the call.

import CPostgres

extension StoreError {
    /// The error that a result of PostgreSQL carries.
    ///
    /// The server's texts are not used, as they may quote values: only its code, and the name of a table.
    ///
    /// - Parameters:
    ///   - result: A result that failed, or nothing when there is none.
    ///   - connection: Where it came from.
    ///   - isPreparing: Whether the statement was only read by the server: then its message is about our own text.
    /// - Returns: The error.
    static func postgres(
        _ result: OpaquePointer?, on connection: OpaquePointer, isPreparing: Bool = false
    ) -> StoreError {
        let state = field(result, PG_DIAG_SQLSTATE)
        if PQstatus(connection) == CONNECTION_BAD {
            return lost(code: state.map { "SQLSTATE \($0)" })
        }
        guard let state else {
            return StoreError(.other, "PostgreSQL gave no answer that can be read")
        }
        if isPreparing, state.hasPrefix("42") {
            return StoreError(
                .unsupported,
                "PostgreSQL does not understand a statement: \(field(result, PG_DIAG_MESSAGE_PRIMARY) ?? "")",
                help: "the database may be of another version of the program: run its migrations",
                code: "SQLSTATE \(state)")
        }
        return postgres(state: state, table: field(result, PG_DIAG_TABLE_NAME))
    }

    /// The error for a code of PostgreSQL.
    ///
    /// - Source: PostgreSQL 15, appendix A.
    package static func postgres(state: String, table: String? = nil) -> StoreError {
        let code = "SQLSTATE \(state)"
        switch state {
        case "23505":
            return StoreError(.unique, "a row with this key is there already", code: code, table: table)
        case "23502":
            return StoreError(.constraint, "a row lacks a value that it must have", code: code, table: table)
        case "40001", "40P01", "55P03", "55006":
            return StoreError(
                .busy, "another transaction holds what this one needs", help: "try again", code: code)
        case "57014":
            return StoreError(
                .busy, "a statement took longer than it may", help: "try again when the server has less to do",
                code: code)
        case "53100":
            return StoreError(.full, "the server's disk is full", help: "make room on it", code: code)
        case "53200", "53300", "53400":
            return StoreError(
                .busy, "the server has no room for more connections or memory",
                help: "try again; when it stays so, raise its `max_connections` or memory", code: code)
        case "25006":
            return StoreError(
                .readOnly, "the server takes no writes, as a standby does",
                help: "try again: the next connection "
                    + "looks for the server that does", code: code, isRetryable: true)
        case "42501":
            return StoreError(
                .readOnly, "the database user may not do this", help: "grant it the right to the table", code: code,
                table: table)
        case "0A000", "26000":
            return StoreError(
                .busy, "a statement prepared earlier is out of date",
                help: "try again; behind a pooler, use one that "
                    + "keeps a session for each connection", code: code)
        case "58030", "58P01", "58P02":
            return StoreError(
                .disk, "the server's disk failed to read or to write",
                help: "check the disk and the server's log", code: code)
        case "3D000":
            return StoreError(
                .notFound, "the server has no such database", help: "create it, with UTF8 encoding", code: code)
        default:
            return postgres(classOf: state, code: code, table: table)
        }
    }

    private static func postgres(classOf state: String, code: String, table: String?) -> StoreError {
        switch state.prefix(2) {
        case "08", "57": return lost(code: code)
        case "23", "P0":
            return StoreError(.constraint, "a rule of the database refuses the change", code: code, table: table)
        case "25" where state == "25P03": return lost(code: code)
        case "28":
            return StoreError(
                .refusedToStart, "the server refused the user or password", help: "check the address and `pg_hba.conf`",
                code: code)
        case "22", "42", "54":
            return StoreError(.unsupported, "a statement or a value does not fit the tables", code: code, table: table)
        case "53":
            return StoreError(.busy, "the server has too little of something", help: "try again", code: code)
        case "XX" where state == "XX001" || state == "XX002":
            return StoreError(
                .corrupt, "the server found its files damaged",
                help: "stop the server, check its disk, and restore the latest backup", code: code)
        default:
            return StoreError(.other, "PostgreSQL refused a statement", help: "see the server's log", code: code)
        }
    }

    static func lost(code: String? = nil) -> StoreError {
        StoreError(
            .connectionLost, "the connection to PostgreSQL was lost",
            help: "try again: the next use connects anew, to whichever server then takes writes", code: code)
    }

    /// One field of a result's error; nothing when the server did not send it.
    private static func field(_ result: OpaquePointer?, _ code: Character) -> String? {
        guard let result, let ascii = code.asciiValue, let text = PQresultErrorField(result, Int32(ascii)) else {
            return nil
        }
        return String(cString: text)
    }

    // The C macros do not reach Swift.
    private static let PG_DIAG_SQLSTATE: Character = "C"
    private static let PG_DIAG_MESSAGE_PRIMARY: Character = "M"
    private static let PG_DIAG_TABLE_NAME: Character = "t"
}
