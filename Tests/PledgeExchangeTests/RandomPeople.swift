import PledgeCore

@testable import PledgeExchange

/// Makes people of all sorts, as far as a format can say them.
struct RandomPeople {
    var dice: Dice

    init(seed: UInt64) { dice = Dice(seed) }

    private static let pieces = [
        "a", "Zoë", "O'Hara", "|", "^", "~", "\\", "&", "\"", "\"\"", ",", ";", "#", "$", "<b>", "{", "]", "مُحَمَّد",
        "שרה",
        "👩‍⚕️", "李", "ß", "1", " x", "\\F\\", "\\X41\\", "\u{202E}", "é", "x\ny", "/", "\\u0041",
    ]

    /// Any text without spaces at its ends that is not HL7's sign for nothing.
    mutating func text() -> String {
        while true {
            let count = dice.chance(2) ? 60 : 1 + dice.below(4)
            let text = (0..<count).map { _ in dice.pick(RandomPeople.pieces) }.joined()
            if let trimmed = ImportedText.trimmed(text), trimmed != "\"\"" { return trimmed }
        }
    }

    mutating func some<Value>(_ percent: Int = 60, _ make: (inout RandomPeople) -> Value) -> Value? {
        dice.chance(percent) ? make(&self) : nil
    }

    mutating func many<Value>(_ most: Int = 3, _ make: (inout RandomPeople) -> Value) -> [Value] {
        (0..<dice.below(most + 1)).map { _ in make(&self) }
    }

    mutating func day() -> Day { Day(number: Int32(dice.below(50_000)) - 20_000) }

    /// A date that may lack its day or month.
    mutating func date() -> ImportedTime {
        let day = day()
        switch dice.below(3) {
        case 0: return .year(day.civil.year)
        case 1: return .month(day.civil.year, day.civil.month)
        default: return .day(day)
        }
    }

    mutating func time() -> ImportedTime {
        dice.chance(50)
            ? date() : .instant(Instant(seconds: Int64(day().number) * 86_400 + Int64(dice.below(86_400))))
    }

    mutating func period() -> ImportedPeriod? {
        let period = ImportedPeriod(start: some { $0.time() }, end: some { $0.time() })
        return period == ImportedPeriod() ? nil : period
    }

    mutating func identifier() -> ImportedIdentifier {
        var identifier = ImportedIdentifier(value: text())
        identifier.system = some { "urn:oid:1.2.\($0.dice.below(1000))" }
        identifier.type = some { $0.dice.pick(["MR", "SS", "DL", "PI"]) }
        identifier.assigner = some { $0.text() }
        identifier.period = period()
        return identifier
    }

    mutating func name(uses: [ImportedName.Use], parts: Int) -> ImportedName {
        var name = ImportedName()
        while name.isEmpty {
            name.family = some { $0.text() }
            name.given = many(parts) { $0.text() }
        }
        name.use = some { $0.dice.pick(uses) }
        name.prefix = many(parts - 1) { $0.text() }
        name.suffix = many(parts) { $0.text() }
        name.period = period()
        return name
    }

    mutating func address(uses: [ImportedAddress.Use]) -> ImportedAddress {
        var address = ImportedAddress()
        address.city = text()
        address.lines = many(2) { $0.text() }
        address.state = some { $0.text() }
        address.postalCode = some { $0.text() }
        address.country = some { $0.text() }
        address.district = some { $0.text() }
        address.use = some { $0.dice.pick(uses) }
        address.period = period()
        return address
    }

    mutating func telecom(systems: [ImportedTelecom.System], uses: [ImportedTelecom.Use]) -> ImportedTelecom {
        var telecom = ImportedTelecom(value: text())
        telecom.system = dice.pick(systems)
        telecom.use = some { $0.dice.pick(uses) }
        telecom.rank = some { 1 + $0.dice.below(9) }
        telecom.period = period()
        return telecom
    }

    mutating func code() -> ImportedCode {
        ImportedCode(system: "S\(dice.below(9))", code: text(), display: some { $0.text() })
    }

    /// A person of which HL7 v2 can say every part.
    mutating func personOfHL7() -> ImportedPerson {
        var person = ImportedPerson(place: ImportPlace(record: 1, line: 1))
        person.identifiers = [identifier()] + many { $0.identifier() }
        person.names = many {
            $0.name(uses: [.usual, .official, .temporary, .nickname, .anonymous, .maiden], parts: 2)
        }
        person.addresses = many { $0.address(uses: [.home, .work, .temporary, .mailing, .bad, .billing, .legal]) }
        person.telecoms = many { $0.telecom(systems: [.phone, .email, .fax], uses: [.home, .work]) }
        person.birth = some { $0.date() }
        person.death = some { $0.dice.chance(30) ? .alive : $0.dice.chance(50) ? .dead : .at($0.time()) }
        person.gender = some { $0.dice.pick(ImportedPerson.Gender.allCases) }
        person.languages = many(2) { ImportedLanguage(code: $0.code(), isPreferred: true) }
        person.certainty = many(2) { $0.text() }
        for part in ImportedPerson.Part.allCases where dice.chance(10) {
            switch part {
            case .names where person.names.isEmpty, .birth where person.birth == nil,
                .gender where person.gender == nil, .addresses where person.addresses.isEmpty,
                .languages where person.languages.isEmpty:
                person.deleted.insert(part)
            default: break
            }
        }
        return person
    }

    /// A person of which FHIR can say every part.
    mutating func personOfFHIR() -> ImportedPerson {
        var person = ImportedPerson(place: ImportPlace(record: 1, line: 1))
        person.ownReferences = ["Patient/p\(dice.below(1_000_000))"]
        person.identifiers = many { random in
            var identifier = random.identifier()
            identifier.use = random.some { $0.dice.pick(["usual", "official", "old"]) }
            return identifier
        }
        person.names = many { random in
            var name = random.name(
                uses: [.usual, .official, .temporary, .nickname, .anonymous, .old, .maiden], parts: 4)
            name.text = random.some { $0.text() }
            return name
        }
        person.addresses = many { random in
            var address = random.address(uses: [.home, .work, .temporary, .old, .billing])
            address.text = random.some { $0.text() }
            return address
        }
        person.telecoms = many {
            $0.telecom(systems: ImportedTelecom.System.allCases, uses: ImportedTelecom.Use.allCases)
        }
        person.birth = some { $0.date() }
        person.death = some { $0.dice.chance(30) ? .alive : $0.dice.chance(50) ? .dead : .at($0.time()) }
        person.gender = some { $0.dice.pick(ImportedPerson.Gender.allCases) }
        person.languages = many(2) { random in
            ImportedLanguage(code: random.code(), isPreferred: random.dice.chance(50))
        }
        person.needsInterpreter = some { $0.dice.chance(50) }
        person.isActive = some { $0.dice.chance(50) }
        person.labels = many(2) { $0.code() }
        person.links = many(2) { ImportedReference(reference: "Patient/\($0.dice.below(9))", display: $0.text()) }
        return person
    }
}
