package import PledgeCore

/// Somebody who is no patient: a recipient, a unit of an organization, a member of staff.
package struct Party: Hashable, Sendable {
    /// What a unit is, the broadest first.
    package enum Level: String, Hashable, Sendable, CaseIterable {
        case network
        /// An organized health care arrangement.
        case arrangement
        /// Entities under common control that have written down that they are one.
        case affiliated
        /// A provider, a plan, a program: one that the rules bind by itself.
        case entity
        case site
        case department
        case office

        /// Units are part of units of a smaller rank only: so there are no cycles.
        var rank: Int {
            switch self {
            case .network: 0
            case .arrangement, .affiliated: 1
            case .entity: 2
            case .site: 3
            case .department: 4
            case .office: 5
            }
        }

        /// Whether it stands for several, and neither acts nor receives itself.
        var isGroup: Bool { rank < Level.entity.rank }
    }

    /// The days from one to another, both included; nothing for no limit.
    package struct Days: Hashable, Sendable {
        package var from: Day?
        package var until: Day?

        func contains(_ day: Day) -> Bool { from.map { $0 <= day } ?? true && until.map { day <= $0 } ?? true }
    }

    /// That a party is part of a unit.
    ///
    /// As JSON: the unit's id, or `{"unit", "from", "until"}`; in an entry with the unit's `number`.
    package struct Membership: Hashable, Sendable {
        /// Id of the unit.
        package var unit: String
        /// Number of the unit, which the journal knows.
        package var number: Int64?
        package var days = Days()
    }

    /// What shows who it is or what it may do, such as a license or an NPI.
    ///
    /// As JSON: `{"system", "value", "until"}`.
    package struct Credential: Hashable, Sendable {
        package var system: String
        package var value: String
        /// The last day it is good for.
        package var until: Day?
    }

    /// What requests call it; fixed for good.
    package var id: String
    /// Of a unit; fixed for good.
    package var level: Level?
    package var names: [PersonName] = []
    /// Of the law's vocabulary.
    package var kinds: [String] = []
    package var addresses: [PostalAddress] = []
    package var telecoms: [Telecom] = []
    package var credentials: [Credential] = []
    package var partOf: [Membership] = []
    /// Of staff, in the organization's words.
    package var role: String?
    package var days = Days()

    package init(id: String) { self.id = id }

    var rank: Int { level?.rank ?? Level.allCases.count }

    /// What letters, calls and messages reach it by, in words.
    var ways: [String] { telecoms.map(\.value) + addresses.map(\.words) }

    /// Takes over what a change says.
    mutating func take(_ change: PartyChange) {
        for member in change.clear {
            switch member {
            case "names": names = []
            case "kinds": kinds = []
            case "addresses": addresses = []
            case "telecoms": telecoms = []
            case "credentials": credentials = []
            case "partOf": partOf = []
            case "role": role = nil
            case "from": days.from = nil
            case "until": days.until = nil
            default: break
            }
        }
        if let level = change.level { self.level = level }
        if !change.names.isEmpty { names = change.names }
        if !change.kinds.isEmpty { kinds = change.kinds }
        if !change.addresses.isEmpty { addresses = change.addresses }
        if !change.telecoms.isEmpty { telecoms = change.telecoms }
        if !change.credentials.isEmpty { credentials = change.credentials }
        if !change.partOf.isEmpty { partOf = change.partOf }
        if let role = change.role { self.role = role }
        if let from = change.days.from { days.from = from }
        if let until = change.days.until { days.until = until }
    }
}

// MARK: As JSON

extension Party {
    /// The members of a change that would make it.
    package var json: JSONValue {
        var change = PartyChange(id: id, by: "")
        change.level = level
        change.names = names
        change.kinds = kinds
        change.addresses = addresses
        change.telecoms = telecoms
        change.credentials = credentials
        change.partOf = partOf
        change.role = role
        change.days = days
        return change.json
    }

    /// - Returns: Nothing where the value is no party.
    init?(_ json: JSONValue) {
        guard var fields = try? JSONFields(json), let change = try? PartyChange(&fields, isStored: true) else {
            return nil
        }
        self.init(id: change.id)
        take(change)
    }
}

extension PersonState {
    /// A party with its papers, as a list shows it; nothing of a patient.
    package var partySummary: JSONValue? {
        guard case .object(var object)? = party?.json else { return nil }
        object.appendUnlessEmpty(
            "papers",
            directives.map { .members([("entry", .integer($0.entry)), ("document", .object($0.document))]) })
        return .object(object)
    }
}

extension Party.Days {
    init(_ fields: inout JSONFields) throws(ShapeProblem) {
        from = try Party.Days.day("from", &fields)
        until = try Party.Days.day("until", &fields)
        if let from, let until, until < from {
            throw ShapeProblem(path: "\(fields.path).until", message: "before `from`")
        }
    }

    static func day(_ name: String, _ fields: inout JSONFields) throws(ShapeProblem) -> Day? {
        guard let text = try fields.string(name) else { return nil }
        guard let day = Day(text) else {
            throw ShapeProblem(path: "\(fields.path).\(name)", message: "not a day", help: "write `2026-11-21`")
        }
        return day
    }

    func write(to object: inout JSONObject) {
        object.append("from", from.map { .string($0.description) })
        object.append("until", until.map { .string($0.description) })
    }
}

extension Party.Membership {
    static let members = ["unit", "number", "from", "until"]

    init(_ value: JSONValue, at path: String, isStored: Bool) throws(ShapeProblem) {
        if case .string(let unit) = value, !unit.isEmpty {
            self.init(unit: unit)
            return
        }
        var fields = try JSONFields(value, at: path)
        self.init(unit: try fields.requiredString("unit", help: "name the unit by its id"))
        number = try fields.integer("number")
        days = try Party.Days(&fields)
        try fields.end(known: Party.Membership.members)
        if number != nil, !isStored {
            throw ShapeProblem(path: "\(path).number", message: "the journal numbers it", help: "leave it out")
        }
    }

    var json: JSONValue {
        var object = JSONObject()
        object.append("unit", .string(unit))
        object.append("number", number.map { .integer($0) })
        days.write(to: &object)
        return .object(object)
    }
}

extension Party.Credential: JSONPart {
    package init(_ value: JSONValue, at path: String) throws(ShapeProblem) {
        var fields = try JSONFields(value, at: path)
        self.init(
            system: try fields.requiredString("system"), value: try fields.requiredString("value"),
            until: try Party.Days.day("until", &fields))
        try fields.end(known: ["system", "value", "until"])
    }

    var json: JSONValue {
        var object = JSONObject()
        object.append("system", .string(system))
        object.append("value", .string(value))
        object.append("until", until.map { .string($0.description) })
        return .object(object)
    }
}
