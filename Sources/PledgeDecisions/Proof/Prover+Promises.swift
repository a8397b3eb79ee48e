import PledgeCore

/// Sentences of promise documents: each can matter, and none promises what the law closes in every case.
extension Prover {
    func provePromises() {
        for (number, document) in promises.enumerated() {
            for position in document.promises.indices where isWanted(document.promises[position].span) {
                prove(sentence: position, of: number)
            }
            for position in document.exclusions.indices where isWanted(document.exclusions[position].span) {
                prove(exclusion: position, of: number)
            }
        }
    }

    /// One instance of a ground that a sentence is about.
    private struct Said {
        var ground: Int
        var instance: InstanceWires
        /// The sentence holds for it, and no exclusion takes it back.
        var says: Wire
        /// Without the sentence it would be promised: by another as near, or by silence.
        var isOpenWithout: Wire
        /// No other sentence is about it.
        var isAlone: Bool
    }

    private func prove(sentence position: Int, of number: Int) {
        let bench = boundBench()
        let circuit = bench.circuit
        let document = promises[number]
        let promise = document.promises[position]
        let said = said(promise, number, bench)
        // What the law gives itself may be told; it needs no promise.
        if said.isEmpty { return report.prove("sentences tell what no document may limit", 1) }
        let name = "\(document.id): promise \(promise.rule)"
        let holding = said.map { circuit.and([$0.instance.condition, $0.says]) }
        switch bench.world([circuit.or(holding)]) {
        case .tooLarge:
            report.undecided.append("whether `\(name)` can matter: the search grew too large")
            return
        case .none:
            find(
                .neverMatters, [document.id, promise.rule.text],
                "what `\(name)` promises, no law opens: it applies to no request", promise.span)
            return
        case .world(let world):
            let lawful = zip(said, holding).map { one, wire in
                circuit.and([wire] + byLaw(one.instance, bench).map { !$0.wire })
            }
            if bench.world([circuit.or(lawful)]).isNone {
                return tellForbidden(promise, document, said, holding, world, bench)
            }
            report.prove("sentences promise what the law may leave open", 1)
        }
        let free = zip(said, holding).map { circuit.and([$0.1, !$0.0.instance.compelled]) }
        if bench.world([circuit.or(free)]).isNone {
            return report.prove("sentences tell what no document may limit", 1)
        }
        let opening = said.map { one in
            circuit.and([one.instance.open, one.says, !one.isOpenWithout, !one.instance.compelled])
        }
        let narrowing = said.map { one in
            circuit.and(
                [one.instance.condition, !one.says, !one.instance.promised, one.isOpenWithout, !one.instance.compelled]
                    + one.instance.closed.map { !$0.wire })
        }
        switch bench.world([circuit.or(opening + narrowing)]) {
        case .world: report.prove("sentences can matter", 1)
        case .tooLarge: report.undecided.append("whether `\(name)` can matter: the search grew too large")
        case .none:
            if said.allSatisfy(\.isAlone) { return report.prove("sentences tell what silence leaves open", 1) }
            tellShadow(of: promise, position, document, said, bench)
        }
    }

    private func byLaw(_ instance: InstanceWires, _ bench: ProofBench) -> [(stop: Int, wire: Wire)] {
        instance.closed.filter { bench.program.stops[$0.stop].rule.author == .law }
    }

    private func said(_ promise: Promise, _ number: Int, _ bench: ProofBench) -> [Said] {
        let circuit = bench.circuit
        let document = promises[number]
        return bench.inForce.flatMap { ground -> [Said] in
            let compiled = bench.program.grounds[ground]
            guard case .stated(let alternatives, let excluded, _, let silenceIsYes) = compiled.promised[number],
                let own = alternatives.firstIndex(where: { $0.promise == promise })
            else { return [] }
            let depths = document.promises.filter { compiled.rule.isUnder($0.rule) }.map {
                compiled.rule.depth(of: $0.rule)
            }
            let isShallower = depths.contains { $0 < (depths.max() ?? 0) }
            return circuit.copies(of: ground).map { copy in
                let reading = Reading(type: compiled.type, copy: copy, isBeforeStandings: false)
                let others = alternatives.indices.filter { $0 != own }.map {
                    circuit.wire(alternatives[$0].formula, reading)
                }
                let silence: Wire = silenceIsYes ? .always : !circuit.isBoundByPromises()
                return Said(
                    ground: ground, instance: circuit.instance(ground, copy),
                    says: circuit.and([
                        circuit.binds(number), circuit.wire(alternatives[own].formula, reading),
                        !circuit.wire(excluded, reading),
                    ]),
                    // What a sentence farther off would say instead is not looked at: it may matter, then.
                    isOpenWithout: alternatives.count > 1
                        ? circuit.or(others) : isShallower ? circuit.oneOf(2)[0] : silence,
                    isAlone: alternatives.count == 1 && !isShallower)
            }
        }
    }

    private func tellForbidden(
        _ promise: Promise, _ document: PromiseDocument, _ said: [Said], _ holding: [Wire], _ world: World,
        _ bench: ProofBench
    ) {
        guard let position = holding.firstIndex(where: { world.holds($0) }) else { return }
        let stops = byLaw(said[position].instance, bench).filter { world.holds($0.wire) }
            .map { bench.program.stops[$0.stop].rule }
        guard let first = stops.first else { return }
        let shows = { (decision: Decision) in
            decision.parts.contains { part in
                part.grounds.isEmpty && part.stops.contains { $0.rule == first.id && $0.isSure }
            }
        }
        let words =
            "`\(document.id)` promises `\(promise.rule)`, \(promise.paragraph.heading), and `\(first.id)`, "
            + "\(first.head.title), forbids it in every case"
        let id = "\(document.id)-\(promise.rule)"
        var shown: (request: Request, bench: ProofBench, shows: (Decision) -> Bool)?
        let found = bench.world([bench.circuit.or(holding)], closing: [], isOfRefusal: true, until: shows)
        if case .world(let world) = found.result { shown = (bench.request(world, id), bench, shows) }
        find(
            .promiseForbidden, [document.id, promise.rule.text] + stops.map(\.id.text), words, promise.span, shown)
    }

    private func tellShadow(
        of promise: Promise, _ position: Int, _ document: PromiseDocument, _ said: [Said], _ bench: ProofBench
    ) {
        let others = document.promises.indices.filter { other in
            other != position
                && said.contains { bench.program.grounds[$0.ground].rule.isUnder(document.promises[other].rule) }
        }.map { document.promises[$0].rule.text }
        find(
            others.isEmpty ? .neverMatters : .shadowed, [document.id, promise.rule.text] + others,
            "the sentence `\(document.id): promise \(promise.rule)`, \(promise.paragraph.heading), changes nothing"
                + (others.isEmpty ? "" : ": wherever it holds, others of the document promise the same"), promise.span)
    }

    /// An exclusion takes something back, or says in words what silence says.
    private func prove(exclusion position: Int, of number: Int) {
        let bench = boundBench()
        let circuit = bench.circuit
        let document = promises[number]
        let exclusion = document.exclusions[position]
        let takenBack = bench.inForce.flatMap { ground -> [Wire] in
            let compiled = bench.program.grounds[ground]
            guard compiled.rule.isUnder(exclusion.rule),
                case .stated(let alternatives, let excluded, _, let silenceIsYes) = compiled.promised[number],
                !alternatives.isEmpty || silenceIsYes
            else { return [] }
            return circuit.copies(of: ground).map { copy in
                let reading = Reading(type: compiled.type, copy: copy, isBeforeStandings: false)
                let instance = circuit.instance(ground, copy)
                let stated =
                    alternatives.isEmpty ? .always : circuit.or(alternatives.map { circuit.wire($0.formula, reading) })
                return circuit.and(
                    [
                        instance.condition, !instance.compelled, circuit.binds(number), stated,
                        circuit.wire(excluded, reading),
                    ]
                        + instance.closed.map { !$0.wire })
            }
        }
        if takenBack.isEmpty { return report.prove("exclusions say what silence says", 1) }
        switch bench.world([circuit.or(takenBack)]) {
        case .world: report.prove("exclusions can matter", 1)
        case .tooLarge:
            report.undecided.append(
                "whether `\(document.id): exclude \(exclusion.rule)` can matter: the search grew too large")
        case .none:
            find(
                .neverMatters, [document.id, exclusion.rule.text],
                "`\(document.id): exclude \(exclusion.rule)` takes nothing back", exclusion.span)
        }
    }
}
