/// How a store is opened; the limits hold for both drivers unless said otherwise.
package struct StoreOptions: Hashable, Sendable {
    /// Whether a SQLite file that is not there is made.
    package var creates = true
    /// Connections to PostgreSQL at most, or readers of a SQLite file beside its one writer; 1...256.
    package var connectionsMax = 8
    /// Seconds to wait for a free connection, and for a lock of another transaction or process; 1...600.
    package var waitSecondsMax = 10
    /// Seconds one statement may take on PostgreSQL; 1...86400.
    package var statementSecondsMax = 30
    /// Seconds a transaction on PostgreSQL may wait for its next statement; 1...86400.
    package var idleSecondsMax = 60
    /// Asynchronous transactions that wait for a thread, at most; the next is refused as busy.
    package var waitingMax = 4096
    /// Statements that a connection keeps prepared.
    package var statementsMax = 256

    package init() {}
}
