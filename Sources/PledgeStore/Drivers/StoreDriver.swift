/// A database of either engine, open.
///
/// Each transaction is one closure. It may be run by any thread, and blocks it; the asynchronous forms run it on threads
/// of the store's own. Inside a closure, open no second transaction of the same store: the first may hold what it
/// waits for.
package protocol StoreDriver: AnyObject, Sendable {
    var engine: Engine { get }

    /// Runs a transaction that writes, and commits it; what the closure throws rolls it back.
    ///
    /// SQLite: alone among all writers of the file. PostgreSQL: READ COMMITTED; take a lock on what must not change.
    /// When it returns, the transaction survives a loss of power.
    ///
    /// - Parameter body: The statements.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws, or `StoreError`.
    func write<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value

    /// Runs a transaction that only reads; every statement sees the database as it stood at the first.
    ///
    /// - Parameter body: The statements.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws, or `StoreError`.
    func read<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value

    /// Runs a transaction that writes on a thread that may block.
    ///
    /// - Parameter body: The statements.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws, `StoreError`, or `CancellationError` when the task was canceled before.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws -> Value
    ) async throws -> Value

    /// Runs a transaction that only reads on a thread that may block.
    ///
    /// - Parameter body: The statements.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws, `StoreError`, or `CancellationError` when the task was canceled before.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws -> Value
    ) async throws -> Value

    /// Waits for the transactions under way, for a bounded time, and closes every connection.
    ///
    /// Later transactions throw. Closing twice is harmless.
    func close()
}
