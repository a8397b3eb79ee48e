import Foundation
import PledgeMatching

/// The files of FEBRL: a header, commas without quotes, blanks around values; `rec-12-dup-0` is of the same person as
/// `rec-12-org`.
enum PatientFile {
    /// What is wrong with a file, and where; never a value.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let columns = [
        "rec_id", "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state",
        "date_of_birth", "phone_number",
    ]

    static func read(_ path: String) throws -> KnownRecords {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var lines = text.split(whereSeparator: \.isNewline)
        guard !lines.isEmpty else { throw Failure(description: "\(path): empty") }
        let header = fields(lines.removeFirst())
        func value(_ name: String, _ row: [String]) -> String {
            header.firstIndex(of: name).flatMap { $0 < row.count ? row[$0] : nil } ?? ""
        }
        var known = KnownRecords()
        for (index, line) in lines.enumerated() {
            let row = fields(line)
            let parts = value("rec_id", row).split(separator: "-")
            guard parts.count > 1, let person = Int(parts[1]) else {
                throw Failure(description: "\(path):\(index + 2): rec_id is not of the form rec-1-org")
            }
            known.people.append(person)
            known.records.append(
                MatchRecord(
                    given: value("given_name", row), family: value("surname", row), birth: value("date_of_birth", row),
                    number: value("street_number", row), street: value("address_1", row), unit: value("address_2", row),
                    city: value("suburb", row), postcode: value("postcode", row), state: value("state", row),
                    phones: value("phone_number", row).split(separator: ";").map(String.init)))
        }
        return known
    }

    static func write(_ known: KnownRecords, to path: String) throws {
        var text = columns.joined(separator: ", ") + "\n"
        var seen: [Int: Int] = [:]
        for (record, person) in zip(known.records, known.people) {
            let times = seen[person, default: 0]
            seen[person] = times + 1
            let name = times == 0 ? "rec-\(person)-org" : "rec-\(person)-dup-\(times - 1)"
            let row = [
                name, record.given, record.family, record.number, record.street, record.unit, record.city,
                record.postcode, record.state, record.birth, record.phones.joined(separator: ";"),
            ]
            text += row.joined(separator: ", ") + "\n"
        }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private static func fields(_ line: Substring) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
