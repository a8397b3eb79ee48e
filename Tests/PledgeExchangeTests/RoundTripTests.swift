import PledgeCore
import Testing

@testable import PledgeExchange

/// People of all sorts are written by a writer of the tests' own, and read back equal.
@Suite struct RoundTripTests {
    @Test(arguments: 1...8)
    func `people come through HL7 v2 as they were`(seed: UInt64) {
        var random = RandomPeople(seed: seed)
        let odd = HL7Delimiters(
            field: UInt8(ascii: "$"), component: UInt8(ascii: "*"), repetition: UInt8(ascii: "!"),
            escape: UInt8(ascii: "?"), subcomponent: UInt8(ascii: "%"))
        for _ in 0..<100 {
            var person = random.personOfHL7()
            let written = WrittenHL7(delimiters: random.dice.chance(30) ? odd : .usual)
            let records = readHL7(written.message(person))
            #expect(records.count == 1 && records[0].problems == [])
            let read = records[0].people.first
            person.place = read?.place ?? person.place
            #expect(read == person)
        }
    }

    @Test(arguments: 1...8)
    func `people come through FHIR as they were`(seed: UInt64) {
        var random = RandomPeople(seed: seed)
        for _ in 0..<100 {
            var person = random.personOfFHIR()
            let value = WrittenFHIR.patient(person)
            let records = readFHIR(random.dice.chance(50) ? value.text : value.indented)
            #expect(records.count == 1 && records[0].problems == [] && records[0].merges.isEmpty)
            let read = records[0].people.first
            person.place = read?.place ?? person.place
            #expect(read == person)
        }
    }

    @Test(arguments: 1...4)
    func `cells come through CSV as they were`(seed: UInt64) {
        var random = RandomPeople(seed: seed)
        let fields: [CSVMapping.Field] = [.identifier, .family, .given, .city, .email]
        for _ in 0..<50 {
            let sign = random.dice.pick([",", ";", "\t"])
            let rows = (0..<5).map { _ in fields.map { _ in random.text() } }
            let lines = [fields.map(\.rawValue)] + rows
            let text = lines.map { cells in
                cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: sign)
            }.joined(separator: "\r\n")
            let records = readCSV(text)
            #expect(records.flatMap(\.problems) == [])
            let read = records.flatMap(\.people).map { person in
                [
                    person.identifiers[0].value, person.names[0].family, person.names[0].given[0],
                    person.addresses[0].city, person.telecoms[0].value,
                ]
            }
            #expect(read == rows)
        }
    }

    @Test(arguments: 1...4)
    func `where a chunk ends has no meaning`(seed: UInt64) throws {
        var random = RandomPeople(seed: seed)
        let people = (0..<8).map { _ in random.personOfHL7() }
        let messages = people.map { WrittenHL7().message($0) }
        var dice = Dice(seed)
        let plain = Array(messages.joined())
        var framed: [UInt8] = []
        for message in messages { framed += [0x0B] + message + [0x1C, 0x0D] }
        var lines: [UInt8] = []
        for byte in plain { lines += byte == 0x0D ? [0x0D, 0x0A] : [byte] }
        let hl7: [[UInt8]] = [plain, framed, lines, ByteOrderMark.utf8 + plain]
        for most in [1, 3, 50, 5000] {
            for bytes in hl7 {
                var reader = HL7Reader(digest: testDigest)
                #expect(reader.readInChunks(bytes, most: most, &dice) == readHL7(bytes))
            }
            let patients = (0..<6).map { _ in WrittenFHIR.patient(random.personOfFHIR()) }
            let entries = patients.map { JSONValue.members([("fullUrl", .string("urn:x")), ("resource", $0)]) }
            let bundle = JSONValue.members([("resourceType", .string("Bundle")), ("entry", .array(entries))])
            for text in [
                bundle.text, bundle.indented, patients.map(\.text).joined(separator: "\n"), "{\n\(bundle.text)",
            ] {
                var reader = FHIRReader(digest: testDigest)
                #expect(reader.readInChunks(Array(text.utf8), most: most, &dice) == readFHIR(text))
            }
            let table = "family;city\r\n\"a\"\"b\r\nc\";x\r\ny;\"\r\n\r\nz;\"z\"\rq;\"w"
            var reader = CSVReader(digest: testDigest)
            #expect(reader.readInChunks(Array(table.utf8), most: most, &dice) == readCSV(table))
        }
    }
}
