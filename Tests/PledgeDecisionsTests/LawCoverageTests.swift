import PledgeCore
import PledgeDecisions
import Testing

@Suite struct LawCoverageTests {
    private let force = Force(since: Day(number: 0))

    private func head(_ id: String) -> RuleHead { RuleHead(id: RuleID(id), title: "t", force: force) }

    private var book: Rulebook {
        var book = Rulebook()
        book.grounds = [Ground(head: head("506c1"), actors: [], acts: [], purposes: [], accounting: .counted)]
        book.clocks = [Clock(head: head("T-a"), from: "x", measure: .keep(Span(months: 72)), restsOn: [RuleID("900")])]
        book.elements = [DocumentElement(head: head("header"), restsOn: [RuleID("520b1i"), RuleID("506c1")])]
        book.rows = [ListedRow(id: RuleID("160.316"), words: "about conduct", force: force)]
        book.vocabulary[.kind] = Hierarchy([Term(name: "103ba", words: "w")])
        return book
    }

    @Test func `each id is covered by what has exactly it, by an element, or is listed`() {
        let ids = ["506c1", "506c", "T-a", "520b1i", "160.316", "103ba", "506c1"]
        let coverage = LawCoverage(of: ids, by: book)
        #expect(coverage.entries.map(\.id) == ["506c1", "506c", "T-a", "520b1i", "160.316", "103ba"])
        #expect(
            coverage.entries.map(\.manner) == [
                .declared("permit"), .missing, .declared("clock"), .element("header"), .listed("about conduct"),
                .declared("kind"),
            ])
        #expect(coverage.byDeclaration == 3)
        #expect(coverage.byElement == 1)
        #expect(coverage.listed == 1)
        #expect(coverage.missing == 1)
        #expect(!coverage.isEnough)
        #expect(coverage.strangers.map(\.id) == ["900"])
    }

    @Test func `one row in four may be listed, and no more`() {
        #expect(LawCoverage(of: ["506c1", "T-a", "103ba", "160.316"], by: book).isEnough)
        #expect(!LawCoverage(of: ["506c1", "T-a", "160.316"], by: book).isEnough)
    }
}
