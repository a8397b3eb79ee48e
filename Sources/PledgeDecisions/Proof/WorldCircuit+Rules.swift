import PledgeCore

/// One ground, on one paper where it rests on one.
struct InstanceKey: Hashable {
    var ground: Int
    var copy: Int?
}

/// What holds of an instance.
struct InstanceWires {
    /// The paper is in hand; act, parties, purposes and items fit; the law's condition and limits hold.
    var condition: Wire
    var compelled: Wire
    var promised: Wire
    /// By stop that reaches the ground: it closes the instance.
    var closed: [(stop: Int, wire: Wire)]
    var open: Wire
}

extension WorldCircuit {
    // MARK: Standings

    /// Who the recipient is once whoever speaks for somebody is that person.
    func recipientsAfterStandings() -> [Wire] {
        if !recipients.isEmpty { return recipients }
        let raw = names(.field(.recipient)).members
        holdingStandings = program.standings.map { standing in
            let speaks = or(standing.kinds.positions.map { raw[$0] })
            return and([speaks, wire(standing.formula, Reading(isBeforeStandings: true))])
        }
        recipients = raw.indices.map { kind in
            or(
                [raw[kind]]
                    + zip(program.standings, holdingStandings).filter { $0.0.becomes == kind }.map(\.1))
        }
        return recipients
    }

    /// Whether a standing makes the recipient somebody else.
    func holds(standing: Int) -> Wire {
        _ = recipientsAfterStandings()
        return holdingStandings[standing]
    }

    // MARK: Grounds

    func copies(of ground: Int) -> [Int?] {
        program.grounds[ground].type.map { papers[$0].indices.map { $0 } } ?? [nil]
    }

    func instances(of ground: Int) -> [InstanceWires] { copies(of: ground).map { instance(ground, $0) } }

    /// Some instance of the ground is open.
    func open(_ ground: Int) -> Wire { or(instances(of: ground).map(\.open)) }

    /// Some instance of the ground is open and compelled.
    func required(_ ground: Int) -> Wire { or(instances(of: ground).map { and([$0.open, $0.compelled]) }) }

    func instance(_ ground: Int, _ copy: Int?) -> InstanceWires {
        let key = InstanceKey(ground: ground, copy: copy)
        if let known = instances[key] { return known }
        let compiled = program.grounds[ground]
        let reading = Reading(type: compiled.type, copy: copy, isBeforeStandings: false)
        var condition = [fits(ground), wire(compiled.formula, reading)]
        if let type = compiled.type, let copy { condition.append(papers[type][copy]) }
        let compelled = wire(compiled.compelled, reading)
        let promised = promised(ground, reading)
        let holds = and(condition)
        let closed = compiled.stops.map { stop, exceptions in
            let yields = program.stops[stop].rule.yieldsToCompulsion
            let closing = stopped(stop, exceptions)
            return (stop: stop, wire: yields ? and([closing, !compelled]) : closing)
        }
        let isInForce = compiled.rule.head.force.includes(day)
        let open = and([isInForce ? holds : .never, or([promised, compelled])] + closed.map { !$0.wire })
        let wires = InstanceWires(
            condition: isInForce ? holds : .never, compelled: compelled, promised: promised, closed: closed, open: open)
        instances[key] = wires
        return wires
    }

    /// Act, parties, purposes and items fit the ground.
    func fits(_ ground: Int, recipients own: [Wire]? = nil) -> Wire {
        let compiled = program.grounds[ground]
        let recipients = own ?? recipientsAfterStandings()
        let actors = names(.field(.actor)).members
        let purposes = names(.field(.purpose)).members
        let byAct = Act.allCases.compactMap { act -> Wire? in
            guard let kinds = compiled.recipients[act] else { return nil }
            return and([self.act(act), or(kinds.positions.map { recipients[$0] })])
        }
        var parts = [or(byAct), or(compiled.actors.positions.map { actors[$0] })]
        parts += purposes.indices.filter { !compiled.purposes.contains($0) }.map { !purposes[$0] }
        if let items = compiled.items, let objects = compiled.objects {
            let object = names(.field(.object))
            let item = names(.field(.item))
            let isItem = or(items.positions.map { item.members[$0] })
            let isObject = or(objects.positions.map { object.members[$0] })
            parts.append(or([and([object.absent, isItem]), and([!object.absent, isObject])]))
        }
        return and(parts)
    }

    // MARK: Stops

    /// The exception lifts its stop.
    func lifts(_ number: Int) -> Wire {
        if let known = lifting[number] { return known }
        let exception = program.exceptions[number]
        let result: Wire
        if let type = exception.type {
            result = or(
                papers[type].indices.map { copy in
                    let reading = Reading(type: type, copy: copy, isBeforeStandings: false)
                    return and([papers[type][copy], wire(exception.formula, reading)])
                })
        } else {
            result = wire(exception.formula, .ofRequest)
        }
        lifting[number] = result
        return result
    }

    /// The stop is in force and binds, and what it says holds, exceptions apart.
    func holds(stop number: Int) -> Wire {
        if let known = stopFormulas[number] { return known }
        let stop = program.stops[number]
        var parts = [wire(stop.formula, .ofRequest)]
        if let document = stop.document { parts.append(binds(document)) }
        let result = stop.rule.head.force.includes(day) ? and(parts) : .never
        stopFormulas[number] = result
        return result
    }

    func stopped(_ stop: Int, _ exceptions: [Int]) -> Wire {
        and([holds(stop: stop)] + exceptions.map { !lifts($0) })
    }

    // MARK: Promises

    /// The act is one that promises bind.
    func isBoundByPromises() -> Wire { or(Act.allCases.filter(\.isBoundByPromises).map { act($0) }) }

    func promised(_ ground: Int, _ reading: Reading) -> Wire {
        and(
            compiled.promises.indices.map { document in
                or([!binds(document), promised(ground, by: document, reading)])
            })
    }

    /// What one document says of the ground.
    func promised(_ ground: Int, by document: Int, _ reading: Reading) -> Wire {
        switch program.grounds[ground].promised[document] {
        case .yes: return .always
        case .silent: return !isBoundByPromises()
        case .stated(let alternatives, let excluded, _, let silenceIsYes):
            let stated =
                alternatives.isEmpty
                ? (silenceIsYes ? .always : !isBoundByPromises())
                : or(alternatives.map { wire($0.formula, reading) })
            return and([stated, !wire(excluded, reading)])
        }
    }

    /// The document binds the part.
    func binds(_ document: Int) -> Wire {
        if bindings == nil { bindings = WorldBindings(self, without: nil) }
        return bindings?.wires[document] ?? .never
    }
}
