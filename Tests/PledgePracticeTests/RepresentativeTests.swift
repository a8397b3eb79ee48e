import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Testing

/// Who speaks for a patient: agents by their paper, parents by the patient's age and the service.
@Suite struct RepresentativeTests {
    private typealias Question = PracticeFixture.Question

    private static let day: Int64 = 86_400_000
    /// Midnight after the day on which the fixture's clock begins, in Chicago.
    private static let midnight = PracticeFixture.start + 14 * 3_600_000

    private static func fixture(start: Int64 = PracticeFixture.start, _ person: String) throws -> PracticeFixture {
        let fixture = try PracticeFixture(start: start, rules: PracticeFixture.partyRules.get())
        var fields = try JSONFields(
            PracticeFixture.json(
                #"{"identifiers":["MRN-1"],"names":["Ana Ruiz"],"firstContact":"2015-01-15","by":"a"\#(person)}"#))
        _ = try fixture.practice.add(person: try PersonChange(&fields))
        return fixture
    }

    private static func agent(_ id: String = "aunt") -> Question {
        Question(recipient: #"{"id":"\#(id)","kinds":["health-care-agent"]}"#, purposes: #"["access"]"#)
    }

    private static let parent = Question(recipient: #"{"id":"mom","kinds":["parent"]}"#, purposes: #"["access"]"#)

    // MARK: Agents

    @Test func `an agent speaks within the days of the paper, and nobody else does`() throws {
        let fixture = try RepresentativeTests.fixture(#","birth":"1980-04-02""#)
        #expect(try fixture.answer(RepresentativeTests.agent(), "k1") != "502a2i")
        let paper = try fixture.take(
            #"{"type":"appointment","gives-health-decisions":true,"appointee":"aunt","appointed":"2026-01-01","#
                + #""begins":"2026-11-22","ends":"2026-11-23"}"#)
        #expect(try fixture.answer(RepresentativeTests.agent(), "k2") != "502a2i")
        fixture.clock.set(PracticeFixture.start + RepresentativeTests.day)
        #expect(try fixture.answer(RepresentativeTests.agent(), "k3") == "502a2i")
        #expect(try fixture.answer(RepresentativeTests.agent("uncle"), "k4") != "502a2i")
        fixture.clock.set(PracticeFixture.start + 2 * RepresentativeTests.day)
        #expect(try fixture.answer(RepresentativeTests.agent(), "k5") == "502a2i")
        fixture.clock.set(PracticeFixture.start + 3 * RepresentativeTests.day)
        #expect(try fixture.answer(RepresentativeTests.agent(), "k6") != "502a2i")
        try fixture.end(paper, #"{"ends":"2027-11-23"}"#)
        #expect(try fixture.answer(RepresentativeTests.agent(), "k7") == "502a2i")
        try fixture.end(paper, #"{"revoked":"2026-11-24"}"#)
        #expect(try fixture.answer(RepresentativeTests.agent(), "k8") != "502a2i")
        #expect(try fixture.practice.replay(.asDecided).differences.isEmpty)
    }

    @Test func `a paper for some care gives no other, and a finding bars its holder`() throws {
        let fixture = try RepresentativeTests.fixture(#","birth":"1980-04-02""#)
        var fields = try JSONFields(
            PracticeFixture.json(
                #"{"document":{"type":"appointment","gives-health-decisions":true,"appointee":"aunt","#
                    + #""appointed":"2026-01-01","scope":[{"items":["record"],"services":["sti-care"]}]},"evidence":"scan 7","by":"a"}"#
            ))
        let entry = try fixture.practice.take(try DirectiveTaken(&fields), of: "MRN-1").index
        guard case .directive(let taken) = try fixture.practice.openEntry(entry).event else {
            Issue.record("no paper")
            return
        }
        #expect(taken.evidence == "scan 7")
        var within = RepresentativeTests.agent()
        within.service = "sti-care"
        #expect(try fixture.answer(within, "k1") == "502a2i")
        #expect(try fixture.answer(RepresentativeTests.agent(), "k2") != "502a2i")
        try fixture.take(
            #"{"type":"representative-barred","person":"aunt","abuse-believed":true,"against-interest":true,"#
                + #""made":"2026-11-20"}"#)
        #expect(try fixture.answer(within, "k3") != "502a2i")
    }

    // MARK: Parents

    @Test func `a parent's word ends on the day the patient turns 18, where we are`() throws {
        let fixture = try RepresentativeTests.fixture(#","birth":"2008-11-22""#)
        #expect(try fixture.answer(RepresentativeTests.parent, "k1") == "502a2i")
        // In Greenwich it is the birthday already.
        fixture.clock.set(RepresentativeTests.midnight - 1_000)
        #expect(try fixture.answer(RepresentativeTests.parent, "k2") == "502a2i")
        fixture.clock.set(RepresentativeTests.midnight)
        #expect(try fixture.answer(RepresentativeTests.parent, "k3") == "not-allowed")
        #expect(try fixture.practice.replay(.asDecided).differences.isEmpty)
    }

    @Test func `who was born on 29 February is 18 on 1 March of a common year`() throws {
        // 1 March 2026, 00:00 in Chicago.
        let march = PracticeFixture.start - 265 * RepresentativeTests.day - 10 * 3_600_000
        let fixture = try RepresentativeTests.fixture(start: march - 3_600_000, #","birth":"2008-02-29""#)
        #expect(try fixture.answer(RepresentativeTests.parent, "k1") == "502a2i")
        fixture.clock.set(march)
        #expect(try fixture.answer(RepresentativeTests.parent, "k2") == "not-allowed")
    }

    @Test func `a day of birth that is known in part is not taken for any day`() throws {
        for (birth, said) in [("2008-11", "not-known"), ("2008", "not-known"), ("2008-12-01", "502a2i")] {
            let fixture = try RepresentativeTests.fixture(#","birth":"\#(birth)""#)
            #expect(try fixture.answer(RepresentativeTests.parent, "k1") == said, "\(birth)")
            // Nor does the desk's word fill it in.
            var told = RepresentativeTests.parent
            told.more = #","answers":{"said-to-be-minor":true}"#
            #expect(try fixture.answer(told, "k2") == said, "\(birth)")
        }
    }

    @Test func `a parent speaks for no child that died`() throws {
        let fixture = try RepresentativeTests.fixture(#","birth":"2012-05-05""#)
        #expect(try fixture.answer(RepresentativeTests.parent, "k1") == "502a2i")
        var fields = try JSONFields(PracticeFixture.json(#"{"died":"2026-11-20","by":"a"}"#))
        _ = try fixture.practice.change(person: "MRN-1", try PersonChange(&fields))
        #expect(try fixture.answer(RepresentativeTests.parent, "k2") != "502a2i")
    }

    @Test(arguments: [
        // Born, labels, service, and whether the parent speaks.
        ("2014-11-21", #"["sti","minor-service"]"#, "sti-counseling", false),
        ("2014-11-22", #"["sti","minor-service"]"#, "sti-counseling", true),
        ("2011-04-17", #"["minor-service"]"#, "outpatient-counseling", false),
        ("2011-04-17", #"["minor-service"]"#, "general-care", true),
        ("2011-04-17", "[]", "general-care", true),
    ])
    func `for which service a minor stands alone, the state says by age`(
        birth: String, labels: String, service: String, isHeard: Bool
    ) throws {
        let fixture = try RepresentativeTests.fixture(#","birth":"\#(birth)""#)
        var question = RepresentativeTests.parent
        question.labels = labels
        question.service = service
        #expect(try (fixture.answer(question, "k1") == "502a2i") == isHeard)
    }

    @Test func `somebody else's consent on file makes a minor stand alone for that service`() throws {
        let fixture = try RepresentativeTests.fixture(#","birth":"2011-04-17""#)
        #expect(try fixture.answer(RepresentativeTests.parent, "k1") == "502a2i")
        let consent = try fixture.take(
            #"{"type":"consent-without-parent","parent-agreed-to-confidence":true,"scope":[{"items":["visit-note"]}]}"#)
        #expect(try fixture.answer(RepresentativeTests.parent, "k2") != "502a2i")
        try fixture.end(consent, #"{"parent-agreed-to-confidence":false}"#)
        #expect(try fixture.answer(RepresentativeTests.parent, "k3") == "502a2i")
    }
}
