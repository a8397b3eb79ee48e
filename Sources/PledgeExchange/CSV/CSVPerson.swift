import PledgeCore

/// Makes a person of the cells of a row.
struct CSVPerson {
    private var person: ImportedPerson
    private var name = ImportedName()
    private var address = ImportedAddress()
    private var middle: String?
    private var wishes: [ImportedWish] = []
    private var problems: [ImportProblem] = []
    private let place: ImportPlace
    private let dates: CSVMapping.Dates

    init(place: ImportPlace, dates: CSVMapping.Dates) {
        self.person = ImportedPerson(place: place)
        self.place = place
        self.dates = dates
    }

    /// Takes one cell; an empty one says nothing.
    mutating func take(_ cell: [UInt8], _ column: CSVMapping.Column, number: Int) {
        var here = place
        here.spot = .column(number)
        func report(_ kind: ImportProblem.Kind, _ words: String, help: String? = nil) {
            problems.append(ImportProblem(kind, .leftOut, at: here, words, help: help))
        }
        guard let whole = String(validating: cell, as: UTF8.self) else {
            report(.encoding, "bytes that are not UTF-8", help: "save the table as UTF-8")
            if column.field == .protection { protect(nil, at: here) }
            return
        }
        if let fault = ImportedText.fault(of: whole) {
            report(fault.kind, fault.words)
            if column.field == .protection { protect(nil, at: here) }
            return
        }
        guard let text = ImportedText.trimmed(whole) else { return }
        switch column.field {
        case .birth, .death:
            guard let time = time(text) else {
                return report(
                    .shape, "not a day written as \(dates.rawValue)", help: "say in the mapping how days are written")
            }
            if column.field == .birth { person.birth = time } else { person.death = .at(time) }
        case .gender:
            let code = text.lowercased()
            person.gender = FHIRTables.genders[code] ?? HL7Tables.genders[code.uppercased()]
            if person.gender == nil { report(.code, "neither male, female, other, unknown nor M, F, O, U") }
        case .protection: protect(text, at: here)
        case .identifier:
            person.identifiers.append(ImportedIdentifier(value: text, system: column.system, type: column.type))
        default: take(text, column.field)
        }
    }

    /// Takes a cell that is what it says.
    private mutating func take(_ text: String, _ field: CSVMapping.Field) {
        switch field {
        case .family: name.family = text
        case .given: name.given.append(text)
        case .middle: middle = text
        case .prefix: name.prefix.append(text)
        case .suffix: name.suffix.append(text)
        case .line1: address.lines.insert(text, at: 0)
        case .line2: address.lines.append(text)
        case .city: address.city = text
        case .state: address.state = text
        case .postalCode: address.postalCode = text
        case .country: address.country = text
        case .language:
            person.languages.append(ImportedLanguage(code: ImportedCode(code: text), isPreferred: true))
        case .phone: reach(text, .phone, nil)
        case .homePhone: reach(text, .phone, .home)
        case .workPhone: reach(text, .phone, .work)
        case .mobilePhone: reach(text, .phone, .mobile)
        case .email: reach(text, .email, nil)
        case .identifier, .birth, .death, .gender, .protection, .ignored: break
        }
    }

    private mutating func reach(_ text: String, _ system: ImportedTelecom.System, _ use: ImportedTelecom.Use?) {
        var telecom = ImportedTelecom(value: text)
        (telecom.system, telecom.use) = (system, use)
        person.telecoms.append(telecom)
    }

    private mutating func protect(_ text: String?, at here: ImportPlace) {
        var wish = ImportedWish(place: here, source: .column)
        switch text?.uppercased() {
        case "Y": (wish.direction, wish.status) = (.deny, .active)
        case "N": (wish.direction, wish.status) = (.permit, .active)
        default:
            let words = "a protection that is neither Y nor N"
            problems.append(
                ImportProblem(.person, .note, at: here, words, help: "look at it before anything is disclosed"))
        }
        wishes.append(wish)
    }

    private func time(_ text: String) -> ImportedTime? {
        switch dates {
        case .iso: return ImportedTime(fhir: text)
        case .digits: return ImportedTime(hl7: text.utf8)
        case .american, .european:
            let parts = text.split(omittingEmptySubsequences: false) { "./-".contains($0) }
            guard parts.count == 3, (1...2).contains(parts[0].utf8.count), (1...2).contains(parts[1].utf8.count),
                parts[2].utf8.count == 4
            else { return nil }
            let numbers = parts.map { ImportedTime.number(ArraySlice($0.utf8)) ?? 0 }
            let (month, day) = dates == .american ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
            return Day(year: numbers[2], month: month, day: day).map { .day($0) }
        }
    }

    /// Puts what was taken into the record.
    mutating func finish(into record: inout ImportRecord) {
        if let middle { name.given.append(middle) }
        if !name.isEmpty { person.names = [name] }
        if !address.isEmpty { person.addresses = [address] }
        if person.identifiers.isEmpty && person.names.isEmpty {
            problems.append(
                ImportProblem(.missing, .refused, at: place, "neither identifier nor name: nobody can be told by this"))
        }
        record.people = [person]
        record.wishes = wishes
        record.problems = problems
    }
}
