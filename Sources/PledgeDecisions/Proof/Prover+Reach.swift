import PledgeCore

/// A list of grounds that a stop reaches leaves out none that opens what the list closes.
extension Prover {
    /// For each stop of law that names some grounds of a paragraph, and each other ground of that paragraph: no request on
    /// which the stop holds, no exception lifts it, and the other ground is open.
    ///
    /// What the stop excepts by name, and what its author cannot reach, is left out on purpose. The request has one kind of
    /// actor, one of recipient, and one purpose.
    func proveReaches() {
        let bench = bench()
        for stop in law.program.stops.indices {
            let rule = law.program.stops[stop].rule
            guard rule.author == .law, let named = rule.reach.rules, isWanted(rule.head.span),
                rule.head.force.includes(day)
            else { continue }
            var told: Set<Int> = []
            for paragraph in RuleID.paragraphs(of: named) { proveReach(stop, paragraph, bench, &told) }
        }
    }

    /// Grounds that were found to be missed, in any paragraph, are `told` once.
    private func proveReach(_ stop: Int, _ paragraph: [String], _ bench: ProofBench, _ told: inout Set<Int>) {
        let circuit = bench.circuit
        let rule = law.program.stops[stop].rule
        let family = bench.inForce.filter { law.program.grounds[$0].rule.stands(in: paragraph) }
        let beside = family.filter { ground in
            let other = law.program.grounds[ground].rule
            return !rule.reach.includes(other) && book.canReach(rule, other)
                && !rule.reach.except.contains { other.isUnder($0) } && !told.contains(ground)
        }
        let lifting = law.program.exceptions.indices.filter { law.program.exceptions[$0].rule.stops.contains(rule.id) }
        let holds = [circuit.isPlain(), circuit.holds(stop: stop)] + lifting.map { !circuit.lifts($0) }
        for ground in beside {
            let other = law.program.grounds[ground].rule
            switch bench.world(holds + [circuit.open(ground)]) {
            case .none: report.prove("grounds beside a reach are closed where the stop holds", 1)
            case .tooLarge:
                report.undecided.append(
                    "whether the reach of `\(rule.id)` misses `\(other.id)`: the search grew too large")
            case .world(let world):
                told.insert(ground)
                let shows = { (decision: Decision) in
                    decision.parts.contains { $0.grounds.contains { $0.rule == other.id } }
                }
                find(
                    .reachMisses, [rule.id.text, other.id.text],
                    "`\(rule.id)`, \(rule.head.title), names grounds under \(paragraph.joined()), and where it holds "
                        + "leaves `\(other.id)`, \(other.head.title), open",
                    rule.head.span, (bench.request(world, "\(rule.id)-\(other.id)"), bench, shows)
                ) { bench.holdingStops($0).contains(rule.id) }
            }
        }
    }
}

extension RuleID {
    /// The paragraphs above these rules, each once; a section stands under none.
    static func paragraphs(of rules: [RuleID]) -> [[String]] {
        var seen: Set<[String]> = []
        return rules.map { Array($0.tokens.dropLast()) }.filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}

extension Ground {
    /// Whether the ground, or the one an overlay put it under, stands in the paragraph.
    fileprivate func stands(in paragraph: [String]) -> Bool {
        [id, under].contains {
            $0.map { $0.tokens.count > paragraph.count && $0.tokens.starts(with: paragraph) } ?? false
        }
    }
}
