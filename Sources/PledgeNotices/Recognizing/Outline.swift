/// The headings that stand over what is being read.
struct Outline {
    private struct Heading {
        var level: Int
        var tokens: Range<Int>
    }

    private var stack: [Heading] = []
    /// Where each heading begins, in the order of the text.
    private var starts: [Int] = []

    /// Begins a heading.
    mutating func add(level: Int, at token: Int) {
        var level = level
        if let last = stack.last, last.tokens.upperBound == token, last.level == level {
            // Two headings in a row: the first one stands over the second.
            level += 1
        }
        while let last = stack.last, last.level >= level { stack.removeLast() }
        stack.append(Heading(level: level, tokens: token..<token))
        starts.append(token)
    }

    mutating func endHeading(at token: Int) {
        guard let last = stack.last else { return }
        stack[stack.count - 1].tokens = last.tokens.lowerBound..<token
    }

    /// The headings, nearest first; a heading does not stand over itself.
    func headings(leaving isHeading: Bool) -> [Range<Int>] {
        (isHeading ? stack.dropLast() : stack[...]).reversed().map(\.tokens)
    }

    /// Gives each paragraph the section that it is in.
    func finish(_ paragraphs: inout [CutNotice.Paragraph], tokenCount: Int) {
        var next = 0
        for index in paragraphs.indices {
            while next < starts.count, starts[next] <= paragraphs[index].tokens.lowerBound { next += 1 }
            let start = next > 0 ? starts[next - 1] : 0
            paragraphs[index].section = start..<(next < starts.count ? starts[next] : tokenCount)
        }
    }
}

/// The sentence before a list, for each of its items.
struct ListLeads {
    private var sentence: Range<Int>?
    private var hasItems = false
    private var itemCount = 0

    /// Words of a paragraph without a bullet that may still belong to a list.
    static let wordsMax = 30

    mutating func begin(_ lead: Range<Int>) {
        sentence = lead
        hasItems = false
        itemCount = 0
    }

    mutating func end() { sentence = nil }

    /// The lead of the next paragraph; ends the list when it is no part of one.
    mutating func lead(isItem: Bool, words: Int) -> Range<Int>? {
        guard let lead = sentence else { return nil }
        if isItem {
            hasItems = true
        } else if hasItems || words > Self.wordsMax && itemCount > 0 {
            sentence = nil
            return nil
        }
        itemCount += 1
        return lead
    }
}
