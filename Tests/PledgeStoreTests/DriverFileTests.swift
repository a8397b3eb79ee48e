import Foundation
import Glibc
import PledgeStore
import Testing

/// The files of a SQLite database: private, sound, and ours.
@Suite struct DriverFileTests {
    private func mode(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
    }

    @Test func `nobody else may read the database, its log and its index`() throws {
        try TestDatabase.with(.sqlite, ["CREATE TABLE entry (id BIGINT PRIMARY KEY)"]) { (_, address) throws in
            let path = String(address.dropFirst("sqlite:".count))
            for suffix in ["", "-wal", "-shm"] { #expect(mode(path + suffix) == 0o600, "\(suffix)") }
        }
    }

    @Test func `a file that others may read is refused`() throws {
        try TestDatabase.withFolder { (folder) throws in
            let path = "\(folder)/test.db"
            try StoreAddress(path).open().close()
            chmod(path, 0o640)
            let error = storeError { _ = try StoreAddress(path).open() }
            #expect(error?.kind == .refusedToStart)
            #expect(error?.help.contains("chmod 600") == true)
            chmod(path, 0o600)
            try StoreAddress(path).open().close()
        }
    }

    @Test func `a place where no file can be is told`() throws {
        try TestDatabase.withFolder { (folder) throws in
            for path in ["\(folder)/none/test.db", folder, "\(folder)/"] {
                #expect(storeError { _ = try StoreAddress(path).open() }?.kind == .notFound, "\(path)")
            }
            var options = StoreOptions()
            options.creates = false
            let path = "\(folder)/test.db"
            #expect(storeError { _ = try StoreAddress(path).open(options) }?.kind == .notFound)
            #expect(mode(path) == nil)
        }
    }

    @Test func `a file that is no database is told`() throws {
        try TestDatabase.withFolder { (folder) throws in
            let path = "\(folder)/test.db"
            try Data(repeating: 65, count: 20_000).write(to: URL(filePath: path))
            chmod(path, 0o600)
            #expect(storeError { _ = try StoreAddress(path).open() }?.kind == .corrupt)
        }
    }

    @Test func `a damaged file is told`() throws {
        try TestDatabase.withFolder { (folder) throws in
            let path = "\(folder)/test.db"
            let store = try StoreAddress(path).open()
            try store.write { connection in
                try connection.define("CREATE TABLE entry (id BIGINT PRIMARY KEY, body BLOB)")
                try connection.runEach(
                    "INSERT INTO entry VALUES (?1, ?2)",
                    (1...500).map { [.int($0), .blob([UInt8](repeating: 1, count: 500))] })
            }
            store.close()
            let file = try FileHandle(forUpdating: URL(filePath: path))
            try file.seek(toOffset: 5 * 4096)
            try file.write(contentsOf: Data(repeating: 0xff, count: 20 * 4096))
            try file.close()
            let damaged = try StoreAddress(path).open()
            defer { damaged.close() }
            let error = storeError { _ = try damaged.number("SELECT sum(length(body)) FROM entry") }
            #expect(error?.kind == .corrupt)
            #expect(error?.isRetryable == false)
        }
    }

    @Test func `a path that looks like an address is a path`() throws {
        try TestDatabase.withFolder { (folder) throws in
            let path = "\(folder)/a b?mode=memory&x=%41#.db"
            let store = try StoreAddress("sqlite:\(path)").open()
            try store.write { try $0.define("CREATE TABLE entry (id BIGINT PRIMARY KEY)") }
            store.close()
            #expect(mode(path) == 0o600)
        }
    }
}
