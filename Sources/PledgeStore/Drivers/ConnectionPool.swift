import Dispatch
import Synchronization

/// Connections of one kind, opened when needed, a bounded number of them; who waits too long is told so.
final class ConnectionPool<Connection: AnyObject>: Sendable {
    /// A connection on its way from one thread to the next.
    // SAFETY: it stands either in the pool, where nobody uses it, or with the one who took it out.
    private struct Held: @unchecked Sendable {
        let connection: Connection
    }

    private struct State {
        var idle: [Held] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let permits = DispatchSemaphore(value: 0)
    private let countMax: Int
    private let waitSecondsMax: Int
    private let open: @Sendable () throws(StoreError) -> Connection

    /// A pool without a connection yet.
    ///
    /// - Parameters:
    ///   - countMax: Connections at most.
    ///   - waitSecondsMax: How long to wait for one.
    ///   - open: Opens one.
    init(
        countMax: Int, waitSecondsMax: Int, open: @escaping @Sendable () throws(StoreError) -> Connection
    ) {
        self.countMax = max(1, countMax)
        self.waitSecondsMax = waitSecondsMax
        self.open = open
        for _ in 0..<self.countMax { permits.signal() }
    }

    /// Takes a connection out: one that is idle, the latest used first, or a new one.
    ///
    /// - Returns: The connection, to be given back with `put` or `drop`, and whether it was opened for this.
    /// - Throws: `StoreError`: busy, closed, or why none could be opened.
    func take() throws(StoreError) -> (connection: Connection, isNew: Bool) {
        guard !state.withLock(\.isClosed) else { throw .closed }
        guard permits.wait(timeout: .now() + .seconds(waitSecondsMax)) == .success else {
            throw StoreError(
                .busy, "no connection to the database came free in \(waitSecondsMax) seconds",
                help: "try again; when it stays so, allow more connections")
        }
        do throws(StoreError) {
            return try takeWithPermit()
        } catch {
            permits.signal()
            throw error
        }
    }

    private func takeWithPermit() throws(StoreError) -> (connection: Connection, isNew: Bool) {
        let (held, isClosed) = state.withLock { ($0.idle.popLast(), $0.isClosed) }
        guard !isClosed else { throw .closed }
        if let held { return (held.connection, false) }
        return (try open(), true)
    }

    /// Puts in a connection that was opened elsewhere, as one that is idle.
    func adopt(_ connection: Connection) {
        let held = Held(connection: connection)
        state.withLock { $0.idle.append(held) }
    }

    /// Opens a connection in place of one that was taken out and is of no use.
    ///
    /// The permit of the old one passes on to it; when opening fails, the permit goes back.
    func replace() throws(StoreError) -> Connection {
        do throws(StoreError) {
            return try open()
        } catch {
            permits.signal()
            throw error
        }
    }

    /// Gives a connection back for the next.
    func put(_ connection: Connection) {
        let held = Held(connection: connection)
        state.withLock { state in
            if !state.isClosed { state.idle.append(held) }
        }
        permits.signal()
    }

    /// Lets go of a connection that is of no use any more.
    func drop() { permits.signal() }

    /// Lets no more connections out, and waits for those that are, for a bounded time.
    ///
    /// - Parameter end: Called with each that is idle.
    func close(_ end: (Connection) -> Void) {
        let idle = state.withLock { state -> [Held] in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        for held in idle { end(held.connection) }
        let deadline = DispatchTime.now() + .seconds(waitSecondsMax)
        var taken = 0
        while taken < countMax, permits.wait(timeout: deadline) == .success { taken += 1 }
        for _ in 0..<taken { permits.signal() }
    }
}
