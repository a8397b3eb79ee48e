/// Text as a person sees it: one kind of blank, no marks that show nothing.
enum CleanText {
    /// One line without control characters and invisible marks, blanks as one space, none at the ends.
    ///
    /// - Complexity: O(length).
    static func line(_ text: some StringProtocol) -> String {
        if isClean(text.utf8) { return String(text) }
        var result = String.UnicodeScalarView()
        var needsBlank = false
        for scalar in text.unicodeScalars {
            if isBlank(scalar) {
                needsBlank = true
            } else if !isInvisible(scalar) {
                if needsBlank, !result.isEmpty { result.append(" ") }
                needsBlank = false
                append(scalar, to: &result)
            }
        }
        return String(result)
    }

    /// The lines of a text with the page each stands on, which a form feed begins.
    static func lines(_ text: String) -> [(text: String, page: Int)] {
        var lines: [(text: String, page: Int)] = []
        var current = String.UnicodeScalarView()
        var page = 1
        var isAfterReturn = false
        func end() {
            lines.append((line(String(current)), page))
            current = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where isAfterReturn: break
            case "\n", "\r", "\u{2028}", "\u{2029}": end()
            case "\u{0C}":
                if !current.isEmpty { end() }
                page += 1
            default: current.append(scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        if !current.isEmpty { end() }
        return lines
    }

    /// The lines of a text, page marks aside, with the number of blanks that each begins with.
    static func linesWithIndentation(_ text: String) -> [(text: String, indentation: Int)] {
        let bytes = Array(text.utf8)
        var lines: [(text: String, indentation: Int)] = []
        var start = 0
        func end(at index: Int) {
            let raw = bytes[start..<index]
            let blanks = raw.prefix { $0 == 0x20 || $0 == 0x09 }
            lines.append((line(String(decoding: raw, as: UTF8.self)), blanks.reduce(0) { $0 + ($1 == 0x09 ? 4 : 1) }))
        }
        for (index, byte) in bytes.enumerated() where byte == 0x0A || byte == 0x0D {
            // A return and a newline end one line.
            let isSecond = byte == 0x0A && index > 0 && bytes[index - 1] == 0x0D
            if !isSecond { end(at: index) }
            start = index + 1
        }
        if start < bytes.count { end(at: bytes.count) }
        return lines
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80 ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    /// Whether a text has only the signs of ASCII and single blanks between them, as most lines have.
    private static func isClean(_ bytes: some Sequence<UInt8>) -> Bool {
        var isAfterBlank = true
        for byte in bytes {
            guard (0x20..<0x7F).contains(byte), !(isAfterBlank && byte == 0x20) else { return false }
            isAfterBlank = byte == 0x20
        }
        return !isAfterBlank
    }

    /// Controls, zero-width marks, marks of direction and the soft hyphen.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFE00...0xFE0F,
            0xE0000...0xE0FFF:
            true
        default: false
        }
    }

    private static let ligatures: [Unicode.Scalar: String] = [
        "\u{FB00}": "ff", "\u{FB01}": "fi", "\u{FB02}": "fl", "\u{FB03}": "ffi", "\u{FB04}": "ffl",
    ]

    private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
        if scalar.value < 0x80 {
            result.append(scalar)
        } else if let letters = ligatures[scalar] {
            result.append(contentsOf: letters.unicodeScalars)
        } else if (0xF000...0xF0FF).contains(scalar.value) {
            // The bullets of the fonts Symbol and Wingdings stand here.
            result.append("•")
        } else {
            result.append(scalar)
        }
    }
}
