/// The words that recognizers ask for: whole ones, and beginnings of words.
package struct NoticeVocabulary: Sendable {
    /// A place in the tree of letters: what is asked for that ends or begins here.
    private struct Place: Sendable {
        /// The test of the whole word so far.
        var word: Int?
        /// The test of words that begin so.
        var beginning: Int?
    }

    private var places = [Place()]
    /// From a place by a letter to the next; the letter in the low byte.
    private var steps: [Int: Int] = [:]
    private var kinds: [UInt16: Int] = [:]
    private var testCount = 0

    package init() {}

    /// The number of a test, made when it is new.
    ///
    /// - Parameter item: `word`, `begin*` or `<kind>`.
    /// - Returns: Nothing when there is no such kind, or a beginning is too short.
    mutating func test(_ item: String) -> Int? {
        if item.hasPrefix("<"), item.hasSuffix(">") {
            guard let kind = NoticeToken.Kinds.names[String(item.dropFirst().dropLast())] else { return nil }
            if let known = kinds[kind.rawValue] { return known }
            kinds[kind.rawValue] = next()
            return testCount - 1
        }
        let isBeginning = item.hasSuffix("*")
        let letters = isBeginning ? item.utf8.dropLast() : item.utf8[...]
        guard !isBeginning || letters.count >= 2 else { return nil }
        var place = 0
        for letter in letters {
            let key = place << 8 | Int(letter)
            if let next = steps[key] {
                place = next
            } else {
                places.append(Place())
                steps[key] = places.count - 1
                place = places.count - 1
            }
        }
        if let known = isBeginning ? places[place].beginning : places[place].word { return known }
        let test = next()
        if isBeginning { places[place].beginning = test } else { places[place].word = test }
        return test
    }

    private mutating func next() -> Int {
        testCount += 1
        return testCount - 1
    }

    /// The tests that a token meets by what it is.
    func tests(ofKinds kinds: NoticeToken.Kinds) -> [Int] {
        self.kinds.compactMap { kinds.contains(NoticeToken.Kinds(rawValue: $0.key)) ? $0.value : nil }
    }

    /// The tests that a word meets by its letters.
    ///
    /// - Complexity: O(letters).
    func tests(of word: String) -> [Int] {
        var found: [Int] = []
        var place = 0
        for letter in word.utf8 {
            guard let next = steps[place << 8 | Int(letter)] else { return found }
            place = next
            if let test = places[place].beginning { found.append(test) }
        }
        if let test = places[place].word { found.append(test) }
        return found
    }

    /// Letters of a beginning that says for sure which word it is of.
    private static let stemMin = 5

    /// Whether some pattern has a word, whole or by a beginning that is not too short.
    func knows(_ word: String) -> Bool {
        var place = 0
        var count = 0
        for letter in word.utf8 {
            guard let next = steps[place << 8 | Int(letter)] else { return false }
            place = next
            count += 1
            if count >= Self.stemMin, places[place].beginning != nil { return true }
        }
        return places[place].word != nil
    }

    /// Whether some pattern has just this word.
    func hasWord(_ word: String) -> Bool {
        var place = 0
        for letter in word.utf8 {
            guard let next = steps[place << 8 | Int(letter)] else { return false }
            place = next
        }
        return places[place].word != nil
    }
}
