package import PledgeCore

extension PersonState {
    /// What a record took over from another that ended in it.
    package struct Merged: Hashable, Sendable {
        /// The record that ended, and the entry that says so.
        package var person: Int64
        package var entry: Int64
        var identifiers: [String] = []
        var names: [PersonName] = []
        var addresses: [PostalAddress] = []
        var telecoms: [Telecom] = []
        var contacts: [PersonContact] = []
        /// Entries that took the directives in.
        var directives: [Int64] = []
        var facts: [String] = []
        var unknown: [String] = []
        var accepted: [String] = []
        /// The first contact that stood here before, where the other's is earlier.
        var firstContact: String?
        var tookFirstContact = false
    }

    /// Whether two records say different things that decisions read, so that somebody has to look.
    static func differ(_ one: PersonState, _ other: PersonState) -> Bool {
        if !one.directives.isEmpty && !other.directives.isEmpty { return true }
        return one.facts.members.contains { member in
            if other.unknown.contains(member.name) { return true }
            return other.facts[member.name].map { $0 != member.value } ?? false
        } || one.unknown.contains { other.facts[$0] != nil }
    }

    /// Takes over what another record has and this one lacks; every wish and paper of both binds from now on.
    ///
    /// - Parameters:
    ///   - prior: The record that ends; it keeps what it has, for the day on which they are parted again.
    ///   - index: The number of the entry.
    mutating func take(_ prior: inout PersonState, at index: Int64) {
        var merged = Merged(person: prior.number, entry: index)
        merged.identifiers = prior.identifiers
        merged.names = prior.names.filter { !names.contains($0) }
        merged.addresses = prior.details.addresses.filter { !details.addresses.contains($0) }
        merged.telecoms = prior.details.telecoms.filter { !details.telecoms.contains($0) }
        merged.contacts = prior.details.contacts.filter { !details.contacts.contains($0) }
        merged.directives = prior.directives.map(\.entry)
        // What one record knows and the other calls unknown is unknown.
        merged.unknown = prior.unknown.filter { !unknown.contains($0) && facts[$0] == nil }
        merged.facts = prior.facts.members.map(\.name).filter { facts[$0] == nil && !unknown.contains($0) }
        merged.accepted = prior.accepted.filter { !accepted.contains($0) }
        identifiers += merged.identifiers
        names += merged.names
        details.addresses += merged.addresses
        details.telecoms += merged.telecoms
        details.contacts += merged.contacts
        directives = (directives + prior.directives).sorted { $0.entry < $1.entry }
        unknown += merged.unknown
        for name in merged.facts { facts[name] = prior.facts[name] }
        accepted += merged.accepted
        if let earlier = prior.firstContact, firstContact.map({ earlier < $0 }) ?? true {
            merged.firstContact = firstContact
            merged.tookFirstContact = true
            firstContact = earlier
        }
        self.merged.append(merged)
        prior.mergedInto = number
        (changed, prior.changed) = (index, index)
    }

    /// Gives back what was taken over from a record, which stands for itself again; what was ended meanwhile stays ended.
    ///
    /// - Throws: `ShapeProblem` where the record did not end in this one.
    mutating func part(from prior: inout PersonState, at index: Int64) throws(ShapeProblem) {
        guard let position = merged.lastIndex(where: { $0.person == prior.number }) else {
            throw ShapeProblem(path: "$", message: "that record did not end in this one")
        }
        let merged = merged.remove(at: position)
        identifiers.removeAll { merged.identifiers.contains($0) }
        names.removeAll { merged.names.contains($0) }
        details.addresses.removeAll { merged.addresses.contains($0) }
        details.telecoms.removeAll { merged.telecoms.contains($0) }
        details.contacts.removeAll { merged.contacts.contains($0) }
        unknown.removeAll { merged.unknown.contains($0) }
        for name in merged.facts { facts[name] = nil }
        accepted.removeAll { merged.accepted.contains($0) }
        if merged.tookFirstContact { firstContact = merged.firstContact }
        for directive in directives where merged.directives.contains(directive.entry) {
            guard let own = prior.directives.firstIndex(where: { $0.entry == directive.entry }) else { continue }
            prior.directives[own] = directive
        }
        directives.removeAll { merged.directives.contains($0.entry) }
        prior.mergedInto = nil
        (changed, prior.changed) = (index, index)
    }
}

// MARK: As JSON

extension PersonState.Merged {
    var json: JSONValue {
        var object = JSONObject()
        object.append("person", .integer(person))
        object.append("entry", .integer(entry))
        object.appendUnlessEmpty("identifiers", identifiers.map { .string($0) })
        object.appendUnlessEmpty("names", names.map(\.json))
        object.appendUnlessEmpty("addresses", addresses.map(\.json))
        object.appendUnlessEmpty("telecoms", telecoms.map(\.json))
        object.appendUnlessEmpty("contacts", contacts.map(\.json))
        object.appendUnlessEmpty("directives", directives.map { .integer($0) })
        object.appendUnlessEmpty("facts", facts.map { .string($0) })
        object.appendUnlessEmpty("unknown", unknown.map { .string($0) })
        object.appendUnlessEmpty("accepted", accepted.map { .string($0) })
        object.append("firstContact", firstContact.map { .string($0) })
        if tookFirstContact { object.append("tookFirstContact", .bool(true)) }
        return .object(object)
    }

    init(_ value: JSONValue) throws(ShapeProblem) {
        var fields = try JSONFields(value)
        guard let person = try fields.integer("person"), let entry = try fields.integer("entry") else {
            throw ShapeProblem(path: "$", message: "`person` or `entry` is missing")
        }
        self.init(person: person, entry: entry)
        identifiers = try fields.strings("identifiers")
        names = try fields.parts("names")
        addresses = try fields.parts("addresses")
        telecoms = try fields.parts("telecoms")
        contacts = try fields.parts("contacts")
        directives = try fields.integers("directives")
        facts = try fields.strings("facts")
        unknown = try fields.strings("unknown")
        accepted = try fields.strings("accepted")
        firstContact = try fields.string("firstContact")
        if case .bool(true)? = fields.value("tookFirstContact") { tookFirstContact = true }
    }
}
