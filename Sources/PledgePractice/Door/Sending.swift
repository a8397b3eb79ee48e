import PledgeCore
import PledgeDecisions

/// What goes out, beside what may.
extension Release {
    /// What goes of each part, in the words of an entry.
    ///
    /// - Parameters:
    ///   - send: What the caller says goes out; nothing for all that may.
    ///   - request: The request that was decided.
    /// - Returns: A list of `{"group", "elements", ...}`.
    /// - Throws: `PracticeError.asked` where `send` is badly said, `.refused` where it is more than may go.
    func sent(_ send: JSONValue?, of request: Request) throws(PracticeError) -> JSONValue {
        guard let send else { return .array(parts.map { whole($0, of: request) }) }
        guard case .array(let items) = send, !items.isEmpty, items.count <= RequestReader.groupsMax else {
            throw .asked(
                ShapeProblem(
                    path: "$.send", message: "a list of what goes out should stand here",
                    help: "leave it out for all that may go"))
        }
        var sent: [JSONValue] = []
        for (position, item) in items.enumerated() {
            let isWithin: Bool
            do throws(ShapeProblem) {
                isWithin = try self.isWithin(item, "$.send[\(position)]", request)
            } catch {
                throw .asked(error)
            }
            guard isWithin else {
                throw .refused(
                    Refusal(
                        .beyondLimit,
                        "What is to go out (number \(position + 1) of the list) is more than may be shared; leave the rest out."
                    ))
            }
            sent.append(item)
        }
        return .array(sent)
    }

    private func whole(_ part: Part, of request: Request) -> JSONValue {
        var object = JSONObject()
        object.append("group", part.decision.extent.group.map { .integer(Int64($0)) })
        object.append(
            "elements",
            elements(part, request).map { .strings($0.sorted()) }
                ?? .string(part.decision.extent.isRest ? "rest" : "all"))
        object.append("given", part.decision.extent.given?.json)
        object.append("held", part.decision.extent.held?.json)
        return .object(object)
    }

    /// Elements that may go of a part; nothing for all.
    private func elements(_ part: Part, _ request: Request) -> Set<String>? {
        var elements = part.decision.extent.elements.map(Set.init)
        if elements == nil, let group = part.decision.extent.group, request.groups.indices.contains(group),
            case .some(let asked) = request.groups[group].elements
        {
            elements = Set(asked)
        }
        if let most = part.ground.atMost { elements = elements.map { $0.intersection(most) } ?? Set(most) }
        return elements
    }

    private func isWithin(_ item: JSONValue, _ path: String, _ request: Request) throws(ShapeProblem) -> Bool {
        var fields = try JSONFields(item, at: path)
        let group = try fields.integer("group")
        let given = try period(&fields, "given")
        let held = try period(&fields, "held")
        var wanted: [String]?
        if case .string("all")? = fields.value("elements") {} else { wanted = try fields.strings("elements") }
        try fields.end(known: ["group", "elements", "given", "held"])
        return parts.contains { part in
            guard part.decision.extent.group.map(Int64.init) == group else { return false }
            if let own = part.decision.extent.given, !(given.map { own.contains($0) } ?? false) { return false }
            if let own = part.decision.extent.held, !(held.map { own.contains($0) } ?? false) { return false }
            let may = elements(part, request)
            if part.decision.extent.isRest {
                guard let wanted else { return false }
                return part.namedElsewhere.isDisjoint(with: wanted)
                    && (may.map { Set(wanted).isSubset(of: $0) } ?? true)
            }
            guard let may else { return true }
            return wanted.map { Set($0).isSubset(of: may) } ?? false
        }
    }

    private func period(_ fields: inout JSONFields, _ name: String) throws(ShapeProblem) -> Period? {
        guard var inner = try fields.object(name).map({ JSONFields($0, at: "\(fields.path).\(name)") }) else {
            return nil
        }
        guard let from = Day(try inner.requiredString("from")), let to = Day(try inner.requiredString("to")),
            let period = Period(first: from, last: to)
        else {
            throw ShapeProblem(
                path: inner.path, message: "no period", help: #"write {"from": "2026-01-01", "to": "2026-12-31"}"#)
        }
        return period
    }
}
