import PledgeCore
import PledgeDecisions
import Testing

@Suite struct ExchangeScenarioTests {
    private func scenario(expecting expect: String) throws -> Scenario {
        let request = ExchangeFixture.line([("id", nil)]).text
        let line = #"{"id":"s1","question":"May the court have it?","request":\#(request),"expect":\#(expect)}"#
        return try Scenario.read(line: Array(line.utf8)[...], number: 1).get()
    }

    private func failures(_ expect: String) throws -> [String] {
        let scenario = try scenario(expecting: expect)
        let request = try ExchangeFixture.reader.read(scenario.request, number: 1).get()
        let ground = OpenGround(
            rule: RuleID("512e1i"), title: "order", accounting: .counted, confidence: .combined, citation: "c")
        func stop(_ rule: String, isSure: Bool) -> StopHit {
            StopHit(rule: RuleID(rule), title: "t", author: .law, isSure: isSure, isManner: false, citation: "c")
        }
        let released = PartDecision(
            extent: .init(group: 0, elements: ["name"]), outcome: .permitted, grounds: [ground],
            duties: [
                OwedDuty(duty: "verify", words: "w", time: .before, owedBy: .desk),
                OwedDuty(duty: "copy", words: "w", time: .after(Span(days: 30), ofReceipt: true), owedBy: .desk),
            ], accounting: .counted)
        let change = Change(what: .document(Document(type: "order", id: "o")), words: "w", cost: 4)
        let refused = PartDecision(
            extent: .init(group: 0, elements: ["address"]), outcome: .refused,
            stops: [stop("P2-61", isSure: true), stop("P2-13", isSure: false)], lawfulIf: [[change]], isQuiet: true)
        let question = Question(subject: .field(.labels, group: 0), words: "?", asked: .desk, type: .names(.label))
        let decision = Decision(
            id: "s1", outcome: .permitted, inPart: true, parts: [released, refused], ask: [question],
            remarks: [.lawOnly])
        return scenario.failures(of: decision, for: request) { _ in decision }.map { "\($0.expected) | \($0.got)" }
    }

    @Test func `a decision as expected fails nothing`() throws {
        let all = #"""
            {"outcome":"permitted","inPart":true,"conflict":false,"quiet":true,"accounting":"counted",
             "grounds":["512e1i"],"stops":["P2-61"],"ask":["labels"],"duties":["verify"],"lawfulIf":["order"],
             "remarks":["law only"],"released":["name","record",0,{"group":0,"elements":["name"]}],
             "withheld":["address"]}
            """#.split(separator: "\n").joined()
        #expect(try failures(all) == [])
        #expect(try failures(#"{"outcome":"permitted"}"#) == [])
    }

    @Test(arguments: [
        (#""grounds":["508"]"#, "open grounds: 508 | 512e1i"),
        (#""grounds":[]"#, "open grounds: none | 512e1i"),
        // A stop that only may hold is not enough.
        (#""stops":["P2-13"]"#, "stops: P2-13 | P2-61"),
        (#""ask":[]"#, "questions: none | labels"),
        (#""inPart":false"#, "in part false | true"),
        (#""withheld":[]"#, #"withheld: nothing | {"item":"record","labels":[],"elements":["address"]}"#),
        (#""released":["address"]"#, #"released: "address" | {"item":"record","labels":[],"elements":["name"]}"#),
        (#""lawfulIf":["authorization"]"#, "lawful if: authorization | order"),
    ]) func `what differs is told with what came`(expect: String, failure: String) throws {
        #expect(try failures(#"{"outcome":"permitted",\#(expect)}"#) == [failure])
    }

    @Test func `duties may be expected with their time, and an answer by its day`() throws {
        #expect(
            try failures(#"{"outcome":"permitted","duties":["verify before","copy after 30 days of receipt","copy"]}"#)
                == [])
        #expect(
            try failures(#"{"outcome":"permitted","duties":["copy after 31 days of receipt"]}"#)
                == [
                    "duties: copy after 31 days of receipt | verify, verify before, copy, copy after 30 days of receipt"
                ])
        #expect(
            try failures(#"{"outcome":"permitted","answerBy":"2000-01-01"}"#).first?.hasPrefix(
                "answer by 2000-01-01 | ")
                == true)
        let line = #"{"question":"q","request":{},"expect":{"outcome":"permitted","answerBy":"soon"}}"#
        guard case .failure(let error) = Scenario.read(line: Array(line.utf8)[...], number: 1) else {
            Issue.record("no error")
            return
        }
        #expect(error.path == "$.expect.answerBy")
    }

    @Test func `an expected error is compared by a piece of its text`() throws {
        let wanted = try scenario(expecting: #"{"outcome":"error","error":"did you mean `emergency`?"}"#)
        let error = RequestError(line: 1, path: "$", message: "m", help: "did you mean `emergency`?")
        #expect(wanted.failures(of: error) == [])
        #expect(wanted.failures(of: RequestError(line: 1, path: "$", message: "m")).map(\.got) == ["$: m"])
        #expect(try failures(#"{"outcome":"error"}"#) == ["an error | permitted"])
    }

    @Test func `a misspelt expectation is an error of the scenario`() {
        let line = #"{"question":"q","request":{},"expect":{"outcome":"permitted","ground":["508"]}}"#
        guard case .failure(let error) = Scenario.read(line: Array(line.utf8)[...], number: 4) else {
            Issue.record("no error")
            return
        }
        #expect(error.path == "$.expect.ground")
        #expect(error.help == "did you mean `grounds`?")
    }
}
