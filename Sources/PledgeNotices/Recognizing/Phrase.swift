/// A run of words to look for, after its alternatives have been spelled out.
///
/// Shape: steps one after another; a step is any of some words, and up to `gap` words may stand before it.
struct Phrase: Hashable, Sendable {
    struct Step: Hashable, Sendable {
        /// Tests of the vocabulary, sorted; a token that meets one of them will do.
        var tests: [Int]
        /// Words that may stand between the step before and this one; of the first step always 0.
        var gap: Int
    }

    var steps: [Step]
}

/// Reads a phrase of a recognizer file.
///
/// `word`, `begin*`, `<phone>`, `@list`, `(this|that thing)`, `(this)?` for what may be left out, `..` for up to three
/// words between, `..8` for up to eight.
struct PhraseReader {
    /// Alternatives that one phrase may have after spelling out.
    static let phrasesMax = 4000
    static let gapUsual = 3

    private let lists: [String: [[Element]]]
    private var rest: Substring

    /// Before tests are numbered.
    enum Element: Hashable {
        case words(Set<String>)
        case gap(Int)
    }

    /// - Parameters:
    ///   - text: The phrase.
    ///   - lists: Named lists, each its alternatives.
    /// - Returns: Every alternative.
    /// - Throws: `RecognizerError` that says what is wrong.
    static func read(_ text: Substring, lists: [String: [[Element]]]) throws(RecognizerError) -> [[Element]] {
        var reader = PhraseReader(lists: lists, rest: text)
        let alternatives = try reader.alternatives(inBrackets: false)
        guard alternatives.allSatisfy({ !$0.isEmpty }) else { throw RecognizerError("a phrase may not be empty") }
        return alternatives
    }

    private init(lists: [String: [[Element]]], rest: Substring) {
        self.lists = lists
        self.rest = rest
    }

    private mutating func alternatives(inBrackets: Bool) throws(RecognizerError) -> [[Element]] {
        var all: [[Element]] = []
        var single: Set<String> = []
        var sequence: [[Element]] = [[]]
        func flush() {
            for item in sequence {
                if item.count == 1, case .words(let words) = item[0] {
                    single.formUnion(words)
                } else {
                    all.append(item)
                }
            }
        }
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" }
            guard let next = rest.first else {
                if inBrackets { throw RecognizerError("a bracket is not closed") }
                break
            }
            if next == "|" || next == ")" {
                guard inBrackets else { throw RecognizerError("`\(next)` outside of brackets") }
                rest.removeFirst()
                flush()
                sequence = [[]]
                if next == ")" { break }
                continue
            }
            let item = try element()
            sequence = sequence.flatMap { head in item.map { head + $0 } }
            guard sequence.count <= Self.phrasesMax else {
                throw RecognizerError("too many alternatives in one phrase")
            }
        }
        if !inBrackets { flush() }
        if !single.isEmpty { all.append([.words(single)]) }
        return all
    }

    private mutating func element() throws(RecognizerError) -> [[Element]] {
        if rest.first == "(" {
            rest.removeFirst()
            let inner = try alternatives(inBrackets: true)
            guard rest.first == "?" else { return inner }
            rest.removeFirst()
            return inner + [[]]
        }
        let word = rest.prefix { !" \t()|".contains($0) }
        rest = rest.dropFirst(word.count)
        if word.hasPrefix("..") {
            let count = word.dropFirst(2)
            guard let gap = count.isEmpty ? Self.gapUsual : Int(count), (1...40).contains(gap) else {
                throw RecognizerError("`\(word)`: a gap is `..` or `..` with a number from 1 to 40")
            }
            return [[.gap(gap)]]
        }
        if word.hasPrefix("@") {
            let name = String(word.dropFirst())
            guard let list = lists[name] else { throw RecognizerError("no list `\(name)` above") }
            return list
        }
        let letters = word.hasSuffix("*") ? word.dropLast() : word
        let isKind = word.hasPrefix("<") && word.hasSuffix(">")
        let isPlain = letters.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2F
        }
        guard isKind || isPlain, !letters.isEmpty else {
            throw RecognizerError("`\(word)`: a word has small letters without accents")
        }
        return [[.words([String(word)])]]
    }
}

extension Phrase {
    /// Numbers the tests of an alternative.
    init(_ elements: [PhraseReader.Element], _ vocabulary: inout NoticeVocabulary) throws(RecognizerError) {
        var steps: [Step] = []
        var gap = 0
        for element in elements {
            switch element {
            case .gap(let words): gap += words
            case .words(let words):
                var tests: [Int] = []
                for word in words.sorted() {
                    guard let test = vocabulary.test(word) else {
                        throw RecognizerError("`\(word)`: no such kind of word, or a beginning of one letter")
                    }
                    tests.append(test)
                }
                steps.append(Step(tests: tests.sorted(), gap: steps.isEmpty ? 0 : gap))
                gap = 0
            }
        }
        // A gap before what was left out at the end means nothing.
        guard !steps.isEmpty else { throw RecognizerError("a phrase has at least one word") }
        self.steps = steps
    }
}
