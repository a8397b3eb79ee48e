/// The names under which a notice speaks of itself: `Alder Clinic is required by law`, `complaint with Alder Clinic`.
enum SpeakerNames {
    private static let promises: [[String]] = [
        ["is", "required", "by", "law"], ["reserves", "the", "right"], ["may", "use", "and", "disclose"],
        ["may", "use", "or", "disclose"], ["is", "committed", "to"], ["will", "not", "use"],
    ]
    /// Capitalized words that are nobody's name.
    private static let common: Set<String> = [
        "the", "this", "our", "we", "practice", "notice", "organization", "hospital", "clinic", "plan", "office",
        "company",
        "provider", "federal", "law", "hipaa", "facility", "pharmacy", "center", "group", "department", "you", "it",
        "state",
        "your", "a", "an", "entity", "phi", "and", "health", "medical", "care", "all", "each", "privacy", "program",
        "agency",
    ]
    /// A name has at least this many words; a single one may be a heading or an abbreviation.
    private static let wordsMin = 2

    /// Names that share no word with the name that speaks most often, each with its line.
    static func strangers(_ document: CutNotice) -> [(name: String, line: Int)] {
        var found: [(words: [String], name: String, line: Int)] = []
        for index in document.tokens.indices where document.tokens[index].kinds.contains(.capital) == false {
            guard promises.contains(where: { matches($0, document, index) }),
                let range = name(endingBefore: index, document)
            else { continue }
            found.append(
                (
                    document.tokens[range].map(\.word),
                    document.quote(from: range.lowerBound, reaching: index - 1)
                        .split(separator: " ").prefix(range.count).joined(separator: " "),
                    document.lineNumber(of: range.lowerBound)
                ))
        }
        guard found.count >= 3 else { return [] }
        func proper(_ words: [String]) -> Set<String> { Set(words).subtracting(common) }
        let counts = Dictionary(grouping: found, by: { proper($0.words) }).mapValues(\.count)
        guard let own = counts.max(by: { $0.value < $1.value }), own.value >= 2 else { return [] }
        var told: Set<Set<String>> = []
        return found.compactMap { item in
            let words = proper(item.words)
            guard words.count >= wordsMin, words.isDisjoint(with: own.key), !isShort(words, own.key),
                told.insert(words).inserted
            else { return nil }
            return (item.name, item.line)
        }
    }

    private static func matches(_ words: [String], _ document: CutNotice, _ index: Int) -> Bool {
        index + words.count <= document.tokens.count
            && zip(words, document.tokens[index...]).allSatisfy { $0 == $1.word }
    }

    /// The capitalized words right before a place, in the same sentence.
    private static func name(endingBefore index: Int, _ document: CutNotice) -> Range<Int>? {
        let sentence = document.sentence(of: index)
        var start = index
        while start > sentence.lowerBound,
            document.tokens[start - 1].kinds.contains(.capital)
                || (["of", "and", "for"].contains(document.tokens[start - 1].word) && start > sentence.lowerBound + 1
                    && document.tokens[start - 2].kinds.contains(.capital) && start < index)
        { start -= 1 }
        return start < index ? start..<index : nil
    }

    /// Whether one is the other's initials.
    private static func isShort(_ left: Set<String>, _ right: Set<String>) -> Bool {
        let initials = { (words: Set<String>) in Set(words.compactMap(\.first)) }
        return left.contains { word in Set(word).isSubset(of: initials(right)) }
            || right.contains { word in Set(word).isSubset(of: initials(left)) }
    }
}
