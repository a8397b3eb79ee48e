import PledgeCore

/// Something that somebody asks for in the demo.
struct DemoSharing {
    var recipient: JSONObject
    var purpose: String
    var item = "record"
    var labels: [String] = []
    var service = "general-care"
    var isPaidInFull = false
    var elements: [String] = []
    var channel: String?
    var answers: [(String, JSONValue)] = []
    var documents: [JSONObject] = []
    var by = DemoStaff.records
    /// What it already was, where it is only recorded: a basis of the door.
    var happened: (basis: String, note: String)?

    /// - Parameters:
    ///   - id: A party's, or a name.
    ///   - kinds: Where it is no party.
    ///   - purpose: Of the vocabulary.
    init(_ id: String?, _ kinds: [String], for purpose: String) {
        recipient = JSONObject()
        recipient.append("id", id.map { .string($0) })
        recipient.append("kinds", .strings(kinds))
        self.purpose = purpose
    }

    /// What the door takes.
    func ask(_ patient: String, key: String, care: Day, confirm: [String: String], day: Day) throws -> JSONValue {
        var object = JSONObject()
        object.append("patient", .string(patient))
        object.append("key", .string(key))
        object.append("by", .string(by))
        object.append("act", .string("disclose"))
        object.append("actor", .members([("id", .string("lakeside")), ("kinds", .strings(["facility"]))]))
        object.append("recipient", .object(recipient))
        object.append("purposes", .strings([purpose]))
        object.append("channel", channel.map { .string($0) })
        object.append("groups", .array([.object(group(care))]))
        object.appendUnlessEmpty("documents", documents.map { .object($0) })
        if !answers.isEmpty { object.append("answers", .members(answers)) }
        if let happened {
            object.append("happened", .string(day.description))
            object.append("basis", .string(happened.basis))
            object.append("note", .string(happened.note))
        }
        if !confirm.isEmpty {
            object.append(
                "confirm", .members(confirm.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        }
        return .object(object)
    }

    private func group(_ care: Day) -> JSONObject {
        var group = JSONObject()
        group.append("item", .string(item))
        group.append("labels", .strings(labels))
        group.appendUnlessEmpty("elements", elements.map { .string($0) })
        group.append("service", .string(service))
        group.append("place", .string("IL"))
        group.append("source", .string("made-here"))
        group.append("part2", .bool(false))
        group.append("paidInFull", .bool(isPaidInFull))
        group.append("madeByUs", .bool(true))
        for name in ["given", "held"] {
            group.append(
                name, .members([("from", .string(care.description)), ("to", .string(care.description))]))
        }
        return group
    }
}
