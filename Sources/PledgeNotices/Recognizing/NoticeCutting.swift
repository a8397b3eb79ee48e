/// Finds sentences, paragraphs, headings and lists in the lines of a text.
struct NoticeCutting {
    let text: NoticeText
    let vocabulary: NoticeVocabulary
    private(set) var tokens: [NoticeToken] = []
    private(set) var sentences: [Range<Int>] = []
    private(set) var paragraphs: [CutNotice.Paragraph] = []
    private var scans: [LineScanner.Scanned] = []
    private var outline = Outline()
    private var lists = ListLeads()
    /// The paragraph being read.
    private var open: Open?

    private struct Open {
        var firstToken: Int
        var firstSentence: Int
        var sentenceStart: Int
        var isItem: Bool
        var isHeading = false
        /// Behind the last token of a label.
        var labelEnd: Int?
        var endsWithColon = false
        var isCut = false
    }

    /// Words that a label has at most.
    static let labelWordsMax = 12

    init(text: NoticeText, vocabulary: NoticeVocabulary) {
        self.text = text
        self.vocabulary = vocabulary
    }

    mutating func build() {
        scans = text.lines.enumerated().map { LineScanner.scan($0.element.text, line: $0.offset) }
        let shapes = LineShapes(text: text, scans: scans)
        for index in scans.indices {
            let shape = shapes[index]
            if shape.isEmpty || shape.startsParagraph { closeParagraph() }
            if shape.isEmpty { continue }
            if open == nil { openParagraph(shape) }
            addLine(scans[index])
        }
        closeParagraph()
        outline.finish(&paragraphs, tokenCount: tokens.count)
    }

    private mutating func openParagraph(_ shape: LineShapes.Shape) {
        open = Open(
            firstToken: tokens.count, firstSentence: sentences.count, sentenceStart: tokens.count, isItem: shape.isItem)
        if let level = shape.headingLevel {
            open?.isHeading = true
            outline.add(level: level, at: tokens.count)
            lists.end()
        }
    }

    private mutating func addLine(_ scan: LineScanner.Scanned) {
        guard var paragraph = open else { return }
        for (index, token) in scan.tokens.enumerated() {
            add(token, isMended: index == 0 && paragraph.isCut)
            let isEnd = scan.ends.contains(index)
            let count = tokens.count - paragraph.firstToken
            if paragraph.labelEnd == nil, count <= Self.labelWordsMax, isEnd || scan.colons.contains(index) {
                paragraph.labelEnd = tokens.count
            }
            if isEnd, index + 1 < scan.tokens.count || endsAtLine(scan) {
                close(&paragraph)
            }
        }
        paragraph.endsWithColon = scan.lastSign == UInt8(ascii: ":")
        paragraph.isCut = scan.isCut
        open = paragraph
    }

    /// A stop at the end of a line ends the sentence whatever the next line begins with.
    private func endsAtLine(_ scan: LineScanner.Scanned) -> Bool { scan.ends.contains(scan.tokens.count - 1) }

    private mutating func close(_ paragraph: inout Open) {
        guard paragraph.sentenceStart < tokens.count else { return }
        sentences.append(paragraph.sentenceStart..<tokens.count)
        paragraph.sentenceStart = tokens.count
    }

    private mutating func closeParagraph() {
        guard var paragraph = open else { return }
        open = nil
        close(&paragraph)
        guard paragraph.firstToken < tokens.count else { return }
        let range = paragraph.firstToken..<tokens.count
        let label = paragraph.labelEnd.map { paragraph.firstToken..<$0 }
        let lead = paragraph.isHeading ? nil : lists.lead(isItem: paragraph.isItem, words: range.count)
        paragraphs.append(
            CutNotice.Paragraph(
                tokens: range, sentences: paragraph.firstSentence..<sentences.count, isHeading: paragraph.isHeading,
                label: paragraph.isHeading ? nil : label, lead: lead,
                headings: outline.headings(leaving: paragraph.isHeading), section: range))
        if paragraph.isHeading {
            outline.endHeading(at: tokens.count)
        } else if paragraph.endsWithColon {
            // `We need your written permission. This includes:` speaks in two sentences.
            var first = sentences.count - 1
            if sentences[first].count <= Self.labelWordsMax { first = max(paragraph.firstSentence, first - 1) }
            lists.begin(sentences[first].lowerBound..<tokens.count)
        }
    }

    // MARK: Words that the document tore or glued

    private mutating func add(_ token: NoticeToken, isMended: Bool) {
        if isMended, let last = tokens.last, !token.kinds.contains(.capital), mend(last, token) { return }
        if token.word.utf8.count >= 6, token.kinds.isSubset(of: .capital), !vocabulary.knows(token.word),
            let (first, second) = parts(token.word)
        {
            var copy = token
            copy.word = first
            tokens.append(copy)
            copy.word = second
            copy.kinds = []
            tokens.append(copy)
            return
        }
        tokens.append(token)
    }

    /// Joins the two halves of a word that a line end cut; a hyphen that belongs to the word leaves two.
    private mutating func mend(_ last: NoticeToken, _ token: NoticeToken) -> Bool {
        let whole = last.word + token.word
        if !vocabulary.knows(whole), vocabulary.hasWord(last.word), vocabulary.hasWord(token.word) { return false }
        tokens[tokens.count - 1].word = whole
        return true
    }

    private func parts(_ word: String) -> (String, String)? {
        let bytes = Array(word.utf8)
        for cut in 3...(bytes.count - 3) {
            let first = String(decoding: bytes[..<cut], as: UTF8.self)
            let second = String(decoding: bytes[cut...], as: UTF8.self)
            if vocabulary.hasWord(first), vocabulary.hasWord(second) { return (first, second) }
        }
        return nil
    }
}
