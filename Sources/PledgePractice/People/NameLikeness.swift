import PledgeCore
import PledgeMatching

/// How like a name is to words that somebody typed.
package enum NameLikeness {
    /// How like the names are to the words, from 0 to 1: of the likest name, the mean of what each word is like.
    ///
    /// - Parameters:
    ///   - names: Full names.
    ///   - text: Words of a name, misspelt or not, in any order.
    /// - Returns: 1 where each word is a word of the name.
    /// - Complexity: O(letters²).
    package static func of(_ names: [String], _ text: String) -> Double {
        let words = SearchTokens.words(of: text)
        guard !words.isEmpty else { return 0 }
        return names.map { name in
            let own = SearchTokens.words(of: name)
            let sum = words.reduce(0) { sum, word in sum + (own.map { likeness(word, $0) }.max() ?? 0) }
            // Of names that are as like, the one with fewer words that nobody typed.
            return sum / Double(words.count) - 0.01 * Double(max(0, own.count - words.count))
        }.max() ?? 0
    }

    private static func likeness(_ typed: String, _ word: String) -> Double {
        if typed == word { return 1 }
        let (left, right) = (Array(typed), Array(word))
        let longer = Double(max(left.count, right.count))
        var likeness = 1 - Double(EditDistance.of(left, right)) / longer
        if let sound = SearchTokens.sound(of: typed), Soundex.isTelling(sound), sound == SearchTokens.sound(of: word) {
            likeness = max(likeness, 0.75)
        }
        // A word that is still being typed.
        if left.count >= 2, right.starts(with: left) {
            likeness = max(likeness, 0.7 + 0.25 * Double(left.count) / longer)
        }
        return likeness
    }
}
