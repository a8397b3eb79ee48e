import PledgeCore
import PledgeDecisions
import PledgeLanguage
import Testing

@Suite struct LawBookTests {
    private func book(_ rules: String, cases: [String: [LawBook.Case]] = [:]) throws -> LawBook {
        let files = [
            Base.file,
            SourceFile(path: "test.md", text: law("\(rules)\n```\n\n## A <b> section\n\n- one\n\n```pledge")),
        ]
        let loaded = RulebookLoader.load(files)
        #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        return LawBook(files, try #require(loaded.rulebook), cases: cases)
    }

    private func sentences(_ id: String, _ rules: String) throws -> [LawBook.Sentence] {
        try #require(try book(rules).rules.last { $0.id == id }).sentences
    }

    @Test func `a ground says who may do what, for what, when and with which duties`() throws {
        let rules = Base.permit(
            "  on order\n  when order.signed is present and not emergency\n  before verify unless of-age\n  after 3 days of receipt verify"
        )
        #expect(
            try sentences("506c9", rules) == [
                .init(
                    text: "A covered entity may disclose to a provider, for treatment, resting on an order, when:",
                    points: ["when it was signed is stated", "not: an emergency"]),
                .init(text: "Before: check who asks, unless:", points: ["of age"]),
                .init(text: "Within 3 days of receipt: check who asks."),
                .init(text: "It is on no list of disclosures (tpo)."),
            ])
    }

    @Test func `stops, clocks, elements and rows`() throws {
        let rules = """
            forbid X9 "no"
              when wish is objects
              reach 506 except 506c1
              offer nothing
              cite "law"
            clock T-a "how long"
              from last-day
              keep 6 years
              rests on 530j
              cite "law"
              confidence t
            element e "an end"
              of authorization
              rests on 508c
              required
              cite "law"
              confidence t
            row 160.316 "about conduct"
            """
        #expect(
            try sentences("X9", rules) == [
                .init(
                    text: "Nothing is done under 506, except 506c1, when:", points: ["the patient's wish is objects"]),
                .init(text: "Nothing is offered that would make it lawful."),
            ])
        #expect(try sentences("T-a", rules) == [.init(text: "Kept for 6 years from last day. It rests on 530j.")])
        #expect(
            try sentences("e", rules) == [.init(text: "Every authorization must contain it. It rests on 508c.")])
        #expect(try sentences("160.316", rules) == [])
    }

    @Test func `both forms hold the prose, the rule, its questions and the index, signs escaped`() throws {
        let cases = ["506c9": [LawBook.Case(id: "q1", question: "May *she* <see> it?", outcome: "permitted")]]
        let book = try book(Base.permit(""), cases: cases)
        let markdown = book.markdown
        #expect(markdown.contains("**506c9** — a test  \n*permit · 45 CFR · t · from 2003-04-14*"))
        #expect(markdown.contains("- May \\*she\\* \\<see\\> it? **permitted** (`q1`)"))
        #expect(markdown.contains("### A \\<b\\> section"))
        #expect(markdown.contains("- 45 CFR: [506c9](#rule-506c9)"))
        let html = book.html
        #expect(html.contains("<li>May *she* &lt;see&gt; it? <b>permitted</b></li>"))
        #expect(html.contains("<h3>A &lt;b&gt; section</h3>"))
        #expect(html.contains("<p>Some prose.</p>"))
        #expect(html.contains("<dt>45 CFR</dt><dd><a href=\"#rule-506c9\">506c9</a></dd>"))
    }

    @Test func `two rules of one id have two anchors`() throws {
        let old = Base.permit("  until 2010-01-01").replacing("506c9", with: "506c8")
        let new = Base.permit("  since 2010-01-01").replacing("506c9", with: "506c8")
        let markdown = try book("\(old)\n\(new)").markdown
        #expect(markdown.contains("<a id=\"rule-506c8\"></a>"))
        #expect(markdown.contains("<a id=\"rule-506c8-2\"></a>"))
    }
}
