/// Finds the places where each unknown stands in a question.
struct UseFinder {
    private struct Use: Hashable {
        var place: AtomPlace
        var isPositive: Bool
    }

    private let program: Program
    private var visited: Set<Use> = []
    private var bySlot: [Int: Set<Use>] = [:]

    init(_ program: Program) { self.program = program }

    mutating func add(_ formula: Formula, _ isPositive: Bool, _ type: Int?) {
        for clause in formula.clauses {
            for (atom, sign) in clause.main.flatMap(\.atoms) {
                add(AtomPlace(type: nil, atom: atom), sign == isPositive)
            }
            for (atom, sign) in clause.document.flatMap(\.atoms) {
                add(AtomPlace(type: type, atom: atom), sign == isPositive)
            }
        }
    }

    private mutating func add(_ place: AtomPlace, _ isPositive: Bool) {
        let use = Use(place: place, isPositive: isPositive)
        guard visited.insert(use).inserted else { return }
        let space = place.type.map { program.documents[$0] } ?? program.main
        switch space.atoms[place.atom] {
        case .test: for slot in space.supports[place.atom] { bySlot[slot, default: []].insert(use) }
        case .derived(.formula(let formula)): add(formula, isPositive, place.type)
        case .derived(.exists(let type, let formula, _)): add(formula, isPositive, type)
        }
    }

    /// Unknowns of several places, and those that stand in documents, of which there may be several.
    ///
    /// - Parameters:
    ///   - words: Words of atoms of the request.
    ///   - places: New positions of those atoms.
    /// - Returns: A use for each unknown.
    func uses(words: Int, places: [Int]) -> [PlanUse] {
        bySlot.values.filter { $0.count > 1 || $0.contains { $0.place.type != nil } }.map { uses in
            var result = PlanUse(
                yes: Array(repeating: 0, count: words), no: Array(repeating: 0, count: words), documents: [])
            for use in uses {
                let atom = use.place.type == nil ? places[use.place.atom] : use.place.atom
                let bit: UInt64 = 1 << UInt64(atom & 63)
                if let type = use.place.type {
                    result.documents.append((Int32(type), use.isPositive ? bit : 0, use.isPositive ? 0 : bit))
                } else if use.isPositive {
                    result.yes[atom >> 6] |= bit
                } else {
                    result.no[atom >> 6] |= bit
                }
            }
            return result
        }
    }
}
