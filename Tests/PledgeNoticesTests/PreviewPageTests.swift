import Foundation
import PledgeNotices
import Testing

struct PreviewPageTests {
    /// The tags of a page one after the other, checked to be closed in order.
    private func tags(_ html: String) throws -> [String] {
        let void: Set<String> = ["meta", "br"]
        var open: [String] = []
        var all: [String] = []
        for match in html.matches(of: try Regex("<(/?)([a-z0-9]+)[^>]*>")) {
            let name = String(match.output[2].substring ?? "")
            if match.output[1].substring?.isEmpty == false {
                #expect(open.popLast() == name, "\(name) is closed out of order")
            } else {
                all.append(name)
                if !void.contains(name) { open.append(name) }
            }
        }
        #expect(open.isEmpty, "\(open) stay open")
        return all
    }

    @Test(arguments: ["contact-center", "hospital", "med-spa", "offices", "texting"])
    func `every starter is a page in good order`(name: String) throws {
        let document = try PreviewFixture.starter(name)
        for isLarge in [false, true] {
            let page = NoticeHTML(document, isLarge: isLarge).page
            let tags = try tags(page)
            #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
            #expect(tags.count { $0 == "h1" } == 1 && tags.count { $0 == "main" } == 1)
            var level = 0
            for tag in tags where tag.count == 2 && tag.hasPrefix("h") && tag.last?.isNumber == true {
                let next = tag.last.flatMap { Int(String($0)) } ?? 0
                #expect(next <= level + 1, "\(tag) leaves a level out")
                level = next
            }
            for banned in ["<script", " src=", "http-equiv=\"refresh", "url(", "@import", "onload", "```", "promise 5"]
            {
                #expect(!page.contains(banned), "\(banned)")
            }
        }
    }

    /// Two programs that know nothing of one another: what one writes the other reads.
    @Test(arguments: ["contact-center", "hospital", "med-spa", "offices", "texting"])
    func `a page that is read again has the notice's words`(name: String) throws {
        let document = try PreviewFixture.starter(name)
        let text = try NoticeReader.read(Array(NoticeHTML(document).page.utf8), name: "a.html")
        let skip = ["Skip", "to", "the", "notice"]
        let written = skip + PreviewFixture.split(document.organization) + PreviewFixture.words(document)
        #expect(PreviewFixture.split(text.lines.map(\.text).joined(separator: " ")) == written)
        #expect(text.doubts.isEmpty)
    }

    @Test func `hostile words stay words`() throws {
        let words = #"<img src=x onerror="a('&')"> </main> </style> <!-- {"><b>} -->"#
        let document = try PreviewFixture.document(words, name: "a.txt", organization: "</title><script>")
        let page = NoticeHTML(document).page
        #expect(page.contains("&lt;img src=x onerror=&quot;a(&#39;&amp;&#39;)&quot;&gt; &lt;/main&gt;"))
        #expect(page.contains("&lt;/title&gt;&lt;script&gt;") && !page.contains("<img") && !page.contains("<script"))
        #expect(try tags(page).count { $0 == "mark" } == 1)
    }

    @Test func `words in another language say so`() throws {
        let document = try PreviewFixture.document(
            """
            # Notice

            We may use the information for the care of you and your family, and for the bills of the office.

            Usted tiene el derecho de ver la información de su salud en las oficinas.
            """)
        let page = NoticeHTML(document).page
        #expect(page.contains("<html lang=\"en\">") && page.contains("<p lang=\"es\">Usted"))
        #expect(page.contains("<p>We may"))
    }

    @Test func `the color and the size are those asked for`() throws {
        let document = try PreviewFixture.starter("offices")
        let page = NoticeHTML(document, color: try BrandColor("#5a1e3c"), isLarge: true).page
        #expect(page.contains("--brand: #5a1e3c") && page.contains("font: 18pt/1.6"))
        #expect(!NoticeHTML(document).page.contains("18pt"))
    }
}
