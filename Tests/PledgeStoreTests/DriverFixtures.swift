import Foundation
import Glibc
import PledgeStore
import PostgresCluster
import Synchronization

/// A database of a test's own, on either engine.
enum TestDatabase {
    /// Opens an empty database, runs a test on it and closes it.
    ///
    /// - Parameters:
    ///   - engine: Which.
    ///   - tables: Statements that make its tables.
    ///   - options: Limits.
    ///   - body: The test, given the database and its address.
    /// - Throws: What the test throws, and what keeps the database from opening.
    static func with(
        _ engine: Engine, _ tables: [String] = [], options: StoreOptions = StoreOptions(),
        _ body: (any StoreDriver, String) throws -> Void
    ) throws {
        switch engine {
        case .sqlite:
            try withFolder { folder in try use("sqlite:\(folder)/test.db", tables, options, body) }
        case .postgres:
            try use(try TestCluster.shared.get().makeDatabase(), tables, options, body)
        }
    }

    private static func use(
        _ address: String, _ tables: [String], _ options: StoreOptions,
        _ body: (any StoreDriver, String) throws -> Void
    ) throws {
        let store = try StoreAddress(address).open(options)
        defer { store.close() }
        try store.write { connection in
            for table in tables { try connection.define(table) }
        }
        try body(store, address)
    }

    /// A folder that is there as long as the closure runs.
    static func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
        var template = Array("\(FileManager.default.temporaryDirectory.path)/pledge-store-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // Nothing is lost when the folder stays.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }
}

/// The error that a closure throws, when it is one of the store.
func storeError(_ body: () throws -> Void) -> StoreError? {
    do {
        try body()
        return nil
    } catch {
        return error as? StoreError
    }
}

extension StoreDriver {
    /// A number that a statement gives.
    func number(_ sql: String, _ values: [SQLValue] = []) throws -> Int64? {
        try read { connection in try connection.integer(sql, values) }
    }
}

/// Runs a closure on threads of its own, all at once; the errors they threw.
func inThreads(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) -> [any Error] {
    let errors = ErrorList()
    let group = DispatchGroup()
    for number in 0..<count {
        group.enter()
        Thread {
            do { try body(number) } catch { errors.append(error) }
            group.leave()
        }.start()
    }
    group.wait()
    return errors.all
}

/// Errors of several threads.
private final class ErrorList: Sendable {
    private let list = Mutex<[any Error]>([])

    func append(_ error: any Error) { list.withLock { $0.append(error) } }

    var all: [any Error] { list.withLock(\.self) }
}
