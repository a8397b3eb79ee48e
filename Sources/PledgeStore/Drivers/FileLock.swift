import Dispatch
import Glibc

/// A lock on an open file, which processes and stores of one machine take in turns.
///
/// It belongs to the descriptor: it ends with the process that holds it, however that ends.
package enum FileLock {
    private static let pauseMin: UInt32 = 50
    private static let pauseMax: UInt32 = 2_000

    /// Runs a closure while nobody else holds the lock.
    ///
    /// - Parameters:
    ///   - descriptor: Of the file.
    ///   - waitSecondsMax: Seconds to wait for it.
    ///   - body: What to do alone.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws, or `StoreError`, busy.
    package static func hold<Value>(
        _ descriptor: Int32, waitSecondsMax: Int, _ body: () throws -> Value
    ) throws -> Value {
        try take(descriptor, waitSecondsMax)
        defer { flock(descriptor, LOCK_UN) }
        return try body()
    }

    private static func take(_ descriptor: Int32, _ waitSecondsMax: Int) throws(StoreError) {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
        // Asked again and again: a wait within the system could be ended by a signal only.
        let deadline = DispatchTime.now() + .seconds(waitSecondsMax)
        var pause = pauseMin
        repeat {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                throw StoreError(
                    .disk, "a file cannot be locked", help: "put it on a disk of this machine", code: "errno \(errno)")
            }
            guard DispatchTime.now() < deadline else {
                throw StoreError(
                    .busy, "another process kept its lock for \(waitSecondsMax) seconds",
                    help: "try again; see which other program has the database open")
            }
            usleep(pause)
            pause = min(pause * 2, pauseMax)
        } while flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }
}
