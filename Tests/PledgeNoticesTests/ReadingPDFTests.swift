import PledgeNotices
import Testing

struct ReadingPDFTests {
    private func outcome(_ code: Int32, _ output: [UInt8] = []) -> PDFText.Program {
        { _ throws(ChildProgram.Failure) in ChildProgram.Outcome(code: code, output: output, messages: []) }
    }

    private func problem(_ program: PDFText.Program, _ bytes: [UInt8] = Array("%PDF-1.4".utf8)) -> NoticeReadingError
        .Problem?
    {
        do {
            _ = try NoticeReader.read(bytes, name: "a.pdf", pdf: program)
            return nil
        } catch { return error.problem }
    }

    @Test func `pdftotext takes the text out`() throws {
        let words = "Notice of Privacy Practices describes how we keep information"
        let text = try NoticeReader.read(ReadingFixture.pdf(words), name: "a.pdf")
        #expect(text.form == .pdf && text.texts == [words] && text.lines.first?.page == 1)
    }

    @Test func `a PDF that gives no text says why`() {
        #expect(ReadingFixture.problem(ReadingFixture.pdf(nil)) == .pdfWithoutText(pages: 1))
        #expect(ReadingFixture.problem(ReadingFixture.pdf("words", isLocked: true)) == .pdfEncrypted)
        #expect(ReadingFixture.problem(Array(ReadingFixture.pdf("words").prefix(60))) == .pdfDamaged)
        #expect(problem(outcome(137)) == .pdfTooSlow)
        #expect(problem(outcome(99)) == .pdftotextFailed(code: 99))
        #expect(problem { _ throws(ChildProgram.Failure) in throw .tooMuchOutput } == .pdfTooMuchText)
        #expect(problem { _ throws(ChildProgram.Failure) in throw .missing } == .pdftotextMissing)
        let said = NoticeReadingError(name: "a.pdf", problem: .pdftotextMissing).description
        #expect(said.contains("poppler-utils"))
    }

    @Test func `columns are read one after the other`() throws {
        var page = [
            (
                left: 72, top: 80, height: 18, block: 1,
                text: "Notice of Privacy Practices for everyone who comes to us for care"
            )
        ]
        // As some programs write them: a line of each column by turns.
        for index in 0..<12 {
            page.append(
                (72, 120 + index * 14, 10, 2 + index * 2, "left \(index) words of a column that is wide enough"))
            page.append(
                (330, 120 + index * 14, 10, 3 + index * 2, "right \(index) words of a column that is wide, too"))
        }
        let text = try ReadingFixture.read(layout: ReadingFixture.layout([page]))
        let texts = text.texts
        #expect(texts[0].hasPrefix("Notice") && text.lines[0].role == .heading(1))
        #expect(texts[1...12].allSatisfy { $0.hasPrefix("left") } && texts[13...].allSatisfy { $0.hasPrefix("right") })
        #expect(text.doubts == ["Two columns were read one after the other (page 1)."])
    }

    @Test func `a table is no page in columns`() throws {
        var page: [(left: Int, top: Int, height: Int, block: Int, text: String)] = []
        for index in 0..<14 {
            page.append((72, 120 + index * 14, 10, 2 + index * 2, "Copy \(index)"))
            page.append((330, 120 + index * 14, 10, 3 + index * 2, "15 cents"))
        }
        let text = try ReadingFixture.read(layout: ReadingFixture.layout([page]))
        #expect(text.doubts.isEmpty && text.texts[1] == "15 cents")
    }

    @Test func `running heads and page numbers go, the first head stays`() throws {
        let pages = (1...4).map { number in
            [
                (left: 72, top: 30, height: 10, block: 1, text: "Clinic, effective May 1, 2024"),
                (72, 200, 10, 2, "Words of page \(number) that are only here, and no others."),
                (300, 760, 10, 3, "Page \(number) of 4"),
            ]
        }
        let text = try ReadingFixture.read(layout: ReadingFixture.layout(pages))
        #expect(text.texts.count { $0.hasPrefix("Clinic") } == 1 && text.texts.count == 5)
        #expect(text.doubts.count == 1 && text.doubts.first?.contains("running heads") == true)
    }

    @Test func `words broken at a line's end are put together`() throws {
        let lines = [
            "We keep your medical infor-", "mation private, and a self-", "pay request is kept. A follow-up",
            "visit is a follow-", "up visit. Soft\u{AD}", "ware helps.",
        ]
        let page = lines.enumerated().map { (72, 200 + $0.offset * 14, 10, 1, $0.element) }
        let text = try ReadingFixture.read(layout: ReadingFixture.layout([page]))
        #expect(
            text.texts.joined(separator: " ")
                == "We keep your medical information private, and a self-pay request is kept. A follow-up visit is a "
                + "follow-up visit. Software helps.")
    }

    @Test func `pages without text are named`() throws {
        let words = [(72, 200, 10, 1, "We keep your medical information private and safe, always and for all.")]
        let text = try ReadingFixture.read(layout: ReadingFixture.layout([words, [], words]))
        #expect(text.doubts == ["No text on page 2; if it is a picture of text, it was not read."])
    }
}
