import PledgeCore
import Testing

@testable import PledgeExchange

/// A message about one person.
private func message(
    _ trigger: String = "A08", pid: String = "PID|1||17^^^CLINIC^MR||ROE^JANE", charset: String = "",
    _ more: [String] = []
) -> [String] {
    ["MSH|^~\\&|APP|FAC|US|HERE|20261121||ADT^\(trigger)|C1|P|2.5.1||||||\(charset)", "EVN|A08|20261121", pid] + more
}

private func bytes(_ segments: [String]) -> [UInt8] { Array(segments.map { $0 + "\r" }.joined().utf8) }

@Suite struct HL7ReaderTests {
    @Test(arguments: [
        ("\\F\\", "|"), ("\\S\\", "^"), ("\\T\\", "&"), ("\\R\\", "~"), ("\\E\\", "\\"), ("a\\.br\\b", "a\nb"),
        ("\\X41\\", "A"), ("\\XC3A9\\", "é"), ("\\H\\bold\\N\\", "bold"), ("a\\b", "a\\b"), ("ab\\", "ab\\"),
        ("a\\\\b", "a\\\\b"),
        ("\\Zlocal\\", "\\Zlocal\\"), ("O'Hara", "O'Hara"), ("A & B", "A"),
    ])
    func `escapes stand for their signs`(written: String, read: String) {
        let records = readHL7(message(pid: "PID|1||17||\(written)"))
        #expect(records.first?.people.first?.names.first?.family == read)
        #expect(records.first?.problems == [])
    }

    @Test func `an escape of another character set is left out and reported`() {
        let records = readHL7(message(pid: "PID|1||17||\\M2442\\^JANE"))
        #expect(records[0].people[0].names[0].family == nil)
        #expect(records[0].people[0].names[0].given == ["JANE"])
        #expect(records[0].problems.map(\.place.description) == ["record 1, line 3, PID-5.1"])
        #expect(records[0].problems.map(\.weight) == [.leftOut])
    }

    @Test func `delimiters are those of the message`() {
        let records = readHL7([
            "MSH$*!?%$APP$FAC$$$$$ADT*A28$9$P$2.4", "PID$1$$17*$$O|R^S&T*?F?JANE!SECOND*NAME",
        ])
        #expect(records[0].people[0].names.map(\.family) == ["O|R^S&T", "SECOND"])
        #expect(records[0].people[0].names.map(\.given) == [["$JANE"], ["NAME"]])
    }

    @Test(arguments: ["MSH||~\\&|APP", "MSH|^^\\&|APP", "MSH|AB|APP", "MSH|", "MSH", "MSH|^|APP", "MSH|^~\\&#$|A"])
    func `signs that cannot part a message refuse it`(head: String) {
        let records = readHL7([head, "PID|1||17||ROE"])
        #expect(records.map(\.outcome) == [.refused])
        #expect(records[0].problems.map(\.kind) == [.structure])
        #expect(records[0].problems[0].place.description == "record 1, line 1, MSH-2")
    }

    @Test func `two quotes delete, nothing leaves unchanged`() {
        let person = readHL7(message(pid: "PID|1||17||ROE^JANE||\"\"|F|||\"\"||\"\"|||||||||||||||||\"\""))[0].people[0]
        #expect(person.deleted == [.birth, .addresses, .telecoms, .death])
        #expect(person.birth == nil && person.addresses.isEmpty && person.gender == .female)
        let part = readHL7(message(pid: "PID|1||17||ROE^\"\"^\"\"^JR"))[0].people[0]
        #expect(part.names.map(\.given) == [[]] && part.names.map(\.suffix) == [["JR"]])
    }

    @Test func `lines end as they like, and are counted`() {
        let segments = message("A08", ["PD1||||||||||||?"])
        for end in ["\r", "\n", "\r\n"] {
            let text = segments.joined(separator: end) + end + end + segments.joined(separator: end) + end
            let records = readHL7(Array(text.utf8))
            #expect(records.map(\.outcome) == [.read, .read])
            #expect(records.map(\.place.line) == [1, 6])
            #expect(records[1].problems.map(\.place.description) == ["record 2, line 9, PD1-12"])
            #expect(records[0].identity == records[1].identity)
        }
    }

    @Test func `a mark before the text is no part of it`() {
        let marked = [0xEF, 0xBB, 0xBF] + bytes(message())
        #expect(readHL7(marked).map(\.outcome) == [.read])
        #expect(readHL7([0xFF, 0xFE, 0x4D, 0x00, 0x53, 0x00]).map { $0.problems.first?.kind } == [.encoding])
    }

    @Test func `frames hold one message each`() {
        let one = bytes(message())
        let framed = [0x0B] + one + [0x1C, 0x0D]
        #expect(readHL7(framed + framed).map(\.outcome) == [.read, .read])
        let cut = readHL7(framed + [0x0B] + one)
        #expect(cut.map(\.outcome) == [.read, .refused])
        #expect(cut[1].problems.map(\.kind) == [.cut])
        let lost = readHL7([0x0B] + one + framed)
        #expect(lost.map(\.outcome) == [.refused, .read])
    }

    @Test func `batches are opened, and held against their counts`() {
        let one = message()
        let head = ["FHS|^~\\&|APP", "BHS|^~\\&|APP"]
        #expect(readHL7(head + one + one + ["BTS|2", "FTS|1"]).map(\.outcome) == [.read, .read])
        let short = readHL7(head + one + ["BTS|2", "FTS|1"])
        #expect(short.map(\.outcome) == [.read, .notRead])
        #expect(short[1].problems.map(\.words) == ["the end says 2 messages, and 1 came"])
        let open = readHL7(head + one)
        #expect(open.flatMap(\.problems).map(\.place.line) == [2, 1])
    }

    @Test(
        arguments: [
            ("", [0x4D, 0xC3, 0xBC, 0x6C], "Mül"), ("UNICODE UTF-8", [0x4D, 0xC3, 0xBC, 0x6C], "Mül"),
            ("8859/1", [0x4D, 0xFC, 0x6C], "Mül"), ("ASCII", [0x4D, 0xC3, 0xBC, 0x6C], "Mül"), ("ASCII", [0x4D], "M"),
            ("8859/1~UNICODE UTF-8", [0xE9], "é"),
        ] as [(String, [UInt8], String)])
    func `characters are those of the set`(set: String, family: [UInt8], read: String) {
        let text = bytes(message(pid: "PID|1||17||ROE", charset: set))
        let at = text.count - 4
        let records = readHL7(Array(text[..<at]) + family + [0x0D])
        #expect(records.first?.people.first?.names.first?.family == read)
    }

    @Test func `characters of no set that we know refuse the message`() {
        for (set, family) in [("KS X 1001", [0x4D]), ("", [0xFC]), ("UNICODE UTF-8", [0xFC])] as [(String, [UInt8])] {
            let text = bytes(message(pid: "PID|1||17||ROE", charset: set))
            let records = readHL7(Array(text.dropLast(4)) + family + [0x0D])
            #expect(records.map(\.outcome) == [.refused])
            #expect(records[0].problems.map(\.place.description) == ["record 1, line 1, MSH-18"])
        }
    }

    @Test func `a message about nobody is refused, and the next one is read`() {
        let cases: [(segments: [String], place: String)] = [
            (Array(message().prefix(2)), "record 1, line 1"),
            (message(pid: "PID|1||||"), "record 1, line 3, PID-3"),
            (message(pid: "NK1|1|ROE^JOHN"), "record 1, line 3, NK1"),
            (message("A40"), "record 1, line 1"),
            (message("A40", ["MRG|"]), "record 1, line 4, MRG"),
            (message("A08", ["PID|2||18"]), "record 1, line 4, PID(2)"),
            (message("A08", ["this is a line that broke"]), "record 1, line 4"),
            (message("A08", ["pv1|1"]), "record 1, line 4"),
        ]
        for (segments, place) in cases {
            let records = readHL7(segments + message())
            #expect(records.map(\.outcome) == [.refused, .read], "\(segments)")
            #expect(records[0].problems.map(\.place.description) == [place], "\(segments)")
            #expect(records[0].people.isEmpty && records[0].wishes.isEmpty && records[0].merges.isEmpty)
        }
    }

    @Test func `lines before the first message are passed over and told once`() {
        let records = readHL7(["hello", "world"] + message())
        #expect(records.map(\.outcome) == [.refused, .read])
        #expect(records.map(\.place.line) == [1, 3])
    }

    @Test func `a merge may have several pairs`() {
        let records = readHL7(
            message("A40", ["MRG|1^^^CLINIC~2^^^CLINIC", "PID|2||18", "PD1||||||||||||Y", "MRG|3"]))
        #expect(records[0].people.count == 2)
        #expect(records[0].merges.map { $0.prior.identifiers.map(\.value) } == [["1", "2"], ["3"]])
        #expect(records[0].merges.map { $0.survivor.identifiers.map(\.value) } == [["17"], ["18"]])
    }

    @Test(arguments: [
        ("Y", ImportedWish.Direction.deny, ImportedWish.Status.active), ("N", .permit, .active),
        ("X", .unsaid, .unknown), ("\"\"", .unsaid, .inactive),
    ])
    func `the protection indicator is a wish`(
        code: String, direction: ImportedWish.Direction, status: ImportedWish.Status
    ) {
        let record = readHL7(message("A31", ["PD1||||||||||||\(code)|20200101"]))[0]
        let wish = record.wishes.first
        #expect(wish?.source == .protectionIndicator)
        #expect(wish?.direction == direction && wish?.status == status)
        #expect(wish?.action == (code == "\"\"" ? .delete : .add))
        #expect(wish?.period?.start == ImportedTime(fhir: "2020-01-01"))
        #expect(record.problems.map(\.kind) == (status == .unknown ? [.person] : []))
    }

    @Test func `wishes that cannot be read go in as unknown`() {
        let record = readHL7(
            message(
                "A08",
                [
                    "ARV|1|Q|HIV|PAT", "ARV|2|A||PAT", "ARV|3|A|PSY|PAT||2021^20x1", "CON|1|001|||||||||Z",
                    "CON|2|001|||||||||A||2021x",
                ]))[0]
        #expect(record.outcome == .read)
        #expect(record.wishes.map(\.status) == [.unknown, .unknown, .active, .unknown, .unknown])
        #expect(record.wishes[2].period == ImportedPeriod(start: .year(2021)))
        #expect(record.problems.count { $0.kind == .person } == 4)
    }

    @Test func `consents say who, what and until when`() {
        let record = readHL7(
            message(
                "A08",
                [
                    "CON|1|001^Release^HL70496|F|N7||||we may not|limits|W|A||20210101|20210201|20220201"
                        + "|||||||||Smith^Robert^^Jr^^^B|1"
                ]))[0]
        let wish = record.wishes[0]
        #expect(wish.source == .consentSegment && wish.status == .active)
        #expect(wish.codes == [ImportedCode(system: "HL70496", code: "001", display: "Release")])
        #expect(wish.words == ["we may not", "limits"])
        #expect(wish.document == "N7")
        #expect(wish.consenters.map(\.display) == ["Robert Smith Jr"])
        #expect(wish.decided == ImportedTime(fhir: "2021-01-01"))
        #expect(wish.period?.end == ImportedTime(fhir: "2022-02-01"))
        #expect(record.problems == [])
    }

    @Test func `other kinds are told by kind, and wishes in them are pointed out`() {
        let records = readHL7(message("A03", ["ARV|1|A|HIV"]) + message("A02"))
        #expect(records.map(\.outcome) == [.notRead, .notRead])
        #expect(records.map(\.kind) == ["ADT^A03", "ADT^A02"])
        #expect(records[0].problems.map(\.kind) == [.person])
        #expect(records[0].people.isEmpty && records[1].problems.isEmpty)
        let odd = readHL7(["MSH|^~\\&|A|B||||| ROE^JANE^X|1|P|2.5", "PID|1||17"])
        #expect(odd.map(\.kind) == ["?^?"])
    }

    @Test func `names and addresses of every sort stay as they are`() {
        let long = String(repeating: "Wolfeschlegelstein", count: 12)
        for name in [long, "مُحَمَّد", "\u{202B}دانا\u{202C}", "👩‍⚕️ Zoë", "O'Brien-Ñandú", "X"] {
            let record = readHL7(message(pid: "PID|1||17||\(name)^^^^^^L||||||\(name)^^\(name)"))[0]
            #expect(record.people[0].names.map(\.family) == [name])
            #expect(record.people[0].names[0].given == [])
            #expect(record.people[0].addresses[0].city == name)
            #expect(record.problems == [])
        }
        let tooLong = readHL7(message(pid: "PID|1||17||\(String(repeating: "x", count: 5000))^JANE"))[0]
        #expect(tooLong.people[0].names[0].given == ["JANE"])
        #expect(tooLong.problems.map(\.kind) == [.long])
    }

    @Test func `a segment is read up to its bound`() {
        let many = String(repeating: "1~", count: HL7Reader.segmentBytesMax / 2)
        let records = readHL7(message(pid: "PID|1||\(many)") + message("A08", ["OBX|1|ED|\(many)"]))
        #expect(records.map(\.outcome) == [.refused, .read])
        #expect(records[0].problems.map(\.kind) == [.long])
    }

    @Test func `a version that is not 2 is refused`() {
        let records = readHL7(["MSH|^~\\&|A|B|||||ADT^A08|1|P|3.0", "PID|1||17"])
        #expect(records[0].problems.map(\.kind) == [.version])
    }
}

@Suite struct ImportedTimeTests {
    @Test(arguments: [
        ("1988", "1988"), ("198808", "1988-08"), ("19880818", "1988-08-18"), ("19880818+0100", "1988-08-18"),
        ("198808181126-0215", "1988-08-18T11:26:00-02:15"), ("20210817151943.4+0200", "2021-08-17T15:19:43+02:00"),
        ("2021081715+0000", "2021-08-17T15:00:00Z"), ("20240229", "2024-02-29"),
    ])
    func `HL7 and FHIR write the same times`(hl7: String, fhir: String) {
        #expect(ImportedTime(hl7: hl7.utf8) == ImportedTime(fhir: fhir))
        #expect(ImportedTime(hl7: hl7.utf8) != nil)
    }

    @Test func `a time without offset stays one`() throws {
        let day = try #require(Day("1988-08-18"))
        #expect(ImportedTime(hl7: "198808181126".utf8) == .local(day, second: 41_160))
        #expect(ImportedTime(fhir: "1988-08-18T11:26:00") == nil)
    }

    @Test(arguments: [
        "", "1", "198", "19881", "198813", "19880230", "1988081825", "198808181160", "19880818112660", "0000",
        "000001", "1988+01", "1988+0160", "19880818112600.", "1988.5", "x", "1988 ", "20230229", "+0100",
        "99999999999999999999",
    ])
    func `what is no time of HL7 is none`(text: String) { #expect(ImportedTime(hl7: text.utf8) == nil) }

    @Test(arguments: ["", "19", "0000", "1988-13", "1988-00", "1988-02-30", "1988-8-1", "1988-08-18T11", "١٩٨٨"])
    func `what is no date of FHIR is none`(text: String) { #expect(ImportedTime(fhir: text) == nil) }
}
