import Foundation
import PledgeCore
import Testing

@testable import PledgeExchange

/// Whatever comes, every reader ends, says where, and holds nothing of what it refused.
@Suite struct HostileInputTests {
    private static let hl7 = Array(
        [
            "MSH|^~\\&|APP|FAC|US|HERE|20261121||ADT^A08|C1|P|2.8||||||UNICODE UTF-8", "EVN|A08|20261121",
            "PID|1||17^^^CLINIC&1.2&ISO^MR~18||ROE^JANE^Q^III^Dr^MD^L~Zoë||19800209|F||"
                + "|1 MAIN ST&MAIN&1^Apt^X^IL^62701^US^H||^PRN^PH^^1^217^5550100~^NET^Internet^jane@example.org|||en^English^HL70296",
            "PD1|||||||||||02|Y|20200101", "ARV|1|A|HIV^x\\T\\y|PAT|none|20200101^20300101",
            "NK1|1|ROE^JOHN|SPO|||2175550101",
            "PV1|1|O|CLINIC^1^2||||||||MED||||||VIP|||V1", "CON|1|001|||||||||A||20200101",
        ].map { $0 + "\r" }.joined().utf8)

    private static let fhir: [UInt8] = {
        var random = RandomPeople(seed: 7)
        let entries = (0..<3).map { _ in
            JSONValue.members([
                ("fullUrl", .string("urn:uuid:1")), ("resource", WrittenFHIR.patient(random.personOfFHIR())),
            ])
        }
        return JSONValue.members([("resourceType", .string("Bundle")), ("entry", .array(entries))]).utf8
    }()

    private static let csv = Array(
        ("identifier,family,given,birth,protection\r\n17,\"Roe, \"\"x\"\"\r\ny\",Jane,1980-02-09,Y\r\n"
            + "18,Poe,é,1980,N\r\n").utf8)

    /// What must hold of any record.
    private func check(_ records: [ImportRecord]) {
        for record in records {
            #expect(record.place.record >= 0 && record.place.line >= 1)
            let isEmpty =
                record.people.isEmpty && record.contacts.isEmpty && record.wishes.isEmpty && record.merges.isEmpty
                && record.visits.isEmpty && record.parties.isEmpty
            switch record.outcome {
            case .read: #expect(!record.problems.contains { $0.weight == .refused })
            case .notRead: #expect(isEmpty)
            case .refused: #expect(isEmpty && record.problems.contains { $0.weight == .refused })
            }
        }
    }

    private func values(_ records: [ImportRecord]) -> Set<[String]> {
        var values: Set<[String]> = []
        for record in records {
            for value in record.people { values.insert(["person", "\(value)"]) }
            for value in record.contacts { values.insert(["contact", "\(value)"]) }
            for value in record.wishes { values.insert(["wish", "\(value)"]) }
            for value in record.merges { values.insert(["merge", "\(value)"]) }
            for value in record.visits { values.insert(["visit", "\(value)"]) }
        }
        return values
    }

    /// Cuts a file at each byte: what is read without a problem is what the whole file says.
    private func cut(_ bytes: [UInt8], by step: Int = 1, _ read: ([UInt8]) -> [ImportRecord]) {
        let whole = values(read(bytes))
        for end in stride(from: 0, to: bytes.count, by: step) {
            let records = read(Array(bytes[..<end]))
            check(records)
            if records.allSatisfy({ $0.problems.isEmpty }) {
                #expect(values(records).isSubset(of: whole), "cut at \(end)")
            }
        }
    }

    @Test func `a file cut at any byte is told, or says less`() {
        cut(Self.hl7) { readHL7($0) }
        let framed = [0x0B] + Self.hl7 + [0x1C, 0x0D]
        for end in stride(from: 0, to: framed.count - 2, by: 7) {
            // A frame that is not closed is never read.
            #expect(readHL7(Array(framed[..<end])).allSatisfy { $0.outcome == .refused })
        }
        cut(Self.fhir, by: 11) { bytes in
            let records = readFHIR(bytes)
            #expect(bytes.isEmpty || bytes == Self.fhir || records.contains { $0.outcome == .refused })
            return records
        }
    }

    @Test func `a table cut at any byte is told, or its last cell is shorter`() {
        let whole = values(readCSV(String(decoding: Self.csv, as: UTF8.self)))
        for end in 0..<Self.csv.count {
            var reader = CSVReader(digest: testDigest)
            let records = reader.readAll(Array(Self.csv[..<end]))
            check(records)
            // The last row may be cut in its last cell, which no reader of CSV can tell.
            #expect(values(records.dropLast()).isSubset(of: whole), "cut at \(end)")
        }
    }

    @Test(arguments: 1...4)
    func `flipped, lost and doubled bytes end in records or problems`(seed: UInt64) {
        var dice = Dice(seed)
        let signs = Array("|^~\\&\r\n\"{}[],:;\u{0}\u{0B}\u{1C}\u{7F}".utf8) + [0xFF, 0xC3, 0xED, 0xF4]
        func mutated(_ bytes: [UInt8]) -> [UInt8] {
            var bytes = bytes
            for _ in 0...dice.below(4) {
                let at = dice.below(bytes.count)
                switch dice.below(5) {
                case 0: bytes[at] ^= 1 << UInt8(dice.below(8))
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(dice.pick(signs), at: at)
                case 3: bytes[at] = dice.pick(signs)
                default: bytes.insert(contentsOf: bytes[at...].prefix(dice.below(50)), at: dice.below(bytes.count))
                }
            }
            return bytes
        }
        func both(_ reader: some ImportReader, _ bytes: [UInt8]) {
            var (whole, pieces) = (reader, reader)
            let records = whole.readAll(bytes)
            check(records)
            #expect(pieces.readInChunks(bytes, most: 300, &dice) == records)
        }
        for _ in 0..<120 {
            both(HL7Reader(digest: testDigest), mutated(Self.hl7))
            both(FHIRReader(digest: testDigest), mutated(Self.fhir))
            both(FHIRReader(layout: .lines, digest: testDigest), mutated(Self.fhir + [0x0A] + Self.fhir))
            both(CSVReader(digest: testDigest), mutated(Self.csv))
        }
    }

    @Test func `formats handed to the wrong reader are refused`() {
        for bytes in [Self.hl7, Self.csv] {
            let records = readFHIR(bytes)
            check(records)
            #expect(records.allSatisfy { $0.outcome == .refused } && !records.isEmpty)
        }
        for bytes in [Self.fhir, Self.csv] {
            #expect(readHL7(bytes).map(\.outcome) == [.refused])
        }
        for bytes in [Self.fhir, Self.hl7] {
            var reader = CSVReader(digest: testDigest)
            #expect(reader.readAll(bytes).map(\.outcome) == [.refused])
        }
    }

    @Test(arguments: [UInt8(ascii: "x"), 0x01])
    func `a long line without end is dropped, and nothing in it is a message`(byte: UInt8) {
        var reader = HL7Reader(digest: testDigest)
        let chunk = Array(repeating: byte, count: 1 << 20)
        var records = reader.read(Array("MSH|^~\\&|".utf8))
        for _ in 0..<6 { records += reader.read(chunk) }
        let message = String(decoding: Self.hl7, as: UTF8.self).split(separator: "\r").joined(separator: "\n")
        records += reader.read(Array(message.utf8.prefix { $0 != 0x0A }))
        records += reader.read([0x0D] + Self.hl7)
        records += reader.finish()
        #expect(records.map(\.outcome) == [.refused, .read])
        #expect(records.first?.problems.map(\.kind) == [.long])
    }

    @Test func `a long row is dropped whole`() {
        var reader = CSVReader(digest: testDigest)
        var records = reader.read(Array("family\n\"".utf8))
        let chunk = Array(repeating: UInt8(ascii: "x"), count: 700_000)
        for _ in 0..<4 { records += reader.read(chunk) }
        records += reader.read(Array("\nRoe\n".utf8)) + reader.finish()
        #expect(records.map(\.outcome) == [.refused, .read])
        #expect(records.map(\.place.line) == [2, 3])
    }

    @Test func `a line break in a text smuggles no segment into a message of CR`() {
        let text = "MSH|^~\\&|A|B|||||ADT^A08|1|P|2.5\rPID|1||17||ROE\nPD1||||||||||||N\nMSH|^~\\&|X\r\n\n"
        let records = readHL7(Array((text + text).utf8))
        #expect(records.map(\.outcome) == [.read, .read])
        #expect(records.map(\.wishes.isEmpty) == [true, true])
        #expect(records.map(\.place.line) == [1, 6])
    }

    @Test(.enabled(if: Shared.isThere, "no shared samples"))
    func `samples cut anywhere are told, or say less`() throws {
        for name in ["ADT-A40-01", "ADT01-28", "ADT04-23", "ADT-A08-01"] {
            let file = try #require(try Shared.files("hl7v2", "\(name).hl7").first)
            let bytes = try Shared.bytes(file)
            cut(bytes + [0x0A], by: bytes.count > 2000 ? 61 : 1) { readHL7($0) }
        }
        for name in ["Patient-example", "Consent-consent-example-pkb", "RelatedPerson-peter"] {
            let file = try #require(try Shared.files("fhir/hl7-r4-examples", "\(name).json").first)
            cut(try Shared.bytes(file), by: 5) { readFHIR($0) }
        }
        let bundle = try #require(try Shared.files("fhir", "patient-034.json.gz").first)
        cut(try Shared.bytes(bundle), by: 1777) { readFHIR($0) }
    }
}
