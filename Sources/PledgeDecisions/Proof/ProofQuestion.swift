package import PledgeCore

/// What a search for a request comes to.
package enum SearchResult: Hashable, Sendable {
    case request(Request)
    /// No request does it, with at most two papers of each kind.
    case impossible
    case tooLarge
}

extension CompiledRulebook {
    /// Looks for a request of one part on which all of these grounds are surely open, and these surely closed.
    ///
    /// - Parameters:
    ///   - open: Grounds by id; all of that id are tried together, one must be open.
    ///   - closed: Grounds by id.
    ///   - at: The time of the act.
    ///   - zone: Zone of the organization.
    /// - Returns: The request, or that there is none.
    package func request(opening open: [RuleID], closing closed: [RuleID] = [], at: Instant, zone: TimeZoneRules = .utc)
        -> SearchResult
    {
        let bench = ProofBench(self, at: at, zone: zone, zoneName: nil)
        func isOpen(_ id: RuleID) -> Wire {
            bench.circuit.or(
                program.grounds.indices.filter { program.grounds[$0].rule.id == id }.map { bench.circuit.open($0) })
        }
        switch bench.world(open.map(isOpen) + closed.map { !isOpen($0) }) {
        case .none: return .impossible
        case .tooLarge: return .tooLarge
        case .world(let world): return .request(bench.request(world, "proof"))
        }
    }
}
