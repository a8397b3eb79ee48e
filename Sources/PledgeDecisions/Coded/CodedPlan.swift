// SAFETY of this file: the pointer is that of `PlanMemory`, which lives as long as the plan.

/// What a decision of requests of one shape takes: the rules that fit, their tests and formulas, in flat tables.
///
/// A shape is act, kinds of actor and recipient, purposes, and a stretch of days between two changes of the law. What the
/// shape decides alone is decided here, once.
final class CodedPlan {
    /// Most atoms of one document type: what one word holds.
    static let documentAtomsMax = 64

    let program: Program
    let truth: CodedTruth
    let hot: UnsafeMutablePointer<HotPlan>
    private let memory: PlanMemory
    /// Tests that have no common form.
    let otherTests: [CodedTest]
    /// Where unknowns stand, by the position that rules name; empty where none stands in two places.
    let uses: [[PlanUse]]
    /// When duties are owed, by the position that duties name.
    let times: [DutyUse.Time]

    init(
        program: Program, truth: CodedTruth, hot: HotPlan, memory: PlanMemory, otherTests: [CodedTest],
        uses: [[PlanUse]], times: [DutyUse.Time]
    ) {
        self.program = program
        self.truth = truth
        self.hot = memory.place(hot)
        self.memory = memory
        self.otherTests = otherTests
        self.uses = uses
        self.times = times
        self.hot.pointee.plan = Unmanaged.passUnretained(self)
    }

    /// What makes two plans the same; nothing where only their tests tell.
    ///
    /// Rules stand in the tables by their numbers in the whole, tests by their forms: equal bytes decide equally.
    var contents: [UInt8]? { otherTests.isEmpty ? memory.contents : nil }
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
