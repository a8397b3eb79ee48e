import PledgeCore

/// Cuts a block into tokens.
///
/// Every byte of the block is in one of them.
struct Lexer {
    private let source: SourceText
    private let file: Int
    private let end: Int
    private var position: Int
    private var findings = Findings()

    /// Returns the tokens of a block, the last of them `end`, and what was wrong with its characters.
    ///
    /// - Complexity: O(bytes).
    static func tokens(of range: Range<Int>, in source: SourceText, file: Int) -> ([Token], Findings) {
        var lexer = Lexer(source: source, file: file, range: range)
        return (lexer.all(), lexer.findings)
    }

    private init(source: SourceText, file: Int, range: Range<Int>) {
        self.source = source
        self.file = file
        self.position = range.lowerBound
        self.end = range.upperBound
    }

    private mutating func all() -> [Token] {
        var tokens: [Token] = []
        var isFirst = true
        while true {
            let start = position
            let brokeLine = skipBlanks()
            let leading = start..<position
            let indentation = isFirst || brokeLine ? indentation(before: position) : nil
            isFirst = false
            guard position < end else {
                tokens.append(Token(kind: .end, leading: leading, range: end..<end, lineIndentation: 0))
                return tokens
            }
            let own = position
            let (kind, recovered) = next()
            // A token takes at least one byte, so the loop ends.
            if position == own { position += 1 }
            tokens.append(
                Token(
                    kind: kind, leading: leading, range: own..<position, lineIndentation: indentation,
                    recovered: recovered))
        }
    }

    /// Skips blanks, line breaks and comments.
    private mutating func skipBlanks() -> Bool {
        var brokeLine = false
        while position < end {
            switch source.bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                position += 1
            case UInt8(ascii: "\n"):
                brokeLine = true
                position += 1
            case UInt8(ascii: "#"):
                skipComment()
            case 0x80...:
                let (scalar, length) = scalar(at: position)
                guard scalar.properties.isWhitespace || LookAlikes.isInvisible(scalar) else { return brokeLine }
                report(.invisibleCharacter(scalar), position, length)
                position += length
            default: return brokeLine
            }
        }
        return brokeLine
    }

    private mutating func skipComment() {
        while position < end, source.bytes[position] != UInt8(ascii: "\n") { passTextByte() }
    }

    /// Passes one character of a text or comment; only those that hide something are wrong there.
    private mutating func passTextByte() {
        guard source.bytes[position] >= 0x80 else {
            position += 1
            return
        }
        let (scalar, length) = scalar(at: position)
        if LookAlikes.isInvisible(scalar) { report(.invisibleCharacter(scalar), position, length) }
        position += length
    }

    private func indentation(before offset: Int) -> Int {
        var start = offset
        while start > 0, source.bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        var column = 0
        for byte in source.bytes[start..<offset] {
            column = byte == UInt8(ascii: "\t") ? (column / 8 + 1) * 8 : column + 1
        }
        return column
    }

    private mutating func next() -> (Token.Kind, String?) {
        let byte = source.bytes[position]
        if Lexer.startsName(byte) { return word() }
        if byte == UInt8(ascii: "\"") { return (text(), nil) }
        if byte < 0x80 {
            if let sign = sign(Unicode.Scalar(byte)) { return (.sign(sign), nil) }
            report(.strayCharacter(Unicode.Scalar(byte)), position, 1)
            position += 1
            return (.unknown, nil)
        }
        let (scalar, length) = scalar(at: position)
        let ascii = LookAlikes.ascii(scalar)
        if scalar.properties.isAlphabetic || ascii.map({ Lexer.isInName(UInt8(ascii: $0)) }) == true { return word() }
        report(.lookAlike(scalar, ascii), position, length)
        if ascii == "\"" { return (text(), nil) }
        if let ascii {
            let start = position
            if let sign = sign(ascii) {
                position = start + length
                return (.sign(sign), sign.rawValue)
            }
        }
        position += length
        return (.unknown, nil)
    }

    private mutating func sign(_ scalar: Unicode.Scalar) -> Token.Sign? {
        let follows = position + 1 < end && source.bytes[position + 1] == UInt8(ascii: "=")
        if follows, scalar == "<" || scalar == ">" {
            position += 2
            return scalar == "<" ? .lessOrEqual : .greaterOrEqual
        }
        guard let sign = Token.Sign(rawValue: String(Character(scalar))) else { return nil }
        position += 1
        return sign
    }

    /// A text runs to its quote, at most to the end of the line.
    private mutating func text() -> Token.Kind {
        let start = position
        passTextByte()
        while position < end {
            switch source.bytes[position] {
            case UInt8(ascii: "\n"):
                report(.unterminatedText, start, position - start)
                return .text
            case UInt8(ascii: "\""):
                position += 1
                return .text
            case UInt8(ascii: "\\"):
                let escaped = position + 1 < end ? source.bytes[position + 1] : UInt8(ascii: "\n")
                if escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\") {
                    position += 2
                } else {
                    report(.badEscape, position, 1)
                    position += 1
                }
            case ..<0x80: position += 1
            default:
                let (scalar, length) = scalar(at: position)
                if LookAlikes.ascii(scalar) == "\"", source.bytes[start] != UInt8(ascii: "\"") {
                    report(.lookAlike(scalar, "\""), position, length)
                    position += length
                    return .text
                }
                passTextByte()
            }
        }
        report(.unterminatedText, start, position - start)
        return .text
    }

    /// A name, a number or a date.
    private mutating func word() -> (Token.Kind, String?) {
        let start = position
        var skeleton = ""
        var strange: (Unicode.Scalar, offset: Int, length: Int)?
        while position < end {
            let byte = source.bytes[position]
            if Lexer.isInName(byte) {
                skeleton.unicodeScalars.append(Unicode.Scalar(byte))
                position += 1
                continue
            }
            guard byte >= 0x80 else { break }
            let (scalar, length) = scalar(at: position)
            let ascii = LookAlikes.ascii(scalar)
            let belongs =
                ascii.map { Lexer.isInName(UInt8(ascii: $0)) }
                ?? (scalar.properties.isAlphabetic && !scalar.properties.isWhitespace)
            guard belongs else { break }
            if strange == nil { strange = (scalar, position, length) }
            skeleton.unicodeScalars.append(ascii ?? scalar)
            position += length
        }
        if let strange {
            report(.lookAlike(strange.0, LookAlikes.ascii(strange.0)), strange.offset, strange.length)
            return (Lexer.kind(ofWord: skeleton), skeleton)
        }
        let bytes = source.bytes[start..<position]
        guard bytes.allSatisfy(Lexer.isDigit) else {
            let kind = Lexer.kind(ofWord: skeleton)
            if kind == .date, Day(skeleton) == nil { report(.badDate(skeleton), start, position - start) }
            return (kind, nil)
        }
        if position + 1 < end, source.bytes[position] == UInt8(ascii: "."), Lexer.isDigit(source.bytes[position + 1]) {
            position += 1
            while position < end, Lexer.isDigit(source.bytes[position]) { position += 1 }
            return (.decimal, nil)
        }
        return (.number, nil)
    }

    private static func kind(ofWord word: String) -> Token.Kind {
        let bytes = Array(word.utf8)
        if bytes.allSatisfy(isDigit) { return .number }
        let isDate =
            bytes.count == 10
            && bytes.indices.allSatisfy { $0 == 4 || $0 == 7 ? bytes[$0] == UInt8(ascii: "-") : isDigit(bytes[$0]) }
        return isDate ? .date : .name
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func startsName(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) && byte < 0x80
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        startsName(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    /// The character at an offset; a Swift string's bytes are always well formed, cut blocks end at a line.
    private func scalar(at offset: Int) -> (Unicode.Scalar, Int) {
        let first = source.bytes[offset]
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        let stop = min(end, offset + length)
        let scalar = source.text(offset..<stop).unicodeScalars.first ?? "\u{FFFD}"
        return (scalar, stop - offset)
    }

    private mutating func report(_ message: DiagnosticMessage, _ offset: Int, _ length: Int) {
        findings.add(message, at: Place(file: file, offset: offset, length: length))
    }
}
