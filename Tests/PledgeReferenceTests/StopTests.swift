import PledgeCore
import PledgeDecisions
import PledgeReference
import Testing

@Suite struct StopTests {
    @Test func `a stop closes what it reaches and nothing beside it`() throws {
        var fixture = Fixture()
        fixture.book.grounds = [ground("512e1i"), ground("512e1ii")]
        fixture.book.stops = [stop("P2-61", reach: ["512e1i"])]
        let part = try fixture.decide(request()).parts.first
        #expect(part?.open.map(\.rule) == ["512e1ii"] && part?.stops == ["P2-61"])
        fixture.book.stops = [stop("P2-61", except: ["512e1"])]
        #expect(try fixture.decide(request()).parts.first?.open.count == 2)
    }

    // Section 17: no document or wish closes a compelled ground; section 6: a wish about means still says how.
    @Test(arguments: [
        (Stop.Author.patient, false, Outcome.required), (.document, false, .required), (.law, false, .refused),
        (.patient, true, .refused),
    ])
    func `what closes a compelled ground`(author: Stop.Author, isManner: Bool, expected: Outcome) throws {
        var fixture = Fixture()
        fixture.book.grounds = [ground("512e1i") { $0.compelled = .constant(true) }]
        let closing = stop("X", by: author, reach: ["512"], manner: isManner)
        if author == .document {
            fixture.promises = [notice("n1", [], stops: [closing])]
        } else {
            fixture.book.stops = [closing]
        }
        let result = try fixture.decide(request())
        #expect(result.outcome == expected)
        #expect(result.parts.first?.isConflict == (author == .law))
    }

    // Section 5: outside is reached by no HIPAA stop, but by Part 2 and state law.
    @Test func `outside is reached by part 2 only`() throws {
        var fixture = Fixture()
        fixture.book.grounds = [
            ground("502f") {
                $0.isOutside = true
                $0.accounting = .notOurs
            }
        ]
        fixture.promises = [notice("n1", [], excluding: [exclude("502f")])]
        fixture.book.stops = [stop("502a5ii")]
        #expect(try fixture.outcome(request()) == .permitted)
        var part2 = stop("P2-13")
        part2.head.isOverlay = true
        fixture.book.stops = [part2]
        #expect(try fixture.outcome(request()) == .refused)
    }

    @Test func `an exception lifts its own stop within its scope and brings its duties`() throws {
        var fixture = Fixture()
        fixture.book.documents = [
            DocumentType(name: "consent", words: "", fields: [DocumentField(name: "scope", words: "", type: .scope)])
        ]
        fixture.book.grounds = [ground("506c2")]
        fixture.book.stops = [stop("P2-13"), stop("IL-HIV", when: fact("other"))]
        fixture.book.facts = [yesNo("other", .knowledge)]
        fixture.book.exceptions = [
            StopException(
                head: Fixture.head("P2-31"), stops: [RuleID("P2-13")], document: "consent",
                limits: [.within("scope")], duties: [DutyUse(duty: "statement", time: .with)], accounting: .counted)
        ]
        func asked(_ scope: [ScopePattern], other: Bool = false) -> Request {
            request {
                $0.documents = [Document(type: "consent", id: "c", fields: ["scope": .scope(scope)])]
                $0.records?.facts = ["other": .yesNo(other)]
            }
        }
        #expect(try fixture.outcome(request()) == .refused)
        let open = try fixture.decide(asked([ScopePattern()])).parts.first?.open.first
        #expect(open?.duties == [PlainDuty(duty: "statement", time: .with)] && open?.accounting == .counted)
        #expect(try fixture.outcome(asked([ScopePattern(items: ["billing-record"])])) == .refused)
        #expect(try fixture.outcome(asked([ScopePattern()], other: true)) == .refused)
    }

    @Test func `a conflict needs a condition that surely holds`() throws {
        var fixture = Fixture()
        fixture.book.facts = [yesNo("f")]
        fixture.book.grounds = [
            ground("512a1") {
                $0.condition = fact("f")
                $0.compelled = .constant(true)
            }
        ]
        fixture.book.stops = [stop("P2-61")]
        let unknown = try fixture.decide(request())
        #expect(unknown.outcome == .refused && unknown.parts.first?.isConflict == false)
        let known = try fixture.decide(request { $0.answers = ["f": Answer(.yesNo(true))] })
        #expect(known.outcome == .refused && known.parts.first?.isConflict == true)
    }
}
