import PledgeCore
import PledgeDecisions
import Testing

@Suite struct ExchangeWriterTests {
    private static let full = #"""
        {"id":"r1","at":"2026-11-21T16:00:00Z","act":"disclose","actor":{"id":"P","kinds":["covered-provider"]},\#
        "onBehalfOf":"P","recipient":{"id":"c","kinds":["court","police"],"address":"a"},"purposes":"unknown",\#
        "channel":{"kind":"mail","address":"x"},"groups":[{"item":"record","labels":["hiv"],"elements":["name"],\#
        "service":"general-care","place":"IL","source":"made-here","part2":false,"paidInFull":true,"madeByUs":true,\#
        "given":{"from":"2026-01-01","to":"2026-01-02"},"held":{"from":"2026-01-03","to":"2026-01-03"}},\#
        {"labels":"unknown"}],"documents":[{"type":"order","id":"order-1","directed-to-us":true,\#
        "issuer":"x","labels":["hiv"],"pages":3,"parties":["a","b"],"purpose":"treatment",\#
        "scope":[{"items":["record"],"period":{"from":"2026-01-01","to":"2026-01-02"},"only":["hiv"],"also":"any"},{}],\#
        "signed":"2026-01-01","unread":["valid"]}],\#
        "answers":{"best-interest":{"value":true,"by":"a","when":"2026-01-01","why":"b"},"case-name":"n",\#
        "emergency":true,"pages":2,"patient-wish":"agrees","stay":{"from":"2026-01-01","to":"2026-01-02"}},\#
        "records":{"birth":"2000-01-01T00:00:00Z","documents":[{"type":"restriction","id":"restriction-1",\#
        "since":"2020-01-01"}],"firstContact":"2019-05-06","accepted":["n1"],"unknown":["paid-for"]},\#
        "settings":{"zone":"America/Chicago","state":"IL","protocols":[{"recipient":"court","purpose":"treatment",\#
        "elements":["name"]}],"reviewed":{"IL":["genetic","hiv"]}}}
        """#

    @Test func `a request with every field is written as it was read`() throws {
        let charge = #"""
            {"id":"r2","at":"2026-11-21T16:00:00Z","act":"charge","actor":{"kinds":["covered-provider"]},\#
            "recipient":{"kinds":["court"]},"purposes":["treatment"],"groups":[{"item":"record","labels":[]}],\#
            "object":"postage"}
            """#
        for line in [Self.full, charge] {
            let request = try ExchangeFixture.reader.read(line: Array(line.utf8), number: 1).get()
            #expect(RequestWriter.json(request).text == line)
        }
    }

    @Test func `changes applied make a request that is read again`() throws {
        let request = try ExchangeFixture.reader.read(line: Array(Self.full.utf8), number: 1).get()
        let changes: [Change.What] = [
            .answer(fact: "emergency", .yesNo(false)), .answer(fact: "paid-for", .yesNo(true)),
            .document(Document(type: "order", id: "order-2", fields: ["pages": .number(1)])),
            .documentField(document: "order-1", field: "valid", .period(Period(Day(number: 20_000)))),
            .channel("text"), .ended(document: "restriction-1"),
        ]
        let changed = request.applying(
            changes.map { Change(what: $0, words: "", cost: 1) }, in: ExchangeFixture.rulebook)
        #expect(changed.answers["emergency"]?.value == .yesNo(false))
        #expect(changed.records?.facts["paid-for"] == .yesNo(true))
        #expect(changed.records?.unknown == [])
        #expect(changed.records?.documents == [])
        #expect(changed.documents.map(\.id) == ["order-1", "order-2"])
        #expect(changed.documents.first?.unread == [])
        #expect(changed.channel == "text" && changed.channelAddress == nil)
        #expect(try ExchangeFixture.reader.read(RequestWriter.json(changed), number: 1).get() == changed)
    }

    @Test func `a document on file that is signed joins the records`() throws {
        let request = try ExchangeFixture.reader.read(line: Array(Self.full.utf8), number: 1).get()
        let document = Document(type: "restriction", id: "new")
        let change = Change(what: .document(document), words: "", cost: 5)
        let changed = request.applying([change], in: ExchangeFixture.rulebook)
        #expect(changed.records?.documents.last == document)
        #expect(changed.documents == request.documents)
    }

    @Test func `a decision says per part what goes, what stays, why and what would help`() throws {
        let request = try ExchangeFixture.reader.read(line: Array(Self.full.utf8), number: 1).get()
        let paragraph = Paragraph(heading: "Lawsuits", text: "As a court orders.", line: 12)
        let line = PromiseLine(document: "hospital", title: "Our notice", paragraph: paragraph)
        let verify = OwedDuty(duty: "verify", words: "verify the order", time: .before, owedBy: .desk)
        let tell = OwedDuty(
            duty: "tell", words: "tell the patient", say: "We told.", time: .after(Span(days: 30), ofReceipt: true),
            owedBy: .officer)
        let ground = OpenGround(
            rule: RuleID("512e1i"), title: "a court's order", document: "order-1", isCompelled: true,
            atMost: ["name"], within: ["scope"], duties: [verify], accounting: .counted, confidence: .combined,
            citation: "45 CFR 164.512(e)(1)(i)", promises: [line], lifted: [RuleID("P2-61b")])
        let released = PartDecision(
            extent: .init(group: 0, elements: ["name"]), outcome: .required, grounds: [ground], duties: [verify, tell],
            accounting: .exempt(.limitedDataSet),
            because: [Reason(kind: .open, rule: RuleID("512e1i"), words: "a court orders it", line: line)])
        let stop = StopHit(
            rule: RuleID("P2-61"), title: "Part 2", author: .law, isSure: false, isManner: true,
            citation: "42 CFR 2.61",
            line: line)
        let refused = PartDecision(
            extent: .init(group: 1, isRest: true, isLabeledIfAny: true), outcome: .refused, stops: [stop],
            lawfulIf: [[Change(what: .channel("mail"), words: "by mail", cost: 1)]], isConflict: true, isQuiet: true,
            undecided: [RuleID("508")])
        let question = Question(
            subject: .field(.labels, group: 1), words: "Which labels?", asked: .desk, type: .names(.label),
            choices: [.init(value: .names(["hiv"]), words: "HIV", keys: ["k"], purposes: ["treatment"])],
            judgedBy: "a clinician", why: ["508"], groups: [1])
        let decision = Decision(
            id: "r1", outcome: .required, inPart: true, parts: [released, refused], ask: [question],
            remarks: [.federalOnly])
        let promise =
            #"{"document":"hospital","title":"Our notice","heading":"Lawsuits","text":"As a court orders.","line":12}"#
        let duty = #"{"duty":"verify","words":"verify the order","time":"before","owedBy":"desk"}"#
        #expect(
            DecisionWriter.json(decision, of: request).text == #"""
                {"id":"r1","outcome":"required","inPart":true,"parts":[{"group":0,"elements":["name"],\#
                "outcome":"required","grounds":[{"rule":"512e1i","title":"a court's order","document":"order-1",\#
                "compelled":true,"atMost":["name"],"within":["scope"],"duties":[\#(duty)],"accounting":"counted",\#
                "confidence":"t","citation":"45 CFR 164.512(e)(1)(i)","promises":[\#(promise)],"lifted":["P2-61b"]}],\#
                "stops":[],"released":{"item":"record","labels":["hiv"],"elements":["name"],"service":"general-care",\#
                "place":"IL","source":"made-here","given":{"from":"2026-01-01","to":"2026-01-02"},\#
                "held":{"from":"2026-01-03","to":"2026-01-03"}},"duties":[\#(duty),{"duty":"tell",\#
                "words":"tell the patient","say":"We told.","time":"after","within":"30 days","from":"receipt",\#
                "owedBy":"officer"}],"accounting":"exempt limited-data-set","because":[{"kind":"open","rule":"512e1i",\#
                "words":"a court orders it","line":\#(promise)}]},{"group":1,"elements":"rest","labeledIfAny":true,\#
                "outcome":"refused","grounds":[],"stops":[{"rule":"P2-61","title":"Part 2","author":"law",\#
                "sure":false,"manner":true,"citation":"42 CFR 2.61","line":\#(promise)}],"withheld":{\#
                "labels":"unknown","elements":"rest"},"lawfulIf":[[{"channel":"mail","words":"by mail","cost":1}]],\#
                "conflict":true,"quiet":true,"undecided":["508"]}],"ask":[{"subject":{"field":"labels","group":1},\#
                "words":"Which labels?","of":"desk","type":"set of label","choices":[{"value":["hiv"],"words":"HIV",\#
                "keys":["k"],"purposes":["treatment"]}],"judgedBy":"a clinician","why":["508"],"groups":[1]}],\#
                "remarks":["federal law only"]}
                """#)
    }

    @Test func `every change is written as a request states it`() {
        func text(_ what: Change.What) -> String { DecisionWriter.json(Change(what: what, words: "w", cost: 4)).text }
        #expect(
            text(.answer(fact: "a", .yesNo(true))) == #"{"answer":{"fact":"a","value":true},"words":"w","cost":4}"#)
        #expect(
            text(.document(Document(type: "order", id: "o", fields: ["pages": .number(1)])))
                == #"{"document":{"type":"order","id":"o","pages":1},"words":"w","cost":4}"#)
        #expect(
            text(.documentField(document: "o", field: "f", .id("x")))
                == #"{"field":{"document":"o","field":"f","value":"x"},"words":"w","cost":4}"#)
        #expect(text(.ended(document: "o")) == #"{"ended":"o","words":"w","cost":4}"#)
    }
}
