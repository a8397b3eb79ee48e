import PledgeCore
import PledgePractice
import PledgeStore
import PostgresCluster
import Testing

/// Two records of one patient become one, and two again.
@Suite struct MergeTests {
    private static let restriction = #"{"type":"restriction","kept-from":"r1","agreed":"2026-01-01"}"#

    private static func fixture(_ engine: Engine = .sqlite) throws -> PracticeFixture {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient("MRN-1", name: "Ana Ruiz")
        try fixture.addPatient("MRN-2", name: "Anna Ruiz")
        return fixture
    }

    private static func isRefused(_ fixture: PracticeFixture, _ key: String, _ patient: String) -> Bool {
        if case .refused? = PracticeFixture.error({
            _ = try fixture.release(try PracticeFixture.ask(key, patient: patient))
        }) {
            return true
        }
        return false
    }

    @Test(arguments: Engine.allCases) func `the stricter binds, and parting restores`(on engine: Engine) throws {
        let fixture = try MergeTests.fixture(engine)
        try fixture.take(MergeTests.restriction, of: "MRN-2")
        try fixture.take(#"{"type":"restriction","kept-from":"aunt","agreed":"2026-01-01"}"#, of: "MRN-1")
        #expect(!MergeTests.isRefused(fixture, "k1", "MRN-1"))
        #expect(MergeTests.isRefused(fixture, "k2", "MRN-2"))
        let before = (try fixture.practice.person("MRN-1"), try fixture.practice.person("MRN-2"))
        _ = try fixture.practice.merge("MRN-2", into: "MRN-1", reason: "same person", by: "Officer")
        #expect(MergeTests.isRefused(fixture, "k3", "MRN-1"), "what one record's patient wished binds both")
        #expect(MergeTests.isRefused(fixture, "k4", "MRN-2"))
        #expect(try fixture.practice.person("MRN-2").number == before.0.number)
        #expect(try fixture.practice.tasks(most: 9).count == 1, "wishes differ: somebody has to look")
        #expect(try fixture.practice.search("Anna Ruiz", most: 5).count == 1)
        #expect(try fixture.practice.check().differences == [])
        _ = try fixture.practice.unmerge("MRN-2", reason: "sisters", by: "Officer")
        #expect(!MergeTests.isRefused(fixture, "k5", "MRN-1"))
        #expect(MergeTests.isRefused(fixture, "k6", "MRN-2"))
        var after = (try fixture.practice.person("MRN-1"), try fixture.practice.person("MRN-2"))
        (after.0.changed, after.1.changed) = (before.0.changed, before.1.changed)
        #expect(after.0 == before.0)
        #expect(after.1 == before.1)
        #expect(try fixture.practice.search("Anna Ruiz", most: 5).count == 2)
        #expect(try fixture.practice.check().differences == [])
        try fixture.practice.rebuild()
        #expect(try fixture.practice.check().differences == [])
        #expect(MergeTests.isRefused(fixture, "k7", "MRN-2"))
    }

    @Test func `what was ended while they were one stays ended`() throws {
        let fixture = try MergeTests.fixture()
        let wish = try fixture.take(MergeTests.restriction, of: "MRN-2")
        _ = try fixture.practice.merge("MRN-2", into: "MRN-1", reason: nil, by: "Officer")
        try fixture.end(wish, #"{"ended":"2026-11-01"}"#, of: "MRN-1")
        _ = try fixture.practice.unmerge("MRN-2", reason: "two people", by: "Officer")
        let document = try fixture.practice.person("MRN-2").directives.first?.document
        #expect(document?["ended"] == .string("2026-11-01"))
        #expect(try fixture.practice.person("MRN-1").directives == [])
        #expect(try fixture.practice.check().differences == [])
    }

    @Test func `a record does not merge with itself, and only what was merged is parted`() throws {
        let fixture = try MergeTests.fixture()
        let itself = PracticeFixture.error {
            _ = try fixture.practice.merge("MRN-1", into: "MRN-1", reason: nil, by: "a")
        }
        let parted = PracticeFixture.error { _ = try fixture.practice.unmerge("MRN-1", reason: "b", by: "a") }
        for error in [itself, parted] {
            guard case .asked? = error else {
                Issue.record("not refused")
                continue
            }
        }
        #expect(
            PracticeFixture.error { _ = try fixture.practice.merge("X", into: "MRN-1", reason: nil, by: "a") } != nil)
    }

    @Test func `duplicates are proposed and not merged`() throws {
        let fixture = try PracticeFixture()
        for (number, name, birth) in [
            ("A", "Ana Ruiz", "1980-04-02"), ("B", "Anna Ruiz", "1980-04-02"), ("C", "Bo Li", "1955-01-09"),
            ("D", "Cyrus Okafor", "1991-12-30"), ("E", "Dee Novak", "1972-06-17"),
        ] {
            var fields = try JSONFields(
                PracticeFixture.json(
                    #"{"identifiers":["\#(number)"],"names":["\#(name)"],"birth":"\#(birth)","by":"a","#
                        + #""addresses":[{"lines":["\#(number == "B" ? "12" : number == "A" ? "12" : "\(birth.suffix(2))") Main St"],"#
                        + #""city":"Joliet","postalCode":"60431"}]}"#))
            _ = try fixture.practice.add(person: try PersonChange(&fields))
        }
        let proposals = try fixture.practice.duplicates()
        #expect(proposals.map { Set($0.patients) } == [["A", "B"]])
        #expect(proposals.first?.pairs.first?.reasons.contains("same birth date") == true)
        #expect(try fixture.practice.person("A").number != fixture.practice.person("B").number)
    }
}
