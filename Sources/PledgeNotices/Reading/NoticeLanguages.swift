/// A document that holds its text in two languages.
///
/// Languages are told by little words, each packed into a number: a document may have a million words.
enum NoticeLanguages {
    private static let english = Set(
        ["the", "of", "and", "to", "your", "you", "we", "may", "for", "with", "this", "our"].map(packed))
    private static let spanish = Set(
        ["de", "la", "que", "el", "su", "usted", "en", "los", "para", "con", "del", "las", "una"].map(packed))
    /// Little words that a copy in a language has at least; a notice of 400 words has some 100.
    private static let hitsMin = 60

    /// Where a document's copies stand, in a sentence; nothing where there is one language.
    static func doubt(_ lines: [NoticeText.Line]) -> String? {
        var places: (english: [Int], spanish: [Int]) = ([], [])
        var total = (english: 0, spanish: 0)
        for (index, line) in lines.enumerated() {
            let hits = hits(line.text)
            total.english += hits.english
            total.spanish += hits.spanish
            if hits.english > hits.spanish + 1 { places.english.append(index) }
            if hits.spanish > hits.english + 1 { places.spanish.append(index) }
        }
        guard total.english >= hitsMin, total.spanish >= hitsMin, let english = span(places.english, lines),
            let spanish = span(places.spanish, lines)
        else { return nil }
        return "The document is in English (\(english)) and in Spanish (\(spanish)); both were read."
    }

    /// The language of most of a document.
    static func main(_ lines: [NoticeText.Line]) -> NoticeDocument.Language {
        let balance = lines.reduce(0) { balance, line in
            let hits = hits(line.text)
            return balance + hits.english - hits.spanish
        }
        return balance < 0 ? .spanish : .english
    }

    /// The language of a few words; nothing where they do not tell.
    static func language(of text: String) -> NoticeDocument.Language? {
        let hits = hits(text)
        let balance = hits.english - hits.spanish
        return balance >= 3 ? .english : balance <= -3 ? .spanish : nil
    }

    private static func hits(_ text: String) -> (english: Int, spanish: Int) {
        var result = (english: 0, spanish: 0)
        var word: UInt64 = 0
        var length = 0
        func end() {
            if (2...8).contains(length) {
                if english.contains(word) { result.english += 1 } else if spanish.contains(word) { result.spanish += 1 }
            }
            word = 0
            length = 0
        }
        for byte in text.utf8 {
            let letter = byte | 0x20
            if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) || byte >= 0x80 {
                word = word << 8 | UInt64(letter)
                length += 1
            } else {
                end()
            }
        }
        end()
        return result
    }

    /// A word of eight letters at most, in lower case.
    private static func packed(_ word: String) -> UInt64 { word.utf8.reduce(0) { $0 << 8 | UInt64($1) } }

    private static func span(_ places: [Int], _ lines: [NoticeText.Line]) -> String? {
        guard let first = places.first, let last = places.last else { return nil }
        return "lines \(lines[first].number) to \(lines[last].number)"
    }
}
