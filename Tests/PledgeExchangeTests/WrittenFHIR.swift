import PledgeCore

@testable import PledgeExchange

/// Writes people as FHIR; for tests.
enum WrittenFHIR {
    private static func members(_ members: [(String, JSONValue?)]) -> JSONValue {
        .members(members.compactMap { member in member.1.map { (member.0, $0) } })
    }

    private static func text(_ text: String?) -> JSONValue? { text.map { .string($0) } }

    private static func list(_ values: [JSONValue]) -> JSONValue? { values.isEmpty ? nil : .array(values) }

    static func time(_ time: ImportedTime?) -> JSONValue? {
        switch time {
        case nil, .local?: nil
        case .year(let year)?: .string(String(year))
        case .month(let year, let month)?: .string("\(year)-\(month < 10 ? "0" : "")\(month)")
        case .day(let day)?: .string(day.description)
        case .instant(let instant)?: .string(instant.description)
        }
    }

    private static func period(_ period: ImportedPeriod?) -> JSONValue? {
        period.map { members([("start", time($0.start)), ("end", time($0.end))]) }
    }

    private static func coding(_ code: ImportedCode) -> JSONValue {
        members([("system", text(code.system)), ("code", text(code.code)), ("display", text(code.display))])
    }

    private static func concept(_ code: ImportedCode) -> JSONValue { members([("coding", .array([coding(code)]))]) }

    private static func identifier(_ value: ImportedIdentifier) -> JSONValue {
        members([
            ("use", text(value.use)), ("type", value.type.map { concept(ImportedCode(code: $0)) }),
            ("system", text(value.system)), ("value", .string(value.value)), ("period", period(value.period)),
            ("assigner", value.assigner.map { members([("display", .string($0))]) }),
        ])
    }

    private static func name(_ value: ImportedName) -> JSONValue {
        members([
            ("use", text(FHIRTables.nameUses.first { $0.value == value.use }?.key)), ("family", text(value.family)),
            ("given", list(value.given.map { .string($0) })), ("prefix", list(value.prefix.map { .string($0) })),
            ("suffix", list(value.suffix.map { .string($0) })), ("text", text(value.text)),
            ("period", period(value.period)),
        ])
    }

    private static func address(_ value: ImportedAddress) -> JSONValue {
        members([
            ("use", text(FHIRTables.addressUses.first { $0.value == value.use }?.key)),
            ("line", list(value.lines.map { .string($0) })), ("city", text(value.city)),
            ("district", text(value.district)), ("state", text(value.state)), ("postalCode", text(value.postalCode)),
            ("country", text(value.country)), ("text", text(value.text)), ("period", period(value.period)),
        ])
    }

    private static func telecom(_ value: ImportedTelecom) -> JSONValue {
        members([
            ("system", text(value.system?.rawValue)),
            ("use", text(FHIRTables.telecomUses.first { $0.value == value.use }?.key)),
            ("value", .string(value.value)), ("rank", value.rank.map { .integer(Int64($0)) }),
            ("period", period(value.period)),
        ])
    }

    private static func reference(_ value: ImportedReference) -> JSONValue {
        members([("reference", text(value.reference)), ("display", text(value.display))])
    }

    /// The person as a Patient.
    static func patient(_ person: ImportedPerson) -> JSONValue {
        var death: (String, JSONValue?) = ("deceasedBoolean", nil)
        switch person.death {
        case nil: break
        case .alive?: death.1 = .bool(false)
        case .dead?: death.1 = .bool(true)
        case .at(let time)?: death = ("deceasedDateTime", self.time(time))
        }
        let interpreter = person.needsInterpreter.map { needs in
            members([("url", .string(FHIRURLs.interpreterRequired)), ("valueBoolean", .bool(needs))])
        }
        return members([
            ("resourceType", .string("Patient")),
            ("id", text(person.ownReferences.first.map { String($0.dropFirst("Patient/".count)) })),
            ("meta", list(person.labels.map(coding)).map { members([("security", $0)]) }),
            ("extension", interpreter.map { .array([$0]) }), ("active", person.isActive.map { .bool($0) }),
            ("identifier", list(person.identifiers.map(identifier))), ("name", list(person.names.map(name))),
            ("telecom", list(person.telecoms.map(telecom))), ("gender", text(person.gender?.rawValue)),
            ("birthDate", time(person.birth)), death, ("address", list(person.addresses.map(address))),
            (
                "communication",
                list(
                    person.languages.map {
                        members([("language", concept($0.code)), ("preferred", .bool($0.isPreferred))])
                    })
            ),
            (
                "link",
                list(person.links.map { members([("other", reference($0)), ("type", .string("seealso"))]) })
            ),
        ])
    }
}
