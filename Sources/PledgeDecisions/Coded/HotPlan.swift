// SAFETY of this file: the pointers are those of `PlanMemory`, which lives as long as the plan that hands them out.

/// The part of a plan that every request goes through, as plain memory: no reference is counted on the way.
///
/// INVARIANT: the pointers are those of the plan's tables and live as long as the plan.
struct HotPlan {
    var words = 0
    var base: UnsafeMutablePointer<UInt64>
    var clauses: UnsafeMutablePointer<FlatClause>
    var masks: UnsafeMutablePointer<Mask>
    /// By fact: where its changes stand when it holds.
    var holding: UnsafeMutablePointer<FlatRange>
    var changes: UnsafeMutablePointer<AtomChange>
    var tests: UnsafeMutablePointer<HotTest>
    /// Tests that each request answers, then those of documents.
    var requestTests: FlatRange
    /// By document type: its tests; a count of -1 where no atom asks for it.
    var documentTests: UnsafeMutablePointer<FlatRange>
    var steps: UnsafeMutablePointer<HotStep>
    var stepCount: Int
    var closings: UnsafeMutablePointer<HotClosing>
    var closingCount: Int
    var exceptions: UnsafeMutablePointer<HotException>
    var grounds: UnsafeMutablePointer<HotGround>
    var groundCount: Int
    var promises: UnsafeMutablePointer<HotPromise>
    var sentences: UnsafeMutablePointer<FlatFormula>
    var sets: UnsafeMutablePointer<NameBits>
    /// Words of closings, one ground after the other: those that yield to what the law compels, then the others.
    var reaches: UnsafeMutablePointer<UInt64>
    var closingWords: Int
}

/// A range among flat tables.
struct FlatRange {
    var first: Int32
    var count: Int32

    var indices: Range<Int> { Int(first)..<Int(first + count) }
}

/// One test, where it is of a common form.
struct HotTest {
    enum Form: UInt8 {
        /// Position among the plan's tests of any form.
        case other
        /// Labels meet, or lie within, a set.
        case labelsIn, labelsOnly
        /// A field with one name lies in a set.
        case nameIn
        /// A field of the request holds.
        case holds
        /// A field of the document holds.
        case documentHolds
        /// A field of the document equals an identifier of the request.
        case documentEquals
        /// Names of the document and all under them take in a set of the request: its purposes, labels, recipient.
        case coversPurposes, coversLabels, coversRecipient
        /// A time of the document is before, or after, or not, the instant of the act.
        case isAfterAct, isBeforeAct, isOnOrAfterAct, isOnOrBeforeAct
    }

    var atom: Int32
    var form: Form
    /// The field of the document, or of the request.
    var field: Int32
    /// The set, the field of the request compared with, or the position of a test of any form.
    var other: Int32
}

struct HotStep {
    enum Form: UInt8 { case main, document, exists }
    var form: Form
    var atom: Int32
    var type: Int32
    var formula: FlatFormula
}

struct HotClosing {
    var formula: FlatFormula
    var exceptions: FlatRange
}

struct HotException {
    /// -1 where it rests on no document.
    var type: Int32
    var formula: FlatFormula
}

struct HotGround {
    /// -1 where it rests on no document.
    var type: Int32
    var formula: FlatFormula
    var compelled: FlatFormula
    var promises: FlatRange
    /// Positions of its items and objects among the sets; -1 where it is about anything.
    var items: Int32
    var objects: Int32
}

struct HotPromise {
    /// Sentences of which one must hold; a count of -1 where the answer is the constant.
    var sentences: FlatRange
    var excluded: FlatFormula
    var constant: Bool
}

/// Memory of one plan, freed with it.
final class PlanMemory {
    private var free: [() -> Void] = []

    func place<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let pointer = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        pointer.initialize(from: elements, count: elements.count)
        free.append { pointer.deallocate() }
        return pointer
    }

    deinit { free.forEach { $0() } }
}
