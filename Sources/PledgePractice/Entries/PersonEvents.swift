package import PledgeCore

/// A person is new here, or something about one changed: what is left out stays.
package struct PersonChange: Hashable, Sendable {
    package static let members =
        [
            "identifiers", "names", "birth", "facts", "unset", "unknown", "firstContact", "accepted", "clear", "tasks",
            "imported", "by",
        ]
        + PersonDetails.members

    /// Nothing means those that were.
    package var identifiers: [String] = []
    package var names: [PersonName] = []
    /// A day, a month or a year.
    package var birth: String?
    package var details = PersonDetails()
    /// Members that hold nothing any more.
    package var clear: [String] = []
    /// Facts of the record that are set.
    package var facts = JSONObject()
    /// Facts that the record says nothing of any more.
    package var unset: [String] = []
    /// Facts that the record calls unknown.
    package var unknown: [String] = []
    package var firstContact: String?
    /// Ids of notice versions accepted.
    package var accepted: [String] = []
    /// What somebody has to look at; not a caller's to say.
    var tasks: [ReleaseRecord.Task] = []
    /// The record of a sender that it came from; not a caller's to say.
    var imported: ImportMark?
    package var by: String

    /// What may be cleared.
    private static let clearable = ["names", "birth", "addresses", "telecoms", "languages", "died", "zone", "contacts"]

    package init(by: String) { self.by = by }

    package init(_ fields: inout JSONFields) throws(ShapeProblem) {
        identifiers = try fields.strings("identifiers")
        names = try fields.parts("names")
        birth = try fields.string("birth")
        details = try PersonDetails(&fields)
        clear = try fields.strings("clear")
        tasks = try fields.parts("tasks")
        imported = try ImportMark(in: &fields)
        facts = try fields.object("facts") ?? JSONObject()
        unset = try fields.strings("unset")
        unknown = try fields.strings("unknown")
        firstContact = try fields.string("firstContact")
        accepted = try fields.strings("accepted")
        by = try fields.requiredString("by", help: "say who does it")
        if let birth, !PersonDetails.isDay(birth) {
            throw ShapeProblem(
                path: "\(fields.path).birth", message: "not a day", help: "write `2026-11-21`, `2026-11` or `2026`")
        }
        if let firstContact, Day(firstContact) == nil {
            throw ShapeProblem(
                path: "\(fields.path).firstContact", message: "not a day", help: "write `2026-11-21`")
        }
        if let name = clear.first(where: { !PersonChange.clearable.contains($0) }) {
            throw ShapeProblem(
                path: "\(fields.path).clear", message: "`\(name.prefix(60))` cannot be cleared",
                help: "one of: \(PersonChange.clearable.joined(separator: ", "))")
        }
        try fields.end(known: PersonChange.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.appendUnlessEmpty("identifiers", identifiers.map { .string($0) })
        object.appendUnlessEmpty("names", names.map(\.json))
        object.append("birth", birth.map { .string($0) })
        details.write(to: &object)
        object.appendUnlessEmpty("clear", clear.map { .string($0) })
        if !facts.members.isEmpty { object.append("facts", .object(facts)) }
        object.appendUnlessEmpty("unset", unset.map { .string($0) })
        object.appendUnlessEmpty("unknown", unknown.map { .string($0) })
        object.append("firstContact", firstContact.map { .string($0) })
        object.appendUnlessEmpty("accepted", accepted.map { .string($0) })
        object.appendUnlessEmpty("tasks", tasks.map(\.json))
        object.append("imported", imported?.json)
        object.append("by", .string(by))
        return .object(object)
    }
}
