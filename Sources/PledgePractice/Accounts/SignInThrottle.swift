import PledgeCore
import PledgeLedger
import PledgeStore
import Synchronization

/// How fast somebody may guess, without locking out who does not.
///
/// A try counts against its name and place: after a few without a wait, each waits twice as long as the last. From places
/// where the name was never used it counts against the name, and against all names, too, which leak away with time. A
/// browser or an address that the account knows is bound by its own tries alone, so that whoever guesses elsewhere keeps
/// nobody out. Rows end by themselves and are no part of the journal.
final class SignInThrottle: Sendable {
    private let policy: AccountPolicy
    /// When old rows were last taken away.
    private let lastCleared = Mutex<Int64>(0)
    private static let clearEach: Int64 = 10 * 60 * 1_000
    private static let tokenBytesCount = 16
    /// One try, in the unit of `level`.
    private static let unit: Int64 = 1_000

    init(_ policy: AccountPolicy) { self.policy = policy }

    /// Who tries, and from where.
    struct Attempt {
        /// In normal form, whether anybody has it or not.
        var login: String
        /// The browser where the account knows it, else the address.
        var place: String
        /// Whether the account knows the browser or the address.
        var isKnown: Bool
    }

    private struct Row {
        var level: Int64 = 0
        var last: Int64 = 0
    }

    /// Counts a try before it is made, so that none of many at once slips through.
    ///
    /// - Parameters:
    ///   - attempt: Who tries.
    ///   - now: Milliseconds since 1970.
    ///   - practice: Where the rows are.
    /// - Returns: What counts, for a try that turns out to be none.
    /// - Throws: `SignInRefusal.wait`: then it does not count, and nothing may be tried.
    @discardableResult
    func begin(_ attempt: Attempt, now: Int64, _ practice: Practice) throws -> Counted {
        let key = practice.journal.chain.index
        let pair = SignInThrottle.pair(attempt, key)
        let (wait, before): (Int64, Row) = try told {
            try practice.store.write { connection in
                try connection.lock("sign-in")
                try clear(now, connection)
                var before = try row(pair, connection)
                if now - before.last > policy.triesForgotten { before.level = 0 }
                var waits = [pairWait(before, now)]
                var rows = [(token: pair, row: Row(level: before.level + SignInThrottle.unit, last: now))]
                if !attempt.isKnown {
                    let leaks = [
                        (
                            SignInThrottle.token("name \(attempt.login)", key), policy.triesOfName,
                            policy.triesOfNameEach
                        ),
                        (SignInThrottle.token("all", key), policy.triesOfAll, policy.triesOfAllEach),
                    ]
                    for (token, most, each) in leaks {
                        var row = try row(token, connection)
                        row.level = max(0, row.level - (now - row.last) * SignInThrottle.unit / each)
                        row.level += SignInThrottle.unit
                        waits.append((row.level - most * SignInThrottle.unit) * each / SignInThrottle.unit)
                        rows.append((token, row))
                    }
                }
                let longest = waits.max() ?? 0
                if longest > 0 { return (longest, before) }
                try connection.runEach(
                    """
                    INSERT INTO attempt (token, level, last) VALUES (?1, ?2, ?3)
                    ON CONFLICT (token) DO UPDATE SET level = excluded.level, last = excluded.last
                    """, rows.map { [.blob($0.token), .integer($0.row.level), .integer(now)] })
                return (0, before)
            }
        }
        if wait > 0 { throw SignInRefusal.wait(seconds: (wait + 999) / 1_000) }
        return Counted(pair: pair, level: before.level, last: before.last, at: now)
    }

    /// A try as it was counted against its name and place.
    struct Counted {
        fileprivate var pair: [UInt8]
        /// The row as it was before.
        fileprivate var level: Int64
        fileprivate var last: Int64
        fileprivate var at: Int64
    }

    /// Takes a try back that was none: the password was right, and the code is still to come.
    func undo(_ counted: Counted, _ practice: Practice) throws {
        try told {
            try practice.store.write { connection in
                // Where another came meanwhile, both count.
                _ = try connection.run(
                    "UPDATE attempt SET level = ?2, last = ?3 WHERE token = ?1 AND last = ?4",
                    [.blob(counted.pair), .integer(counted.level), .integer(counted.last), .integer(counted.at)])
            }
        }
    }

    /// Forgets the tries of a name from a place, once one succeeded.
    func succeed(_ attempt: Attempt, _ practice: Practice) throws {
        let token = SignInThrottle.pair(attempt, practice.journal.chain.index)
        try told {
            try practice.store.write { connection in
                _ = try connection.run("DELETE FROM attempt WHERE token = ?1", [.blob(token)])
            }
        }
    }

    /// How long the next try of this pair has to wait still.
    private func pairWait(_ row: Row, _ now: Int64) -> Int64 {
        let over = row.level / SignInThrottle.unit - policy.freeTries
        guard over >= 0 else { return 0 }
        var wait = policy.waitFirst
        for _ in 0..<over where wait < policy.waitMax { wait *= 2 }
        return row.last + min(wait, policy.waitMax) - now
    }

    private func row(_ token: [UInt8], _ connection: any StoreConnection) throws -> Row {
        try connection.first("SELECT level, last FROM attempt WHERE token = ?1", [.blob(token)]) { row in
            Row(level: try row.integer(0), last: try row.integer(1))
        } ?? Row()
    }

    private func clear(_ now: Int64, _ connection: any StoreConnection) throws {
        let isDue = lastCleared.withLock { last in
            if now - last < SignInThrottle.clearEach { return false }
            last = now
            return true
        }
        if isDue {
            _ = try connection.run("DELETE FROM attempt WHERE last < ?1", [.integer(now - policy.triesForgotten)])
        }
    }

    private static func pair(_ attempt: Attempt, _ key: SealingKey) -> [UInt8] {
        token("pair \(attempt.place) \(attempt.login)", key)
    }

    private static func token(_ text: String, _ key: SealingKey) -> [UInt8] {
        Array(key.code(for: Array("attempt \(text)".utf8)).prefix(tokenBytesCount))
    }

    private func told<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch {
            throw Journal.told(error)
        }
    }
}
