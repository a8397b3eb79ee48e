import PledgeCore
import PledgeDecisions

/// A small rulebook made by hand: enough of every kind of answer.
enum Desk {
    static let today = Day("2026-11-21") ?? Day(number: 0)
    static let force = Force(since: Day("2003-04-14") ?? Day(number: 0))

    static func head(_ id: String, _ title: String) -> RuleHead {
        RuleHead(id: RuleID(id), title: title, citation: "cite \(id)", force: force)
    }

    static func term(_ name: String, _ words: String, under parents: String...) -> Term {
        Term(name: name, words: words, parents: parents)
    }

    static let rulebook: Rulebook = {
        var book = Rulebook()
        book.vocabulary = vocabulary
        book.facts = facts
        book.documents = documents
        book.duties = [
            Duty(name: "verify", words: "check who it is", say: "May I see your identification?"),
            Duty(name: "copy", words: "send the record, or a letter that says why not", owedBy: .officer),
            Duty(name: "answer-in-time", words: "answer the paper in time", owedBy: .officer),
        ]
        book.grounds = grounds
        book.stops = [
            Stop(
                head: head("quiet1", "a protected unit says nothing"), author: .law,
                condition: .test(Test(.fact("protected-unit"), .holds)),
                reach: Reach(rules: [RuleID("510a")]), isQuiet: true),
            Stop(
                head: head("508a2", "session notes are kept apart"), author: .law,
                condition: .test(Test(.field(.labels), .isIn, .names(["psychotherapy-notes"]))),
                reach: Reach(rules: [RuleID("506"), RuleID("502a2i")])),
        ]
        book.situations = [
            Situation(
                name: "spouse-calls", title: "A husband or wife on the phone", heading: "Family",
                hint: "Asks how the patient is doing", recipient: "spouse", purpose: "involvement", item: "record",
                channel: "phone"),
            Situation(
                name: "own-record", title: "A patient who wants all of it", heading: "Care and payment", hint: "",
                recipient: "individual", purpose: "own-request", item: "record"),
            Situation(
                name: "subpoena", title: "A lawyer with a subpoena", heading: "Courts and police",
                hint: "With or without a judge\u{2019}s order", recipient: "attorney", purpose: nil, item: "record",
                brings: ["subpoena"]),
        ]
        return book
    }()

    private static let vocabulary: [Domain: Hierarchy] = [
        .kind: Hierarchy([
            term("anyone", "anyone at all"), term("facility", "a hospital", under: "anyone"),
            term("provider", "a doctor", under: "anyone"), term("individual", "the patient", under: "anyone"),
            term("family", "a relative", under: "anyone"),
            term("spouse", "a husband, wife or partner", under: "family"),
            term("attorney", "a lawyer for somebody else", under: "anyone"),
            term("caller", "somebody who asks by name", under: "anyone"),
            term("marketer", "a company that sells something", under: "anyone"),
        ]),
        .purpose: Hierarchy([
            term("treatment", "treatment of this patient"), term("own-request", "the individual's own request"),
            term("involvement", "the patient's care, by somebody involved in it"),
            term("judicial-proceeding", "a lawsuit"), term("directory", "the patient directory"),
            term("marketing", "marketing"), term("other-purpose", "something else"),
        ]),
        .item: Hierarchy([term("record", "the ordinary medical record"), term("image", "an X-ray", under: "record")]),
        .label: Hierarchy([
            term("hiv", "HIV or AIDS"),
            Term(name: "psychotherapy-notes", words: "psychotherapy notes", mustBeNamed: true),
        ]),
        .data: Hierarchy([term("name", "name"), term("location", "where the patient is")]),
        .channel: Hierarchy([term("phone", "by telephone"), term("mail", "by mail")]),
    ]

    private static let facts = [
        Fact(
            name: "wish", words: "the patient's wish", type: .choice(["agrees", "objects"]),
            options: [
                Option(name: "agrees", words: "the patient agrees"),
                Option(name: "objects", words: "the patient objects"),
            ],
            asked: .patient, question: "Does the patient agree?", evidence: "a note in the chart",
            change: ChangeOffer(by: .patient, words: "ask the patient")),
        Fact(name: "protected-unit", words: "a protected unit", question: "Is it a protected unit?"),
        Fact(
            name: "told", words: "the patient was told", question: "Was the patient told?",
            change: ChangeOffer(by: .requester, words: "they show that the patient was told")),
        Fact(
            name: "best-interest", words: "best interest", asked: .professional, judgedBy: "a licensed clinician",
            question: "Is it best for the patient?"),
        Fact(name: "minor", words: "the patient is a minor", source: .known, question: "Is the patient under 18?"),
    ]

    private static let documents = [
        DocumentType(
            name: "subpoena", words: "a subpoena",
            fields: [
                DocumentField(name: "scope", words: "what it names", type: .scope, fresh: .part),
                DocumentField(
                    name: "signed", words: "a clerk or judge signed it", type: .yesNo, fresh: .value(.yesNo(true)),
                    question: "Did a clerk or a judge sign it?"),
            ]),
        DocumentType(
            name: "authorization", words: "a signed authorization",
            obtained: ChangeOffer(by: .patient, words: "the patient signs an authorization"),
            fields: [
                DocumentField(name: "scope", words: "what it names", type: .scope, fresh: .part),
                DocumentField(name: "recipient", words: "who may get it", type: .id, fresh: .recipientID),
            ]),
        DocumentType(name: "restriction", words: "a limit on sharing", onFile: true),
    ]

    private static func ground(
        _ id: String, _ title: String, to kinds: [String], for purposes: [String], on document: String? = nil,
        when condition: Condition = .constant(true), compelled: Condition = .constant(false),
        limits: [Limit] = [], duties: [DutyUse] = []
    ) -> Ground {
        Ground(
            head: head(id, title), actors: ["facility"], acts: [ActClause(acts: [.disclose], recipients: kinds)],
            purposes: purposes, document: document, condition: condition, compelled: compelled, limits: limits,
            duties: duties, accounting: .counted)
    }

    private static let grounds: [Ground] = {
        let verify = DutyUse(duty: "verify", time: .before)
        return [
            ground("506c2", "to treat the patient", to: ["provider"], for: ["treatment"], duties: [verify]),
            ground(
                "502a2i", "it is the patient's own record", to: ["individual"], for: ["own-request"],
                compelled: .constant(true),
                duties: [verify, DutyUse(duty: "copy", time: .after(Span(days: 30), ofReceipt: true))]),
            ground(
                "510b2", "family may hear what touches their part", to: ["family"], for: ["involvement"],
                when: .test(Test(.fact("wish"), .isIn, .names(["agrees"])))),
            ground(
                "512e1ii", "on a subpoena, once the patient was told", to: ["attorney"], for: ["judicial-proceeding"],
                on: "subpoena",
                when: .all([.test(Test(.fact("told"), .holds)), .test(Test(.document("signed"), .holds))]),
                limits: [.within("scope")]),
            ground(
                "508", "the patient signed for it", to: ["anyone"], for: ["marketing", "involvement"],
                on: "authorization",
                when: .test(Test(.document("recipient"), .equals, .field(.recipientID))), limits: [.within("scope")]),
            ground(
                "510a", "a visitor asks by name", to: ["caller"], for: ["directory"],
                limits: [.atMost(["name", "location"])]),
        ]
    }()

    static func interview(promises: [PromiseDocument] = []) throws -> Interview {
        let compiled = try CompiledRulebook(rulebook, promises: promises)
        return Interview(
            rulebook: rulebook,
            setting: InterviewSetting(
                organization: "Alder Street Health", at: Instant("2026-11-21T15:00:00Z") ?? Instant(seconds: 0),
                today: today),
            notices: promises, decide: { compiled.decide($0) })
    }

    /// A state that starts from these kinds and this purpose, with nothing specially protected in it.
    static func state(
        _ kind: String, _ purpose: String?, labels: [String]? = [], inHand: [String] = []
    ) -> InterviewState {
        InterviewState(
            opening: Opening(recipients: [kind], purpose: purpose, item: "record", labels: labels, inHand: inHand))
    }
}
