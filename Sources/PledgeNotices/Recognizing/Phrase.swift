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
    private var vocabulary: NoticeVocabulary
    private var rest: Substring.UTF8View

    /// A piece of an alternative.
    enum Element {
        /// Tests of the vocabulary, sorted.
        case words([Int])
        case gap(Int)
    }

    /// - Parameters:
    ///   - text: The phrase.
    ///   - lists: Named lists, each its alternatives.
    ///   - vocabulary: Learns the words of the phrase.
    /// - Returns: Every alternative.
    /// - Throws: `RecognizerError` that says what is wrong.
    static func read(
        _ text: Substring, lists: [String: [[Element]]], _ vocabulary: inout NoticeVocabulary
    ) throws(RecognizerError) -> [[Element]] {
        // The reader takes the vocabulary and gives it back, so that its tables are not copied.
        var reader = PhraseReader(lists: lists, vocabulary: vocabulary, rest: text.utf8)
        vocabulary = NoticeVocabulary()
        defer { vocabulary = reader.vocabulary }
        let alternatives = try reader.alternatives(inBrackets: false)
        guard alternatives.allSatisfy({ !$0.isEmpty }) else { throw RecognizerError("a phrase may not be empty") }
        return alternatives
    }

    /// Alternatives of one step each become one step that any of their words meets.
    static func joined(_ alternatives: [[Element]]) -> [[Element]] {
        var single: [[Int]] = []
        var rest: [[Element]] = []
        for item in alternatives {
            if item.count == 1, case .words(let tests) = item[0] { single.append(tests) } else { rest.append(item) }
        }
        switch single.count {
        case 0: return rest
        case 1: return rest + [[.words(single[0])]]
        default: return rest + [[.words(Set(single.joined()).sorted())]]
        }
    }

    private mutating func alternatives(inBrackets: Bool) throws(RecognizerError) -> [[Element]] {
        var all: [[Element]] = []
        var sequence: [[Element]] = [[]]
        while true {
            rest = rest.drop { $0 == UInt8(ascii: " ") }
            guard let next = rest.first else {
                if inBrackets { throw RecognizerError("a bracket is not closed") }
                break
            }
            if next == UInt8(ascii: "|") || next == UInt8(ascii: ")") {
                guard inBrackets else { throw RecognizerError("`|` or `)` outside of brackets") }
                rest.removeFirst()
                all += sequence
                sequence = [[]]
                if next == UInt8(ascii: ")") { break }
                continue
            }
            let item = try element()
            sequence = sequence.flatMap { head in item.map { head + $0 } }
            guard sequence.count <= Self.phrasesMax else {
                throw RecognizerError("too many alternatives in one phrase")
            }
        }
        if !inBrackets { all += sequence }
        return Self.joined(all)
    }

    private mutating func element() throws(RecognizerError) -> [[Element]] {
        if rest.first == UInt8(ascii: "(") {
            rest.removeFirst()
            let inner = try alternatives(inBrackets: true)
            guard rest.first == UInt8(ascii: "?") else { return inner }
            rest.removeFirst()
            return inner + [[]]
        }
        let bytes = rest.prefix { byte in
            byte != UInt8(ascii: " ") && byte != UInt8(ascii: "(") && byte != UInt8(ascii: ")")
                && byte != UInt8(ascii: "|")
        }
        rest = rest.dropFirst(bytes.count)
        let word = Substring(bytes)
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
        let letters = bytes.last == UInt8(ascii: "*") ? bytes.dropLast() : bytes
        let isKind = bytes.first == UInt8(ascii: "<") && bytes.last == UInt8(ascii: ">")
        let isPlain = letters.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2F
        }
        guard isKind || isPlain, !letters.isEmpty else {
            throw RecognizerError("`\(word)`: a word has small letters without accents")
        }
        guard let test = vocabulary.test(String(word)) else {
            throw RecognizerError("`\(word)`: no such kind of word, or a beginning of one letter")
        }
        return [[.words([test])]]
    }
}

extension Phrase {
    /// An alternative as steps; a gap before what was left out at the end means nothing.
    init(_ elements: [PhraseReader.Element]) throws(RecognizerError) {
        var steps: [Step] = []
        var gap = 0
        for element in elements {
            switch element {
            case .gap(let words): gap += words
            case .words(let tests):
                steps.append(Step(tests: tests, gap: steps.isEmpty ? 0 : gap))
                gap = 0
            }
        }
        guard !steps.isEmpty else { throw RecognizerError("a phrase has at least one word") }
        self.steps = steps
    }
}
