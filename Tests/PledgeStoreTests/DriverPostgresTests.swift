import Foundation
import Glibc
import PledgeStore
import PostgresCluster
import Synchronization
import Testing

/// What only a server can do: go away, come back, change its settings, stand by.
@Suite(.serialized) struct DriverPostgresTests {
    static let table = "CREATE TABLE entry (id BIGINT PRIMARY KEY, body TEXT)"

    private func options() -> StoreOptions {
        var options = StoreOptions()
        options.waitSecondsMax = 5
        options.connectionsMax = 4
        return options
    }

    @Test func `a connection that was ended is told, and the next use has another`() throws {
        try TestDatabase.with(.postgres, [Self.table], options: options()) { (store, address) throws in
            let cluster = try TestCluster.shared.get()
            let database = address.split(separator: "/").last ?? ""
            let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database)'"
            let error = storeError {
                try store.write { connection in
                    try connection.run("INSERT INTO entry VALUES (?1, ?2)", [1, "a"])
                    try cluster.query(end)
                    try connection.run("INSERT INTO entry VALUES (?1, ?2)", [2, "a"])
                }
            }
            #expect(error?.kind == .connectionLost)
            #expect(error?.isRetryable == true)
            #expect(error?.isOutcomeUnknown == false)
            #expect(try store.number("SELECT count(*) FROM entry") == 0)

            // While nobody uses it: not noticed at all.
            try cluster.query(end)
            try store.write { _ = try $0.run("INSERT INTO entry VALUES (?1, ?2)", [1, "a"]) }

            // At the commit: nobody knows.
            let unheard = storeError {
                try store.write { connection in
                    try connection.run("INSERT INTO entry VALUES (?1, ?2)", [3, "a"])
                    try cluster.query(end)
                }
            }
            #expect(unheard?.isOutcomeUnknown == true)
            #expect(unheard?.isRetryable == false)

            // A pipeline that breaks.
            let broken = storeError {
                try store.write { connection in
                    try cluster.query(end)
                    try connection.runEach("INSERT INTO entry VALUES (?1, ?2)", (10..<3000).map { [.int($0), "a"] })
                }
            }
            #expect(broken?.kind == .connectionLost)
            #expect(try store.number("SELECT count(*) FROM entry WHERE id <> 3") == 1)
        }
    }

    @Test func `a server that is killed under load loses nothing acknowledged, and the store recovers`() throws {
        let cluster = try TestCluster()
        let store = try StoreAddress(cluster.makeDatabase()).open(options())
        defer { store.close() }
        try store.write { try $0.define(Self.table) }
        let acknowledged = Mutex<Set<Int64>>([])
        let stops = Atomic(false)
        let failures = Atomic(0)
        let group = DispatchGroup()
        defer { stops.store(true, ordering: .relaxed) }
        for number in 0..<4 {
            group.enter()
            Thread {
                var id = Int64(number) * 1_000_000
                while !stops.load(ordering: .relaxed) {
                    id += 1
                    let key = id
                    do {
                        try store.write { _ = try $0.run("INSERT INTO entry VALUES (?1, ?2)", [.integer(key), "a"]) }
                        acknowledged.withLock { _ = $0.insert(key) }
                    } catch {
                        failures.add(1, ordering: .relaxed)
                        usleep(20_000)
                    }
                }
                group.leave()
            }.start()
        }
        func waitForMore(_ count: Int) {
            let wanted = acknowledged.withLock(\.count) + count
            for _ in 0..<2000 where acknowledged.withLock(\.count) < wanted { usleep(5000) }
        }
        waitForMore(200)
        cluster.kill()
        try cluster.start()
        waitForMore(200)
        try cluster.stop()
        try cluster.start()
        waitForMore(200)
        stops.store(true, ordering: .relaxed)
        group.wait()
        #expect(failures.load(ordering: .relaxed) > 0)
        let found = try store.read { connection in try connection.all("SELECT id FROM entry") { try $0.integer(0) } }
        let lost = acknowledged.withLock { $0.subtracting(found) }
        #expect(lost.isEmpty)
        #expect(acknowledged.withLock(\.count) > 400)
        try cluster.stop()
        let error = storeError { try store.write { _ = try $0.run("DELETE FROM entry") } }
        #expect(error?.kind == .connectionLost)
        #expect(error?.isOutcomeUnknown == false)
    }

    @Test(arguments: ["off", "local", "remote_write"])
    func `a database that acknowledges before it is durable is refused`(setting: String) throws {
        let cluster = try TestCluster.shared.get()
        let address = try cluster.makeDatabase()
        let name = address.split(separator: "/").last ?? ""
        try cluster.query("ALTER DATABASE \(name) SET synchronous_commit = \(setting)")
        let error = storeError { _ = try StoreAddress(address).open() }
        #expect(error?.kind == .refusedToStart)
        #expect(error?.message.contains("`synchronous_commit`") == true)
        try cluster.query("ALTER DATABASE \(name) SET synchronous_commit = remote_apply")
        try StoreAddress(address).open().close()
    }

    @Test(arguments: ["fsync", "full_page_writes"])
    func `a server that a loss of power can damage is refused`(setting: String) throws {
        let cluster = try TestCluster(["\(setting)=off"])
        let address = try cluster.makeDatabase()
        let error = storeError { _ = try StoreAddress(address).open() }
        #expect(error?.kind == .refusedToStart)
        #expect(error?.message.contains("`\(setting)`") == true)
        #expect(error?.help.contains("`on`") == true)
    }

    @Test func `a setting weakened later does not weaken a connection that stands`() throws {
        let cluster = try TestCluster()
        let store = try StoreAddress(cluster.makeDatabase()).open(options())
        defer { store.close() }
        try cluster.query("ALTER SYSTEM SET synchronous_commit = off")
        try cluster.query("SELECT pg_reload_conf()")
        let setting = try store.read { connection in
            try connection.first("SHOW synchronous_commit") { try $0.text(0) }
        }
        #expect(setting == "on")
    }

    @Test(arguments: [false, true])
    func `a standby that does not confirm leaves the outcome unknown`(isCanceled: Bool) throws {
        let cluster = try TestCluster()
        var options = options()
        options.statementSecondsMax = 1
        let store = try StoreAddress(cluster.makeDatabase()).open(options)
        defer { store.close() }
        try store.write { try $0.define(Self.table) }
        try cluster.query("ALTER SYSTEM SET synchronous_standby_names = 'none_such'")
        try cluster.query("SELECT pg_reload_conf()")
        let waiting = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        let group = DispatchGroup()
        if isCanceled {
            group.enter()
            // The server then says that it committed, and only warns.
            Thread {
                var tries = 0
                while tries < 400, (try? cluster.query("SELECT pg_cancel_backend(pid) \(waiting)")) != "t" {
                    tries += 1
                }
                group.leave()
            }.start()
        }
        var error: StoreError?
        // The server takes its new settings at its own time.
        for id in 1..<200 where error == nil {
            error = storeError {
                try store.write { _ = try $0.run("INSERT INTO entry VALUES (?1, ?2)", [.int(id), "a"]) }
            }
        }
        group.wait()
        #expect(error?.isOutcomeUnknown == true)
        #expect(error?.isRetryable == false)
        #expect(error?.kind == (isCanceled ? .busy : .connectionLost))
    }

    @Test func `a server that stands still is not waited for`() throws {
        let cluster = try TestCluster()
        var options = options()
        options.statementSecondsMax = 1
        let store = try StoreAddress(cluster.makeDatabase() + "?connect_timeout=2").open(options)
        defer { store.close() }
        try store.write { try $0.define(Self.table) }
        let bytes = String(repeating: "a", count: 100_000)
        let rows = (1...100).map { [SQLValue.int($0), .text(bytes)] }
        let error = storeError {
            try store.write { connection in
                cluster.pause(true)
                _ = try connection.runEach("INSERT INTO entry VALUES (?1, ?2)", rows)
            }
        }
        #expect(error?.kind == .connectionLost)
        cluster.pause(false)
        #expect(try store.number("SELECT count(*) FROM entry") == 0)
    }

    @Test func `of several servers, the one that takes writes is found`() throws {
        let cluster = try TestCluster()
        let name = try cluster.makeDatabase().split(separator: "/").last.map(String.init) ?? ""
        // The first refuses connections; the second is there.
        let both = "postgres://postgres:test@127.0.0.1:1,127.0.0.1:\(cluster.port)/\(name)"
        let store = try StoreAddress(both).open(options())
        defer { store.close() }
        #expect(try store.number("SELECT 1") == 1)
        try cluster.query("ALTER SYSTEM SET default_transaction_read_only = on")
        try cluster.query("SELECT pg_reload_conf()")
        var error: StoreError?
        for _ in 0..<200 where error == nil {
            error = storeError { try StoreAddress(both).open(options()).close() }
        }
        #expect(error?.kind == .readOnly)
        #expect(error?.isRetryable == true)
    }

    @Test func `what cannot be opened is told, without the password`() throws {
        let cluster = try TestCluster.shared.get()
        let table: [(String, StoreError.Kind)] = [
            (cluster.address(of: "none_such"), .notFound),
            (cluster.address(of: "postgres", password: "secret"), .refusedToStart),
            (cluster.address(of: "postgres", user: "nobody_known", password: "secret"), .refusedToStart),
            ("postgres://postgres:secret@127.0.0.1:1/postgres", .connectionLost),
            ("postgres://postgres:secret@/postgres?host=/none/such", .connectionLost),
        ]
        for (address, kind) in table {
            let error = storeError { _ = try StoreAddress(address).open() }
            #expect(error?.kind == kind)
            #expect(error?.description.contains("secret") == false)
        }
        try cluster.query("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
        #expect(storeError { _ = try StoreAddress(cluster.address(of: "latin")).open() }?.kind == .refusedToStart)
    }

    @Test func `two transactions that wait for each other do not wait forever`() throws {
        try TestDatabase.with(.postgres, [Self.table], options: options()) { (store, _) throws in
            let held = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]
            let errors = inThreads(2) { number in
                try store.write { connection in
                    try connection.lock("name \(number)")
                    held[number].signal()
                    _ = held[1 - number].wait(timeout: .now() + .seconds(5))
                    try connection.lock("name \(1 - number)")
                }
            }
            #expect(errors.count == 1)
            #expect((errors.first as? StoreError)?.kind == .busy)
            #expect((errors.first as? StoreError)?.isRetryable == true)
        }
    }

    @Test func `a statement that takes too long is ended`() throws {
        var options = options()
        options.statementSecondsMax = 1
        try TestDatabase.with(.postgres, options: options) { (store, _) throws in
            let error = storeError { try store.read { _ = try $0.run("SELECT pg_sleep(30)") } }
            #expect(error?.kind == .busy)
            #expect(try store.number("SELECT 1") == 1)
        }
    }

    @Test func `a table changed by another program does not stop the store for good`() throws {
        try TestDatabase.with(.postgres, [Self.table], options: options()) { (store, address) throws in
            let database = String(address.split(separator: "/").last ?? "")
            let read: () throws -> Int = {
                try store.read { connection in
                    try connection.all("SELECT * FROM entry") { $0.columnCount }.count
                }
            }
            #expect(try read() == 0)
            try TestCluster.shared.get().query("ALTER TABLE entry ADD COLUMN more BIGINT", in: database)
            let error = storeError { _ = try read() }
            #expect(error == nil || error?.isRetryable == true)
            #expect(try read() == 0)
        }
    }
}
