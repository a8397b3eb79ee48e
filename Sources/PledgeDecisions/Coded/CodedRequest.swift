/// A request whose names are numbers, as a decision reads it.
///
/// Made by `RequestCoder`, or straight from bytes; only for the program whose `NameCodes` made it. Can be used again for
/// the next request, so that reading a stream of requests allocates nothing once warm.
///
/// Shape: one part. What has several parts, or unread records, is no coded request: it is decided as it is.
package struct CodedRequest: Sendable {
    /// Seconds since 1970.
    var at: Int64 = 0
    var act = Act.disclose
    var actor = NameBits()
    var recipient = NameBits()
    var purposes = NameBits()
    /// Fields of the request and of its part, by `RequestField.position`; those that are sets are kept apart.
    var fields: [CodedValue] = Array(repeating: .unknown, count: RequestField.allCases.count)
    var labels = NameBits()
    var elements = NameBits()
    /// Numbers of yes-no facts that hold.
    var holding: [UInt16] = []
    /// Other facts that are stated.
    var stated: [CodedFact] = []
    var documents: [CodedDocument] = []
    /// Fields of the documents, one after the other.
    var values: [CodedValue] = []
    /// Sets of names, which values name by position.
    var sets: [NameBits] = []
    /// Identifiers of a list, which values name by range.
    var lists: [Int32] = []
    /// Scopes, which values name by range.
    var patterns: [CompiledPattern] = []

    /// An empty request.
    package init() {}
}

/// A fact of a request.
struct CodedFact: Sendable {
    var number: UInt16
    var value: CodedValue
}

/// A document in hand or on file.
struct CodedDocument: Sendable {
    /// Number of its type.
    var type: Int32
    /// Position of its first field among the request's values.
    var first: Int32
}

/// A value whose names are numbers.
enum CodedValue: Sendable, Equatable {
    case unknown
    /// Not there: every test but "is absent" fails.
    case absent
    case no, yes
    /// Position of a name in its domain, or of an option in its choice.
    case name(Int32)
    /// Position among the request's sets.
    case names(Int32)
    /// Number of an identifier: a constant's, or one given to it in this request.
    case id(Int32)
    /// Range among the request's lists.
    case ids(first: Int32, count: Int32)
    case number(Int64)
    /// Seconds since 1970, from the first to the one past the last.
    case time(from: Int64, to: Int64)
    /// Range among the request's patterns.
    case scope(first: Int32, count: Int32)
    case text
}
