import PledgeCore

/// Which promise documents bind the part, in each world.
struct WorldBindings {
    /// A history of one person: when we first met, and which versions were accepted.
    struct History: Hashable {
        var firstContact: Day?
        var accepted: Set<String>
    }

    /// By document: it binds.
    private(set) var wires: [Wire]
    /// The histories tried, each with its wire.
    private(set) var histories: [(history: History, wire: Wire)]

    /// - Parameters:
    ///   - circuit: Gives terms and gates.
    ///   - left: The number of a document that is left out; it binds nothing then.
    init(_ circuit: WorldCircuit, without left: Int?) {
        let promises = circuit.compiled.promises
        let kept = promises.indices.filter { $0 != left }
        let days = Set(promises.filter(\.kind.isNotice).compactMap(\.effective)).sorted()
        let isShared = Set(kept.map { promises[$0].kind }).isSuperset(of: [.notice, .jointNotice])
        let histories = circuit.histories()
        self.histories = histories
        var cases: [Int: [Wire]] = [:]
        let helds = WorldBindings.helds(circuit, days)
        let kinds = WorldBindings.kinds(circuit, isShared)
        for (history, historyWire) in histories {
            let records = Records(firstContact: history.firstContact, accepted: history.accepted)
            let versions = Versions(
                promises: kept.map { promises[$0] },
                lessens: kept.map { old in kept.map { circuit.compiled.lessens[old][$0] } }, records: records,
                today: circuit.day)
            for (held, heldWire) in helds {
                for (kind, kindWire) in kinds {
                    let wire = circuit.and([historyWire, heldWire, kindWire])
                    for document in versions.binding(held: held, kind: kind) {
                        cases[kept[document], default: []].append(wire)
                    }
                }
            }
        }
        wires = promises.indices.map { circuit.or(cases[$0] ?? []) }
    }

    /// The first day on which the part was held, where that tells which version binds.
    private static func helds(_ circuit: WorldCircuit, _ days: [Day]) -> [(Period?, Wire)] {
        guard days.count > 1, let last = days.last else { return [(nil, .always)] }
        let held = circuit.values(.field(.held))
        var byDay: [Day: [Wire]] = [:]
        for (value, wire) in zip(held.values, held.wires) {
            let day = TestTruth.range(value).map { circuit.zone.day(of: Instant(seconds: $0.lowerBound)) } ?? last
            // Days between two versions are alike.
            byDay[days.last { $0 <= day } ?? day, default: []].append(wire)
        }
        return byDay.keys.sorted().map { (Period($0), circuit.or(byDay[$0] ?? [])) }
    }

    private static func kinds(_ circuit: WorldCircuit, _ isShared: Bool) -> [(PromiseDocument.Kind?, Wire)] {
        guard isShared else { return [(nil, .always)] }
        let source = circuit.names(.field(.source))
        let arrangement = circuit.program.symbols.table(.source).closure([Versions.arrangement])
        let isOfArrangement = circuit.or(arrangement.positions.map { source.members[$0] })
        return [
            (nil, source.absent), (.jointNotice, isOfArrangement),
            (.notice, circuit.and([!source.absent, !isOfArrangement])),
        ]
    }
}

extension WorldCircuit {
    /// Histories of one person that may differ in the version that binds, on any side; one where no series has versions.
    func histories() -> [(history: WorldBindings.History, wire: Wire)] {
        variables.histories {
            let versions = variables.sides.flatMap { side in
                Dictionary(grouping: side.promises, by: \.series).values.filter { $0.count > 1 }.flatMap { $0 }
            }
            let contacts: [Day?] = [nil] + Set(versions.compactMap(\.effective)).sorted().map { Optional($0) }
            let ids = Set(versions.map(\.id)).sorted()
            if ids.isEmpty { return [WorldBindings.History(firstContact: nil, accepted: [])] }
            var all: [WorldBindings.History] = []
            for contact in contacts {
                all.append(WorldBindings.History(firstContact: contact, accepted: []))
                for id in ids { all.append(WorldBindings.History(firstContact: contact, accepted: [id])) }
                if ids.count > 1 { all.append(WorldBindings.History(firstContact: contact, accepted: Set(ids))) }
            }
            return all
        }
    }
}
