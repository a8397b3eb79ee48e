import PledgeLedger

/// One step of the schema.
///
/// Frozen once shipped: it says what was done to databases, not what tables are like now.
package struct Migration: Sendable {
    /// A statement, for both engines or for one.
    package enum Statement: Sendable, Hashable, ExpressibleByStringLiteral {
        case both(String)
        case only(Engine, String)

        package init(stringLiteral value: String) { self = .both(value) }
    }

    /// Its place in the order, from 1 without a gap.
    package let number: Int64
    package let name: String
    package let statements: [Statement]

    package init(_ number: Int64, _ name: String, _ statements: [Statement]) {
        self.number = number
        self.name = name
        self.statements = statements
    }

    /// What is kept of it in the database: changes with every character of a statement of either engine.
    package var digest: String {
        // Each text with its length before it, so that no two lists of texts give the same bytes.
        var bytes: [UInt8] = []
        for text in ["\(number)", name] + statements.map(\.text) { bytes += Array("\(text.utf8.count):\(text)".utf8) }
        return MerkleHashing.leaf(bytes).hex
    }
}

extension Migration.Statement {
    fileprivate var text: String {
        switch self {
        case .both(let sql): "both:\(sql)"
        case .only(let engine, let sql): "\(engine.rawValue):\(sql)"
        }
    }

    fileprivate func sql(for engine: Engine) -> String? {
        switch self {
        case .both(let sql): sql
        case .only(let one, let sql): one == engine ? sql : nil
        }
    }
}

extension StoreDriver {
    /// Brings the schema up to date: each missing migration in a transaction of its own.
    ///
    /// Processes that start at once wait for each other.
    ///
    /// - Parameter migrations: All there are, in order.
    /// - Returns: How many were run.
    /// - Throws: `StoreError`, refused to start, when the database is newer than the program, when a migration that was
    ///   run has changed since, or when the file belongs to another program; or why a statement failed.
    @discardableResult
    package func migrate(_ migrations: [Migration]) throws -> Int {
        precondition(
            migrations.enumerated().allSatisfy { $1.number == Int64($0 + 1) },
            "migrations are numbered from 1 without a gap")
        var count = 0
        while try read({ connection in try connection.missing(of: migrations) }) != nil {
            count += try write { connection in try connection.migrateNext(migrations) }
        }
        return count
    }
}

extension StoreConnection {
    /// The first migration that was not run yet; checks those that were.
    fileprivate func missing(of migrations: [Migration]) throws -> Migration? {
        guard try hasMigrationTable() else {
            try requireOurs()
            return migrations.first
        }
        let done = try all("SELECT number, name, digest FROM migration ORDER BY number") {
            (number: try $0.integer(0), name: try $0.text(1), digest: try $0.text(2))
        }
        guard done.count <= migrations.count else {
            throw StoreError(
                .refusedToStart,
                "the database was made by a newer version of the program (`\(done[done.count - 1].name)`)",
                help: "start that version, or restore a backup made before it")
        }
        for (row, migration) in zip(done, migrations)
        where row.number != migration.number || row.digest != migration.digest {
            throw StoreError(
                .refusedToStart,
                "migration \(migration.number), `\(migration.name)`, is not the one that the database was made with",
                help: "start the version of the program that made it; a migration never changes once shipped")
        }
        return migrations.dropFirst(done.count).first
    }

    /// Runs the first migration that is missing; 0 when another process was faster.
    fileprivate func migrateNext(_ migrations: [Migration]) throws -> Int {
        if engine == .postgres {
            // An index over a long table takes longer than a request may.
            try define("SET LOCAL statement_timeout = 0")
            try define("SET LOCAL lock_timeout = '600s'")
            try define("SELECT pg_advisory_xact_lock(hashtextextended('migration', 1996))")
        }
        guard let next = try missing(of: migrations) else { return 0 }
        if try !hasMigrationTable() {
            try define(
                "CREATE TABLE migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL)")
        }
        for statement in next.statements {
            if let sql = statement.sql(for: engine) { try define(sql) }
        }
        try run(
            "INSERT INTO migration (number, name, digest) VALUES (?1, ?2, ?3)",
            [.integer(next.number), .text(next.name), .text(next.digest)])
        return 1
    }

    private func hasMigrationTable() throws(StoreError) -> Bool {
        let sql =
            switch engine {
            case .sqlite: "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migration'"
            case .postgres:
                "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migration'"
            }
        return try integer(sql) == 1
    }

    /// Refuses a file that holds something else; a PostgreSQL database may hold tables of its administrators.
    private func requireOurs() throws(StoreError) {
        guard engine == .sqlite else { return }
        guard try integer("SELECT count(*) FROM sqlite_schema") == 0 else {
            throw StoreError(
                .refusedToStart, "the database file belongs to another program", help: "name another file")
        }
    }
}
