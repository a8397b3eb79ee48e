import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Testing

/// Recipients, units and staff: what the store knows of them goes before what a caller says.
@Suite struct PartyTests {
    private typealias Question = PracticeFixture.Question

    private static let day: Int64 = 86_400_000

    private static func fixture(_ engine: Engine = .sqlite) throws -> PracticeFixture {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.partyRules.get())
        try fixture.addPatient()
        return fixture
    }

    // MARK: What a caller may say

    @Test(arguments: Engine.allCases) func `a known party brings its kinds, and another word about it is refused`(
        on engine: Engine
    ) throws {
        let fixture = try PartyTests.fixture(engine)
        try fixture.addParty(
            #""party":"County","kinds":["provider"],"names":["County Hospital"],"telecoms":[{"system":"fax","value":"+13125550100"}]"#
        )
        #expect(try fixture.answer(Question(recipient: #"{"id":" county"}"#), "k1") == "506c2")
        #expect(try fixture.answer(Question(recipient: #"{"id":"County","kinds":["provider"]}"#), "k2") == "506c2")
        for (kinds, key) in [(#"["life-insurer"]"#, "k3"), (#"["provider","life-insurer"]"#, "k4"), (#""x""#, "k5")] {
            #expect(
                try fixture.answer(Question(recipient: #"{"id":"COUNTY","kinds":\#(kinds)}"#), key)
                    == "$.recipient.kinds")
        }
        let address = Question(recipient: #"{"id":"County","address":"+13125559999"}"#)
        #expect(try fixture.answer(address, "k6") == "$.recipient.address")
        var channel = Question(recipient: #"{"id":"County"}"#)
        channel.more = #","channel":{"kind":"fax","address":"+13125559999"}"#
        #expect(try fixture.answer(channel, "k7") == "$.channel.address")
        channel.more = #","channel":{"kind":"fax","address":"+13125550100"}"#
        #expect(try fixture.answer(channel, "k8") == "506c2")
        // Somebody unknown is what the caller says, as before.
        #expect(try fixture.answer(Question(recipient: #"{"id":"r1","kinds":["provider"]}"#), "k9") == "506c2")
        #expect(try fixture.answer(Question(recipient: #"{"id":"r1"}"#), "k10").hasPrefix("$.recipient"))
        guard case .release(let record) = try fixture.practice.openEntry(5).event else {
            Issue.record("no release")
            return
        }
        #expect(
            record.request["recipient"]
                == .members([
                    ("id", .string("County")), ("kinds", .strings(["provider"])), ("address", .string("+13125550100")),
                ]))
        #expect(record.parties == [2])
    }

    @Test func `what is no party is told, with what to do`() throws {
        let fixture = try PartyTests.fixture()
        try fixture.addParty(#""party":"site-1","level":"site","kinds":["facility"]"#)
        func path(_ members: String) -> String? {
            guard case .asked(let problem)? = PracticeFixture.error({ try fixture.addParty(members) }) else {
                return nil
            }
            return problem.path
        }
        #expect(path(#""party":"SITE-1 ","kinds":["provider"]"#) == "$.party")
        #expect(path(#""party":"b","kinds":["provider","wizard"]"#) == "$.kinds[1]")
        #expect(path(#""party":"b""#) == "$")
        #expect(path(#""party":"b","kinds":["provider"],"partOf":["nowhere"]"#) == "$.partOf[0]")
        // Only of what stands above: so there is no cycle.
        #expect(path(#""party":"b","level":"site","kinds":["facility"],"partOf":["site-1"]"#) == "$.partOf[0]")
        #expect(path(#""party":"b","level":"entity","kinds":["facility"],"partOf":["site-1"]"#) == "$.partOf[0]")
        #expect(path(#""party":"b","level":"office","kinds":["facility"],"partOf":["site-1"]"#) == nil)
        #expect(path(#""party":"nurse","kinds":["workforce"],"role":"nurse","partOf":["b"]"#) == nil)
        #expect(path(#""party":"c","kinds":["provider"],"partOf":["nurse"]"#) == "$.partOf[0]")
        func change(_ members: String) -> String? {
            guard case .asked(let problem)? = PracticeFixture.error({ try fixture.changeParty(members) }) else {
                return nil
            }
            return problem.path
        }
        #expect(change(#""party":"site-1","level":"network""#) == "$.level")
        #expect(change(#""party":"site-1","partOf":["b"]"#) == "$.partOf[0]")
        #expect(change(#""party":"site-1","clear":["kinds"]"#) == "$")
        #expect(change(#""party":"nobody","role":"x""#) == "$.party")
        #expect(change(#""party":"site-1","from":"2026-01-01""#) == nil)
        #expect(change(#""party":"site-1","until":"2025-01-01""#) == "$.until")
        #expect(throws: ShapeProblem.self) {
            try PracticeFixture.partyChange(#""party":"x","partOf":[{"unit":"b","number":1}]"#)
        }
        #expect(throws: ShapeProblem.self) { try PracticeFixture.partyChange(#""party":"x","page":1"#) }
        #expect(try fixture.practice.parties().map { $0.party?.id } == ["b", "nurse", "site-1"])
    }

    @Test func `a patient and a party may have the same id, and neither is found as the other`() throws {
        let fixture = try PartyTests.fixture()
        try fixture.addParty(#""party":"MRN-1","kinds":["provider"],"names":["Ana Ruiz"]"#)
        try fixture.addParty(#""party":"lone","kinds":["provider"],"names":["Olga Petrova"]"#)
        #expect(try fixture.practice.person("MRN-1").party == nil)
        #expect(try fixture.practice.party("MRN-1").party?.names.map(\.words) == ["Ana Ruiz"])
        #expect(PracticeFixture.error { _ = try fixture.practice.person("lone") } == .unknownPatient)
        #expect(try fixture.practice.search("Olga Petrova", most: 5).isEmpty)
        #expect(try fixture.practice.search("Ana Ruiz", most: 5).map(\.number) == [1])
        #expect(try fixture.practice.duplicates().isEmpty)
        #expect(try fixture.answer(Question(recipient: #"{"id":"MRN-1"}"#), "k1") == "506c2")
        #expect(try fixture.practice.check().differences == [])
    }

    // MARK: Days

    @Test func `an agreement counts to the day before its end, and a party to its last day`() throws {
        let fixture = try PartyTests.fixture()
        try fixture.addParty(#""party":"billing","kinds":["business-associate"]"#)
        let question = Question(recipient: #"{"id":"billing"}"#, purposes: #"["business-management"]"#)
        #expect(try fixture.answer(question, "k1") == "not-allowed")
        let paper = try fixture.take(#"{"type":"associate-agreement","signed":"2026-01-01"}"#, ofParty: "billing")
        #expect(try fixture.answer(question, "k2") == "506c1")
        // It is with this company, and with no other.
        let other = Question(
            recipient: #"{"id":"other","kinds":["business-associate"]}"#, purposes: #"["business-management"]"#)
        #expect(try fixture.answer(other, "k3") == "not-allowed")
        try fixture.end(paper, #"{"ended":"2026-11-22"}"#, ofParty: "billing")
        try fixture.changeParty(#""party":"billing","until":"2026-11-22""#)
        #expect(try fixture.answer(question, "k4") == "506c1")
        fixture.clock.set(PracticeFixture.start + PartyTests.day)
        #expect(try fixture.answer(question, "k5") == "not-allowed")
        try fixture.end(paper, #"{"ended":"2027-01-01"}"#, ofParty: "billing")
        #expect(try fixture.answer(question, "k6") == "506c1")
        fixture.clock.set(PracticeFixture.start + 2 * PartyTests.day)
        #expect(try fixture.answer(question, "k7") == "$.recipient.id")
        #expect(try fixture.practice.replay(.asDecided).differences.isEmpty)
    }

    @Test func `an agreement opens what the company does as it opens what it gets`() throws {
        let fixture = try PartyTests.fixture()
        try fixture.addParty(#""party":"billing","kinds":["business-associate"]"#)
        let question = Question(actor: #"{"id":"billing"}"#, recipient: #"{"id":"r1","kinds":["provider"]}"#)
        #expect(try fixture.answer(question, "k1") == "not-allowed")
        try fixture.take(#"{"type":"associate-agreement","signed":"2026-11-21"}"#, ofParty: "billing")
        #expect(try fixture.answer(question, "k2") == "506c2")
    }

    @Test func `a data use agreement is good on its last day, and for whoever signed it`() throws {
        let fixture = try PartyTests.fixture()
        for id in ["uni", "lab"] { try fixture.addParty(#""party":"\#(id)","kinds":["researcher"]"#) }
        var question = Question(recipient: #"{"id":"uni"}"#, purposes: #"["research"]"#)
        question.item = #""limited-data-set","elements":["diagnosis"]"#
        #expect(try fixture.answer(question, "k1") == "not-allowed")
        let paper = try fixture.take(
            #"{"type":"data-use-agreement","signed":"2026-01-10","expires":"2026-11-21","purposes":["research"],"#
                + #""names-users":true,"no-other-use":true,"safeguards":true,"reports":true,"binds-agents":true,"#
                + #""no-contact":true}"#, ofParty: "uni")
        #expect(try fixture.answer(question, "k2") == "514e1 d\(paper)")
        var other = question
        other.recipient = #"{"id":"lab"}"#
        #expect(try fixture.answer(other, "k3") == "not-allowed")
        fixture.clock.set(PracticeFixture.start + PartyTests.day)
        #expect(try fixture.answer(question, "k4") == "not-allowed")
    }

    @Test func `only papers that we sign with somebody are a party's, and with that party`() throws {
        let fixture = try PartyTests.fixture()
        try fixture.addParty(#""party":"uni","kinds":["researcher"]"#)
        func path(_ document: String) -> String? {
            guard case .asked(let problem)? = PracticeFixture.error({ try fixture.take(document, ofParty: "uni") })
            else {
                return nil
            }
            return problem.path
        }
        #expect(path(PracticeFixture.paper) == "$.document.type")
        #expect(path(#"{"type":"restriction","agreed":"2026-01-01"}"#) == "$.document.type")
        #expect(path(#"{"type":"associate-agreement","associate":"another"}"#) == "$.document.associate")
        #expect(path(#"{"type":"associate-agreement","signed":"soon"}"#)?.hasPrefix("$") == true)
        #expect(path(#"{"type":"no-such"}"#)?.hasPrefix("$") == true)
        #expect(path(#"{"type":"associate-agreement","associate":"UNI"}"#) == nil)
        #expect(
            try fixture.practice.party("uni").directives.map { $0.document["associate"] } == [.string("uni")])
    }

    // MARK: The tree

    @Test func `who shares with whom follows from the tree, on the day`() throws {
        let fixture = try PartyTests.fixture()
        try fixture.addParty(#""party":"net","level":"network""#)
        try fixture.addParty(#""party":"ohca","level":"arrangement","partOf":["net"]"#)
        try fixture.addParty(#""party":"us","level":"entity","kinds":["facility"],"partOf":["net","ohca"]"#)
        try fixture.addParty(#""party":"clinic","level":"site","kinds":["facility"],"partOf":["us"]"#)
        try fixture.addParty(#""party":"group","level":"entity","kinds":["covered-provider"],"partOf":["net"]"#)
        try fixture.addParty(#""party":"dr-w","kinds":["covered-provider"],"partOf":["group"]"#)
        try fixture.addParty(#""party":"far","kinds":["covered-provider"]"#)
        var question = Question(
            actor: #"{"id":"clinic"}"#, recipient: #"{"id":"dr-w"}"#, purposes: #"["arrangement-operations"]"#)
        // The group is in the network, and not in the arrangement.
        #expect(try fixture.answer(question, "k1") == "not-allowed")
        question.more = #","answers":{"same-arrangement":true}"#
        #expect(try fixture.answer(question, "k2") == "$.answers.same-arrangement")
        question.more = ""
        try fixture.changeParty(#""party":"group","partOf":["net",{"unit":"ohca","until":"2026-11-21"}]"#)
        #expect(try fixture.answer(question, "k3") == "506c5")
        question.more = #","answers":{"same-arrangement":false}"#
        #expect(try fixture.answer(question, "k4") == "$.answers.same-arrangement")
        question.more = ""
        fixture.clock.set(PracticeFixture.start + PartyTests.day)
        #expect(try fixture.answer(question, "k5") == "not-allowed")
        // A group of several neither acts nor receives.
        #expect(try fixture.answer(Question(recipient: #"{"id":"ohca"}"#), "k6") == "$.recipient.id")
        #expect(try fixture.practice.replay(.asDecided).differences.isEmpty)
        #expect(try fixture.practice.check().differences == [])
    }

    @Test func `who is designated as one shares as one, and not before and not after`() throws {
        let fixture = try PartyTests.fixture()
        try fixture.addParty(#""party":"one","level":"affiliated","from":"2026-11-22","until":"2026-11-22""#)
        for id in ["us", "group"] {
            try fixture.addParty(#""party":"\#(id)","level":"entity","kinds":["facility"],"partOf":["one"]"#)
        }
        var question = Question(
            actor: #"{"id":"us"}"#, recipient: #"{"id":"group"}"#, purposes: #"["business-management"]"#)
        question.more = #","answers":{"serves-our-business":false}"#
        for (days, said) in [(0, "not-allowed"), (1, "105aff"), (2, "not-allowed")] {
            fixture.clock.set(PracticeFixture.start + Int64(days) * PartyTests.day)
            #expect(try fixture.answer(question, "k\(days)") == said)
        }
    }

    @Test func `where the tree places neither of two, the question is asked as before`() throws {
        let fixture = try PartyTests.fixture()
        try fixture.addParty(#""party":"us","level":"entity","kinds":["facility"]"#)
        try fixture.addParty(#""party":"far","kinds":["covered-provider"]"#)
        var question = Question(
            actor: #"{"id":"us"}"#, recipient: #"{"id":"far"}"#, purposes: #"["arrangement-operations"]"#)
        #expect(try fixture.answer(question, "k1") == "not-known")
        question.more = #","answers":{"same-arrangement":true}"#
        #expect(try fixture.answer(question, "k2") == "506c5")
    }
}
