/// Cuts one line into tokens and marks where sentences may end.
struct LineScanner {
    /// What a line gives.
    struct Scanned {
        var tokens: [NoticeToken] = []
        /// Positions of tokens after which a sentence ends.
        var ends: Set<Int> = []
        /// Positions of tokens after which a colon or a dash stands.
        var colons: Set<Int> = []
        /// The last sign of the line, a space for none.
        var lastSign: UInt8 = UInt8(ascii: " ")
        /// Whether the line ends in the middle of a word, with a hyphen.
        var isCut = false
    }

    private struct Letter {
        var sign: UInt8
        var offset: Int
        var isUpper: Bool
    }

    /// Stands for a bullet; no text has it.
    private static let bullet: UInt8 = 0x01
    private static let apostrophe = UInt8(ascii: "'")

    private let line: Int
    private let letters: [Letter]
    private let byteCount: Int
    private var scanned = Scanned()
    private var index = 0

    /// - Parameters:
    ///   - text: A line without its end.
    ///   - line: Its position in the text.
    /// - Returns: Its tokens.
    /// - Complexity: O(bytes).
    static func scan(_ text: String, line: Int) -> Scanned {
        var scanner = LineScanner(text, line: line)
        scanner.scanAll()
        return scanner.scanned
    }

    private init(_ text: String, line: Int) {
        self.line = line
        var letters: [Letter] = []
        letters.reserveCapacity(text.utf8.count)
        var offset = 0
        for scalar in text.unicodeScalars {
            let isUpper = scalar.properties.isUppercase
            switch FoldedLetters.fold(scalar) {
            case .letter(let byte), .digit(let byte), .sign(let byte):
                letters.append(Letter(sign: byte, offset: offset, isUpper: isUpper))
            case .pair(let first, let second):
                letters.append(Letter(sign: first, offset: offset, isUpper: isUpper))
                letters.append(Letter(sign: second, offset: offset, isUpper: isUpper))
            case .apostrophe: letters.append(Letter(sign: Self.apostrophe, offset: offset, isUpper: false))
            case .bullet: letters.append(Letter(sign: Self.bullet, offset: offset, isUpper: false))
            case .none: break
            }
            offset += UTF8.width(scalar)
        }
        self.letters = letters
        self.byteCount = offset
    }

    private func sign(_ at: Int) -> UInt8 { at >= 0 && at < letters.count ? letters[at].sign : UInt8(ascii: " ") }

    private func endOffset(_ end: Int) -> Int { end < letters.count ? letters[end].offset : byteCount }

    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private mutating func scanAll() {
        while index < letters.count {
            let byte = letters[index].sign
            if byte == UInt8(ascii: "{"), sign(index + 1) == byte, let end = fieldEnd() {
                add("{{", [], to: end)
            } else if Self.isDigit(byte) || byte == UInt8(ascii: "("), let end = phoneEnd(index) {
                addPhone(end)
            } else if Self.isDigit(byte) {
                scanNumber()
            } else if Self.isLetter(byte) {
                scanWord()
            } else {
                scanSign(byte)
            }
        }
        scanned.lastSign = letters.last { $0.sign != UInt8(ascii: " ") && $0.sign != UInt8(ascii: "*") }?.sign ?? 32
        let count = letters.count
        scanned.isCut =
            count > 2 && letters[count - 1].sign == UInt8(ascii: "-") && Self.isLetter(letters[count - 2].sign)
    }

    private mutating func add(_ word: String, _ kinds: NoticeToken.Kinds, to end: Int) {
        var kinds = kinds
        if letters[index].isUpper { kinds.insert(.capital) }
        scanned.tokens.append(
            NoticeToken(word: word, kinds: kinds, line: line, bytes: letters[index].offset..<endOffset(end)))
        index = end
    }

    /// The end of a field of a form that was never filled in: `{{name}}`.
    private func fieldEnd() -> Int? {
        let close = UInt8(ascii: "}")
        var end = index + 2
        while end + 1 < letters.count, end < index + 80 {
            if letters[end].sign == close, letters[end + 1].sign == close { return end + 2 }
            end += 1
        }
        return nil
    }

    // MARK: Signs

    private mutating func scanSign(_ byte: UInt8) {
        let last = scanned.tokens.count - 1
        switch byte {
        case Self.bullet:
            if last >= 0 { scanned.ends.insert(last) }
        case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"):
            if last >= 0, endsSentence(byte) { scanned.ends.insert(last) }
        case UInt8(ascii: ":"), UInt8(ascii: "~"):
            if last >= 0 { scanned.colons.insert(last) }
        case UInt8(ascii: "-"):
            if last >= 0, sign(index + 1) == byte || (sign(index - 1) == 32 || sign(index + 1) == 32) {
                scanned.colons.insert(last)
            }
        default: break
        }
        index += 1
    }

    private static let abbreviations: Set<String> = [
        "dr", "mr", "mrs", "ms", "sra", "dra", "sr", "st", "no", "num", "inc", "eg", "ie", "vs", "ave", "rd", "blvd",
        "ste",
        "fed", "reg", "sec", "ext", "tel", "ph", "attn", "u", "s", "d", "p", "m", "e", "i", "a", "w", "n", "c", "cf",
        "art",
    ]

    /// Whether a mark ends a sentence: what follows looks like a beginning, what precedes is no abbreviation.
    private func endsSentence(_ byte: UInt8) -> Bool {
        var next = index + 1
        while [UInt8(ascii: "\""), Self.apostrophe, UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "_")]
            .contains(sign(next)), next < letters.count
        { next += 1 }
        if next < letters.count, sign(next) != 32 {
            // Glued sentences: `copies.Most patients`.
            let isGlued = letters[next].isUpper && Self.isLetter(sign(index - 1)) && !letters[index - 1].isUpper
            return byte == UInt8(ascii: ".") ? isGlued : true
        }
        while next < letters.count, sign(next) == 32 { next += 1 }
        if next < letters.count, Self.isLetter(sign(next)), !letters[next].isUpper { return false }
        if byte != UInt8(ascii: ".") { return true }
        return !Self.abbreviations.contains(scanned.tokens[scanned.tokens.count - 1].word)
    }

    // MARK: Words

    private mutating func scanWord() {
        var end = index
        var bytes: [UInt8] = []
        while end < letters.count {
            let byte = letters[end].sign
            if Self.isLetter(byte) || Self.isDigit(byte) {
                bytes.append(byte)
            } else if byte == Self.apostrophe, Self.isLetter(sign(end + 1)) {
                bytes.append(byte)
            } else {
                break
            }
            end += 1
        }
        if let urlEnd = addressEnd(end) {
            let text = letters[index..<urlEnd].map(\.sign)
            let isMail = text.contains(UInt8(ascii: "@"))
            return add(String(decoding: text, as: UTF8.self), isMail ? .email : .url, to: urlEnd)
        }
        let start = index
        let words = Self.withoutApostrophes(bytes)
        add(words[0], [], to: end)
        for word in words.dropFirst() {
            let bytes = letters[start].offset..<endOffset(end)
            scanned.tokens.append(NoticeToken(word: word, kinds: [], line: line, bytes: bytes))
        }
    }

    /// `we'll` as two words, `patient's` as one, `won't` with a `not` that patterns can see.
    private static func withoutApostrophes(_ bytes: [UInt8]) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self)
        if text == "cannot" { return ["can", "not"] }
        guard bytes.contains(apostrophe) else { return [text] }
        let parts = text.split(separator: "'").map(String.init)
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return [text] }
        switch last {
        case "s": return [first]
        case "ll": return [first, "will"]
        case "ve": return [first, "have"]
        case "re": return [first, "are"]
        case "t":
            switch first {
            case "won": return ["will", "not"]
            case "can": return ["can", "not"]
            default: return first.hasSuffix("n") ? [String(first.dropLast()), "not"] : [first]
            }
        default: return [parts.joined()]
        }
    }

    /// The end of a mail or web address that begins at `index`.
    private func addressEnd(_ wordEnd: Int) -> Int? {
        let signs: Set<UInt8> = Set("@./-_:?=&%+#~".utf8)
        var end = wordEnd
        while end < letters.count {
            let byte = letters[end].sign
            guard Self.isLetter(byte) || Self.isDigit(byte) || signs.contains(byte) else { break }
            end += 1
        }
        while end > wordEnd, [UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-")].contains(letters[end - 1].sign) {
            end -= 1
        }
        guard end > wordEnd else { return nil }
        let text = String(decoding: letters[index..<end].map(\.sign), as: UTF8.self)
        let isWeb = text.hasPrefix("http") || text.hasPrefix("www.")
        let isName = [".com", ".org", ".gov", ".net", ".edu"].contains { text.contains($0) }
        return isWeb || isName ? end : nil
    }

    // MARK: Numbers

    /// The end of a telephone number of the United States that begins at a place, or nothing.
    private func phoneEnd(_ start: Int) -> Int? {
        if start > 0, Self.isDigit(sign(start - 1)) || sign(start - 1) == UInt8(ascii: ".") { return nil }
        var at = start
        var groups: [Int] = []
        if sign(at) == UInt8(ascii: "1"), !Self.isDigit(sign(at + 1)), sign(at + 1) != UInt8(ascii: "/") {
            at += 1
            while at < start + 4, [32, UInt8(ascii: "-"), UInt8(ascii: ".")].contains(sign(at)) { at += 1 }
        }
        let hasBracket = sign(at) == UInt8(ascii: "(")
        if hasBracket { at += 1 }
        while groups.count < 3 {
            var count = 0
            while Self.isDigit(sign(at + count)), at + count < letters.count { count += 1 }
            if groups.isEmpty, count == 10, !hasBracket { return at + 10 }
            guard count == [3, 3, 4][groups.count] else { return shortPhoneEnd(start, groups, count) }
            groups.append(count)
            at += count
            guard groups.count < 3 else { break }
            var gap = 0
            while gap < 4, isPhoneGap(sign(at)), at < letters.count {
                at += 1
                gap += 1
            }
            guard gap > 0 else { return nil }
        }
        return at
    }

    /// A local number of seven digits.
    private func shortPhoneEnd(_ start: Int, _ groups: [Int], _ count: Int) -> Int? {
        guard groups == [3], count == 4, Self.isDigit(sign(start)), sign(start + 3) == UInt8(ascii: "-"),
            Self.isDigit(sign(start + 4)), !Self.isDigit(sign(start + 8)), sign(start + 8) != UInt8(ascii: "-")
        else { return nil }
        return start + 8
    }

    private func isPhoneGap(_ byte: UInt8) -> Bool {
        [32, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: "~"), UInt8(ascii: "/")].contains(
            byte)
    }

    private mutating func addPhone(_ end: Int) {
        var digits = letters[index..<end].map(\.sign).filter(Self.isDigit)
        if digits.count == 11 { digits.removeFirst() }
        add(String(decoding: digits, as: UTF8.self), [.phone], to: end)
    }

    private mutating func scanNumber() {
        var end = index
        while end < letters.count {
            let byte = letters[end].sign
            let isInside =
                [UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ","), UInt8(ascii: "-")].contains(byte)
                && Self.isDigit(sign(end + 1))
            guard Self.isDigit(byte) || Self.isLetter(byte) || isInside else { break }
            end += 1
        }
        var kinds: NoticeToken.Kinds = [.number]
        let bytes = letters[index..<end].map(\.sign)
        if index > 0, sign(index - 1) == UInt8(ascii: "$") { kinds.insert(.money) }
        if bytes.count == 4, bytes.allSatisfy(Self.isDigit),
            bytes[0] == 0x31 && bytes[1] == 0x39 || bytes.starts(with: [0x32, 0x30])
        {
            kinds.insert(.year)
        }
        add(String(decoding: bytes, as: UTF8.self), kinds, to: end)
    }
}
