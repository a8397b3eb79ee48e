/// The text of a PDF, which `pdftotext` of poppler takes out of it.
package struct PDFText: Sendable {
    /// Takes the text out of a PDF: its bytes to what `pdftotext -bbox-layout` writes.
    package typealias Program = @Sendable (_ pdf: [UInt8]) throws(ChildProgram.Failure) -> ChildProgram.Outcome

    /// The program of the system, with 2 s, 256 MiB and 24 MiB of text.
    package static let poppler: Program = { pdf throws(ChildProgram.Failure) in
        try ChildProgram.run(
            "pdftotext", ["-q", "-bbox-layout", "-", "-"], input: pdf,
            limits: .init(seconds: 2, mebibytes: 256, outputBytes: 24 << 20))
    }

    /// Reads a PDF.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - program: What takes the text out.
    /// - Returns: Its text.
    /// - Throws: The problem.
    static func read(_ bytes: [UInt8], _ program: Program) throws(NoticeReadingError.Problem) -> NoticeText {
        let outcome: ChildProgram.Outcome
        do throws(ChildProgram.Failure) {
            outcome = try program(bytes)
        } catch {
            switch error {
            case .missing: throw .pdftotextMissing
            case .tooMuchOutput: throw .pdfTooMuchText
            case .system(let code): throw .pdftotextFailed(code: code)
            }
        }
        try check(outcome, of: bytes)
        return try text(of: outcome.output)
    }

    /// - Source: pdftotext(1): 1 for a PDF that does not open, 3 for permissions; 128 and more are signals.
    private static func check(
        _ outcome: ChildProgram.Outcome, of bytes: [UInt8]
    ) throws(NoticeReadingError.Problem) {
        switch outcome.code {
        case 0: return
        case 3: throw .pdfEncrypted
        case 1: throw contains(bytes, "/Encrypt") ? .pdfEncrypted : .pdfDamaged
        // A program that gets no memory may end as it likes: by abort, by an exception, by a bad address.
        case 126, 127: throw .pdftotextMissing
        case 128...: throw .pdfTooSlow
        default: throw .pdftotextFailed(code: outcome.code)
        }
    }

    private static func contains(_ bytes: [UInt8], _ word: StaticString) -> Bool {
        let word = Array(word.description.utf8)
        return bytes.indices.contains { bytes[$0] == word[0] && bytes[$0...].starts(with: word) }
    }

    /// What `pdftotext -bbox-layout` wrote as the text of a notice.
    ///
    /// - Throws: The problem where there are no pages or no words.
    package static func text(of layout: [UInt8]) throws(NoticeReadingError.Problem) -> NoticeText {
        let pages = PDFLayout.pages(layout)
        guard !pages.isEmpty else { throw .pdfDamaged }
        let letters = pages.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.text.count(where: \.isLetter) } }
        guard letters >= 40 else { throw .pdfWithoutText(pages: pages.count) }
        var reader = PDFReading(pages)
        reader.readAll()
        return NoticeText(form: .pdf, lines: reader.lines, doubts: reader.doubts)
    }
}
