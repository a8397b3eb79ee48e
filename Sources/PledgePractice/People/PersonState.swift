package import PledgeCore

/// What decisions read of one person: facts of the record, and directives.
///
/// Person 0 is the organization: its agreements and findings go with every patient's.
///
/// The values are as a request states them (`Docs/request.schema.json`, `records`), so that the reader of requests
/// checks each against the rulebook of the day.
package struct PersonState: Hashable, Sendable {
    /// A paper or a wish, as it stands now.
    package struct Directive: Hashable, Sendable {
        /// The entry that took it in: its number for good.
        package var entry: Int64
        /// A document of a declared type.
        package var document: JSONObject
        /// No decision reads it: it names somebody else, or says that it was made on a later day.
        package var isKeptOut = false
        /// Where something was posted that it allows, and is still to be seen.
        package var postings: [String] = []
    }

    package var number: Int64
    /// What others call this person: a medical record number, an account.
    package var identifiers: [String] = []
    package var names: [PersonName] = []
    /// A day, a month or a year.
    package var birth: String?
    package var details = PersonDetails()
    /// Known and knowledge facts, by name.
    package var facts = JSONObject()
    /// Facts the record calls unknown.
    package var unknown: [String] = []
    package var firstContact: String?
    package var accepted: [String] = []
    /// Records of the same person that ended in this one.
    package var merged: [Merged] = []
    /// The record that this one ended in; then no identifier leads here.
    package var mergedInto: Int64?
    package var directives: [Directive] = []
    /// Of the organization: zone, state, protocols, labels reviewed, as in a request's `settings`.
    package var settings = JSONObject()
    /// Of the organization: the hash of the rules and promises in force.
    package var rulebook: String?
    /// What this row is where it is no patient's: a recipient, a unit, a member of staff.
    package var party: Party?
    /// What this row is where it is no patient's: what a member of staff signs in with.
    package var account: Account?
    /// Of the organization: roles that it made or changed, by name.
    package var roles: [String: Role] = [:]
    /// Of a page, numbers of parties and accounts by their tokens; of the organization, numbers of pages (`PartyDirectory`).
    package var directory: [String: Int64] = [:]
    /// Last entry that changed something here.
    package var changed: Int64

    package init(number: Int64, changed: Int64) {
        self.number = number
        self.changed = changed
    }

    /// Whether the row is a patient's, and not the organization's, a party's, an account's or a page's.
    var isPatient: Bool { number > 0 && party == nil && account == nil && directory.isEmpty }

    /// The most one person's state may hold, in bytes.
    package static let bytesMax = 16 << 20
}

// MARK: As JSON

extension PersonState {
    package var json: JSONValue {
        var object = JSONObject()
        object.append("number", .integer(number))
        object.appendUnlessEmpty("identifiers", identifiers.map { .string($0) })
        object.appendUnlessEmpty("names", names.map(\.json))
        object.append("birth", birth.map { .string($0) })
        var details = JSONObject()
        self.details.write(to: &details)
        if !details.members.isEmpty { object.append("details", .object(details)) }
        if !facts.members.isEmpty { object.append("facts", .object(facts)) }
        object.appendUnlessEmpty("unknown", unknown.map { .string($0) })
        object.append("firstContact", firstContact.map { .string($0) })
        object.appendUnlessEmpty("accepted", accepted.map { .string($0) })
        object.appendUnlessEmpty(
            "directives",
            directives.map(\.json))
        object.appendUnlessEmpty("merged", merged.map(\.json))
        object.append("mergedInto", mergedInto.map { .integer($0) })
        if !settings.members.isEmpty { object.append("settings", .object(settings)) }
        object.append("rulebook", rulebook.map { .string($0) })
        object.append("party", party?.json)
        object.append("account", account?.json)
        object.appendUnlessEmpty("roles", roles.values.sorted { $0.name < $1.name }.map(\.json))
        if !directory.isEmpty {
            object.append(
                "directory", .members(directory.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) }))
        }
        object.append("changed", .integer(changed))
        return .object(object)
    }

    /// Whom a search found: what tells people apart, and nothing of their records.
    package var summary: JSONValue {
        var object = JSONObject()
        object.append("number", .integer(number))
        object.appendUnlessEmpty("identifiers", identifiers.map { .string($0) })
        object.appendUnlessEmpty("names", names.map { .string($0.words) })
        object.append("birth", birth.map { .string($0) })
        return .object(object)
    }

    /// - Returns: Nothing where the value is no state.
    package init?(_ json: JSONValue) {
        guard case .object(let object) = json, case .integer(let number)? = object["number"],
            case .integer(let changed)? = object["changed"]
        else { return nil }
        self.init(number: number, changed: changed)
        guard let identifiers = PersonState.strings(object["identifiers"]),
            let unknown = PersonState.strings(object["unknown"]),
            let accepted = PersonState.strings(object["accepted"])
        else { return nil }
        (self.identifiers, self.unknown, self.accepted) = (identifiers, unknown, accepted)
        guard case .array(let named) = object["names"] ?? .array([]),
            let names = try? named.map({ try PersonName($0, at: "") })
        else { return nil }
        self.names = names
        if case .object(let details)? = object["details"] {
            var fields = JSONFields(details)
            guard let read = try? PersonDetails(&fields) else { return nil }
            self.details = read
        }
        if case .string(let birth)? = object["birth"] { self.birth = birth }
        if case .string(let first)? = object["firstContact"] { firstContact = first }
        if case .object(let facts)? = object["facts"] { self.facts = facts }
        if case .object(let settings)? = object["settings"] { self.settings = settings }
        if case .string(let rulebook)? = object["rulebook"] { self.rulebook = rulebook }
        if case .integer(let other)? = object["mergedInto"] { mergedInto = other }
        guard case .array(let merged) = object["merged"] ?? .array([]), let read = try? merged.map(Merged.init) else {
            return nil
        }
        self.merged = read
        if let value = object["party"] {
            guard let party = Party(value) else { return nil }
            self.party = party
        }
        if let value = object["account"] {
            guard let account = Account(value) else { return nil }
            self.account = account
        }
        guard case .array(let roles) = object["roles"] ?? .array([]) else { return nil }
        for value in roles {
            guard let role = Role(value) else { return nil }
            self.roles[role.name] = role
        }
        if case .object(let directory)? = object["directory"] {
            for member in directory.members {
                guard case .integer(let number) = member.value else { return nil }
                self.directory[member.name] = number
            }
        }
        guard case .array(let directives) = object["directives"] ?? .array([]) else { return nil }
        for value in directives {
            guard let directive = Directive(value) else { return nil }
            self.directives.append(directive)
        }
    }

    static func strings(_ value: JSONValue?) -> [String]? {
        guard let value else { return [] }
        guard case .array(let values) = value else { return nil }
        var strings: [String] = []
        for value in values {
            guard case .string(let string) = value else { return nil }
            strings.append(string)
        }
        return strings
    }
}
