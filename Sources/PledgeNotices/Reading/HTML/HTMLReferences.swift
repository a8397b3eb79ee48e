import CXML2

/// Character references: `&amp;`, `&#8217;`, `&#x2019;`.
enum HTMLReferences {
    /// The longest name that stands for a character, `&thetasym;`.
    private static let nameBytesMax = 10

    /// Text with its references as the characters that they stand for; one that stands for none is kept as written.
    ///
    /// - Source: the WHATWG HTML Standard, section 13.2.5.72, with the names of HTML 4.
    /// - Complexity: O(bytes).
    static func resolved(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "&"), let (scalar, end) = reference(bytes, at: index + 1) {
                result += String(scalar).utf8
                index = end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The character of the reference whose name begins at an index, and where the text goes on.
    private static func reference(_ bytes: ArraySlice<UInt8>, at start: Int) -> (Unicode.Scalar, Int)? {
        guard start < bytes.endIndex else { return nil }
        if bytes[start] == UInt8(ascii: "#") { return number(bytes, at: start + 1) }
        var end = start
        while end < bytes.endIndex, end - start < nameBytesMax, isLetterOrDigit(bytes[end]) { end += 1 }
        guard end > start, let scalar = named(bytes[start..<end]) else { return nil }
        return (scalar, afterSemicolon(bytes, end))
    }

    private static func number(_ bytes: ArraySlice<UInt8>, at start: Int) -> (Unicode.Scalar, Int)? {
        let isHex = start < bytes.endIndex && bytes[start] | 0x20 == UInt8(ascii: "x")
        let digits = bytes[(start + (isHex ? 1 : 0))...].prefix(8).prefix { isDigit($0, isHex: isHex) }
        guard let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10) else { return nil }
        let end = afterSemicolon(bytes, digits.endIndex)
        // Numbers from 0x80 to 0x9F mean the characters of Windows, as every browser takes them.
        if (0x80..<0xA0).contains(value) { return (Windows1252.scalar(UInt8(value)), end) }
        return (value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}", end)
    }

    private static func named(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
        // SAFETY: libxml2 reads the name up to its zero and gives an entry of its own constant table, or nothing.
        let entity = (Array(name) + [0]).withUnsafeBufferPointer { htmlEntityLookup($0.baseAddress) }
        return entity.flatMap { Unicode.Scalar($0.pointee.value) }
    }

    private static func afterSemicolon(_ bytes: ArraySlice<UInt8>, _ end: Int) -> Int {
        end < bytes.endIndex && bytes[end] == UInt8(ascii: ";") ? end + 1 : end
    }

    private static func isDigit(_ byte: UInt8, isHex: Bool) -> Bool {
        (0x30...0x39).contains(byte) || isHex && (0x61...0x66).contains(byte | 0x20)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
