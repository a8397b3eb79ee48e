import PledgeCore
import PledgePractice
import PledgeStore
import Testing

/// Parties in the journal: races, rebuilding, tampering.
@Suite struct PartyJournalTests {
    private typealias Question = PracticeFixture.Question

    private static func fixture(_ engine: Engine = .sqlite) throws -> PracticeFixture {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        return fixture
    }

    private static let county = Question(recipient: #"{"id":"county"}"#)

    @Test(arguments: Engine.allCases) func `what another program changed of a party binds the next release`(
        on engine: Engine
    ) throws {
        let fixture = try PartyJournalTests.fixture(engine)
        let other = try fixture.opened()
        defer { other.close() }
        let stated = Question(recipient: #"{"id":"county","kinds":["provider"]}"#)
        // Remembered as unknown: there is no page yet.
        #expect(try fixture.answer(stated, "k1") == "506c2")
        #expect(try fixture.answer(stated, "k2") == "506c2")
        _ = try other.add(party: try PracticeFixture.partyChange(#""party":"county","kinds":["life-insurer"]"#))
        #expect(try fixture.answer(stated, "k3") == "$.recipient.kinds")
        #expect(try fixture.answer(PartyJournalTests.county, "k4") == "not-allowed")
        _ = try other.change(party: try PracticeFixture.partyChange(#""party":"county","kinds":["provider"]"#))
        #expect(try fixture.answer(PartyJournalTests.county, "k5") == "506c2")
        #expect(try fixture.answer(PartyJournalTests.county, "k6") == "506c2")
        _ = try other.change(party: try PracticeFixture.partyChange(#""party":"county","until":"2026-11-20""#))
        #expect(try fixture.answer(PartyJournalTests.county, "k7") == "$.recipient.id")
        #expect(try fixture.practice.check().differences == [])
        #expect(try fixture.practice.replay(.asDecided).differences.isEmpty)
    }

    @Test func `of many parties each is found, and one that joins a page is noticed`() throws {
        let fixture = try PartyJournalTests.fixture()
        let other = try fixture.opened()
        defer { other.close() }
        for number in 0..<400 { try fixture.addParty(#""party":"p\#(number)","kinds":["provider"]"#) }
        for number in 0..<24 {
            let stated = Question(recipient: #"{"id":"new-\#(number)","kinds":["provider"]}"#)
            #expect(try fixture.answer(stated, "before \(number)") == "506c2")
            _ = try other.add(
                party: try PracticeFixture.partyChange(#""party":"new-\#(number)","kinds":["life-insurer"]"#))
            #expect(try fixture.answer(stated, "after \(number)") == "$.recipient.kinds")
        }
        #expect(try fixture.practice.parties().count == 424)
        for number in stride(from: 0, to: 400, by: 37) {
            #expect(try fixture.practice.party("p\(number)").party?.id == "p\(number)")
        }
        #expect(try fixture.practice.check().differences == [])
        try fixture.practice.rebuild()
        try fixture.reopen()
        #expect(try fixture.practice.check().differences == [])
        #expect(try fixture.answer(Question(recipient: #"{"id":"p399"}"#), "last") == "506c2")
    }

    @Test(arguments: Engine.allCases) func `rebuilding makes parties, pages and papers again`(on engine: Engine) throws
    {
        let fixture = try PartyJournalTests.lived(engine)
        let before = try fixture.practice.parties().map(\.json)
        #expect(try fixture.practice.check().differences == [])
        try fixture.practice.rebuild()
        try fixture.reopen()
        #expect(try fixture.practice.check().differences == [])
        #expect(try fixture.practice.parties().map(\.json) == before)
        _ = try fixture.practice.rotateOrganization(master: fixture.master, reason: "yearly", by: "a")
        #expect(try fixture.answer(PartyJournalTests.county, "k9") == "506c2")
        #expect(try fixture.practice.replay(.asDecided).differences.isEmpty)
        #expect(try fixture.practice.replay(.asKnownNow).decisions == 2)
    }

    private static func lived(_ engine: Engine) throws -> PracticeFixture {
        let fixture = try PartyJournalTests.fixture(engine)
        try fixture.addParty(#""party":"net","level":"network","names":["North Network"]"#)
        try fixture.addParty(
            #""party":"county","level":"entity","kinds":["provider"],"partOf":[{"unit":"net","from":"2020-01-01"}],"#
                + #""credentials":[{"system":"NPI","value":"1234567893","until":"2030-01-01"}],"#
                + #""addresses":[{"lines":["1 Main"],"city":"Elgin"}],"from":"2020-01-01""#)
        let paper = try fixture.take(#"{"type":"associate-agreement","signed":"2026-01-01"}"#, ofParty: "county")
        try fixture.end(paper, #"{"ended":"2026-11-01"}"#, ofParty: "county")
        #expect(try fixture.answer(PartyJournalTests.county, "k1") == "506c2")
        return fixture
    }

    /// Rows: 0 the organization, 1 the patient, 2 and 3 the network and its page, 4 and 5 those of `county`.
    @Test(
        arguments: [
            "UPDATE person SET sealed = X'00' WHERE number = 4", "DELETE FROM person WHERE number = 4",
            "UPDATE person SET sealed = (SELECT sealed FROM person WHERE number = 1) WHERE number = 4",
            "UPDATE person SET sealed = X'00' WHERE number = 5", "DELETE FROM person WHERE number = 5",
            "UPDATE person SET sealed = (SELECT sealed FROM person WHERE number = 3) WHERE number = 5",
            "UPDATE person SET sealed = X'00' WHERE number = 2", "DELETE FROM person_key WHERE person = 4",
            "DELETE FROM person_key WHERE person = 5",
        ], Engine.allCases)
    func `a row of a party, of its page or of a unit above is believed only as it was written`(
        sql: String, on engine: Engine
    ) throws {
        let fixture = try PartyJournalTests.lived(engine)
        let error = PracticeFixture.error {
            try fixture.behind(sql)
            _ = try fixture.answer(PartyJournalTests.county, "k2")
        }
        guard case .tampered? = error else {
            Issue.record("not noticed: \(String(describing: error))")
            return
        }
        #expect(try !fixture.practice.check().isWhole)
    }
}
