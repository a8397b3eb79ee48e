// SAFETY of this file: libpq's list of settings is read and freed within one function.

import CPostgres

/// Where a database is: a SQLite file, or a PostgreSQL server.
///
/// Written `sqlite:PATH` or a plain path; `postgres://...`, `postgresql://...` or libpq's own `host=... dbname=...`.
/// It may hold a password: its descriptions do not show it.
package struct StoreAddress: Hashable, Sendable {
    enum Place: Hashable {
        case sqlite(path: String)
        /// Settings of libpq by their names, as far as they were given.
        case postgres([String: String])
    }

    let place: Place

    package var engine: Engine {
        switch place {
        case .sqlite: .sqlite
        case .postgres: .postgres
        }
    }

    /// Reads an address.
    ///
    /// - Parameter text: As an operator writes it.
    /// - Throws: `StoreError`, unsupported; the text is not in the message, as it may hold a password.
    package init(_ text: String) throws(StoreError) {
        if text.hasPrefix("sqlite:") {
            self.place = .sqlite(path: try StoreAddress.path(String(text.dropFirst("sqlite:".count))))
        } else if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
            || StoreAddress.isKeywords(text)
        {
            self.place = .postgres(try StoreAddress.settings(text))
        } else {
            guard !text.contains("://"), !text.hasPrefix("file:") else {
                throw StoreError(
                    .unsupported, "the address of the database is of a kind that is not known",
                    help: "write a path, `sqlite:PATH` or `postgres://USER@HOST/DATABASE`")
            }
            self.place = .sqlite(path: try StoreAddress.path(text))
        }
    }

    /// Opens the database; a SQLite file is made when there is none.
    ///
    /// - Parameter options: Limits.
    /// - Returns: The database, open.
    /// - Throws: `StoreError`.
    package func open(_ options: StoreOptions = StoreOptions()) throws(StoreError) -> any StoreDriver {
        switch place {
        case .sqlite(let path): try SQLiteStore(path: path, options: options)
        case .postgres(let settings): try PostgresStore(settings: settings, options: options)
        }
    }

    private static func path(_ text: String) throws(StoreError) -> String {
        guard !text.isEmpty, text != ":memory:", !text.utf8.contains(0) else {
            throw StoreError(
                .unsupported, "the address of the database names no file", help: "write the path of a file")
        }
        return text
    }

    /// Whether a text begins with a setting of libpq, as in `host=...`.
    private static func isKeywords(_ text: String) -> Bool {
        guard let equals = text.firstIndex(of: "=") else { return false }
        let word = text[..<equals].drop(while: \.isWhitespace)
        return ["host", "hostaddr", "port", "dbname", "user", "service", "password", "sslmode"].contains(String(word))
    }

    private static func settings(_ text: String) throws(StoreError) -> [String: String] {
        var message: UnsafeMutablePointer<CChar>?
        let list = PQconninfoParse(text, &message)
        // The message may quote the password.
        if let message { PQfreemem(message) }
        guard let list else {
            throw StoreError(
                .unsupported, "the address of the PostgreSQL database cannot be read",
                help: "write `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, special characters as %XX")
        }
        defer { PQconninfoFree(list) }
        var settings: [String: String] = [:]
        var item = list
        while let name = item.pointee.keyword {
            if let value = item.pointee.val { settings[String(cString: name)] = String(cString: value) }
            item += 1
        }
        return settings
    }
}

extension StoreAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The path, or the server's names and the database's; no password.
    package var description: String {
        switch place {
        case .sqlite(let path): "sqlite:\(path)"
        case .postgres(let settings):
            "postgres://\(settings["host"] ?? settings["hostaddr"] ?? "")/\(settings["dbname"] ?? "")"
        }
    }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
