import PledgeCore
import Synchronization

/// Time zones by name, each read from the system once.
final class Zones: Sendable {
    /// Most names remembered: input may name any.
    private static let namesMax = 1000
    private let known = Mutex<[String: TimeZoneRules?]>([:])

    /// The rules of the zone; nothing for a name that is none.
    func rules(_ name: String) -> TimeZoneRules? {
        known.withLock { known in
            if let rules = known[name] { return rules }
            let rules: TimeZoneRules?
            do throws(TimeZoneError) {
                rules = try TimeZoneRules.named(name)
            } catch {
                // A name that is none is the caller's error, who names the place.
                rules = nil
            }
            if known.count < Zones.namesMax { known[name] = .some(rules) }
            return rules
        }
    }
}
