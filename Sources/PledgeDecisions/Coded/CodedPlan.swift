import PledgeCore

/// What a decision of requests of one shape takes: the rules that fit, their tests and formulas, in flat tables.
///
/// A shape is act, kinds of actor and recipient, purposes, and a stretch of days between two changes of the law. What the
/// shape decides alone is decided here, once.
final class CodedPlan {
    /// Most atoms of one document type: what one word holds.
    static let documentAtomsMax = 64

    let program: Program
    let truth: CodedTruth
    let hot: HotPlan
    private let memory: PlanMemory
    /// By fact: tests that turn on it alone.
    let factTests: [Int: [AtomTest]]
    /// Tests that have no common form.
    let otherTests: [CodedTest]
    let closings: [PlanClosing]
    let grounds: [PlanGround]
    /// Lists of elements at which parts are cut.
    let elementLists: [NameBits]

    init(
        program: Program, truth: CodedTruth, hot: HotPlan, memory: PlanMemory, factTests: [Int: [AtomTest]],
        otherTests: [CodedTest], closings: [PlanClosing], grounds: [PlanGround], elementLists: [NameBits]
    ) {
        self.program = program
        self.truth = truth
        self.hot = hot
        self.memory = memory
        self.factTests = factTests
        self.otherTests = otherTests
        self.closings = closings
        self.grounds = grounds
        self.elementLists = elementLists
    }
}

/// An atom and the test that gives its truth.
struct AtomTest {
    var atom: Int
    var test: CodedTest
}

/// Atoms of one word that get another truth.
struct AtomChange {
    var word: Int
    var yes: UInt64
    var no: UInt64
}

/// What the facts of a plan change.
struct PlanFacts {
    var holding: [FlatRange]
    var changes: [AtomChange] = []
    var tests: [Int: [AtomTest]] = [:]
}

/// An unknown that stands in several places of a question, by the atoms it decides.
///
/// Where no unknown stands in more than one place, the three-valued tables are exact (the semantics, section 4).
struct PlanUse {
    /// Words of atoms of the request that must hold, and of those that must not.
    var yes: [UInt64]
    var no: [UInt64]
    /// Atoms of documents, by type: those that must hold, and those that must not.
    var documents: [(type: Int32, yes: UInt64, no: UInt64)]
}

/// A stop with the exceptions that may lift it.
struct PlanClosing {
    var stop: Int
    var rule: CompiledStop
    var uses: [PlanUse]
    var formula: FlatFormula
    var exceptions: [PlanException]
}

struct PlanException {
    var number: Int
    /// The document it rests on.
    var type: Int?
    var formula: FlatFormula
    /// Of the exception and its stop together.
    var uses: [PlanUse]
    var rule: CompiledException
    var duties: [PlanDuty]
}

/// A duty with its exception.
struct PlanDuty {
    /// Position among the rulebook's duties.
    var duty: Int
    var time: DutyUse.Time
    var rank: Int
    var unless: FlatFormula
    var uses: [PlanUse]
}

/// A ground that fits the shape.
struct PlanGround {
    var number: Int
    var type: Int?
    var formula: FlatFormula
    var compelled: FlatFormula
    var rule: CompiledGround
    var uses: [PlanUse]
    var compelledUses: [PlanUse]
    var duties: [PlanDuty]
    /// By promise document that binds: whether its list leaves the ground off.
    var isCounted: Bool
    /// Promises of the documents that bind; nothing where one of them says no.
    var promises: [PlanPromise]
    /// Positions of its closings, in the order of its stops.
    var closings: [Int32]
}

/// What one document that binds says of a ground.
struct PlanPromise {
    var document: Int
    /// Sentences of which one must hold; nothing where the answer is the constant.
    var alternatives: [PlanSentence]?
    var excluded: FlatFormula
    var constant: Bool
}

/// One sentence that promises a ground.
struct PlanSentence {
    var formula: FlatFormula
    /// Of the sentence and what the document excludes together.
    var uses: [PlanUse]
    var alternative: CompiledPromise.Alternative
    var duties: [PlanDuty]
}
