/// A code of a code system.
package struct ImportedCode: Hashable, Sendable {
    /// FHIR's URI, or HL7 v2's name of a table such as `HL70063`; nothing where the sender named none.
    package var system: String?
    package var code: String?
    /// The sender's own words for it.
    package var display: String?

    package init(system: String? = nil, code: String? = nil, display: String? = nil) {
        self.system = system
        self.code = code
        self.display = display
    }
}

/// From when until when something holds; an open end is nothing.
package struct ImportedPeriod: Hashable, Sendable {
    package var start: ImportedTime?
    package var end: ImportedTime?

    package init(start: ImportedTime? = nil, end: ImportedTime? = nil) {
        self.start = start
        self.end = end
    }
}

/// A number or name that somebody gave to a person, organization or visit.
package struct ImportedIdentifier: Hashable, Sendable {
    package var value: String
    /// Whose numbers these are: a URI; of HL7 v2, `urn:oid:...` of CX-4's ISO id, else CX-4's universal id.
    package var system: String?
    /// Code of HL7 table 0203, such as `MR` or `SS`.
    package var type: String?
    /// Who gave it, by name.
    package var assigner: String?
    /// FHIR's use: usual, official, temp, secondary, old.
    package var use: String?
    package var period: ImportedPeriod?

    package init(value: String, system: String? = nil, type: String? = nil, assigner: String? = nil) {
        self.value = value
        self.system = system
        self.type = type
        self.assigner = assigner
    }
}

/// A person's name; any part may be missing, and some people have only one.
package struct ImportedName: Hashable, Sendable {
    package enum Use: String, Hashable, Sendable, CaseIterable {
        case usual, official, temporary, nickname, anonymous, old, maiden, alias
    }

    package var use: Use?
    package var family: String?
    /// First name, then further ones, as the sender split them.
    package var given: [String] = []
    package var prefix: [String] = []
    package var suffix: [String] = []
    /// The whole name where the sender wrote it so.
    package var text: String?
    package var period: ImportedPeriod?

    package init() {}

    /// Whether nothing is in it that names anybody.
    package var isEmpty: Bool { family == nil && given.isEmpty && text == nil }
}

/// A postal address.
package struct ImportedAddress: Hashable, Sendable {
    package enum Use: String, Hashable, Sendable, CaseIterable {
        case home, work, temporary, old, billing, mailing, legal, birth
        /// Mail does not arrive there.
        case bad
    }

    package var use: Use?
    package var lines: [String] = []
    package var city: String?
    package var district: String?
    package var state: String?
    package var postalCode: String?
    package var country: String?
    /// The whole address where the sender wrote it so.
    package var text: String?
    package var period: ImportedPeriod?

    package init() {}

    /// Whether nothing is in it that leads anywhere.
    package var isEmpty: Bool {
        lines.isEmpty && city == nil && district == nil && state == nil && postalCode == nil && country == nil
            && text == nil
    }
}

/// A phone number, e-mail address or the like.
package struct ImportedTelecom: Hashable, Sendable {
    package enum System: String, Hashable, Sendable, CaseIterable {
        case phone, fax, email, pager, url, sms, other
    }

    package enum Use: String, Hashable, Sendable, CaseIterable {
        case home, work, temporary, old, mobile
    }

    package var system: System?
    package var use: Use?
    package var value: String
    /// The sender's order of preference; 1 is first.
    package var rank: Int?
    package var period: ImportedPeriod?

    package init(value: String) { self.value = value }
}

/// Points at another record, by what the sender has of it.
package struct ImportedReference: Hashable, Sendable {
    /// `Patient/17`, an absolute URL, `urn:uuid:...`.
    package var reference: String?
    package var identifier: ImportedIdentifier?
    package var display: String?

    package init(reference: String? = nil, identifier: ImportedIdentifier? = nil, display: String? = nil) {
        self.reference = reference
        self.identifier = identifier
        self.display = display
    }
}
