import PledgeCore
import PledgeDecisions
import PledgeReference
import Testing

@Suite struct PromiseTests {
    // Section 7: what silence means, by kind of document.
    @Test(arguments: [
        (PromiseDocument.Kind.notice, "506c2", Outcome.refused), (.notice, "508a1", .permitted),
        (.notice, "512j1i", .permitted), (.jointNotice, "506c2", .refused), (.agreement, "508a1", .refused),
        (.agreement, "502a4", .permitted), (.policy, "506c2", .permitted),
    ])
    func `silence`(kind: PromiseDocument.Kind, rule: String, expected: Outcome) throws {
        var fixture = Fixture()
        fixture.book.grounds = [ground(rule)]
        #expect(try fixture.outcome(request()) == .permitted)
        fixture.promises = [PromiseDocument(id: "d", kind: kind, title: "", effective: Fixture.day("2003-04-14"))]
        #expect(try fixture.outcome(request()) == expected)
    }

    @Test func `the most specific sentence decides and compares tokens`() throws {
        var fixture = Fixture()
        fixture.book.facts = [yesNo("f", .knowledge)]
        fixture.book.grounds = [ground("512e1i"), ground("512e1ii"), ground("512f2")]
        func open(_ promises: [Promise], _ exclusions: [Exclusion] = []) throws -> Set<String> {
            fixture.promises = [notice("n", promises, excluding: exclusions)]
            return Set(try fixture.decide(request()).parts.flatMap { $0.open.map(\.rule) })
        }
        #expect(try open([promise("512e1i")]) == ["512e1i"])
        #expect(try open([promise("512")]) == ["512e1i", "512e1ii", "512f2"])
        #expect(try open([promise("512")], [exclude("512e")]) == ["512f2"])
        #expect(try open([promise("512"), promise("512e1i")], [exclude("512e")]) == ["512e1i", "512f2"])
        #expect(try open([promise("512"), promise("512e1i", fact("f"))]) == ["512e1ii", "512f2"])
        #expect(try open([promise("512")], [exclude("512e", fact("f"))]) == ["512e1i", "512e1ii", "512f2"])
        #expect(try open([promise("512e1i")], [exclude("512e1i")]) == [])
    }

    @Test func `a no may name 508 and reaches nothing the individual owns`() throws {
        var fixture = Fixture()
        fixture.book.grounds = [ground("508a1"), ground("502a2i")]
        fixture.promises = [notice("n", [], excluding: [exclude("508"), exclude("502a2i")])]
        #expect(try fixture.decide(request()).parts.first?.open.map(\.rule) == ["502a2i"])
    }

    @Test func `all documents must agree`() throws {
        var fixture = Fixture()
        fixture.book.grounds = [ground("506c2")]
        let agreement = PromiseDocument(id: "a", kind: .agreement, title: "", promises: [promise("506")])
        fixture.promises = [notice("n", [promise("506")]), agreement]
        #expect(try fixture.outcome(request()) == .permitted)
        fixture.promises = [notice("n", [promise("510")]), agreement]
        #expect(try fixture.outcome(request()) == .refused)
    }

    // Worked cases 28 and 29: an item keeps the notice it was held under where that did not reserve.
    @Test func `the walk over versions`() throws {
        var fixture = Fixture()
        fixture.book.grounds = [ground("512i1i")]
        func outcomes(_ versions: [PromiseDocument], held: (String, String), contact: String) throws -> [Outcome] {
            fixture.promises = versions
            let asked = request {
                $0.groups[0].held = Period(first: Fixture.day(held.0), last: Fixture.day(held.1))
                $0.records?.firstContact = Fixture.day(contact)
            }
            return try fixture.decide(asked).parts.map(\.outcome)
        }
        let wide = notice("2015", [promise("512i")], effective: "2015-01-01")
        let silent = notice("2003", [], effective: "2003-04-14")
        var reserving = silent
        reserving.reservesRight = true
        #expect(
            try outcomes([silent, wide], held: ("2010-01-01", "2020-01-01"), contact: "2008-01-01")
                == [.refused, .permitted])
        #expect(
            try outcomes([reserving, wide], held: ("2010-01-01", "2020-01-01"), contact: "2008-01-01")
                == [.permitted, .permitted])
        // The first notice the person ever came under is the one of 2015.
        #expect(
            try outcomes([silent, wide], held: ("2010-01-01", "2010-01-01"), contact: "2016-01-01")
                == [.permitted])
        let old = notice("2010", [promise("512i")], effective: "2010-01-01")
        let narrow = notice("2015", [], effective: "2015-01-01")
        #expect(try outcomes([old, narrow], held: ("2012-01-01", "2012-01-01"), contact: "2011-01-01") == [.refused])
    }

    @Test func `a version that promised not to lessen is left only by consent`() throws {
        var fixture = Fixture()
        fixture.book.grounds = [ground("512i1i")]
        fixture.promises = [
            notice("2003", [], reserves: true, consent: true),
            notice("2015", [promise("512i")], effective: "2015-01-01"),
        ]
        func asked(_ accepted: Set<String>) -> Request {
            request {
                $0.groups[0].held = Period(Fixture.day("2020-01-01"))
                $0.records?.firstContact = Fixture.day("2008-01-01")
                $0.records?.accepted = accepted
            }
        }
        #expect(try fixture.outcome(asked([])) == .refused)
        #expect(try fixture.outcome(asked(["2015"])) == .permitted)
    }
}
