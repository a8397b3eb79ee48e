import PledgeCore
import PledgeLedger

/// What shows that somebody is who they say: kept sealed, in entries and rows alike.
struct Credential: Hashable {
    /// As `PasswordHasher` writes it.
    var password: String
    /// Whether somebody else chose it, so that its owner must choose another.
    var isTemporary = false
    /// Of the app that makes codes; nothing until one was set up.
    var secret: [UInt8]?
    /// Keyed hashes of the recovery codes.
    var codes: [String] = []

    // MARK: Recovery codes

    private static let codesCount = 10
    /// 120 bits: nobody guesses one, even with the hashes in hand.
    private static let codeBytesCount = 15
    private static let codeGroup = 6

    /// Makes new recovery codes, and keeps their hashes.
    ///
    /// - Returns: The codes, which are shown once.
    mutating func makeCodes(_ key: SealingKey, _ random: Randomness) -> [String] {
        let made = (0..<Credential.codesCount).map { _ in Base32.encode(random.bytes(Credential.codeBytesCount)) }
        codes = made.map { Credential.hash($0, key) }
        return made.map { code in
            let letters = Array(code)
            return stride(from: 0, to: letters.count, by: Credential.codeGroup).map {
                String(letters[$0..<min(letters.count, $0 + Credential.codeGroup)])
            }.joined(separator: "-")
        }
    }

    /// The position of a recovery code; nothing where it is none of these.
    func position(ofCode typed: String, _ key: SealingKey) -> Int64? {
        let letters = typed.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let hash = Credential.hash(letters, key)
        return codes.firstIndex(of: hash).map { Int64($0) }
    }

    private static func hash(_ letters: String, _ key: SealingKey) -> String {
        Hexadecimal.encode(key.code(for: Array("recovery \(letters)".utf8)))
    }

    // MARK: Sealed

    private static func context(_ login: String) -> String { "pledge-credential/1 \(login)" }

    /// - Parameters:
    ///   - login: Whose it is.
    ///   - key: `KeyChain.credentials`.
    ///   - random: Gives the nonce.
    /// - Returns: Hexadecimal digits.
    /// - Throws: `SealingError`.
    func sealed(_ login: String, _ key: SealingKey, _ random: Randomness) throws -> String {
        var object = JSONObject()
        object.append("password", .string(password))
        if isTemporary { object.append("temporary", .bool(true)) }
        object.append("secret", secret.map { .string(Hexadecimal.encode($0)) })
        object.appendUnlessEmpty("codes", codes.map { .string($0) })
        return Hexadecimal.encode(
            try key.seal(JSONValue.object(object).utf8, context: Credential.context(login), random))
    }

    /// - Throws: `PracticeError.tampered` where it is not what was sealed for this account.
    init(_ sealed: String, _ login: String, _ key: SealingKey) throws {
        guard let bytes = Hexadecimal.decode(sealed.utf8),
            let opened = try? key.open(bytes, context: Credential.context(login)),
            let json = try? JSONScanner.value(of: opened), var fields = try? JSONFields(json)
        else { throw PracticeError.tampered("what an account signs in with was changed") }
        self.init(password: try fields.requiredString("password"))
        isTemporary = try fields.flag("temporary")
        secret = try fields.string("secret").flatMap { Hexadecimal.decode($0.utf8) }
        codes = try fields.strings("codes")
    }

    init(password: String) { self.password = password }
}

extension KeyChain {
    /// Seals what accounts sign in with, and the tickets between password and code.
    var credentials: SealingKey { state.derived(for: "pledge-credentials/1") }
}
