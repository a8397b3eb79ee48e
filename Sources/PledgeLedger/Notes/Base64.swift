/// Base64 as RFC 4648 has it: the standard alphabet, with padding, and one text for each row of bytes.
///
/// - Source: RFC 4648, section 4; canonical as section 3.5 wants it.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    /// Writes bytes as base64 with padding.
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var held: UInt32 = 0
        var count = 0
        func flush(_ characters: Int) {
            for position in 0..<4 {
                let value = Int(held >> UInt32(18 - 6 * position) & 63)
                text.append(position < characters ? alphabet[value] : padding)
            }
        }
        for byte in bytes {
            held |= UInt32(byte) << UInt32(16 - 8 * count)
            count += 1
            if count == 3 {
                flush(4)
                (held, count) = (0, 0)
            }
        }
        if count > 0 { flush(count + 1) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads base64 with padding.
    ///
    /// - Returns: Nothing where a character is of another alphabet, padding lacks or stands elsewhere, or bits beyond
    ///   the last byte are set, so that no two texts give the same bytes.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let text = Array(text)
        guard text.count.isMultiple(of: 4) else { return nil }
        let pads = text.last != padding ? 0 : text[text.count - 2] != padding ? 1 : 2
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var held: UInt32 = 0
        for (index, character) in text.dropLast(pads).enumerated() {
            let value = values[Int(character)]
            guard value < 64 else { return nil }
            held = held << 6 | UInt32(value)
            if index % 4 == 3 {
                bytes += [UInt8(held >> 16 & 255), UInt8(held >> 8 & 255), UInt8(held & 255)]
                held = 0
            }
        }
        switch pads {
        case 1:
            guard held & 3 == 0 else { return nil }
            bytes += [UInt8(held >> 10 & 255), UInt8(held >> 2 & 255)]
        case 2:
            guard held & 15 == 0 else { return nil }
            bytes.append(UInt8(held >> 4 & 255))
        default: break
        }
        return bytes
    }
}

/// Hexadecimal digits of lower case, two for each byte.
package enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Writes bytes as digits.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String { encode(array: Array(bytes)) }

    private static func encode(array bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.count)
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 48 : value + 87 }

    /// Reads digits; nothing where one is missing, of upper case, or none.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text {
            guard let value = digits.firstIndex(of: character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | UInt8(value))
                high = nil
            } else {
                high = UInt8(value)
            }
        }
        return bytes
    }
}
