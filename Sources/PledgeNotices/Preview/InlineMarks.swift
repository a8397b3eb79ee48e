/// Marks of emphasis, links and code within a line of Markdown.
enum InlineMarks {
    /// The words of a line with their look.
    ///
    /// A mark that stands alone is itself: "Health Systems*".
    /// - Complexity: O(characters).
    static func runs(_ text: String) -> [NoticeDocument.Run] {
        var reader = Reader(Array(text))
        return reader.read()
    }

    private struct Reader {
        let characters: [Character]
        var index = 0
        var runs: [NoticeDocument.Run] = []
        var current = NoticeDocument.Run(text: "")
        /// Where a mark of each kind could close last; behind it none opens.
        private var lastClosing: [String: Int] = [:]
        /// The next closing bracket, and the end of the address behind it.
        private var bracket: (place: Int, close: Int?)?

        init(_ characters: [Character]) {
            self.characters = characters
            for index in characters.indices.dropFirst() where !characters[index - 1].isWhitespace {
                let mark = characters[index]
                guard mark == "*" || mark == "_" else { continue }
                lastClosing[String(mark)] = index
                if index + 1 < characters.count, characters[index + 1] == mark { lastClosing["\(mark)\(mark)"] = index }
            }
        }

        mutating func read() -> [NoticeDocument.Run] {
            while index < characters.count {
                let character = characters[index]
                switch character {
                case "\\" where self.character(at: 1).map { $0.isPunctuation || $0.isSymbol } == true:
                    current.text.append(characters[index + 1])
                    index += 2
                case "*", "_": readMark(character)
                case "`": index += 1
                case "[": readLink()
                default:
                    current.text.append(character)
                    index += 1
                }
            }
            end()
            return runs
        }

        private func character(at offset: Int) -> Character? {
            characters.indices.contains(index + offset) ? characters[index + offset] : nil
        }

        private mutating func readMark(_ mark: Character) {
            let length = character(at: 1) == mark ? 2 : 1
            let before = character(at: -1)
            let after = character(at: length)
            let isOpen = length == 2 ? current.isStrong : current.isEmphasized
            let isWordBefore = before?.isLetter == true || before?.isNumber == true
            // A mark opens before a word, and closes behind one.
            let opens =
                !isOpen && !isWordBefore && after.map { !$0.isWhitespace } == true
                && lastClosing[String(repeating: mark, count: length), default: 0] > index + length
            let closes = isOpen && before.map { !$0.isWhitespace } == true
            guard opens || closes else {
                current.text += String(repeating: mark, count: length)
                index += length
                return
            }
            end()
            if length == 2 { current.isStrong.toggle() } else { current.isEmphasized.toggle() }
            index += length
        }

        /// `[words](address)`: the words, and the address behind them where it says more.
        private mutating func readLink() {
            guard let (middle, close) = nextBracket(), let close else {
                current.text.append("[")
                index += 1
                return
            }
            let words = String(characters[(index + 1)..<middle])
            let address = String(characters[(middle + 2)..<close])
            current.text += words
            let isPage = address.hasPrefix("https://") || address.hasPrefix("http://")
            if isPage, !words.contains(address) { current.text += " (\(address))" }
            index = close + 1
        }

        /// Looked for once for all opening brackets before it.
        private mutating func nextBracket() -> (place: Int, close: Int?)? {
            if let bracket, bracket.place > index { return bracket }
            guard let place = characters[index...].firstIndex(of: "]") else {
                bracket = (characters.count, nil)
                return bracket
            }
            let isLink = place + 1 < characters.count && characters[place + 1] == "("
            bracket = (place, isLink ? characters[place...].prefix(2000).firstIndex(of: ")") : nil)
            return bracket
        }

        private mutating func end() {
            if !current.text.isEmpty { runs.append(current) }
            current.text = ""
        }
    }
}
