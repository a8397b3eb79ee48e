import PledgeCore
import PledgeLedger

/// What stands for a person in an address: it tells nothing and cannot be guessed, and is the same on every server.
///
/// The number, hidden by a keyed hash of the tag, and the tag, a keyed hash of the number.
enum PageToken {
    private static let halfBytes = 8

    static func text(_ number: Int64, _ key: SealingKey) -> String {
        let plain = (0..<halfBytes).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
        let tag = Array(key.code(for: Array("page \(number)".utf8)).prefix(halfBytes))
        return Hexadecimal.encode(mixed(plain, tag, key) + tag)
    }

    /// The number; nothing where the text was never handed out.
    static func number(_ text: String, _ key: SealingKey) -> Int64? {
        guard text.utf8.count == halfBytes * 4, let bytes = Hexadecimal.decode(text.utf8), bytes.count == halfBytes * 2
        else { return nil }
        let plain = mixed(Array(bytes.prefix(halfBytes)), Array(bytes.suffix(halfBytes)), key)
        let number = Int64(bitPattern: plain.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        return PageToken.text(number, key) == text ? number : nil
    }

    private static func mixed(_ bytes: [UInt8], _ tag: [UInt8], _ key: SealingKey) -> [UInt8] {
        zip(bytes, key.code(for: Array("page stream ".utf8) + tag)).map { $0 ^ $1 }
    }
}

extension Practice {
    /// What stands for a person in an address.
    package func pageToken(of number: Int64) -> String { PageToken.text(number, journal.chain.index) }

    /// The person that an address stands for.
    ///
    /// - Throws: `PracticeError.unknownPatient` where the token was never handed out.
    package func person(token: String) throws -> PersonState {
        guard let number = PageToken.number(token, journal.chain.index) else { throw PracticeError.unknownPatient }
        return try read { reader, _ in
            guard number > 0, number < reader.head.people else { throw PracticeError.unknownPatient }
            return try reader.person(number)
        }
    }
}
