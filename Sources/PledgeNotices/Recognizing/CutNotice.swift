/// A text cut into tokens, sentences, paragraphs and sections: what recognizers look at.
package struct CutNotice: Sendable {
    /// A run of tokens that belongs together.
    package struct Paragraph: Sendable, Hashable {
        package var tokens: Range<Int>
        /// Positions of its sentences.
        package var sentences: Range<Int>
        package var isHeading: Bool
        /// The words that its first line begins with, up to a dash, colon or first full stop, when they are few:
        /// `Treatment.` or `For payment:`.
        package var label: Range<Int>?
        /// The sentence before a list that this item belongs to (`We must:`).
        package var lead: Range<Int>?
        /// Its headings, the nearest first.
        package var headings: [Range<Int>]
        /// From its heading to the next one.
        package var section: Range<Int>
    }

    package let text: NoticeText
    package var tokens: [NoticeToken]
    package var dates: [NoticeDate]
    /// Token ranges.
    package var sentences: [Range<Int>]
    package var paragraphs: [Paragraph]
    /// For each token, its sentence and its paragraph.
    var sentenceOf: [Int32]
    var paragraphOf: [Int32]

    /// - Parameters:
    ///   - text: What a reader made of a document.
    ///   - vocabulary: The words that recognizers know; mends words that the document tore apart or glued together.
    /// - Complexity: O(bytes).
    package init(_ text: NoticeText, vocabulary: NoticeVocabulary) {
        var builder = NoticeCutting(text: text, vocabulary: vocabulary)
        builder.build()
        self.text = text
        self.tokens = builder.tokens
        self.sentences = builder.sentences
        self.paragraphs = builder.paragraphs
        self.dates = NoticeDates.mark(&tokens)
        sentenceOf = Array(repeating: 0, count: tokens.count)
        paragraphOf = sentenceOf
        for (index, range) in sentences.enumerated() { for token in range { sentenceOf[token] = Int32(index) } }
        for (index, paragraph) in paragraphs.enumerated() {
            for token in paragraph.tokens { paragraphOf[token] = Int32(index) }
        }
    }

    package func sentence(of token: Int) -> Range<Int> { sentences[Int(sentenceOf[token])] }
    package func paragraph(of token: Int) -> Paragraph { paragraphs[Int(paragraphOf[token])] }

    /// The number of the line that holds a token.
    package func lineNumber(of token: Int) -> Int { text.lines[tokens[token].line].number }

    /// How many words a quote has at most.
    package static let quoteWordsMax = 12

    /// The text itself from a token on, without line breaks, bullets and marks.
    ///
    /// - Parameters:
    ///   - start: The first token.
    ///   - least: A token that the quote should reach when it has room.
    /// - Returns: At most `quoteWordsMax` words, within the sentence of `start` where `least` lies in it.
    package func quote(from start: Int, reaching least: Int) -> String {
        let end = max(sentence(of: start).upperBound, min(least + 1, tokens.count))
        var words: [Substring] = []
        var token = start
        while token < end {
            let line = tokens[token].line
            var last = token
            while last + 1 < end, tokens[last + 1].line == line { last += 1 }
            let bytes = Array(text.lines[line].text.utf8)
            let slice = bytes[tokens[token].bytes.lowerBound..<tokens[last].bytes.upperBound]
            let piece = String(
                decoding: slice.filter { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "#") }, as: UTF8.self)
            words += piece.split { $0.isWhitespace || "•·▪◦●Ø".contains($0) }
            if words.count >= Self.quoteWordsMax { break }
            token = last + 1
        }
        return words.prefix(Self.quoteWordsMax).joined(separator: " ")
    }
}
