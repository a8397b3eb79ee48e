import Dispatch
import Foundation
import PledgeLedger
import PledgeStore

/// A commit whose end was not heard.
extension Journal {
    /// Seconds for which the database is looked for; the callers wait so long at most, and one transaction more.
    private static let lookSecondsMax = 15
    private static let pauseMicroseconds: UInt32 = 50_000

    /// Runs a transaction that appends; where the end of its commit is not heard, looks whether it was made.
    ///
    /// - Parameters:
    ///   - chain: The keys.
    ///   - body: Its statements; gives the last entry it appends, or nothing where it appends none.
    /// - Throws: What the closure throws, or `StoreError`: of an unknown outcome only where the database could not be
    ///   asked in time.
    func commit(_ chain: KeyChain, _ body: (any StoreConnection) throws -> Changes.Entry?) throws {
        var last: Changes.Entry?
        do {
            try store.write { connection in last = try body(connection) }
        } catch let error as StoreError where error.isOutcomeUnknown {
            // What only read is true, however its transaction ended.
            guard let last else { return }
            guard let isThere = isRecorded(last, chain) else { throw error }
            if !isThere {
                throw StoreError(error.kind, error.message, help: "try again", code: error.code, isRetryable: true)
            }
        }
    }

    /// Whether an entry is there, and stays.
    ///
    /// Asked under the lock of the head, which the lost transaction held until it was at its end, and in a transaction
    /// that commits: a standby that must confirm has then confirmed all that was before.
    ///
    /// - Returns: Nothing where the database does not tell in time.
    private func isRecorded(_ entry: Changes.Entry, _ chain: KeyChain) -> Bool? {
        let deadline = DispatchTime.now() + .seconds(Journal.lookSecondsMax)
        while true {
            do {
                return try store.write { connection in
                    _ = try head(connection, lock: true, seen: sizeSeen, chain)
                    return try connection.blob(
                        "SELECT leaf FROM entry WHERE number = ?1", [.integer(entry.header.index)]) == entry.leaf
                }
            } catch let error as StoreError where error.isRetryable || error.isOutcomeUnknown {
                guard DispatchTime.now() < deadline else { return nil }
                usleep(Journal.pauseMicroseconds)
            } catch {
                return nil
            }
        }
    }
}
