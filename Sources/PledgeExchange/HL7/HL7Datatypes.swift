/// HL7 v2's datatypes, of which each reads itself from its components.
///
/// - Source: HL7 v2.5.1 and 2.8, chapter 2A.
extension HL7Value {
    /// CX, an identifier: value ^ check ^ scheme ^ assigning authority (HD) ^ type ^ facility (HD) ^ from ^ until.
    func identifier(_ notes: inout HL7Notes, type: String? = nil) -> ImportedIdentifier? {
        guard let value = text(1, &notes) else { return nil }
        var identifier = ImportedIdentifier(value: value)
        identifier.system = HL7Value.system(
            id: text(4, sub: 2, &notes), type: text(4, sub: 3, &notes))
        identifier.assigner = text(4, sub: 1, &notes) ?? text(6, sub: 1, &notes)
        identifier.type = text(5, &notes) ?? type
        identifier.period = period(7, 8, &notes)
        return identifier
    }

    /// HD's universal id as a URI, where its type says how.
    static func system(id: String?, type: String?) -> String? {
        guard let id else { return nil }
        switch type {
        case "ISO": return "urn:oid:\(id)"
        case "UUID", "GUID": return "urn:uuid:\(id)"
        default: return id
        }
    }

    /// From when until when, in two components.
    func period(_ start: Int, _ end: Int, _ notes: inout HL7Notes) -> ImportedPeriod? {
        let period = ImportedPeriod(start: time(start, &notes), end: time(end, &notes))
        return period == ImportedPeriod() ? nil : period
    }

    /// XPN, a name.
    ///
    /// family (FN) ^ given ^ further ^ suffix ^ prefix ^ degree ^ type ^ ... ^ from (12) ^ until (13).
    func name(_ notes: inout HL7Notes) -> ImportedName? {
        var name = ImportedName()
        // FN: surname & own prefix & own surname & partner's prefix & partner's surname.
        name.family = text(1, sub: 1, &notes) ?? text(1, sub: 3, &notes)
        name.given = [text(2, &notes), text(3, &notes)].compactMap { $0 }
        name.suffix = [text(4, &notes), text(6, &notes)].compactMap { $0 }
        name.prefix = [text(5, &notes)].compactMap { $0 }
        name.use = text(7, &notes).flatMap { HL7Tables.nameUses[$0] }
        name.period = period(12, 13, &notes)
        return name.isEmpty ? nil : name
    }

    /// XAD, an address.
    ///
    /// street (SAD) ^ other ^ city ^ state ^ zip ^ country ^ type ^ other ^ county ^ ... ^ from (13) ^
    /// until (14).
    func address(_ notes: inout HL7Notes) -> ImportedAddress? {
        var address = ImportedAddress()
        address.lines = [street(&notes), text(2, &notes)].compactMap { $0 }
        address.city = text(3, &notes)
        address.state = text(4, &notes)
        address.postalCode = text(5, &notes)
        address.country = text(6, &notes)
        address.use = text(7, &notes).flatMap { HL7Tables.addressUses[$0] }
        address.district = text(9, sub: 1, &notes)
        address.period = period(13, 14, &notes)
        return address.isEmpty ? nil : address
    }

    /// SAD: street or mailing address & street name & dwelling number.
    private func street(_ notes: inout HL7Notes) -> String? {
        let whole = text(1, sub: 1, &notes)
        guard let name = text(1, sub: 2, &notes) else { return whole }
        let number = text(1, sub: 3, &notes)
        guard let whole else { return [number, name].compactMap { $0 }.joined(separator: " ") }
        // Many senders put the number alone into the first part.
        return whole.utf8.count > name.utf8.count && whole.hasSuffix(name) ? whole : "\(whole) \(name)"
    }

    /// XTN, a telecom.
    ///
    /// number ^ use ^ equipment ^ e-mail ^ country ^ area ^ local ^ extension ^ ... ^ unformatted (12) ^
    /// from (13) ^ until (14) ^ ... ^ preference (18).
    func telecom(_ notes: inout HL7Notes, use: ImportedTelecom.Use? = nil) -> ImportedTelecom? {
        let code = text(2, &notes)
        let equipment = text(3, &notes).flatMap { HL7Tables.equipment[$0] }
        let isMail = code == "NET" || equipment == .email
        let mail = text(4, &notes)
        guard
            let value = (isMail ? mail : nil) ?? text(12, &notes) ?? text(1, &notes) ?? pieces(&notes) ?? mail
        else { return nil }
        var telecom = ImportedTelecom(value: value)
        telecom.system = isMail || value == mail ? .email : code == "BPN" ? .pager : equipment ?? .phone
        telecom.use = code.flatMap { HL7Tables.telecomUses[$0] } ?? use
        if text(3, &notes) == "CP" { telecom.use = .mobile }
        telecom.period = period(13, 14, &notes)
        telecom.rank = ImportedTime.number(bytes(18)).flatMap { (1...99).contains($0) ? $0 : nil }
        return telecom
    }

    /// A number from its pieces: country, area, local, extension.
    private func pieces(_ notes: inout HL7Notes) -> String? {
        guard let local = text(7, &notes) else { return nil }
        let country = text(5, &notes).map { "+\($0)" }
        let numbers = [country, text(6, &notes), local].compactMap { $0 }.joined(separator: " ")
        return text(8, &notes).map { "\(numbers) x\($0)" } ?? numbers
    }

    /// CWE, CE, CNE, IS or ID: code ^ text ^ system.
    func code(table: String, _ notes: inout HL7Notes) -> ImportedCode? {
        let code = ImportedCode(
            system: text(3, &notes) ?? table, code: text(1, &notes), display: text(2, &notes))
        return code.code == nil && code.display == nil ? nil : code
    }

    /// DR, a range of times.
    func range(_ notes: inout HL7Notes) -> ImportedPeriod? { period(1, 2, &notes) }
}

/// HL7 v2's tables, as far as they are read; a code that is not here is passed over.
enum HL7Tables {
    /// Table 0200.
    static let nameUses: [String: ImportedName.Use] = [
        "L": .official, "D": .usual, "N": .nickname, "M": .maiden, "A": .alias, "S": .anonymous, "B": .old,
        "BAD": .old, "TEMP": .temporary,
    ]
    /// Table 0190.
    static let addressUses: [String: ImportedAddress.Use] = [
        "H": .home, "HOME": .home, "P": .home, "B": .work, "O": .work, "C": .temporary, "M": .mailing, "BA": .bad,
        "BI": .billing, "L": .legal, "N": .birth,
    ]
    /// Table 0201.
    static let telecomUses: [String: ImportedTelecom.Use] = [
        "PRN": .home, "HOME": .home, "ORN": .home, "VHN": .home, "WPN": .work, "PRS": .mobile,
    ]
    /// Table 0202.
    static let equipment: [String: ImportedTelecom.System] = [
        "PH": .phone, "CP": .phone, "SAT": .phone, "FX": .fax, "BP": .pager, "Internet": .email, "X.400": .email,
        "MD": .other, "TDD": .other, "TTY": .other,
    ]
    /// Table 0001.
    static let genders: [String: ImportedPerson.Gender] = [
        "M": .male, "F": .female, "O": .other, "A": .other, "N": .other, "X": .other, "U": .unknown,
    ]
    /// Table 0498.
    static let consentStatuses: [String: ImportedWish.Status] = [
        "A": .active, "L": .limited, "R": .refused, "P": .pending, "X": .rescinded, "B": .bypassed,
    ]
    /// Table 0206.
    static let actions: [String: ImportedWish.Action] = ["A": .add, "D": .delete, "U": .update, "X": .none]
}
