import PledgeLanguage

extension NoticeDocument {
    /// Reads a notice to show it: a literate one keeps its emphasis, any other what its reader finds.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - name: As the file is called.
    ///   - organization: Whose notice it is; without it the front matter says so.
    ///   - pdf: What takes the text out of a PDF.
    /// - Returns: The document, and sentences on what may have been read wrongly.
    /// - Throws: `NoticeReadingError` where the file cannot be read.
    package static func read(
        _ bytes: [UInt8], name: String, organization: String? = nil, pdf: PDFText.Program = PDFText.poppler
    ) throws(NoticeReadingError) -> (document: NoticeDocument, doubts: [String]) {
        let text = try NoticeReader.read(bytes, name: name, pdf: pdf)
        var builder = DocumentBuilder(isJoining: text.form == .text || text.form == .pdf || text.form == .markdown)
        var frontMatter: [String: String] = [:]
        if text.form == .markdown {
            let source = TextDecoding.decode(bytes).text
            frontMatter = MarkdownLines.frontMatter(source)
            for line in MarkdownLines.marked(source) {
                let runs = InlineMarks.runs(CleanText.line(MarkdownLines.withoutTags(line.text)))
                builder.add(runs, line.role, isNumbered: line.isNumbered)
            }
        } else {
            for line in text.lines { builder.add(line.text.isEmpty ? [] : [.init(text: line.text)], line.role) }
        }
        let blanks = NoticeBlanks(frontMatter, organization: organization)
        let language = NoticeLanguages.main(text.lines)
        let title = frontMatter["title"] ?? language.noticeTitle
        let document = builder.document(title: title, language: language, blanks)
        return (document, text.doubts)
    }
}

extension NoticeDocument.Language {
    /// What a notice is called where it has no heading.
    var noticeTitle: String {
        switch self {
        case .english: "Notice of Privacy Practices"
        case .spanish: "Aviso de prácticas de privacidad"
        }
    }
}

/// Puts lines together to blocks.
struct DocumentBuilder {
    /// Whether a line's end inside a paragraph is only where the file broke it.
    let isJoining: Bool
    private var blocks: [NoticeDocument.Block] = []
    /// Words of the paragraph or item that is open.
    private var runs: [NoticeDocument.Run] = []
    private var role = NoticeText.Role.body
    private var items: [[NoticeDocument.Run]] = []
    private var isNumbered = false
    private var lastLength = 0

    init(isJoining: Bool) { self.isJoining = isJoining }

    /// Adds a line; one without words parts paragraphs.
    mutating func add(_ line: [NoticeDocument.Run], _ lineRole: NoticeText.Role, isNumbered: Bool = false) {
        guard !line.isEmpty else { return endRuns() }
        switch lineRole {
        case .heading(let level):
            endList()
            blocks.append(.heading(level, line))
        case .item, .cell:
            endRuns()
            if items.isEmpty { self.isNumbered = isNumbered }
            if self.isNumbered != isNumbered { endList() }
            self.isNumbered = isNumbered
            role = .item
            runs = line
        case .body:
            if runs.isEmpty {
                endList()
                role = .body
                runs = line
            } else {
                join(line)
            }
        }
        lastLength = line.words.count
    }

    /// Short lines below one another are an address or a list that somebody broke on purpose.
    private mutating func join(_ line: [NoticeDocument.Run]) {
        let isBroken = !isJoining || lastLength <= 40 && line.words.count <= 40 && role == .body
        runs.append(.init(text: isBroken ? "\n" : " "))
        runs += line
    }

    private mutating func endRuns() {
        guard !runs.isEmpty else { return }
        if role == .item { items.append(runs) } else { blocks.append(.paragraph(runs)) }
        runs = []
    }

    private mutating func endList() {
        endRuns()
        if !items.isEmpty { blocks.append(.list(items: items, isNumbered: isNumbered)) }
        items = []
    }

    /// The document, its headings in order: one title of level 1, and below it no level left out.
    mutating func document(
        title: String, language: NoticeDocument.Language, _ blanks: NoticeBlanks
    ) -> NoticeDocument {
        endList()
        var result: [NoticeDocument.Block] = []
        var level = 0
        for block in blocks {
            switch block {
            case .heading(let own, let runs):
                level = level == 0 ? 1 : min(max(own, 2), level + 1, 6)
                result.append(.heading(level, blanks.filled(runs)))
            case .paragraph(let runs): result.append(.paragraph(blanks.filled(runs)))
            case .list(let items, let isNumbered):
                result.append(.list(items: items.map(blanks.filled), isNumbered: isNumbered))
            }
        }
        // Words may stand before the first heading; the title comes first of all.
        if case .heading(1, _)? = result.first {
        } else if let at = result.firstIndex(where: \.isTitle) {
            result.insert(result.remove(at: at), at: 0)
        } else {
            result.insert(.heading(1, [.init(text: title)]), at: 0)
        }
        let words = result.first.map { $0.runs.words } ?? title
        return NoticeDocument(title: words, organization: blanks.organization, language: language, blocks: result)
    }
}

extension NoticeDocument.Block {
    fileprivate var isTitle: Bool {
        if case .heading(1, _) = self { return true }
        return false
    }
}
