import PledgeDecisions

/// Whether something holds in every completion, in none, or in some only.
package enum Truth: Hashable, Sendable {
    case yes, no, unknown
}

/// A thing that nobody stated and that a condition asks about.
indirect enum Unknown: Hashable, Sendable {
    case fact(String)
    case field(RequestField)
    /// A field of the document with this position among those in hand.
    case documentField(Int, String)
    /// Whether a set whose members are not known holds this name.
    case member(Unknown, String)
    /// Whether records that were not read hold a document such that.
    case onFile(String, Condition)
    /// Whether records that were not read hold a document of this type for a rule to rest on.
    case exists(String)
    case question(String)
    /// Whether a scope that nobody read covers the part.
    case covers(Int, String)
}

/// A value for some of the unknown things; it stands for every full completion that agrees with it.
struct Completion: Sendable {
    private(set) var values: [Unknown: PlainValue] = [:]

    static let empty = Completion()

    func with(_ unknown: Unknown, _ value: PlainValue) -> Completion {
        var copy = self
        copy.values[unknown] = value
        return copy
    }

    /// The value given to something unknown.
    ///
    /// - Throws: `MissingValue` with the values it can take, when it has none yet.
    func value(of unknown: Unknown, among candidates: () -> [PlainValue]) throws -> PlainValue {
        if let value = values[unknown] { return value }
        throw MissingValue(unknown: unknown, candidates: candidates())
    }

    func choice(_ unknown: Unknown) throws -> Bool {
        try value(of: unknown, among: { [.yesNo(true), .yesNo(false)] }) == .yesNo(true)
    }
}

/// A formula asked about something the completion gives no value to.
struct MissingValue: Error {
    var unknown: Unknown
    var candidates: [PlainValue]
}

/// More completions than the reference evaluator is willing to try.
package struct TooManyCompletions: Error, Hashable, Sendable {
    /// Most completions tried for one formula.
    package static let limit = 4096
}

/// Tries every completion of what the formula asks about.
///
/// What a formula does not ask about cannot change it, so unknown things get values only when they are asked about.
func surely(_ formula: (Completion) throws -> Bool) throws -> Truth {
    var search = Search()
    try search.visit(.empty, formula)
    return search.truth
}

private struct Search {
    var sawYes = false
    var sawNo = false
    var leaves = 0

    var truth: Truth {
        if sawYes && sawNo { return .unknown }
        return sawYes ? .yes : .no
    }

    mutating func visit(_ completion: Completion, _ formula: (Completion) throws -> Bool) throws {
        do {
            if try formula(completion) { sawYes = true } else { sawNo = true }
            leaves += 1
            guard leaves <= TooManyCompletions.limit else { throw TooManyCompletions() }
        } catch let missing as MissingValue {
            for candidate in missing.candidates {
                try visit(completion.with(missing.unknown, candidate), formula)
                if sawYes && sawNo { return }
            }
        }
    }
}
