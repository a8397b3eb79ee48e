package import PledgeCore

extension CompiledRulebook {
    /// The stops of law that surely close a rule for a request, whatever else is true.
    ///
    /// The rule is a ground, or stands above grounds; what the request leaves out is unknown; promises play no part.
    /// Nothing where no ground under the rule fits the request, or one may be open for all the law says.
    package func stopsOfLaw(closing rule: RuleID, for request: Request, zone: TimeZoneRules = .utc) -> [RuleID]? {
        let evaluation = Evaluation(self, request, zone)
        let program = evaluation.program
        var found: [RuleID] = []
        for piece in evaluation.pieces {
            let part = PartEvaluation(evaluation, piece)
            for instance in part.instances where part.rule(instance).isUnder(rule) {
                let ground = program.grounds[instance.ground]
                guard part.state.matches(ground, request.act) != .no else { continue }
                let stops = ground.stops.filter { program.stops[$0.stop].rule.author == .law }
                guard evaluation.surely(.closed(instance, stops.map(\.stop)), part.state) == .yes else { return nil }
                for (stop, exceptions) in stops
                where evaluation.surely(.stopped(stop, exceptions), part.state) == .yes {
                    let id = program.stops[stop].rule.id
                    if !found.contains(id) { found.append(id) }
                }
            }
        }
        return found.isEmpty ? nil : found
    }
}
