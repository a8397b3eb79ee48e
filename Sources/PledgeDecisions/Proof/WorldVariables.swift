import PledgeCore

/// The variables of a world, and gates over them.
///
/// Shared by the circuits of several rulebooks of one vocabulary: facts, documents, questions and names have the same numbers
/// in each.
final class WorldVariables {
    private(set) var solver = WorldSolver()
    let candidates: WorldCandidates
    let sides: [CompiledRulebook]
    private let book: Rulebook

    private var gates: [[Int32]: Wire] = [:]
    /// By variable: the variables it follows from; for a value, the others of its term.
    private var children: [[Int32]] = []
    private var isGate: [Bool] = []
    /// By variable: what a gate joins; nothing for a value.
    private(set) var operands: [[Int32]] = []
    private(set) var valueChoices: [WorldTerm: ValueChoice] = [:]
    private(set) var nameChoices: [WorldTerm: NameChoice] = [:]
    /// By type, then paper: it is in hand.
    private(set) var papers: [[Wire]] = []
    /// The request is about an object, not a group of items.
    private(set) var isAboutObject = Wire.never
    private var plain: Wire?
    private var histories: [(history: WorldBindings.History, wire: Wire)]?

    /// - Parameters:
    ///   - sides: One rulebook or more, of one vocabulary.
    ///   - at: The time of the act.
    ///   - zone: Zone of the organization.
    init(_ sides: [CompiledRulebook], at: Instant, zone: TimeZoneRules) {
        self.sides = sides
        book = sides.first?.book ?? Rulebook()
        let notices = sides.flatMap(\.promises).filter(\.kind.isNotice)
        candidates = WorldCandidates(
            sides.map(\.program), versionDays: Set(notices.compactMap(\.effective)).sorted(), at: at, zone: zone)
        _ = variable()
        solver.add([.always])
        isAboutObject = Wire(variable: variable())
        papers = book.documents.map { _ in
            (0..<WorldCircuit.papersMax).map { _ in Wire(variable: variable()) }
        }
        for field in [RequestField.act, .purpose, .recipient, .actor, .labels, .elements] { _ = names(.field(field)) }
        // What is about items is about no object beside.
        for act in Act.allCases where act.isAboutItems { solver.add([!self.act(act), names(.field(.object)).absent]) }
        solver.add(
            [!isAboutObject] + Act.allCases.enumerated().filter { !$0.element.isAboutItems }.map { act($0.element) })
    }

    // MARK: Variables and gates

    private func variable(preferring value: Bool = false) -> Int {
        children.append([])
        isGate.append(false)
        operands.append([])
        return solver.addVariable(preferring: value)
    }

    /// The variables of a term belong together.
    private func join(_ wires: [Wire]) {
        let variables = Set(wires.map { $0.code >> 1 }).subtracting([0, isAboutObject.code >> 1]).sorted()
        for variable in variables where !isGate[Int(variable)] { children[Int(variable)] = variables }
    }

    func and(_ wires: [Wire]) -> Wire {
        var codes: [Int32] = []
        for wire in wires where wire != .always {
            if wire == .never { return .never }
            codes.append(wire.code)
        }
        codes.sort()
        var unique: [Int32] = []
        for code in codes where unique.last != code {
            if unique.last == code ^ 1 { return .never }
            unique.append(code)
        }
        if unique.isEmpty { return .always }
        if unique.count == 1 { return Wire(code: unique[0]) }
        if let gate = gates[unique] { return gate }
        let gate = Wire(variable: variable())
        isGate[gate.variable] = true
        children[gate.variable] = unique.map { $0 >> 1 }
        for code in unique { solver.add([!gate, Wire(code: code)]) }
        solver.add([gate] + unique.map { !Wire(code: $0) })
        gates[unique] = gate
        operands[gate.variable] = unique
        return gate
    }

    func or(_ wires: [Wire]) -> Wire { !and(wires.map { !$0 }) }

    /// The variables to decide for these wires, the request's own first.
    func decisive(for wires: [Wire]) -> [Int] {
        let (children, isGate) = (children, isGate)
        var isVisited = Array(repeating: false, count: children.count)
        var queue = wires.map { $0.code >> 1 } + [isAboutObject.code >> 1]
        for field in [RequestField.act, .purpose, .recipient, .actor, .labels, .elements] {
            queue += nameChoices[.field(field)]?.members.map { $0.code >> 1 } ?? []
        }
        for variable in queue { isVisited[Int(variable)] = true }
        var found: [Int] = []
        while let variable = queue.popLast() {
            if !isGate[Int(variable)], variable != 0 { found.append(Int(variable)) }
            for child in children[Int(variable)] where !isVisited[Int(child)] {
                isVisited[Int(child)] = true
                queue.append(child)
            }
        }
        return found.sorted()
    }

    /// Looks for a world in which all of it holds.
    func solve(_ goals: [Wire], conflictsMax: Int) -> WorldSolver.Answer {
        solver.solve(goals, over: decisive(for: goals), conflictsMax: conflictsMax)
    }

    /// The request has one kind of actor, one of recipient, and one purpose.
    func isPlain() -> Wire {
        if let plain { return plain }
        let wire = Wire(variable: variable())
        for field in [RequestField.actor, .recipient, .purpose] {
            let members = names(.field(field)).members
            for left in members.indices {
                for right in members.indices where right > left {
                    solver.add([!wire, !members[left], !members[right]])
                }
            }
        }
        plain = wire
        return wire
    }

    // MARK: Terms

    func act(_ act: Act) -> Wire {
        Act.allCases.firstIndex(of: act).map { names(.field(.act)).members[$0] } ?? .never
    }

    func type(_ term: WorldTerm) -> ValueType {
        switch term {
        case .fact(let number): book.facts[number].type
        case .field(let field): field.type
        case .question(let number): .choice(book.questions[number].answers)
        case .document(let type, _, let field): book.documents[type].fields[field].type
        }
    }

    /// Whether a world may leave the term without a value.
    private func mayBeAbsent(_ term: WorldTerm) -> Bool {
        switch term {
        case .fact(let number):
            book.facts[number].type != .yesNo && sides.contains { $0.book.facts[number].source != .asked }
        case .field(let field): field == .object || field == .onBehalfOf
        case .question: false
        case .document: true
        }
    }

    /// A field of a group of items, which a request about an object does not have.
    private func isOfItems(_ term: WorldTerm) -> Bool {
        guard case .field(let field) = term else { return false }
        return [.item, .service, .source, .paidInFull, .madeByUs, .given, .held].contains(field)
    }

    /// The names of a term.
    func names(_ term: WorldTerm) -> NameChoice {
        if let choice = nameChoices[term] { return choice }
        let type = type(term)
        var count = sides.first?.program.symbols.table(of: type).names.count ?? 0
        if term == .field(.elements) { count += 1 }
        var isSingle = true
        if case .names = type { isSingle = term == .field(.elements) }
        var absent = Wire.never
        if isOfItems(term) {
            absent = isAboutObject
        } else if mayBeAbsent(term) {
            absent = Wire(variable: variable(preferring: true))
        }
        // An ordinary part is the whole record.
        let whole = term == .field(.elements) ? count - 1 : nil
        // The search leaves out what comes first; what is declared first, the most general, it keeps.
        let members = Array(
            (0..<count).reversed().map { Wire(variable: variable(preferring: $0 == whole)) }.reversed())
        let choice = NameChoice(members: members, absent: absent, isSingle: isSingle)
        nameChoices[term] = choice
        restrict(choice, term)
        join(members + [absent])
        return choice
    }

    private func restrict(_ choice: NameChoice, _ term: WorldTerm) {
        for member in choice.members { solver.add([!choice.absent, !member]) }
        let isEmpty = term == .field(.labels) || term == .field(.elements) ? isAboutObject : Wire.never
        if isEmpty != .never { for member in choice.members { solver.add([!isEmpty, !member]) } }
        guard !choice.members.isEmpty else { return }
        let isNeverEmpty = [.field(.actor), .field(.recipient), .field(.purpose)].contains(term)
        if choice.isSingle || isNeverEmpty { solver.add(choice.members + [choice.absent, isEmpty]) }
        if choice.isSingle { oneAtMost(choice.members) }
    }

    /// Wires of which one holds in every world.
    func oneOf(_ count: Int) -> [Wire] {
        let wires = (0..<count).map { Wire(variable: variable(preferring: $0 == 0)) }
        solver.add(wires)
        oneAtMost(wires)
        join(wires)
        return wires
    }

    private func oneAtMost(_ wires: [Wire]) {
        for left in wires.indices {
            for right in wires.indices where right > left { solver.add([!wires[left], !wires[right]]) }
        }
    }

    /// The values of a term that is no name.
    func values(_ term: WorldTerm) -> ValueChoice {
        if let choice = valueChoices[term] { return choice }
        let choice: ValueChoice
        if type(term) == .yesNo, !mayBeAbsent(term), !isOfItems(term) {
            let yes = Wire(variable: variable())
            let isObject = term == .field(.part2)
            if isObject { solver.add([!isAboutObject, !yes]) }
            choice = ValueChoice(values: [.no, .yes], wires: [!yes, yes])
        } else {
            choice = freeValues(term)
        }
        valueChoices[term] = choice
        join(choice.wires)
        return choice
    }

    private func freeValues(_ term: WorldTerm) -> ValueChoice {
        var values = candidates.values(term, type(term))
        var wires: [Wire] = []
        if isOfItems(term) {
            wires.append(isAboutObject)
            values.insert(.absent, at: 0)
        } else if mayBeAbsent(term) {
            values.insert(.absent, at: 0)
        }
        while wires.count < values.count { wires.append(Wire(variable: variable(preferring: wires.isEmpty))) }
        solver.add(wires)
        oneAtMost(wires)
        return ValueChoice(values: values, wires: wires)
    }
}

extension WorldVariables {
    /// Histories of one person that may differ in the version that binds; one where no series has versions.
    func histories(_ make: () -> [WorldBindings.History]) -> [(history: WorldBindings.History, wire: Wire)] {
        if let histories { return histories }
        let all = make()
        let made = all.count == 1 ? [(history: all[0], wire: Wire.always)] : zip(all, oneOf(all.count)).map { ($0, $1) }
        histories = made
        return made
    }
}
