/// Cuts a program to some of its grounds: rules and atoms get new numbers, slots keep theirs.
///
/// Where the truth of some atoms is known beforehand, as for all requests of one shape, what they decide is decided here:
/// clauses that cannot hold fall away, and with them the atoms that nothing else asks.
struct ExcerptCutter {
    private let whole: Program
    /// Whether anything is known beforehand.
    private let folds: Bool
    /// What is known of atoms of the request, and by document type.
    private var known: [Truth]
    private var knownOfDocuments: [[Truth]]
    /// New numbers of atoms, of the request and by document type; nothing where the atom is not needed.
    private var main: [Int?]
    private var documents: [[Int?]]
    private var atoms: Atoms

    /// - Parameters:
    ///   - whole: A program.
    ///   - known: For each atom of the request that is a test, what holds of it in every request to come; empty where
    ///     nothing is known. Where something is, all of them have their records read, and nobody speaks for another.
    init(_ whole: Program, knowing known: [Truth] = []) {
        self.whole = whole
        folds = !known.isEmpty
        self.known = known.isEmpty ? Array(repeating: .unknown, count: whole.main.atoms.count) : known
        knownOfDocuments = whole.documents.map { Array(repeating: .unknown, count: $0.atoms.count) }
        main = Array(repeating: nil, count: whole.main.atoms.count)
        documents = whole.documents.map { Array(repeating: nil, count: $0.atoms.count) }
        atoms = Atoms(documents: Array(repeating: AtomSpace(), count: whole.documents.count))
        if folds { decideDerived() }
    }

    /// Finds what follows from the tests that are known.
    private mutating func decideDerived() {
        for place in whole.order {
            let space = place.type.map { whole.documents[$0] } ?? whole.main
            guard case .derived(let derived) = space.atoms[place.atom] else { continue }
            let truth: Truth
            switch derived {
            case .formula(let formula):
                let rest = fold(formula, place.type)
                truth = rest.isAlways ? .yes : rest.isNever ? .no : .unknown
            case .exists(let type, let formula, _): truth = fold(formula, type).isNever ? .no : .unknown
            }
            if let type = place.type {
                knownOfDocuments[type][place.atom] = truth
            } else {
                known[place.atom] = truth
            }
        }
    }

    /// The formula without what is known.
    private func fold(_ formula: Formula, _ type: Int?) -> Formula {
        guard folds else { return formula }
        var clauses: [Clause] = []
        for clause in formula.clauses {
            guard let main = fold(clause.main, { known[$0] }),
                let document = type.map({ type in fold(clause.document) { knownOfDocuments[type][$0] } })
                    ?? clause.document
            else { continue }
            let rest = Clause(main: main, document: document)
            if main.isEmpty && document.isEmpty { return Formula(clauses: [rest], support: formula.support) }
            if !clauses.contains(rest) { clauses.append(rest) }
        }
        return Formula(clauses: clauses, support: formula.support)
    }

    /// What is left to ask; nothing where one of them surely fails.
    private func fold(_ masks: [Mask], _ known: (Int) -> Truth) -> [Mask]? {
        var result: [Mask] = []
        for mask in masks {
            for (atom, isPositive) in mask.atoms {
                let truth = isPositive ? known(atom) : !known(atom)
                if truth == .no { return nil }
                if truth == .unknown { result.add(atom, isPositive) }
            }
        }
        return result
    }

    mutating func program(_ grounds: [Int]) -> Program {
        let kept = grounds.map { whole.grounds[$0] }
        let stops = Set(kept.flatMap { $0.stops.map(\.stop) }).sorted()
            .filter { !fold(whole.stops[$0].formula, nil).isNever }
        let exceptions = Set(kept.flatMap { $0.stops.flatMap(\.exceptions) }).sorted()
            .filter { !fold(whole.exceptions[$0].formula, whole.exceptions[$0].type).isNever }
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
            standings: standings.map { standing in
                var standing = standing
                standing.formula = cut(standing.formula, nil)
                return standing
            })
        return Program(
            book: whole.book, symbols: whole.symbols, slots: whole.slots, atoms: atoms, rules: rules)
    }

    /// Who may speak for whom; nobody where the parties are known beforehand.
    private var standings: [CompiledStanding] { folds ? [] : whole.standings }

    // MARK: Atoms

    /// Every atom that some rule asks.
    private func needed(_ grounds: [CompiledGround], _ stops: [Int], _ exceptions: [Int]) -> Set<AtomPlace> {
        var found: Set<AtomPlace> = []
        func need(_ formula: Formula, _ type: Int?) {
            for place in fold(formula, type).places(type) where found.insert(place).inserted {
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
        standings.forEach { need($0.formula, nil) }
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
        let clauses = fold(formula, type).clauses.map { clause in
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
