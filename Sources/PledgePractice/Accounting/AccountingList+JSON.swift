package import PledgeCore

extension AccountingList {
    private static let version = "accounting/1"

    /// All of it; entries keep the list that was given in this form.
    package var json: JSONValue {
        var object = JSONObject()
        object.append("pledge", .string(AccountingList.version))
        object.append("organization", .string(organization))
        object.append("patient", .string(patient))
        object.append("received", .string(received.description))
        object.append("from", from.map { .string($0.description) })
        object.append("to", .string(to.description))
        object.append("made", .string(made.description))
        object.append("due", due.map { .string($0.description) })
        if case .agreed(let cents) = fee { object.append("cents", .integer(cents)) }
        object.append("rows", .array(rows.map(\.json)))
        object.appendUnlessEmpty("studies", studies.map(\.json))
        object.append("size", .integer(size))
        return .object(object)
    }

    /// Reads what `json` wrote.
    package init(_ json: JSONValue) throws(ShapeProblem) {
        var fields = try JSONFields(json)
        guard try fields.string("pledge") == AccountingList.version else {
            throw ShapeProblem(path: "$", message: "no list of disclosures of this kind")
        }
        organization = Disclosure.text(fields.value("organization")) ?? ""
        patient = Disclosure.text(fields.value("patient")) ?? ""
        received = try fields.requiredDay("received")
        from = try fields.day("from")
        to = try fields.requiredDay("to")
        made = try fields.requiredDay("made")
        due = try fields.day("due")
        fee = try fields.integer("cents").map { .agreed(cents: $0) } ?? .free
        rows = try fields.parts("rows")
        studies = try fields.list("studies") { (value, path) throws(ShapeProblem) in
            guard let study = StudySummary(Disclosure.object(value)) else {
                throw ShapeProblem(path: path, message: "something of a study is missing")
            }
            return study
        }
        size = try fields.integer("size") ?? 0
    }
}

extension AccountingRow: JSONPart {
    package var json: JSONValue {
        var object = JSONObject()
        object.append("day", .string(day.description))
        object.append("lastDay", lastDay.map { .string($0.description) })
        object.append("count", .integer(Int64(count)))
        object.append("recipient", .string(recipient))
        object.append("address", address.map { .string($0) })
        object.append("what", .string(what))
        object.append("why", .string(why))
        object.append("ground", .string(ground))
        object.append("citation", .string(citation))
        object.append("associate", associate.map { .string($0) })
        if isMistake { object.append("mistake", .bool(true)) }
        object.append("entries", .array(entries.map { .integer($0) }))
        return .object(object)
    }

    package init(_ json: JSONValue, at path: String) throws(ShapeProblem) {
        var fields = try JSONFields(json, at: path)
        day = try fields.requiredDay("day")
        lastDay = try fields.day("lastDay")
        recipient = Disclosure.text(fields.value("recipient")) ?? ""
        address = Disclosure.text(fields.value("address"))
        what = Disclosure.text(fields.value("what")) ?? ""
        why = Disclosure.text(fields.value("why")) ?? ""
        ground = Disclosure.text(fields.value("ground")) ?? ""
        citation = Disclosure.text(fields.value("citation")) ?? ""
        associate = Disclosure.text(fields.value("associate"))
        isMistake = fields.value("mistake") == .bool(true)
        entries = try fields.integers("entries")
    }
}

extension StudySummary {
    package var json: JSONValue {
        .members([
            ("study-name", .string(name)), ("study-purpose", .string(purpose)), ("information", .string(information)),
            ("first-day", .string(first)), ("last-day", .string(last)), ("sponsor", .string(sponsor)),
            ("researcher-contact", .string(researcher)),
        ])
    }
}

extension JSONFields {
    /// A day; nothing where it is left out.
    package mutating func day(_ name: String) throws(ShapeProblem) -> Day? {
        guard let text = try string(name) else { return nil }
        guard let day = Day(text) else {
            throw ShapeProblem(path: "\(path).\(name)", message: "no day", help: "write it as `2026-11-21`")
        }
        return day
    }

    mutating func requiredDay(_ name: String) throws(ShapeProblem) -> Day {
        guard let day = try day(name) else { throw ShapeProblem(path: path, message: "`\(name)` is missing") }
        return day
    }
}
