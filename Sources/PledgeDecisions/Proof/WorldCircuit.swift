import PledgeCore

/// A compiled rulebook as wires: what holds in a world, for one part of a request of which everything is known.
///
/// A world gives each term a value of those that no test can tell apart. The truth of a test is read off the evaluator's
/// own tables, so that a proof and a decision cannot differ in what a test means. Wires are made when they are first asked
/// for.
final class WorldCircuit {
    /// Papers of one type that may be in hand at once, and versions accepted or not.
    static let papersMax = 2

    let compiled: CompiledRulebook
    let zone: TimeZoneRules
    /// The time of the act.
    let at: Instant
    let day: Day
    let tables: TestTruth
    /// The variables of a world; other rulebooks of the same vocabulary may share them.
    let variables: WorldVariables
    var program: Program { compiled.program }
    var book: Rulebook { compiled.book }

    var atoms: [AtomKey: Wire] = [:]
    var recipients: [Wire] = []
    var holdingStandings: [Wire] = []
    var bindings: WorldBindings?
    var instances: [InstanceKey: InstanceWires] = [:]
    var lifting: [Int: Wire] = [:]
    var stopFormulas: [Int: Wire] = [:]
    var named: [NamedKey: Wire] = [:]

    /// Turns tests of written conditions into those of the program.
    private(set) lazy var conditions = ConditionCompiler(book, program.symbols)

    struct AtomKey: Hashable {
        var atom: Int
        var reading: Reading
    }

    struct NamedKey: Hashable {
        var name: String
        var reading: Reading
    }

    /// - Parameters:
    ///   - compiled: What is looked at.
    ///   - at: The time of the act.
    ///   - zone: Zone of the organization.
    ///   - variables: Those of several rulebooks, this one among them; its own where nothing is given.
    init(_ compiled: CompiledRulebook, at: Instant, zone: TimeZoneRules, variables: WorldVariables? = nil) {
        self.compiled = compiled
        self.at = at
        self.zone = zone
        day = zone.day(of: at)
        tables = TestTruth(zone: zone, symbols: compiled.program.symbols)
        self.variables = variables ?? WorldVariables([compiled], at: at, zone: zone)
    }

    // MARK: Variables and gates

    var solver: WorldSolver { variables.solver }
    var candidates: WorldCandidates { variables.candidates }
    var operands: [[Int32]] { variables.operands }
    var valueChoices: [WorldTerm: ValueChoice] { variables.valueChoices }
    var nameChoices: [WorldTerm: NameChoice] { variables.nameChoices }
    var papers: [[Wire]] { variables.papers }
    var isAboutObject: Wire { variables.isAboutObject }

    func and(_ wires: [Wire]) -> Wire { variables.and(wires) }

    func or(_ wires: [Wire]) -> Wire { variables.or(wires) }

    func solve(_ goals: [Wire], conflictsMax: Int) -> WorldSolver.Answer {
        variables.solve(goals, conflictsMax: conflictsMax)
    }

    func isPlain() -> Wire { variables.isPlain() }

    func oneOf(_ count: Int) -> [Wire] { variables.oneOf(count) }

    func act(_ act: Act) -> Wire { variables.act(act) }

    func type(_ term: WorldTerm) -> ValueType { variables.type(term) }

    func names(_ term: WorldTerm) -> NameChoice { variables.names(term) }

    func values(_ term: WorldTerm) -> ValueChoice { variables.values(term) }

    func table(_ type: ValueType) -> Symbols.Table { program.symbols.table(of: type) }
}
