import PledgeCore
import Testing

@testable import PledgeExchange

@Suite struct CSVReaderTests {
    private let mapping: CSVMapping = {
        var mapping = CSVMapping(columns: [
            "No": CSVMapping.Column(.identifier, system: "urn:oid:1.2", type: "MR"), "Last": CSVMapping.Column(.family),
            "Born": CSVMapping.Column(.birth),
        ])
        mapping.dates = .american
        return mapping
    }()

    @Test(arguments: [",", ";", "\t"])
    func `a table is read with the delimiter of its first line`(sign: String) {
        for end in ["\n", "\r\n", "\r"] {
            let lines = [["No", "Last", "Born"], ["17", "\"O\"\"Hara\(sign) Jr\"", "2/9/1980"], ["", "Roe", ""]]
            for start in ["", "\u{FEFF}"] {
                let text = start + lines.map { $0.joined(separator: sign) }.joined(separator: end)
                let records = readCSV(text, mapping)
                #expect(records.map(\.outcome) == [.read, .read])
                let person = records[0].people[0]
                #expect(person.identifiers == [ImportedIdentifier(value: "17", system: "urn:oid:1.2", type: "MR")])
                #expect(person.names.map(\.family) == ["O\"Hara\(sign) Jr"])
                #expect(person.birth == ImportedTime(fhir: "1980-02-09"))
                #expect(records.map(\.place.line) == [2, 3])
            }
        }
    }

    @Test func `a cell may hold line breaks, and lines are counted on`() {
        let records = readCSV("family,line1\n\"a\r\nb\",\"1 Main\n2nd floor\"\n\nRoe,x\n")
        #expect(records.map { $0.people[0].names[0].family } == ["a\r\nb", "Roe"])
        #expect(records.map(\.place.line) == [2, 6])
        #expect(records[0].people[0].addresses[0].lines == ["1 Main\n2nd floor"])
    }

    @Test func `a faulty row costs that row`() {
        let cases: [(String, String)] = [
            ("a,b,c", "record 2, line 3"), ("a", "record 2, line 3"), ("a,\"b\"c", "record 2, line 3, column 2"),
            ("a,b\"c", "record 2, line 3, column 2"), (",", "record 2, line 3"),
            ("\"a,b", "record 2, line 3, column 1"),
        ]
        for (row, place) in cases {
            let records = readCSV("identifier,family\n1,Roe\n\(row)\n2,Poe\n3,Doe")
            #expect(records.map(\.outcome) == [.read, .refused, .read, .read], "\(row)")
            #expect(records.map(\.place.line) == [2, 3, 4, 5], "\(row)")
            #expect(records[1].problems.map(\.place.description) == [place], "\(row)")
        }
    }

    @Test func `a cell that cannot be read is left out`() {
        let records = readCSV("family,birth,gender,protection,city\nRoe,31.12.1980,Z,maybe,a\u{0}b\nPoe,1980,f,Y,Z")
        #expect(records[0].problems.map(\.place.spot) == [.column(2), .column(3), .column(4), .column(5)])
        #expect(records[0].wishes.map(\.status) == [.unknown])
        #expect(records[0].people[0].addresses.isEmpty)
        #expect(records[1].problems == [])
        #expect(records[1].wishes.map(\.direction) == [.deny])
        #expect(records[1].people[0].birth == .year(1980) && records[1].people[0].gender == .female)
    }

    @Test func `bytes that are not UTF-8 are left out`() {
        var reader = CSVReader(digest: testDigest)
        let records = reader.readAll(Array("family,city\nRoe,".utf8) + [0xFC, 0x0A])
        #expect(records[0].problems.map(\.kind) == [.encoding])
        #expect(records[0].people[0].names.map(\.family) == ["Roe"])
    }

    @Test func `headings that do not fit stop the import`() {
        for text in ["", "Name,Born\nRoe,1/1/1980", "17,Roe,1/1/1980\n18,Poe,1/1/1981", "\"No,Last\n17,Roe"] {
            let records = readCSV(text, mapping)
            #expect(records.map(\.outcome) == [.refused], "\(text)")
        }
        #expect(readCSV("a,b\nRoe,x").map(\.outcome) == [.refused])
        let odd = readCSV("family,shoe size,family\nRoe,44,Poe")
        #expect(odd.map(\.outcome) == [.notRead, .read])
        #expect(odd[0].problems.map(\.place.spot) == [.column(2), .column(3)])
        #expect(odd[1].people[0].names.map(\.family) == ["Roe"])
    }

    @Test func `bounds hold`() {
        let wide = String(repeating: ",", count: CSVReader.columnsMax)
        #expect(readCSV("family\n\(wide)\nRoe").map(\.outcome) == [.refused, .read])
        let long = "family\n\"" + String(repeating: "x", count: CSVReader.rowBytesMax + 10) + "\nRoe\n"
        var reader = CSVReader(digest: testDigest)
        var dice = Dice(3)
        let records = reader.readInChunks(Array(long.utf8), most: 100_000, &dice)
        #expect(records.map(\.outcome) == [.refused, .read])
        #expect(records[0].problems.map(\.kind) == [.long])
    }

    @Test func `a row is the same row again by its bytes`() {
        let records = readCSV("family\nRoe\nPoe\r\n\"Roe\"\nRoe")
        let digests = records.map { $0.identity?.digest }
        #expect(digests[0] == digests[3] && Set(digests).count == 3)
    }

    @Test func `a mapping is read, and its faults named`() throws {
        let json = #"""
            {"delimiter":";","dates":"day.month.year",
            "columns":{"Nr":{"field":"identifier","type":"MR","system":"urn:x"},"Name":"family"}}
            """#
        let mapping = try CSVMapping(try JSONScanner.value(of: json))
        #expect(mapping.delimiter == UInt8(ascii: ";") && mapping.dates == .european)
        #expect(mapping.columns["Nr"] == CSVMapping.Column(.identifier, system: "urn:x", type: "MR"))
        #expect(mapping.columns["Name"] == CSVMapping.Column(.family))
        for text in [
            "[]", "{}", #"{"columns":[]}"#, #"{"columns":{"a":"surname"}}"#, #"{"columns":{"a":{}}}"#,
            #"{"columns":{"a":7}}"#, #"{"columns":{},"dates":"x"}"#, #"{"columns":{},"delimiter":"|"}"#,
            #"{"columns":{},"more":1}"#, #"{"columns":{"a":{"field":"family","x":"y"}}}"#,
        ] {
            let value = try JSONScanner.value(of: text)
            #expect(throws: CSVMapping.Fault.self, "\(text)") { try CSVMapping(value) }
        }
    }
}
