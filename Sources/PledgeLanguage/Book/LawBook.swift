package import PledgeCore
package import PledgeDecisions

/// The rulebooks of the law as a book for people: their prose, each rule in words, the scenarios that expect it.
package struct LawBook: Sendable {
    /// A question with its outcome, from a scenario file.
    package struct Case: Hashable, Sendable {
        package var id: String
        package var question: String
        package var outcome: String

        package init(id: String, question: String, outcome: String) {
            self.id = id
            self.question = question
            self.outcome = outcome
        }
    }

    /// One piece of a chapter.
    package enum Piece: Hashable, Sendable {
        /// Level 2 and deeper.
        case heading(level: Int, String)
        /// Words on one line, without emphasis.
        case paragraph(String)
        case rule(Rule)
    }

    /// One rule or declaration in words.
    package struct Rule: Hashable, Sendable {
        package var id: String
        /// The word of its declaration: `permit`, `define`.
        package var word: String
        package var title: String
        /// Sentences, each with points of its own.
        package var sentences: [Sentence]
        package var citation: String?
        package var confidence: Confidence?
        package var force: Force?
        package var cases: [Case] = []
    }

    /// A sentence, and what hangs on it.
    package struct Sentence: Hashable, Sendable {
        package var text: String
        package var points: [String]

        package init(text: String, points: [String] = []) {
            self.text = text
            self.points = points
        }
    }

    /// One file of the law.
    package struct Chapter: Hashable, Sendable {
        package var title: String
        /// `law`, or the state of an overlay, or `federal overlay`.
        package var kind: String
        package var pieces: [Piece]
    }

    package private(set) var chapters: [Chapter] = []

    /// Writes the book of some rule files.
    ///
    /// - Parameters:
    ///   - files: Law and overlays; the law's chapters come first, each in the order given.
    ///   - book: What they say, checked.
    ///   - cases: Scenarios by the id of a rule that they expect.
    /// - Complexity: O(bytes + rules × scenarios of a rule).
    package init(_ files: [SourceFile], _ book: Rulebook, cases: [String: [Case]]) {
        let entries = LawEntries(book)
        let parsed = files.map { ParsedFile($0) }
        let isLaw = { (file: ParsedFile) in file.frontMatter?.role == .law }
        for file in parsed.filter(isLaw) + parsed.filter({ !isLaw($0) }) {
            guard let matter = file.frontMatter, !matter.role.isPromise else { continue }
            var pieces: [Piece] = []
            var block = 0
            var level = 1
            for piece in file.pieces {
                switch piece.kind {
                case .heading(let words):
                    level = max(1, file.source.text(piece.range).prefix { $0 == "#" }.count)
                    // The first heading says the title again.
                    if words != matter.title { pieces.append(.heading(level: level + 1, words)) }
                case .paragraph(let words): pieces.append(.paragraph(words))
                case .pledge:
                    for node in file.blocks[block].declarations {
                        guard var rule = entries.rule(of: node, in: file) else { continue }
                        rule.cases = cases[rule.id] ?? []
                        pieces.append(.rule(rule))
                    }
                    block += 1
                case .frontMatter, .other: break
                }
            }
            let kind: String
            if matter.role == .law { kind = "federal law" } else { kind = matter.state ?? "federal overlay" }
            chapters.append(Chapter(title: matter.title, kind: kind, pieces: pieces))
        }
    }

    /// Every rule, in the order of the book.
    package var rules: [Rule] {
        chapters.flatMap { chapter in
            chapter.pieces.compactMap { piece in
                if case .rule(let rule) = piece { rule } else { nil }
            }
        }
    }

    /// Ids by what they cite, by citation.
    package var citations: [(citation: String, ids: [String])] {
        var ids: [String: [String]] = [:]
        for rule in rules {
            for part in (rule.citation ?? "").split(separator: ";") {
                let citation = String(part).trimmed
                if !citation.isEmpty, ids[citation]?.contains(rule.id) != true {
                    ids[citation, default: []].append(rule.id)
                }
            }
        }
        return ids.sorted { LawBook.isBefore($0.key, $1.key) }.map { ($0.key, $0.value) }
    }

    /// Compares with numbers as numbers: 164.502 stands before 164.1002.
    private static func isBefore(_ left: String, _ right: String) -> Bool {
        let one = runs(left)
        let other = runs(right)
        for (a, b) in zip(one, other) where a != b {
            if let first = Int(a), let second = Int(b), first != second { return first < second }
            return a < b
        }
        return one.count < other.count
    }

    private static func runs(_ text: String) -> [String] {
        var runs: [String] = []
        var wasDigit = false
        for character in text {
            let isDigit = character.isASCII && character.isNumber
            if runs.isEmpty || isDigit != wasDigit { runs.append("") }
            runs[runs.count - 1].append(character)
            wasDigit = isDigit
        }
        return runs
    }
}
