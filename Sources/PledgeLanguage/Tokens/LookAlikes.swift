/// Characters that look like those of the language and are others.
///
/// - Source: Unicode Technical Standard 39, `confusables.txt`, for the scripts found on keyboards beside Latin.
enum LookAlikes {
    /// The ASCII character that a scalar looks like, or nothing.
    static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        // Fullwidth forms keep the order of ASCII.
        if (0xFF01...0xFF5E).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0xFEE0) }
        return scalar.isASCII ? nil : table[scalar]
    }

    /// Whether a scalar shows nothing, or turns the direction in which the text around it is shown.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00AD, 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF:
            true
        default: false
        }
    }

    /// `U+043E CYRILLIC SMALL LETTER O`.
    static func name(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        guard let name = scalar.properties.name ?? scalar.properties.nameAlias else { return code }
        return "\(code) \(name)"
    }

    private static let table: [Unicode.Scalar: Unicode.Scalar] = {
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (ascii, others) in pairs {
            for other in others.unicodeScalars { table[other] = ascii }
        }
        return table
    }()

    private static let pairs: [(Unicode.Scalar, String)] = [
        ("a", "аα"), ("b", "Ьƅ"), ("c", "сϲ"), ("d", "ԁ"), ("e", "еҽ"), ("f", "ſ"), ("g", "ɡ"), ("h", "һ"),
        ("i", "іιı"), ("j", "јϳ"), ("k", "кκ"), ("l", "ӏ"), ("m", "м"), ("n", "пη"), ("o", "оοօ"), ("p", "рρ"),
        ("q", "ԛ"), ("r", "г"), ("s", "ѕ"), ("t", "тτ"), ("u", "υս"), ("v", "ѵν"), ("w", "ԝω"), ("x", "хχ"),
        ("y", "уγ"), ("z", "ᴢ"), ("A", "АΑ"), ("B", "ВΒ"), ("C", "СϹ"), ("E", "ЕΕ"), ("H", "НΗ"), ("I", "ІΙӀ"),
        ("J", "Ј"), ("K", "КΚ"), ("M", "МΜ"), ("N", "Ν"), ("O", "ОΟ"), ("P", "РΡ"), ("S", "Ѕ"), ("T", "ТΤ"),
        ("V", "Ѵ"), ("W", "Ԝ"), ("X", "ХΧ"), ("Y", "УΥ"), ("Z", "Ζ"), ("-", "‐‑‒–—―−﹣"), ("\"", "“”„‟«»″"),
        ("'", "‘’‚′"), (",", "،、"), (":", "：∶"), (".", "․。"), ("=", "═"), ("<", "‹"), (">", "›"),
        ("+", "＋"), ("(", "❨"), (")", "❩"), ("0", "٠"), ("1", "١"),
    ]
}
