import PledgeNotices
import Testing

struct ReadingDOCXTests {
    @Test func `headings, cells and lines are read; deleted and hidden text is not`() throws {
        let text = try NoticeReader.read(ReadingFixture.kept("docx/packed"), name: "notice.docx")
        #expect(text.form == .docx)
        #expect(text.texts == ["Notice of Privacy Practices", "We keep", "it.", "cell"])
        #expect(text.lines[0].role == .heading(1) && text.line("cell")?.role == .cell)
        #expect(text.doubts.contains("Hidden text was left out (line 3)."))
        #expect(text.doubts.contains { $0.contains("deleted was left out") } && text.doubts.count == 2)
        #expect(try NoticeReader.read(ReadingFixture.kept("docx/stored"), name: "x").texts == text.texts)
    }

    @Test func `what is made to burst or to fetch is refused`() throws {
        let bomb = ReadingFixture.problem(try ReadingFixture.kept("docx/bomb"))
        #expect(bomb == .docxTooLarge("the Word document unpacks to far more than its size"))
        #expect(
            ReadingFixture.problem(try ReadingFixture.kept("docx/entities"))
                == .docxUnsafe("a document type with entities"))
        let attributes = ReadingFixture.problem(try ReadingFixture.kept("docx/attributes"))
        #expect(attributes == .docxUnsafe("an element with hundreds of attributes"))
    }

    @Test func `what is damaged or something else is told apart`() throws {
        for name in ["nested", "no-xml", "cut"] {
            guard case .docxDamaged = ReadingFixture.problem(try ReadingFixture.kept("docx/\(name)")) else {
                Issue.record("\(name) is not damaged")
                continue
            }
        }
        guard
            case .otherForm("an OpenDocument file", _) = ReadingFixture.problem(
                try ReadingFixture.kept("docx/opendocument"))
        else {
            Issue.record("an OpenDocument file is taken for something else")
            return
        }
    }
}
