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
final class PlanClosing {
    let stop: Int
    let rule: CompiledStop
    let uses: [PlanUse]
    let formula: FlatFormula
    let exceptions: [PlanException]

    init(
        stop: Int, rule: CompiledStop, uses: [PlanUse], formula: FlatFormula, exceptions: [PlanException]
    ) {
        self.stop = stop
        self.rule = rule
        self.uses = uses
        self.formula = formula
        self.exceptions = exceptions
    }
}

final class PlanException {
    let number: Int
    /// The document it rests on.
    let type: Int?
    let formula: FlatFormula
    /// Of the exception and its stop together.
    let uses: [PlanUse]
    let rule: CompiledException
    let duties: [PlanDuty]

    init(
        number: Int, type: Int?, formula: FlatFormula, uses: [PlanUse], rule: CompiledException, duties: [PlanDuty]
    ) {
        self.number = number
        self.type = type
        self.formula = formula
        self.uses = uses
        self.rule = rule
        self.duties = duties
    }
}

/// A duty with its exception.
final class PlanDuty {
    /// Position among the rulebook's duties.
    let duty: Int
    let time: DutyUse.Time
    let rank: Int
    let unless: FlatFormula
    let uses: [PlanUse]

    init(
        duty: Int, time: DutyUse.Time, rank: Int, unless: FlatFormula, uses: [PlanUse]
    ) {
        self.duty = duty
        self.time = time
        self.rank = rank
        self.unless = unless
        self.uses = uses
    }
}

/// A ground that fits the shape.
final class PlanGround {
    let number: Int
    let type: Int?
    let formula: FlatFormula
    let compelled: FlatFormula
    let rule: CompiledGround
    let uses: [PlanUse]
    let compelledUses: [PlanUse]
    let duties: [PlanDuty]
    /// By promise document that binds: whether its list leaves the ground off.
    let isCounted: Bool
    /// Promises of the documents that bind; nothing where one of them says no.
    let promises: [PlanPromise]
    /// Positions of its closings, in the order of its stops, and of those that an exception may lift.
    let closings: [Int32]
    let liftable: [Int32]

    init(
        number: Int, type: Int?, formula: FlatFormula, compelled: FlatFormula, rule: CompiledGround, uses: [PlanUse],
        compelledUses: [PlanUse], duties: [PlanDuty], isCounted: Bool, promises: [PlanPromise], closings: [Int32],
        liftable: [Int32]
    ) {
        self.number = number
        self.type = type
        self.formula = formula
        self.compelled = compelled
        self.rule = rule
        self.uses = uses
        self.compelledUses = compelledUses
        self.duties = duties
        self.isCounted = isCounted
        self.promises = promises
        self.closings = closings
        self.liftable = liftable
    }
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
final class PlanSentence {
    let formula: FlatFormula
    /// Of the sentence and what the document excludes together.
    let uses: [PlanUse]
    let alternative: CompiledPromise.Alternative
    let duties: [PlanDuty]

    init(
        formula: FlatFormula, uses: [PlanUse], alternative: CompiledPromise.Alternative, duties: [PlanDuty]
    ) {
        self.formula = formula
        self.uses = uses
        self.alternative = alternative
        self.duties = duties
    }
}
