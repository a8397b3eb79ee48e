import Foundation

/// Texts as they are compared: lower case, without marks, one space between words.
enum PlainText {
    /// Letters that lose more than a mark.
    private static let spelled: [Character: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i",
    ]
    /// Left out without parting a word: `O'Brien` is `obrien`.
    private static let silent: Set<Character> = ["'", "’", "`", "ʻ", "."]
    /// Words of streets and their short forms.
    private static let streetWords: [String: String] = [
        "st": "street", "str": "street", "ave": "avenue", "av": "avenue", "rd": "road", "dr": "drive", "ln": "lane",
        "ct": "court", "blvd": "boulevard", "pl": "place", "sq": "square", "hwy": "highway", "pkwy": "parkway",
        "ter": "terrace", "cir": "circle", "crt": "court", "cres": "crescent", "n": "north", "s": "south", "e": "east",
        "w": "west", "apt": "apartment", "ste": "suite", "fl": "floor", "bldg": "building", "mt": "mount",
    ]

    /// The words of a text.
    static func words(of text: String) -> [String] {
        if let words = plainWords(of: text) { return words }
        let folded = text.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
        var plain = ""
        for letter in folded where !silent.contains(letter) { plain += spelled[letter] ?? String(letter) }
        return plain.split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }

    /// The same where all is ASCII, which is the common case and much faster.
    private static func plainWords(of text: String) -> [String]? {
        var words: [String] = []
        var word: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): word.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte + 32)
            case UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "."): break
            case 0..<128:
                if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
                word.removeAll(keepingCapacity: true)
            default: return nil
            }
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    /// The words of an address line, short forms written out.
    static func streetWords(of text: String) -> [String] {
        words(of: text).map { streetWords[$0] ?? $0 }
    }

    static func digits(of text: String) -> String {
        String(decoding: text.utf8.filter { (48...57).contains($0) }, as: UTF8.self)
    }

    /// A telephone number without the country code of North America.
    static func phone(_ text: String) -> String {
        let digits = digits(of: text)
        return digits.count == 11 && digits.hasPrefix("1") ? String(digits.dropFirst()) : digits
    }

    /// A postcode; of a ZIP with four more digits the first five.
    static func postcode(_ text: String) -> String {
        let plain = words(of: text).joined()
        let isLongZIP = plain.utf8.count == 9 && plain.utf8.allSatisfy { (48...57).contains($0) }
        return isLongZIP ? String(plain.prefix(5)) : plain
    }
}
