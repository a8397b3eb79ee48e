/// Reads anybody's notice, whatever form it has.
///
/// Nothing in a document is run and nothing that it points to is fetched. A document that cannot be read is an error
/// that says what to do; one that can be read in more than one way is read in the best, with its doubts.
package enum NoticeReader {
    /// A document's bytes at most; PDFs with pictures are large.
    package static let bytesMax = 32 << 20
    /// Of web pages, which bring their scripts, at most.
    package static let pageBytesMax = 8 << 20
    /// Of text and Markdown, at most: more than half a million words.
    package static let textBytesMax = 4 << 20

    /// Reads a notice.
    ///
    /// - Parameters:
    ///   - bytes: The file: text, Markdown, HTML, PDF or DOCX.
    ///   - name: As the file is called, for the form and for errors.
    ///   - pdf: What takes the text out of a PDF.
    /// - Returns: What its readers see, with doubts.
    /// - Throws: `NoticeReadingError`, which holds none of the document's words.
    package static func read(
        _ bytes: [UInt8], name: String, pdf: PDFText.Program = PDFText.poppler
    ) throws(NoticeReadingError) -> NoticeText {
        do throws(NoticeReadingError.Problem) {
            return try read(bytes, NoticeForm(bytes, name: name), pdf)
        } catch {
            throw NoticeReadingError(name: name, problem: error)
        }
    }

    private static func read(
        _ bytes: [UInt8], _ form: NoticeForm, _ pdf: PDFText.Program
    ) throws(NoticeReadingError.Problem) -> NoticeText {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= bytesMax else { throw .tooLarge(bytesMax: bytesMax) }
        let text: NoticeText
        switch form {
        case .pdf: text = try PDFText.read(bytes, pdf)
        case .zip: text = try DOCXText.read(bytes)
        case .html, .text, .markdown:
            let max = form == .html ? pageBytesMax : textBytesMax
            guard bytes.count <= max else { throw .tooLarge(bytesMax: max) }
            text = try read(TextDecoding.decode(bytes), form)
        case .other(let form, let advice): throw .otherForm(form, advice: advice)
        }
        let part = NoticePart.found(in: text)
        guard let doubt = NoticeLanguages.doubt(part.lines) else { return part }
        return NoticeText(form: part.form, lines: part.lines, doubts: part.doubts + [doubt])
    }

    private static func read(
        _ decoded: DecodedText, _ form: NoticeForm
    ) throws(NoticeReadingError.Problem) -> NoticeText {
        if form == .html { return try HTMLText.read(decoded) }
        let isMarkdown = form == .markdown || MarkdownLines.isMarkdown(decoded.text)
        let lines = isMarkdown ? MarkdownLines.read(decoded.text) : PlainTextLines.read(decoded.text)
        guard lines.contains(where: { $0.text.contains(where: \.isLetter) }) else { throw .withoutText }
        return NoticeText(form: isMarkdown ? .markdown : .text, lines: lines, doubts: decoded.doubts)
    }
}

/// What a file is, by its first bytes and then by its name.
enum NoticeForm: Equatable {
    case text, markdown, html, pdf, zip
    /// What it is and what to do about it.
    case other(String, advice: String)

    init(_ bytes: [UInt8], name: String) {
        if let form = NoticeForm.byContent(bytes) {
            self = form
            return
        }
        let suffix = name.lowercased().split(separator: ".").last ?? ""
        if !TextDecoding.isText(bytes) {
            self = .other("a file of a form that is not known", advice: "give the notice as text, HTML, PDF or .docx")
        } else if ["html", "htm", "xhtml"].contains(suffix) || NoticeForm.looksLikeHTML(bytes) {
            self = .html
        } else {
            self = ["md", "markdown"].contains(suffix) ? .markdown : .text
        }
    }

    private static let pictures: [[UInt8]] = [
        [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A],
    ]
    /// Marks of pictures that a text could begin with, too.
    private static let doubtfulPictures = ["GIF8", "BM", "RIFF"]

    private static func byContent(_ bytes: [UInt8]) -> NoticeForm? {
        // Mail programs put bytes before a PDF; poppler looks for its mark in the first 1,024.
        let start = Array(bytes.prefix(1024))
        if start.indices.contains(where: { start[$0] == 0x25 && start[$0...].starts(with: "%PDF-".utf8) }),
            !looksLikeHTML(bytes)
        {
            return .pdf
        }
        if start.starts(with: [0x50, 0x4B, 3, 4]) || start.starts(with: [0x50, 0x4B, 5, 6]) { return .zip }
        if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return .other(
                "an old Word document (.doc), or one with a password",
                advice: "open it in Word, save it as .docx without a password, and give that")
        }
        if start.starts(with: "{\\rtf".utf8) {
            return .other(
                "a Rich Text file", advice: "open it in a text program, save it as .docx or PDF, and give that")
        }
        if start.starts(with: [0x1F, 0x8B]) {
            return .other("a gzip file", advice: "unpack it, and give what is in it")
        }
        let isDoubtful = doubtfulPictures.contains { start.starts(with: $0.utf8) } && !TextDecoding.isText(bytes)
        if isDoubtful || pictures.contains(where: { start.starts(with: $0) })
            || start.dropFirst(4).starts(with: "ftyp".utf8)
        {
            return .other(
                "a picture", advice: "run it through text recognition (OCR), or give the document it was made from")
        }
        return nil
    }

    /// A page begins with its type, or with a tag that only pages have.
    private static func looksLikeHTML(_ bytes: [UInt8]) -> Bool {
        let start = bytes.prefix(4096).filter { $0 != 0 }.drop { $0 >= 0x80 || $0 <= 0x20 }
        guard start.first == UInt8(ascii: "<") else { return false }
        let text = String(decoding: start.prefix(2048), as: UTF8.self).lowercased()
        let signs = [
            "<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<div", "<p>", "<p ", "<h1", "<script",
        ]
        return signs.contains(where: text.contains)
    }
}
