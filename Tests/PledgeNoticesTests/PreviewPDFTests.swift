import PledgeCore
import PledgeNotices
import Testing

/// PDFs need Typst, which `script/setup` installs.
struct PreviewPDFTests {
    private func pdf(_ document: NoticeDocument, isLarge: Bool = false) throws -> [UInt8] {
        try NoticePDF.bytes(document, isLarge: isLarge, program: Typst.program)
    }

    private func outcome(_ code: Int32, _ output: String = "") -> NoticePDF.Program {
        { _ throws(ChildProgram.Failure) in .init(code: code, output: Array(output.utf8), messages: []) }
    }

    private func info(_ pdf: [UInt8], _ option: String) throws -> String {
        let limits = ChildProgram.Limits(seconds: 10, mebibytes: 512, outputBytes: 1 << 22)
        return String(
            decoding: try ChildProgram.run("pdfinfo", [option, "-"], input: pdf, limits: limits).output, as: UTF8.self)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["hospital", "offices"])
    func `a starter becomes a tagged PDF with its own words`(name: String) throws {
        let document = try PreviewFixture.starter(name)
        for isLarge in [false, true] {
            let bytes = try pdf(document, isLarge: isLarge)
            let raw = String(decoding: bytes, as: UTF8.self)
            for mark in [
                "/MarkInfo<</Marked true", "/StructTreeRoot", "/Lang(en)", "<pdfuaid:part>1<", "/DisplayDocTitle true",
            ] {
                #expect(raw.contains(mark), "\(mark)")
            }
            // What stands at the foot of a page is no part of it; the organization stands above the title.
            let text = try NoticeReader.read(bytes, name: "a.pdf")
            let read = PreviewFixture.split(text.lines.map(\.text).joined(separator: " "))
            let written = PreviewFixture.split(document.organization) + PreviewFixture.words(document)
            #expect(read == written)
        }
    }

    @Test func `a Spanish notice says that it is Spanish`() throws {
        let document = try PreviewFixture.document(
            "# Aviso\n\nUsted tiene el derecho de ver la información de su salud.\n")
        #expect(String(decoding: try pdf(document), as: UTF8.self).contains("/Lang(es)"))
    }

    @Test func `headings, lists and paragraphs are tags`() throws {
        let document = try PreviewFixture.document("# Notice\n\n## Rights\n\nWords.\n\n- one\n- two\n")
        let tree = try info(try pdf(document), "-struct-text")
        for tag in ["H1", "H2", "P (", "L (", "LI (", "\"Words.\""] { #expect(tree.contains(tag), "\(tag): \(tree)") }
    }

    @Test func `words that look like Typst are words`() throws {
        let words = "# Notice\n\nx #import \"a\" $y$ \\#panic() @ref <b> `c` ~ // no\n"
        let document = try PreviewFixture.document(words, organization: "#read(\"/etc/hostname\")")
        let text = try NoticeReader.read(try pdf(document), name: "a.pdf").lines.map(\.text).joined(separator: " ")
        #expect(text.contains("#read(\"/etc/hostname\")") && text.contains("#import \"a\" $y$"))
    }

    @Test func `what goes wrong is said`() throws {
        let document = try PreviewFixture.document("# Notice\n")
        let problems: [(NoticePDF.Program, NoticePDF.Problem)] = [
            ({ _ throws(ChildProgram.Failure) in throw .missing }, .missing), (outcome(127), .missing),
            (outcome(137), .tooSlow), (outcome(1), .failed(code: 1)), (outcome(0, "no PDF"), .failed(code: 0)),
            ({ _ throws(ChildProgram.Failure) in throw .tooMuchOutput }, .tooLarge),
        ]
        for (program, problem) in problems {
            #expect(throws: problem) { try NoticePDF.bytes(document, program: program) }
        }
        #expect(NoticePDF.Problem.missing.description.contains("script/setup --run"))
    }
}
