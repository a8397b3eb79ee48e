/// The words that recognizers ask for: whole ones, and beginnings of words.
package struct NoticeVocabulary: Sendable {
    /// Which tests a word meets, by the word.
    private(set) var exact: [String: Int] = [:]
    private(set) var prefixes: [String: Int] = [:]
    private(set) var kinds: [UInt16: Int] = [:]
    private var prefixLengths: Set<Int> = []
    private(set) var testCount = 0

    package init() {}

    /// The number of a test, made when it is new.
    ///
    /// - Parameter item: `word`, `begin*` or `<kind>`.
    /// - Returns: Nothing when there is no such kind.
    mutating func test(_ item: String) -> Int? {
        if item.hasPrefix("<"), item.hasSuffix(">") {
            guard let kind = NoticeToken.Kinds.names[String(item.dropFirst().dropLast())] else { return nil }
            return Self.number(&kinds, kind.rawValue, &testCount)
        }
        if item.hasSuffix("*") {
            let prefix = String(item.dropLast())
            guard prefix.count >= 2 else { return nil }
            prefixLengths.insert(prefix.utf8.count)
            return Self.number(&prefixes, prefix, &testCount)
        }
        return Self.number(&exact, item, &testCount)
    }

    private static func number<Key: Hashable>(_ table: inout [Key: Int], _ key: Key, _ count: inout Int) -> Int {
        if let known = table[key] { return known }
        table[key] = count
        count += 1
        return count - 1
    }

    /// The tests that a token meets by what it is.
    func tests(ofKinds kinds: NoticeToken.Kinds) -> [Int] {
        self.kinds.compactMap { kinds.contains(NoticeToken.Kinds(rawValue: $0.key)) ? $0.value : nil }
    }

    /// The tests that a word meets by its letters.
    func tests(of word: String) -> [Int] {
        var found: [Int] = []
        if let test = exact[word] { found.append(test) }
        let bytes = word.utf8
        for length in prefixLengths where length <= bytes.count {
            if let test = prefixes[String(word.prefix(length))] { found.append(test) }
        }
        return found
    }

    /// Letters of a beginning that says for sure which word it is of.
    private static let stemMin = 5

    /// Whether some pattern has a word, whole or by a beginning that is not too short.
    func knows(_ word: String) -> Bool {
        if exact[word] != nil { return true }
        return prefixLengths.contains { $0 >= Self.stemMin && prefixes[String(word.prefix($0))] != nil }
    }

    /// Whether some pattern has just this word.
    func hasWord(_ word: String) -> Bool { exact[word] != nil }
}
