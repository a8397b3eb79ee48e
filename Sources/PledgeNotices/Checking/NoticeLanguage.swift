/// The language of a text, by its commonest little words.
enum NoticeLanguage {
    private static let spanish: Set<String> = [
        "de", "la", "que", "su", "usted", "para", "los", "del", "una", "por", "y",
    ]
    private static let english: Set<String> = [
        "the", "of", "to", "and", "your", "you", "we", "or", "for", "in", "that",
    ]

    /// - Returns: `en` or `es`, whichever has more of its words.
    static func of(_ document: CutNotice) -> String {
        var balance = 0
        for token in document.tokens {
            if spanish.contains(token.word) { balance += 1 }
            if english.contains(token.word) { balance -= 1 }
        }
        return balance > 0 ? "es" : "en"
    }
}
