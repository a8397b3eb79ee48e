/// One letter as recognizers see it: small, without accent, typographic signs as plain ones.
enum FoldedLetters {
    /// What a scalar becomes.
    enum Folded: Equatable {
        case letter(UInt8)
        /// Two letters that were set as one.
        case pair(UInt8, UInt8)
        case digit(UInt8)
        case apostrophe
        /// A sign of its own: ends a word.
        case sign(UInt8)
        /// A sign that is not ASCII and parts sentences: a bullet or bar in the middle of a line.
        case bullet
        /// Nothing: a soft hyphen, an accent that stands alone, a mark without width.
        case none
    }

    /// - Parameter scalar: Any scalar.
    /// - Returns: Its folded form; what is unknown is a space.
    static func fold(_ scalar: Unicode.Scalar) -> Folded {
        let value = scalar.value
        if value < 0x80 { return ascii(UInt8(value)) }
        if value < 0x180 { return latin(value) }
        switch value {
        case 0x300...0x36F, 0x200B...0x200F, 0xFEFF, 0x2060: return .none
        case 0x2018, 0x2019, 0x201B, 0x2BC: return .apostrophe
        case 0x2010, 0x2011: return .sign(UInt8(ascii: "-"))
        case 0x2012...0x2015, 0x2212: return .sign(UInt8(ascii: "~"))
        case 0x201C...0x201F: return .sign(UInt8(ascii: "\""))
        case 0x2026: return .sign(UInt8(ascii: ","))
        case 0xFB01: return .pair(UInt8(ascii: "f"), UInt8(ascii: "i"))
        case 0xFB02: return .pair(UInt8(ascii: "f"), UInt8(ascii: "l"))
        case 0x2022, 0x2023, 0x2043, 0x2219, 0x25A0...0x25FF, 0x2713...0x2718, 0x27A2, 0xF0A7, 0xF0B7: return .bullet
        default: return .sign(UInt8(ascii: " "))
        }
    }

    private static func ascii(_ byte: UInt8) -> Folded {
        switch byte {
        case 0x41...0x5A: .letter(byte + 32)
        case 0x61...0x7A: .letter(byte)
        case 0x30...0x39: .digit(byte)
        case 0x27, 0x60: .apostrophe
        case 0x7C: .bullet
        default: .sign(byte)
        }
    }

    private static let latinBases = Array(
        "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty".utf8)

    private static func latin(_ value: UInt32) -> Folded {
        if value >= 0xC0, value < 0x100 {
            let base = latinBases[Int(value - 0xC0)]
            return base == UInt8(ascii: "*") ? .sign(UInt8(ascii: " ")) : .letter(base)
        }
        switch value {
        case 0xAD: return .none
        case 0xB4: return .apostrophe
        case 0xB7: return .bullet
        case 0xAA: return .letter(UInt8(ascii: "a"))
        case 0xBA: return .letter(UInt8(ascii: "o"))
        default: return .sign(UInt8(ascii: " "))
        }
    }
}
