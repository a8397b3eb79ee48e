import Foundation
import PledgeLedger

/// A blind index of names: keyed hashes of whole words, of how they sound, and of their pieces, so that misspelt names are
/// found and none can be read.
///
/// Shape: each token is the first eight bytes of an HMAC with SHA-256.
enum SearchTokens {
    /// Names of one person that are looked at, at most.
    private static let wordsMax = 32

    static func tokens(of state: PersonState, _ key: SealingKey) -> [Int64] {
        var pieces: Set<String> = []
        for word in words(of: state.names.map(\.words).joined(separator: " ")).prefix(wordsMax) {
            pieces.formUnion(self.pieces(of: word))
        }
        if let birth = state.birth { pieces.insert("birth \(birth)") }
        return pieces.sorted().map { token($0, key) }
    }

    static func token(_ piece: String, _ key: SealingKey) -> Int64 {
        key.code(for: Array("search \(piece)".utf8)).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }

    /// Words in lower case without marks, such as `jose` and `garcia` of `José García`.
    static func words(of text: String) -> [String] {
        let plain = text.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
        return plain.split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }

    /// What a word is found by: itself, its sound, its runs of three letters with its ends marked.
    static func pieces(of word: String) -> Set<String> {
        var pieces: Set<String> = ["word \(word)", "sound \(sound(of: word))"]
        let letters = Array("^\(word)$")
        if letters.count >= 3 {
            for start in 0...(letters.count - 3) { pieces.insert("three \(String(letters[start..<start + 3]))") }
        }
        return pieces
    }

    /// How an English reader hears it, roughly: its first letter's class, then the classes of its consonants.
    ///
    /// - Source: the American Soundex of the National Archives, with the first letter coded as well.
    static func sound(of word: String) -> String {
        let classes: [Character: Character] = [
            "b": "1", "f": "1", "p": "1", "v": "1", "c": "2", "g": "2", "j": "2", "k": "2", "q": "2", "s": "2",
            "x": "2",
            "z": "2", "d": "3", "t": "3", "l": "4", "m": "5", "n": "5", "r": "6",
        ]
        var sound = ""
        var last: Character?
        for (position, letter) in word.enumerated() {
            let code = classes[letter]
            if position == 0 { sound.append(code ?? letter) } else if let code, code != last { sound.append(code) }
            if letter != "h", letter != "w" { last = code }
            if sound.count == 4 { break }
        }
        return sound
    }
}
