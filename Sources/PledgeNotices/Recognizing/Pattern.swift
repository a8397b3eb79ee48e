/// One line of a recognizer: phrases that must stand together, or must not.
package struct Pattern: Sendable, Hashable {
    /// How far apart the phrases may stand.
    enum Scope: Sendable, Hashable {
        case sentence, paragraph, section, text
        /// Within this many words on either side.
        case near(Int)
        /// Within this many words before the quoted phrase.
        case before(Int)
    }

    /// Where a phrase is looked for.
    enum Place: Sendable, Hashable {
        /// Within the scope.
        case scope
        /// In the headings, the label of the paragraph, or the sentence before the list.
        case over
        /// In either.
        case either
    }

    struct Term: Sendable, Hashable {
        var phrase: Int
        var place: Place
        var isWanted: Bool
    }

    var scope: Scope
    /// The phrase that is quoted.
    var anchor: Int
    /// The other phrases.
    var terms: [Term]
    /// Where it is written, for `--explain` and errors.
    package var origin: String
}

/// Reads a line such as `[p] @right ..4 paper copy & !website & ^your rights`.
struct PatternDraft {
    struct Part {
        var phrase: Substring
        var place: Pattern.Place
        var isWanted: Bool
    }

    private(set) var scope = Pattern.Scope.sentence
    private(set) var parts: [Part] = []
    /// Position of the part that is quoted.
    private(set) var anchor = 0

    init(_ line: Substring) throws(RecognizerError) {
        var rest = line.drop { $0 == " " }
        if rest.first == "[" {
            guard let end = rest.firstIndex(of: "]") else { throw RecognizerError("`[` without `]`") }
            scope = try Self.scope(rest[rest.index(after: rest.startIndex)..<end])
            rest = rest[rest.index(after: end)...]
        }
        for part in rest.split(separator: "&", omittingEmptySubsequences: false) { parts.append(Self.part(part)) }
        guard let anchor = parts.firstIndex(where: { $0.isWanted && $0.place == .scope }) else {
            throw RecognizerError("no phrase that is simply wanted, which could be quoted")
        }
        self.anchor = anchor
    }

    private static func part(_ text: Substring) -> Part {
        var phrase = text.drop { $0 == " " }
        while phrase.last == " " { phrase.removeLast() }
        var part = Part(phrase: phrase, place: .scope, isWanted: true)
        if phrase.first == "!" {
            part.isWanted = false
            phrase.removeFirst()
        }
        if phrase.first == "^" || phrase.first == "~" {
            part.place = phrase.first == "^" ? .over : .either
            phrase.removeFirst()
        }
        part.phrase = phrase
        return part
    }

    private static func scope(_ name: Substring) throws(RecognizerError) -> Pattern.Scope {
        switch name {
        case "s": return .sentence
        case "p": return .paragraph
        case "h": return .section
        case "t": return .text
        default:
            let digits = name.drop { $0 == "<" }
            guard let words = Int(digits), (1...400).contains(words) else {
                throw RecognizerError("`[\(name)]`: a scope is s, p, h, t, a number of words, or `<` and one")
            }
            return digits.count == name.count ? .near(words) : .before(words)
        }
    }
}
