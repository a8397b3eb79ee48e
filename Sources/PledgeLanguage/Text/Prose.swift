import PledgeCore

/// The prose of a rule file as plain words.
package enum Prose {
    /// The words of a heading line, or nothing.
    package static func heading(_ line: String) -> String? {
        let marks = line.prefix { $0 == "#" }.count
        let rest = line.dropFirst(marks)
        guard (1...6).contains(marks), rest.isEmpty || rest.first?.isWhitespace == true else { return nil }
        var words = String(rest).trimmed
        while words.hasSuffix("#") { words.removeLast() }
        return words.trimmed
    }

    /// The words of a line that starts an item of a list, or nothing.
    package static func listItem(_ line: String) -> String? {
        if let first = line.first, "-*+".contains(first), line.dropFirst().first == " " {
            return String(line.dropFirst(2)).trimmed
        }
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        let rest = line.dropFirst(digits.count)
        guard (1...9).contains(digits.count), rest.first == "." || rest.first == ")", rest.dropFirst().first == " "
        else { return nil }
        return String(rest.dropFirst(2)).trimmed
    }

    /// Words without emphasis, code marks and the addresses of links.
    ///
    /// - Complexity: O(characters).
    package static func plain(_ text: String) -> String {
        let characters = Array(text)
        var plain: [Character] = []
        plain.reserveCapacity(characters.count)
        var index = 0
        func isWord(_ index: Int) -> Bool {
            characters.indices.contains(index) && (characters[index].isLetter || characters[index].isNumber)
        }
        // Positions of address parts, found once from the right, so that a text of brackets stays linear.
        let closing = lastClosing(characters)
        while index < characters.count {
            switch characters[index] {
            case "\\" where index + 1 < characters.count && characters[index + 1].isPunctuation:
                plain.append(characters[index + 1])
                index += 2
            case "`": index += 1
            case "*"
            where isWord(index - 1) || isWord(index + 1) || index + 1 < characters.count && characters[index + 1] == "*"
                || index > 0 && characters[index - 1] == "*":
                index += 1
            case "_"
            where isWord(index - 1) != isWord(index + 1)
                || index + 1 < characters.count && characters[index + 1] == "_":
                index += 1
            case "[": index += 1
            case "]":
                if index + 1 < characters.count, characters[index + 1] == "(", let end = closing[index + 1] {
                    index = end + 1
                } else {
                    index += 1
                }
            default:
                plain.append(characters[index])
                index += 1
            }
        }
        return String(plain).trimmed
    }

    /// For each position, the next closing parenthesis at or after it.
    private static func lastClosing(_ characters: [Character]) -> [Int?] {
        var next: [Int?] = Array(repeating: nil, count: characters.count)
        var seen: Int?
        for index in characters.indices.reversed() {
            if characters[index] == ")" { seen = index }
            next[index] = seen
        }
        return next
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }

    /// Without blanks at the end.
    var trimmedEnd: String {
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[...last])
    }
}

extension NearestName {
    /// Whether one word looks like a misspelling of the other, and is not it.
    static func isAlmost(_ word: String, _ other: String) -> Bool {
        word != other && NearestName.of(word, in: [other]) != nil
    }
}
