import PledgeCore

/// No two rules contradict one another without an order between them.
extension Prover {
    /// Two overlays' answers to one question, which differ, never hold at once.
    func proveContradictions() {
        for left in book.answers.indices {
            for right in book.answers.indices where right > left {
                let (one, two) = (book.answers[left], book.answers[right])
                guard one.question == two.question, one.answer != two.answer,
                    isWanted(one.head.span) || isWanted(two.head.span)
                else { continue }
                prove(left, right)
            }
        }
    }

    private func prove(_ left: Int, _ right: Int) {
        let (one, two) = (book.answers[left], book.answers[right])
        let pair = "`\(one.head.id)` and `\(two.head.id)`"
        guard one.head.force.overlaps(two.head.force) else { return report.prove("answers of states agree", 1) }
        let days = days(of: one.head.force).filter { two.head.force.includes($0) }
        for day in days.prefix(3) {
            let bench = bench(day)
            let goals = [bench.holds(answer: left), bench.holds(answer: right)]
            switch bench.world(goals) {
            case .none: continue
            case .tooLarge:
                report.undecided.append("whether \(pair) contradict: the search grew too large")
                return
            case .world(let world): return tell(left, right, goals, world, bench)
            }
        }
        report.prove("answers of states agree", 1)
    }

    /// With a request that the contradiction leaves undetermined, where a ground turns on the question.
    private func tell(_ left: Int, _ right: Int, _ goals: [Wire], _ world: World, _ bench: ProofBench) {
        let (one, two) = (book.answers[left], book.answers[right])
        let words =
            "\(one.question) is \(one.answer) by `\(one.head.id)`, \(one.head.title), and \(two.answer) by "
            + "`\(two.head.id)`, \(two.head.title), at once; it counts as unknown"
        var shown: (request: Request, bench: ProofBench, shows: (Decision) -> Bool)?
        let slot = book.questions.firstIndex { $0.name == one.question }.flatMap {
            law.program.slots.find(.question($0))
        }
        for ground in bench.inForce where slot.map({ law.program.grounds[ground].support.contains($0) }) == true {
            guard case .world(let world) = bench.world(goals + [bench.circuit.open(ground)]) else { continue }
            let request = bench.request(world, "\(one.head.id)-\(two.head.id)")
            let rule = law.program.grounds[ground].rule.id
            let shows = { (decision: Decision) in decision.parts.contains { $0.undecided.contains(rule) } }
            guard shows(bench.decide(request)) else { continue }
            shown = (request, bench, shows)
            break
        }
        _ = world
        find(.contradiction, [one.head.id.text, two.head.id.text], words, one.head.span, shown)
    }

    // MARK: Compelled and forbidden

    /// What one law compels, no law forbids; each pair that does is told.
    ///
    /// The request has one kind of actor, one of recipient, and one purpose; no ground is open on it. Where another ground
    /// opens what is compelled, both laws are kept.
    func proveDemands() {
        let bench = bench()
        for ground in bench.inForce where !law.program.grounds[ground].compelled.isNever {
            for (stop, _) in law.program.grounds[ground].stops {
                let rule = law.program.stops[stop].rule
                guard rule.author == .law, !rule.isManner else { continue }
                guard isWanted(rule.head.span) || isWanted(law.program.grounds[ground].rule.head.span) else { continue }
                proveDemand(ground, stop, bench)
            }
        }
    }

    private func proveDemand(_ ground: Int, _ stop: Int, _ bench: ProofBench) {
        let circuit = bench.circuit
        let (compelling, forbidding) = (law.program.grounds[ground].rule, law.program.stops[stop].rule)
        let demands = circuit.or(
            circuit.instances(of: ground).map { instance in
                let manners = instance.closed.filter { law.program.stops[$0.stop].rule.isManner }.map { !$0.wire }
                let own = instance.closed.filter { $0.stop == stop }.map(\.wire)
                return circuit.and([instance.condition, instance.compelled] + own + manners)
            })
        let pair = "`\(compelling.id)` compels what `\(forbidding.id)` forbids"
        let shows = { (decision: Decision) in
            decision.parts.contains { part in
                part.isConflict && part.stops.contains { $0.rule == forbidding.id && $0.isSure }
            }
        }
        let words =
            "`\(compelling.id)`, \(compelling.head.title), compels what `\(forbidding.id)`, \(forbidding.head.title), "
            + "forbids"
        let found = bench.world(
            [bench.circuit.isPlain(), demands], closing: [], isOfRefusal: true, until: shows)
        switch found.result {
        case .none: report.prove("compelling and forbidding rules never meet", 1)
        case .tooLarge: report.undecided.append("whether \(pair): the search grew too large")
        case .world(let world):
            find(
                .requiredForbidden, [compelling.id.text, forbidding.id.text], words, compelling.head.span,
                (bench.request(world, "\(compelling.id)-\(forbidding.id)"), bench, shows))
        }
    }
}
