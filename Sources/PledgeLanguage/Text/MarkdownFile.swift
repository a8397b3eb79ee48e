import PledgeCore

/// A rule file cut into front matter, headings, paragraphs and blocks.
///
/// INVARIANT: the pieces touch; their bytes one after another are the file.
struct MarkdownFile: Sendable {
    /// One piece of a file.
    struct Piece: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            /// The YAML between the two lines of hyphens.
            case frontMatter(yaml: Range<Int>)
            /// Its words, without marks.
            case heading(String)
            /// Its words on one line, without emphasis.
            case paragraph(String)
            /// What stands between the fences.
            case pledge(content: Range<Int>)
            /// Fenced text of another kind, and blank lines.
            case other
        }

        var kind: Kind
        var range: Range<Int>
    }

    var pieces: [Piece]
    var findings: Findings
}

/// Cuts a file by its lines.
///
/// Only the Markdown that a rule file needs: front matter, fences, headings, paragraphs.
struct MarkdownReader {
    private let source: SourceText
    private let file: Int
    private var line = 0
    private var pieces: [MarkdownFile.Piece] = []
    private var findings = Findings()
    /// Lines of the paragraph being read.
    private var paragraph: Range<Int>?

    /// - Complexity: O(bytes).
    static func read(_ source: SourceText, file: Int) -> MarkdownFile {
        var reader = MarkdownReader(source: source, file: file)
        reader.readAll()
        return MarkdownFile(pieces: reader.pieces, findings: reader.findings)
    }

    private init(source: SourceText, file: Int) {
        self.source = source
        self.file = file
    }

    private mutating func readAll() {
        readFrontMatter()
        while line < source.lineCount {
            let text = source.text(source.lineContent(line))
            if let fence = Fence(opening: text) {
                endParagraph()
                readFenced(fence)
            } else {
                readProse(text)
                line += 1
            }
        }
        endParagraph()
    }

    private mutating func readFrontMatter() {
        guard source.text(source.lineContent(0)).trimmedEnd == "---" else { return }
        var last = 1
        while last < source.lineCount, source.text(source.lineContent(last)).trimmedEnd != "---" { last += 1 }
        guard last < source.lineCount else {
            findings.add(.frontMatterNotClosed, at: place(source.lineContent(0)))
            return
        }
        let yaml = source.lineRange(0).upperBound..<source.lineRange(last).lowerBound
        add(.frontMatter(yaml: yaml), lines: 0..<(last + 1))
        line = last + 1
    }

    private mutating func readFenced(_ fence: Fence) {
        let first = line
        line += 1
        while line < source.lineCount, !fence.isClosed(by: source.text(source.lineContent(line))) { line += 1 }
        let isClosed = line < source.lineCount
        let last = isClosed ? line + 1 : line
        let opening = place(source.lineContent(first))
        if fence.language != "pledge" {
            if NearestName.isAlmost(fence.language, "pledge") {
                findings.add(.misspeltFence(fence.language), at: opening)
            }
            add(.other, lines: first..<last)
        } else {
            if fence.indentation > 0 { findings.add(.indentedBlock, at: opening) }
            if !isClosed { findings.add(.blockNotClosed, at: opening) }
            let start = source.lineRange(first).upperBound
            let end = isClosed ? source.lineRange(line).lowerBound : source.bytes.count
            add(.pledge(content: start..<max(start, end)), lines: first..<last)
        }
        line = last
    }

    private mutating func readProse(_ text: String) {
        let trimmed = text.trimmed
        if trimmed.isEmpty {
            endParagraph()
            add(.other, lines: line..<(line + 1))
            return
        }
        let hasMark = trimmed.utf8.contains { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~") }
        if hasMark, trimmed.contains("```pledge") || trimmed.contains("~~~pledge") {
            findings.add(.misplacedBlock, at: place(source.lineContent(line)))
        }
        if let heading = Prose.heading(trimmed) {
            endParagraph()
            add(.heading(Prose.plain(heading)), lines: line..<(line + 1))
            return
        }
        if let open = paragraph, trimmed.allSatisfy({ $0 == "=" }) || trimmed.allSatisfy({ $0 == "-" }) {
            // A line of equals signs or hyphens makes the paragraph above it a heading.
            paragraph = nil
            add(.heading(words(open)), lines: open.lowerBound..<(line + 1))
            return
        }
        if Prose.listItem(trimmed) != nil { endParagraph() }
        paragraph = (paragraph?.lowerBound ?? line)..<(line + 1)
    }

    private mutating func endParagraph() {
        guard let open = paragraph else { return }
        paragraph = nil
        add(.paragraph(words(open)), lines: open)
    }

    private func words(_ lines: Range<Int>) -> String {
        var parts = lines.map { source.text(source.lineContent($0)).trimmed }
        if let first = parts.first, let item = Prose.listItem(first) { parts[0] = item }
        return Prose.plain(parts.joined(separator: " "))
    }

    private mutating func add(_ kind: MarkdownFile.Piece.Kind, lines: Range<Int>) {
        let end =
            lines.upperBound < source.lineCount ? source.lineRange(lines.upperBound).lowerBound : source.bytes.count
        pieces.append(.init(kind: kind, range: source.lineRange(lines.lowerBound).lowerBound..<end))
    }

    private func place(_ range: Range<Int>) -> Place {
        Place(file: file, offset: range.lowerBound, length: range.count)
    }
}

/// The line that opens fenced text.
private struct Fence {
    var mark: Character
    var length: Int
    var indentation: Int
    /// The first word behind the marks.
    var language: String

    init?(opening line: String) {
        let indentation = line.prefix { $0 == " " }.count
        let rest = line.dropFirst(indentation)
        guard indentation <= 3, let mark = rest.first, mark == "`" || mark == "~" else { return nil }
        let length = rest.prefix { $0 == mark }.count
        let info = rest.dropFirst(length)
        guard length >= 3, mark == "~" || !info.contains("`") else { return nil }
        self.mark = mark
        self.length = length
        self.indentation = indentation
        self.language = String(info.split(whereSeparator: \.isWhitespace).first ?? "")
    }

    func isClosed(by line: String) -> Bool {
        let indentation = line.prefix { $0 == " " }.count
        let rest = line.dropFirst(indentation)
        let run = rest.prefix { $0 == mark }.count
        return indentation <= 3 && run >= length && rest.dropFirst(run).allSatisfy(\.isWhitespace)
    }
}
