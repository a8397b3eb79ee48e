package import PledgeExchange
import PledgeCore

/// Who sends records, and whose numbers are our own.
package struct ImportSource: Hashable, Sendable {
    /// What we call the sender, such as `lakeside-ehr`; it is part of the names of its records.
    package var name: String
    /// Systems or assigners whose identifiers stand alone, without their name before them: our own.
    package var own: Set<String>
    /// Who imports.
    package var by: String

    package init(name: String, own: Set<String> = [], by: String) {
        self.name = name
        self.own = own
        self.by = by
    }

    /// Numbers that no practice needs to tell its patients apart, and that others could harm them with: HL7 table 0203's
    /// social security, driver's license, passport and bank card numbers.
    private static let unneeded: Set<String> = ["SS", "SSN", "SB", "DL", "PPN", "BC", "BA"]

    /// The identifiers as we keep them; those of other systems with the system's name before them.
    func identifiers(_ identifiers: [ImportedIdentifier]) -> [String] {
        var texts: [String] = []
        for identifier in identifiers where !ImportSource.unneeded.contains(identifier.type ?? "") {
            guard identifier.use != "old" || identifiers.count == 1 else { continue }
            let issuer = identifier.system ?? identifier.assigner
            let text = issuer.flatMap { own.contains($0) ? nil : "\($0)|\(identifier.value)" } ?? identifier.value
            if !texts.contains(text) { texts.append(text) }
        }
        return texts
    }

    /// A record of the sender by its own name, such as `Patient/17`; nothing for names that only one file knows.
    func identifier(reference: String) -> String? {
        guard !reference.hasPrefix("urn:"), !reference.hasPrefix("#") else { return nil }
        let parts = reference.split(separator: "/")
        guard parts.count >= 2 else { return nil }
        return "\(name)|\(parts.suffix(2).joined(separator: "/"))"
    }
}

extension ImportedPerson {
    /// What a record says of a person, as a change to what we know.
    func change(from source: ImportSource) -> PersonChange {
        var change = PersonChange(by: source.by)
        change.names = names.filter { !$0.isEmpty }.map(PersonName.init)
        change.birth = birth?.dayText
        change.details.addresses = addresses.filter { !$0.isEmpty }.map(PostalAddress.init)
        change.details.telecoms = telecoms.map(Telecom.init)
        change.details.languages = languages.sorted { $0.isPreferred && !$1.isPreferred }
            .compactMap { $0.code.code ?? $0.code.display }
        switch death {
        case .alive?: change.details.died = "no"
        case .dead?: change.details.died = "yes"
        case .at(let time)?: change.details.died = time.dayText
        case nil: break
        }
        change.details.certainty = certainty.contains("unknown") ? "unknown" : "imported"
        change.clear = deleted.compactMap { part in
            switch part {
            case .names: "names"
            case .birth: "birth"
            case .death: "died"
            case .addresses: "addresses"
            case .telecoms: "telecoms"
            case .languages: "languages"
            case .identifiers, .gender: nil
            }
        }.sorted()
        return change
    }
}

extension PersonChange {
    /// What of the change is new to somebody of whom this is known; nothing where all is.
    func news(to state: PersonState) -> PersonChange? {
        var news = self
        let new = identifiers.filter { identifier in
            !state.identifiers.contains { IdentifierToken.isSame($0, identifier) }
        }
        news.identifiers = new.isEmpty ? [] : state.identifiers + new
        if names == state.names { news.names = [] }
        if birth == state.birth { news.birth = nil }
        let (own, known) = (details, state.details)
        if own.addresses == known.addresses { news.details.addresses = [] }
        if own.telecoms == known.telecoms { news.details.telecoms = [] }
        if own.languages == known.languages { news.details.languages = [] }
        if own.contacts == known.contacts { news.details.contacts = [] }
        if own.died == known.died { news.details.died = nil }
        // Who was seen with a document is not less sure because a machine says so too.
        if known.certainty != nil { news.details.certainty = nil }
        news.clear = clear.filter { member in
            switch member {
            case "names": !state.names.isEmpty
            case "birth": state.birth != nil
            case "addresses": !known.addresses.isEmpty
            case "telecoms": !known.telecoms.isEmpty
            case "languages": !known.languages.isEmpty
            case "died": known.died != nil
            default: true
            }
        }
        var empty = PersonChange(by: by)
        empty.imported = imported
        return news == empty ? nil : news
    }
}

// MARK: Parts

extension PersonName {
    init(_ name: ImportedName) {
        self.init(text: name.family == nil && name.given.isEmpty ? name.text : nil)
        use = name.use?.rawValue
        family = name.family
        given = name.given
        prefix = name.prefix
        suffix = name.suffix
    }
}

extension PostalAddress {
    init(_ address: ImportedAddress) {
        self.init()
        use = address.use?.rawValue
        lines = address.lines.isEmpty ? address.text.map { [$0] } ?? [] : address.lines
        city = address.city
        state = address.state
        postalCode = address.postalCode
        country = address.country
    }
}

extension Telecom {
    init(_ telecom: ImportedTelecom) {
        self.init(system: telecom.system?.rawValue ?? "other", value: telecom.value, use: telecom.use?.rawValue)
    }
}

extension PersonContact {
    init(_ contact: ImportedContact) {
        self.init()
        names = contact.names.filter { !$0.isEmpty }.map(PersonName.init)
        relations = contact.relationships.compactMap { $0.display ?? $0.code }
        telecoms = contact.telecoms.map(Telecom.init)
        addresses = contact.addresses.filter { !$0.isEmpty }.map(PostalAddress.init)
    }
}

extension ImportedTime {
    /// The day, month or year, as far as it is known.
    var dayText: String {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        func four(_ number: Int) -> String {
            String(repeating: "0", count: max(0, 4 - String(number).count)) + String(number)
        }
        return switch self {
        case .year(let year): four(year)
        case .month(let year, let month): "\(four(year))-\(two(month))"
        case .day(let day), .local(let day, _): day.description
        // Of birth and death the sender's own day is meant, which only the offset tells; the text keeps the instant's day.
        case .instant(let instant): String(instant.description.prefix(10))
        }
    }
}
