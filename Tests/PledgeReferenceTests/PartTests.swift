import PledgeCore
import PledgeDecisions
import PledgeReference
import Testing

@Suite struct PartTests {
    // Section 2: an ordinary record is not held up by labels that nobody read.
    @Test func `unread labels split the group`() throws {
        var fixture = Fixture()
        fixture.book.grounds = [ground("506c2")]
        fixture.book.stops = [stop("IL-HIV", when: .test(Test(.field(.labels), .isIn, .names(["hiv"]))))]
        let result = try fixture.decide(request { $0.groups[0].labels = nil })
        #expect(result.parts.map(\.outcome) == [.permitted, .undetermined])
        #expect(result.parts.map(\.extent.isLabeledIfAny) == [false, true])
        #expect(result.outcome == .permitted && result.inPart)
    }

    @Test func `a labeled part bears at least one label`() throws {
        var fixture = Fixture()
        let none = Condition.test(Test(.field(.labels), .only, .names([])))
        fixture.book.grounds = [ground("506c2") { $0.condition = none }]
        let result = try fixture.decide(request { $0.groups[0].labels = nil })
        #expect(result.parts.map(\.outcome) == [.permitted, .refused])
    }

    // Worked case 41.
    @Test func `a list of elements cuts the group`() throws {
        var fixture = Fixture()
        fixture.book.grounds = [ground("512f2") { $0.limits = [.atMost(["name", "address"])] }]
        func asked(_ elements: Group.Elements) -> Request { request { $0.groups[0].elements = elements } }
        let result = try fixture.decide(asked(.some(["name", "dna"])))
        #expect(result.parts.map(\.outcome) == [.permitted, .refused] && result.inPart)
        let all = try fixture.decide(asked(.all))
        #expect(Set(all.parts.filter { $0.outcome == .permitted }.flatMap(\.elements)) == ["name", "address"])
        #expect(try fixture.decide(asked(.some(["name"]))).inPart == false)
    }

    // Worked cases 10 and 11.
    @Test func `a scope cuts by the time of care`() throws {
        var fixture = Fixture()
        fixture.book.documents = [
            DocumentType(name: "order", words: "", fields: [DocumentField(name: "scope", words: "", type: .scope)])
        ]
        fixture.book.grounds = [
            ground("512e1i") {
                $0.document = "order"
                $0.limits = [.within("scope")]
                $0.compelled = .constant(true)
            }
        ]
        let year = Period(first: Fixture.day("2019-01-01"), last: Fixture.day("2019-12-31"))
        func asked(_ given: Period?, _ fields: [String: Value], unread: Set<String> = []) -> Request {
            request {
                $0.groups[0].given = given
                $0.documents = [Document(type: "order", id: "o", fields: fields, unread: unread)]
            }
        }
        let scope: [String: Value] = ["scope": .scope([ScopePattern(period: year)])]
        let file = Period(first: Fixture.day("2018-01-01"), last: Fixture.day("2021-12-31"))
        let result = try fixture.decide(asked(file, scope))
        #expect(result.outcome == .required && result.inPart)
        #expect(result.parts.map(\.outcome) == [.refused, .required, .refused])
        #expect(try fixture.outcome(asked(nil, scope)) == .undetermined)
        #expect(try fixture.outcome(asked(year, [:])) == .refused)
        #expect(try fixture.outcome(asked(year, [:], unread: ["scope"])) == .undetermined)
    }

    @Test(arguments: [
        (["hiv"], [], ScopePattern.Also.labels([]), [], Outcome.refused),
        (["hiv"], ["hiv"], .labels([]), [], .permitted),
        ([], ["hiv"], .labels([]), [], .refused),
        (["hiv"], [], .any, [], .permitted),
        (["hiv", "substance-use"], ["hiv"], .labels([]), [], .refused),
        (["hiv", "substance-use"], ["hiv"], .labels(["substance-use"]), [], .permitted),
        (["therapy-notes"], [], .any, [], .refused),
        (["sud-notes"], ["substance-use"], .any, [], .refused),
        (["sud-notes"], ["sud-notes"], .any, [], .permitted),
        ([], [], .any, ["billing-record"], .refused),
    ])
    func `labels of a scope`(
        labels: [String], only: [String], also: ScopePattern.Also, items: [String], expected: Outcome
    ) throws {
        var fixture = Fixture()
        fixture.book.documents = [
            DocumentType(name: "order", words: "", fields: [DocumentField(name: "scope", words: "", type: .scope)])
        ]
        fixture.book.grounds = [
            ground("508") {
                $0.document = "order"
                $0.limits = [.within("scope")]
            }
        ]
        let pattern = ScopePattern(items: items.isEmpty ? nil : items, only: only, also: also)
        let asked = request {
            $0.groups[0].labels = labels
            $0.documents = [Document(type: "order", id: "o", fields: ["scope": .scope([pattern])])]
        }
        #expect(try fixture.outcome(asked) == expected)
    }

    @Test func `part 2 is a question only where a label says so`() throws {
        var fixture = Fixture()
        fixture.book.part2Labels = ["substance-use"]
        fixture.book.grounds = [ground("506c2") { $0.condition = .not(.test(Test(.field(.part2), .holds))) }]
        func asked(_ labels: [String]) -> Request {
            request {
                $0.groups[0].part2 = nil
                $0.groups[0].labels = labels
            }
        }
        #expect(try fixture.outcome(asked(["hiv"])) == .permitted)
        #expect(try fixture.outcome(asked(["sud-notes"])) == .undetermined)
    }

    @Test func `a protocol bounds the minimum necessary`() throws {
        var fixture = Fixture()
        fixture.book.duties = [Duty(name: "minimum-necessary", words: "")]
        fixture.book.grounds = [ground("506c3") { $0.limits = [.minimum] }]
        let routine = Settings.Routine(recipient: "provider", purpose: "treatment", elements: ["name"])
        let asked = request {
            $0.settings.routines = [routine]
            $0.groups[0].elements = .some(["name", "dna"])
        }
        let result = try fixture.decide(asked)
        #expect(result.parts.map(\.outcome) == [.permitted, .refused])
        #expect(result.parts.first?.open.first?.duties == [])
    }
}
