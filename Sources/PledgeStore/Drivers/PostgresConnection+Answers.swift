// SAFETY of this file: the results are handed to the caller, who clears them, or cleared here; `poll` is given one
// descriptor that stands for the length of the call.

import CPostgres
import Dispatch
import Glibc

/// Waiting for the server, never longer than it may take: a server that is stopped keeps its connections open.
extension PostgresConnection {
    /// The next result of what was sent, to be cleared; nothing at the end.
    ///
    /// - Parameter isPatient: Whether to wait without an end.
    /// - Returns: The result, whatever it says.
    /// - Throws: `StoreError`, connection lost, when none comes: the connection is of no more use then.
    func nextResult(isPatient: Bool = false) throws(StoreError) -> OpaquePointer? {
        let deadline = DispatchTime.now() + .seconds(answerSecondsMax)
        while true {
            let unsent = PQflush(handle)
            // A result may be there although the connection is not any more: it tells why.
            if unsent != 1, PQisBusy(handle) == 0 { return PQgetResult(handle) }
            let events = Int16(POLLIN) | (unsent == 1 ? Int16(POLLOUT) : 0)
            var watched = pollfd(fd: PQsocket(handle), events: events, revents: 0)
            let left = Int64(bitPattern: deadline.uptimeNanoseconds &- DispatchTime.now().uptimeNanoseconds) / 1_000_000
            guard watched.fd >= 0, isPatient || left > 0 else {
                spend()
                throw PostgresConnection.silent(answerSecondsMax)
            }
            let count = poll(&watched, 1, isPatient ? -1 : Int32(left))
            if count > 0, watched.revents & ~Int16(POLLOUT) != 0, PQconsumeInput(handle) == 0 {
                // What the server said before it went is in the next result, or that the connection was lost.
                return PQgetResult(handle)
            }
        }
    }

    /// The one result of a statement, to be cleared; the last one where there are several.
    ///
    /// An error among them is the last.
    ///
    /// - Parameter isPatient: Whether to wait without an end.
    /// - Returns: The result.
    /// - Throws: `StoreError`, connection lost.
    func onlyResult(isPatient: Bool = false) throws(StoreError) -> OpaquePointer? {
        var last: OpaquePointer?
        do throws(StoreError) {
            while let result = try nextResult(isPatient: isPatient) {
                // A connection that breaks adds an error of its own to the one that tells why.
                if last != nil, PQresultStatus(last) == PGRES_FATAL_ERROR {
                    PQclear(result)
                    continue
                }
                PQclear(last)
                last = result
            }
        } catch {
            PQclear(last)
            throw error
        }
        return last
    }

    private static func silent(_ seconds: Int) -> StoreError {
        StoreError(
            .connectionLost, "the PostgreSQL server did not answer in \(seconds) seconds",
            help: "see whether the server, its standby and the network are well, then try again")
    }
}
