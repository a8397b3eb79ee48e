package import PledgeCore

extension NoticeReport {
    /// The report for programs.
    ///
    /// Shape: `file`, `isNotice`, `vintage` (a year, or null), `elements` (by id: `status`, `quote`, `line`), `findings`.
    package var json: JSONValue {
        .members([
            ("file", .string(file)), ("isNotice", .bool(isNotice)),
            ("vintage", vintage.isEmpty ? .null : .string(vintage)),
            (
                "elements",
                .members(
                    elements.map { element in
                        (
                            element.id,
                            .members([
                                ("status", .string(element.status.rawValue)), ("quote", .string(element.quote)),
                                ("line", element.line.map { .integer(Int64($0)) } ?? .null),
                            ])
                        )
                    })
            ), ("findings", .array(findings.map(\.json))),
        ])
    }
}

extension NoticeFinding {
    /// One finding for programs; members that have nothing to say are left out.
    var json: JSONValue {
        var object = JSONObject()
        func add(_ name: String, _ text: String) { object.append(name, text.isEmpty ? nil : .string(text)) }
        object.append("id", .string(id))
        object.append("group", .string(group.rawValue))
        object.append("severity", .string(severity.rawValue))
        add("title", title)
        add("law", law)
        add("citation", citation)
        add("since", since.map(\.description) ?? "")
        object.append("line", line.map { .integer(Int64($0)) })
        add("quote", quote)
        add("suggestion", suggestion)
        object.appendUnlessEmpty("dependsOn", dependsOn.map { .string($0) })
        return .object(object)
    }
}
