import PledgeCore
import PledgeDecisions
import PledgeReference
import Testing

@Suite struct GroundTests {
    @Test func `a ground is for its act, actor, recipient and purpose only`() throws {
        var fixture = Fixture()
        fixture.book.grounds = [ground("506c2")]
        #expect(try fixture.outcome(request()) == .permitted)
        #expect(try fixture.outcome(request { $0.act = .use }) == .refused)
        #expect(try fixture.outcome(request { $0.actor.kinds = ["police"] }) == .refused)
        #expect(try fixture.outcome(request { $0.recipient.kinds = ["police"] }) == .refused)
        #expect(try fixture.outcome(request { $0.purposes = ["reminder"] }) == .permitted)
        #expect(try fixture.outcome(request { $0.purposes = ["reminder", "payment"] }) == .refused)
        #expect(try fixture.outcome(request { $0.purposes = nil }) == .undetermined)
    }

    @Test func `rules are in force from since to the day before until`() throws {
        var fixture = Fixture()
        for (since, until, expected) in [
            ("2026-11-21", nil, Outcome.permitted), ("2026-11-22", nil, .refused),
            ("2003-04-14", "2026-11-21", .refused), ("2003-04-14", "2026-11-22", .permitted),
        ] {
            let force = Force(since: Fixture.day(since), until: until.map(Fixture.day))
            fixture.book.grounds = [ground("506c2") { $0.head = Fixture.head("506c2", force: force) }]
            #expect(try fixture.outcome(request()) == expected)
        }
    }

    @Test func `one instance for each document`() throws {
        var fixture = Fixture()
        fixture.book.documents = [
            DocumentType(name: "paper", words: "", fields: [DocumentField(name: "for", words: "", type: .id)])
        ]
        fixture.book.grounds = [
            ground("508") {
                $0.document = "paper"
                $0.condition = .test(Test(.document("for"), .equals, .field(.recipientID)))
            }
        ]
        let papers = ["r1", "r2", "r1"].enumerated().map {
            Document(type: "paper", id: "\($0.offset)", fields: ["for": .id($0.element)])
        }
        let part = try fixture.decide(request { $0.documents = papers }).parts.first
        #expect(Set(part?.open.compactMap(\.document) ?? []) == ["0", "2"])
        #expect(try fixture.outcome(request()) == .refused)
        let nobody = request {
            $0.documents = papers
            $0.recipient.id = nil
        }
        #expect(try fixture.outcome(nobody) == .undetermined)
    }

    @Test func `required where the law surely compels`() throws {
        var fixture = Fixture()
        fixture.book.facts = [yesNo("directed")]
        fixture.book.grounds = [ground("512e1i") { $0.compelled = fact("directed") }]
        #expect(try fixture.outcome(request()) == .permitted)
        #expect(try fixture.outcome(request { $0.answers = ["directed": Answer(.yesNo(true))] }) == .required)
    }

    // Section 1: who speaks for the individual is the individual, for the groups in that role only.
    @Test func `a standing holds part by part`() throws {
        var fixture = Fixture()
        fixture.book.grounds = [ground("502a2i") { $0.acts[0].recipients = ["individual"] }]
        let ordinary = Condition.not(.test(Test(.field(.labels), .isIn, .names(["hiv"]))))
        fixture.book.standings = [
            Standing(head: Fixture.head("502g3"), kind: "parent", becomes: "individual", condition: ordinary)
        ]
        let both = request {
            $0.recipient.kinds = ["parent"]
            $0.groups = [record(), record { $0.labels = ["hiv"] }]
        }
        let result = try fixture.decide(both)
        #expect(result.parts.map(\.outcome) == [.permitted, .refused])
        #expect(result.outcome == .permitted && result.inPart)
    }

    @Test func `the law of the place of care applies`() throws {
        var fixture = Fixture()
        fixture.book.grounds = [ground("506c2")]
        var state = stop("IL-X")
        state.head.state = "IL"
        fixture.book.stops = [state]
        fixture.book.overlays = [Overlay(state: "IL", title: "", reviewed: .labels(["hiv"]))]
        #expect(try fixture.outcome(request()) == .refused)
        #expect(try fixture.outcome(request { $0.groups[0].place = "WI" }) == .permitted)
        #expect(try fixture.outcome(request { $0.settings.state = nil }) == .undetermined)
    }

    @Test func `a question without an answer of the place is unknown`() throws {
        var fixture = Fixture()
        fixture.book.questions = [
            StateQuestion(name: "tell", words: "", answers: ["may", "must", "no"], silent: "no")
        ]
        fixture.book.grounds = [ground("502g3") { $0.condition = .question("tell", ["may", "must"]) }]
        #expect(try fixture.outcome(request()) == .undetermined)
        fixture.book.overlays = [Overlay(state: "IL", title: "", reviewed: .all)]
        #expect(try fixture.outcome(request()) == .refused)
        func answer(_ text: String) -> StateAnswer {
            let head = Fixture.head("IL-\(text)", state: "IL")
            return StateAnswer(head: head, question: "tell", answer: text, condition: .constant(true))
        }
        fixture.book.answers = [answer("may")]
        #expect(try fixture.outcome(request()) == .permitted)
        fixture.book.answers = [answer("may"), answer("no")]
        #expect(try fixture.outcome(request()) == .undetermined)
    }

    @Test func `duties are owed unless their exception surely holds`() throws {
        var fixture = Fixture()
        fixture.book.facts = [yesNo("known-to-us"), yesNo("told")]
        fixture.book.duties = [Duty(name: "minimum-necessary", words: "")]
        fixture.book.grounds = [
            ground("506c2") {
                $0.limits = [.minimum]
                $0.duties = [
                    DutyUse(duty: "verify", time: .before, unless: fact("known-to-us")),
                    DutyUse(duty: "tell", time: .after(Span(days: 5), ofReceipt: false), unless: fact("told")),
                    DutyUse(duty: "tell", time: .with),
                ]
            }
        ]
        let asked = request { $0.answers = ["known-to-us": Answer(.yesNo(true))] }
        #expect(
            try fixture.decide(asked).parts.first?.open.first?.duties == [
                PlainDuty(duty: "tell", time: .with), PlainDuty(duty: "minimum-necessary", time: .before),
            ])
    }

    @Test func `an act that is not about items is decided for its object`() throws {
        var fixture = Fixture()
        fixture.book.grounds = [
            ground("524c4") {
                $0.acts = [ActClause(acts: [.charge], recipients: ["individual"])]
                $0.about = ["fee-line"]
                $0.purposes = ["own-request"]
            }
        ]
        func charge(_ object: String) -> Request {
            request {
                $0.act = .charge
                $0.recipient.kinds = ["individual"]
                $0.purposes = ["own-request"]
                $0.groups = []
                $0.object = object
            }
        }
        #expect(try fixture.outcome(charge("postage")) == .permitted)
        #expect(try fixture.outcome(charge("care")) == .refused)
    }
}
