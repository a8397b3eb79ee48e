import Foundation
import PledgeStore
import PostgresCluster
import Testing

/// Transactions as both drivers keep them.
@Suite struct DriverTransactionTests {
    struct Stop: Error {}

    static let tables = [
        "CREATE TABLE account (id BIGINT PRIMARY KEY, amount BIGINT NOT NULL CHECK (amount >= 0))",
        "CREATE TABLE entry (id BIGINT PRIMARY KEY, account BIGINT NOT NULL REFERENCES account (id), name TEXT UNIQUE)",
    ]

    private func fill(_ store: any StoreDriver, accounts: Int = 2) throws {
        try store.write { connection in
            _ = try connection.runEach(
                "INSERT INTO account (id, amount) VALUES (?1, ?2)", (1...accounts).map { [.int($0), 100] })
        }
    }

    @Test(arguments: Engine.allCases)
    func `what throws leaves nothing`(engine: Engine) throws {
        try TestDatabase.with(engine, Self.tables) { (store, _) throws in
            try fill(store)
            #expect(throws: Stop.self) {
                try store.write { connection in
                    try connection.run("UPDATE account SET amount = 0 WHERE id = ?1", [1])
                    throw Stop()
                }
            }
            #expect(try store.number("SELECT sum(amount) FROM account") == 200)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a statement that failed ends its transaction, caught or not`(engine: Engine) throws {
        try TestDatabase.with(engine, Self.tables) { (store, _) throws in
            try fill(store)
            let error = storeError {
                try store.write { connection in
                    try connection.run("UPDATE account SET amount = 50 WHERE id = ?1", [2])
                    #expect(
                        storeError { try connection.run("INSERT INTO account VALUES (?1, ?2)", [1, 1]) }?.kind
                            == .unique)
                    #expect(storeError { try connection.run("DELETE FROM account") }?.kind == .unique)
                }
            }
            #expect(error?.kind == .unique)
            #expect(error?.table == "account")
            #expect(error?.isRetryable == false)
            #expect(try store.number("SELECT sum(amount) FROM account") == 200)
        }
    }

    @Test(arguments: Engine.allCases)
    func `broken rules have their kinds and show no value`(engine: Engine) throws {
        try TestDatabase.with(engine, Self.tables) { (store, _) throws in
            try fill(store)
            let secret = "Jane-Doe-4711"
            try store.write { _ = try $0.run("INSERT INTO entry VALUES (?1, ?2, ?3)", [1, 1, .text(secret)]) }
            let wrong: [(StoreError.Kind, String, [SQLValue])] = [
                (.unique, "INSERT INTO entry VALUES (?1, ?2, ?3)", [2, 1, .text(secret)]),
                (.unique, "INSERT INTO entry VALUES (?1, ?2, ?3)", [1, 1, .null]),
                (.constraint, "INSERT INTO entry VALUES (?1, ?2, ?3)", [3, 99, "X-4711"]),
                (.constraint, "INSERT INTO entry VALUES (?1, ?2, ?3)", [4, .null, "Y-4711"]),
                (.constraint, "UPDATE account SET amount = ?1", [-4711]),
                (.unsupported, "SELECT nothing FROM nowhere WHERE x = ?1", [.text(secret)]),
                (.unsupported, "SELEC", []),
            ]
            for (kind, sql, values) in wrong {
                for isMany in [false, true] {
                    let error = storeError {
                        try store.write { connection in
                            _ = try isMany ? connection.runEach(sql, [values]) : connection.run(sql, values)
                        }
                    }
                    #expect(error?.kind == kind, "\(sql)")
                    var shown = ""
                    dump(error, to: &shown)
                    shown += "\(String(describing: error)) \(String(reflecting: error)) \(values)"
                    #expect(!shown.contains("4711"), "\(sql)")
                }
            }
            #expect(try store.number("SELECT count(*) FROM entry") == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the first of many that fails fails all`(engine: Engine) throws {
        try TestDatabase.with(engine, Self.tables) { (store, _) throws in
            let rows: [[SQLValue]] = (0..<2000).map { [.int($0 == 700 ? 5 : $0), 1] }
            let error = storeError {
                try store.write { _ = try $0.runEach("INSERT INTO account VALUES (?1, ?2)", rows) }
            }
            #expect(error?.kind == .unique)
            #expect(try store.number("SELECT count(*) FROM account") == 0)
            try fill(store)
            #expect(try store.number("SELECT count(*) FROM account") == 2)
        }
    }

    @Test(arguments: Engine.allCases)
    func `what a closure throws at a row ends the reading, not the transaction`(engine: Engine) throws {
        try TestDatabase.with(engine, Self.tables) { (store, _) throws in
            try fill(store, accounts: 100)
            try store.write { connection in
                var seen = 0
                let error = storeError {
                    try connection.rows("SELECT id FROM account", []) { _ throws(StoreError) in
                        seen += 1
                        if seen == 3 { throw StoreError(.other, "enough") }
                    }
                }
                #expect(error?.message == "enough")
                #expect(seen == 3)
                try connection.run("UPDATE account SET amount = 1 WHERE id = ?1", [1])
            }
            #expect(try store.number("SELECT amount FROM account WHERE id = 1") == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a connection is not used while it reads, nor after its transaction`(engine: Engine) throws {
        try TestDatabase.with(engine, Self.tables) { (store, _) throws in
            try fill(store)
            let kept = try store.write { connection in
                let error = storeError {
                    try connection.rows("SELECT id FROM account", []) { _ throws(StoreError) in
                        try connection.run("DELETE FROM account")
                    }
                }
                #expect(error?.kind == .unsupported)
                return connection
            }
            #expect(storeError { try kept.run("DELETE FROM account") }?.kind == .unsupported)
            #expect(try store.number("SELECT count(*) FROM account") == 2)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a reader sees one state, whatever is committed meanwhile`(engine: Engine) throws {
        try TestDatabase.with(engine, Self.tables) { (store, _) throws in
            try fill(store)
            try store.read { connection in
                func sum() throws -> Int64? {
                    try connection.first("SELECT sum(amount) FROM account") { try $0.integer(0) }
                }
                let before = try sum()
                let errors = inThreads(1) { _ in
                    try store.write { _ = try $0.run("UPDATE account SET amount = amount + 1") }
                }
                #expect(errors.isEmpty)
                let after = try sum()
                #expect(before == 200 && after == 200)
            }
            #expect(try store.number("SELECT sum(amount) FROM account") == 202)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a reader cannot write, and nobody sees what is not committed`(engine: Engine) throws {
        try TestDatabase.with(engine, Self.tables) { (store, _) throws in
            try fill(store)
            let error = storeError { try store.read { _ = try $0.run("DELETE FROM account") } }
            #expect(error?.kind == .readOnly)
            try store.write { connection in
                try connection.run("DELETE FROM account")
                let errors = inThreads(1) { _ in
                    let count = try store.number("SELECT count(*) FROM account")
                    #expect(count == 2)
                }
                #expect(errors.isEmpty)
            }
            #expect(try store.number("SELECT count(*) FROM account") == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `eight writers lose no change`(engine: Engine) throws {
        try TestDatabase.with(engine, Self.tables) { (store, _) throws in
            try fill(store)
            let errors = inThreads(8) { number in
                for round in 0..<25 {
                    try store.write { connection in
                        // Read, then write what was read: only the lock keeps the others out.
                        try connection.lock("account 1")
                        let amount = try connection.first("SELECT amount FROM account WHERE id = 1") {
                            try $0.integer(0)
                        }
                        try connection.run("UPDATE account SET amount = ?1 WHERE id = 1", [.integer((amount ?? 0) + 1)])
                        try connection.run(
                            "INSERT INTO entry VALUES (?1, 1, ?2)",
                            [.int(number * 1000 + round), .text("\(number) \(round)")])
                    }
                    _ = try store.number("SELECT count(*) FROM entry")
                }
            }
            #expect(errors.isEmpty, "\(errors)")
            #expect(try store.number("SELECT amount FROM account WHERE id = 1") == 300)
            #expect(try store.number("SELECT count(*) FROM entry") == 200)
        }
    }

    @Test(arguments: Engine.allCases)
    func `asynchronous transactions run beside each other and do not block`(engine: Engine) async throws {
        var options = StoreOptions()
        options.connectionsMax = 3
        let (store, folder) = try open(engine, options)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await store.write { connection in for table in Self.tables { try connection.define(table) } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    _ = try await store.write { connection in
                        try connection.run("INSERT INTO account VALUES (?1, ?2)", [.int(number), 1])
                    }
                    _ = try await store.read { connection in try connection.run("SELECT count(*) FROM account") }
                }
            }
            try await group.waitForAll()
        }
        let count = try await store.read { connection in
            try connection.first("SELECT count(*) FROM account") { try $0.integer(0) }
        }
        #expect(count == 60)
        let canceled = Task { try await store.write { _ = try $0.run("DELETE FROM account") } }
        canceled.cancel()
        _ = await canceled.result
        store.close()
        store.close()
        await #expect(throws: StoreError.self) { try await store.read { _ in } }
    }

    private func open(_ engine: Engine, _ options: StoreOptions) throws -> (any StoreDriver, folder: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pledge-async-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let address = try engine == .sqlite ? "\(folder)/test.db" : TestCluster.shared.get().makeDatabase()
        return (try StoreAddress(address).open(options), folder)
    }

    @Test(arguments: Engine.allCases)
    func `who waits too long is told so`(engine: Engine) throws {
        var options = StoreOptions()
        options.waitSecondsMax = 1
        options.connectionsMax = 2
        try TestDatabase.with(engine, Self.tables, options: options) { (store, address) throws in
            try fill(store)
            // Another process would be another store on the same address.
            let other = try StoreAddress(address).open(options)
            defer { other.close() }
            try store.write { connection in
                try connection.run("UPDATE account SET amount = 1 WHERE id = 1")
                let error = storeError {
                    try other.write { _ = try $0.run("UPDATE account SET amount = 2 WHERE id = 1") }
                }
                #expect(error?.kind == .busy)
                #expect(error?.isRetryable == true)
                #expect(error?.isOutcomeUnknown == false)
            }
            try other.write { _ = try $0.run("UPDATE account SET amount = 2 WHERE id = 1") }
            #expect(try store.number("SELECT amount FROM account WHERE id = 1") == 2)
            // No connection left.
            let error = storeError { try store.read { _ in try store.read { _ in try store.read { _ in } } } }
            #expect(error?.kind == .busy)
        }
    }
}
