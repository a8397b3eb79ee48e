/// A PostgreSQL database: a bounded number of connections, opened when needed.
///
/// A connection that was lost is replaced at the next use, by one to whichever server of the address takes writes then.
final class PostgresStore: StoreDriver {
    let engine = Engine.postgres

    private let pool: ConnectionPool<PostgresConnection>
    private let threads: WorkerThreads

    /// Connects once, so that what is wrong is known at the start.
    ///
    /// - Parameters:
    ///   - settings: Those of libpq.
    ///   - options: Limits.
    /// - Throws: `StoreError`.
    init(settings: [String: String], options: StoreOptions) throws(StoreError) {
        let start = PostgresStart(settings: settings, options: options)
        let first = try start.connect()
        pool = ConnectionPool(
            countMax: options.connectionsMax, waitSecondsMax: options.waitSecondsMax
        ) { () throws(StoreError) in
            try start.connect()
        }
        threads = WorkerThreads(name: "postgres", count: options.connectionsMax, options: options)
        pool.adopt(first)
    }

    func write<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value {
        try transaction(isWriting: true, body)
    }

    func read<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value {
        try transaction(isWriting: false, body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws -> Value
    ) async throws -> Value {
        try await threads.run { [self] in try transaction(isWriting: true, body) }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws -> Value
    ) async throws -> Value {
        try await threads.run { [self] in try transaction(isWriting: false, body) }
    }

    func close() {
        threads.stop()
        // A connection closes as it goes.
        pool.close { _ in }
    }

    private func transaction<Value>(
        isWriting: Bool, _ body: (any StoreConnection) throws -> Value
    ) throws -> Value {
        let connection = try begun(isWriting: isWriting)
        defer { if connection.isUsable { pool.put(connection) } else { pool.drop() } }
        return try connection.transaction(body)
    }

    /// A connection that has begun a transaction.
    ///
    /// One that was lost while nobody used it is replaced without a word: nothing had been done on it.
    private func begun(isWriting: Bool) throws(StoreError) -> PostgresConnection {
        let (connection, isNew) = try pool.take()
        do throws(StoreError) {
            try connection.begin(isWriting: isWriting)
            return connection
        } catch {
            guard !isNew else {
                pool.drop()
                throw error
            }
        }
        let fresh = try pool.replace()
        do throws(StoreError) {
            try fresh.begin(isWriting: isWriting)
            return fresh
        } catch {
            pool.drop()
            throw error
        }
    }
}
