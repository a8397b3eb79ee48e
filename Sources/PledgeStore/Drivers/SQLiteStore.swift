import Foundation
import GRDB
import GRDBSQLite
import Glibc
import Synchronization

/// A SQLite file: one writer, and readers that do not wait for it.
///
/// Several processes may have one file open; their writers wait for each other, behind a lock of our own: SQLite before
/// 3.51.3 can damage the file when one process checkpoints while two others write and checkpoint, too.
///
/// - Source: sqlite.org/wal.html, "The WAL-Reset Bug"
final class SQLiteStore: StoreDriver {
    let engine = Engine.sqlite

    private let writers: ConnectionPool<SQLiteConnection>
    private let readers: ConnectionPool<SQLiteConnection>
    private let writingThreads: WorkerThreads
    private let readingThreads: WorkerThreads
    private let lock: WriterLock
    /// What keeps us from writing until the program is started again.
    private let ended = Mutex<StoreError?>(nil)

    /// Pages of the log after which it is written into the file.
    private static let checkpointPages = 4000
    private static let logBytesMax = 64 << 20
    /// STRICT tables came with 3.37.
    private static let oldestVersion: Int32 = 3_037_000

    /// Opens a file, or makes it.
    ///
    /// - Parameters:
    ///   - path: Its path.
    ///   - options: Limits.
    /// - Throws: `StoreError`.
    init(path: String, options: StoreOptions) throws(StoreError) {
        guard sqlite3_libversion_number() >= SQLiteStore.oldestVersion else {
            throw StoreError(.refusedToStart, "SQLite is too old", help: "install SQLite 3.37 or later")
        }
        // A name that begins with `file:` would be an address to SQLite.
        let path = path.hasPrefix("/") ? path : "./" + path
        try SQLiteFile.prepare(path, creates: options.creates)
        let lock = try WriterLock(path: path, waitSecondsMax: options.waitSecondsMax)
        self.lock = lock
        // At once, so that a file that cannot be used is known at the start.
        let writer = try SQLiteStore.openWriter(path, options, lock)
        writers = ConnectionPool(countMax: 1, waitSecondsMax: options.waitSecondsMax) { () throws(StoreError) in
            try SQLiteStore.openWriter(path, options, lock)
        }
        readers = ConnectionPool(
            countMax: options.connectionsMax, waitSecondsMax: options.waitSecondsMax
        ) { () throws(StoreError) in
            try SQLiteStore.openReader(path, options)
        }
        writingThreads = WorkerThreads(name: "sqlite writer", count: 1, options: options)
        readingThreads = WorkerThreads(name: "sqlite reader", count: options.connectionsMax, options: options)
        writers.adopt(writer)
    }

    func write<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value {
        let connection = try writers.take().connection
        defer { writers.put(connection) }
        if let error = ended.withLock(\.self) { throw error }
        do {
            // With the checkpoint that a commit ends with now and then.
            return try lock.hold { try connection.transaction(body) }
        } catch let error as StoreError where error.isOutcomeUnknown {
            // The transaction is not to be seen now, and may appear when the file is opened again: nothing may be
            // built on either. The start writes the log into the file, which settles it.
            ended.withLock {
                $0 = StoreError(
                    .disk, "the disk failed while a transaction was being committed",
                    help: "check the disk and the system's log, then start the program again", code: error.code)
            }
            throw error
        }
    }

    func read<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value {
        let connection = try readers.take().connection
        defer { readers.put(connection) }
        return try connection.transaction(body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws -> Value
    ) async throws -> Value {
        try await writingThreads.run { [self] in try write(body) }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws -> Value
    ) async throws -> Value {
        try await readingThreads.run { [self] in try read(body) }
    }

    func close() {
        writingThreads.stop()
        readingThreads.stop()
        // The writer last: it then writes the log into the file and removes it, when SQLite finds that nobody else has
        // the file open. So that needs no lock of ours.
        readers.close { _ = $0.close() }
        writers.close { _ = $0.close() }
    }
}

extension SQLiteStore {
    private static func openWriter(
        _ path: String, _ options: StoreOptions, _ lock: WriterLock
    ) throws(StoreError) -> SQLiteConnection {
        let queue: DatabaseQueue
        do {
            queue = try lock.hold { try openedToWrite(path, options) }
        } catch {
            throw .grdb(error)
        }
        return try SQLiteConnection(queue, isWriter: true, statementsMax: options.statementsMax)
    }

    private static func openedToWrite(_ path: String, _ options: StoreOptions) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: configuration(options, isWriter: true))
        try queue.inDatabase { database in
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
            guard mode == "wal" else {
                throw StoreError(
                    .refusedToStart, "the disk of the database cannot hold a write-ahead log",
                    help: "put the file on a disk of this machine, not on a network's")
            }
            try database.execute(
                sql: """
                    PRAGMA synchronous = FULL;
                    PRAGMA wal_autocheckpoint = \(checkpointPages);
                    PRAGMA journal_size_limit = \(logBytesMax);
                    """)
            guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
                throw StoreError(.refusedToStart, "SQLite does not sync what it commits", help: "install another")
            }
            // What an earlier run left in the log is put on the disk before anything is built on it.
            _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(PASSIVE)")
        }
        return queue
    }

    private static func openReader(_ path: String, _ options: StoreOptions) throws(StoreError) -> SQLiteConnection {
        let queue: DatabaseQueue
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration(options, isWriter: false))
        } catch {
            throw .grdb(error)
        }
        return try SQLiteConnection(queue, isWriter: false, statementsMax: options.statementsMax)
    }

    private static func configuration(_ options: StoreOptions, isWriter: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = !isWriter
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(TimeInterval(options.waitSecondsMax))
        configuration.label = isWriter ? "sqlite writer" : "sqlite reader"
        configuration.prepareDatabase { database in
            // Nothing of a patient in temporary files, no code from the schema, and deleted rows are overwritten.
            try database.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA mmap_size = 0;
                    PRAGMA secure_delete = ON;
                    """)
        }
        return configuration
    }
}

/// The lock of a file's writers, of whatever process.
private final class WriterLock: Sendable {
    private let descriptor: Int32
    private let waitSecondsMax: Int

    init(path: String, waitSecondsMax: Int) throws(StoreError) {
        descriptor = try SQLiteFile.openLock(path)
        self.waitSecondsMax = waitSecondsMax
    }

    deinit { close(descriptor) }

    func hold<Value>(_ body: () throws -> Value) throws -> Value {
        try FileLock.hold(descriptor, waitSecondsMax: waitSecondsMax, body)
    }
}
