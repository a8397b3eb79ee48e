import CrashDisk
import Foundation
import GRDBSQLite
import Glibc
import PledgeStore
import Testing

/// SQLite on a disk that loses power, fills up and fails.
@Suite struct DriverCrashTests {
    static let table = "CREATE TABLE entry (id BIGINT PRIMARY KEY, body BLOB NOT NULL)"
    static let insert = "INSERT INTO entry (id, body) VALUES (?1, ?2)"

    /// A folder on a disk of its own.
    private func withDisk(_ body: (OpaquePointer, String) throws -> Void) throws {
        try #require(crash_disk_install())
        try TestDatabase.withFolder { folder in
            let disk = try #require(crash_disk_mount(folder))
            defer { crash_disk_unmount(disk) }
            try body(disk, "\(folder)/test.db")
        }
    }

    private func open(_ path: String) throws -> any StoreDriver {
        var options = StoreOptions()
        options.waitSecondsMax = 2
        return try StoreAddress(path).open(options)
    }

    private func add(_ id: Int64, to store: any StoreDriver, bytes: Int = 100) throws {
        try store.write { connection in
            _ = try connection.run(
                Self.insert, [.integer(id), .blob([UInt8](repeating: UInt8(id & 255), count: bytes))])
        }
    }

    /// Checks the whole file, and gives the highest id.
    private func highest(_ path: String) throws -> Int64 {
        let store = try open(path)
        defer { store.close() }
        let check = try store.read { connection in
            try connection.first("PRAGMA integrity_check") { try $0.text(0) }
        }
        #expect(check == "ok")
        let count = try store.number("SELECT count(*) FROM entry")
        let highest = try store.number("SELECT coalesce(max(id), 0) FROM entry")
        #expect(count == highest, "the ids run from 1 without a gap")
        return highest ?? 0
    }

    @Test(arguments: 0..<40)
    func `what was committed survives a loss of power, at whatever moment`(round: Int) throws {
        try withDisk { (disk, path) throws in
            var acknowledged: Int64 = 0
            for crash in 1...4 {
                let store = try open(path)
                if acknowledged == 0, try store.number("SELECT count(*) FROM sqlite_schema") == 0 {
                    try store.write { try $0.define(Self.table) }
                }
                // The power goes at a write or a sync that differs with each round.
                let kinds = Int32(crash_disk_write | crash_disk_sync)
                crash_disk_fail(disk, kinds, Int64(3 + (round * 7 + crash * 13) % 61), SQLITE_IOERR | 3 << 8, true)
                var attempted = acknowledged
                do {
                    while true {
                        attempted += 1
                        try add(attempted, to: store, bytes: 100 + round * 150)
                        acknowledged = attempted
                    }
                } catch let error as StoreError {
                    #expect(error.kind == .disk || error.kind == .full, "\(error)")
                }
                crash_disk_lose_power(disk, UInt64(round * 4 + crash))
                store.close()
                crash_disk_restore_power(disk)
                crash_disk_fail(disk, 0, 0, SQLITE_OK, false)
                let found = try highest(path)
                // The last may be there or not: nobody was told.
                #expect(found == acknowledged || found == attempted)
                acknowledged = found
            }
        }
    }

    @Test func `a commit is there after the power was gone, and syncs`() throws {
        try withDisk { (disk, path) throws in
            let store = try open(path)
            try store.write { try $0.define(Self.table) }
            let before = crash_disk_calls(disk, Int32(crash_disk_sync))
            for id in 1...3 { try add(Int64(id), to: store) }
            #expect(crash_disk_calls(disk, Int32(crash_disk_sync)) == before + 3)
            crash_disk_lose_power(disk, 0)
            #expect(storeError { try add(4, to: store) } != nil)
            store.close()
            crash_disk_restore_power(disk)
            #expect(try highest(path) == 3)
        }
    }

    /// Proof of the disk itself: a process that is killed loses what it did not sync, and only that.
    @Test(arguments: [true, false])
    func `kill -9 loses what was not synced, and only that`(isSynced: Bool) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pledge-kill-\(isSynced)-\(getpid())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/test.db"
        let store = try StoreAddress(path).open()
        try await store.write { try $0.define(DriverCrashTests.table) }
        store.close()
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [folder = folder as String, path = path as String, isSynced = isSynced as Bool] in
            guard crash_disk_install(), crash_disk_mount(folder) != nil else { return }
            if isSynced {
                let store = try StoreAddress(path).open()
                try await store.write { _ = try $0.run(DriverCrashTests.insert, [1, .blob([1])]) }
            } else {
                // Not through our driver, which always syncs.
                var database: OpaquePointer?
                sqlite3_open(path, &database)
                sqlite3_exec(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF", nil, nil, nil)
                sqlite3_exec(database, "INSERT INTO entry VALUES (1, x'01')", nil, nil, nil)
                guard sqlite3_changes(database) == 1 else { return }
            }
            kill(getpid(), SIGKILL)
        }
        let again = try StoreAddress(path).open()
        defer { again.close() }
        let count = try await again.read { try $0.integer("SELECT count(*) FROM entry") }
        #expect(count == (isSynced ? 1 : 0))
    }

    @Test func `a full disk is told, and the store goes on when there is room`() throws {
        try withDisk { (disk, path) throws in
            let store = try open(path)
            defer { store.close() }
            try store.write { try $0.define(Self.table) }
            try add(1, to: store)
            crash_disk_limit(disk, 300_000)
            var id: Int64 = 2
            let error = storeError {
                while id < 1000 {
                    try add(id, to: store, bytes: 10_000)
                    id += 1
                }
            }
            #expect(error?.kind == .full)
            #expect(error?.isRetryable == false)
            #expect(error?.isOutcomeUnknown == false)
            #expect(try store.number("SELECT max(id) FROM entry") == id - 1)
            crash_disk_limit(disk, -1)
            try add(id, to: store)
            #expect(try store.number("SELECT max(id) FROM entry") == id)
        }
    }

    @Test func `a sync that fails leaves the outcome unknown, and the store writes no more until it is opened again`()
        throws
    {
        try withDisk { (disk, path) throws in
            let store = try open(path)
            try store.write { try $0.define(Self.table) }
            try add(1, to: store)
            crash_disk_fail(disk, Int32(crash_disk_sync), 1, SQLITE_IOERR | 4 << 8, false)
            let error = storeError { try add(2, to: store) }
            #expect(error?.kind == .disk)
            #expect(error?.isOutcomeUnknown == true)
            #expect(error?.isRetryable == false)
            let next = storeError { try add(3, to: store) }
            #expect(next?.kind == .disk)
            #expect(next?.isOutcomeUnknown == false)
            #expect(try store.number("SELECT count(*) FROM entry") == 1)
            store.close()
            let again = try open(path)
            let settled = try again.number("SELECT max(id) FROM entry") ?? 0
            try add(settled + 1, to: again)
            // Whatever it was when the file was opened, it stays.
            crash_disk_lose_power(disk, 0)
            again.close()
            crash_disk_restore_power(disk)
            #expect(try highest(path) == settled + 1)
        }
    }

    @Test func `a disk that fails to read is told`() throws {
        try withDisk { (disk, path) throws in
            var store = try open(path)
            try store.write { try $0.define(Self.table) }
            for id in 1...50 { try add(Int64(id), to: store, bytes: 5000) }
            store.close()
            store = try open(path)
            defer { store.close() }
            crash_disk_fail(disk, Int32(crash_disk_read), 1, SQLITE_IOERR | 1 << 8, true)
            #expect(storeError { _ = try store.number("SELECT sum(length(body)) FROM entry") }?.kind == .disk)
            crash_disk_fail(disk, 0, 0, SQLITE_OK, false)
            #expect(try store.number("SELECT sum(length(body)) FROM entry") == 250_000)
        }
    }

    @Test func `a file that can only be read is refused at the start`() throws {
        try withDisk { (disk, path) throws in
            let store = try open(path)
            try store.write { try $0.define(Self.table) }
            store.close()
            crash_disk_set_read_only(disk, true)
            // SQLite says of a log that it cannot make what it says of one that it cannot find.
            let error = storeError { _ = try open(path) }
            #expect(error?.kind == .readOnly || error?.kind == .notFound)
        }
    }
}
