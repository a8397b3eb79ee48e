/// What a person wants done or not done with their information, as a sender's record puts it.
///
/// A wish is evidence, not yet a directive: what it means here is decided by whoever takes it in.
package struct ImportedWish: Hashable, Sendable {
    package enum Source: String, Hashable, Sendable {
        /// FHIR Consent.
        case consent
        /// HL7 v2 CON.
        case consentSegment
        /// HL7 v2 ARV.
        case accessRestriction
        /// HL7 v2 PD1-12, with the day in PD1-13.
        case protectionIndicator
        /// HL7 v2 PD1-11: how the person may be reminded.
        case publicityCode
        /// A column of a table.
        case column
    }

    /// What the record does to what we have.
    package enum Action: String, Hashable, Sendable {
        case add, delete, update
        /// The sender repeats what holds already.
        case none
    }

    package enum Status: String, Hashable, Sendable, CaseIterable {
        case draft, proposed, active, rejected, inactive, enteredInError, limited, pending, refused, rescinded
        case bypassed
        /// A code of no table of ours, or none: somebody must look.
        case unknown
    }

    package enum Direction: String, Hashable, Sendable {
        case permit, deny
        /// Not said by the record itself: its codes say it.
        case unsaid
    }

    package var place: ImportPlace
    package var source: Source
    /// Whose wish it is; nothing means the person of the same record.
    package var of: ImportedReference?
    /// Whether it is about one visit and not about the person.
    package var isOfVisit = false
    package var action = Action.add
    package var status = Status.unknown
    package var direction = Direction.unsaid
    /// Consent.scope.
    package var scope: [ImportedCode] = []
    /// The codes that say what is wished: Consent.category, CON-2, ARV-3, PD1-12.
    package var codes: [ImportedCode] = []
    /// Why: ARV-4.
    package var reasons: [ImportedCode] = []
    /// The base rule: Consent.policyRule.
    package var policyRule: [ImportedCode] = []
    /// Consent.policy: URIs.
    package var policies: [String] = []
    /// When it was decided.
    package var decided: ImportedTime?
    package var period: ImportedPeriod?
    /// Who consented, for the person or as the person.
    package var consenters: [ImportedReference] = []
    /// Who holds or manages it.
    package var organizations: [ImportedReference] = []
    /// Where the signed paper is: a reference or URL; attached data are not read.
    package var document: String?
    package var hasAttachment = false
    /// Free words: ARV-5, CON-5 to CON-9; nothing reads them but people.
    package var words: [String] = []
    /// FHIR's rules and exceptions.
    package var provision: ImportedProvision?

    package init(place: ImportPlace, source: Source) {
        self.place = place
        self.source = source
    }
}

/// A rule of a FHIR Consent, with its exceptions; all parts must match, an empty part matches everything.
///
/// - Source: FHIR R4, Consent.provision.
package struct ImportedProvision: Hashable, Sendable {
    package struct Actor: Hashable, Sendable {
        package var role: [ImportedCode]
        package var reference: ImportedReference

        package init(role: [ImportedCode], reference: ImportedReference) {
            self.role = role
            self.reference = reference
        }
    }

    package struct Item: Hashable, Sendable {
        /// instance, related, dependents, authoredby.
        package var meaning: String
        package var reference: ImportedReference

        package init(meaning: String, reference: ImportedReference) {
            self.meaning = meaning
            self.reference = reference
        }
    }

    package var direction = ImportedWish.Direction.unsaid
    package var period: ImportedPeriod?
    package var actors: [Actor] = []
    package var actions: [ImportedCode] = []
    package var labels: [ImportedCode] = []
    package var purposes: [ImportedCode] = []
    package var classes: [ImportedCode] = []
    package var codes: [ImportedCode] = []
    package var dataPeriod: ImportedPeriod?
    package var data: [Item] = []
    package var exceptions: [ImportedProvision] = []

    package init() {}
}
