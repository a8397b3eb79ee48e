import PledgeCore

/// How hard a text is to read.
package enum ReadingGrade {
    /// Years of school that a notice for patients should ask for at most.
    package static let gradeMax = 8.0
    /// Least ease of a Spanish text that most adults read without effort.
    package static let easeMin = 55.0

    /// Words, sentences and syllables of the paragraphs that have sentences; headings do not count.
    struct Counts {
        var words = 0
        var sentences = 0
        var syllables = 0
    }

    static func counts(_ document: CutNotice, language: String) -> Counts {
        var counts = Counts()
        for paragraph in document.paragraphs where !paragraph.isHeading && paragraph.tokens.count >= 5 {
            counts.sentences += paragraph.sentences.count
            for token in document.tokens[paragraph.tokens]
            where token.word.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) {
                counts.words += 1
                counts.syllables += syllables(token.word, language: language)
            }
        }
        return counts
    }

    /// Years of school.
    ///
    /// - Source: Kincaid, Fishburne, Rogers and Chissom, Derivation of new readability formulas, 1975.
    static func fleschKincaid(_ counts: Counts) -> Double {
        guard counts.words > 0, counts.sentences > 0 else { return 0 }
        let words = Double(counts.words)
        return 0.39 * words / Double(counts.sentences) + 11.8 * Double(counts.syllables) / words - 15.59
    }

    /// From 0, hard, to 100, easy.
    ///
    /// - Source: Fernández Huerta, Medidas sencillas de lecturabilidad, Consigna 214, 1959.
    static func fernandezHuerta(_ counts: Counts) -> Double {
        guard counts.words > 0, counts.sentences > 0 else { return 100 }
        let words = Double(counts.words)
        return 206.84 - 60 * Double(counts.syllables) / words - 1.02 * words / Double(counts.sentences)
    }

    /// What to tell a person; nothing when the text is easy or too short to say.
    static func finding(_ document: CutNotice, language: String) -> NoticeFinding? {
        let counts = counts(document, language: language)
        guard counts.words >= 100 else { return nil }
        if language == "es" {
            let ease = fernandezHuerta(counts)
            guard ease < easeMin else { return nil }
            return NoticeFinding(
                id: "reading-grade", group: .reading, severity: .note,
                title:
                    "Its ease of reading is \(Int(ease.rounded())) of 100 (Fernández Huerta); aim for \(Int(easeMin)) or more."
            )
        }
        let grade = fleschKincaid(counts)
        guard grade > gradeMax else { return nil }
        return NoticeFinding(
            id: "reading-grade", group: .reading, severity: .note,
            title:
                "It takes \(Int(grade.rounded())) years of school to read (Flesch-Kincaid); aim for \(Int(gradeMax)) or fewer."
        )
    }

    /// Vowel groups; in English without a last silent e, in Spanish with strong vowels apart.
    static func syllables(_ word: String, language: String) -> Int {
        let bytes = Array(word.utf8)
        let vowels = Set("aeiouy".utf8)
        let strong = Set("aeo".utf8)
        var count = 0
        for (index, byte) in bytes.enumerated() where vowels.contains(byte) {
            guard index > 0, vowels.contains(bytes[index - 1]) else {
                count += 1
                continue
            }
            if language == "es", strong.contains(byte), strong.contains(bytes[index - 1]) { count += 1 }
        }
        let e = UInt8(ascii: "e")
        let l = UInt8(ascii: "l")
        if language == "en", count > 1, bytes.count > 2, bytes[bytes.count - 1] == e, bytes[bytes.count - 2] != l,
            !vowels.contains(bytes[bytes.count - 2])
        {
            count -= 1
        }
        return max(1, count)
    }
}
