import PledgeCore

/// A circuit on one day, with what is asked of it most.
///
/// Reads a world as a request and has the ordinary evaluator decide it.
final class ProofBench {
    /// Dead ends after which a question is given up, and told.
    static let conflictsMax = 50_000

    let circuit: WorldCircuit
    let zoneName: String?
    private(set) var conflictCount = 0
    private(set) var solveCount = 0

    var compiled: CompiledRulebook { circuit.compiled }
    var program: Program { circuit.program }
    var book: Rulebook { circuit.book }

    init(_ compiled: CompiledRulebook, at: Instant, zone: TimeZoneRules, zoneName: String?) {
        circuit = WorldCircuit(compiled, at: at, zone: zone)
        self.zoneName = zoneName
    }

    /// Beside others that share the variables of its circuit.
    init(_ circuit: WorldCircuit, zoneName: String?) {
        self.circuit = circuit
        self.zoneName = zoneName
    }

    /// At noon of a day.
    convenience init(_ compiled: CompiledRulebook, on day: Day, zone: TimeZoneRules, zoneName: String?) {
        let noon = Instant(seconds: zone.start(of: day).seconds + 43_200)
        self.init(compiled, at: noon, zone: zone, zoneName: zoneName)
    }

    enum Result {
        case world(World)
        case none(because: [Wire])
        case tooLarge

        var isNone: Bool {
            if case .none = self { return true }
            return false
        }
    }

    /// A world in which all of it holds; where there is one, in which no question of a state is left open.
    func world(_ goals: [Wire]) -> Result {
        let first = solve(goals)
        guard case .world(let world) = first else { return first }
        let asked = unanswered.filter { question in world.isSettled(question.term) }
        if asked.isEmpty { return first }
        let second = solve(goals + asked.map { !$0.wire })
        if case .world = second { return second }
        return first
    }

    /// Whether there is a world at all; which one does not matter.
    func solve(_ goals: [Wire]) -> Result {
        if goals.contains(.never) { return .none(because: [.never]) }
        let goals = goals.filter { $0 != .always }
        solveCount += 1
        let before = circuit.solver.conflictCount
        defer { conflictCount += circuit.solver.conflictCount - before }
        switch circuit.solve(goals, conflictsMax: ProofBench.conflictsMax) {
        case .possible: return .world(World(circuit))
        case .impossible(let because): return .none(because: because)
        case .tooLarge: return .tooLarge
        }
    }

    func request(_ world: World, _ id: String) -> Request { world.request(id: id, zoneName: zoneName) }

    func decide(_ request: Request) -> Decision { compiled.decideInBrief(request, zone: circuit.zone) }

    /// Stops whose condition surely holds on a request, whatever they reach.
    func holdingStops(_ request: Request) -> [RuleID] { compiled.determining(request, zone: circuit.zone).stops }

    // MARK: Questions of the states

    /// An overlay's answer holds.
    func holds(answer: Int) -> Wire { circuit.wire(program.answers[answer], .ofRequest) }

    /// For each question that is asked somewhere: nobody answers it, or two do, and not alike.
    lazy var unanswered: [(term: WorldTerm, wire: Wire)] = book.questions.indices.compactMap { number in
        guard program.slots.find(.question(number)) != nil else { return nil }
        let question = book.questions[number]
        let held = question.answers.map { answer in
            circuit.or(
                book.answers.indices.filter {
                    book.answers[$0].question == question.name && book.answers[$0].answer == answer
                }.map { holds(answer: $0) })
        }
        var conflicts: [Wire] = []
        for left in held.indices {
            for right in held.indices where right > left { conflicts.append(circuit.and([held[left], held[right]])) }
        }
        let here = circuit.wire(
            CompiledTest(left: .field(.overlayHere), operation: .holds, right: .none, domain: nil), .ofRequest)
        return (.question(number), circuit.or([circuit.and(held.map { !$0 } + [!here])] + conflicts))
    }

    // MARK: Grounds

    /// A world in which all of it holds and the evaluator shows it, on which no ground is open but those kept.
    ///
    /// What else the evaluator finds open is closed one after the other, so that the search stays small.
    ///
    /// - Parameters:
    ///   - goals: What must hold.
    ///   - kept: Grounds that may stay open.
    ///   - isOfRefusal: Whether what the evaluator leaves undecided is closed, too.
    ///   - isShown: Whether a decision shows what is looked for.
    /// - Returns: The last world, the grounds closed on the way, and each decision seen.
    func world(
        _ goals: [Wire], closing kept: Set<Int>, isOfRefusal: Bool = false, until isShown: (Decision) -> Bool
    ) -> (result: Result, closed: [Int], seen: [Decision]) {
        var closed: [Int] = []
        var seen: [Decision] = []
        while true {
            let result = world(goals + closed.map { !circuit.open($0) })
            guard case .world(let world) = result else { return (result, closed, seen) }
            let decision = decide(request(world, "proof"))
            seen.append(decision)
            if isShown(decision) { return (result, closed, seen) }
            let rules = Set(
                decision.parts.flatMap { $0.grounds.map(\.rule) + (isOfRefusal ? $0.undecided : []) })
            let more = inForce.filter {
                rules.contains(program.grounds[$0].rule.id) && !kept.contains($0) && !closed.contains($0)
            }
            // Nothing more to close, and still not shown: the proof and the evaluator differ, or a part beside is released.
            if more.isEmpty { return (result, closed, seen) }
            closed += more
        }
    }

    lazy var inForce: [Int] = program.grounds.indices.filter {
        program.grounds[$0].rule.head.force.includes(circuit.day)
    }
}
