package import PledgeCore

/// A person's name; any part may be missing, and some people have only one.
///
/// As JSON: a text, or `{"text", "use", "family", "given", "prefix", "suffix"}`.
package struct PersonName: Hashable, Sendable, JSONPart {
    package static let members = ["text", "use", "family", "given", "prefix", "suffix"]

    /// The whole name where somebody wrote it so.
    package var text: String?
    /// As in FHIR's `HumanName.use`, such as `official` or `maiden`.
    package var use: String?
    package var family: String?
    package var given: [String] = []
    package var prefix: [String] = []
    package var suffix: [String] = []

    package init(text: String? = nil) { self.text = text }

    /// The name as it is said.
    package var words: String {
        text ?? (prefix + given + (family.map { [$0] } ?? []) + suffix).joined(separator: " ")
    }

    package init(_ value: JSONValue, at path: String) throws(ShapeProblem) {
        if case .string(let text) = value, !text.isEmpty, text.utf8.count <= PersonDetails.textBytesMax {
            self.init(text: text)
            return
        }
        self.init()
        var fields = try JSONFields(value, at: path)
        text = try fields.string("text")
        use = try fields.string("use")
        family = try fields.string("family")
        given = try fields.strings("given")
        prefix = try fields.strings("prefix")
        suffix = try fields.strings("suffix")
        try fields.end(known: PersonName.members)
        guard text != nil || family != nil || !given.isEmpty else {
            throw ShapeProblem(
                path: path, message: "a name should stand here", help: "write it as one text, or in parts")
        }
    }

    var json: JSONValue {
        if let text, use == nil, family == nil, given.isEmpty, prefix.isEmpty, suffix.isEmpty { return .string(text) }
        var object = JSONObject()
        object.append("text", text.map { .string($0) })
        object.append("use", use.map { .string($0) })
        object.append("family", family.map { .string($0) })
        object.appendUnlessEmpty("given", given.map { .string($0) })
        object.appendUnlessEmpty("prefix", prefix.map { .string($0) })
        object.appendUnlessEmpty("suffix", suffix.map { .string($0) })
        return .object(object)
    }
}

/// A postal address.
///
/// As JSON: `{"use", "lines", "city", "state", "postalCode", "country"}`.
package struct PostalAddress: Hashable, Sendable, JSONPart {
    package static let members = ["use", "lines", "city", "state", "postalCode", "country"]

    /// As in FHIR's `Address.use`, or `bad` where mail does not arrive.
    package var use: String?
    package var lines: [String] = []
    package var city: String?
    package var state: String?
    package var postalCode: String?
    package var country: String?

    package init() {}

    /// The address on one line.
    package var words: String {
        (lines + [city, [state, postalCode].compactMap { $0 }.joined(separator: " "), country].compactMap { $0 })
            .filter { !$0.isEmpty }.joined(separator: ", ")
    }

    package init(_ value: JSONValue, at path: String) throws(ShapeProblem) {
        var fields = try JSONFields(value, at: path)
        use = try fields.string("use")
        lines = try fields.strings("lines")
        city = try fields.string("city")
        state = try fields.string("state")
        postalCode = try fields.string("postalCode")
        country = try fields.string("country")
        try fields.end(known: PostalAddress.members)
    }

    var json: JSONValue {
        var object = JSONObject()
        object.append("use", use.map { .string($0) })
        object.appendUnlessEmpty("lines", lines.map { .string($0) })
        object.append("city", city.map { .string($0) })
        object.append("state", state.map { .string($0) })
        object.append("postalCode", postalCode.map { .string($0) })
        object.append("country", country.map { .string($0) })
        return .object(object)
    }
}

/// A telephone number or an e-mail address.
///
/// As JSON: `{"system", "value", "use"}`.
package struct Telecom: Hashable, Sendable, JSONPart {
    package static let members = ["system", "value", "use"]
    /// As in FHIR's `ContactPoint.system`.
    package static let systems = ["phone", "fax", "email", "pager", "url", "sms", "other"]

    package var system: String
    package var value: String
    /// As in FHIR's `ContactPoint.use`, such as `home` or `mobile`.
    package var use: String?

    package init(system: String, value: String, use: String? = nil) {
        self.system = system
        self.value = value
        self.use = use
    }

    package init(_ value: JSONValue, at path: String) throws(ShapeProblem) {
        var fields = try JSONFields(value, at: path)
        system = try fields.requiredString("system")
        self.value = try fields.requiredString("value")
        use = try fields.string("use")
        try fields.end(known: Telecom.members)
        guard Telecom.systems.contains(system) else {
            throw ShapeProblem(
                path: "\(path).system", message: "unknown kind of address",
                help: "one of: \(Telecom.systems.joined(separator: ", "))")
        }
    }

    var json: JSONValue {
        var object = JSONObject()
        object.append("system", .string(system))
        object.append("value", .string(value))
        object.append("use", use.map { .string($0) })
        return .object(object)
    }
}

/// Somebody connected with a patient, such as next of kin; a relation gives no authority.
///
/// As JSON: `{"names", "relations", "telecoms", "addresses"}`.
package struct PersonContact: Hashable, Sendable, JSONPart {
    package static let members = ["names", "relations", "telecoms", "addresses"]

    package var names: [PersonName] = []
    /// In the sender's words or codes.
    package var relations: [String] = []
    package var telecoms: [Telecom] = []
    package var addresses: [PostalAddress] = []

    package init() {}

    package init(_ value: JSONValue, at path: String) throws(ShapeProblem) {
        var fields = try JSONFields(value, at: path)
        names = try fields.parts("names")
        relations = try fields.strings("relations")
        telecoms = try fields.parts("telecoms")
        addresses = try fields.parts("addresses")
        try fields.end(known: PersonContact.members)
    }

    var json: JSONValue {
        var object = JSONObject()
        object.appendUnlessEmpty("names", names.map(\.json))
        object.appendUnlessEmpty("relations", relations.map { .string($0) })
        object.appendUnlessEmpty("telecoms", telecoms.map(\.json))
        object.appendUnlessEmpty("addresses", addresses.map(\.json))
        return .object(object)
    }
}

/// Who a person is and how to reach them; of it decisions read the day of death alone.
///
/// As JSON, members of the person: `{"addresses", "telecoms", "languages", "died", "zone", "certainty", "contacts"}`.
package struct PersonDetails: Hashable, Sendable {
    package static let members = ["addresses", "telecoms", "languages", "died", "zone", "certainty", "contacts"]
    static let textBytesMax = 10_000

    package var addresses: [PostalAddress] = []
    package var telecoms: [Telecom] = []
    /// Tags of BCP 47, the preferred first.
    package var languages: [String] = []
    /// A day, a month or a year; `yes` where no day is known, `no` where the record says that the person lives.
    package var died: String?
    /// Time zone by its tzdata name.
    package var zone: String?
    /// How sure we are of who it is: `seen` with a document, `told`, `imported`, or `unknown` for a person without a name.
    package var certainty: String?
    package var contacts: [PersonContact] = []

    package static let certainties = ["seen", "told", "imported", "unknown"]

    package init() {}

    init(_ fields: inout JSONFields) throws(ShapeProblem) {
        addresses = try fields.parts("addresses")
        telecoms = try fields.parts("telecoms")
        languages = try fields.strings("languages")
        died = try fields.string("died")
        zone = try fields.string("zone")
        certainty = try fields.string("certainty")
        contacts = try fields.parts("contacts")
        if let certainty, !PersonDetails.certainties.contains(certainty) {
            throw ShapeProblem(
                path: "\(fields.path).certainty", message: "not a degree of certainty",
                help: "one of: \(PersonDetails.certainties.joined(separator: ", "))")
        }
        if let died, !["yes", "no"].contains(died), !PersonDetails.isDay(died) {
            throw ShapeProblem(
                path: "\(fields.path).died", message: "not a day",
                help: "write `2026-11-21`, `2026-11`, `2026`, `yes` or `no`")
        }
    }

    /// Whether a text is a day, a month or a year: `2026-11-21`, `2026-11`, `2026`.
    static func isDay(_ text: String) -> Bool {
        switch text.utf8.count {
        case 4: Day(text + "-01-01") != nil
        case 7: Day(text + "-01") != nil
        default: Day(text) != nil
        }
    }

    /// Takes over what the other says.
    mutating func take(_ other: PersonDetails) {
        if !other.addresses.isEmpty { addresses = other.addresses }
        if !other.telecoms.isEmpty { telecoms = other.telecoms }
        if !other.languages.isEmpty { languages = other.languages }
        if let died = other.died { self.died = died }
        if let zone = other.zone { self.zone = zone }
        if let certainty = other.certainty { self.certainty = certainty }
        if !other.contacts.isEmpty { contacts = other.contacts }
    }

    func write(to object: inout JSONObject) {
        object.appendUnlessEmpty("addresses", addresses.map(\.json))
        object.appendUnlessEmpty("telecoms", telecoms.map(\.json))
        object.appendUnlessEmpty("languages", languages.map { .string($0) })
        object.append("died", died.map { .string($0) })
        object.append("zone", zone.map { .string($0) })
        object.append("certainty", certainty.map { .string($0) })
        object.appendUnlessEmpty("contacts", contacts.map(\.json))
    }
}
