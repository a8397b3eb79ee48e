import Synchronization

/// The programs of a rulebook: the whole, and what of it matters to requests of one shape.
///
/// A request is touched by the grounds that fit its act, parties and purposes, and by what can reach those: mostly a
/// tenth of the law. An excerpt is cut from the whole when the first of such requests comes; a rulebook that was loaded to
/// decide a few requests compiles their excerpts alone.
final class Excerpts: Sendable {
    /// Most excerpts kept; beyond them all are made anew.
    private static let most = 1024
    /// Excerpts compiled one by one; beyond them the whole is compiled, from which others are cut.
    private static let compiledMost = 8

    private struct State {
        var whole: Program?
        var programs: [[Int]: Program] = [:]
    }

    private let book: Rulebook
    private let promises: [PromiseDocument]
    private let symbols: Symbols
    private let state: Mutex<State>

    init(_ book: Rulebook, _ promises: [PromiseDocument], _ symbols: Symbols, whole: Program?) {
        self.book = book
        self.promises = promises
        self.symbols = symbols
        state = Mutex(State(whole: whole))
    }

    /// The whole rulebook, compiled.
    var whole: Program {
        if let whole = state.withLock({ $0.whole }) { return whole }
        let made = compiled(book)
        state.withLock { $0.whole = made }
        return made
    }

    /// The excerpt of these grounds, and their numbers in it.
    func excerpt(_ fitting: [Int]) -> (Program, [Int]) {
        let (whole, known, count) = state.withLock { ($0.whole, $0.programs[fitting], $0.programs.count) }
        if let known { return (known, Array(known.grounds.indices)) }
        // Where most of a small rulebook fits, the whole serves as well.
        if let whole, fitting.count * 2 >= whole.grounds.count { return (whole, fitting) }
        let made: Program
        if whole == nil, count < Excerpts.compiledMost {
            made = compiled(book.restricted(to: Set(fitting)))
        } else {
            var cutter = ExcerptCutter(whole ?? self.whole)
            made = cutter.program(fitting)
        }
        state.withLock { state in
            if state.programs.count >= Excerpts.most { state.programs.removeAll() }
            state.programs[fitting] = made
        }
        return (made, Array(made.grounds.indices))
    }

    /// Compiles a rulebook that the checker passed; one that cannot be compiled opens nothing.
    private func compiled(_ book: Rulebook) -> Program {
        do {
            var builder = ProgramBuilder(book, promises, symbols: symbols)
            return try builder.build()
        } catch {
            return Program(
                book: self.book, symbols: symbols, slots: SlotTable(),
                atoms: Atoms(documents: Array(repeating: AtomSpace(), count: self.book.documents.count)),
                rules: CompiledRules(grounds: [], stops: [], exceptions: [], standings: []))
        }
    }
}

/// Cuts a program to some of its grounds: rules and atoms get new numbers, slots keep theirs.
private struct ExcerptCutter {
    private let whole: Program
    /// New numbers of atoms, of the request and by document type; nothing where the atom is not needed.
    private var main: [Int?]
    private var documents: [[Int?]]
    private var atoms: Atoms

    init(_ whole: Program) {
        self.whole = whole
        main = Array(repeating: nil, count: whole.main.atoms.count)
        documents = whole.documents.map { Array(repeating: nil, count: $0.atoms.count) }
        atoms = Atoms(documents: Array(repeating: AtomSpace(), count: whole.documents.count))
    }

    mutating func program(_ grounds: [Int]) -> Program {
        let kept = grounds.map { whole.grounds[$0] }
        let stops = Set(kept.flatMap { $0.stops.map(\.stop) }).sorted()
        let exceptions = Set(kept.flatMap { $0.stops.flatMap(\.exceptions) }).sorted()
        number(needed(kept, stops, exceptions))
        func positions(_ numbers: [Int]) -> [Int: Int] {
            Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
        }
        let (stopNumbers, exceptionNumbers) = (positions(stops), positions(exceptions))
        let rules = CompiledRules(
            grounds: kept.map { ground in
                let reaching = ground.stops.compactMap { stop, lifting in
                    stopNumbers[stop].map { ($0, lifting.compactMap { exceptionNumbers[$0] }) }
                }
                return cut(ground, reaching)
            },
            stops: stops.map { cut(whole.stops[$0]) },
            exceptions: exceptions.map { cut(whole.exceptions[$0]) },
            standings: whole.standings.map { standing in
                var standing = standing
                standing.formula = cut(standing.formula, nil)
                return standing
            })
        return Program(
            book: whole.book, symbols: whole.symbols, slots: whole.slots, atoms: atoms, rules: rules)
    }

    // MARK: Atoms

    /// Every atom that some rule asks.
    private func needed(_ grounds: [CompiledGround], _ stops: [Int], _ exceptions: [Int]) -> Set<AtomPlace> {
        var found: Set<AtomPlace> = []
        func need(_ formula: Formula, _ type: Int?) {
            for place in formula.places(type) where found.insert(place).inserted {
                switch (place.type.map { whole.documents[$0] } ?? whole.main).atoms[place.atom] {
                case .test: break
                case .derived(.formula(let inner)): need(inner, place.type)
                case .derived(.exists(let type, let inner, _)): need(inner, type)
                }
            }
        }
        func need(_ duties: [CompiledDuty], _ type: Int?) { duties.forEach { need($0.unless, type) } }
        for ground in grounds {
            need(ground.formula, ground.type)
            need(ground.compelled, ground.type)
            need(ground.duties, ground.type)
            for case .stated(let alternatives, let excluded, _, _) in ground.promised {
                need(excluded, ground.type)
                for alternative in alternatives {
                    need(alternative.formula, ground.type)
                    need(alternative.duties, ground.type)
                }
            }
        }
        for stop in stops.map({ whole.stops[$0] }) {
            need(stop.formula, nil)
            need(stop.duties, nil)
        }
        for exception in exceptions.map({ whole.exceptions[$0] }) {
            need(exception.formula, exception.type)
            need(exception.duties, exception.type)
        }
        whole.standings.forEach { need($0.formula, nil) }
        return found
    }

    /// Gives the needed atoms new numbers, in the order of evaluation.
    private mutating func number(_ needed: Set<AtomPlace>) {
        for place in whole.order where needed.contains(place) {
            let space = place.type.map { whole.documents[$0] } ?? whole.main
            let atom: AtomSpace.Atom
            switch space.atoms[place.atom] {
            case .test(let test): atom = .test(test)
            case .derived(.formula(let formula)): atom = .derived(.formula(cut(formula, place.type)))
            case .derived(.exists(let type, let formula, let unread)):
                atom = .derived(.exists(type: type, cut(formula, type), unread: unread))
            }
            let support = space.supports[place.atom]
            let new: Int
            if let type = place.type {
                new = atoms.documents[type].append(atom, support)
                documents[type][place.atom] = new
            } else {
                new = atoms.main.append(atom, support)
                main[place.atom] = new
            }
            atoms.order.append(AtomPlace(type: place.type, atom: new))
        }
    }

    // MARK: Rules

    private func cut(_ formula: Formula, _ type: Int?) -> Formula {
        let clauses = formula.clauses.map { clause in
            Clause(
                main: cut(clause.main) { main[$0] },
                document: type.map { type in cut(clause.document) { documents[type][$0] } } ?? [])
        }
        return Formula(clauses: clauses, support: formula.support)
    }

    private func cut(_ masks: [Mask], _ number: (Int) -> Int?) -> [Mask] {
        var result: [Mask] = []
        for mask in masks {
            for (atom, isPositive) in mask.atoms { number(atom).map { result.add($0, isPositive) } }
        }
        return result.sorted { $0.word < $1.word }
    }

    private func cut(_ duties: [CompiledDuty], _ type: Int?) -> [CompiledDuty] {
        duties.map { CompiledDuty(use: $0.use, unless: cut($0.unless, type)) }
    }

    private func cut(_ ground: CompiledGround, _ stops: [(stop: Int, exceptions: [Int])]) -> CompiledGround {
        let type = ground.type
        return CompiledGround(
            number: ground.number, rule: ground.rule, recipients: ground.recipients, actors: ground.actors,
            purposes: ground.purposes,
            items: ground.items, objects: ground.objects, type: type, formula: cut(ground.formula, type),
            compelled: cut(ground.compelled, type), duties: cut(ground.duties, type), atMost: ground.atMost,
            usesMinimum: ground.usesMinimum, promised: ground.promised.map { cut($0, type) }, stops: stops,
            support: ground.support, elementLists: ground.elementLists, confidence: ground.confidence)
    }

    private func cut(_ promised: CompiledPromise, _ type: Int?) -> CompiledPromise {
        guard case .stated(let alternatives, let excluded, let exclusion, let silenceIsYes) = promised else {
            return promised
        }
        let own = alternatives.map { alternative in
            var alternative = alternative
            alternative.formula = cut(alternative.formula, type)
            alternative.duties = cut(alternative.duties, type)
            return alternative
        }
        return .stated(own, excluded: cut(excluded, type), exclusion: exclusion, silenceIsYes: silenceIsYes)
    }

    private func cut(_ stop: CompiledStop) -> CompiledStop {
        CompiledStop(
            number: stop.number, rule: stop.rule, document: stop.document, formula: cut(stop.formula, nil),
            duties: cut(stop.duties, nil))
    }

    private func cut(_ exception: CompiledException) -> CompiledException {
        CompiledException(
            number: exception.number, rule: exception.rule, type: exception.type,
            formula: cut(exception.formula, exception.type),
            atMost: exception.atMost, usesMinimum: exception.usesMinimum, duties: cut(exception.duties, exception.type),
            confidence: exception.confidence)
    }
}
