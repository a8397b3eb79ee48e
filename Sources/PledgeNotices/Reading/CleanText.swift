/// Text as a person sees it: one kind of blank, no marks that show nothing.
enum CleanText {
    /// One line without control characters and invisible marks, blanks as one space, none at the ends.
    ///
    /// - Complexity: O(length).
    static func line(_ text: some StringProtocol) -> String {
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
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map { raw in
            (line(raw), raw.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) })
        }
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

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
