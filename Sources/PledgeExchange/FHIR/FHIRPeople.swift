import PledgeCore

extension JSONObject {
    /// Reads a Patient with its contacts and links.
    ///
    /// - Source: FHIR R4, Patient; extension `patient-interpreterRequired`.
    func readPatient(_ own: [String], into record: inout ImportRecord, _ notes: inout FHIRNotes) {
        var person = ImportedPerson(place: notes.here)
        person.ownReferences = own
        person.identifiers = identifiers(&notes)
        person.names = humanNames(&notes)
        person.addresses = addresses(&notes)
        person.telecoms = telecoms(&notes)
        person.birth = time("birthDate", &notes)
        if case .instant? = person.birth {
            notes.report(.shape, in: "birthDate", "a time stands where a date should")
            person.birth = nil
        }
        person.death = death(&notes)
        person.gender = code("gender", in: FHIRTables.genders, &notes)
        person.languages = list("communication", &notes) { communication, notes in
            let isPreferred = communication.bool("preferred", &notes) ?? false
            return communication.concept("language", &notes).first
                .map { ImportedLanguage(code: $0, isPreferred: isPreferred) }
        }
        person.needsInterpreter =
            list("extension", &notes) { item, notes -> Bool? in
                guard item["url"] == .string(FHIRURLs.interpreterRequired) else { return nil }
                return item.bool("valueBoolean", &notes)
            }.first
        person.isActive = bool("active", &notes)
        person.labels = labels(&notes)
        readLinks(of: &person, into: &record, &notes)
        if person.identifiers.isEmpty && person.names.isEmpty && own.isEmpty {
            notes.report(.missing, .refused, "neither id, identifier nor name: nobody can be told by this")
        }
        record.people = [person]
        record.contacts = list("contact", &notes) { $0.patientContact(&$1) }
    }

    private func death(_ notes: inout FHIRNotes) -> ImportedDeath? {
        if let time = time("deceasedDateTime", &notes) { return .at(time) }
        // A time that cannot be read still says that the person has died.
        if let value = self["deceasedDateTime"], value != .null { return .dead }
        return bool("deceasedBoolean", &notes).map { $0 ? .dead : .alive }
    }

    private func readLinks(of person: inout ImportedPerson, into record: inout ImportRecord, _ notes: inout FHIRNotes) {
        var mine = ImportedMerge.Side()
        mine.identifiers = person.identifiers
        mine.reference = person.ownReferences.first.map { ImportedReference(reference: $0) }
        var links: [ImportedReference] = []
        let merges: [ImportedMerge] = list("link", &notes) { link, notes in
            guard let other = link.reference("other", &notes) else {
                notes.report(.missing, "a link that leads nowhere")
                return nil
            }
            var side = ImportedMerge.Side()
            side.reference = other
            side.identifiers = other.identifier.map { [$0] } ?? []
            var merge = ImportedMerge(place: notes.here)
            switch link.text("type", &notes) {
            case "replaced-by": (merge.survivor, merge.prior) = (side, mine)
            case "replaces": (merge.survivor, merge.prior) = (mine, side)
            case "refer", "seealso":
                links.append(other)
                return nil
            default:
                notes.report(.code, in: "type", "a code that FHIR does not have here")
                return nil
            }
            return merge
        }
        person.links = links
        record.merges = merges
    }

    private func patientContact(_ notes: inout FHIRNotes) -> ImportedContact? {
        var contact = ImportedContact(place: notes.here)
        contact.relationships = concepts("relationship", &notes)
        contact.names = object("name", &notes) { $0.humanName(&$1) }.map { [$0] } ?? []
        contact.telecoms = telecoms(&notes)
        contact.addresses = object("address", &notes) { $0.address(&$1) }.map { [$0] } ?? []
        contact.organization = reference("organization", &notes)
        contact.period = period("period", &notes)
        if contact == ImportedContact(place: contact.place) { return nil }
        return contact
    }

    /// Reads a RelatedPerson.
    ///
    /// - Source: FHIR R4, RelatedPerson.
    func relatedPerson(_ own: [String], _ notes: inout FHIRNotes) -> ImportedContact {
        var contact = ImportedContact(place: notes.here)
        contact.ownReferences = own
        contact.of = reference("patient", &notes)
        if contact.of == nil {
            notes.report(.missing, .refused, in: "patient", "it does not say whose relation this is")
        }
        contact.identifiers = identifiers(&notes)
        contact.names = humanNames(&notes)
        contact.relationships = concepts("relationship", &notes)
        contact.addresses = addresses(&notes)
        contact.telecoms = telecoms(&notes)
        contact.birth = time("birthDate", &notes)
        contact.isActive = bool("active", &notes)
        contact.period = period("period", &notes)
        return contact
    }
}

/// Names of FHIR's extensions.
enum FHIRURLs {
    static let interpreterRequired = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
}
