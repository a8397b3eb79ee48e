import PledgeCore

/// Every rule can change a decision, or others do what it does.
extension Prover {
    func proveMattering() {
        for number in law.program.grounds.indices where isWanted(law.program.grounds[number].rule.head.span) {
            proveGround(number)
        }
        for number in law.program.stops.indices where isWanted(law.program.stops[number].rule.head.span) {
            proveStop(number, isOfDocument: false)
        }
        for number in bound.program.stops.indices {
            let stop = bound.program.stops[number]
            if stop.document != nil, isWanted(stop.rule.head.span) { proveStop(number, isOfDocument: true) }
        }
        for number in law.program.exceptions.indices
        where isWanted(law.program.exceptions[number].rule.head.span) { proveException(number) }
        for number in law.program.standings.indices where isWanted(law.program.standings[number].rule.head.span) {
            proveStanding(number)
        }
        for number in book.answers.indices where isWanted(book.answers[number].head.span) { proveAnswer(number) }
    }

    /// What became of a rule on one day.
    private enum Verdict {
        case matters
        case shadowed(by: [RuleID])
        /// It holds, and is told; what it would close no ground opens.
        case toldOnly
        case never
        case tooLarge
    }

    /// Looks at a rule day by day, until it matters on one.
    private func judge(
        _ head: RuleHead, _ noun: String, isOfDocument: Bool = false, _ verdict: (ProofBench) -> Verdict
    ) {
        var worst = Verdict.never
        for day in days(of: head.force) {
            switch verdict(isOfDocument ? boundBench(day) : bench(day)) {
            case .matters: return report.prove("\(noun)s can matter", 1)
            case .tooLarge:
                report.undecided.append("whether \(noun) `\(head.id)` can matter: the search grew too large")
                return
            case .shadowed(let others): worst = .shadowed(by: others)
            case .toldOnly: worst = .toldOnly
            case .never: break
            }
        }
        if case .toldOnly = worst {
            return find(
                .neverMatters, [head.id.text],
                "the \(noun) `\(head.id)`, \(head.title), is told and closes nothing: what it would close, no ground opens",
                head.span)
        }
        if case .shadowed(let others) = worst {
            let titles = others.prefix(3).map { "`\($0)` \(title(of: $0))" }.joined(separator: "; ")
            find(
                .shadowed, [head.id.text] + others.map(\.text),
                "the \(noun) `\(head.id)`, \(head.title), changes nothing: wherever it applies, so does \(titles)",
                head.span)
        } else {
            find(
                .neverMatters, [head.id.text],
                "the \(noun) `\(head.id)`, \(head.title), applies to no request, on no day", head.span)
        }
    }

    func title(of rule: RuleID) -> String {
        let heads =
            book.grounds.map(\.head) + book.stops.map(\.head) + book.exceptions.map(\.head)
            + promises.flatMap { $0.stops.map(\.head) }
        return heads.first { $0.id == rule }?.title ?? ""
    }

    // MARK: Grounds

    private func proveGround(_ number: Int) {
        let head = law.program.grounds[number].rule.head
        judge(head, "ground") { bench in
            judgeGround(number, bench)
        }
    }

    /// Some part is released on this ground and on no other.
    private func isAlone(_ rule: RuleID, _ decision: Decision) -> Bool {
        decision.parts.contains { Set($0.grounds.map(\.rule)) == [rule] }
    }

    private func judgeGround(_ number: Int, _ bench: ProofBench) -> Verdict {
        let circuit = bench.circuit
        let open = circuit.open(number)
        let id = law.program.grounds[number].rule.id
        let alone = bench.world([open], closing: [number]) { isAlone(id, $0) }
        switch alone.result {
        case .world: return .matters
        case .tooLarge: return .tooLarge
        case .none: break
        }
        if alone.seen.isEmpty { return .never }
        if alone.seen.contains(where: { hasEffects(number, $0) }) { return .matters }
        let required = circuit.required(number)
        switch bench.world([required] + alone.closed.map { !circuit.required($0) }) {
        case .world: return .matters
        case .tooLarge: return .tooLarge
        case .none: break
        }
        // Those without which it could be alone: what is left opens wherever this one does.
        var left = alone.closed
        for other in alone.closed {
            let rest = left.filter { $0 != other }
            switch bench.world([open] + rest.map { !circuit.open($0) }) {
            case .none: left = rest
            case .tooLarge: return .tooLarge
            case .world(let world):
                if hasEffects(number, bench.decide(bench.request(world, "effects"))) { return .matters }
            }
        }
        return .shadowed(by: left.map { law.program.grounds[$0].rule.id })
    }

    /// The ground is relied on, and what it owes, limits or counts is not what the next one does.
    private func hasEffects(_ number: Int, _ decision: Decision) -> Bool {
        let id = law.program.grounds[number].rule.id
        return decision.parts.contains { part in
            guard let first = part.grounds.first, first.rule == id else { return false }
            guard let next = part.grounds.first(where: { $0.rule != id }) else { return true }
            return first.duties != next.duties || first.accounting != next.accounting || first.atMost != next.atMost
                || first.within != next.within || first.confidence.needsRelease != next.confidence.needsRelease
        }
    }

    // MARK: Stops

    /// The stop, and no other, closes what would be open.
    private func closesAlone(_ number: Int, _ bench: ProofBench) -> Wire {
        let circuit = bench.circuit
        return circuit.or(
            bench.inForce.filter { ground in circuit.program.grounds[ground].stops.contains { $0.stop == number } }
                .flatMap { ground in
                    circuit.instances(of: ground).map { instance in
                        circuit.and(
                            [instance.condition, circuit.or([instance.promised, instance.compelled])]
                                + instance.closed.map { $0.stop == number ? $0.wire : !$0.wire })
                    }
                })
    }

    private func proveStop(_ number: Int, isOfDocument: Bool) {
        let program = isOfDocument ? bound.program : law.program
        let stop = program.stops[number]
        var head = stop.rule.head
        if let document = stop.document { head.title += " (\(promises[document].id))" }
        judge(head, isOfDocument ? "sentence" : "stop", isOfDocument: isOfDocument) { bench in
            switch bench.world([closesAlone(number, bench)]) {
            case .world: return .matters
            case .tooLarge: return .tooLarge
            case .none: return judgeShadow(of: number, bench)
            }
        }
    }

    private func judgeShadow(of number: Int, _ bench: ProofBench) -> Verdict {
        let circuit = bench.circuit
        var shadows: [RuleID] = []
        for ground in bench.inForce {
            for instance in circuit.instances(of: ground) {
                guard let own = instance.closed.first(where: { $0.stop == number }) else { continue }
                let promised = circuit.or([instance.promised, instance.compelled])
                let others = instance.closed.filter { $0.stop != number }
                guard
                    case .none(let because) = bench.world(
                        [instance.condition, promised, own.wire] + others.map { !$0.wire })
                else { continue }
                if bench.world([instance.condition, promised, own.wire]).isNone { continue }
                for other in others where because.contains(!other.wire) {
                    let id = bench.program.stops[other.stop].rule.id
                    if !shadows.contains(id) { shadows.append(id) }
                }
            }
        }
        if !shadows.isEmpty { return .shadowed(by: shadows) }
        let fitting = bench.inForce.filter { ground in
            bench.program.grounds[ground].stops.contains { $0.stop == number }
        }.map { circuit.fits($0) }
        return bench.world([circuit.holds(stop: number), circuit.or(fitting)]).isNone ? .never : .toldOnly
    }

    // MARK: Exceptions

    private func proveException(_ number: Int) {
        let exception = law.program.exceptions[number]
        judge(exception.rule.head, "exception") { bench in
            var alone: [Wire] = []
            var among: [(wire: Wire, others: Set<Int>)] = []
            let circuit = bench.circuit
            for ground in bench.inForce {
                for (stop, exceptions) in bench.program.grounds[ground].stops where exceptions.contains(number) {
                    let others = exceptions.filter { $0 != number }
                    for instance in circuit.instances(of: ground) {
                        var lifted = [instance.open, circuit.holds(stop: stop), circuit.lifts(number)]
                        if bench.program.stops[stop].rule.yieldsToCompulsion { lifted.append(!instance.compelled) }
                        among.append((circuit.and(lifted), Set(others)))
                        alone.append(circuit.and(lifted + others.map { !circuit.lifts($0) }))
                    }
                }
            }
            switch bench.world([circuit.or(alone)]) {
            case .world: return .matters
            case .tooLarge: return .tooLarge
            case .none: break
            }
            if bench.world([circuit.or(among.map(\.wire))]).isNone { return .never }
            let rule = exception.rule
            if !rule.duties.isEmpty || !rule.limits.isEmpty || rule.accounting != nil { return .matters }
            let others = among.reduce(into: Set<Int>()) { $0.formUnion($1.others) }.sorted().filter { other in
                let together = among.filter { $0.others.contains(other) }.map(\.wire)
                return bench.world([circuit.or(together), circuit.lifts(other)]).isNone == false
            }
            return .shadowed(by: others.map { bench.program.exceptions[$0].rule.id })
        }
    }

    // MARK: Standings and answers

    private func proveStanding(_ number: Int) {
        let standing = law.program.standings[number]
        judge(standing.rule.head, "standing") { bench in
            let circuit = bench.circuit
            let raw = circuit.names(.field(.recipient)).members
            let others = bench.program.standings.indices.filter {
                $0 != number && bench.program.standings[$0].becomes == standing.becomes
            }
            let opened = circuit.or(
                bench.inForce.map { circuit.and([circuit.open($0), !circuit.fits($0, recipients: raw)]) })
            let goals = [circuit.holds(standing: number), !raw[standing.becomes], opened]
            switch bench.world(goals + others.map { !circuit.holds(standing: $0) }) {
            case .world: return .matters
            case .tooLarge: return .tooLarge
            case .none: break
            }
            return bench.world(goals).isNone
                ? .never : .shadowed(by: others.map { bench.program.standings[$0].rule.head.id })
        }
    }

    private func proveAnswer(_ number: Int) {
        let answer = book.answers[number]
        let same = book.answers.indices.filter { $0 != number && book.answers[$0].question == answer.question }
        let silent = book.questions.first { $0.name == answer.question }?.silent
        judge(answer.head, "answer") { bench in
            let held = bench.holds(answer: number)
            if silent == answer.answer { return .never }
            switch bench.world([held] + same.map { !bench.holds(answer: $0) }) {
            case .world: return .matters
            case .tooLarge: return .tooLarge
            case .none: break
            }
            return bench.world([held]).isNone ? .never : .shadowed(by: same.map { book.answers[$0].head.id })
        }
    }
}
