// SAFETY of this file: the pointers are those of `PlanMemory`, which lives as long as the plan that hands them out.

/// What every request of a shape goes through, as plain memory: no reference is counted on the way.
///
/// INVARIANT: the pointers are those of the plan's tables and live as long as the plan.
struct HotPlan {
    // What each request reads stands first, and close together.

    /// Words of atoms of the request: a bit for each yes-no fact, then one for each other atom.
    var words = 0
    var factWords = 0
    /// Number among the plans of one table; set by it.
    var number: UInt32 = 0
    /// Tests that some formula asks, by word.
    var asked: UnsafeMutablePointer<UInt64>
    var tests: UnsafeMutablePointer<HotTest>
    var sets: UnsafeMutablePointer<NameBits>
    /// By document type: its tests; a count of -1 where no atom asks for it.
    var documentTests: UnsafeMutablePointer<FlatRange>
    /// By document type: how many of its tests, the first ones, must hold of a document for any rule to look at it.
    var guarding: UnsafeMutablePointer<Int32>
    /// Tests whether labels meet a set, whether they lie within one, and all others that each request answers.
    var labelsInTests: FlatRange
    var labelsOnlyTests: FlatRange
    var requestTests: FlatRange
    /// The last of them, which may say something else of each piece of a part.
    var elementTests: FlatRange
    /// Lists of elements at which parts are cut, among the sets.
    var elementLists: FlatRange
    /// Whether some ground is about certain items.
    var asksItem: Bool
    /// The plan whose tables these are; set by it.
    var plan: Unmanaged<CodedPlan>?
    var clauses: UnsafeMutablePointer<FlatClause>
    var masks: UnsafeMutablePointer<HotMask>
    var steps: UnsafeMutablePointer<HotStep>
    var stepCount: Int
    var closings: UnsafeMutablePointer<HotClosing>
    var closingCount: Int
    var exceptions: UnsafeMutablePointer<HotException>
    var grounds: UnsafeMutablePointer<HotGround>
    var groundCount: Int
    var promises: UnsafeMutablePointer<HotPromise>
    var sentences: UnsafeMutablePointer<HotSentence>
    var duties: UnsafeMutablePointer<HotDuty>
    /// Positions of the closings that an exception may lift, one ground after the other.
    var liftable: UnsafeMutablePointer<Int32>
    /// Words of closings, one ground after the other: those that yield to what the law compels, then the others.
    var reaches: UnsafeMutablePointer<UInt64>
    /// Closings of grounds that fit and cannot open.
    var reached: UnsafeMutablePointer<UInt64>
    var closingWords: Int
    /// Names of elements, without the one that stands for all others.
    var dataNames: NameBits
}

extension UnsafeMutablePointer<HotPlan> {
    /// The plan whose tables these are, for what is rarely asked.
    var plan: CodedPlan {
        // SAFETY: set by the plan when it is made, and not used after it.
        pointee.plan.unsafelyUnwrapped.takeUnretainedValue()
    }
}

/// A range among flat tables.
struct FlatRange: BitwiseCopyable, Equatable {
    var first: Int32
    var count: Int32

    static let empty = FlatRange(first: 0, count: 0)

    var indices: Range<Int> { Int(first)..<Int(first + count) }
}

/// A mask with its word in bytes of its own, so that a clause of one mask lies in one line of the cache.
struct HotMask: BitwiseCopyable {
    var word: Int32
    var yes: UInt64
    var no: UInt64
}

/// One test, where it is of a common form.
struct HotTest: BitwiseCopyable {
    enum Form: UInt8, BitwiseCopyable {
        /// Position among the plan's tests of any form.
        case other
        /// The value stated of a fact, which the field numbers, is a name in a set; of a fact that records hold, silence
        /// is no name.
        case factIn, recordIn
        /// Labels meet, or lie within, a set.
        case labelsIn, labelsOnly
        /// Elements lie within a set.
        case elementsOnly
        /// A field with one name lies in a set.
        case nameIn
        /// A field of the request is an identifier that a rule names.
        case fieldIs
        /// A field of the request holds.
        case holds
        /// A field of the document holds, or is there.
        case documentHolds, documentPresent
        /// A field of the document is an identifier that a rule names.
        case documentIs
        /// A name, or one of the names, of the document lies in a set.
        case documentIn
        /// The scope of the document covers the part.
        case coversPart
        /// A field of the document equals an identifier of the request.
        case documentEquals
        /// Names of the document and all under them take in a set of the request: its purposes, labels, recipient.
        case coversPurposes, coversLabels, coversRecipient
        /// Names of the document meet such a set, a name and one under it included.
        case overlapsPurposes, overlapsLabels, overlapsRecipient
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

extension HotTest.Form {
    /// Tests that fail of most documents have the lowest.
    var order: Int {
        switch self {
        case .documentEquals, .coversRecipient: 0
        case .coversPurposes, .overlapsPurposes, .overlapsRecipient: 1
        case .documentIs, .documentIn, .coversLabels, .overlapsLabels: 2
        case .isAfterAct, .isBeforeAct, .isOnOrAfterAct, .isOnOrBeforeAct, .documentHolds, .documentPresent: 3
        case .coversPart: 4
        case .other, .factIn, .recordIn, .labelsIn, .labelsOnly, .elementsOnly, .nameIn, .fieldIs, .holds: 5
        }
    }
}

struct HotStep: BitwiseCopyable {
    enum Form: UInt8, BitwiseCopyable { case main, document, exists }
    var form: Form
    var atom: Int32
    var type: Int32
    var formula: FlatFormula
}

/// A stop with the exceptions that may lift it.
struct HotClosing: BitwiseCopyable {
    /// Position in the plan's program, and in the whole.
    var stop: Int32
    var number: Int32
    var formula: FlatFormula
    var exceptions: FlatRange
    var yieldsToCompulsion: Bool
    /// Position among the plan's uses.
    var uses: Int32
}

struct HotException: BitwiseCopyable {
    /// Position in the plan's program, and in the whole.
    var number: Int32
    var whole: Int32
    /// -1 where it rests on no document.
    var type: Int32
    var formula: FlatFormula
    /// Of the exception and its stop together.
    var uses: Int32
    var duties: FlatRange
    var terms: HotTerms
    var accounting: Accounting?
}

/// What a rule adds to a release.
struct HotTerms: BitwiseCopyable {
    var usesMinimum: Bool
    var confidence: Confidence
    /// Position of the elements that may go out among the sets; -1 where there is no such limit.
    var atMost: Int32
}

/// A duty with its exception.
struct HotDuty: BitwiseCopyable {
    /// Position among the rulebook's duties, and of its time among the plan's times.
    var duty: Int32
    var time: Int32
    /// Earlier duties have lower ranks.
    var rank: Int32
    var unless: FlatFormula
    var uses: Int32
}

/// A ground that fits the shape.
struct HotGround: BitwiseCopyable {
    /// Position in the plan's program, and in the whole.
    var position: Int32
    var number: Int32
    /// -1 where it rests on no document.
    var type: Int32
    var formula: FlatFormula
    var compelled: FlatFormula
    var promises: FlatRange
    /// Positions of its items and objects among the sets; -1 where it is about anything.
    var items: Int32
    var objects: Int32
    var uses: Int32
    var compelledUses: Int32
    var duties: FlatRange
    var liftable: FlatRange
    var terms: HotTerms
    var accounting: Accounting
    /// The act is a use: nothing to count.
    var isUse: Bool
    /// A notice that binds lists the disclosure although the law exempts its class.
    var isCounted: Bool
}

/// What one document that binds says of a ground.
struct HotPromise: BitwiseCopyable {
    var document: Int32
    /// Sentences of which one must hold; a count of -1 where the answer is the constant.
    var sentences: FlatRange
    var excluded: FlatFormula
    var constant: Bool
}

/// One sentence that promises a ground.
struct HotSentence: BitwiseCopyable {
    var formula: FlatFormula
    /// Position among the document's promises of the ground.
    var alternative: Int32
    /// Of the sentence and what the document excludes together.
    var uses: Int32
    var duties: FlatRange
    var terms: HotTerms
}

/// Memory of one plan, in one piece, so that a decision walks along few lines of the cache.
final class PlanMemory {
    private let base: UnsafeMutableRawPointer
    private let capacity: Int
    private var used: Int

    /// Bytes before all that is placed, for the plan itself.
    static let header = (MemoryLayout<HotPlan>.size + 63) & ~63

    /// - Parameter capacity: Bytes of all that will be placed; `size` tells them.
    init(capacity: Int) {
        self.capacity = capacity + PlanMemory.header
        used = PlanMemory.header
        base = .allocate(byteCount: self.capacity, alignment: 64)
        // What lies between elements must not differ, for plans are compared by their bytes.
        base.initializeMemory(as: UInt8.self, repeating: 0, count: self.capacity)
    }

    deinit { base.deallocate() }

    /// What was placed, byte for byte.
    var contents: [UInt8] {
        Array(UnsafeRawBufferPointer(start: base + PlanMemory.header, count: used - PlanMemory.header))
    }

    /// Places the plan before its tables.
    func place(_ plan: HotPlan) -> UnsafeMutablePointer<HotPlan> {
        let pointer = base.bindMemory(to: HotPlan.self, capacity: 1)
        pointer.initialize(to: plan)
        return pointer
    }

    /// Bytes that elements take.
    static func size<Element: BitwiseCopyable>(_ elements: [Element]) -> Int {
        (elements.count * MemoryLayout<Element>.stride + 31) & ~31
    }

    func place<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let size = PlanMemory.size(elements)
        precondition(used + size <= capacity, "more is placed than was told")
        let pointer = (base + used).bindMemory(to: Element.self, capacity: elements.count)
        pointer.initialize(from: elements, count: elements.count)
        used += size
        return pointer
    }
}
