import Foundation

/// A password as it was typed; never written anywhere, and not shown by any description.
package struct Password: Sendable, CustomStringConvertible, CustomReflectable {
    /// In normal form, so that two keyboards give the same bytes.
    ///
    /// - Source: NIST SP 800-63B-4, 3.1.1.2 (Unicode NFKC).
    let text: String

    package init(_ typed: String) { text = typed.precomposedStringWithCompatibilityMapping }

    var bytes: [UInt8] { Array(text.utf8) }
    package var description: String { "a password" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a password is not taken, in words to show beside the field.
package enum PasswordProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case short(least: Int)
    case long(most: Int)
    /// One of those that are guessed first, or one of them with digits and signs about it.
    case common
    /// The name, or what is known of the organization.
    case aboutYou
    case unchanged

    package var description: String {
        switch self {
        case .short(let least):
            "Use at least \(least) characters; a few words that only you would put together are good."
        case .long(let most): "Use at most \(most) characters."
        case .common:
            "This is one of the passwords that are guessed first. Use a few words that do not belong together."
        case .aboutYou: "This is made of your name or the practice's name, which are guessed first. Use other words."
        case .unchanged: "This is the password there is already. Use another one."
        }
    }
}

/// What a new password must be: long enough, and not one that is guessed first; nothing else.
///
/// - Source: NIST SP 800-63B-4, 3.1.1.2: no rules of composition, no scheduled change.
package struct PasswordRules {
    var policy: AccountPolicy
    /// Names that somebody who guesses knows: of the account, of the person, of the organization.
    var context: [String]

    /// - Parameters:
    ///   - policy: How long a password is.
    ///   - context: Names that somebody who guesses knows.
    package init(policy: AccountPolicy, context: [String]) {
        self.policy = policy
        self.context = context
    }

    /// - Throws: The first problem.
    package func check(_ password: Password) throws(PasswordProblem) {
        let count = password.text.unicodeScalars.count
        if count < policy.passwordLengthMin { throw .short(least: policy.passwordLengthMin) }
        if count > policy.passwordLengthMax { throw .long(most: policy.passwordLengthMax) }
        let core = PasswordRules.core(password.text)
        let whole = password.text.lowercased().filter { $0.isLetter || $0.isNumber }
        let isDigits = core.isEmpty && count < PasswordRules.digitsMin
        let isRun = PasswordRules.isRun(whole) || (PasswordRules.isRun(core) && 2 * core.count >= whole.count)
        if isDigits || isRun || CommonPasswords.all.contains(core) {
            throw .common
        }
        if isContext(core) { throw .aboutYou }
    }

    /// Whether nothing is left once the known names are taken out.
    private func isContext(_ core: String) -> Bool {
        var rest = core
        for word in PasswordRules.words(of: context).sorted(by: { $0.count > $1.count }) {
            rest = rest.replacing(word, with: "")
        }
        return rest.count < PasswordRules.wordMin && rest != core
    }

    private static let wordMin = 3
    /// Fewer digits and nothing else are birthdays and numbers of telephones.
    private static let digitsMin = 12

    private static func words(of names: [String]) -> Set<String> {
        var words: Set<String> = []
        for name in names {
            let letters = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map { spelt(String($0)) }
            words.formUnion(letters.filter { $0.count >= wordMin })
            words.insert(letters.joined())
        }
        words.remove("")
        return words
    }

    /// In lower case, without digits and signs about it, and with letters for the signs that stand for them.
    static func core(_ text: String) -> String {
        var rest = text.lowercased()[...]
        while let last = rest.last, !last.isLetter { rest.removeLast() }
        while let first = rest.first, !first.isLetter { rest.removeFirst() }
        let stripped = spelt(String(rest)).filter { $0.isLetter || $0.isNumber }
        // With a sign for its first or last letter, as in `p@ssw0rd` and `passw0rd$`.
        let whole = spelt(text.lowercased()).filter { $0.isLetter }
        return CommonPasswords.all.contains(whole) ? whole : stripped
    }

    private static let signs: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
    ]

    private static func spelt(_ text: String) -> String { String(text.map { signs[$0] ?? $0 }) }

    /// One piece again and again (`aaaa`, `abcabc`), or neighbors in the alphabet or on the keyboard.
    static func isRun(_ core: String) -> Bool {
        let letters = Array(core)
        guard letters.count > 1 else { return !letters.isEmpty }
        for length in 1...(letters.count / 2) where letters.count.isMultiple(of: length) {
            if letters.indices.allSatisfy({ letters[$0] == letters[$0 % length] }) { return true }
        }
        return CommonPasswords.rows.contains { row in
            row.contains(core) || String(row.reversed()).contains(core)
        }
    }
}
