/// Prose cut into the pieces that a draft keeps, each with the paragraphs of its reading.
struct DraftParts {
    /// A sentence of more words is a paragraph that shouts, no heading.
    private static let headingWordsMax = 14

    private(set) var parts: [DraftedNotice.Part] = []
    /// For each token, the position of its part.
    private(set) var partOf: [Int]

    init(_ document: CutNotice) {
        partOf = Array(repeating: 0, count: document.tokens.count)
        let lines = document.text.lines
        var next = 0
        var lastEnd = -1
        for paragraph in document.paragraphs where !paragraph.tokens.isEmpty {
            let first = document.tokens[paragraph.tokens.lowerBound].line
            let last = document.tokens[paragraph.tokens.upperBound - 1].line
            addLoose(lines, next..<max(next, first))
            if first <= lastEnd, !parts.isEmpty {
                // Two paragraphs of one line stay together.
                parts[parts.count - 1].lines += lines[min(lastEnd + 1, last + 1)...last].filter(Self.isWritten)
                parts[parts.count - 1].headingLevel = nil
            } else {
                add(Array(lines[first...last]), paragraph)
            }
            for token in paragraph.tokens { partOf[token] = parts.count - 1 }
            lastEnd = max(lastEnd, last)
            next = max(next, last + 1)
        }
        addLoose(lines, next..<max(next, lines.count))
    }

    /// Lines without a word are kept, too.
    private mutating func addLoose(_ lines: [NoticeText.Line], _ range: Range<Int>) {
        for line in lines[range] where Self.isWritten(line) { parts.append(DraftedNotice.Part(lines: [line])) }
    }

    private mutating func add(_ lines: [NoticeText.Line], _ paragraph: CutNotice.Paragraph) {
        let written = lines.filter(Self.isWritten)
        var level: Int?
        if case .heading(let stated) = written.first?.role { level = stated }
        if level == nil, paragraph.isHeading { level = 2 }
        let isSentence = written.last?.text.hasSuffix(".") == true
        if isSentence, paragraph.tokens.count > Self.headingWordsMax { level = nil }
        parts.append(DraftedNotice.Part(lines: written, headingLevel: level))
    }

    private static func isWritten(_ line: NoticeText.Line) -> Bool { !DraftProse.oneLine(line.text).isEmpty }
}
