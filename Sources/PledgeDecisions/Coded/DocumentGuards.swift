/// Tests that must hold of a document for any rule to open, close or owe by it.
///
/// Of twenty directives on file, most speak of another recipient: one test each tells them apart from those that matter.
struct DocumentGuards {
    /// By document type: atoms that stand, as tests that must hold, in every clause that speaks of such a document.
    private(set) var guards: [Set<Int>] = []

    private let program: Program
    /// For each document type and derived atom, the tests that it cannot hold without.
    private var needed: [[Set<Int>?]]

    init(_ program: Program) {
        self.program = program
        needed = program.documents.map { Array(repeating: nil, count: $0.atoms.count) }
        for place in program.order {
            guard let type = place.type else { continue }
            if case .derived(.formula(let formula)) = program.documents[type].atoms[place.atom] {
                // A clause that asks nothing of the document lets the atom hold whatever the document says.
                let isFree = formula.clauses.contains { $0.document.isEmpty }
                needed[type][place.atom] = isFree ? [] : common(formula, type) ?? []
            } else {
                needed[type][place.atom] = [place.atom]
            }
        }
        guards = program.documents.indices.map { type in
            var shared: Set<Int>?
            for formula in formulas(type) {
                guard let own = common(formula, type) else { continue }
                shared = shared.map { $0.intersection(own) } ?? own
            }
            return shared ?? []
        }
    }

    /// Tests that stand in every clause which speaks of the document; nothing where none does.
    private func common(_ formula: Formula, _ type: Int) -> Set<Int>? {
        var result: Set<Int>?
        for clause in formula.clauses where !clause.document.isEmpty {
            var own: Set<Int> = []
            for (atom, isPositive) in clause.document.flatMap(\.atoms) where isPositive {
                own.formUnion(needed[type][atom] ?? [])
            }
            result = result.map { $0.intersection(own) } ?? own
        }
        return result
    }

    /// Every formula that is asked of documents of the type.
    private func formulas(_ type: Int) -> [Formula] {
        var result: [Formula] = []
        for ground in program.grounds where ground.type == type {
            result += [ground.formula, ground.compelled] + ground.duties.map(\.unless)
            for case .stated(let alternatives, let excluded, _, _) in ground.promised {
                result += [excluded] + alternatives.flatMap { [$0.formula] + $0.duties.map(\.unless) }
            }
        }
        for exception in program.exceptions where exception.type == type {
            result += [exception.formula] + exception.duties.map(\.unless)
        }
        for case .derived(.exists(type, let formula, _)) in program.main.atoms { result.append(formula) }
        return result
    }
}
