package import PledgeCore

/// A disclosure, or another use case of the one door, with the decision inside.
package struct ReleaseRecord: Hashable, Sendable {
    package static let members = [
        "request", "people", "parties", "state", "rules", "decisions", "sent", "confirmed", "tasks", "by", "key",
        "asked",
        "happened",
        "basis", "note",
    ]

    /// A dated task that a duty made.
    package struct Task: Hashable, Sendable {
        package var duty: String
        package var words: String
        package var due: Day

        package init(duty: String, words: String, due: Day) {
            self.duty = duty
            self.words = words
            self.due = due
        }
    }

    /// The decision for one person, and the reason relied on for each part that went.
    package struct Decided: Hashable, Sendable {
        package var person: Int64
        /// What `DecisionRecord` writes.
        package var decision: JSONValue
        /// For each part, the rule relied on, with its document after a space where it rests on one; nothing for a part
        /// that stayed.
        package var relied: [String?]

        package init(person: Int64, decision: JSONValue, relied: [String?]) {
            self.person = person
            self.decision = decision
            self.relied = relied
        }
    }

    /// As the caller said it, with the time of the server's clock; without records and settings, which the journal has.
    package var request: JSONObject
    /// Whom it is about, by number; 0 where it is nobody in particular.
    package var people: [Int64]
    /// Parties that were read, and the units above them, by number.
    package var parties: [Int64] = []
    /// The last entries that had changed what was read of the people, the organization and the parties.
    package var state: [Int64]
    /// SHA-256 of the rules and promises, in hexadecimal digits.
    package var rules: String
    package var decisions: [Decided]
    /// What went out.
    package var sent: JSONValue
    /// Who confirmed which duty.
    package var confirmed: JSONObject
    package var tasks: [Task]
    package var by: String
    /// The caller's key.
    package var key: String?
    /// Keyed hash of all that the caller asked under the key, in hexadecimal digits.
    package var asked: String?
    /// When it happened, where that is not when it was written: an instant or a day.
    package var happened: String?
    /// For what is only recorded: `spoken`, `faxed`, `mistaken`, `impermissible`, `associate`.
    package var basis: String?
    package var note: String?

    package init(request: JSONObject, people: [Int64], state: [Int64], rules: String, by: String) {
        self.request = request
        self.people = people
        self.state = state
        self.rules = rules
        self.by = by
        decisions = []
        sent = .array([])
        confirmed = JSONObject()
        tasks = []
    }

    package init(_ fields: inout JSONFields) throws(ShapeProblem) {
        request = try fields.object("request") ?? JSONObject()
        people = try fields.integers("people")
        parties = try fields.integers("parties")
        state = try fields.integers("state")
        rules = try fields.requiredString("rules")
        sent = fields.value("sent") ?? .array([])
        confirmed = try fields.object("confirmed") ?? JSONObject()
        by = try fields.requiredString("by")
        key = try fields.string("key")
        asked = try fields.string("asked")
        happened = try fields.string("happened")
        basis = try fields.string("basis")
        note = try fields.string("note")
        decisions = []
        for value in try fields.list("decisions") {
            var inner = try JSONFields(value, at: "\(fields.path).decisions")
            var relied: [String?] = []
            for value in try inner.list("relied") {
                if case .string(let rule) = value { relied.append(rule) } else { relied.append(nil) }
            }
            decisions.append(
                Decided(
                    person: try inner.integer("person") ?? 0, decision: inner.value("decision") ?? .null, relied: relied
                ))
        }
        tasks = try fields.parts("tasks")
        try fields.end(known: ReleaseRecord.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("request", .object(request))
        object.append("people", .array(people.map { .integer($0) }))
        object.appendUnlessEmpty("parties", parties.map { .integer($0) })
        object.append("state", .array(state.map { .integer($0) }))
        object.append("rules", .string(rules))
        object.appendUnlessEmpty(
            "decisions",
            decisions.map { decided in
                .members([
                    ("person", .integer(decided.person)), ("decision", decided.decision),
                    ("relied", .array(decided.relied.map { $0.map { .string($0) } ?? .null })),
                ])
            })
        object.append("sent", sent)
        if !confirmed.members.isEmpty { object.append("confirmed", .object(confirmed)) }
        object.appendUnlessEmpty("tasks", tasks.map(\.json))
        object.append("by", .string(by))
        object.append("key", key.map { .string($0) })
        object.append("asked", asked.map { .string($0) })
        object.append("happened", happened.map { .string($0) })
        object.append("basis", basis.map { .string($0) })
        object.append("note", note.map { .string($0) })
        return .object(object)
    }
}
