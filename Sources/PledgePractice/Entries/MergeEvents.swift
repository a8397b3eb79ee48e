package import PledgeCore

/// Two records of one person became one; or what was one by mistake became two again.
package struct PeopleMerge: Hashable, Sendable {
    package static let members = ["stays", "ends", "reason", "tasks", "imported", "by"]

    /// The number of the record that stays.
    package var stays: Int64
    /// The number of the record that ends in it, or that is taken out of it again.
    package var ends: Int64
    package var reason: String?
    /// What somebody has to look at.
    package var tasks: [ReleaseRecord.Task] = []
    package var imported: ImportMark?
    package var by: String

    package init(stays: Int64, ends: Int64, by: String) {
        self.stays = stays
        self.ends = ends
        self.by = by
    }

    package init(_ fields: inout JSONFields) throws(ShapeProblem) {
        guard let stays = try fields.integer("stays"), let ends = try fields.integer("ends") else {
            throw ShapeProblem(path: fields.path, message: "`stays` or `ends` is missing")
        }
        self.stays = stays
        self.ends = ends
        reason = try fields.string("reason")
        tasks = try fields.parts("tasks")
        imported = try ImportMark(in: &fields)
        by = try fields.requiredString("by", help: "say who does it")
        try fields.end(known: PeopleMerge.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("stays", .integer(stays))
        object.append("ends", .integer(ends))
        object.append("reason", reason.map { .string($0) })
        object.appendUnlessEmpty("tasks", tasks.map(\.json))
        object.append("imported", imported?.json)
        object.append("by", .string(by))
        return .object(object)
    }
}

/// Which record of which sender an entry took in, so that the same record again does nothing.
package struct ImportMark: Hashable, Sendable {
    /// What the practice calls the sender.
    package var source: String
    /// The sender's name for the record, with a digest of what was in it.
    package var record: String

    package init(source: String, record: String) {
        self.source = source
        self.record = record
    }

    init?(in fields: inout JSONFields) throws(ShapeProblem) {
        guard let object = try fields.object("imported") else { return nil }
        var inner = JSONFields(object, at: "\(fields.path).imported")
        source = try inner.requiredString("source")
        record = try inner.requiredString("record")
        try inner.end(known: ["source", "record"])
    }

    var json: JSONValue { .members([("source", .string(source)), ("record", .string(record))]) }

    /// The key that the record stands under among those of callers, none of which holds a line feed.
    var key: String { "import\n\(source)\n\(record)" }
}

extension ReleaseRecord.Task: JSONPart {
    package init(_ value: JSONValue, at path: String) throws(ShapeProblem) {
        var fields = try JSONFields(value, at: path)
        due = try fields.requiredDay("due")
        duty = try fields.requiredString("duty")
        words = try fields.string("words") ?? ""
    }

    var json: JSONValue {
        .members([("duty", .string(duty)), ("words", .string(words)), ("due", .string(due.description))])
    }
}
