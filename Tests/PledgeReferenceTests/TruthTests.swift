import PledgeCore
import PledgeDecisions
import PledgeReference
import Testing

@Suite struct TruthTests {
    // Semantics, section 3: where silence means no, and where it means unknown.
    @Test(arguments: [
        (FactSource.asked, true, Outcome.undetermined), (.known, true, .refused), (.knowledge, true, .refused),
        (.asked, false, .undetermined), (.known, false, .undetermined), (.knowledge, false, .refused),
    ])
    func `silence means what the source of a fact says`(
        source: FactSource, isRead: Bool, expected: Outcome
    ) throws {
        var fixture = Fixture()
        fixture.book.facts = [yesNo("f", source)]
        fixture.book.grounds = [ground("506c2") { $0.condition = fact("f") }]
        #expect(try fixture.outcome(request { if !isRead { $0.records = nil } }) == expected)
    }

    @Test func `a record that says unknown is unknown`() throws {
        var fixture = Fixture()
        fixture.book.facts = [yesNo("f", .known)]
        fixture.book.grounds = [ground("506c2") { $0.condition = fact("f") }]
        #expect(try fixture.outcome(request { $0.records?.unknown = ["f"] }) == .undetermined)
        #expect(try fixture.outcome(request { $0.records?.facts = ["f": .yesNo(true)] }) == .permitted)
    }

    // Section 4: three-valued tables would say unknown; completions say yes.
    @Test func `a fact or its opposite always holds`() throws {
        var fixture = Fixture()
        fixture.book.facts = [yesNo("f")]
        fixture.book.grounds = [ground("506c2") { $0.condition = .any([fact("f"), .not(fact("f"))]) }]
        #expect(try fixture.outcome(request()) == .permitted)
        fixture.book.grounds = [ground("506c2") { $0.condition = .all([fact("f"), .not(fact("f"))]) }]
        #expect(try fixture.outcome(request()) == .refused)
    }

    @Test func `every option of a choice is tried`() throws {
        var fixture = Fixture()
        fixture.book.facts = [Fact(name: "wish", words: "", type: .choice(["agrees", "objects"]), question: "?")]
        func isIn(_ names: String...) -> Condition { .test(Test(.fact("wish"), .isIn, .names(names))) }
        fixture.book.grounds = [ground("510b2") { $0.condition = isIn("agrees", "objects") }]
        #expect(try fixture.outcome(request()) == .permitted)
        fixture.book.grounds = [ground("510b2") { $0.condition = isIn("agrees") }]
        #expect(try fixture.outcome(request()) == .undetermined)
    }

    // Section 12: a release must name its ground.
    @Test func `two grounds of which one is always open do not release`() throws {
        var fixture = Fixture()
        fixture.book.facts = [yesNo("able")]
        fixture.book.grounds = [
            ground("510b2") { $0.condition = fact("able") }, ground("510b3") { $0.condition = .not(fact("able")) },
        ]
        #expect(try fixture.outcome(request()) == .undetermined)
    }

    @Test(arguments: [
        ("2008-11-21", Outcome.permitted), ("2008-11-22", .refused), ("2008-02-29", .permitted),
    ])
    func `an age ends on its anniversary`(birth: String, expected: Outcome) throws {
        var fixture = Fixture()
        fixture.book.facts = [Fact(name: "birth", words: "", type: .time, source: .known)]
        let adult = Test(.field(.at), .onOrAfter, .offset(.fact("birth"), Span(months: 216), sign: 1))
        fixture.book.grounds = [ground("506c2") { $0.condition = .test(adult) }]
        let known = request { $0.records?.facts = ["birth": .time(.day(Fixture.day(birth)))] }
        #expect(try fixture.outcome(known) == expected)
        #expect(try fixture.outcome(request { $0.records = nil }) == .undetermined)
    }

    @Test func `unknown dates are tried before, on and after each constant`() throws {
        var fixture = Fixture()
        fixture.book.facts = [Fact(name: "when", words: "", type: .time, question: "?")]
        let constant = Operand.time(.day(Fixture.day("2020-01-01")))
        let before = Condition.test(Test(.fact("when"), .before, constant))
        let after = Condition.test(Test(.fact("when"), .after, constant))
        fixture.book.grounds = [ground("506c2") { $0.condition = .any([before, after]) }]
        #expect(try fixture.outcome(request()) == .undetermined)
    }

    // A day is before what starts when it has ended; it is neither before nor after an instant in it.
    @Test func `a day contains its instants`() throws {
        var fixture = Fixture()
        let today = Operand.time(.day(Fixture.day("2026-11-21")))
        for (operation, expected) in [
            (Test.Operator.before, Outcome.refused), (.after, .refused), (.onOrBefore, .permitted),
            (.onOrAfter, .permitted),
        ] {
            fixture.book.grounds = [
                ground("506c2") { $0.condition = .test(Test(.field(.at), operation, today)) }
            ]
            #expect(try fixture.outcome(request()) == expected)
            let midnight = request { $0.at = Instant("2026-11-21T00:00:00Z") ?? $0.at }
            #expect(try fixture.outcome(midnight) == expected)
        }
    }

    // Section 4: a document's missing field is absent, not unknown.
    @Test func `every test of an absent field fails but absence`() throws {
        var fixture = Fixture()
        fixture.book.documents = [
            DocumentType(name: "paper", words: "", fields: [DocumentField(name: "expires", words: "", type: .time)])
        ]
        let inTime = Condition.test(Test(.field(.at), .onOrBefore, .document("expires")))
        let absent = Condition.not(.test(Test(.document("expires"), .present)))
        for (condition, fields, unread, expected) in [
            (inTime, [:], [], Outcome.refused),
            (absent, [:], [], .permitted),
            (inTime, ["expires": Value.time(.day(Fixture.day("2026-11-21")))], [], .permitted),
            (inTime, ["expires": .time(.day(Fixture.day("2026-11-20")))], [], .refused),
            (inTime, [:], ["expires"], .undetermined),
        ] as [(Condition, [String: Value], Set<String>, Outcome)] {
            fixture.book.grounds = [
                ground("508") {
                    $0.document = "paper"
                    $0.condition = condition
                }
            ]
            let asked = request {
                $0.documents = [Document(type: "paper", id: "1", fields: fields, unread: unread)]
            }
            #expect(try fixture.outcome(asked) == expected)
        }
    }

    @Test func `records that were not read may hold a document`() throws {
        var fixture = Fixture()
        fixture.book.documents = [DocumentType(name: "restriction", words: "", onFile: true)]
        fixture.book.grounds = [ground("506c2")]
        fixture.book.stops = [
            stop("522a1iii", by: .patient, when: .some("restriction", .constant(true)), reach: ["506"])
        ]
        #expect(try fixture.outcome(request()) == .permitted)
        #expect(try fixture.outcome(request { $0.records = nil }) == .undetermined)
        let restricted = request { $0.records?.documents = [Document(type: "restriction", id: "9")] }
        #expect(try fixture.outcome(restricted) == .refused)
        #expect(try fixture.decide(restricted).parts.first?.stops == ["522a1iii"])
    }
}
