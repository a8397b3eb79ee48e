package import PledgeCore

/// A party is new here, or something about one changed: what is left out stays.
package struct PartyChange: Hashable, Sendable {
    package static let members = [
        "party", "level", "names", "kinds", "addresses", "telecoms", "credentials", "partOf", "role", "from", "until",
        "clear", "by",
    ]

    /// What requests call it.
    package var id: String
    /// Of a unit; cannot be changed.
    package var level: Party.Level?
    package var names: [PersonName] = []
    package var kinds: [String] = []
    package var addresses: [PostalAddress] = []
    package var telecoms: [Telecom] = []
    package var credentials: [Party.Credential] = []
    package var partOf: [Party.Membership] = []
    package var role: String?
    package var days = Party.Days()
    /// Members that hold nothing any more.
    package var clear: [String] = []
    /// The page that a new party is entered in: its number, which the journal gives.
    package var page: Int64?
    package var by: String

    private static let clearable = [
        "names", "kinds", "addresses", "telecoms", "credentials", "partOf", "role", "from", "until",
    ]
    private static let membershipsMax = 16
    private static let idBytesMax = 1_000

    package init(id: String, by: String) {
        self.id = id
        self.by = by
    }

    /// A caller's.
    package init(_ fields: inout JSONFields) throws(ShapeProblem) { try self.init(&fields, isStored: false) }

    /// - Parameters:
    ///   - fields: The members.
    ///   - isStored: Whether the journal wrote it, with numbers.
    /// - Throws: `ShapeProblem` that says where and what.
    init(_ fields: inout JSONFields, isStored: Bool) throws(ShapeProblem) {
        id = try fields.requiredString("party", help: "give the party's id, such as \"county-hospital\"")
        by = isStored ? try fields.string("by") ?? "" : try fields.requiredString("by", help: "say who does it")
        if let name = try fields.string("level") {
            guard let level = Party.Level(rawValue: name) else {
                throw ShapeProblem(
                    path: "\(fields.path).level", message: "no level of a unit",
                    help: "one of: \(Party.Level.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            self.level = level
        }
        names = try fields.parts("names")
        kinds = try fields.strings("kinds")
        addresses = try fields.parts("addresses")
        telecoms = try fields.parts("telecoms")
        credentials = try fields.parts("credentials")
        partOf = try fields.list("partOf") { (value, path) throws(ShapeProblem) in
            try Party.Membership(value, at: path, isStored: isStored)
        }
        role = try fields.string("role")
        days = try Party.Days(&fields)
        clear = try fields.strings("clear")
        if isStored { page = try fields.integer("page") }
        try check(fields.path)
        try fields.end(known: PartyChange.members)
    }

    private func check(_ path: String) throws(ShapeProblem) {
        if id.utf8.count > PartyChange.idBytesMax {
            throw ShapeProblem(
                path: "\(path).party", message: "an id of at most \(PartyChange.idBytesMax) bytes should stand here")
        }
        if partOf.count > PartyChange.membershipsMax {
            throw ShapeProblem(
                path: "\(path).partOf", message: "a party is part of at most \(PartyChange.membershipsMax) units")
        }
        if let name = clear.first(where: { !PartyChange.clearable.contains($0) }) {
            throw ShapeProblem(
                path: "\(path).clear", message: "`\(name.prefix(60))` cannot be cleared",
                help: "one of: \(PartyChange.clearable.joined(separator: ", "))")
        }
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("party", .string(id))
        object.append("level", level.map { .string($0.rawValue) })
        object.appendUnlessEmpty("names", names.map(\.json))
        object.appendUnlessEmpty("kinds", kinds.map { .string($0) })
        object.appendUnlessEmpty("addresses", addresses.map(\.json))
        object.appendUnlessEmpty("telecoms", telecoms.map(\.json))
        object.appendUnlessEmpty("credentials", credentials.map(\.json))
        object.appendUnlessEmpty("partOf", partOf.map(\.json))
        object.append("role", role.map { .string($0) })
        days.write(to: &object)
        object.appendUnlessEmpty("clear", clear.map { .string($0) })
        object.append("page", page.map { .integer($0) })
        if !by.isEmpty { object.append("by", .string(by)) }
        return .object(object)
    }
}
