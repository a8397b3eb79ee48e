import PledgeCore

/// A question about a part whose truth must be the same in every completion.
enum Query {
    case open(Instance)
    case compelled(Instance)
    /// Act, parties, purposes and items fit the ground.
    case fits(Int)
    /// The law's condition holds and the law compels it.
    case demanded(Instance)
    /// A stop closes grounds, given the exceptions that can lift it.
    case stopped(Int, [Int])
    /// One of these stops of an instance closes it.
    case closed(Instance, [Int])
    /// A stop would close the instance, and the exception lifts it, on this document where it rests on one.
    case lifts(Instance, Int, Int, document: Int?)
    /// The document binds, and this sentence of it promises the instance.
    case promises(Instance, Int, Int)
    /// A formula, of a document where one is given.
    case formula(Formula, type: Int?, document: Int?)
}

extension PartState {
    func truth(_ query: Query, _ act: Act, _ bounds: PartBounds) -> Truth {
        switch query {
        case .open(let instance): open(instance, act, bounds)
        case .compelled(let instance): compelled(instance)
        case .fits(let ground): matches(program.grounds[ground], act)
        case .demanded(let instance): condition(instance, act, bounds) & compelled(instance)
        case .stopped(let stop, let exceptions): stopped(stop, exceptions, bounds)
        case .closed(let instance, let stops): closed(instance, stops, bounds)
        case .lifts(let instance, let stop, let exception, let document):
            threatens(stop, instance, bounds) & lifts(program.exceptions[exception], on: document, bounds)
        case .promises(let instance, let document, let sentence):
            binds(document, bounds) & promises(instance, document, sentence, bounds)
        case .formula(let formula, let type, let document): formula.truth(bits, documentBits(of: document, type))
        }
    }
}

/// The unknowns that still matter to a query, each with the literals it stands in.
///
/// Where each stands in one literal only, the three-valued tables are exact and no completion is needed.
///
/// - Source: the semantics, section 4.
struct LiveUnknowns {
    private struct Use: Hashable {
        var place: AtomPlace
        var document: Int?
        var isPositive: Bool
    }

    private var uses: [PartState.Variable: Set<Use>] = [:]
    private var visited: Set<Use> = []
    private var isCoupled: Bool

    /// Variables, those that stand in most literals first.
    var variables: [PartState.Variable] {
        uses.sorted { left, right in
            (-left.value.count, left.key.slot, left.key.document ?? -1)
                < (-right.value.count, right.key.slot, right.key.document ?? -1)
        }.map(\.key)
    }

    /// Whether the tables' "unknown" is right as it stands.
    var isExact: Bool { !isCoupled && uses.values.allSatisfy { $0.count <= 1 } }

    init(_ query: Query, _ state: PartState, _ act: Act, _ bounds: PartBounds, _ completions: Completions) {
        isCoupled = false
        switch query {
        case .open(let instance):
            addMatch(instance.ground, state, act, completions)
            addFormula(of: instance, state, completions)
            addCompelled(instance, state, completions)
            for document in Set(bounds.bindings(state).joined()) { addPromise(instance, document, state, completions) }
            addBinding(state, bounds, completions)
            addMinimum(state, bounds, completions)
            for (stop, exceptions) in state.program.grounds[instance.ground].stops
            where state.stopped(stop, exceptions, bounds) != .no {
                addStop(stop, exceptions, state, bounds, completions)
            }
        case .compelled(let instance): addCompelled(instance, state, completions)
        case .fits(let ground): addMatch(ground, state, act, completions)
        case .demanded(let instance):
            addMinimum(state, bounds, completions)
            addMatch(instance.ground, state, act, completions)
            addFormula(of: instance, state, completions)
            addCompelled(instance, state, completions)
        case .stopped(let stop, let exceptions):
            addMinimum(state, bounds, completions)
            addStop(stop, exceptions, state, bounds, completions)
        case .closed(let instance, let stops):
            addMinimum(state, bounds, completions)
            addCompelled(instance, state, completions)
            for (stop, exceptions) in state.program.grounds[instance.ground].stops where stops.contains(stop) {
                addStop(stop, exceptions, state, bounds, completions)
            }
        case .lifts(let instance, let stop, let exception, let document):
            let compiled = state.program.stops[stop]
            let lifting = state.program.exceptions[exception]
            addMinimum(state, bounds, completions)
            if compiled.yieldsToCompulsion { addCompelled(instance, state, completions, isPositive: false) }
            if compiled.document != nil { addBinding(state, bounds, completions) }
            add(compiled.formula, true, type: nil, nil, state, completions)
            add(lifting.formula, true, type: lifting.type, document, state, completions)
        case .promises(let instance, let document, let sentence):
            addBinding(state, bounds, completions)
            addMinimum(state, bounds, completions)
            addPromise(instance, document, state, completions, only: sentence)
        case .formula(let formula, let type, let document): add(formula, true, type: type, document, state, completions)
        }
    }

    // MARK: Rules

    private mutating func addMatch(_ ground: Int, _ state: PartState, _ act: Act, _ completions: Completions) {
        guard state.matches(state.program.grounds[ground], act) == .unknown else { return }
        addField(.purpose, state, completions)
        addField(.item, state, completions)
        addField(.object, state, completions)
        addStandings(state, completions)
    }

    private mutating func addFormula(of instance: Instance, _ state: PartState, _ completions: Completions) {
        let ground = state.program.grounds[instance.ground]
        add(ground.formula, true, type: ground.type, instance.document, state, completions)
        if instance.document == nil, ground.type != nil { isCoupled = true }
    }

    private mutating func addCompelled(
        _ instance: Instance, _ state: PartState, _ completions: Completions, isPositive: Bool = true
    ) {
        let ground = state.program.grounds[instance.ground]
        add(ground.compelled, isPositive, type: ground.type, instance.document, state, completions)
    }

    /// Which routine protocols fit turns on purpose and recipient, as much else does.
    private mutating func addMinimum(_ state: PartState, _ bounds: PartBounds, _ completions: Completions) {
        guard bounds.routines.contains(where: { state.fits($0) == .unknown }) else { return }
        isCoupled = true
        addField(.purpose, state, completions)
        addStandings(state, completions)
    }

    /// Which versions bind, and which of two notices.
    private mutating func addBinding(_ state: PartState, _ bounds: PartBounds, _ completions: Completions) {
        if bounds.versionDays.count > 1, state[.held] == .unknown { addField(.held, state, completions) }
        if bounds.dependsOnSource(state) { addField(.source, state, completions) }
    }

    private mutating func addPromise(
        _ instance: Instance, _ document: Int, _ state: PartState, _ completions: Completions, only: Int? = nil
    ) {
        let ground = state.program.grounds[instance.ground]
        guard case .stated(let alternatives, let excluded, _, _) = ground.promised[document] else { return }
        for (number, alternative) in alternatives.enumerated() where only == nil || number == only {
            add(alternative.formula, true, type: ground.type, instance.document, state, completions)
        }
        add(excluded, false, type: ground.type, instance.document, state, completions)
    }

    private mutating func addStop(
        _ stop: Int, _ exceptions: [Int], _ state: PartState, _ bounds: PartBounds, _ completions: Completions
    ) {
        let compiled = state.program.stops[stop]
        if state.applies(compiled, bounds) == .unknown { addBinding(state, bounds, completions) }
        add(compiled.formula, false, type: nil, nil, state, completions)
        for exception in exceptions { addException(exception, state, completions) }
    }

    private mutating func addException(_ number: Int, _ state: PartState, _ completions: Completions) {
        let exception = state.program.exceptions[number]
        guard let type = exception.type else { return add(exception.formula, true, type: nil, nil, state, completions) }
        for document in state.documents[type].indices {
            add(exception.formula, true, type: type, document, state, completions)
        }
        // What else it asks bears on a record that nobody read, too.
        if state.isUnread(type) { add(exception.formula, true, type: type, nil, state, completions) }
    }

    // MARK: Formulas and atoms

    private mutating func add(
        _ formula: Formula, _ isPositive: Bool, type: Int?, _ document: Int?, _ state: PartState,
        _ completions: Completions
    ) {
        let own = type.flatMap { type in document.map { state.documentBits[type][$0] } }
        // Of a record nobody read, nothing is known.
        let bits = own ?? type.map { AtomBits(count: state.program.documents[$0].atoms.count) }
        for clause in formula.clauses {
            guard Formula.truth(of: clause, state.bits, bits) == .unknown else { continue }
            for (atom, sign) in Self.unknown(clause.main, state.bits) {
                visit(AtomPlace(type: nil, atom: atom), nil, sign == isPositive, state, completions)
            }
            guard let type, let document, let own else { continue }
            for (atom, sign) in Self.unknown(clause.document, own) {
                visit(AtomPlace(type: type, atom: atom), document, sign == isPositive, state, completions)
            }
        }
    }

    private static func unknown(_ masks: [Mask], _ bits: AtomBits) -> [(Int, Bool)] {
        var result: [(Int, Bool)] = []
        for mask in masks {
            let known = bits.yes[mask.word] | bits.no[mask.word]
            for (needed, sign) in [(mask.yes & ~known, true), (mask.no & ~known, false)] {
                var rest = needed
                while rest != 0 {
                    result.append((mask.word * 64 + rest.trailingZeroBitCount, sign))
                    rest &= rest - 1
                }
            }
        }
        return result
    }

    private mutating func visit(
        _ place: AtomPlace, _ document: Int?, _ isPositive: Bool, _ state: PartState, _ completions: Completions
    ) {
        let use = Use(place: place, document: document, isPositive: isPositive)
        guard visited.insert(use).inserted else { return }
        let space = place.type.map { state.program.documents[$0] } ?? state.program.main
        switch space.atoms[place.atom] {
        case .test:
            for slot in space.supports[place.atom] {
                if state.program.slots.slots[slot] == .field(.recipient) { addStandings(state, completions) }
                for variable in completions.variables(state, [slot])
                where variable.document == nil || variable.document == document {
                    uses[variable, default: []].insert(use)
                    if state.bearsSomeLabel, case .label = state.program.slots.slots[slot] { isCoupled = true }
                }
            }
        case .derived(.formula(let formula)):
            add(formula, isPositive, type: place.type, document, state, completions)
        case .derived(.exists(let type, let formula, let slot)):
            for number in state.documents[type].indices {
                add(formula, isPositive, type: type, number, state, completions)
            }
            if let slot {
                for variable in completions.variables(state, [slot]) { uses[variable, default: []].insert(use) }
            }
        }
    }

    private mutating func addField(_ field: RequestField, _ state: PartState, _ completions: Completions) {
        guard let slot = state.program.slots.find(.field(field)) else { return }
        for variable in completions.variables(state, [slot]) {
            uses[variable, default: []].insert(
                Use(place: AtomPlace(type: nil, atom: -1), document: nil, isPositive: true))
        }
    }

    /// Who speaks for whom bears on every test of the recipient at once.
    private mutating func addStandings(_ state: PartState, _ completions: Completions) {
        for (standing, truth) in zip(state.program.standings, state.standings) where truth == .unknown {
            isCoupled = true
            add(standing.formula, true, type: nil, nil, state, completions)
        }
    }
}
