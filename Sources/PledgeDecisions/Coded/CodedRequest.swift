/// A request whose names are numbers, as a decision reads it.
///
/// Made by `RequestCoder`, or straight from bytes; only for the program whose `NameCodes` made it. Can be used again for
/// the next request, so that reading a stream of requests allocates nothing once warm.
///
/// Shape: one part. What has several parts, or unread records, is no coded request: it is decided as it is.
package struct CodedRequest: Sendable {
    /// Seconds since 1970.
    package var at: Int64 = 0
    package var act = Act.disclose
    package var actor = NameBits()
    package var recipient = NameBits()
    package var purposes = NameBits()
    /// Fields of the request and of its part, by `RequestField.position`; those that are sets are kept apart.
    package var fields: [CodedValue] = Array(repeating: .unknown, count: RequestField.allCases.count)
    package var labels = NameBits()
    package var elements = NameBits()
    /// Numbers of yes-no facts that hold.
    package var holding: [UInt16] = []
    /// Other facts that are stated.
    package var stated: [CodedFact] = []
    package var documents: [CodedDocument] = []
    /// Fields of the documents, one after the other.
    package var values: [CodedValue] = []
    /// Sets of names, which values name by position.
    package var sets: [NameBits] = []
    /// The same sets, with everything under their names.
    package var closedSets: [NameBits] = []
    /// Identifiers of a list, which values name by range.
    package var lists: [Int32] = []
    /// Scopes, which values name by range.
    var patterns: [CompiledPattern] = []

    /// An empty request.
    package init() {}

    /// Adds a set of names of a domain, and returns the value that names it.
    package mutating func add(_ names: NameBits, closed: NameBits) -> CodedValue {
        sets.append(names)
        closedSets.append(closed)
        return .names(Int32(sets.count - 1))
    }

    /// Sets the instant of the act.
    package mutating func setAt(_ seconds: Int64) {
        at = seconds
        fields[RequestField.at.position] = .time(from: seconds, to: seconds + 1)
    }

    /// Sets the number of the recipient's identifier.
    package mutating func setRecipientID(_ number: Int32) { fields[RequestField.recipientID.position] = .id(number) }

    /// Becomes another request without documents and facts, and keeps its memory.
    package mutating func reset(to model: borrowing CodedRequest) {
        removeAll()
        at = model.at
        act = model.act
        actor = model.actor
        recipient = model.recipient
        purposes = model.purposes
        labels = model.labels
        elements = model.elements
        for index in fields.indices { fields[index] = model.fields[index] }
    }

    /// Forgets the request, and keeps the memory for the next one.
    package mutating func removeAll() {
        for index in fields.indices { fields[index] = .unknown }
        labels = NameBits()
        elements = NameBits()
        holding.removeAll(keepingCapacity: true)
        stated.removeAll(keepingCapacity: true)
        documents.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        sets.removeAll(keepingCapacity: true)
        closedSets.removeAll(keepingCapacity: true)
        lists.removeAll(keepingCapacity: true)
        patterns.removeAll(keepingCapacity: true)
    }
}

/// A fact of a request.
package struct CodedFact: Sendable {
    package var number: UInt16
    package var value: CodedValue

    package init(number: UInt16, value: CodedValue) {
        self.number = number
        self.value = value
    }
}

/// A document in hand or on file.
package struct CodedDocument: Sendable {
    /// Number of its type.
    package var type: Int32
    /// Position of its first field among the request's values.
    package var first: Int32

    package init(type: Int32, first: Int32) {
        self.type = type
        self.first = first
    }
}

/// A value whose names are numbers.
package enum CodedValue: Sendable, Equatable {
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
