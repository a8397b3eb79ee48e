import PledgeCore

/// Every layer only narrows: a document, a wish, an overlay but for what it is meant to open.
extension Prover {
    func proveNarrowing() {
        for number in promises.indices { proveNarrowing(ofDocument: number) }
        for wish in Wish.all(in: book) { proveNarrowing(of: wish) }
        listOverlays()
    }

    // MARK: Documents

    /// Without the document nothing is closed that is open with it, but where it binds in place of another.
    private func proveNarrowing(ofDocument number: Int) {
        let bench = boundBench()
        let circuit = bench.circuit
        _ = circuit.binds(number)
        let without = WorldBindings(circuit, without: number).wires
        let document = promises[number]
        guard isWanted(document.promises.first?.span ?? document.stops.first?.head.span ?? .none) else { return }
        for ground in bench.inForce {
            let pairs = circuit.copies(of: ground).map { copy in
                circuit.and([circuit.instance(ground, copy).open, !open(ground, copy, without, circuit)])
            }
            switch bench.world([circuit.or(pairs)]) {
            case .none: report.prove("grounds that a document only narrows", 1)
            case .tooLarge:
                report.undecided.append(
                    "whether `\(document.id)` opens `\(rule(ground).id)`: the search grew too large")
            case .world(let world):
                let id = rule(ground).id
                find(
                    .opens, [document.id, id.text],
                    "`\(document.id)` opens `\(id)`, \(rule(ground).head.title): it binds in place of another document of "
                        + "its series, or for its share beside another notice", rule(ground).head.span,
                    (
                        bench.request(world, "\(document.id)-\(id)"), bench,
                        { $0.parts.contains { $0.grounds.contains { $0.rule == id } } }
                    ),
                    isListed: isInPlaceOfAnother(document))
                // One ground shows it.
                return
            }
        }
    }

    private func isInPlaceOfAnother(_ document: PromiseDocument) -> Bool {
        promises.contains { other in
            other.id != document.id
                && (other.series == document.series || document.kind.isNotice && other.kind.isNotice)
        }
    }

    private func rule(_ ground: Int) -> Ground { law.program.grounds[ground].rule }

    /// The instance is open when the documents bind as the wires say.
    private func open(_ ground: Int, _ copy: Int?, _ binding: [Wire], _ circuit: WorldCircuit) -> Wire {
        let compiled = circuit.program.grounds[ground]
        let instance = circuit.instance(ground, copy)
        let reading = Reading(type: compiled.type, copy: copy, isBeforeStandings: false)
        let promised = circuit.and(
            promises.indices.map { document in
                circuit.or([!binding[document], circuit.promised(ground, by: document, reading)])
            })
        let closed = instance.closed.map { stop, wire in
            circuit.program.stops[stop].document.map { circuit.and([wire, binding[$0]]) } ?? wire
        }
        return circuit.and([instance.condition, circuit.or([promised, instance.compelled])] + closed.map { !$0 })
    }

    // MARK: Wishes

    /// What a patient's stop looks for opens no ground where it is added.
    private func proveNarrowing(of wish: Wish) {
        let bench = bench()
        let circuit = bench.circuit
        guard let (with, without, assumed) = wish.values(in: circuit) else { return }
        var stated = WireSubstitution(circuit, with)
        let others = without.map { WireSubstitution(circuit, $0) }
        for ground in bench.inForce {
            let open = circuit.open(ground)
            if case .option = wish.what {
            } else if circuit.fallsOnly(open, with: with.keys.map(\.variable)) {
                report.prove("grounds that a wish only narrows", 1)
                continue
            }
            let opened = stated(open)
            let pairs = others.map { substitution in
                var substitution = substitution
                return circuit.and([opened, !substitution(open)])
            }
            let id = rule(ground).id
            switch bench.world(assumed + [open, circuit.or(pairs)]) {
            case .none: report.prove("grounds that a wish only narrows", 1)
            case .tooLarge: report.undecided.append("whether \(wish.words) opens `\(id)`: the search grew too large")
            case .world(let world):
                guard isWanted(rule(ground).head.span) || isWanted(wish.span) else { continue }
                find(
                    .opens, [wish.name, id.text],
                    "\(wish.words), for which the patient's stop `\(wish.stop)` looks, opens `\(id)`, "
                        + rule(ground).head.title, wish.span,
                    (
                        bench.request(world, "\(wish.name)-\(id)"), bench,
                        { $0.parts.contains { $0.grounds.contains { $0.rule == id } } }
                    ))
            }
        }
    }

    // MARK: Overlays

    /// What an overlay opens, each with a request; an exception of another law's stop is no such way.
    private func listOverlays() {
        let bench = bench()
        for ground in bench.inForce where rule(ground).head.isOverlay && isWanted(rule(ground).head.span) {
            let rule = rule(ground)
            guard case .world(let world) = bench.world([bench.circuit.open(ground)]) else { continue }
            find(
                .opens, [rule.id.text], "`\(rule.kind.rawValue) \(rule.id)`, \(rule.head.title)", rule.head.span,
                (
                    bench.request(world, rule.id.text), bench,
                    { $0.parts.contains { $0.grounds.contains { $0.rule == rule.id } } }
                ), isListed: true)
        }
        for answer in book.answers.indices where isWanted(book.answers[answer].head.span) { list(answer, bench) }
        for exception in law.program.exceptions.indices { proveNarrowing(ofException: exception, bench) }
    }

    private func list(_ answer: Int, _ bench: ProofBench) {
        let rule = book.answers[answer]
        guard rule.head.force.includes(day) else { return }
        let question = book.questions.firstIndex { $0.name == rule.question }
        guard let slot = question.flatMap({ law.program.slots.find(.question($0)) }) else { return }
        var rest = book
        rest.answers.remove(at: answer)
        var shown: (request: Request, bench: ProofBench, shows: (Decision) -> Bool)?
        let held = bench.holds(answer: answer)
        // With one answer less, a rulebook that was compiled exceeds no bound.
        if let without = try? CompiledRulebook(rest, promises: [], wordsOf: law) {
            for ground in bench.inForce where law.program.grounds[ground].support.contains(slot) {
                let open = bench.circuit.open(ground)
                var silenced = WireSubstitution(bench.circuit, [held: .never])
                guard case .world(let world) = bench.world([held, open, !silenced(open)]) else { continue }
                let id = self.rule(ground).id
                let request = bench.request(world, rule.head.id.text)
                let isOpen = { (decision: Decision) in decision.parts.contains { $0.grounds.contains { $0.rule == id } }
                }
                guard isOpen(bench.decide(request)), !isOpen(without.decideInBrief(request, zone: zone)) else {
                    continue
                }
                shown = (request, bench, isOpen)
                break
            }
        }
        find(
            .opens, [rule.head.id.text],
            "`define \(rule.head.id)`, \(rule.head.title)" + (shown == nil ? ", which by itself opens nothing" : ""),
            rule.head.span, shown, isListed: true)
    }

    /// An overlay's exception lifts stops of that overlay, and no other.
    private func proveNarrowing(ofException number: Int, _ bench: ProofBench) {
        let exception = law.program.exceptions[number].rule
        guard exception.head.isOverlay, isWanted(exception.head.span), exception.head.force.includes(day) else {
            return
        }
        let circuit = bench.circuit
        for (stop, compiled) in law.program.stops.enumerated() where exception.stops.contains(compiled.rule.id) {
            if compiled.rule.head.isOverlay, compiled.rule.head.state == exception.head.state {
                report.prove("exceptions of an overlay that lift its own stops", 1)
                continue
            }
            for ground in bench.inForce {
                let lifted = law.program.grounds[ground].stops.contains {
                    $0.stop == stop && $0.exceptions.contains(number)
                }
                guard lifted else { continue }
                let others = law.program.grounds[ground].stops.first { $0.stop == stop }?.exceptions ?? []
                let goals = [circuit.open(ground), circuit.holds(stop: stop), circuit.lifts(number)]
                guard
                    case .world(let world) = bench.world(
                        goals + others.filter { $0 != number }.map { !circuit.lifts($0) })
                else { continue }
                let id = rule(ground).id
                let shows = { (decision: Decision) in
                    decision.parts.contains {
                        $0.grounds.contains { $0.rule == id && $0.lifted.contains(exception.id) }
                    }
                }
                let request = bench.request(world, exception.id.text)
                guard shows(bench.decide(request)) else { continue }
                find(
                    .opens, [exception.id.text, compiled.rule.id.text],
                    "the overlay's exception `\(exception.id)`, \(exception.head.title), lifts "
                        + "`\(compiled.rule.id)`, \(compiled.rule.head.title), which is no stop of that overlay",
                    exception.head.span, (request, bench, shows))
                break
            }
        }
    }
}

/// What a patient's stop looks for: a paper, a fact, an option of a choice.
struct Wish: Hashable {
    enum What: Hashable {
        case paper(Int)
        case fact(Int)
        case option(Int, String)
    }

    var what: What
    var name: String
    var words: String
    var stop: RuleID
    var span: SourceSpan

    /// Every wish once, in the order of the stops.
    static func all(in book: Rulebook) -> [Wish] {
        var seen: Set<What> = []
        return book.stops.filter { $0.author == .patient }.flatMap { stop in
            collect(stop.condition, true, book).compactMap { what, name, words in
                guard seen.insert(what).inserted else { return nil }
                return Wish(what: what, name: name, words: words, stop: stop.id, span: stop.head.span)
            }
        }
    }

    private static func collect(
        _ condition: Condition, _ isPositive: Bool, _ book: Rulebook
    ) -> [(What, String, String)] {
        switch condition {
        case .all(let parts), .any(let parts): return parts.flatMap { collect($0, isPositive, book) }
        case .not(let inner): return collect(inner, !isPositive, book)
        case .named(let name):
            return book.conditions.first { $0.name == name }.map { collect($0.condition, isPositive, book) } ?? []
        case .some(let name, _):
            guard isPositive, let number = book.documents.firstIndex(where: { $0.name == name }) else { return [] }
            return [(.paper(number), name, "the paper `\(name)`, \(book.documents[number].words)")]
        case .test(let test): return isPositive ? collect(test, book) : []
        case .constant, .question: return []
        }
    }

    private static func collect(_ test: Test, _ book: Rulebook) -> [(What, String, String)] {
        guard case .fact(let name) = test.left, let number = book.facts.firstIndex(where: { $0.name == name })
        else { return [] }
        let fact = book.facts[number]
        // Our own records of what happened are no wish.
        if test.operation == .holds { return [(.fact(number), name, "`\(name)`, \(fact.words)")] }
        guard test.operation == .isIn, case .names(let names)? = test.right, !fact.options.isEmpty else { return [] }
        return names.map { option in
            (.option(number, option), "\(name) \(option)", "`\(name)` is `\(option)`")
        }
    }

    /// The wires fixed with the wish, those fixed without it, in each way, and what is supposed beside.
    func values(in circuit: WorldCircuit) -> (with: [Wire: Wire], without: [[Wire: Wire]], assumed: [Wire])? {
        switch what {
        case .paper(let type):
            let wire = circuit.papers[type][0]
            return ([wire: .always], [[wire: .never]], [wire])
        case .fact(let number):
            let wire = circuit.values(.fact(number)).wire(.yes)
            return ([wire: .always], [[wire: .never]], [wire])
        case .option(let number, let name):
            let members = circuit.names(.fact(number)).members
            let options = circuit.book.facts[number].options.map(\.name)
            guard let own = options.firstIndex(of: name) else { return nil }
            func fixed(_ option: Int) -> [Wire: Wire] {
                Dictionary(uniqueKeysWithValues: members.indices.map { (members[$0], $0 == option ? .always : .never) })
            }
            return (fixed(own), members.indices.filter { $0 != own }.map(fixed), [members[own]])
        }
    }
}
