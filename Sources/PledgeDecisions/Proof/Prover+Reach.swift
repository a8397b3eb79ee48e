import PledgeCore

/// A list of grounds that a stop reaches leaves out none that opens what the list closes.
extension Prover {
    /// For each stop with a list and each ground not on it: no request on which the stop closes a ground on the list
    /// and the other stays open, for the same act, recipient and purpose.
    ///
    /// The request has one actor, one kind of recipient and one purpose.
    ///
    /// What the stop excepts by name, and what its author cannot reach, is left out on purpose.
    func proveReaches() {
        let bench = bench()
        for stop in law.program.stops.indices {
            let rule = law.program.stops[stop].rule
            guard rule.reach.rules != nil, isWanted(rule.head.span), rule.head.force.includes(day) else { continue }
            proveReach(stop, bench)
        }
    }

    /// One act, actor and purpose, and one recipient or whom they speak as, fit both grounds.
    private func mayMeet(_ one: Int, _ other: Int) -> Bool {
        let (left, right) = (law.program.grounds[one], law.program.grounds[other])
        let becomes = NameBits(law.program.standings.map(\.becomes))
        let isToBoth = left.recipients.contains { act, kinds in
            guard let others = right.recipients[act] else { return false }
            return kinds.intersects(others) || kinds.intersects(becomes) || others.intersects(becomes)
        }
        return isToBoth && left.actors.intersects(right.actors) && left.purposes.intersects(right.purposes)
    }

    private func proveReach(_ stop: Int, _ bench: ProofBench) {
        let circuit = bench.circuit
        let rule = law.program.stops[stop].rule
        let reached = bench.inForce.filter { ground in
            law.program.grounds[ground].stops.contains { $0.stop == stop }
        }
        let closing = circuit.or(
            reached.flatMap { ground in
                circuit.instances(of: ground).flatMap { instance in
                    instance.closed.filter { $0.stop == stop }.map { circuit.and([instance.condition, $0.wire]) }
                }
            })
        for ground in bench.inForce {
            let other = law.program.grounds[ground].rule
            if rule.reach.includes(other) || !book.canReach(rule, other) { continue }
            if rule.reach.except.contains(where: { other.isUnder($0) }) { continue }
            guard reached.contains(where: { mayMeet($0, ground) }) else {
                report.prove("grounds beside a reach open nothing that it closes", 1)
                continue
            }
            switch bench.world([circuit.isPlain(), closing, circuit.open(ground)]) {
            case .none: report.prove("grounds beside a reach open nothing that it closes", 1)
            case .tooLarge:
                report.undecided.append("whether the reach of `\(rule.id)` misses `\(other.id)`: the search grew too large")
            case .world(let world):
                let shows = { (decision: Decision) in
                    decision.parts.contains { part in
                        part.grounds.contains { $0.rule == other.id }
                            && part.stops.contains { $0.rule == rule.id && $0.isSure }
                    }
                }
                find(
                    .reachMisses, [rule.id.text, other.id.text],
                    "`\(rule.id)`, \(rule.head.title), closes one ground of a disclosure that `\(other.id)`, "
                        + "\(other.head.title), leaves open", rule.head.span,
                    (bench.request(world, "\(rule.id)-\(other.id)"), bench, shows))
            }
        }
    }
}
