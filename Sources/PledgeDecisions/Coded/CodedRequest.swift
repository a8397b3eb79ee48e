// SAFETY of this file: the memory is allocated with the bounds named beside it and freed with the request.

/// A request whose names are numbers, as a decision reads it.
///
/// Made by `RequestCoder`, or straight from bytes; only for the program whose `NameCodes` made it. Can be used again for
/// the next request, so that reading a stream of requests allocates nothing once warm.
///
/// Shape: one part. What has several parts, or unread records, is no coded request: it is decided as it is. For one
/// thread.
package final class CodedRequest {
    /// What the request says, in plain memory, where no access is tracked.
    struct Content {
        /// Seconds since 1970.
        var at: Int64 = 0
        var act = Act.disclose
        var actor = NameBits()
        var recipient = NameBits()
        var purposes = NameBits()
        var labels = NameBits()
        /// The same sets, with everything under their names.
        var closedRecipient = NameBits()
        var closedPurposes = NameBits()
        var closedLabels = NameBits()
        var elements = NameBits()
        /// Positions of the only names of actor, recipient and purposes; -1 where there are several.
        var only = (actor: -1, recipient: -1, purpose: -1)
        /// Number of the place among the identifiers that rules name, which is the same in all requests; -1 for any other,
        /// -2 where it is unknown.
        var place: Int32 = -2
        /// Facts that are stated and are neither yes nor no.
        var stated = Rows<CodedFact>()
        var documents = Rows<CodedDocument>()
        /// Fields of the documents, one after the other.
        var values = Rows<CodedValue>(capacity: 64)
        /// Sets of names, which values name by position.
        var sets = Rows<NameBits>()
        /// The same sets, with everything under their names.
        var closedSets = Rows<NameBits>()
        /// Identifiers of a list, which values name by range.
        var lists = Rows<Int32>()
        /// Scopes, which values name by range.
        var patterns = Rows<CodedPattern>()
    }

    let content: UnsafeMutablePointer<Content>
    /// A bit for each yes-no fact that holds, then a bit for each that does not; of facts that records hold, silence means
    /// no.
    let facts: UnsafeMutablePointer<UInt64>
    /// Fields of the request and of its part, by `RequestField.position`; those that are sets are kept apart.
    let fields: UnsafeMutablePointer<CodedValue>

    private static let fieldCount = RequestField.allCases.count
    /// Words of facts: a rulebook of more facts has no coded requests.
    static let factWords = 8

    /// An empty request.
    package init() {
        content = .allocate(capacity: 1)
        content.initialize(to: Content())
        facts = .allocate(capacity: CodedRequest.factWords * 2)
        facts.initialize(repeating: 0, count: CodedRequest.factWords * 2)
        fields = .allocate(capacity: CodedRequest.fieldCount)
        fields.initialize(repeating: .unknown, count: CodedRequest.fieldCount)
    }

    deinit {
        content.pointee.stated.free()
        content.pointee.documents.free()
        content.pointee.values.free()
        content.pointee.sets.free()
        content.pointee.closedSets.free()
        content.pointee.lists.free()
        content.pointee.patterns.free()
        content.deallocate()
        facts.deallocate()
        fields.deallocate()
    }

    // MARK: Making one

    /// Becomes another request without its documents, and keeps its memory.
    package func reset(to model: CodedRequest) {
        removeAll()
        facts.update(from: model.facts, count: CodedRequest.factWords * 2)
        content.pointee.at = model.content.pointee.at
        content.pointee.act = model.content.pointee.act
        content.pointee.actor = model.content.pointee.actor
        content.pointee.recipient = model.content.pointee.recipient
        content.pointee.purposes = model.content.pointee.purposes
        content.pointee.labels = model.content.pointee.labels
        content.pointee.closedRecipient = model.content.pointee.closedRecipient
        content.pointee.closedPurposes = model.content.pointee.closedPurposes
        content.pointee.closedLabels = model.content.pointee.closedLabels
        content.pointee.elements = model.content.pointee.elements
        content.pointee.only = model.content.pointee.only
        content.pointee.place = model.content.pointee.place
        fields.update(from: model.fields, count: CodedRequest.fieldCount)
    }

    /// Takes the facts of another request, and forgets documents; all else stays.
    package func resetFacts(to model: CodedRequest) {
        removeAll()
        facts.update(from: model.facts, count: CodedRequest.factWords * 2)
    }

    /// Forgets documents and facts that are neither yes nor no, and keeps all else.
    package func removeAll() {
        content.pointee.stated.removeAll()
        content.pointee.documents.removeAll()
        content.pointee.values.removeAll()
        content.pointee.sets.removeAll()
        content.pointee.closedSets.removeAll()
        content.pointee.lists.removeAll()
        content.pointee.patterns.removeAll()
    }

    /// Sets the instant of the act, in seconds since 1970.
    package func setAt(_ seconds: Int64) {
        content.pointee.at = seconds
        fields[RequestField.at.position] = .time(from: seconds, to: seconds + 1)
    }

    /// Sets the number of the recipient's identifier.
    package func setRecipientID(_ number: Int32) { fields[RequestField.recipientID.position] = .id(number) }

    /// Sets where the care was given: the number of a state among those that rules name, or -1 for another place.
    func setPlace(_ number: Int32) {
        content.pointee.place = number
        fields[RequestField.place.position] = .id(number)
    }

    func setActor(_ kinds: NameBits) {
        content.pointee.actor = kinds
        content.pointee.only.actor = kinds.only
    }

    /// Sets the kinds of the recipient; `closed` are they and all under them.
    package func setRecipient(_ kinds: NameBits, closed: NameBits) {
        content.pointee.recipient = kinds
        content.pointee.only.recipient = kinds.only
        content.pointee.closedRecipient = closed
    }

    package func setPurposes(_ purposes: NameBits, closed: NameBits) {
        content.pointee.purposes = purposes
        content.pointee.only.purpose = purposes.only
        content.pointee.closedPurposes = closed
    }

    package func setLabels(_ labels: NameBits, closed: NameBits) {
        content.pointee.labels = labels
        content.pointee.closedLabels = closed
    }

    /// States that a yes-no fact holds; false where that was stated before.
    @inline(__always)
    package func hold(_ fact: Int) -> Bool {
        let (word, bit) = (fact >> 6, 1 << UInt64(fact & 63) as UInt64)
        precondition(word < CodedRequest.factWords, "more facts than a coded request has bits for")
        let isNew = facts[word] & bit == 0
        facts[word] |= bit
        facts[word + CodedRequest.factWords] &= ~bit
        return isNew
    }

    /// States that yes-no facts hold.
    package func hold(_ facts: UnsafeBufferPointer<Int64>) {
        for fact in facts { _ = hold(Int(fact)) }
    }

    /// States a fact.
    func state(_ fact: Int, _ value: CodedValue) {
        let (word, bit) = (fact >> 6, 1 << UInt64(fact & 63) as UInt64)
        precondition(word < CodedRequest.factWords, "more facts than a coded request has bits for")
        facts[word] &= ~bit
        facts[word + CodedRequest.factWords] &= ~bit
        switch value {
        case .yes: facts[word] |= bit
        case .no: facts[word + CodedRequest.factWords] |= bit
        default: content.pointee.stated.append(CodedFact(number: UInt16(fact), value: value))
        }
    }

    /// What is stated of a fact, or what its silence means where that is no.
    func fact(_ number: Int) -> CodedValue? {
        for index in content.pointee.stated.indices where content.pointee.stated[index].number == UInt16(number) {
            return content.pointee.stated[index].value
        }
        let (word, bit) = (number >> 6, 1 << UInt64(number & 63) as UInt64)
        if facts[word] & bit != 0 { return .yes }
        return facts[word + CodedRequest.factWords] & bit != 0 ? .no : nil
    }

    /// Adds a document all of whose fields are absent, and returns the position of its first field.
    package func addDocument(_ type: Int, fields count: Int) -> Int {
        let first = content.pointee.values.count
        content.pointee.documents.append(CodedDocument(type: Int32(type), first: Int32(first)))
        for _ in 0..<count { content.pointee.values.append(.absent) }
        return first
    }

    /// Sets a field of a document, by its position among all.
    package func setValue(_ position: Int, _ value: CodedValue) { content.pointee.values[position] = value }

    /// Adds a scope, and returns the value that names it.
    func add(_ patterns: [CompiledPattern]) -> CodedValue {
        let first = Int32(content.pointee.patterns.count)
        for pattern in patterns {
            let only = FlatRange(first: Int32(content.pointee.sets.count), count: Int32(pattern.only.count))
            for under in pattern.only { _ = add(under, closed: under) }
            content.pointee.patterns.append(CodedPattern(pattern, only: only))
        }
        return .scope(first: first, count: Int32(patterns.count))
    }

    /// Adds a set of names of a domain, and returns the value that names it.
    package func add(_ names: NameBits, closed: NameBits) -> CodedValue {
        content.pointee.sets.append(names)
        content.pointee.closedSets.append(closed)
        return .names(Int32(content.pointee.sets.count - 1))
    }
}

/// A fact of a request.
struct CodedFact: BitwiseCopyable {
    var number: UInt16
    var value: CodedValue
}

/// A document in hand or on file.
struct CodedDocument: BitwiseCopyable {
    /// Number of its type.
    var type: Int32
    /// Position of its first field among the request's values.
    var first: Int32
}

/// A value whose names are numbers.
package enum CodedValue: Sendable, Equatable, BitwiseCopyable {
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
