import PledgeCore

/// FHIR R4's datatypes, of which each reads itself from its JSON.
///
/// - Source: FHIR R4, datatypes and references.
extension JSONObject {
    func period(_ notes: inout FHIRNotes) -> ImportedPeriod? {
        let period = ImportedPeriod(start: time("start", &notes), end: time("end", &notes))
        return period == ImportedPeriod() ? nil : period
    }

    func period(_ name: String, _ notes: inout FHIRNotes) -> ImportedPeriod? {
        object(name, &notes) { $0.period(&$1) }
    }

    func coding(_ notes: inout FHIRNotes) -> ImportedCode? {
        let code = ImportedCode(
            system: text("system", &notes), code: text("code", &notes), display: text("display", &notes))
        return code == ImportedCode() ? nil : code
    }

    /// A CodeableConcept: its codings, or its text alone.
    func codes(_ notes: inout FHIRNotes) -> [ImportedCode] {
        let codings = list("coding", &notes) { $0.coding(&$1) }
        if !codings.isEmpty { return codings }
        return text("text", &notes).map { [ImportedCode(display: $0)] } ?? []
    }

    /// The codings of a member that is a CodeableConcept.
    func concept(_ name: String, _ notes: inout FHIRNotes) -> [ImportedCode] {
        object(name, &notes) { $0.codes(&$1) } ?? []
    }

    /// The codings of a member that is a list of CodeableConcepts.
    func concepts(_ name: String, _ notes: inout FHIRNotes) -> [ImportedCode] {
        list(name, &notes) { $0.codes(&$1) }.flatMap { $0 }
    }

    func identifier(_ notes: inout FHIRNotes) -> ImportedIdentifier? {
        guard let value = text("value", &notes) else { return nil }
        var identifier = ImportedIdentifier(value: value, system: text("system", &notes))
        identifier.type = concept("type", &notes).lazy.compactMap(\.code).first
        identifier.assigner = object("assigner", &notes) { $0.text("display", &$1) ?? $0.text("reference", &$1) }
        identifier.use = text("use", &notes)
        identifier.period = period("period", &notes)
        return identifier
    }

    func identifiers(_ notes: inout FHIRNotes) -> [ImportedIdentifier] {
        list("identifier", &notes) { $0.identifier(&$1) }
    }

    func reference(_ notes: inout FHIRNotes) -> ImportedReference? {
        let reference = ImportedReference(
            reference: text("reference", &notes),
            identifier: object("identifier", &notes) { $0.identifier(&$1) }, display: text("display", &notes))
        return reference == ImportedReference() ? nil : reference
    }

    func reference(_ name: String, _ notes: inout FHIRNotes) -> ImportedReference? {
        object(name, &notes) { $0.reference(&$1) }
    }

    func references(_ name: String, _ notes: inout FHIRNotes) -> [ImportedReference] {
        list(name, &notes) { $0.reference(&$1) }
    }

    /// A code of a fixed table; nothing, and a problem, for any other code.
    func code<Value>(_ name: String, in table: [String: Value], _ notes: inout FHIRNotes) -> Value? {
        guard let code = text(name, &notes) else { return nil }
        let value = table[code]
        if value == nil { notes.report(.code, in: name, "a code that FHIR does not have here") }
        return value
    }

    func humanName(_ notes: inout FHIRNotes) -> ImportedName? {
        var name = ImportedName()
        name.use = code("use", in: FHIRTables.nameUses, &notes)
        name.family = text("family", &notes)
        name.given = texts("given", &notes)
        name.prefix = texts("prefix", &notes)
        name.suffix = texts("suffix", &notes)
        name.text = text("text", &notes)
        name.period = period("period", &notes)
        return name.isEmpty ? nil : name
    }

    func humanNames(_ notes: inout FHIRNotes) -> [ImportedName] { list("name", &notes) { $0.humanName(&$1) } }

    func address(_ notes: inout FHIRNotes) -> ImportedAddress? {
        var address = ImportedAddress()
        address.use = code("use", in: FHIRTables.addressUses, &notes)
        if address.use == nil, text("type", &notes) == "postal" { address.use = .mailing }
        address.lines = texts("line", &notes)
        address.city = text("city", &notes)
        address.district = text("district", &notes)
        address.state = text("state", &notes)
        address.postalCode = text("postalCode", &notes)
        address.country = text("country", &notes)
        address.text = text("text", &notes)
        address.period = period("period", &notes)
        return address.isEmpty ? nil : address
    }

    func addresses(_ notes: inout FHIRNotes) -> [ImportedAddress] { list("address", &notes) { $0.address(&$1) } }

    func telecom(_ notes: inout FHIRNotes) -> ImportedTelecom? {
        guard let value = text("value", &notes) else { return nil }
        var telecom = ImportedTelecom(value: value)
        telecom.system = code("system", in: FHIRTables.telecomSystems, &notes)
        telecom.use = code("use", in: FHIRTables.telecomUses, &notes)
        telecom.period = period("period", &notes)
        switch self["rank"] {
        case nil, .null?: break
        case .integer(let rank)? where (1...Int64(Int32.max)).contains(rank): telecom.rank = Int(rank)
        default: notes.report(.shape, in: "rank", "not a whole number from 1")
        }
        return telecom
    }

    func telecoms(_ notes: inout FHIRNotes) -> [ImportedTelecom] { list("telecom", &notes) { $0.telecom(&$1) } }

    /// Security labels of the resource.
    func labels(_ notes: inout FHIRNotes) -> [ImportedCode] {
        object("meta", &notes) { $0.list("security", &$1) { $0.coding(&$1) } } ?? []
    }
}

/// FHIR R4's required value sets, as far as they are read.
enum FHIRTables {
    static let nameUses: [String: ImportedName.Use] = [
        "usual": .usual, "official": .official, "temp": .temporary, "nickname": .nickname, "anonymous": .anonymous,
        "old": .old, "maiden": .maiden,
    ]
    static let addressUses: [String: ImportedAddress.Use] = [
        "home": .home, "work": .work, "temp": .temporary, "old": .old, "billing": .billing,
    ]
    static let telecomSystems: [String: ImportedTelecom.System] = [
        "phone": .phone, "fax": .fax, "email": .email, "pager": .pager, "url": .url, "sms": .sms, "other": .other,
    ]
    static let telecomUses: [String: ImportedTelecom.Use] = [
        "home": .home, "work": .work, "temp": .temporary, "old": .old, "mobile": .mobile,
    ]
    static let genders: [String: ImportedPerson.Gender] = [
        "male": .male, "female": .female, "other": .other, "unknown": .unknown,
    ]
    static let consentStatuses: [String: ImportedWish.Status] = [
        "draft": .draft, "proposed": .proposed, "active": .active, "rejected": .rejected, "inactive": .inactive,
        "entered-in-error": .enteredInError,
    ]
    static let directions: [String: ImportedWish.Direction] = ["permit": .permit, "deny": .deny]
}
