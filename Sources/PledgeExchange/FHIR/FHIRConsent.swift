import PledgeCore

extension JSONObject {
    /// Reads a Consent.
    ///
    /// What narrows or forbids must not be lost: a part that cannot be read refuses the whole.
    ///
    /// - Source: FHIR R4, Consent.
    func consent(_ notes: inout FHIRNotes) -> ImportedWish {
        let before = notes.problems.count
        var wish = ImportedWish(place: notes.here, source: .consent)
        wish.of = reference("patient", &notes)
        if wish.of == nil { notes.report(.missing, .refused, in: "patient", "it does not say whose consent this is") }
        wish.status = code("status", in: FHIRTables.consentStatuses, &notes) ?? .unknown
        if self["status"] == nil { notes.report(.missing, .refused, in: "status", "a consent without status") }
        wish.scope = concept("scope", &notes)
        wish.codes = concepts("category", &notes)
        wish.policyRule = concept("policyRule", &notes)
        wish.policies = list("policy", &notes) { $0.text("uri", &$1) ?? $0.text("authority", &$1) }
        wish.decided = time("dateTime", &notes)
        wish.consenters = references("performer", &notes)
        wish.organizations = references("organization", &notes)
        wish.document =
            object("sourceReference", &notes) { $0.text("reference", &$1) }
            ?? object("sourceAttachment", &notes) { $0.text("url", &$1) }
        wish.hasAttachment = self["sourceAttachment"] != nil
        wish.provision = object("provision", &notes) { $0.provision(&$1) }
        wish.period = wish.provision?.period
        wish.direction = wish.provision?.direction ?? .unsaid
        if notes.problems.count > before, !notes.problems.contains(where: { $0.weight == .refused }) {
            notes.report(
                .person, .refused, "a part of this consent could not be read, and it may be one that forbids",
                help: "correct the parts named above, or enter this consent by hand")
        }
        return wish
    }

    private func provision(_ notes: inout FHIRNotes) -> ImportedProvision {
        notes.refuseWhatMayNotBePassedOver(self)
        var provision = ImportedProvision()
        provision.direction = code("type", in: FHIRTables.directions, &notes) ?? .unsaid
        provision.period = period("period", &notes)
        provision.actors = list("actor", &notes) { actor, notes in
            guard let reference = actor.reference("reference", &notes) else {
                notes.report(.missing, in: "reference", "an actor without reference")
                return nil
            }
            return ImportedProvision.Actor(role: actor.concept("role", &notes), reference: reference)
        }
        provision.actions = concepts("action", &notes)
        provision.labels = list("securityLabel", &notes) { $0.coding(&$1) }
        provision.purposes = list("purpose", &notes) { $0.coding(&$1) }
        provision.classes = list("class", &notes) { $0.coding(&$1) }
        provision.codes = concepts("code", &notes)
        provision.dataPeriod = period("dataPeriod", &notes)
        provision.data = list("data", &notes) { item, notes in
            guard let meaning = item.text("meaning", &notes), let reference = item.reference("reference", &notes)
            else {
                notes.report(.missing, "data need a meaning and a reference")
                return nil
            }
            return ImportedProvision.Item(meaning: meaning, reference: reference)
        }
        provision.exceptions = list("provision", &notes) { $0.provision(&$1) }
        return provision
    }
}
