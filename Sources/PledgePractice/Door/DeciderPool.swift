import PledgeCore
import PledgeDecisions
import Synchronization

/// Deciders of everyday requests, each used by one thread at a time and for one time zone.
final class DeciderPool: Sendable {
    private static let keptMax = 16

    private let compiled: CompiledRulebook
    private let free = Mutex<[Lent]>([])
    /// Held while one is made, which takes its time: meanwhile another may come back.
    private let making = Mutex<Void>(())

    /// INVARIANT: in the pool, or in the hands of one thread.
    // SAFETY: the invariant; the pool is under a lock.
    private final class Lent: @unchecked Sendable {
        let zoneName: String
        let decider: CodedDecider

        init(_ zoneName: String, _ decider: CodedDecider) {
            self.zoneName = zoneName
            self.decider = decider
        }
    }

    init(_ compiled: CompiledRulebook) { self.compiled = compiled }

    /// The decision of a request that goes, where its coded form tells everything; nothing otherwise.
    func decide(_ request: Request, zoneName: String, zone: TimeZoneRules) -> Decision? {
        let lent =
            taken(zoneName)
            ?? making.withLock { _ in taken(zoneName) ?? Lent(zoneName, CodedDecider(compiled, zone: zone)) }
        defer { free.withLock { if $0.count < DeciderPool.keptMax { $0.append(lent) } } }
        return lent.decider.decide(request)?.decision
    }

    private func taken(_ zoneName: String) -> Lent? {
        free.withLock { free in free.lastIndex { $0.zoneName == zoneName }.map { free.remove(at: $0) } }
    }
}
