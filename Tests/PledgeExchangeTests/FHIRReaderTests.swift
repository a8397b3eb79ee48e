import PledgeCore
import Testing

@testable import PledgeExchange

private func patient(_ id: Int, _ more: String = "") -> String {
    #"{"resourceType":"Patient","id":"\#(id)","name":[{"family":"Roe"}]\#(more)}"#
}

private func bundle(_ entries: [String], _ more: String = "") -> String {
    let list = entries.map { #"{"fullUrl":"urn:uuid:1","resource":\#($0)}"# }.joined(separator: ",")
    return #"{"resourceType":"Bundle","type":"batch","entry":[\#(list)]\#(more)}"#
}

@Suite struct FHIRReaderTests {
    @Test func `a resource, a bundle, NDJSON and a bundle that says so at its end are read`() {
        let one = patient(1)
        let late = #"{"entry":[{"resource":\#(one)},{"resource":\#(patient(2))}],"resourceType":"Bundle"}"#
        let indented = one.replacing(",", with: ",\n  ")
        let cases: [(String, Int)] = [
            (one, 1), (indented, 1), (one + "\n" + patient(2), 2), (one + "\n\n" + patient(2) + "\n", 2),
            (bundle([one, patient(2)]), 2), (late, 2), (indented + "\n" + indented, 2),
            (bundle([one]) + "\n" + bundle([patient(2)]), 2), ("\u{FEFF}" + one, 1), (" \n" + one, 1),
        ]
        for (text, count) in cases {
            let records = readFHIR(text)
            #expect(records.map(\.outcome) == Array(repeating: .read, count: count), "\(text)")
            #expect(records.map(\.place.record) == Array(1...count))
        }
        #expect(readFHIR("").isEmpty && readFHIR(" \n").isEmpty)
        #expect(readFHIR(#"{"resourceType":"Bundle","type":"batch"}"#).isEmpty)
    }

    @Test func `a faulty line costs that line`() {
        let good = patient(1)
        for bad in [
            "{", #"{"resourceType":"Patient","name":["#, #"{"resourceType":"Patient","id":"x"#, "[]", "]", "hello",
            #""text""#, "}", ",", "1", good + "}", #"{"resourceType":"Patient",}"#, #"{"resourceType":"Patient"]"#,
            #"{"id":"no kind"}"#, String(repeating: "[", count: 100),
        ] {
            for layout in [FHIRReader.Layout.automatic, .lines] {
                let records = readFHIR([good, good, bad, good].joined(separator: "\n"), layout)
                #expect(records.count { $0.outcome == .refused } == 1, "\(bad)")
                #expect(records.filter { $0.outcome == .read }.count >= 3, "\(bad)")
                #expect(records.first { $0.outcome == .refused }?.place.line == 3, "\(bad)")
                #expect(records.last?.outcome == .read && records.last?.place.line == 4, "\(bad)")
            }
        }
    }

    @Test func `what stands before a fault of a bundle went in`() {
        let text = bundle([patient(1), patient(2), "BROKEN"])
        let records = readFHIR(text)
        #expect(records.map(\.outcome) == [.read, .read, .refused])
        #expect(readFHIR(String(text.dropLast(9))).map(\.outcome) == [.read, .read, .refused])
        let twice = bundle([patient(1)], #","entry":[{"resource":\#(patient(2))}]"#)
        #expect(readFHIR(twice).map(\.outcome) == [.read, .refused])
        let strange = #"{"resourceType":"Bundle","entry":[{"resource":\#(patient(1))},7]}"#
        #expect(readFHIR(strange).map(\.outcome) == [.read, .refused])
        let none = #"{"resourceType":"Bundle","entry":[{"fullUrl":"urn:uuid:1"},{"resource":\#(patient(1))}]}"#
        #expect(readFHIR(none).map(\.outcome) == [.refused, .read])
    }

    @Test func `deep nesting and length end at their bounds`() {
        let deep = String(repeating: #"{"a":["#, count: 40) + String(repeating: "]}", count: 40)
        let records = readFHIR(bundle([patient(1, #","extension":[\#(deep)]"#)]))
        #expect(records.map(\.outcome) == [.refused])
        #expect(records[0].problems.map(\.kind) == [.deep])
        let wide = patient(1, #","x":"\#(String(repeating: "x", count: FHIRReader.resourceBytesMax))""#)
        for text in [wide + "\n" + patient(2), bundle([wide, patient(2)])] {
            var reader = FHIRReader(digest: testDigest)
            var dice = Dice(1)
            let records = reader.readInChunks(Array(text.utf8), most: 1 << 20, &dice)
            #expect(records.map(\.outcome) == [.refused, .read])
            #expect(records[0].problems.map(\.kind) == [.long])
        }
    }

    @Test func `a list is read up to its bound`() {
        let many = String(repeating: #"{"value":"1"},"#, count: FHIRReader.itemsMax) + #"{"value":"1"}"#
        let record = readFHIR(patient(1, #","telecom":[\#(many)]"#))[0]
        #expect(record.people[0].telecoms.isEmpty && record.people[0].names.count == 1)
        #expect(record.problems.map(\.kind) == [.long])
    }

    @Test func `what may change a meaning is not passed over`() {
        for more in [#","modifierExtension":[{"url":"x"}]"#, #","implicitRules":"http://example.org/rules""#] {
            let records = readFHIR(patient(1, more))
            #expect(records.map(\.outcome) == [.refused])
            #expect(records[0].people.isEmpty)
            #expect(records[0].problems.map(\.kind) == [.unsupported])
        }
    }

    @Test func `a value that cannot be read is left out, with its path`() {
        let text = """
            {"resourceType":"Patient","id":"1","gender":"helicopter","birthDate":"12/31/1980","active":"yes",
            "name":[{"family":7,"given":["A",7,null]},"x"],"telecom":[{"value":"1","rank":0,"system":"telegraph"}],
            "address":{"city":"X"},"deceasedDateTime":"long ago","communication":[{"language":{"text":"Dutch"}}],
            "identifier":[{"system":"x"},{"value":"a\\u0000b"}],"link":[{"type":"replaced-by"}]}
            """
        let record = readFHIR(text)[0]
        #expect(record.outcome == .read)
        let person = record.people[0]
        #expect(person.death == .dead && person.birth == nil && person.identifiers.isEmpty)
        #expect(person.names.map(\.given) == [["A"]] && person.telecoms.map(\.value) == ["1"])
        #expect(person.languages.map(\.code.display) == ["Dutch"])
        let paths = record.problems.map { $0.place.description.dropFirst("record 1, line 1, Patient.".count) }
        #expect(
            Set(paths) == [
                "identifier[1].value", "name[0].family", "name[0].given[1]", "name[1]", "address", "telecom[0].system",
                "telecom[0].rank", "birthDate", "deceasedDateTime", "gender", "active", "link[0]",
            ])
        #expect(record.problems.allSatisfy { $0.weight == .leftOut })
    }

    @Test func `no problem repeats what stands in the file`() {
        let secret = "Zyxwv"
        let text = """
            {"resourceType":"Patient","id":"1","gender":"\(secret)","birthDate":"\(secret)","active":"\(secret)",
            "name":["\(secret)"],"deceasedDateTime":"\(secret)","telecom":[{"value":"1","system":"\(secret)"}]}
            """
        var problems = readFHIR(text)[0].problems
        problems += readFHIR(#"{"resourceType":"\#(secret) \#(secret)","id":"1"}"#).flatMap(\.problems)
        problems += readFHIR(#"{"resourceType":"Patient","id":\#(secret)}"#).flatMap(\.problems)
        let kinds = readFHIR(#"{"resourceType":"\#(secret) x","id":"1"}"#).map(\.kind)
        #expect(kinds == ["unnamed"])
        problems += readHL7([
            "MSH|^~\\&|A|B|||||ADT^A08|1|P|2.5", "PID|1||17||ROE||\(secret)|\(secret)", "PD1||||||||||||\(secret)",
            "ARV|1|\(secret)|\(secret)", "\(secret) \(secret)",
        ]).flatMap(\.problems)
        problems += readHL7([
            "MSH|^~\\&|A|B|||||ADT^A08|1|P|2.5", "PID|1||17||ROE||\(secret)|\(secret)", "PD1||||||||||||\(secret)",
            "ARV|1|\(secret)|\(secret)", "CON|1|\(secret)|||||||||\(secret)||\(secret)",
        ]).flatMap(\.problems)
        problems += readCSV("family,birth,\(secret)\n\(secret),\(secret),x\n\(secret)\n\"\(secret)").flatMap(\.problems)
        #expect(problems.count > 15)
        for problem in problems {
            #expect(!"\(problem)".contains(secret) && !"\(problem)".contains("Zy"), "\(problem)")
        }
    }

    @Test func `hostile text is text, and narrative is not read`() {
        let script = "<script>alert(1)</script>"
        let text = patient(
            1, #","text":{"status":"generated","div":"<div>\#(script)</div>"},"address":[{"city":"\#(script)"}]"#)
        let record = readFHIR(text)[0]
        #expect(record.people[0].addresses[0].city == script)
        #expect("\(record)".components(of: script) == 1)
    }

    @Test func `links merge, or only point`() {
        func links(_ type: String) -> ImportRecord {
            readFHIR(
                patient(
                    1, #","identifier":[{"value":"A"}],"link":[{"other":{"reference":"Patient/9"},"type":"\#(type)"}]"#)
            )[0]
        }
        let replaced = links("replaced-by").merges
        #expect(replaced.map { $0.survivor.reference?.reference } == ["Patient/9"])
        #expect(replaced.map { $0.prior.identifiers.map(\.value) } == [["A"]])
        #expect(replaced.map { $0.prior.reference?.reference } == ["Patient/1"])
        let replaces = links("replaces").merges
        #expect(replaces.map { $0.prior.reference?.reference } == ["Patient/9"])
        let other = links("seealso")
        #expect(other.merges.isEmpty && other.people[0].links.map(\.reference) == ["Patient/9"])
    }

    @Test func `identity is type, id and version, whatever the space between members`() {
        let text = patient(1, #","meta":{"versionId":"3"}"#)
        let spaced = text.replacing(":[", with: " : [ ")
        let (one, other) = (readFHIR(text)[0].identity, readFHIR(spaced)[0].identity)
        #expect(one?.key == ["Patient", "1", "3"])
        #expect(one == other)
        #expect(readFHIR(patient(1))[0].identity?.digest != one?.digest)
        let url = readFHIR(bundle([#"{"resourceType":"Patient","name":[{"text":"Roe"}]}"#]))[0]
        #expect(url.identity?.key == ["Patient", "urn:uuid:1", ""])
        #expect(url.people[0].ownReferences == ["urn:uuid:1"])
    }

    @Test func `a delete of a transaction is told`() {
        let text = #"{"resourceType":"Bundle","entry":[{"request":{"method":"DELETE","url":"Patient/1"}}]}"#
        #expect(readFHIR(text).map(\.kind) == ["DELETE"])
    }
}

@Suite struct FHIRConsentTests {
    private func consent(_ more: String, status: String = #""status":"active","#) -> ImportRecord {
        readFHIR(#"{"resourceType":"Consent","id":"c",\#(status)"patient":{"reference":"Patient/1"}\#(more)}"#)[0]
    }

    @Test func `rules and their exceptions are read whole`() throws {
        let record = consent(
            #"""
            ,"scope":{"coding":[{"system":"s","code":"patient-privacy"}]},"policyRule":{"coding":[{"code":"OPTIN"}]},
            "policy":[{"uri":"urn:p"}],"dateTime":"2024-02","performer":[{"reference":"RelatedPerson/2"}],
            "sourceReference":{"reference":"DocumentReference/3"},
            "provision":{"type":"permit","period":{"start":"2024","end":"2025-01-01"},"provision":[{"type":"deny",
            "actor":[{"role":{"coding":[{"code":"PRCP"}]},"reference":{"reference":"Organization/4"}}],
            "action":[{"coding":[{"code":"disclose"}]}],"securityLabel":[{"code":"PSY"}],"purpose":[{"code":"TREAT"}],
            "class":[{"code":"Observation"}],"code":[{"coding":[{"code":"X"}]}],"dataPeriod":{"end":"2020"},
            "data":[{"meaning":"related","reference":{"reference":"Task/3"}}]}]}
            """#)
        #expect(record.problems == [])
        let wish = record.wishes[0]
        #expect(wish.of?.reference == "Patient/1" && wish.status == .active && wish.direction == .permit)
        #expect(wish.decided == .month(2024, 2))
        #expect(wish.period == ImportedPeriod(start: .year(2024), end: ImportedTime(fhir: "2025-01-01")))
        #expect(wish.policies == ["urn:p"] && wish.document == "DocumentReference/3" && !wish.hasAttachment)
        let exception = try #require(wish.provision?.exceptions.first)
        #expect(exception.direction == .deny)
        #expect(exception.actors.map(\.reference.reference) == ["Organization/4"])
        #expect(exception.actors.first?.role.map(\.code) == ["PRCP"])
        #expect(exception.labels.map(\.code) == ["PSY"] && exception.purposes.map(\.code) == ["TREAT"])
        #expect(exception.classes.map(\.code) == ["Observation"] && exception.codes.map(\.code) == ["X"])
        #expect(exception.actions.map(\.code) == ["disclose"] && exception.dataPeriod?.end == .year(2020))
        #expect(exception.data.map(\.meaning) == ["related"])
    }

    @Test(arguments: [
        #","provision":{"type":"forbid"}"#, #","provision":{"period":{"end":"soon"}}"#, #","provision":[]"#,
        #","provision":{"provision":[{"actor":[{"role":{}}]}]}"#, #","provision":{"provision":{"type":"deny"}}"#,
        #","provision":{"securityLabel":[7]}"#, #","provision":{"data":[{"meaning":"instance"}]}"#,
        #","provision":{"modifierExtension":[{"url":"x"}]}"#, #","scope":7"#,
    ])
    func `a consent of which a part cannot be read is refused`(more: String) {
        let record = consent(more)
        #expect(record.outcome == .refused && record.wishes.isEmpty)
        #expect(record.problems.contains { $0.weight == .refused })
    }

    @Test func `a consent without patient or status is refused`() {
        #expect(consent("", status: "").outcome == .refused)
        #expect(consent("", status: #""status":"maybe","#).outcome == .refused)
        #expect(readFHIR(#"{"resourceType":"Consent","status":"active"}"#)[0].outcome == .refused)
        #expect(consent("").outcome == .read)
    }
}

extension String {
    /// How often the text stands in this one.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
