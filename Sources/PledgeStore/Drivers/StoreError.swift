/// What went wrong between us and the database.
///
/// Holds no bound value, no row and no SQL: safe to log and to show. Names of tables and of settings may stand in it.
package struct StoreError: Error, Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Somebody else holds what was asked for, longer than we wait.
        case busy
        /// The disk, or the room given to the database, is full.
        case full
        /// The database takes no writes: a read-only file or folder, a standby, a missing right.
        case readOnly
        /// The server, or the way to it, went away; or the store was closed.
        case connectionLost
        /// No such file, folder, database or server.
        case notFound
        /// A row with this key is there already.
        case unique
        /// Another rule of the schema: a missing value, a reference to nothing, a check, a trigger that refuses.
        case constraint
        /// The file is not a database, is damaged, or holds a value of a type that cannot be there.
        case corrupt
        /// The disk answered with an error.
        case disk
        /// The database could be reached, and may not be used as it is set up.
        case refusedToStart
        /// The statement, a value or an address is not one that the drivers know.
        case unsupported
        case other
    }

    package let kind: Kind
    /// What happened, as a fragment of a sentence.
    package let message: String
    /// What to do about it, as a fragment of a sentence; empty when there is nothing to say.
    package let help: String
    /// The database's own code: `SQLSTATE 23505`, `SQLite 2067`.
    package let code: String?
    /// The table whose rule was broken, where the database told.
    package let table: String?
    /// Whether the same transaction may succeed when it is run again from its start.
    package let isRetryable: Bool
    /// Whether the transaction may be there nevertheless: the end of its commit was not heard.
    ///
    /// Look for it by its id before running it again.
    package let isOutcomeUnknown: Bool

    package init(
        _ kind: Kind, _ message: String, help: String = "", code: String? = nil, table: String? = nil,
        isRetryable: Bool? = nil, isOutcomeUnknown: Bool = false
    ) {
        self.kind = kind
        self.message = message
        self.help = help
        self.code = code
        self.table = table
        self.isRetryable = (isRetryable ?? (kind == .busy || kind == .connectionLost)) && !isOutcomeUnknown
        self.isOutcomeUnknown = isOutcomeUnknown
    }

    /// The same error where it ended a commit of which we do not know whether it happened.
    package func withUnknownOutcome() -> StoreError {
        StoreError(
            kind, message + " while the transaction was being committed",
            help: "it may have been recorded or not: look for it before doing it again", code: code, table: table,
            isOutcomeUnknown: true)
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        var text = message
        if let table { text += ", table `\(table)`" }
        if let code { text += " (\(code))" }
        return help.isEmpty ? text : "\(text): \(help)"
    }
}

extension StoreError {
    /// A store that is used after it was closed.
    static let closed = StoreError(
        .connectionLost, "the database was closed", help: "the program is ending; start it again", isRetryable: false)

    /// A connection used after its transaction, or while a row of it is being read.
    static let outOfTurn = StoreError(
        .unsupported, "a connection was used outside its transaction, or while it was reading rows",
        help: "read the rows to their end first, and keep no connection")

    static let nulInText = StoreError(
        .unsupported, "a text with a NUL character cannot be stored", help: "leave the NUL character out of it")

    static func valueCount(_ given: Int, of wanted: Int) -> StoreError {
        StoreError(.unsupported, "a statement with \(wanted) values was given \(given)")
    }
}
