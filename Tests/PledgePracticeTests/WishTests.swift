import PledgeCore
import PledgeDecisions
import PledgePractice
import Testing

/// What the patient says, and what a professional judges, through the one door with the whole law: each binds the next
/// decision, on both sides.
@Suite struct WishTests {
    private final class Desk {
        let fixture: PracticeFixture
        private var count = 0

        init() throws {
            fixture = try PracticeFixture(rules: PracticeFixture.law.get())
            try fixture.addPatient()
        }

        /// Whether it leaves.
        func goes(
            _ recipient: String, _ purpose: String, item: String = "record", actor: String = "facility",
            group: String = "", more: String = ""
        ) throws -> Bool {
            count += 1
            let whole =
                #"{"item":"\#(item)","labels":[],"service":"general-care","place":"IL","source":"made-here","#
                + #""part2":false,"madeByUs":true\#(group)}"#
            return try DirectiveCase.goes(
                fixture,
                #"{"patient":"MRN-1","key":"k\#(count)","by":"Front Desk","act":"disclose","#
                    + #""actor":{"id":"P","kinds":["\#(actor)"]},"recipient":\#(recipient),"#
                    + #""purposes":["\#(purpose)"],"groups":[\#(whole)]\#(more)}"#)
        }

        func set(_ facts: String) throws {
            var fields = try JSONFields(PracticeFixture.json(#"{"facts":\#(facts),"by":"Front Desk"}"#))
            _ = try fixture.practice.change(person: "MRN-1", try PersonChange(&fields))
        }
    }

    /// Of the day it is made, unless said otherwise.
    private static func held(_ day: String = "2026-01-05", paid: Bool = false) -> String {
        #","paidInFull":\#(paid),"given":{"from":"\#(day)","to":"\#(day)"},"held":{"from":"\#(day)","to":"\#(day)"}"#
    }

    @Test func `a limit ends as the law lets it, and never by our own word where it was paid in full`() throws {
        let desk = try Desk()
        func plan(paid: Bool) throws -> Bool {
            try desk.goes(
                #"{"id":"plan","kinds":["health-plan"]}"#, "payment", actor: "covered-provider",
                group: WishTests.held(paid: paid))
        }
        #expect(try plan(paid: true))
        let paid = try desk.fixture.take(#"{"type":"restriction","full-payment":true,"agreed":"2026-01-05"}"#)
        #expect(try !plan(paid: true))
        #expect(try plan(paid: false))
        let before = try desk.fixture.practice.checkpoint()
        let error = PracticeFixture.error { try desk.fixture.end(paid, #"{"ended-by-us":"2026-11-01"}"#) }
        guard case .asked(let problem)? = error else {
            Issue.record("our own word ended it: \(String(describing: error))")
            return
        }
        #expect(problem.path == "$.set.ended-by-us")
        #expect(try desk.fixture.practice.checkpoint() == before)
        #expect(try !plan(paid: true))
        try desk.fixture.end(paid, #"{"ended":"2026-11-20"}"#)
        #expect(try plan(paid: true))

        func provider(_ day: String) throws -> Bool {
            try desk.goes(
                #"{"id":"r1","kinds":["provider"]}"#, "treatment", actor: "covered-provider", group: WishTests.held(day)
            )
        }
        let own = try desk.fixture.take(#"{"type":"restriction","kept-from":"r1","agreed":"2026-01-01"}"#)
        #expect(try !provider("2026-01-05") && !provider("2026-11-10"))
        #expect(
            try desk.goes(
                #"{"id":"r2","kinds":["provider"]}"#, "treatment", actor: "covered-provider", group: WishTests.held()))
        // Ours counts only for what came after it.
        try desk.fixture.end(own, #"{"ended-by-us":"2026-11-01"}"#)
        #expect(try !provider("2026-01-05"))
        #expect(try provider("2026-11-10"))
        // The patient's counts for all.
        try desk.fixture.end(own, #"{"ended":"2026-11-20"}"#)
        #expect(try provider("2026-01-05"))
    }

    @Test func `a professional's judgment needs who, when and why, and a verbal no closes what was open`() throws {
        let desk = try Desk()
        func husband(_ answers: String) throws -> Bool {
            try desk.goes(
                #"{"id":"husband","kinds":["spouse"]}"#, "involvement", group: WishTests.held(),
                more: #","answers":{\#(answers)}"#)
        }
        let judged = #""best-interest":{"value":true,"by":"Dr. Chen","when":"2026-11-21","why":"asleep"}"#
        let away = #""patient-wish":"cannot-be-asked""#
        #expect(try husband("\(away),\(judged)"))
        #expect(try !husband(#"\#(away),\#(judged.replacing("true", with: "false"))"#))
        let error = PracticeFixture.error { _ = try husband(#"\#(away),"best-interest":true"#) }
        #expect("\(error.map(String.init(describing:)) ?? "")".contains("who, when and why"))
        // By word of mouth, yes and no.
        #expect(try husband(#""patient-wish":"agrees""#))
        #expect(try !husband(#""patient-wish":"objects""#))
        // An earlier no.
        #expect(try husband(#""patient-wish":"inferred""#))
        let no = try desk.fixture.take(#"{"type":"sharing-objection","about":"husband","made":"2026-11-01"}"#)
        #expect(try !husband(#""patient-wish":"inferred""#))
        #expect(try husband(#""patient-wish":"agrees""#))
        #expect(try husband("\(away),\(judged)"))
        #expect(
            try desk.goes(
                #"{"id":"sister","kinds":["family"]}"#, "involvement", group: WishTests.held(),
                more: #","answers":{"patient-wish":"inferred"}"#))
        try desk.fixture.end(no, #"{"withdrawn":"2026-11-20"}"#)
        #expect(try husband(#""patient-wish":"inferred""#))
    }

    @Test func `the directory is left item by item`() throws {
        let desk = try Desk()
        func caller(_ element: String, kind: String = "caller") throws -> Bool {
            try desk.goes(
                #"{"kinds":["\#(kind)"]}"#, "directory", item: "directory-entry",
                group: WishTests.held() + #","elements":["\#(element)"]"#)
        }
        #expect(try caller("location") && caller("general-condition"))
        let no = try desk.fixture.take(
            #"{"type":"directory-objection","withholds":["location"],"made":"2026-11-20"}"#)
        #expect(try !caller("location") && caller("general-condition"))
        let clergy = try desk.fixture.take(
            #"{"type":"directory-objection","withholds":["religion"],"kept-from":["clergy"],"made":"2026-11-20"}"#)
        #expect(try !caller("religion", kind: "clergy") && caller("name", kind: "clergy"))
        try desk.fixture.end(no, #"{"withdrawn":"2026-11-21T09:00:00-06:00"}"#)
        try desk.fixture.end(clergy, #"{"withdrawn":"2026-11-21T09:00:00-06:00"}"#)
        #expect(try caller("location") && caller("religion", kind: "clergy"))
    }

    @Test func `how we reach the patient, and about what, follows what was asked and agreed`() throws {
        let desk = try Desk()
        func message(_ purpose: String, _ channel: String) throws -> Bool {
            try desk.goes(
                #"{"id":"MRN-1","kinds":["individual"]}"#, purpose, item: "appointment", actor: "covered-provider",
                group: WishTests.held(), more: #","channel":\#(channel)"#)
        }
        let text = #"{"kind":"text","address":"+13125550100"}"#
        #expect(try message("reminder", #""voicemail""#))
        let wish = try desk.fixture.take(#"{"type":"contact-wish","means":["mail"],"agreed":"2026-11-01"}"#)
        #expect(try !message("reminder", #""voicemail""#) && message("reminder", #""mail""#))
        try desk.fixture.end(wish, #"{"ended":"2026-11-20"}"#)
        #expect(try message("reminder", #""voicemail""#))

        // A machine needs a consent: of this topic, for this number.
        try desk.set(#"{"random-dialing":true}"#)
        #expect(try !message("reminder", text))
        let consent = try desk.fixture.take(
            #"{"type":"message-consent","topics":["reminder"],"number":"+13125550100","given":"2026-11-01"}"#)
        #expect(try message("reminder", text))
        #expect(try !message("reminder", #"{"kind":"text","address":"+13125550199"}"#))
        #expect(try !message("care-message", text))
        // A stop of another topic leaves it; one of this topic ends it at once.
        try desk.fixture.take(
            #"{"type":"message-stop","word":"stop","topics":["care-message"],"received":"2026-11-20"}"#)
        #expect(try message("reminder", text))
        try desk.fixture.take(#"{"type":"message-stop","word":"stop","topics":["reminder"],"received":"2026-11-20"}"#)
        #expect(try !message("reminder", text))
        try desk.fixture.end(consent, #"{"ended":"2026-11-20"}"#)
        #expect(try !message("reminder", text))
    }

    @Test func `an opt-out from e-mail binds after the days the law gives, and a representative's paper at once`()
        throws
    {
        let desk = try Desk()
        func email() throws -> Bool {
            try desk.goes(
                #"{"id":"MRN-1","kinds":["individual"]}"#, "product-talk", item: "contact-data",
                group: WishTests.held(), more: #","channel":"email""#)
        }
        #expect(try email())
        try desk.fixture.take(#"{"type":"email-stop","received":"2026-11-20"}"#)
        #expect(try email())
        desk.fixture.clock.set(PracticeFixture.start + 15 * 86_400_000)
        #expect(try !email())

        func agent() throws -> Bool {
            try desk.goes(
                #"{"id":"agent","kinds":["health-care-agent"]}"#, "access", group: WishTests.held())
        }
        #expect(try !agent())
        let paper = try DirectiveCase.take(
            desk.fixture,
            #"{"type":"appointment","gives-health-decisions":true,"appointee":"agent","appointed":"2026-01-05"}"#)
        #expect(paper.defects.filter { $0.rules.contains("502g2") } == [] && paper.serves.contains("502g2"))
        #expect(try agent())
        let barred = try desk.fixture.take(
            #"{"type":"representative-barred","person":"agent","abuse-believed":true,"against-interest":true,"#
                + #""made":"2026-11-20"}"#)
        #expect(try !agent())
        try desk.fixture.end(barred, #"{"against-interest":false}"#)
        #expect(try agent())
        try desk.fixture.end(paper.index, #"{"revoked":"2026-11-21"}"#)
        #expect(try !agent())
    }
}
