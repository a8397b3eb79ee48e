import PledgeCore

/// Something a condition says, with the wire that holds where it does.
struct DifferenceLiteral: Hashable {
    var wire: Wire
    /// Nothing for a bare value of the request, which has no words.
    var condition: Condition?
    /// The document whose fields the condition speaks of.
    var document: String?
    /// It says something else on the other side.
    var isOfOneSide: Bool
    var isOfOld: Bool

    var opposite: DifferenceLiteral {
        var result = self
        result.wire = !wire
        result.condition = condition.map { if case .not(let inner) = $0 { inner } else { .not($0) } }
        return result
    }

    /// The condition is denied.
    var isNegative: Bool { if case .not? = condition { true } else { false } }
}

/// A condition of a rule that bears on a ground, with the document whose fields it speaks of.
struct DifferenceSource: Hashable {
    var condition: Condition
    var document: String?
}

/// What the conditions that bear on a ground say on both sides, most telling first.
struct DifferenceLiterals {
    /// Said on one side only; said on both; the parties, purposes and items by name.
    private(set) var phases: [[DifferenceLiteral]] = [[], [], []]
    private let old: ProofBench
    private let new: ProofBench
    private let copy: Int?
    private var seen: Set<Int> = []

    init(_ old: ProofBench, _ new: ProofBench, grounds: (old: Int?, new: Int?), copy: Int?) {
        self.old = old
        self.new = new
        self.copy = copy
        let before = Set(grounds.old.map { DifferenceLiterals.sources($0, old) } ?? [])
        let after = Set(grounds.new.map { DifferenceLiterals.sources($0, new) } ?? [])
        add(after.subtracting(before), isOld: false, phase: 0)
        add(before.subtracting(after), isOld: true, phase: 0)
        add(after.intersection(before), isOld: false, phase: 1)
        addNames()
    }

    // MARK: Where conditions come from

    /// Every condition on which the openness of a ground, its duties or its class turns.
    static func sources(_ ground: Int, _ bench: ProofBench) -> [DifferenceSource] {
        let compiled = bench.program.grounds[ground]
        let rule = compiled.rule
        var all: [DifferenceSource] = []
        func add(_ condition: Condition, _ document: String?) {
            all.append(DifferenceSource(condition: condition, document: document))
        }
        add(rule.condition, rule.document)
        add(rule.compelled, rule.document)
        for limit in rule.limits { limit.condition.map { add($0, rule.document) } }
        rule.duties.forEach { add($0.unless, rule.document) }
        for document in bench.compiled.promises {
            for promise in document.promises where rule.isUnder(promise.rule) {
                add(promise.condition, rule.document)
                for limit in promise.limits { limit.condition.map { add($0, rule.document) } }
                promise.duties.forEach { add($0.unless, rule.document) }
            }
            for exclusion in document.exclusions where rule.isUnder(exclusion.rule) {
                add(exclusion.condition, rule.document)
            }
        }
        for (stop, exceptions) in compiled.stops {
            add(bench.program.stops[stop].rule.condition, nil)
            for number in exceptions {
                let exception = bench.program.exceptions[number].rule
                let own = Condition.all([exception.condition] + exception.limits.compactMap(\.condition))
                add(exception.document.map { .some($0, own) } ?? own, nil)
            }
        }
        add(.test(Test(.field(.actor), .isIn, .names(rule.actors))), nil)
        add(.test(Test(.field(.purpose), .only, .names(rule.purposes))), nil)
        for clause in rule.acts {
            add(.test(Test(.field(.recipient), .isIn, .names(clause.recipients))), nil)
            add(.test(Test(.field(.act), .isIn, .names(clause.acts.map(\.rawValue)))), nil)
        }
        if !rule.about.isEmpty {
            let items = rule.about.filter { bench.book.hierarchy(.item).contains($0) }
            let objects = rule.about.filter { bench.book.hierarchy(.object).contains($0) }
            if !items.isEmpty { add(.test(Test(.field(.item), .isIn, .names(items))), nil) }
            if !objects.isEmpty { add(.test(Test(.field(.object), .isIn, .names(objects))), nil) }
        }
        return all
    }

    // MARK: Leaves

    private mutating func add(_ sources: Set<DifferenceSource>, isOld: Bool, phase: Int) {
        // In an order that does not change from run to run.
        let text = ConditionText()
        for source in sources.sorted(by: { text.text($0.condition) < text.text($1.condition) }) {
            addLeaves(of: source.condition, source.document, isOld, phase, depth: 0)
        }
    }

    private mutating func addLeaves(
        of condition: Condition, _ document: String?, _ isOld: Bool, _ phase: Int, depth: Int
    ) {
        guard depth < 8 else { return }
        switch condition {
        case .constant: return
        case .all(let parts), .any(let parts):
            for part in parts { addLeaves(of: part, document, isOld, phase, depth: depth + 1) }
        case .not(let inner): addLeaves(of: inner, document, isOld, phase, depth: depth + 1)
        case .named(let name):
            add(condition, document, isOld, phase)
            let book = isOld ? old.book : new.book
            guard let named = book.conditions.first(where: { $0.name == name }) else { return }
            addLeaves(of: named.condition, document, isOld, max(phase, 1), depth: depth + 1)
        case .test, .question, .some: add(condition, document, isOld, phase)
        }
    }

    private mutating func add(_ condition: Condition, _ document: String?, _ isOld: Bool, _ phase: Int) {
        let (own, other) = isOld ? (old, new) : (new, old)
        let wire = own.circuit.wire(condition, reading(document, own))
        guard wire != .always, wire != .never, seen.insert(wire.variable).inserted else { return }
        let there = other.circuit.wire(condition, reading(document, other))
        let literal = DifferenceLiteral(
            wire: wire, condition: condition, document: document, isOfOneSide: there != wire, isOfOld: isOld)
        phases[phase].append(literal)
    }

    private func reading(_ document: String?, _ bench: ProofBench) -> Reading {
        guard let document, let type = bench.circuit.conditions.typeNumbers[document] else { return .ofRequest }
        return Reading(type: type, copy: copy ?? 0, isBeforeStandings: false)
    }

    private mutating func addNames() {
        for field in [RequestField.act, .recipient, .purpose, .actor, .item, .object, .elements, .labels, .channel] {
            let term = WorldTerm.field(field)
            guard let choice = new.circuit.nameChoices[term] else { continue }
            let names = new.circuit.table(field.type).names
            for (index, wire) in choice.members.enumerated() where index < names.count {
                guard seen.insert(wire.variable).inserted else { continue }
                phases[2].append(
                    DifferenceLiteral(
                        wire: wire, condition: .test(Test(.field(field), .isIn, .names([names[index]]))), document: nil,
                        isOfOneSide: false, isOfOld: false))
            }
        }
    }

    // MARK: In a world

    /// The literals of a phase as they are in a world; what is open there is left out.
    func literals(_ phase: Int, in world: World) -> [DifferenceLiteral] {
        if phase < phases.count {
            return phases[phase].compactMap { literal in
                if world.holds(literal.wire) { return literal }
                return world.holds(!literal.wire) ? literal.opposite : nil
            }
        }
        let choices =
            new.circuit.valueChoices.values.flatMap(\.wires) + new.circuit.nameChoices.values.flatMap(\.members)
        let wires = choices + new.circuit.papers.joined() + [new.circuit.isAboutObject]
        return Set(wires.map(\.variable)).subtracting([0]).sorted().compactMap { variable in
            let wire = Wire(variable: variable)
            guard let value = world.holds(wire) ? wire : world.holds(!wire) ? !wire : nil else { return nil }
            return DifferenceLiteral(wire: value, condition: nil, document: nil, isOfOneSide: false, isOfOld: false)
        }
    }

    var phaseCount: Int { phases.count + 1 }
}

extension Limit {
    /// What must hold of a part that goes out; nothing where no test says so.
    var condition: Condition? {
        switch self {
        case .atMost(let elements): .test(Test(.field(.elements), .only, .names(elements)))
        case .within(let field): .test(Test(.document(field), .covers, .part))
        case .minimum: nil
        }
    }
}
