import PledgeCore

/// What the solver found, as a request that anybody can send.
struct World {
    let circuit: WorldCircuit
    /// By wire.
    private let values: [Int8]

    init(_ circuit: WorldCircuit) {
        self.circuit = circuit
        values = circuit.solver.world
    }

    private var book: Rulebook { circuit.book }

    func holds(_ wire: Wire) -> Bool { wire.index < values.count && values[wire.index] == 1 }

    /// What nothing in question turns on is left out.
    private func isOpen(_ wire: Wire) -> Bool { wire.index >= values.count || values[wire.index] == 0 }

    /// The world gives the term a value.
    func isSettled(_ term: WorldTerm) -> Bool {
        circuit.nameChoices[term].map { choice in choice.members.contains { !isOpen($0) } } ?? false
    }

    // MARK: Terms

    private func known(_ term: WorldTerm) -> Known? {
        guard let choice = circuit.valueChoices[term],
            let position = choice.wires.firstIndex(where: holds)
        else { return nil }
        return choice.values[position]
    }

    /// The names of a term; nothing where it is open or absent.
    private func names(_ term: WorldTerm) -> [String]? {
        guard let choice = circuit.nameChoices[term], !holds(choice.absent),
            !choice.members.isEmpty, choice.members.allSatisfy({ !isOpen($0) })
        else { return nil }
        let table = circuit.table(circuit.type(term))
        return choice.members.indices.filter { holds(choice.members[$0]) && $0 < table.names.count }
            .map { table.names[$0] }
    }

    private func value(_ term: WorldTerm) -> Value? {
        let type = circuit.type(term)
        switch type {
        case .name, .choice: return names(term)?.first.map { .name($0) }
        case .names: return names(term).map { .names($0) }
        case .yesNo, .number, .time, .period, .id, .ids, .text, .scope: break
        }
        switch known(term) {
        case .yes: return .yesNo(true)
        case .no: return .yesNo(false)
        case .number(let number): return .number(number)
        case .id(let id): return .id(id)
        case .ids(let ids): return .ids(ids)
        case .text: return .text("as it says")
        case .time(let range): return .time(.day(day(range)))
        case .period(let range): return .period(period(range))
        case .scope(let patterns): return .scope(patterns.isEmpty ? [elsewhere] : [here])
        case .unknown, .absent, .names, nil: return nil
        }
    }

    private func day(_ range: Range<Int64>) -> Day { circuit.zone.day(of: Instant(seconds: range.lowerBound)) }

    private func period(_ range: Range<Int64>) -> Period {
        let first = day(range)
        return Period(first: first, last: circuit.zone.day(of: Instant(seconds: range.upperBound - 1))) ?? Period(first)
    }

    /// A pattern that covers the part: it names every label the part bears.
    private var here: ScopePattern { ScopePattern(also: .labels(names(.field(.labels)) ?? [])) }

    /// One that does not: it is of a day on which no care was given.
    private var elsewhere: ScopePattern {
        ScopePattern(period: Period(Day(number: circuit.day.number + 3_650)), also: .any)
    }

    // MARK: The request

    func request(id: String, zoneName: String?) -> Request {
        func identifier(_ field: RequestField) -> String? {
            if case .id(let id)? = known(.field(field)) { return id }
            return nil
        }
        func party(_ field: RequestField, _ own: String?, _ address: String?) -> Party {
            Party(id: own, kinds: names(.field(field)) ?? [], address: address)
        }
        let isAboutObject = holds(circuit.isAboutObject)
        let act = Act.allCases.first { holds(circuit.act($0)) } ?? .disclose
        var request = Request(
            id: id, at: circuit.at, act: act, actor: party(.actor, identifier(.actorID), nil),
            onBehalfOf: identifier(.onBehalfOf),
            recipient: party(.recipient, identifier(.recipientID), identifier(.recipientAddress)),
            purposes: names(.field(.purpose)), channel: names(.field(.channel))?.first,
            channelAddress: identifier(.channelAddress), object: names(.field(.object))?.first,
            settings: Settings(zone: zoneName))
        if isAboutObject {
            request.settings.state = identifier(.place)
        } else {
            request.groups = [group(identifier(.place))]
        }
        var records = Records()
        for number in book.facts.indices { state(number, in: &request, &records) }
        addPapers(to: &request, &records)
        for (history, wire) in circuit.bindings?.histories ?? [] where wire != .always && holds(wire) {
            records.firstContact = history.firstContact
            records.accepted = history.accepted
        }
        request.records = records
        return request
    }

    private func group(_ place: String?) -> Group {
        func name(_ field: RequestField) -> String? { names(.field(field))?.first }
        func isYes(_ field: RequestField) -> Bool? { known(.field(field)).map { $0 == .yes } }
        func time(_ field: RequestField) -> Period? {
            if case .period(let range)? = known(.field(field)) { return period(range) }
            return nil
        }
        let elements = names(.field(.elements)) ?? []
        return Group(
            item: name(.item), labels: names(.field(.labels)) ?? [],
            elements: elements.isEmpty ? .all : .some(elements),
            service: name(.service), place: place, source: name(.source), part2: isYes(.part2),
            paidInFull: isYes(.paidInFull), madeByUs: isYes(.madeByUs), given: time(.given), held: time(.held))
    }

    private func state(_ number: Int, in request: inout Request, _ records: inout Records) {
        let fact = book.facts[number]
        guard let value = value(.fact(number)) else { return }
        if fact.source == .asked {
            let judgment = fact.judgedBy.map {
                Judgment(by: $0, when: circuit.at.description, why: "supposed for the proof")
            }
            request.answers[fact.name] = Answer(value, judgment: judgment)
        } else if value != .yesNo(false) {
            records.facts[fact.name] = value
        }
    }

    private func addPapers(to request: inout Request, _ records: inout Records) {
        for (number, type) in book.documents.enumerated() {
            for copy in circuit.papers[number].indices where holds(circuit.papers[number][copy]) {
                var document = Document(type: type.name, id: "\(type.name)-\(copy + 1)")
                for (position, field) in type.fields.enumerated() {
                    let value = value(.document(type: number, copy: copy, field: position))
                    if let value { document.fields[field.name] = value }
                }
                if type.onFile { records.documents.append(document) } else { request.documents.append(document) }
            }
        }
    }
}
