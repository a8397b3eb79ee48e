/// A person as one record describes them.
package struct ImportedPerson: Hashable, Sendable {
    /// Parts of a person that a message may delete.
    package enum Part: String, Hashable, Sendable, CaseIterable {
        case identifiers, names, birth, death, gender, addresses, telecoms, languages
    }

    package enum Gender: String, Hashable, Sendable, CaseIterable {
        case male, female, other, unknown
    }

    package var place: ImportPlace
    /// How other records of the same file point here: `Patient/17`, a bundle's `fullUrl`.
    package var ownReferences: [String] = []
    package var identifiers: [ImportedIdentifier] = []
    package var names: [ImportedName] = []
    package var addresses: [ImportedAddress] = []
    package var telecoms: [ImportedTelecom] = []
    package var birth: ImportedTime?
    package var death: ImportedDeath?
    /// Administrative gender.
    package var gender: Gender?
    package var languages: [ImportedLanguage] = []
    package var needsInterpreter: Bool?
    /// Whether the sender still uses the record.
    package var isActive: Bool?
    /// How sure the sender is of who this is: codes of HL7 table 0445 (PID-32), and `unknown` for PID-31.
    package var certainty: [String] = []
    /// Security labels of the record (`meta.security`).
    package var labels: [ImportedCode] = []
    /// Other records of the same person that stay as they are (`refer`, `seealso`); merges are apart.
    package var links: [ImportedReference] = []
    /// Parts that the message says to delete (HL7's `""`); an empty part that is not here is unchanged.
    package var deleted: Set<Part> = []

    package init(place: ImportPlace) { self.place = place }
}

/// What is said of a person's death.
package enum ImportedDeath: Hashable, Sendable {
    case alive
    /// Dead, on a day that the record does not say.
    case dead
    case at(ImportedTime)
}

/// A language that a person speaks.
package struct ImportedLanguage: Hashable, Sendable {
    package var code: ImportedCode
    package var isPreferred: Bool

    package init(code: ImportedCode, isPreferred: Bool) {
        self.code = code
        self.isPreferred = isPreferred
    }
}

/// Somebody connected with a person: next of kin, guardian, emergency contact.
///
/// A relation is no authority: whether they may act for the person is for people to find out.
package struct ImportedContact: Hashable, Sendable {
    package var place: ImportPlace
    package var ownReferences: [String] = []
    /// Whose contact it is; nothing means the person of the same record.
    package var of: ImportedReference?
    package var identifiers: [ImportedIdentifier] = []
    package var names: [ImportedName] = []
    /// What they are to the person.
    package var relationships: [ImportedCode] = []
    package var addresses: [ImportedAddress] = []
    package var telecoms: [ImportedTelecom] = []
    package var birth: ImportedTime?
    /// An organization as the contact, or the one they act for.
    package var organization: ImportedReference?
    package var isActive: Bool?
    package var period: ImportedPeriod?

    package init(place: ImportPlace) { self.place = place }
}

/// Two records of one person become one.
package struct ImportedMerge: Hashable, Sendable {
    /// A record by its identifiers, or by reference.
    package struct Side: Hashable, Sendable {
        package var identifiers: [ImportedIdentifier] = []
        package var reference: ImportedReference?

        package init() {}
    }

    package var place: ImportPlace
    /// The record that stays.
    package var survivor = Side()
    /// The record that ends in it.
    package var prior = Side()

    package init(place: ImportPlace) { self.place = place }
}

/// A stay or encounter, as far as it says where, by whom and how confidential.
package struct ImportedVisit: Hashable, Sendable {
    package var place: ImportPlace
    package var ownReferences: [String] = []
    /// Whose visit it is; nothing means the person of the same record.
    package var of: ImportedReference?
    package var identifiers: [ImportedIdentifier] = []
    /// FHIR's status; HL7 v2 has none.
    package var status: String?
    /// Inpatient, ambulatory, ...
    package var visitClass: ImportedCode?
    /// Ward, clinic, building.
    package var locations: [ImportedReference] = []
    package var service: ImportedCode?
    package var provider: ImportedReference?
    package var period: ImportedPeriod?
    /// Security labels, and HL7's VIP indicator (table 0099).
    package var labels: [ImportedCode] = []

    package init(place: ImportPlace) { self.place = place }
}

/// An organization or a professional: who may receive something, or has sent it.
package struct ImportedParty: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case organization, practitioner
    }

    package var place: ImportPlace
    package var kind: Kind
    package var ownReferences: [String] = []
    package var identifiers: [ImportedIdentifier] = []
    /// A practitioner's names; an organization's name and aliases as `text`.
    package var names: [ImportedName] = []
    package var types: [ImportedCode] = []
    /// Licenses and degrees.
    package var credentials: [ImportedCode] = []
    package var addresses: [ImportedAddress] = []
    package var telecoms: [ImportedTelecom] = []
    package var partOf: ImportedReference?
    package var isActive: Bool?

    package init(place: ImportPlace, kind: Kind) {
        self.place = place
        self.kind = kind
    }
}
