/// Something that a world gives a value.
enum WorldTerm: Hashable {
    case fact(Int)
    /// Of the recipient: what the request says, before anybody speaks as somebody else.
    case field(RequestField)
    /// A question that no overlay answers.
    case question(Int)
    /// A field of one of the papers of a type.
    case document(type: Int, copy: Int, field: Int)
}

/// Values a term may have, each with the wire that says so; one holds in every world.
struct ValueChoice {
    var values: [Known]
    var wires: [Wire]

    func wire(_ value: Known) -> Wire { values.firstIndex(of: value).map { wires[$0] } ?? .never }
}

/// Names a term may hold, each with the wire that says so.
struct NameChoice {
    /// By position in its domain.
    var members: [Wire]
    var absent: Wire
    /// One name at most.
    var isSingle: Bool
}

/// Where a test is read: of which paper, and before or after somebody speaks as somebody else.
struct Reading: Hashable {
    var type: Int?
    var copy: Int?
    /// The recipient is what the request says.
    var isBeforeStandings: Bool

    static let ofRequest = Reading(type: nil, copy: nil, isBeforeStandings: false)
}
