/// Text and what is doubtful about how it was encoded.
struct DecodedText: Equatable {
    var text: String
    var doubts: [String] = []
}

/// Bytes to text, whatever they were written in.
enum TextDecoding {
    /// Reads UTF-8, UTF-16, Windows-1252 and files that mix them.
    ///
    /// - Source: the Unicode Standard, section 23.8, for the marks; the WHATWG Encoding Standard, windows-1252.
    /// - Complexity: O(bytes).
    static func decode(_ bytes: [UInt8]) -> DecodedText {
        var decoded: DecodedText
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            decoded = mixed(bytes.dropFirst(3))
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            decoded = DecodedText(text: utf16(bytes.dropFirst(2), isBigEndian: false))
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            decoded = DecodedText(text: utf16(bytes.dropFirst(2), isBigEndian: true))
        } else if let isBigEndian = unmarkedUTF16(bytes) {
            decoded = DecodedText(
                text: utf16(bytes[...], isBigEndian: isBigEndian),
                doubts: ["The file does not say how it is encoded; it was read as UTF-16."])
        } else {
            decoded = mixed(bytes[...])
        }
        return DoubleEncoding.undone(decoded)
    }

    /// Whether bytes are text at all: a program or a picture has bytes that no text has.
    static func isText(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || unmarkedUTF16(bytes) != nil {
            return true
        }
        let start = bytes.prefix(1 << 16)
        let controls = start.count { $0 < 0x20 && !(0x08...0x0D).contains($0) && $0 != 0x1B }
        // One or two are slips of a program that wrote text.
        return controls <= 2 || controls * 200 <= start.count
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
            index += 2
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// Western text in UTF-16 has a zero in every other byte; whether the first byte of a pair is the zero.
    private static func unmarkedUTF16(_ bytes: [UInt8]) -> Bool? {
        let start = bytes.prefix(4096)
        guard start.count >= 8 else { return nil }
        var zeros = [0, 0]
        for (index, byte) in start.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let half = start.count / 2
        if zeros[0] * 10 > half * 7, zeros[1] * 10 < half { return true }
        if zeros[1] * 10 > half * 7, zeros[0] * 10 < half { return false }
        return nil
    }

    /// UTF-8 where it is valid, and Windows-1252 byte by byte where it is not.
    private static func mixed(_ bytes: ArraySlice<UInt8>) -> DecodedText {
        if let text = String(validating: bytes, as: UTF8.self) { return DecodedText(text: text) }
        var scalars = String.UnicodeScalarView()
        var index = bytes.startIndex
        var line = 1
        var firstForeign = 0
        var hasMultibyte = false
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") { line += 1 }
            if byte < 0x80 {
                scalars.append(Unicode.Scalar(byte))
                index += 1
            } else if let (scalar, length) = UTF8Sequence.read(bytes, at: index) {
                scalars.append(scalar)
                hasMultibyte = true
                index += length
            } else {
                scalars.append(Windows1252.scalar(byte))
                if firstForeign == 0 { firstForeign = line }
                index += 1
            }
        }
        let doubt =
            hasMultibyte
            ? "The file mixes UTF-8 and Windows-1252, first on line \(firstForeign); each character was read as what it "
                + "most likely is."
            : "The file is not in UTF-8; it was read as Windows-1252."
        return DecodedText(text: String(scalars), doubts: [doubt])
    }
}

/// One character of UTF-8.
enum UTF8Sequence {
    /// - Returns: The character that begins at an index and its length in bytes; nothing where the bytes are no UTF-8.
    static func read(_ bytes: ArraySlice<UInt8>, at index: Int) -> (Unicode.Scalar, Int)? {
        let lead = bytes[index]
        let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
        guard length > 0, index + length <= bytes.endIndex else { return nil }
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for next in bytes[(index + 1)..<(index + length)] {
            guard next & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(next & 0x3F)
        }
        let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
        guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }
}

/// The code page of Western Windows.
enum Windows1252 {
    /// 0x80 to 0x9F, which Latin-1 has no letters for.
    private static let upper = Array(
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

    static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        (0x80..<0xA0).contains(byte) ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte)
    }

    /// The byte of a character above ASCII, or nothing.
    static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        if (0xA0...0xFF).contains(scalar.value) { return UInt8(scalar.value) }
        return upper.firstIndex(of: scalar).map { UInt8($0 + 0x80) }
    }
}

/// UTF-8 that was taken for Windows-1252 and encoded again: "â€™" for an apostrophe.
enum DoubleEncoding {
    static func undone(_ decoded: DecodedText) -> DecodedText {
        // The leads of such characters, all of which begin with one byte; without it there is nothing to look for.
        let leads: Set<Unicode.Scalar> = ["\u{C2}", "\u{C3}", "\u{E2}"]
        guard decoded.text.utf8.contains(0xC3) else { return decoded }
        let scalars = Array(decoded.text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        var line = 1
        var firstLine = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "\n" { line += 1 }
            if leads.contains(scalar), let lead = Windows1252.byte(scalar) {
                let length = lead < 0xE0 ? 2 : 3
                let bytes = scalars[index..<min(index + length, scalars.count)].compactMap(Windows1252.byte)
                if bytes.count == length, let (meant, _) = UTF8Sequence.read(bytes[...], at: 0) {
                    result.append(meant)
                    if firstLine == 0 { firstLine = line }
                    index += length
                    continue
                }
            }
            result.append(scalar)
            index += 1
        }
        guard firstLine > 0 else { return decoded }
        let doubt = "Some characters were encoded twice, first on line \(firstLine); they were read as they were meant."
        return DecodedText(text: String(result), doubts: decoded.doubts + [doubt])
    }
}
