import PledgeCore
import PledgeNotices
import Testing

/// The report for people and for programs.
struct NoticeFormatTests {
    @Test func `json has the members that it promises and no others`() throws {
        let json = try NoticeFixture.report(SampleNotices.in2013).json
        guard case .object(let object) = json, case .object(let elements)? = object["elements"] else {
            Issue.record("not an object")
            return
        }
        #expect(object.members.map(\.name) == ["file", "isNotice", "vintage", "elements", "findings"])
        #expect(elements.members.count == 53)
        for element in elements.members {
            guard case .object(let status) = element.value else { continue }
            #expect(status.members.map(\.name) == ["status", "quote", "line"])
        }
        #expect(object["vintage"] == .string("2013") && object["isNotice"] == .bool(true))
        #expect(try JSONScanner.value(of: json.text) == json)
    }

    @Test func `a finding for a terminal shows the line and points at the words`() throws {
        let report = try NoticeFixture.report(SampleNotices.in2003 + "\nWe never sell your information.\n")
        let lines = report.rendered.split(separator: "\n").map(String.init)
        let at = try #require(lines.firstIndex { $0.contains("[never-sells]") })
        #expect(lines[at].hasPrefix("notice.txt:"))
        #expect(lines[at + 1] == "    We never sell your information.")
        #expect(lines[at + 2] == "       ^" + String(repeating: "~", count: 26))
        #expect(lines[at + 3].hasPrefix("    law: "))
        let stops = try #require(lines.firstIndex { $0.hasPrefix("What your notice stops") })
        let missing = try #require(lines.firstIndex { $0 == "What is missing" })
        #expect(stops < missing, "what it stops comes first")
    }

    @Test func `a long line is shown around the words`() throws {
        let line =
            String(repeating: "words before it, ", count: 20) + "we never sell your information"
            + String(repeating: ", after", count: 40)
        let report = try NoticeFixture.report(SampleNotices.in2003 + "\n" + line + ".\n")
        #expect(report.rendered.split(separator: "\n").filter { $0.hasPrefix("    ...") }.allSatisfy { $0.count < 120 })
    }

    @Test func `the page runs nothing and escapes what the document says`() throws {
        let nasty =
            SampleNotices.in2003 + "\nWe never sell your information <script>alert('x')</script> \"&\" \u{202E}.\n"
        let report = try NoticeFixture.report(nasty)
        let page = report.page(titles: ["header_statement": "<b>head</b>"])
        #expect(!page.contains("<script") && !page.contains("<b>head") && !page.contains("\u{202E}"))
        #expect(page.contains("&lt;b&gt;head"))
        #expect(!page.contains("http"), "it needs nothing from elsewhere")
        #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
        let empty = try NoticeFixture.report("nothing").page(titles: [:])
        #expect(empty.contains("not a notice"))
    }

    @Test func `diagnostics stand at the line and column of the words`() throws {
        let report = try NoticeFixture.report(SampleNotices.in2003 + "\nWe never sell your information.\n")
        let diagnostic = try #require(report.diagnostics.first { $0.id == "never-sells" })
        let line = SampleNotices.in2003.split(separator: "\n", omittingEmptySubsequences: false).count + 1
        #expect(diagnostic.span == SourceSpan(file: "notice.txt", line: line, column: 4, length: 27))
        #expect(diagnostic.severity == .warning)
    }
}
