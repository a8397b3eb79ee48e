import PledgeCore
import PledgeDecisions
import PledgePractice
import Testing

/// Wishes and papers: taken in with all that is wrong with them, and binding from the next decision on.
@Suite struct DirectiveTests {
    // MARK: Defects

    @Test func `a paper that names another patient, is dated tomorrow and was signed without authority is never used`()
        throws
    {
        let fixture = try PracticeFixture(rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        let paper = DirectiveCase.paper(
            replacing: ["signed": #""2026-11-22""#, "by-representative": "true"])
        let taken = try DirectiveCase.take(fixture, paper, more: #","patientNamed":"Ben Okoro""#)
        #expect(taken.isKeptOut && taken.serves == [])
        #expect(taken.defects.map(\.citation) == [nil, "45 CFR 164.508(c)(1)", "45 CFR 164.508(c)(1)"])
        #expect(
            taken.defects.map(\.words) == [
                "it names another patient than this one", "when it was signed: not on or before today",
                "somebody signed for the patient; it lacks: it says by what authority that person signs",
            ])
        // It is in the entry, and found again.
        guard case .directive(let record) = try fixture.practice.openEntry(taken.index).event else {
            Issue.record("the entry is no directive")
            return
        }
        #expect(record.defects == taken.defects && record.isKeptOut && record.patientNamed == "Ben Okoro")
        let onFile = try #require(try fixture.practice.directives(of: "MRN-1").first)
        #expect(onFile.isKeptOut && onFile.taken?.record.by == "Front Desk")
        #expect(onFile.taken?.at == Instant(seconds: PracticeFixture.start / 1_000))
        for time in [PracticeFixture.start, PracticeFixture.start + 3 * 86_400_000] {
            fixture.clock.set(time)
            #expect(try !DirectiveCase.goes(fixture, PracticeFixture.insuranceText("k \(time)")))
        }
        // The same paper without any of it is used.
        try fixture.take(PracticeFixture.paper)
        #expect(try DirectiveCase.goes(fixture, PracticeFixture.insuranceText("good")))
        try fixture.reopen()
        #expect(try fixture.practice.check().differences == [])
        _ = try fixture.practice.rebuild()
        #expect(try fixture.practice.directives(of: "MRN-1").map(\.isKeptOut) == [true, false])
    }

    @Test(arguments: [
        ("signed", #""2026-11-22""#, ""), ("by-representative", "true", ""), ("states-revocation", "false", ""),
        ("signed", #""2026-09-01""#, #","patientNamed":"Ben Okoro""#), ("known-false", "true", ""),
    ])
    func `one defect is enough`(_ field: String, _ value: String, _ more: String) throws {
        let fixture = try PracticeFixture(rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        let taken = try DirectiveCase.take(fixture, DirectiveCase.paper(replacing: [field: value]), more: more)
        #expect(taken.defects.count == 1 && !taken.serves.contains("508"))
        for day in 0..<3 {
            fixture.clock.set(PracticeFixture.start + Int64(day) * 86_400_000)
            #expect(try !DirectiveCase.goes(fixture, PracticeFixture.insuranceText("day \(day)")))
        }
    }

    @Test(arguments: ["Ana Ruiz", "RUIZ, Ana María", "mrn-1", "José Ruiz Ana"])
    func `a paper that names the patient otherwise is the patient's`(_ name: String) throws {
        let fixture = try PracticeFixture()
        try fixture.addPatient()
        let taken = try DirectiveCase.take(
            fixture, DirectiveCase.paper(replacing: [:]), more: #","patientNamed":"\#(name)""#)
        #expect(taken.defects == [] && !taken.isKeptOut && taken.serves == ["508"])
    }

    @Test func `what the program finds is not for a caller to say`() throws {
        let fixture = try PracticeFixture()
        try fixture.addPatient()
        let paper = DirectiveCase.paper(replacing: [:])
        for more in [#","defects":[{"words":"x"}]"#, #","keptOut":true"#] {
            let error = PracticeFixture.error { _ = try DirectiveCase.take(fixture, paper, more: more) }
            #expect("\(error.map(String.init(describing:)) ?? "")".contains("$.defects"))
        }
        let error = PracticeFixture.error {
            _ = try DirectiveCase.take(fixture, paper, of: nil, more: #","patientNamed":"Ana Ruiz""#)
        }
        #expect("\(error.map(String.init(describing:)) ?? "")".contains("$.patientNamed"))
    }

    // MARK: Papers that end

    @Test func `papers that end soon are listed, the earliest first`() throws {
        let fixture = try PracticeFixture()
        try fixture.addPatient()
        try fixture.addPatient("MRN-2", name: "Ben Okoro")
        let late = try fixture.take(DirectiveCase.paper(replacing: ["expires": #""2026-12-20""#]))
        let soon = try fixture.take(DirectiveCase.paper(replacing: ["expires": #""2026-11-25""#]), of: "MRN-2")
        try fixture.take(DirectiveCase.paper(replacing: ["expires": #""2026-11-20""#]))
        try fixture.take(PracticeFixture.paper)
        let ending = try fixture.practice.papersEnding(within: 30)
        #expect(ending.map(\.paper.entry) == [soon, late])
        #expect(ending.map(\.identifiers) == [["MRN-2"], ["MRN-1"]])
        #expect(ending.map(\.paper.ends) == [Day("2026-11-26"), Day("2026-12-21")])
        #expect(try fixture.practice.papersEnding(within: 4).isEmpty)
        #expect(try fixture.practice.papersEnding(within: 5).map(\.paper.entry) == [soon])
    }

    // MARK: What was posted

    @Test func `taking it back makes a task for each place where it is still posted`() throws {
        let fixture = try PracticeFixture()
        try fixture.addPatient()
        let paper = try fixture.take(DirectiveCase.paper(replacing: ["receiver-kinds": #"["anyone"]"#]))
        for place in ["our page", "the waiting room", "a leaflet"] { try DirectiveCase.post(fixture, paper, place) }
        try DirectiveCase.post(fixture, paper, "a leaflet", more: #","takenDown":true"#)
        #expect(PracticeFixture.error { try DirectiveCase.post(fixture, paper, "our page") } != nil)
        let nowhere = PracticeFixture.error {
            try DirectiveCase.post(fixture, paper, "a bus", more: #","takenDown":true"#)
        }
        #expect(nowhere != nil)
        // What ends nothing makes no task.
        try fixture.end(paper, #"{"we-asked":true}"#)
        #expect(try fixture.practice.tasks(most: 9).isEmpty)
        let end = try fixture.end(paper, #"{"revoked":"2026-11-21T09:00:00-06:00"}"#)
        let tasks = try fixture.practice.tasks(most: 9)
        #expect(
            tasks.map(\.words) == [
                "take down what was posted: our page", "take down what was posted: the waiting room",
            ])
        // The day after the Saturday on which it was taken back is a Monday.
        #expect(tasks.allSatisfy { $0.entry == end && $0.due == Day("2026-11-23") })
        // Saying it again makes no second task for the same place.
        try fixture.end(paper, #"{"revoked":"2026-11-21T09:30:00-06:00"}"#)
        #expect(try fixture.practice.tasks(most: 9).count == 2)
        #expect(try fixture.practice.check().differences == [])
        _ = try fixture.practice.rebuild()
        #expect(try fixture.practice.tasks(most: 9).map(\.words) == tasks.map(\.words))
        #expect(try fixture.practice.check().differences == [])
        // What is found posted after that is to come down at once.
        try DirectiveCase.post(fixture, paper, "a bus")
        #expect(try fixture.practice.tasks(most: 9).count == 3)
        #expect(try fixture.practice.directives(of: "MRN-1").map(\.postings) == [[]])
    }

    @Test func `taken back as of a later day, it comes down then`() throws {
        let fixture = try PracticeFixture()
        try fixture.addPatient()
        let paper = try fixture.take(PracticeFixture.paper)
        try DirectiveCase.post(fixture, paper, "our page")
        try fixture.end(paper, #"{"revoked":"2026-12-01"}"#)
        #expect(try fixture.practice.tasks(most: 9).map(\.due) == [Day("2026-12-02")])
        let error = PracticeFixture.error {
            _ = try fixture.practice.end(
                DirectiveCase.ended(paper, more: #","tasks":[{"duty":"x","words":"x","due":"2026-12-01"}]"#),
                of: "MRN-1")
        }
        #expect("\(error.map(String.init(describing:)) ?? "")".contains("$.tasks"))
    }
}

/// What the tests of directives ask and say.
enum DirectiveCase {
    /// The whole authorization, state's form included, with some fields said otherwise.
    static func paper(replacing fields: [String: String]) -> String {
        var members: [(String, String)] = [
            ("type", #""authorization""#), ("scope", #"[{"items":["record"]}]"#), ("names-us", "true"),
            ("receiver", #""insurer""#), ("purposes", #"["life-insurance"]"#), ("expires", #""2027-06-30""#),
            ("signed", #""2026-09-01""#), ("states-revocation", "true"), ("states-conditions", "true"),
            ("states-redisclosure", "true"), ("filled-in", "true"), ("states-inspection", "true"),
            ("states-refusal", "true"), ("witnessed", "true"),
        ]
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            members.removeAll { $0.0 == name }
            members.append((name, value))
        }
        return "{\(members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}"
    }

    static func take(
        _ fixture: PracticeFixture, _ document: String, of patient: String? = "MRN-1", more: String = ""
    ) throws -> TakenDirective {
        var fields = try JSONFields(PracticeFixture.json(#"{"document":\#(document),"by":"Front Desk"\#(more)}"#))
        return try fixture.practice.take(try DirectiveTaken(&fields), of: patient)
    }

    static func ended(_ directive: Int64, more: String) throws -> DirectiveEnded {
        var fields = try JSONFields(
            PracticeFixture.json(
                #"{"directive":\#(directive),"set":{"revoked":"2026-11-21"},"by":"Front Desk"\#(more)}"#))
        return try DirectiveEnded(&fields)
    }

    static func post(_ fixture: PracticeFixture, _ directive: Int64, _ place: String, more: String = "") throws {
        var fields = try JSONFields(
            PracticeFixture.json(
                #"{"directive":\#(directive),"place":"\#(place)","since":"2026-10-01","by":"Web Desk"\#(more)}"#))
        _ = try fixture.practice.posted(try Posting(&fields), of: "MRN-1")
    }

    /// Whether it leaves by the one door, once everybody has confirmed what comes before.
    static func goes(_ fixture: PracticeFixture, _ text: String) throws -> Bool {
        guard case .object(var request) = try PracticeFixture.json(text) else { return false }
        do {
            _ = try fixture.release(try Ask(.object(request)))
            return true
        } catch PracticeError.refused(let refusal) where refusal.reason == .notConfirmed {
            var confirm = JSONObject()
            for duty in refusal.duties { confirm.append(duty, .string("Dr. Okafor")) }
            if case .object(let said)? = request["confirm"] {
                for member in said.members where confirm[member.name] == nil {
                    confirm.append(member.name, member.value)
                }
            }
            request["confirm"] = .object(confirm)
            _ = try fixture.release(try Ask(.object(request)))
            return true
        } catch PracticeError.refused {
            return false
        }
    }
}
