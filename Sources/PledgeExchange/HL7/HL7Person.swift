extension HL7Fields {
    /// Reads PID.
    ///
    /// - Source: HL7 v2.5.1, chapter 3, PID; fields that later versions withdrew are read where they are sent.
    func person(_ notes: inout HL7Notes) -> ImportedPerson {
        var person = ImportedPerson(place: notes.place(segment))
        person.identifiers = identifiers(&notes)
        person.names = self[5].repetitions.compactMap { $0.name(&notes) }
        person.birth = self[7].first?.day(1, &notes)
        person.gender = gender(&notes)
        person.addresses = self[11].repetitions.compactMap { $0.address(&notes) }
        person.telecoms =
            self[13].repetitions.compactMap { $0.telecom(&notes, use: .home) }
            + self[14].repetitions.compactMap { $0.telecom(&notes, use: .work) }
            + self[40].repetitions.compactMap { $0.telecom(&notes) }
        person.languages = self[15].repetitions.compactMap { value in
            value.code(table: "HL70296", &notes).map { ImportedLanguage(code: $0, isPreferred: true) }
        }
        person.death = death(&notes)
        person.certainty = self[32].repetitions.compactMap { $0.text(1, &notes) }
        if self[31].first?.text(1, &notes) == "Y" { person.certainty.append("unknown") }
        for (number, part) in HL7Fields.deletions where self[number].isDeleted { person.deleted.insert(part) }
        if person.identifiers.isEmpty && person.names.isEmpty {
            notes.report(
                .missing, .refused, at: notes.place(segment, field: 3),
                "neither identifier (PID-3) nor name (PID-5): nobody can be told by this")
        }
        return person
    }

    private static let deletions: [(Int, ImportedPerson.Part)] = [
        (3, .identifiers), (5, .names), (7, .birth), (8, .gender), (11, .addresses), (13, .telecoms),
        (15, .languages), (29, .death), (30, .death),
    ]

    private func identifiers(_ notes: inout HL7Notes) -> [ImportedIdentifier] {
        var identifiers: [ImportedIdentifier] = []
        for number in [3, 2, 4] {
            identifiers += self[number].repetitions.compactMap { $0.identifier(&notes) }
        }
        identifiers += self[18].repetitions.compactMap { $0.identifier(&notes, type: "AN") }
        if let number = self[19].first?.text(1, &notes) {
            identifiers.append(
                ImportedIdentifier(value: number, system: "http://hl7.org/fhir/sid/us-ssn", type: "SS"))
        }
        // DLN: number ^ state ^ until.
        if let license = self[20].first, let number = license.text(1, &notes) {
            identifiers.append(ImportedIdentifier(value: number, type: "DL", assigner: license.text(2, &notes)))
        }
        return identifiers
    }

    private func gender(_ notes: inout HL7Notes) -> ImportedPerson.Gender? {
        guard let value = self[8].first, let code = value.text(1, &notes) else { return nil }
        let gender = HL7Tables.genders[code]
        if gender == nil { notes.report(.code, at: value, component: 1, "a code that table 0001 does not have") }
        return gender
    }

    private func death(_ notes: inout HL7Notes) -> ImportedDeath? {
        if let value = self[29].first { return value.time(1, &notes).map { .at($0) } ?? .dead }
        guard let value = self[30].first else { return nil }
        switch value.text(1, &notes) {
        case "Y": return .dead
        case "N": return .alive
        default:
            notes.report(.code, at: value, component: 1, "neither Y nor N")
            return nil
        }
    }

    /// Reads NK1.
    ///
    /// - Source: HL7 v2.5.1, chapter 3, NK1.
    func contact(_ notes: inout HL7Notes) -> ImportedContact {
        var contact = ImportedContact(place: notes.place(segment))
        contact.names = self[2].repetitions.compactMap { $0.name(&notes) }
        contact.relationships =
            [self[3].first?.code(table: "HL70063", &notes), self[7].first?.code(table: "HL70131", &notes)]
            .compactMap { $0 }
        contact.addresses = self[4].repetitions.compactMap { $0.address(&notes) }
        contact.telecoms =
            self[5].repetitions.compactMap { $0.telecom(&notes, use: .home) }
            + self[6].repetitions.compactMap { $0.telecom(&notes, use: .work) }
        contact.period = ImportedPeriod(
            start: self[8].first?.time(1, &notes), end: self[9].first?.time(1, &notes))
        if contact.period == ImportedPeriod() { contact.period = nil }
        contact.organization = self[13].first?.text(1, &notes).map { ImportedReference(display: $0) }
        contact.birth = self[16].first?.day(1, &notes)
        contact.identifiers = self[33].repetitions.compactMap { $0.identifier(&notes) }
        return contact
    }

    /// Reads PV1.
    ///
    /// - Source: HL7 v2.5.1, chapter 3, PV1.
    func visit(_ notes: inout HL7Notes) -> ImportedVisit {
        var visit = ImportedVisit(place: notes.place(segment))
        visit.visitClass = self[2].first?.code(table: "HL70004", &notes)
        visit.identifiers = self[19].repetitions.compactMap { $0.identifier(&notes, type: "VN") }
        if let place = self[3].first {
            // PL: point of care ^ room ^ bed ^ facility ^ status ^ type ^ building ^ floor.
            let parts = [4, 7, 8, 1, 2, 3].compactMap { place.text($0, sub: 1, &notes) }
            if !parts.isEmpty { visit.locations = [ImportedReference(display: parts.joined(separator: ", "))] }
        }
        visit.service = self[10].first?.code(table: "HL70069", &notes)
        visit.labels = [self[16].first?.code(table: "HL70099", &notes)].compactMap { $0 }
        visit.period = ImportedPeriod(
            start: self[44].first?.time(1, &notes), end: self[45].first?.time(1, &notes))
        if visit.period == ImportedPeriod() { visit.period = nil }
        return visit
    }

    /// Reads MRG beside the person that stays.
    ///
    /// - Source: HL7 v2.5.1, chapter 3, MRG and A40.
    func merge(into survivor: ImportedPerson, _ notes: inout HL7Notes) -> ImportedMerge {
        var merge = ImportedMerge(place: notes.place(segment))
        merge.survivor.identifiers = survivor.identifiers
        // MRG-4 is the older way to name one prior id.
        for number in [1, 4] {
            merge.prior.identifiers += self[number].repetitions.compactMap { $0.identifier(&notes) }
        }
        for (side, what) in [(merge.survivor, "surviving (PID-3)"), (merge.prior, "prior (MRG-1)")]
        where side.identifiers.isEmpty {
            notes.report(.missing, .refused, at: merge.place, "a merge without \(what) identifier")
        }
        return merge
    }
}
