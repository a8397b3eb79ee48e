import PledgeCore
import PledgeDecisions
import PledgeLanguage
import Testing

/// Every construct of the language, read and compared with the data model it stands for.
@Suite struct WholeLanguageTests {
    private let loaded = RulebookLoader.load(WholeLanguage.files)
    private let law = Force(since: Day(number: 12_156))

    private func book() throws -> Rulebook {
        #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        return try #require(loaded.rulebook).withoutPlaces
    }

    private func yes(_ operand: Operand) -> Condition { .test(Test(operand, .holds)) }

    private func head(_ id: String, _ title: String, _ citation: String, _ confidence: Confidence) -> RuleHead {
        RuleHead(id: RuleID(id), title: title, citation: citation, confidence: confidence, force: law)
    }

    @Test func `words, lists and sets`() throws {
        let book = try book()
        #expect(
            book.hierarchy(.kind).terms == [
                Term(name: "anyone", words: "anyone", parents: []),
                Term(
                    name: "provider", words: "a provider", parents: ["anyone"], codes: ["hl7|PROV", "snomed|1"],
                    say: "a doctor"),
                Term(name: "individual", words: "the patient", parents: ["anyone"]),
                Term(name: "parent", words: "a parent", parents: ["anyone", "individual"]),
            ])
        #expect(book.hierarchy(.label).terms == [Term(name: "notes", words: "notes", parents: [], mustBeNamed: true)])
        #expect(Domain.allCases.allSatisfy { book.vocabulary[$0] != nil })
        #expect(book.lists == ["contact": ["name", "phone"]])
        #expect(book.sets == ["tpo": [RuleID("506")]])
        #expect(book.reasonOrder == ReasonOrder(words: "which comes first", criteria: [.compelled, .counted]))
        #expect(book.covers?.first.description == "2003-04-14")
        #expect(book.covers?.last.description == "2027-12-31")
    }

    @Test func `facts and choices`() throws {
        #expect(
            try book().facts == [
                Fact(
                    name: "emergency", words: "an emergency", source: .asked, asked: .professional,
                    judgedBy: "the professional in charge", question: "Is it an emergency, or nearly one?",
                    evidence: "the chart"),
                Fact(name: "birth", words: "the day of birth", type: .time, source: .known),
                Fact(name: "relatives", words: "the relatives", type: .names(.kind), source: .knowledge),
                Fact(
                    name: "wish", words: "the patient's wish", type: .choice(["agrees", "objects"]),
                    options: [Option(name: "agrees", words: "agrees"), Option(name: "objects", words: "objects")],
                    source: .asked, asked: .patient, question: "What does the patient say?",
                    change: ChangeOffer(by: .patient, words: "the patient agrees")),
            ])
    }

    @Test func `documents, duties and situations`() throws {
        let book = try book()
        #expect(
            book.documents == [
                DocumentType(
                    name: "order", words: "an order", onFile: true, question: "Is there an order?",
                    obtained: ChangeOffer(by: .court, words: "a judge signs"),
                    ended: ChangeOffer(by: .patient, words: "the patient ends it"),
                    fields: [
                        DocumentField(name: "scope", words: "what it names", type: .scope, fresh: .part),
                        DocumentField(
                            name: "signed", words: "when", type: .time, fresh: .at(Span(months: 12), sign: 1),
                            question: "When?", change: ChangeOffer(by: .requester, words: "has it signed"), cuts: .given
                        ),
                        DocumentField(name: "to-us", words: "to us", type: .yesNo, fresh: .value(.yesNo(true))),
                        DocumentField(name: "receiver", words: "who", type: .id, fresh: .recipientID),
                        DocumentField(
                            name: "purposes", words: "what for", type: .names(.purpose),
                            fresh: .value(.names(["treatment"]))),
                        DocumentField(name: "ids", words: "who else", type: .ids),
                        DocumentField(name: "number", words: "how many", type: .number, fresh: .value(.number(3))),
                        DocumentField(name: "kind", words: "which", type: .name(.item), fresh: .value(.name("record"))),
                    ])
            ])
        #expect(
            book.duties == [
                Duty(name: "verify", words: "check who asks", say: "Please show a badge.", owedBy: .officer)
            ])
        #expect(
            book.situations == [
                Situation(
                    name: "sister", title: "A sister calls", heading: "Family", hint: "How is she?",
                    recipient: "parent",
                    purpose: "treatment", item: "record", labels: ["notes"], act: .disclose, channel: "mail",
                    brings: ["order"])
            ])
    }

    @Test func `named conditions and questions`() throws {
        let book = try book()
        #expect(
            book.conditions == [
                NamedCondition(
                    name: "of-age", words: "of age",
                    condition: .test(
                        Test(.field(.at), .onOrAfter, .offset(.fact("birth"), Span(months: 216), sign: 1))),
                    citation: "state law", confidence: .secondary),
                NamedCondition(
                    name: "good-order", words: "a good order", document: "order",
                    condition: .all([
                        .test(Test(.document("signed"), .present)),
                        .not(.not(.test(Test(.document("receiver"), .present)))),
                    ])),
            ])
        #expect(
            book.questions == [
                StateQuestion(
                    name: "parents", words: "may a parent be told", answers: ["may", "must"], silent: "may",
                    question: "What does the law say?", asked: .desk)
            ])
    }

    @Test func `a ground with every clause`() throws {
        let period = try #require(Period(first: Day(number: 12_156), last: Day(number: 14_610)))
        let when: [Condition] = [
            .all([
                .named("good-order"), .any([.named("of-age"), .test(Test(.fact("wish"), .isIn, .names(["agrees"])))]),
            ]),
            .all([
                .test(Test(.document("scope"), .covers, .part)),
                .test(Test(.document("receiver"), .equals, .field(.recipientID))),
                .test(Test(.document("ids"), .equals, .field(.recipientID))),
            ]),
            .all([
                .test(Test(.field(.purpose), .isIn, .names(["treatment"]))),
                .test(Test(.field(.labels), .only, .names(["notes"]))),
                .test(Test(.field(.elements), .overlaps, .names(["name"]))),
                .test(Test(.document("purposes"), .covers, .field(.purpose))),
            ]),
            .all([
                .test(Test(.document("number"), .greaterOrEqual, .number(2))),
                .test(Test(.field(.given), .within, .period(period))),
                .test(Test(.field(.held), .before, .offset(.field(.at), Span(days: 30), sign: -1))),
            ]),
            .all([
                .question("parents", ["may"]), .test(Test(.field(.act), .isIn, .names(["use", "disclose"]))),
                .not(.not(.test(Test(.field(.recipient), .isIn, .names(["parent"]))))),
            ]),
        ]
        var head = head("512e1i", "as a court orders", "45 CFR 164.512(e)(1)(i)", .opened)
        head.force = Force(since: Day(number: 12_418), until: Day(number: 18_262))
        let ground = Ground(
            head: head, actors: ["provider", "parent"],
            acts: [
                ActClause(acts: [.use, .disclose], recipients: ["provider"]),
                ActClause(acts: [.inform], recipients: ["individual"]),
            ],
            about: ["record", "line"], purposes: ["treatment"], key: "emergency", document: "order",
            condition: .all(when),
            compelled: yes(.document("to-us")), limits: [.atMost(["name", "phone"]), .within("scope"), .minimum],
            duties: [
                DutyUse(duty: "verify", time: .before, unless: yes(.fact("emergency"))),
                DutyUse(duty: "verify", time: .with),
                DutyUse(duty: "verify", time: .after(Span(days: 60), ofReceipt: false)),
                DutyUse(duty: "verify", time: .after(Span(businessDays: 10), ofReceipt: true)),
            ],
            accounting: .exempt(.nationalSecurity), isOutside: true)
        let grounds = try book().grounds
        #expect(grounds.first == ground)
        #expect(
            grounds.dropFirst().first
                == Ground(
                    head: self.head("506", "for care", "45 CFR 164.506", .inference), actors: ["anyone"],
                    acts: [ActClause(acts: [.use], recipients: ["anyone"])], purposes: ["treatment"],
                    compelled: .constant(true), accounting: .notOurs))
    }

    @Test func `standings, stops and exceptions`() throws {
        let book = try book()
        #expect(
            book.standings == [
                Standing(
                    head: head("502g1", "a parent speaks", "45 CFR 164.502(g)", .combined), kind: "parent",
                    becomes: "individual", condition: .not(.named("of-age")))
            ])
        #expect(
            book.stops == [
                Stop(
                    head: head("P2-61", "records of Part 2", "42 CFR 2.61", .memory), author: .law,
                    condition: .all([yes(.field(.part2)), .not(yes(.fact("emergency")))]),
                    reach: Reach(rules: nil, except: [RuleID("512e")]), offersNothing: true, isQuiet: true,
                    duties: [DutyUse(duty: "verify", time: .with)]),
                Stop(
                    head: head("522b", "another way", "45 CFR 164.522(b)", .combined), author: .patient,
                    condition: .not(.test(Test(.field(.channel), .isIn, .names(["mail"])))),
                    reach: Reach(rules: [RuleID("506"), RuleID("512e1")]), isManner: true),
            ])
        #expect(
            book.exceptions == [
                StopException(
                    head: head("P2-62", "with an order", "42 CFR 2.62", .combined), stops: [RuleID("P2-61")],
                    document: "order", condition: yes(.document("to-us")), reach: Reach(rules: [RuleID("506")]),
                    limits: [.within("scope")], duties: [DutyUse(duty: "verify", time: .before)],
                    accounting: .suspendable)
            ])
    }

    @Test func `rights, clocks, fees, elements and rows`() throws {
        let book = try book()
        #expect(
            book.rights == [
                Right(
                    name: "access", words: "a copy", answerWithin: Span(days: 30), extension: Span(months: 1),
                    deny: ["512e", "506"], fees: ["524c4"], letter: ["why", "how to complain"],
                    restsOn: [RuleID("524b2"), RuleID("524c4")], citation: "45 CFR 164.524",
                    confidence: .combined)
            ])
        #expect(
            book.clocks == [
                Clock(
                    head: head("404b", "tell the patients", "45 CFR 164.404(b)", .opened), from: "discovery",
                    measure: .within(Span(days: 60)), extension: Span(),
                    restsOn: [RuleID("404b"), RuleID("160.316")]),
                Clock(
                    head: RuleHead(
                        id: RuleID("T-ret"), title: "how long papers are kept", citation: "45 CFR 164.530(j)",
                        force: Force(since: try #require(Day("2010-01-01")), until: Day("2020-01-01"))),
                    from: "the day it was last in force", measure: .keep(Span(months: 72))),
                Clock(
                    head: head("160.310", "how far back", "45 CFR 164.528(a)(1)", .combined), from: "request",
                    measure: .back(Span(months: 72))),
                Clock(
                    head: head("T-free", "how often free", "45 CFR 164.528(c)(2)", .combined), from: "request",
                    measure: .every(Span(months: 12))),
            ])
        #expect(
            book.fees == [
                Fee(
                    id: "524c4", words: "a copy", allowed: ["line"], atMost: Dollars(cents: 650), isPerPage: true,
                    free: "by the portal", restsOn: [RuleID("524c4i")], citation: "45 CFR 164.524(c)(4)",
                    confidence: .combined)
            ])
        #expect(
            book.elements == [
                DocumentElement(
                    head: head("520b1i", "the header", "45 CFR 164.520(b)(1)(i)", .opened),
                    requiredWhen: yes(.field(.overlayHere)), exactText: "THIS NOTICE"),
                DocumentElement(
                    head: head("expiry_date", "when it ends", "45 CFR 164.508(c)(1)(v)", .combined),
                    of: "authorization", restsOn: [RuleID("508c1v"), RuleID("160.306")]),
            ])
        #expect(
            book.rows == [
                ListedRow(
                    id: RuleID("160.316"),
                    words: "nobody may be punished for complaining: about conduct, not about information",
                    force: law),
                ListedRow(
                    id: RuleID("530f"), words: "harm is mitigated", citation: "45 CFR 164.530(f)",
                    confidence: .combined,
                    force: Force(since: try #require(Day("2010-01-01")), until: Day("2020-01-01"))),
            ])
    }

    @Test func `a state's rules hold only for care given there`() throws {
        let book = try book()
        let here = Condition.test(Test(.field(.place), .equals, .text("IL")))
        let overlays = book.grounds.filter { $0.head.state == "IL" }
        #expect(overlays.map(\.kind) == [.require, .entitle])
        #expect(overlays.map(\.under) == [RuleID("512f1i"), nil])
        #expect(overlays.map(\.condition) == [here, .all([here, yes(.fact("emergency"))])])
        #expect(overlays.map(\.compelled) == [.constant(true), .constant(false)])
        #expect(overlays.allSatisfy { $0.head.isOverlay })
        #expect(book.answers.map(\.condition) == [.all([here, yes(.fact("emergency"))])])
        #expect(book.answers.map(\.answer) == ["must"])
        #expect(book.overlays == [Overlay(state: "IL", title: "Illinois", reviewed: .labels(["notes"]))])
    }

    @Test func `a notice with its paragraphs`() throws {
        _ = try book()
        let care = Paragraph(heading: "Your care", text: "We use your record to care for you.", line: 18)
        let sale = Paragraph(heading: "Your care", text: "We never sell it.", line: 28)
        let day = try #require(Day("2015-01-01"))
        func promise(_ rule: String) -> Promise {
            Promise(
                rule: RuleID(rule), condition: .not(yes(.fact("emergency"))), limits: [.atMost(["name"]), .minimum],
                duties: [DutyUse(duty: "verify", time: .before)], paragraph: care)
        }
        var head = RuleHead(id: RuleID("S1"), title: "only by mail", force: Force(since: day))
        head.confidence = .combined
        let expected = PromiseDocument(
            id: "clinic", kind: .jointNotice, title: "Our notice", organization: "The Clinic", phone: "555-0100",
            contact: "The Office", effective: day, series: "clinic", reservesRight: true, zone: "America/Chicago",
            promises: [promise("506"), promise("512e1i")],
            exclusions: [
                Exclusion(
                    rule: RuleID("506"), words: "we do not",
                    condition: .test(Test(.fact("wish"), .isIn, .names(["objects"]))), paragraph: sale)
            ],
            stops: [
                Stop(
                    head: head, author: .document, condition: .test(Test(.field(.channel), .isIn, .names(["mail"]))),
                    reach: Reach(rules: [RuleID("506")]))
            ],
            rights: [
                Right(
                    name: "access", words: "a copy", answerWithin: Span(days: 20), extension: Span(), deny: [],
                    fees: ["line"], feePerPage: Dollars(cents: 15))
            ],
            stopParagraphs: [RuleID("S1"): sale])
        #expect(loaded.promises.map(\.withoutPlaces) == [expected])
    }
}
