import PledgeCore

/// What a release on one ground brings with it, in each world.
struct ReleaseWires {
    /// A duty with the time at which it is owed.
    struct Owed: Hashable {
        var duty: String
        var time: DutyUse.Time
    }

    /// Each duty at its earliest time.
    private(set) var duties: [Owed: Wire] = [:]
    private(set) var accounting: [Accounting: Wire] = [:]
    /// What opens it is not verified, so that the officer must release it.
    private(set) var needsRelease = Wire.never
    private let bench: ProofBench
    private let ground: Int
    private let copy: Int?
    private var circuit: WorldCircuit { bench.circuit }

    init(_ bench: ProofBench, _ ground: Int, _ copy: Int?) {
        self.bench = bench
        self.ground = ground
        self.copy = copy
        let lifting = liftings()
        let sentences = promised()
        addDuties(lifting, sentences)
        addAccounting(lifting)
        let compiled = bench.program.grounds[ground]
        needsRelease =
            compiled.confidence.needsRelease
            ? .always
            : circuit.or(
                lifting.filter { bench.program.exceptions[$0.exception].confidence.needsRelease }.map(\.wire))
    }

    private var reading: Reading {
        Reading(type: bench.program.grounds[ground].type, copy: copy, isBeforeStandings: false)
    }

    // MARK: Where it comes from

    /// Exceptions that lift a stop which would close the instance, on each paper where they rest on one.
    private func liftings() -> [(exception: Int, copy: Int?, wire: Wire)] {
        let compelled = circuit.instance(ground, copy).compelled
        var wires: [Int: [Int: [Wire]]] = [:]
        for (stop, exceptions) in bench.program.grounds[ground].stops {
            var threat = circuit.holds(stop: stop)
            if bench.program.stops[stop].rule.yieldsToCompulsion { threat = circuit.and([threat, !compelled]) }
            for number in exceptions {
                let exception = bench.program.exceptions[number]
                guard let type = exception.type else {
                    wires[number, default: [:]][-1, default: []].append(
                        circuit.and([threat, circuit.wire(exception.formula, .ofRequest)]))
                    continue
                }
                for paper in circuit.papers[type].indices {
                    let own = Reading(type: type, copy: paper, isBeforeStandings: false)
                    wires[number, default: [:]][paper, default: []].append(
                        circuit.and([threat, circuit.papers[type][paper], circuit.wire(exception.formula, own)]))
                }
            }
        }
        return wires.keys.sorted().flatMap { number in
            (wires[number] ?? [:]).sorted { $0.key < $1.key }.map { paper, all in
                (number, paper < 0 ? nil : paper, circuit.or(all))
            }
        }
    }

    /// Sentences of documents that promise the instance.
    private func promised() -> [(sentence: CompiledPromise.Alternative, wire: Wire)] {
        bench.compiled.promises.indices.flatMap { document -> [(CompiledPromise.Alternative, Wire)] in
            guard case .stated(let alternatives, let excluded, _, _) = bench.program.grounds[ground].promised[document]
            else { return [] }
            return alternatives.map { alternative in
                (
                    alternative,
                    circuit.and([
                        circuit.binds(document), circuit.wire(alternative.formula, reading),
                        !circuit.wire(excluded, reading),
                    ])
                )
            }
        }
    }

    // MARK: What it is

    private mutating func addDuties(
        _ lifting: [(exception: Int, copy: Int?, wire: Wire)],
        _ sentences: [(sentence: CompiledPromise.Alternative, wire: Wire)]
    ) {
        let compiled = bench.program.grounds[ground]
        var owed: [Owed: [Wire]] = [:]
        func add(_ duties: [CompiledDuty], _ reading: Reading, where wire: Wire) {
            for duty in duties {
                owed[Owed(duty: duty.use.duty, time: duty.use.time), default: []].append(
                    circuit.and([wire, !circuit.wire(duty.unless, reading)]))
            }
        }
        add(compiled.duties, reading, where: .always)
        var minimum = compiled.usesMinimum ? [Wire.always] : []
        for (number, paper, wire) in lifting {
            let exception = bench.program.exceptions[number]
            add(
                exception.duties, Reading(type: exception.type, copy: paper, isBeforeStandings: false), where: wire)
            if exception.usesMinimum { minimum.append(wire) }
        }
        for (sentence, wire) in sentences {
            add(sentence.duties, reading, where: wire)
            if sentence.promise.limits.contains(.minimum) { minimum.append(wire) }
        }
        if !minimum.isEmpty { owed[Owed(duty: "minimum-necessary", time: .before), default: []] += minimum }
        let names = Dictionary(grouping: owed.keys, by: \.duty)
        for (key, wires) in owed {
            let earlier = (names[key.duty] ?? []).filter { $0.time.rank < key.time.rank }
            duties[key] = circuit.and([circuit.or(wires)] + earlier.map { !circuit.or(owed[$0] ?? []) })
        }
    }

    private mutating func addAccounting(_ lifting: [(exception: Int, copy: Int?, wire: Wire)]) {
        let rule = bench.program.grounds[ground].rule
        var none: [Wire] = []
        var classes: [Accounting: [Wire]] = [:]
        for (number, _, wire) in lifting {
            guard let own = bench.program.exceptions[number].rule.accounting else { continue }
            classes[own, default: []].append(circuit.and(none + [wire]))
            none.append(!wire)
        }
        classes[rule.accounting, default: []].append(circuit.and(none))
        let kept = circuit.or(
            bench.compiled.promises.indices.filter { isCounted(rule, by: bench.compiled.promises[$0]) }
                .map { circuit.binds($0) })
        let isUse = circuit.act(.use)
        var counted: [Wire] = []
        for (own, wires) in classes {
            let wire = circuit.and([circuit.or(wires), !isUse])
            if case .exempt(let kind) = own, kind != .use {
                accounting[own] = circuit.and([wire, !kept])
                counted.append(circuit.and([wire, kept]))
            } else if own == .counted {
                counted.append(wire)
            } else {
                accounting[own] = wire
            }
        }
        accounting[.counted] = circuit.or(counted)
    }

    /// The document's list of disclosures does not leave it off.
    private func isCounted(_ rule: Ground, by document: PromiseDocument) -> Bool {
        guard document.kind.isNotice, let leftOff = document.rights.first(where: { $0.name == "accounting" })?.deny
        else { return false }
        return !leftOff.flatMap { bench.book.sets[$0] ?? [RuleID($0)] }.contains { rule.isUnder($0) }
    }
}
