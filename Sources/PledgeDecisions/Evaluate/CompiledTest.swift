import PledgeCore

/// A comparison whose names are numbers.
struct CompiledTest: Hashable, Sendable {
    var left: CompiledOperand
    var operation: Test.Operator
    var right: CompiledOperand
    /// The domain of the names compared, for hierarchies between two sets.
    var domain: Domain?
}

/// One side of a compiled comparison.
indirect enum CompiledOperand: Hashable, Sendable {
    case none
    case fact(Int)
    case field(RequestField)
    /// Position of the field in its document type.
    case document(Int)
    /// A question federal law hands to the states, where no overlay answers it.
    case question(Int)
    /// Names and everything under them.
    case names(NameBits)
    case number(Int64)
    case moment(Moment)
    case period(Period)
    case text(String)
    case offset(CompiledOperand, Span, sign: Int)
    case part
}

/// The value of a slot during evaluation.
enum Known: Hashable, Sendable {
    case unknown
    /// Not there: every test but "is absent" fails.
    case absent
    case yes, no
    case names(PartlyKnownNames)
    case id(String)
    case ids([String])
    case number(Int64)
    /// Seconds since 1970, from the first to the one past the last.
    case time(Range<Int64>)
    case period(Range<Int64>)
    case scope([CompiledPattern])
    case text

    init(_ truth: Bool) { self = truth ? .yes : .no }
}

/// One pattern of a scope, names as bits.
struct CompiledPattern: Hashable, Sendable {
    var items: NameBits?
    var services: NameBits?
    var sources: NameBits?
    var given: Range<Int64>?
    /// For each label the pattern insists on, the label and what stands under it.
    var only: [NameBits]
    /// Labels a part may bear, `only` included, with what stands under them.
    var allowed: NameBits
    var elements: NameBits?
}
