/// A document with every phrase found in it; answers whether a pattern holds, and where.
package struct NoticeReading: Sendable {
    package let document: CutNotice
    /// For each phrase its places, by their ends.
    private let places: [[Range<Int>]]

    /// - Complexity: O(tokens).
    package init(_ text: NoticeText, _ recognizers: Recognizers) {
        let document = CutNotice(text, vocabulary: recognizers.vocabulary)
        var known: [String: [Int]] = [:]
        let tests = document.tokens.map { token in
            var found: [Int]
            if let seen = known[token.word] {
                found = seen
            } else {
                found = recognizers.vocabulary.tests(of: token.word)
                known[token.word] = found
            }
            if !token.kinds.isEmpty { found += recognizers.vocabulary.tests(ofKinds: token.kinds) }
            return found
        }
        var places = [[Range<Int>]](repeating: [], count: recognizers.phraseCount)
        for match in recognizers.automaton.matches(in: tests, sentences: document.sentences) {
            places[match.phrase].append(match.tokens)
        }
        self.document = document
        self.places = places
    }

    /// Where a pattern holds: the tokens of its first phrase, in the order of the text.
    package func matches(_ pattern: Pattern) -> [Range<Int>] {
        places[pattern.anchor].filter { holds(pattern, at: $0) }
    }

    /// The first place where a pattern holds and no veto does in the same sentence.
    func first(_ pattern: Pattern, unless vetoes: [Pattern] = []) -> Range<Int>? {
        places[pattern.anchor].first { place in
            holds(pattern, at: place) && !isVetoed(place, vetoes)
        }
    }

    /// Every place where a pattern holds and no veto does in the same sentence.
    func all(_ pattern: Pattern, unless vetoes: [Pattern] = []) -> [Range<Int>] {
        places[pattern.anchor].filter { holds(pattern, at: $0) && !isVetoed($0, vetoes) }
    }

    private func isVetoed(_ place: Range<Int>, _ vetoes: [Pattern]) -> Bool {
        let sentence = document.sentence(of: place.lowerBound)
        return vetoes.contains { veto in
            places[veto.anchor].contains {
                $0.lowerBound >= sentence.lowerBound && $0.upperBound <= sentence.upperBound
                    && holds(veto, at: $0)
            }
        }
    }

    private func holds(_ pattern: Pattern, at place: Range<Int>) -> Bool {
        guard !pattern.terms.isEmpty else { return true }
        let paragraph = document.paragraph(of: place.lowerBound)
        let scope = range(pattern.scope, place, paragraph)
        for term in pattern.terms {
            let isThere: Bool
            switch term.place {
            case .scope: isThere = stands(term.phrase, in: scope)
            case .over: isThere = standsOver(term.phrase, paragraph)
            case .either: isThere = stands(term.phrase, in: scope) || standsOver(term.phrase, paragraph)
            }
            if isThere != term.isWanted { return false }
        }
        return true
    }

    private func range(
        _ scope: Pattern.Scope, _ place: Range<Int>, _ paragraph: CutNotice.Paragraph
    ) -> Range<Int> {
        switch scope {
        case .sentence: document.sentence(of: place.lowerBound)
        case .paragraph: paragraph.tokens
        case .section: paragraph.section
        case .text: 0..<document.tokens.count
        case .near(let words):
            max(0, place.lowerBound - words)..<min(document.tokens.count, place.upperBound + words)
        case .before(let words): max(0, place.lowerBound - words)..<place.upperBound
        }
    }

    /// Whether a phrase stands in some tokens.
    ///
    /// - Complexity: O(log places).
    private func stands(_ phrase: Int, in range: Range<Int>) -> Bool {
        let all = places[phrase]
        var low = 0
        var high = all.count
        while low < high {
            let middle = (low + high) / 2
            if all[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        // By their ends: the first that begins in the range is not always the first that ends in it.
        while low < all.count, all[low].upperBound <= range.upperBound {
            if all[low].lowerBound >= range.lowerBound { return true }
            low += 1
        }
        return false
    }

    private func standsOver(_ phrase: Int, _ paragraph: CutNotice.Paragraph) -> Bool {
        if let label = paragraph.label, stands(phrase, in: label) { return true }
        if let lead = paragraph.lead, stands(phrase, in: lead) { return true }
        return paragraph.headings.contains { stands(phrase, in: $0) }
    }
}
