import Foundation
import Glibc
import PledgeStore
import Testing

/// A SQLite file and other processes: the lock of its writers, and the locks of SQLite's own.
@Suite struct DriverProcessTests {
    static let table = "CREATE TABLE entry (id BIGINT PRIMARY KEY)"

    private func options() -> StoreOptions {
        var options = StoreOptions()
        options.waitSecondsMax = 1
        return options
    }

    /// A process that holds the lock until it is killed.
    private func holder(_ path: String) throws -> Process {
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["flock", "--no-fork", path + ".lock", "sh", "-c", "echo held; exec sleep 1000"]
        process.standardOutput = output
        try process.run()
        #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
        return process
    }

    /// Whether another process could take the lock now.
    private func isFree(_ path: String) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["flock", "--nonblock", path + ".lock", "true"]
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    @Test func `a writer waits for another process, not for ever, and goes on when that is killed`() throws {
        try TestDatabase.withFolder { folder in
            let path = "\(folder)/test.db"
            let store = try StoreAddress(path).open(options())
            defer { store.close() }
            try store.write { try $0.define(Self.table) }
            let other = try holder(path)
            let error = storeError { try store.write { _ = try $0.run("INSERT INTO entry VALUES (1)") } }
            #expect(error?.kind == .busy)
            #expect(error?.isRetryable == true)
            #expect(error?.description.contains("another process") == true)
            // Nor is the file opened, which may begin with a checkpoint; who has it open reads.
            #expect(storeError { try StoreAddress(path).open(options()).close() }?.kind == .busy)
            #expect(try store.number("SELECT count(*) FROM entry") == 0)
            kill(other.processIdentifier, SIGKILL)
            other.waitUntilExit()
            try store.write { _ = try $0.run("INSERT INTO entry VALUES (1)") }
            #expect(try store.number("SELECT count(*) FROM entry") == 1)
        }
    }

    @Test func `the lock is held from the beginning of a transaction to its end, and private`() throws {
        try TestDatabase.withFolder { folder in
            let path = "\(folder)/test.db"
            let store = try StoreAddress(path).open(options())
            defer { store.close() }
            #expect(try isFree(path))
            try store.write { connection in
                try connection.define(Self.table)
                #expect(try !isFree(path))
            }
            #expect(try isFree(path))
            #expect(throws: CancellationError.self) { try store.write { _ in throw CancellationError() } }
            #expect(try isFree(path))
            let isFreeOfReaders = try store.read { _ in try isFree(path) }
            #expect(isFreeOfReaders)
            let mode = try FileManager.default.attributesOfItem(atPath: path + ".lock")[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    /// POSIX takes a process's locks on a file away when it closes any descriptor of that file.
    @Test func `opening a file again leaves the locks that SQLite has on it`() throws {
        try TestDatabase.withFolder { folder in
            let path = "\(folder)/test.db"
            let first = try StoreAddress(path).open(options())
            defer { first.close() }
            try first.write { try $0.define(Self.table) }
            try StoreAddress(path).open(options()).close()
            let descriptor = open(path, O_RDWR | O_CLOEXEC)
            defer { close(descriptor) }
            // SQLite's bytes of shared locks: a process that could lock them all would believe itself alone, and would
            // remove the log when it closes.
            var range = flock(l_type: Int16(F_WRLCK), l_whence: 0, l_start: 0x4000_0002, l_len: 510, l_pid: 0)
            // F_OFD_GETLK, which sees the locks of this process, too.
            #expect(fcntl(descriptor, 36, &range) == 0)
            #expect(range.l_type == Int16(F_RDLCK), "the lock is gone")
        }
    }

    @Test func `two stores write and checkpoint in turns`() throws {
        try TestDatabase.withFolder { folder in
            let path = "\(folder)/test.db"
            let stores = try (0..<2).map { _ in try StoreAddress(path).open() }
            try stores[0].write { try $0.define("CREATE TABLE entry (id BIGINT PRIMARY KEY, body BLOB NOT NULL)") }
            // Enough for some checkpoints.
            let bytes = [UInt8](repeating: 7, count: 200_000)
            let errors = inThreads(2) { side in
                for number in 0..<100 {
                    let values: [SQLValue] = [.int(number * 2 + side), .blob(bytes)]
                    try stores[side].write { _ = try $0.run("INSERT INTO entry VALUES (?1, ?2)", values) }
                }
            }
            #expect(errors.isEmpty)
            for store in stores { store.close() }
            let store = try StoreAddress(path).open()
            defer { store.close() }
            #expect(try store.number("SELECT count(*) FROM entry") == 200)
            let check = try store.read { connection in
                try connection.first("PRAGMA integrity_check") { try $0.text(0) }
            }
            #expect(check == "ok")
        }
    }
}
