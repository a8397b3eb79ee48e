import Foundation
import PledgeCore
import Testing

@testable import PledgeExchange

/// Another program's parser of HL7 v2 sees the same fields: `Tests/Peers/hl7_fields.py`.
///
/// PLEDGE_PYTHON names a Python that has what `Tests/Peers/requirements.txt` lists.
@Suite(.enabled(if: Peer.python != nil, "PLEDGE_PYTHON is not set")) struct PeerTests {
    @Test func `random people are the same to another parser`() throws {
        var random = RandomPeople(seed: 99)
        let messages = (0..<300).map { _ in WrittenHL7().message(random.personOfHL7()) }
        try compare(messages)
    }

    @Test(.enabled(if: Shared.isThere, "no shared samples"))
    func `samples are the same to another parser`() throws {
        let names = [
            "ADT-A01-01", "ADT-A04-01", "ADT-A08-01", "ADT-A28-01", "ADT-A31-01", "ADT-A40-01", "ADT01-28", "ADT04-23",
        ]
        try compare(
            names.map { name in
                let file = try #require(try Shared.files("hl7v2", "\(name).hl7").first)
                let bytes = ByteOrderMark.dropped(from: try Shared.bytes(file))
                return bytes.filter { $0 != 0x0D }.map { $0 == 0x0A ? 0x0D : $0 }
            })
    }

    private func compare(_ messages: [[UInt8]]) throws {
        var framed: [UInt8] = []
        for message in messages { framed += [0x0B] + message + [0x1C, 0x0D] }
        let theirs = try Peer.fields(of: framed)
        let ours = readHL7(framed)
        #expect(theirs.count == messages.count && ours.count == messages.count)
        for (their, our) in zip(theirs, ours) {
            let people = our.people
            let fields: [(String, [String])] = [
                ("control", [our.identity?.key.last ?? ""]),
                // PID-3 comes first of the person's identifiers; other fields follow.
                ("identifiers", people.flatMap { $0.identifiers.map(\.value) }),
                ("families", people.flatMap { $0.names.compactMap(\.family) }),
                ("givens", people.flatMap { $0.names.flatMap(\.given) }),
                ("cities", people.flatMap { $0.addresses.compactMap(\.city) }),
                ("codes", people.flatMap { $0.addresses.compactMap(\.postalCode) }),
                ("contacts", our.contacts.flatMap { $0.names.compactMap(\.family) }),
                (
                    "wishes",
                    our.wishes.filter { $0.source == .accessRestriction }.flatMap { $0.codes.compactMap(\.code) }
                ),
                ("prior", our.merges.flatMap { $0.prior.identifiers.map(\.value) }),
            ]
            for (name, values) in fields {
                let wanted = their[name] ?? []
                let found = name == "identifiers" ? Array(values.prefix(wanted.count)) : values
                #expect(found == wanted, "\(name)")
            }
        }
    }
}

/// The peer's program.
enum Peer {
    static let python = ProcessInfo.processInfo.environment["PLEDGE_PYTHON"]

    /// Fields of each framed message by their names.
    static func fields(of framed: [UInt8]) throws -> [[String: [String]]] {
        let file = FileManager.default.temporaryDirectory.appending(path: "pledge-peer-\(UUID().uuidString)")
        try Data(framed).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Peers/hl7_fields.py")
        let run = Process()
        run.executableURL = URL(filePath: try #require(python))
        run.arguments = [script.path, file.path]
        let output = Pipe()
        run.standardOutput = output
        try run.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        run.waitUntilExit()
        #expect(run.terminationStatus == 0)
        return try Array(data).split(separator: 0x0A).map { line in
            guard case .object(let object) = try JSONScanner.value(of: line) else { return [:] }
            var fields: [String: [String]] = [:]
            for member in object.members {
                switch member.value {
                case .string(let text): fields[member.name] = [text]
                case .array(let values):
                    fields[member.name] = values.compactMap { if case .string(let text) = $0 { text } else { nil } }
                case .null, .bool, .integer, .number, .object: break
                }
            }
            return fields
        }
    }
}
