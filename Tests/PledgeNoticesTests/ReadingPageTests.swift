import PledgeNotices
import Testing

struct ReadingPageTests {
    private func page(_ body: String) throws -> NoticeText {
        try ReadingFixture.read("<!DOCTYPE html>\n<html><head><title>no</title></head>\n<body>\(body)</body></html>")
    }

    @Test func `headings, items and cells keep their roles and lines`() throws {
        let text = try page(
            "\n<h2>Notice <em>of</em>\nPrivacy</h2><p>We keep<br>it.<p>Second<ul><li>One<li>Two</ul>\n<table><tr><th>Phone<td>555</table>"
        )
        #expect(text.line("Notice of Privacy") == .init(text: "Notice of Privacy", number: 4, role: .heading(2)))
        #expect(text.texts == ["Notice of Privacy", "We keep", "it.", "Second", "One", "Two", "Phone", "555"])
        #expect(text.line("Two")?.role == .item && text.line("555")?.role == .cell && text.line("555")?.number == 6)
        let at = try #require(text.lines.firstIndex { $0.text == "it." })
        #expect(text.lines[at + 1].text.isEmpty, "paragraphs are parted")
    }

    @Test func `what is no part of the text is left out`() throws {
        let text = try page(
            "<nav>Home</nav><script>var a='</p>words'</script><style>p{}</style><noscript>on</noscript>"
                + "<template>t</template><!-- c --><select><option>o</select><p>Kept</p><svg><text>s</text></svg>")
        #expect(text.texts == ["Kept"] && text.doubts.isEmpty)
    }

    @Test(arguments: [
        "hidden", "style='display:none'", "style='DISPLAY : none !important'", "aria-hidden=true",
        "style='font-size:0'", "style='visibility:hidden'", "style='color:#fff;background:white'",
    ])
    func `hidden text is left out with a doubt`(attribute: String) throws {
        let text = try page("<p>Shown</p>\n<p \(attribute)>We may sell it</p><p>Shown, too</p>")
        #expect(text.texts == ["Shown", "Shown, too"])
        #expect(text.doubts == ["Text that the page hides was left out (line 4)."])
    }

    @Test func `white text on a ground that is not known is read with a doubt`() throws {
        let text = try page("<h1 style='color:white'>Notice</h1>")
        #expect(text.texts == ["Notice"] && text.doubts.count == 1 && text.doubts.first?.contains("White text") == true)
    }

    @Test func `references are resolved`() throws {
        #expect(
            try page("&ldquo;A&rdquo; &#146;s &#x2019; &amp;lt; &bogus; &copy").texts == ["“A” ’s ’ &lt; &bogus; ©"])
    }

    @Test func `a page without text says why`() {
        let scripted = Array("<html><body><script>write()</script></body></html>".utf8)
        #expect(ReadingFixture.problem(scripted) == .htmlWithoutText(hasScripts: true))
        #expect(
            ReadingFixture.problem(Array("<html><p hidden>x</p></html>".utf8)) == .htmlWithoutText(hasScripts: false))
    }

    @Test func `a bold line alone is a heading, and a table for layout holds paragraphs`() throws {
        let cell = String(repeating: "we keep your information ", count: 20)
        let text = try page("<p><b>Your Rights</b></p><table><td>\(cell)</table><p><b>Not</b> so</p>")
        #expect(text.line("Your Rights")?.role == .heading(3) && text.line("Not so")?.role == .body)
        #expect(text.lines.first { $0.text.hasPrefix("we keep") }?.role == .body)
    }

    /// Each takes a parser that compares with all before it minutes; the test's own limit would end it.
    @Test(.timeLimit(.minutes(1)))
    func `much of one thing takes time in proportion`() throws {
        let many = { (text: String, count: Int) in String(repeating: text, count: count) }
        let pages = [
            many("<b>", 60_000) + many("</i>", 60_000) + "end",
            "<p " + (0..<30_000).map { "a\($0)" }.joined(separator: " ") + ">end",
            many("<div>", 100_000) + "end", many("<p><span>", 40_000) + "end", many("&", 300_000) + "end",
            many("<!-", 100_000) + "<p>end", many("<table><td>", 40_000) + "end",
            "<script>" + many("var a = '<p>';\n", 60_000) + "</script><p>end",
        ]
        for body in pages {
            let text = try page(body)
            #expect(text.texts.last?.hasSuffix("end") == true)
        }
    }
}
