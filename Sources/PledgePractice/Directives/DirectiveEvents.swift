package import PledgeCore

/// A wish or a paper was taken in: a document of a declared type.
package struct DirectiveTaken: Hashable, Sendable {
    package static let members = ["document", "evidence", "patientNamed", "by", "defects", "keptOut"]

    package var document: JSONObject
    /// What shows it: a scan's name, a letter, "by phone".
    package var evidence: String?
    /// Whom the paper itself names as the patient: a name or an identifier.
    package var patientNamed: String?
    package var by: String
    /// What was wrong with it when it came; never a caller's to say.
    package var defects: [DirectiveDefect]
    /// It names somebody else, or says that it was made on a later day: no decision reads it; never a caller's to say.
    package var isKeptOut: Bool

    package init(_ fields: inout JSONFields) throws(ShapeProblem) {
        guard let document = try fields.object("document") else {
            throw ShapeProblem(
                path: fields.path, message: "`document` is missing",
                help: "write the paper or the wish as a request states documents")
        }
        self.document = document
        evidence = try fields.string("evidence")
        patientNamed = try fields.string("patientNamed")
        by = try fields.requiredString("by", help: "say who took it")
        defects = try fields.parts("defects")
        isKeptOut = try fields.flag("keptOut")
        try fields.end(known: DirectiveTaken.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("document", .object(document))
        object.append("evidence", evidence.map { .string($0) })
        object.append("patientNamed", patientNamed.map { .string($0) })
        object.append("by", .string(by))
        object.appendUnlessEmpty("defects", defects.map(\.json))
        if isKeptOut { object.append("keptOut", .bool(true)) }
        return .object(object)
    }
}

/// What is wrong with a wish or a paper.
package struct DirectiveDefect: Hashable, Sendable, JSONPart {
    package var words: String
    /// Of the law that asks for what is missing; nothing for what every record asks.
    package var citation: String?
    /// Rules that cannot rest on it for that; empty where none can.
    package var rules: [String]

    package init(words: String, citation: String? = nil, rules: [String] = []) {
        self.words = words
        self.citation = citation
        self.rules = rules
    }

    package init(_ value: JSONValue, at path: String) throws(ShapeProblem) {
        var fields = try JSONFields(value, at: path)
        words = try fields.requiredString("words")
        citation = try fields.string("cite")
        rules = try fields.strings("rules")
        try fields.end(known: ["words", "cite", "rules"])
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("words", .string(words))
        object.append("cite", citation.map { .string($0) })
        object.appendUnlessEmpty("rules", rules.map { .string($0) })
        return .object(object)
    }
}

/// A directive was revoked, ended or corrected: fields of its document that are said anew.
package struct DirectiveEnded: Hashable, Sendable {
    package static let members = ["directive", "set", "why", "by", "tasks"]

    /// The entry that took the directive in.
    package var directive: Int64
    package var set: JSONObject
    package var why: String?
    package var by: String
    /// What is to be taken down; never a caller's to say.
    package var tasks: [ReleaseRecord.Task]

    package init(_ fields: inout JSONFields) throws(ShapeProblem) {
        directive = try fields.directive()
        guard let set = try fields.object("set"), !set.members.isEmpty else {
            throw ShapeProblem(
                path: fields.path, message: "`set` is missing",
                help: "say which field ends it, such as {\"revoked\": \"2026-11-21\"}")
        }
        self.set = set
        why = try fields.string("why")
        by = try fields.requiredString("by", help: "say who took it")
        tasks = try fields.parts("tasks")
        try fields.end(known: DirectiveEnded.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("directive", .integer(directive))
        object.append("set", .object(set))
        object.append("why", why.map { .string($0) })
        object.append("by", .string(by))
        object.appendUnlessEmpty("tasks", tasks.map(\.json))
        return .object(object)
    }

    /// The document with what is said anew.
    ///
    /// - Parameter document: As it was taken in.
    /// - Returns: Each member of `set` in place of the one of its name.
    /// - Throws: `PracticeError.asked` where it would become another document.
    func said(of document: JSONObject) throws(PracticeError) -> JSONObject {
        var document = document
        for member in set.members {
            guard member.name != "id", member.name != "type" else {
                throw PracticeError.asked(
                    ShapeProblem(path: "$.set.\(member.name)", message: "this cannot be changed"))
            }
            document[member.name] = member.value
        }
        return document
    }
}

/// Something that a directive allows was posted somewhere, or was taken down from there.
package struct Posting: Hashable, Sendable {
    package static let members = ["directive", "place", "since", "takenDown", "by", "note", "tasks"]

    /// The entry that took the directive in.
    package var directive: Int64
    /// Where: a page, a wall, a leaflet.
    package var place: String
    /// The day on which it was posted, or taken down.
    package var since: Day?
    package var isTakenDown: Bool
    package var by: String
    package var note: String?
    /// What is to be taken down, where the directive allows it no more; never a caller's to say.
    package var tasks: [ReleaseRecord.Task]

    package init(_ fields: inout JSONFields) throws(ShapeProblem) {
        directive = try fields.directive()
        place = try fields.requiredString("place", help: "say where it is to be seen, such as a page's address")
        if let text = try fields.string("since") {
            guard let day = Day(text) else {
                throw ShapeProblem(path: "\(fields.path).since", message: "not a day", help: "write `2026-11-21`")
            }
            since = day
        }
        isTakenDown = try fields.flag("takenDown")
        by = try fields.requiredString("by", help: "say who did it")
        note = try fields.string("note")
        tasks = try fields.parts("tasks")
        try fields.end(known: Posting.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("directive", .integer(directive))
        object.append("place", .string(place))
        object.append("since", since.map { .string($0.description) })
        if isTakenDown { object.append("takenDown", .bool(true)) }
        object.append("by", .string(by))
        object.append("note", note.map { .string($0) })
        object.appendUnlessEmpty("tasks", tasks.map(\.json))
        return .object(object)
    }
}

extension PersonState.Directive {
    package var json: JSONValue {
        var object = JSONObject()
        object.append("entry", .integer(entry))
        object.append("document", .object(document))
        if isKeptOut { object.append("keptOut", .bool(true)) }
        object.appendUnlessEmpty("postings", postings.map { .string($0) })
        return .object(object)
    }

    /// - Returns: Nothing where the value is no directive.
    init?(_ value: JSONValue) {
        guard case .object(let directive) = value, case .integer(let entry)? = directive["entry"],
            case .object(let document)? = directive["document"],
            let postings = PersonState.strings(directive["postings"])
        else { return nil }
        self.init(entry: entry, document: document, isKeptOut: directive["keptOut"] == .bool(true), postings: postings)
    }
}

extension JSONFields {
    fileprivate mutating func directive() throws(ShapeProblem) -> Int64 {
        guard let directive = try integer("directive") else {
            throw ShapeProblem(
                path: path, message: "`directive` is missing", help: "name it by the number of its entry")
        }
        return directive
    }
}
