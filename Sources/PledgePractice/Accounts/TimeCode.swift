import Crypto

/// Codes of six digits that an app and we make of a shared secret and the time.
///
/// - Source: RFC 6238 with HMAC-SHA-1 and steps of 30 seconds, as every app does it; RFC 4226 for the digits.
package enum TimeCode {
    package static let digits = 6
    static let stepSeconds: Int64 = 30
    static let secretBytesCount = 20
    /// Steps that a clock may be off, each way.
    private static let drift: Int64 = 1

    /// The time step of a time.
    ///
    /// - Parameter milliseconds: Since 1970.
    /// - Returns: The step's number.
    package static func step(at milliseconds: Int64) -> Int64 { milliseconds / (1_000 * stepSeconds) }

    /// The code of a step, with zeros before it.
    package static func code(_ secret: [UInt8], step: Int64, digits: Int = digits) -> String {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * Int64($0))) }
        let code = [UInt8](
            HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let offset = Int(code[code.count - 1] & 0x0F)
        let number = code[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let power = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let text = String(number % power)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step that a code is of.
    ///
    /// - Parameters:
    ///   - typed: As somebody typed it; spaces do not count.
    ///   - secret: Of the account.
    ///   - milliseconds: The time.
    ///   - used: The last step that was used: it and those before it are used up.
    /// - Returns: Nothing where it is no code of these minutes, or was used.
    static func step(of typed: String, _ secret: [UInt8], at milliseconds: Int64, after used: Int64) -> Int64? {
        let typed = Array(typed.filter { !$0.isWhitespace }.utf8)
        guard typed.count == digits else { return nil }
        let now = step(at: milliseconds)
        var found: Int64?
        for step in max(0, now - drift)...(now + drift) {
            // Every one is compared as a whole: the time tells nothing.
            let expected = Array(code(secret, step: step).utf8)
            let difference = zip(typed, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
            if difference == 0, step > used { found = found ?? step }
        }
        return found
    }

    /// What an app reads from a picture or a link.
    static func uri(_ secret: [UInt8], issuer: String, login: String) -> String {
        func escaped(_ text: String) -> String {
            let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
            return text.utf8.map { byte in
                if plain.contains(byte) { return String(UnicodeScalar(byte)) }
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + (digits.count == 1 ? "0" : "") + digits
            }.joined()
        }
        let issuer = escaped(issuer)
        return "otpauth://totp/\(issuer):\(escaped(login))?secret=\(Base32.encode(secret))&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(digits)&period=\(stepSeconds)"
    }
}

/// Bytes as letters that can be read aloud, without padding.
///
/// - Source: RFC 4648, section 6.
package enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var held: UInt32 = 0
        var bits = 0
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(held >> UInt32(bits) & 31)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(held << UInt32(5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
