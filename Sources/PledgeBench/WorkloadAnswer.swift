package import PledgeDecisions

/// The answer to a request of the workload, in the workload's own form.
package struct WorkloadAnswer: Hashable, Sendable {
    package var id: String
    package var isPermitted: Bool
    /// All prohibitions that hold, if any does; else all permissions that hold; sorted.
    package var rules: [String]

    /// Decides with the rules that determine the answer.
    ///
    /// A prohibition that holds is told although no permission does: that is how the workload counts.
    package init(_ request: Request, by rulebook: CompiledRulebook) {
        let (stops, grounds) = rulebook.determining(request)
        self.id = request.id
        self.isPermitted = stops.isEmpty && !grounds.isEmpty
        self.rules = (stops.isEmpty ? grounds : stops).map(\.text).sorted()
    }

    /// Id, permit or deny, rule ids joined by commas; tabs between.
    package var line: String { "\(id)\t\(isPermitted ? "permit" : "deny")\t\(rules.joined(separator: ","))" }
}
