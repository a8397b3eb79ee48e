extension HL7Fields {
    /// Reads the wishes in PD1: the protection indicator (PD1-12, from PD1-13 on) and the publicity code (PD1-11).
    ///
    /// - Source: HL7 v2.5.1, chapter 3, PD1; tables 0136 and 0215.
    func protection(_ notes: inout HL7Notes) -> [ImportedWish] {
        var wishes: [ImportedWish] = []
        if !self[12].isEmpty {
            var wish = ImportedWish(place: notes.place(segment, field: 12), source: .protectionIndicator)
            let code = self[12].first?.code(table: "HL70136", &notes)
            wish.codes = [code].compactMap { $0 }
            wish.period = self[13].first?.time(1, &notes).map { ImportedPeriod(start: $0) }
            switch code?.code {
            case "Y": (wish.direction, wish.status) = (.deny, .active)
            case "N": (wish.direction, wish.status) = (.permit, .active)
            case _ where self[12].isDeleted: (wish.action, wish.status) = (.delete, .inactive)
            default: notes.person(wish.place, "a protection indicator that is neither Y nor N")
            }
            wishes.append(wish)
        }
        if let code = self[11].first?.code(table: "HL70215", &notes) {
            var wish = ImportedWish(place: notes.place(segment, field: 11), source: .publicityCode)
            wish.codes = [code]
            wish.status = .active
            wish.period = self[18].first?.time(1, &notes).map { ImportedPeriod(start: $0) }
            wishes.append(wish)
        }
        return wishes
    }

    /// Reads ARV: an access restriction of the person, or of the visit where it stands after PV1.
    ///
    /// - Source: HL7 v2.8, chapter 3, ARV; tables 0206, 0717, 0719.
    func accessRestriction(isOfVisit: Bool, _ notes: inout HL7Notes) -> ImportedWish {
        var wish = ImportedWish(place: notes.place(segment), source: .accessRestriction)
        wish.isOfVisit = isOfVisit
        wish.codes = self[3].repetitions.compactMap { $0.code(table: "HL70717", &notes) }
        wish.reasons = self[4].repetitions.compactMap { $0.code(table: "HL70719", &notes) }
        wish.words = self[5].repetitions.compactMap { $0.text(1, &notes) }
        wish.period = self[6].first?.range(&notes)
        if let action = self[2].first?.text(1, &notes).flatMap({ HL7Tables.actions[$0] }) {
            wish.action = action
            wish.status = action == .delete ? .inactive : .active
        } else {
            notes.person(notes.place(segment, field: 2), "an access restriction whose action is not A, D, U or X")
        }
        if wish.codes.isEmpty {
            wish.status = .unknown
            notes.person(notes.place(segment, field: 3), "an access restriction that does not say what it restricts")
        }
        if wish.period == nil, !self[6].isEmpty {
            wish.status = .unknown
            notes.person(notes.place(segment, field: 6), "an access restriction whose dates cannot be read")
        }
        return wish
    }

    /// Reads CON: a consent.
    ///
    /// - Source: HL7 v2.5.1, chapter 9, CON; tables 0496 and 0498.
    func consentSegment(isOfVisit: Bool, _ notes: inout HL7Notes) -> ImportedWish {
        var wish = ImportedWish(place: notes.place(segment), source: .consentSegment)
        wish.isOfVisit = isOfVisit
        wish.codes = self[2].repetitions.compactMap { $0.code(table: "HL70496", &notes) }
        wish.words = (5...9).flatMap { number in self[number].repetitions.compactMap { $0.text(1, &notes) } }
        wish.document = self[4].first?.text(1, &notes)
        wish.decided = self[13].first?.time(1, &notes)
        let period = ImportedPeriod(
            start: self[14].first?.time(1, &notes), end: self[15].first?.time(1, &notes))
        wish.period = period == ImportedPeriod() ? nil : period
        wish.consenters = self[24].repetitions.compactMap { value in
            value.name(&notes).map { name in
                let parts = name.prefix + name.given + [name.family].compactMap { $0 } + name.suffix
                return ImportedReference(display: parts.joined(separator: " "))
            }
        }
        wish.reasons = self[25].repetitions.compactMap { $0.code(table: "HL70548", &notes) }
        if let status = self[11].first?.text(1, &notes).flatMap({ HL7Tables.consentStatuses[$0] }) {
            wish.status = status
        } else {
            notes.person(notes.place(segment, field: 11), "a consent without a status of table 0498")
        }
        let isLost = [13, 14, 15].contains { !self[$0].isEmpty && self[$0].first?.time(1, &notes) == nil }
        if isLost || wish.codes.isEmpty {
            wish.status = .unknown
            notes.person(wish.place, "a consent whose type or dates cannot be read")
        }
        return wish
    }
}

extension HL7Notes {
    /// Reports a wish that somebody must look at; it goes in with the status `unknown`.
    mutating func person(_ place: ImportPlace, _ words: String) {
        report(.person, .note, at: place, words, help: "look at it before anything is disclosed")
    }
}
