/// A document that holds its text in two languages.
enum NoticeLanguages {
    private static let english: Set<Substring> = [
        "the", "of", "and", "to", "your", "you", "we", "may", "information", "for", "with", "this", "our",
    ]
    private static let spanish: Set<Substring> = [
        "de", "la", "que", "el", "su", "usted", "en", "los", "para", "información", "con", "del", "las", "una",
    ]
    /// Little words that a copy in a language has at least; a notice of 400 words has some 100.
    private static let hitsMin = 60

    /// A sentence that says where the copies stand; nothing where there is one language.
    static func doubt(_ lines: [NoticeText.Line]) -> String? {
        var places: (english: [Int], spanish: [Int]) = ([], [])
        var hits = (english: 0, spanish: 0)
        for (index, line) in lines.enumerated() {
            let words = line.text.lowercased().split { !$0.isLetter }
            let (first, second) = (words.count(where: english.contains), words.count(where: spanish.contains))
            hits.english += first
            hits.spanish += second
            if first > second + 1 { places.english.append(index) }
            if second > first + 1 { places.spanish.append(index) }
        }
        guard hits.english >= hitsMin, hits.spanish >= hitsMin, let english = span(places.english, lines),
            let spanish = span(places.spanish, lines)
        else { return nil }
        return "The document is in English (\(english)) and in Spanish (\(spanish)); both were read."
    }

    /// The language of most of a document.
    static func main(_ lines: [NoticeText.Line]) -> NoticeDocument.Language {
        var balance = 0
        for line in lines {
            let words = line.text.lowercased().split { !$0.isLetter }
            balance += words.count(where: english.contains) - words.count(where: spanish.contains)
        }
        return balance < 0 ? .spanish : .english
    }

    /// The language of a few words; nothing where they do not tell.
    static func language(of text: String) -> NoticeDocument.Language? {
        let words = text.lowercased().split { !$0.isLetter }
        let balance = words.count(where: english.contains) - words.count(where: spanish.contains)
        return balance >= 3 ? .english : balance <= -3 ? .spanish : nil
    }

    private static func span(_ places: [Int], _ lines: [NoticeText.Line]) -> String? {
        guard let first = places.first, let last = places.last else { return nil }
        return "lines \(lines[first].number) to \(lines[last].number)"
    }
}
