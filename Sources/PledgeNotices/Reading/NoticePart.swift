/// The notice inside a longer document, such as a handbook.
enum NoticePart {
    /// Shorter documents are taken whole: a long notice has some 9,000 words.
    private static let wordsMin = 14_000
    /// How far after a title its first words are looked for, in lines.
    private static let reach = 40
    /// How many words of a chapter say what it is about.
    private static let chapterWords = 220
    /// How many places that could begin or end the notice are looked at; a handbook has some dozens.
    private static let placesMax = 400

    private static let titles = [
        "notice of privacy practices", "notice of health information practices", "privacy notice",
        "hipaa notice", "aviso de prácticas de privacidad", "aviso de practicas de privacidad",
        "notificación de prácticas de privacidad", "aviso sobre prácticas de privacidad",
    ]
    private static let openings = [
        "how medical information about you", "how health information about you",
        "information about you may be used", "cómo se puede utilizar", "como se puede utilizar",
        "información médica sobre usted",
    ]
    private static let topics = [
        "health information", "medical information", "disclos", "privacy", "phi", "hipaa", "authorization",
        "información médica", "información de salud", "divulga", "privacidad", "autorización",
    ]

    /// Cuts a long document down to the notice in it.
    ///
    /// - Returns: The notice with a doubt that says what was read; the whole document, with a doubt, where it is long
    ///   and no notice stands out.
    static func found(in text: NoticeText) -> NoticeText {
        let words = text.lines.reduce(0) { $0 + $1.text.utf8.count(where: { $0 == 0x20 }) + 1 }
        guard words >= wordsMin else { return text }
        guard let start = start(text.lines) else {
            let doubt =
                "The document is long (\(words) words), and no part of it stands out as the notice; all was read."
            return NoticeText(form: text.form, lines: text.lines, doubts: text.doubts + [doubt])
        }
        let end = end(text.lines, after: start)
        guard start > 0 || end < text.lines.count else { return text }
        let last = text.lines[start..<end].lastIndex { !$0.text.isEmpty } ?? start
        let part = Array(text.lines[start...last])
        let doubt = "The document is longer than the notice in it: read was \(span(part)), and nothing else."
        return NoticeText(form: text.form, lines: part, doubts: text.doubts + [doubt])
    }

    /// "pages 31 to 38" or "lines 700 to 1012".
    private static func span(_ lines: [NoticeText.Line]) -> String {
        guard let first = lines.first, let last = lines.last else { return "nothing" }
        if let from = first.page, let to = last.page { return from == to ? "page \(from)" : "pages \(from) to \(to)" }
        return "lines \(first.number) to \(last.number)"
    }

    /// The title that the notice's first words follow; a line of a table of contents has other titles below it.
    private static func start(_ lines: [NoticeText.Line]) -> Int? {
        var fallback: Int?
        var looks = 0
        for (index, line) in lines.enumerated() {
            let text = line.text.lowercased()
            guard text.utf8.count <= 120, titles.contains(where: text.contains), !isOfContents(line.text) else {
                continue
            }
            looks += 1
            if looks > placesMax { break }
            let next = lines[index...].prefix(reach).map { $0.text.lowercased() }.joined(separator: " ")
            if openings.contains(where: next.contains) { return index }
            if fallback == nil, isHeading(line) { fallback = index }
        }
        return fallback
    }

    /// Whether a line leads to a page: words, dots and a number.
    private static func isOfContents(_ line: String) -> Bool {
        line.contains("...") || line.contains(". . .")
            || line.last?.isNumber == true && line.contains(" ")
                && line.split(separator: " ").last.map { $0.count <= 3 } == true
    }

    /// The first heading behind which nothing is about privacy any more.
    private static func end(_ lines: [NoticeText.Line], after start: Int) -> Int {
        let opening = ChapterMark(lines[start].text)
        var index = start + 1
        var looks = 0
        while index < lines.count, looks < placesMax {
            defer { index += 1 }
            let line = lines[index]
            guard isHeading(line) || ChapterMark(line.text) != nil else { continue }
            if let opening, let mark = ChapterMark(line.text), mark.follows(opening) { return index }
            looks += 1
            if isElsewhere(lines[index...]) { return index }
        }
        return lines.count
    }

    private static func isHeading(_ line: NoticeText.Line) -> Bool {
        if case .heading = line.role { return true }
        return false
    }

    /// Whether the next words hold fewer than two of a notice's topics; the last lines of a document say nothing.
    private static func isElsewhere(_ lines: ArraySlice<NoticeText.Line>) -> Bool {
        var text = ""
        var words = 0
        for line in lines.prefix(chapterWords * 4) {
            text += line.text.lowercased() + " "
            words += line.text.split(separator: " ").count
            if words >= chapterWords { break }
        }
        guard words >= chapterWords else { return false }
        let hits = topics.reduce(0) { $0 + text.split(separator: $1, omittingEmptySubsequences: false).count - 1 }
        return hits < 2
    }
}

/// The number of a chapter: "Chapter 7", "Section 12", "Appendix C", "7.".
struct ChapterMark: Equatable {
    /// What is counted; empty for a bare number.
    let unit: String
    let number: Int

    private static let units: Set<String> = ["chapter", "section", "part", "appendix", "capítulo", "sección", "anexo"]

    init?(_ line: String) {
        let words = line.lowercased().split(maxSplits: 2) { " .:–—-)".contains($0) }
        guard let first = words.first else { return nil }
        if ChapterMark.units.contains(String(first)), words.count > 1 {
            unit = String(first)
            let mark = words[1]
            if let number = Int(mark) {
                self.number = number
            } else if mark.count == 1, let letter = mark.utf8.first, (0x61...0x7A).contains(letter) {
                number = Int(letter) - 0x60
            } else {
                return nil
            }
        } else if let number = Int(first), number < 200, words.count > 1, line.utf8.count <= 100 {
            unit = ""
            self.number = number
        } else {
            return nil
        }
    }

    /// A bare number counts only sections, which a notice has of its own; so it ends nothing.
    func follows(_ other: ChapterMark) -> Bool { !unit.isEmpty && unit == other.unit && number == other.number + 1 }
}
