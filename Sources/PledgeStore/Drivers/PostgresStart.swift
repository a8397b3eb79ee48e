// SAFETY of this file: the copies of the settings are freed after the call that reads them; the connection is closed
// here, or by the object that takes it over.

import CPostgres
import Glibc

/// Opens connections to PostgreSQL, and refuses a server that would lose what it acknowledged.
struct PostgresStart: Sendable {
    let settings: [String: String]
    let options: StoreOptions

    /// What we choose where the operator did not.
    private static let defaults = [
        "application_name": "pledge", "connect_timeout": "5", "tcp_user_timeout": "15000", "keepalives_idle": "10",
        "keepalives_interval": "5", "keepalives_count": "3",
    ]

    /// What holds whatever the operator wrote.
    private static let fixed = ["target_session_attrs": "read-write", "client_encoding": "UTF8"]

    private static let oldestVersion: Int32 = 150_000

    /// Opens a connection to the server that takes writes, of those in the address.
    ///
    /// - Returns: The connection, ready for a transaction.
    /// - Throws: `StoreError`.
    func connect() throws(StoreError) -> PostgresConnection {
        let all = PostgresStart.defaults
            .merging(settings) { $1 }
            .merging(PostgresStart.fixed) { $1 }
        let names = all.keys.sorted()
        var keywords = names.map { strdup($0) }
        var values = names.map { strdup(all[$0] ?? "") }
        defer { for text in keywords + values { free(text) } }
        keywords.append(nil)
        values.append(nil)
        let handle = PQconnectdbParams(
            keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 0)
        guard let handle else {
            throw StoreError(.other, "there is not enough memory", help: "free some, then try again")
        }
        guard PQstatus(handle) == CONNECTION_OK else {
            defer { PQfinish(handle) }
            throw PostgresStart.failure(String(cString: PQerrorMessage(handle)))
        }
        let connection = PostgresConnection(handle, options: options)
        try requirePrivacy(handle)
        try requireDurability(connection)
        return connection
    }

    /// Refuses a way over a network that others can read, unless the operator wrote that it may be so.
    private func requirePrivacy(_ handle: OpaquePointer) throws(StoreError) {
        if PQsslInUse(handle) != 0 || PQgssEncInUse(handle) != 0 || settings["sslmode"] != nil { return }
        let address = PQhostaddr(handle).map { String(cString: $0) } ?? ""
        let isLocal = address.isEmpty || address.hasPrefix("127.") || address == "::1"
        guard isLocal else {
            throw StoreError(
                .refusedToStart, "the way to the PostgreSQL server is not encrypted",
                help: "let the server speak TLS and write `sslmode=verify-full` into the address, or `sslmode=disable` "
                    + "when the network is protected in another way")
        }
    }

    /// Refuses settings with which a commit that was acknowledged can be lost, and holds on to the good ones.
    private func requireDurability(_ connection: PostgresConnection) throws(StoreError) {
        guard PQserverVersion(connection.handle) >= PostgresStart.oldestVersion else {
            throw StoreError(.refusedToStart, "the PostgreSQL server is too old", help: "use PostgreSQL 15 or later")
        }
        let found = try connection.settings(["synchronous_commit", "fsync", "full_page_writes", "server_encoding"])
        guard found["fsync"] == "on" else {
            throw PostgresStart.refusal("fsync", "a loss of power can destroy the database", "on")
        }
        guard found["full_page_writes"] == "on" else {
            throw PostgresStart.refusal("full_page_writes", "a loss of power can damage pages", "on")
        }
        guard let commit = found["synchronous_commit"], ["on", "remote_apply"].contains(commit) else {
            throw PostgresStart.refusal(
                "synchronous_commit", "a disclosure could be acknowledged and then lost", "on` or `remote_apply")
        }
        guard found["server_encoding"] == "UTF8" else {
            throw StoreError(
                .refusedToStart, "the PostgreSQL database is not in UTF8", help: "create it with UTF8 encoding")
        }
        // Set for the session, so that a change of the server's files does not weaken a connection that stands.
        try connection.control(
            """
            SET synchronous_commit = '\(commit)';
            SET statement_timeout = '\(options.statementSecondsMax)s';
            SET lock_timeout = '\(options.waitSecondsMax)s';
            SET idle_in_transaction_session_timeout = '\(options.idleSecondsMax)s';
            SET TimeZone = 'UTC';
            SET standard_conforming_strings = 'on'
            """)
    }

    private static func refusal(_ setting: String, _ danger: String, _ wanted: String) -> StoreError {
        StoreError(
            .refusedToStart, "the PostgreSQL server's `\(setting)` is set so that \(danger)",
            help: "set `\(setting)` to `\(wanted)` for this server, database and user")
    }

    /// The error for a connection that did not come about.
    ///
    /// libpq gives a text only. It names servers, users and databases, and no password.
    private static func failure(_ text: String) -> StoreError {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: "; ").prefix(400)
        let message = "no connection to PostgreSQL: \(line)"
        if text.contains("authentication failed") || text.contains("pg_hba.conf") || text.contains("no password") {
            return StoreError(.refusedToStart, message, help: "check the user, the password and `pg_hba.conf`")
        }
        if text.contains("database \""), text.contains("does not exist") {
            return StoreError(.notFound, message, help: "create the database, with UTF8 encoding")
        }
        if text.contains("too many") || text.contains("connection slots are reserved") {
            return StoreError(.busy, message, help: "allow fewer connections here, or more on the server")
        }
        if text.contains("read-only") {
            return StoreError(
                .readOnly, message, help: "no server of the address takes writes: promote one, or wait until one is",
                isRetryable: true)
        }
        return StoreError(.connectionLost, message, help: "check that the server runs and can be reached")
    }
}

extension PostgresConnection {
    /// Settings of the server as they hold for this session.
    fileprivate func settings(_ names: [String]) throws(StoreError) -> [String: String] {
        var found: [String: String] = [:]
        for name in names {
            guard PQsendQuery(handle, "SHOW \(name)") == 1 else { throw failure(nil) }
            let result = try onlyResult()
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_TUPLES_OK, let value = PQgetvalue(result, 0, 0) else {
                throw failure(result)
            }
            found[name] = String(cString: value)
        }
        return found
    }
}
