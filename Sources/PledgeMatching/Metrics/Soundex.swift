/// How an English reader hears a name, roughly.
///
/// - Source: American Soundex as the National Archives describe it.
package enum Soundex {
    /// Codes of `a`...`z`: 0 for a vowel, which parts equal codes; 7 for `h` and `w`, which do not.
    private static let codes: [UInt8] = [
        0, 1, 2, 3, 0, 1, 2, 7, 0, 2, 2, 4, 5, 5, 0, 1, 2, 6, 2, 3, 0, 1, 7, 2, 0, 2,
    ]

    /// The code in the usual form.
    ///
    /// - Parameter letters: Lower-case letters; other bytes are passed over.
    /// - Returns: Such as `S530`; empty where there is no letter.
    package static func code(of letters: Span<UInt8>) -> String {
        guard let (first, digits) = parts(of: letters) else { return "" }
        return String(UnicodeScalar(first - 32)) + digits.map { String($0) }.joined()
    }

    /// A number that names agree on when they sound alike, whatever letter writes their first sound (`Catherine`, `Katherine`).
    ///
    /// - Parameter letters: Lower-case letters; other bytes are passed over.
    /// - Returns: 0 where there is no letter; below 2^16.
    package static func sound(of letters: Span<UInt8>) -> UInt32 {
        guard let (first, digits) = parts(of: letters) else { return 0 }
        let code = codes[Int(first - 97)]
        // A first vowel, `h` or `w` stands for itself.
        let head = code == 0 || code == 7 ? UInt32(first - 97) + 8 : UInt32(code)
        return digits.reduce(head) { $0 * 8 + UInt32($1) }
    }

    /// Whether two consonants or more follow the first letter: of fewer too many names are alike.
    ///
    /// - Parameter sound: As `sound(of:)` gives it.
    /// - Returns: False for 0, too.
    package static func isTelling(_ sound: UInt32) -> Bool { sound & 0o70 != 0 }

    private static func parts(of letters: Span<UInt8>) -> (first: UInt8, digits: [UInt8])? {
        var first: UInt8?
        var digits: [UInt8] = []
        var last: UInt8 = 0
        for index in 0..<letters.count where (97...122).contains(letters[index]) {
            let code = codes[Int(letters[index] - 97)]
            if first == nil {
                first = letters[index]
            } else if code != 0, code != 7, code != last {
                digits.append(code)
            }
            if code != 7 { last = code }
            if digits.count == 3 { break }
        }
        guard let first else { return nil }
        return (first, digits + Array(repeating: 0, count: 3 - digits.count))
    }
}
