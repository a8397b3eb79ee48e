import PledgeCore

/// The cases in which something holds, each as few literals as are enough for it.
struct DifferenceCover {
    /// Cases told of one difference, at most.
    static let casesMax = 12

    /// Each case: literals which, in the context, are enough.
    private(set) var cases: [[DifferenceLiteral]] = []
    /// No world of the context is left out.
    private(set) var isComplete = false

    /// There is no such world.
    var isEmpty: Bool { cases.isEmpty && isComplete }
    /// It holds wherever the context does.
    var isAlways: Bool { cases.contains { $0.isEmpty } }

    /// - Parameters:
    ///   - bench: Asks the solver.
    ///   - target: What is to be described.
    ///   - context: What is supposed, and not told again.
    ///   - literals: Makes the words, when there is something to tell.
    init(_ bench: ProofBench, _ target: Wire, in context: [Wire], literals: () -> DifferenceLiterals) {
        var told: [Wire] = []
        var made: DifferenceLiterals?
        if case .none = bench.solve(context + [!target]) {
            guard case .world = bench.solve(context + [target]) else {
                isComplete = true
                return
            }
            cases = [[]]
            isComplete = true
            return
        }
        while true {
            switch bench.solve(context + [target] + told) {
            case .none:
                isComplete = true
                return
            case .tooLarge: return
            case .world(let world):
                if cases.count == DifferenceCover.casesMax { return }
                let literals = made ?? literals()
                made = literals
                guard let found = DifferenceCover.enough(bench, world, target, context, literals) else { return }
                cases.append(found)
                told.append(bench.circuit.or(found.map { !$0.wire }))
            }
        }
    }

    /// Literals of the world that leave no world of the context in which the target does not hold; none of them is idle.
    private static func enough(
        _ bench: ProofBench, _ world: World, _ target: Wire, _ context: [Wire], _ literals: DifferenceLiterals
    ) -> [DifferenceLiteral]? {
        var kept: [DifferenceLiteral] = []
        var isEnough = false
        for phase in 0..<literals.phaseCount where !isEnough {
            kept += literals.literals(phase, in: world)
            switch bench.solve(context + [!target] + kept.map(\.wire)) {
            case .none(let because):
                kept = kept.filter { because.contains($0.wire) }
                isEnough = true
            case .world: continue
            case .tooLarge: return nil
            }
        }
        guard isEnough else { return nil }
        // What has fewer words goes first.
        for literal in kept.reversed() where kept.contains(literal) {
            let rest = kept.filter { $0 != literal }
            if case .none(let because) = bench.solve(context + [!target] + rest.map(\.wire)) {
                kept = rest.filter { because.contains($0.wire) }
            }
        }
        return kept
    }
}
