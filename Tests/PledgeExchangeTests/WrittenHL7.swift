import PledgeCore

@testable import PledgeExchange

/// Writes people as HL7 v2; for tests.
struct WrittenHL7 {
    var delimiters = HL7Delimiters.usual

    func escaped(_ text: String?) -> String {
        guard let text else { return "" }
        let signs: [UInt8?: String] = [
            delimiters.field: "F", delimiters.component: "S", delimiters.repetition: "R", delimiters.escape: "E",
            delimiters.subcomponent: "T",
        ]
        let escape = delimiters.escape ?? 0
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if let letter = signs[byte] {
                bytes += [escape] + letter.utf8 + [escape]
            } else if byte == 0x0A {
                bytes += [escape] + ".br".utf8 + [escape]
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func sign(_ byte: UInt8?) -> String { byte.map { String(decoding: [$0], as: UTF8.self) } ?? "" }

    /// Components by their number, each already escaped.
    private func components(_ parts: [Int: String]) -> String {
        let last = parts.keys.max() ?? 0
        return (1...max(1, last)).map { parts[$0] ?? "" }.joined(separator: sign(delimiters.component))
    }

    private func repeated(_ values: [String]) -> String { values.joined(separator: sign(delimiters.repetition)) }

    func time(_ time: ImportedTime?) -> String {
        func digits(_ text: String) -> String { text.filter(\.isNumber) }
        switch time {
        case nil: return ""
        case .year(let year)?: return String(year)
        case .month(let year, let month)?: return "\(year)\(month < 10 ? "0" : "")\(month)"
        case .day(let day)?: return digits(day.description)
        case .local(let day, let second)?:
            return digits(Instant(seconds: Int64(day.number) * 86_400 + Int64(second)).description)
        case .instant(let instant)?: return digits(instant.description) + "+0000"
        }
    }

    private func identifier(_ value: ImportedIdentifier) -> String {
        let id = value.system.map { String($0.dropFirst("urn:oid:".count)) }
        let part = sign(delimiters.subcomponent)
        let authority = [escaped(value.assigner), escaped(id), id == nil ? "" : "ISO"].joined(separator: part)
        return components([
            1: escaped(value.value), 4: authority, 5: escaped(value.type), 7: time(value.period?.start),
            8: time(value.period?.end),
        ])
    }

    private func name(_ value: ImportedName) -> String {
        let use = HL7Tables.nameUses.first { $0.value == value.use && $0.key != "B" && $0.key != "BAD" }?.key
        return components([
            1: escaped(value.family), 2: escaped(value.given.first), 3: escaped(value.given.dropFirst().first),
            4: escaped(value.suffix.first), 6: escaped(value.suffix.dropFirst().first), 5: escaped(value.prefix.first),
            7: use ?? "", 12: time(value.period?.start), 13: time(value.period?.end),
        ])
    }

    private func address(_ value: ImportedAddress) -> String {
        components([
            1: escaped(value.lines.first), 2: escaped(value.lines.dropFirst().first), 3: escaped(value.city),
            4: escaped(value.state), 5: escaped(value.postalCode), 6: escaped(value.country),
            7: HL7Tables.addressUses.first { $0.value == value.use }?.key ?? "", 9: escaped(value.district),
            13: time(value.period?.start), 14: time(value.period?.end),
        ])
    }

    private func telecom(_ value: ImportedTelecom) -> String {
        let isMail = value.system == .email
        return components([
            isMail ? 4 : 1: escaped(value.value), 2: value.use == .home ? "PRN" : value.use == .work ? "WPN" : "",
            3: isMail ? "Internet" : value.system == .fax ? "FX" : "PH", 13: time(value.period?.start),
            14: time(value.period?.end), 18: value.rank.map(String.init) ?? "",
        ])
    }

    private func code(_ value: ImportedCode) -> String {
        components([1: escaped(value.code), 2: escaped(value.display), 3: escaped(value.system)])
    }

    /// PID of the person.
    func pid(_ person: ImportedPerson) -> String {
        func field(_ part: ImportedPerson.Part, _ text: String) -> String {
            person.deleted.contains(part) ? "\"\"" : text
        }
        var fields = Array(repeating: "", count: 41)
        fields[0] = "PID"
        fields[3] = repeated(person.identifiers.map(identifier))
        fields[5] = field(.names, repeated(person.names.map(name)))
        fields[7] = field(.birth, time(person.birth))
        fields[8] = field(.gender, HL7Tables.genders.first { $0.value == person.gender }?.key ?? "")
        fields[11] = field(.addresses, repeated(person.addresses.map(address)))
        fields[15] = field(.languages, repeated(person.languages.map { code($0.code) }))
        fields[32] = repeated(person.certainty.map { escaped($0) })
        fields[40] = repeated(person.telecoms.map(telecom))
        switch person.death {
        case nil: break
        case .alive?: fields[30] = "N"
        case .dead?: fields[30] = "Y"
        case .at(let time)?: fields[29] = self.time(time)
        }
        return fields.joined(separator: sign(delimiters.field))
    }

    /// MSH and PID, and other segments as they are.
    func message(_ person: ImportedPerson, trigger: String = "A28", _ more: [String] = []) -> [UInt8] {
        let field = sign(delimiters.field)
        let encoding = String(decoding: delimiters.encodingCharacters, as: UTF8.self)
        let msh = [
            "MSH", encoding, "APP", "FAC", "US", "HERE", "20261121", "", components([1: "ADT", 2: trigger]), "C1", "P",
            "2.8", "", "", "", "", "", "UNICODE UTF-8",
        ].joined(separator: field)
        return Array(([msh, pid(person)] + more).map { $0 + "\r" }.joined().utf8)
    }
}
