import Foundation
import PledgeCore
import PledgeExchange
import PledgePractice
import Synchronization
import Testing

/// Records of other systems, taken in through the journal.
@Suite struct ImportTests {
    private struct Told: Sendable {
        var outcomes: [ImportOutcome] = []

        var taken: Int { outcomes.count { if case .taken = $0 { true } else { false } } }
        var known: Int { outcomes.count { $0 == .known } }
        var notRead: Int { outcomes.count { $0 == .notRead } }
        var refused: [ImportProblem] {
            outcomes.compactMap { if case .refused(let problem) = $0 { problem } else { nil } }
        }
    }

    private static func run(
        _ text: String, _ fixture: PracticeFixture, source: String = "ehr", own: Set<String> = [], isDry: Bool = false,
        reader: (any ImportReader)? = nil
    ) -> Told {
        let told = Mutex<Told>(Told())
        let importing = Importing(
            fixture.practice, source: ImportSource(name: source, own: own, by: "Import"), isDry: isDry
        ) { _, outcome in told.withLock { $0.outcomes.append(outcome) } }
        var reader = reader ?? FHIRReader(layout: .lines, digest: Importing.digest)
        for record in reader.readAll(Array(text.utf8)) { importing.take(record) }
        importing.wait()
        return told.withLock { $0 }
    }

    private static let ana =
        #"{"resourceType":"Patient","id":"17","meta":{"versionId":"1"},"identifier":[{"system":"urn:oid:1.2.3","value":"A1"},"#
        + #"{"type":{"coding":[{"code":"SS"}]},"system":"http://hl7.org/fhir/sid/us-ssn","value":"999-12-3456"}],"#
        + #""name":[{"family":"Ruiz","given":["Ana"]}],"birthDate":"1980-04-02","#
        + #""telecom":[{"system":"phone","value":"312-555-0142"}]}"#

    @Test func `a patient goes in once, and a later version changes what it says`() throws {
        let fixture = try PracticeFixture()
        #expect(ImportTests.run(ImportTests.ana, fixture).taken == 1)
        let entries = try fixture.practice.check().entries
        #expect(ImportTests.run(ImportTests.ana, fixture).known == 1)
        #expect(try fixture.practice.check().entries == entries, "the same record again wrote something")
        // The same facts in a new message: nothing new to say.
        let again = ImportTests.ana.replacing(#""versionId":"1""#, with: #""versionId":"2""#)
        #expect(ImportTests.run(again, fixture).known == 1)
        let moved = again.replacing("312-555-0142", with: "312-555-0199").replacing(#""2""#, with: #""3""#)
        #expect(ImportTests.run(moved, fixture).taken == 1)
        for old in [ImportTests.ana, again] {
            #expect(ImportTests.run(old, fixture).known == 1, "an older record that comes again undoes nothing")
        }
        let person = try fixture.practice.person("urn:oid:1.2.3|A1")
        #expect(person.names.map(\.words) == ["Ana Ruiz"])
        #expect(person.details.telecoms.map(\.value) == ["312-555-0199"])
        #expect(person.identifiers == ["urn:oid:1.2.3|A1", "ehr|Patient/17"], "social security numbers are not kept")
        #expect(try fixture.practice.search("Anna Ruitz", most: 1).first?.number == person.number)
        let report = try fixture.practice.check()
        #expect(report.differences == [])
        try fixture.practice.rebuild()
        #expect(try fixture.practice.check().differences == [])
    }

    @Test func `numbers of our own stand alone`() throws {
        let fixture = try PracticeFixture()
        try fixture.addPatient("A1", name: "Ana Ruiz")
        #expect(ImportTests.run(ImportTests.ana, fixture, own: ["urn:oid:1.2.3"]).taken == 1)
        #expect(try fixture.practice.person("A1").birth == "1980-04-02")
    }

    @Test func `a dry run says the same and writes nothing`() throws {
        let fixture = try PracticeFixture()
        let entries = try fixture.practice.check().entries
        #expect(ImportTests.run(ImportTests.ana, fixture, isDry: true).taken == 1)
        #expect(try fixture.practice.check().entries == entries)
        #expect(PracticeFixture.error { _ = try fixture.practice.person("urn:oid:1.2.3|A1") } != nil)
        #expect(ImportTests.run(ImportTests.ana, fixture).taken == 1)
    }

    @Test func `what fails is told with its place, and the rest goes in`() throws {
        let fixture = try PracticeFixture()
        let lines = [
            ImportTests.ana, #"{"resourceType":"Patient","name":[{"family":"Nobody"}]}"#, "{broken",
            #"{"resourceType":"Patient","id":"18","identifier":[{"value":"B1"}],"name":[{"text":"Bo"}]}"#,
            #"{"resourceType":"Patient","id":"19","identifier":[{"value":"B1"},{"system":"urn:oid:1.2.3","value":"A1"}]}"#,
            #"{"resourceType":"RelatedPerson","id":"1","patient":{"reference":"Patient/404"},"name":[{"text":"Cy"}]}"#,
            #"{"resourceType":"RelatedPerson","id":"2","patient":{"reference":"Patient/17"},"name":[{"text":"Dee"}]}"#,
            #"{"resourceType":"Observation","id":"o"}"#,
        ]
        let told = ImportTests.run(lines.joined(separator: "\n") + "\n", fixture)
        #expect(told.taken == 3 && told.notRead == 1)
        #expect(told.refused.map(\.place.record).sorted() == [2, 3, 5, 6])
        let words = told.refused.map { "\($0.words) \($0.help ?? "")" }.joined(separator: "\n")
        #expect(words.contains("two of our patients"))
        for secret in ["Nobody", "Bo", "B1", "A1", "Cy", "404"] { #expect(!words.contains(secret)) }
        #expect(
            try fixture.practice.person("ehr|Patient/17").details.contacts.map { $0.names.map(\.words) } == [["Dee"]])
        #expect(try fixture.practice.check().differences == [])
    }

    @Test func `a wish becomes a task for a person, and decides nothing`() throws {
        let fixture = try PracticeFixture()
        let message =
            "MSH|^~\\&|EHR|HOSP|P|P|20261121100000||ADT^A04^ADT_A01|M1|P|2.5.1\r"
            + "EVN|A04|20261121100000\rPID|1||W1^^^HOSP^MR||Ruiz^Ana||19800402|F\rPD1||||||||||||Y|20261121\rPV1|1|O\r"
        let told = ImportTests.run(message, fixture, own: ["HOSP"], reader: HL7Reader(digest: Importing.digest))
        #expect(told.taken == 1 && told.refused == [])
        let tasks = try fixture.practice.tasks(most: 10)
        #expect(tasks.count == 1 && tasks[0].words.contains("protectionIndicator"))
        #expect(try fixture.practice.person("W1").directives == [])
        #expect(try fixture.practice.check().differences == [])
        try fixture.practice.rebuild()
        #expect(try fixture.practice.tasks(most: 10).map(\.words) == tasks.map(\.words))
    }

    @Test func `a merge of the sender merges, and an unknown prior number becomes one more`() throws {
        let fixture = try PracticeFixture()
        func message(_ event: String, _ number: Int, _ pid: String, _ more: String = "") -> String {
            "MSH|^~\\&|EHR|HOSP|P|P|20261121100000||ADT^\(event)|M\(number)|P|2.5.1\rEVN||20261121100000\r"
                + "PID|1||\(pid)^^^HOSP^MR||Ruiz^Ana||19800402|F\r\(more)PV1|1|O\r"
        }
        let text =
            message("A04^ADT_A01", 1, "W1") + message("A04^ADT_A01", 2, "W2")
            + message("A40^ADT_A39", 3, "W1", "MRG|W2^^^HOSP^MR\r")
            + message("A40^ADT_A39", 4, "W1", "MRG|W9^^^HOSP^MR\r")
        let told = ImportTests.run(text, fixture, own: ["HOSP"], reader: HL7Reader(digest: Importing.digest))
        #expect(told.taken == 4 && told.refused == [])
        let person = try fixture.practice.person("W1")
        #expect(try fixture.practice.person("W2").number == person.number)
        #expect(try fixture.practice.person("W9").number == person.number)
        let again = ImportTests.run(text, fixture, own: ["HOSP"], reader: HL7Reader(digest: Importing.digest))
        #expect(again.known == 4)
        #expect(try fixture.practice.check().differences == [])
        try fixture.practice.rebuild()
        #expect(try fixture.practice.check().differences == [])
    }

    // MARK: Samples

    /// The folder of shared samples; nothing where it is absent.
    private static var samples: URL? {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let shared = ProcessInfo.processInfo.environment["PLEDGE_SHARED"].map { URL(filePath: $0, relativeTo: root) }
        let folder = (shared ?? root.appending(path: "../shared")).appending(path: "data").standardizedFileURL
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }

    @Test(.enabled(if: ImportTests.samples != nil))
    func `every sample file goes in, and again does nothing`() throws {
        let fixture = try PracticeFixture()
        let folder = try #require(ImportTests.samples)
        var files: [(name: String, bytes: [UInt8])] = []
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        for name in names.sorted() where name.hasPrefix("fhir/") || name.hasPrefix("hl7v2/") {
            guard let data = FileManager.default.contents(atPath: folder.path + "/" + name) else { continue }
            var bytes = [UInt8](data)
            if Unzipping.isPacked(bytes) {
                var plain: [UInt8] = []
                let unzipping = Unzipping()
                try unzipping.unpack(bytes) { plain += $0 }
                try unzipping.finish()
                bytes = plain
            }
            files.append((name, bytes))
        }
        func all() -> Told {
            var all = Told()
            for file in files {
                let reader: any ImportReader
                if file.name.contains(".hl7") {
                    reader = HL7Reader(digest: Importing.digest)
                } else if file.name.contains(".ndjson") {
                    reader = FHIRReader(layout: .lines, digest: Importing.digest)
                } else if file.name.contains(".json") {
                    reader = FHIRReader(digest: Importing.digest)
                } else {
                    continue
                }
                all.outcomes +=
                    ImportTests.run(
                        String(decoding: file.bytes, as: UTF8.self), fixture, reader: reader
                    ).outcomes
            }
            return all
        }
        let first = all()
        #expect(first.taken > 100)
        for problem in first.refused {
            #expect(
                problem.help?.contains("import") == true || problem.kind != .person,
                "\(problem.place): \(problem.words)")
        }
        // A consent that came before its patient goes in now.
        let second = all()
        #expect(second.taken + second.known + second.refused.count == first.taken + first.known + first.refused.count)
        #expect(second.taken < first.refused.count)
        let report = try fixture.practice.check()
        #expect(report.differences == [])
        let again = all()
        #expect(again.taken == 0)
        #expect(again.known == second.taken + second.known)
        #expect(try fixture.practice.check().entries == report.entries)
    }
}
