import PledgeCore

extension JSONObject {
    /// Reads an Encounter: where, when, by whom, how confidential.
    ///
    /// - Source: FHIR R4, Encounter.
    func encounter(_ own: [String], _ notes: inout FHIRNotes) -> ImportedVisit {
        var visit = ImportedVisit(place: notes.here)
        visit.ownReferences = own
        visit.of = reference("subject", &notes)
        if visit.of == nil { notes.report(.missing, .refused, in: "subject", "it does not say whose visit this is") }
        visit.identifiers = identifiers(&notes)
        visit.status = text("status", &notes)
        visit.visitClass = object("class", &notes) { $0.coding(&$1) }
        visit.locations = list("location", &notes) { $0.reference("location", &$1) }
        visit.service = concept("serviceType", &notes).first
        visit.provider = reference("serviceProvider", &notes)
        visit.period = period("period", &notes)
        visit.labels = labels(&notes)
        return visit
    }

    /// Reads an Organization.
    ///
    /// - Source: FHIR R4, Organization.
    func organization(_ own: [String], _ notes: inout FHIRNotes) -> ImportedParty {
        var party = ImportedParty(place: notes.here, kind: .organization)
        party.ownReferences = own
        party.identifiers = identifiers(&notes)
        party.names = ([text("name", &notes)].compactMap { $0 } + texts("alias", &notes)).map { text in
            var name = ImportedName()
            name.text = text
            return name
        }
        party.types = concepts("type", &notes)
        party.addresses = addresses(&notes)
        party.telecoms = telecoms(&notes)
        party.partOf = reference("partOf", &notes)
        party.isActive = bool("active", &notes)
        return party
    }

    /// Reads a Practitioner.
    ///
    /// - Source: FHIR R4, Practitioner.
    func practitioner(_ own: [String], _ notes: inout FHIRNotes) -> ImportedParty {
        var party = ImportedParty(place: notes.here, kind: .practitioner)
        party.ownReferences = own
        party.identifiers = identifiers(&notes)
        party.names = humanNames(&notes)
        party.credentials = list("qualification", &notes) { $0.concept("code", &$1) }.flatMap { $0 }
        party.addresses = addresses(&notes)
        party.telecoms = telecoms(&notes)
        party.isActive = bool("active", &notes)
        return party
    }
}
