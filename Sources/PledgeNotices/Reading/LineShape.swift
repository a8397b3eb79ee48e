/// What the look of a line says of its role, where no markup does.
enum LineShape {
    private static let bullets: Set<Character> = [
        "•", "●", "▪", "◦", "·", "■", "□", "➢", "➤", "✓", "✔", "❖", "‣", "◆", "○", "-", "–", "*",
    ]

    /// The words of a line that begins with a bullet or a number, or nothing.
    static func item(_ line: String) -> String? {
        guard let first = line.first else { return nil }
        let rest = line.dropFirst()
        if bullets.contains(first) {
            // A hyphen needs its blank: "-ing" is no item.
            if let next = rest.first, next == " " { return String(rest.drop { $0 == " " }) }
            return "•●▪■➢❖‣".contains(first) && !rest.isEmpty ? String(rest) : nil
        }
        return numbered(line)
    }

    /// The words of a line that begins with a bullet sign, or nothing; hyphens and numbers are no signs here.
    static func bulleted(_ line: String) -> String? {
        guard let first = line.first, "•●▪◦·■□➢➤✓✔❖‣◆○".contains(first) else { return nil }
        let words = line.dropFirst().drop { $0 == " " }
        return words.isEmpty ? nil : String(words)
    }

    /// `1. words`, `12) words`, `a) words`, `(a) words`, `iv. words`.
    private static func numbered(_ line: String) -> String? {
        let isOpened = line.hasPrefix("(")
        let inside = line.dropFirst(isOpened ? 1 : 0)
        let mark = inside.prefix { $0.isASCII && ($0.isNumber || $0.isLetter) }
        let isMark =
            mark.allSatisfy(\.isNumber)
            ? (1...2).contains(mark.count)
            : mark.count == 1 && mark.first?.isLowercase == true || mark.allSatisfy { "ivx".contains($0) }
        let rest = inside.dropFirst(mark.count)
        guard isMark, !mark.isEmpty, mark.count <= 4, let end = rest.first, end == ")" || end == "." && !isOpened,
            rest.dropFirst().first == " "
        else { return nil }
        let words = rest.dropFirst().drop { $0 == " " }
        return words.isEmpty ? nil : String(words)
    }

    /// Whether a line reads as a heading: short, no sentence, by itself or in capitals.
    ///
    /// - Parameters:
    ///   - line: Cleaned.
    ///   - isAfterBlank: Nothing stands right above it.
    ///   - isBeforeBlank: Nothing stands right below it.
    /// - Returns: Whether it does.
    static func isHeading(_ line: String, isAfterBlank: Bool, isBeforeBlank: Bool) -> Bool {
        guard isAfterBlank || isBeforeBlank, isTitle(line) else { return false }
        if isAfterBlank, isBeforeBlank { return true }
        let letters = line.filter(\.isLetter)
        return letters.count >= 4 && letters.allSatisfy(\.isUppercase)
    }

    /// Whether a line could be one by its words alone.
    static func isTitle(_ line: String) -> Bool {
        guard line.utf8.count <= 120, let first = line.first(where: { $0.isLetter || $0.isNumber }),
            first.isUppercase || first.isNumber, let last = line.last, !".,;".contains(last)
        else { return false }
        let words = line.split(separator: " ").count
        let digits = line.count { $0.isNumber }
        return (1...14).contains(words) && digits <= 4 && line.contains(where: \.isLetter) && !line.contains("@")
    }
}
