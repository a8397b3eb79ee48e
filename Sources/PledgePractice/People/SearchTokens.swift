import Foundation
import PledgeLedger
import PledgeMatching

/// A blind index of names: keyed hashes of whole words, of how they sound, and of their pieces, so that misspelt names are
/// found and none can be read.
///
/// Shape: each token is the first eight bytes of an HMAC with SHA-256.
enum SearchTokens {
    /// Words of one person's names that are looked at, at most.
    private static let wordsMax = 32
    /// Words that are paired, at most: of four there are six pairs.
    private static let pairedMax = 4
    /// Letters of a word that are looked at, at most.
    private static let lettersMax = 40

    static func tokens(of state: PersonState, _ key: SealingKey) -> [Int64] {
        // The record that it ended in is found in its place.
        if state.mergedInto != nil { return [] }
        var pieces: Set<String> = []
        for name in state.names { pieces.formUnion(self.pieces(of: Array(words(of: name.words).prefix(wordsMax)))) }
        if let birth = state.birth { pieces.insert(piece(birth: birth)) }
        return pieces.sorted().map { token($0, key) }
    }

    static func token(_ piece: String, _ key: SealingKey) -> Int64 {
        key.code(for: Array("search \(piece)".utf8)).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }

    // MARK: Words

    /// Letters that no folding takes apart.
    private static let spelled: [Character: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    ]

    /// Words in lower case without marks, such as `jose` and `garcia` of `José García`, `obrien` of `O'Brien`.
    ///
    /// What is written from right to left stays in the order of its letters. A picture is a letter.
    static func words(of text: String) -> [String] {
        let plain = text.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
        var words = [""]
        for letter in plain {
            if isSilent(letter) { continue }
            if let letters = spelled[letter] {
                words[words.count - 1] += letters
            } else if letter.isLetter || letter.isNumber || isPicture(letter) {
                words[words.count - 1].append(letter)
            } else if words.last?.isEmpty == false {
                words.append("")
            }
        }
        if words.last?.isEmpty == true { words.removeLast() }
        return words.map { String($0.prefix(lettersMax)) }
    }

    /// An apostrophe of any shape, or a sign that shows nothing, such as a mark of direction.
    private static func isSilent(_ letter: Character) -> Bool {
        "'\u{2018}\u{2019}\u{2BC}\u{B4}`".contains(letter)
            || letter.unicodeScalars.allSatisfy { $0.properties.generalCategory == .format }
    }

    private static func isPicture(_ letter: Character) -> Bool {
        letter.unicodeScalars.first?.properties.isEmojiPresentation == true
    }

    // MARK: Pieces

    /// What a name is found by: its words, and how any two of them sound.
    static func pieces(of words: [String]) -> Set<String> {
        var pieces: Set<String> = []
        for word in words { pieces.formUnion(self.pieces(of: word)) }
        let sounds = words.prefix(pairedMax).map { heard($0) }
        for (position, first) in sounds.enumerated() {
            for second in sounds.dropFirst(position + 1) {
                pieces.insert("both " + [first, second].sorted().joined(separator: " "))
            }
        }
        return pieces
    }

    /// What a word is found by: itself, its sound, its runs of three letters with its ends marked.
    private static func pieces(of word: String) -> Set<String> {
        var pieces: Set<String> = ["word \(word)", "sound \(heard(word))"]
        let letters = Array("^\(word)$")
        if letters.count >= 3 {
            for start in 0...(letters.count - 3) { pieces.insert("three \(String(letters[start..<start + 3]))") }
        }
        return pieces
    }

    static func piece(birth day: String) -> String { "birth \(day)" }

    /// What a piece that fits is worth.
    static func weight(of piece: String) -> Int {
        switch piece.prefix(4) {
        case "birt": 12
        case "both": 9
        case "word": 8
        case "soun": 3
        default: 1
        }
    }

    /// How an English reader hears a word that begins with a Latin letter; nil for any other.
    static func sound(of word: String) -> UInt32? {
        guard let first = word.utf8.first, (97...122).contains(first) else { return nil }
        return Soundex.sound(of: Array(word.utf8).span)
    }

    /// The sound as a piece; a word that has none sounds as it is written.
    private static func heard(_ word: String) -> String { sound(of: word).map { String($0) } ?? word }
}
