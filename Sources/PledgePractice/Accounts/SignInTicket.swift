import PledgeCore
import PledgeLedger

/// That somebody showed the right password a moment ago; sealed, so that a browser can keep it and not read or make it.
struct SignInTicket {
    /// Number of the account.
    var account: Int64
    /// When the password was shown.
    var at: Int64
    /// What the account signed in with then: any change of it since ends the ticket.
    var credential: String
    /// Of the app that is being set up; nothing where there is one.
    var secret: [UInt8]?

    private static let context = "pledge-ticket/1"
    private static let bytesMax = 2_000

    init(account: Int64, at: Int64, credential: String, secret: [UInt8]?) {
        self.account = account
        self.at = at
        self.credential = SignInTicket.mark(of: credential)
        self.secret = secret
    }

    /// - Parameters:
    ///   - text: What `sealed` gave.
    ///   - key: `KeyChain.credentials`.
    /// - Throws: `SignInRefusal.over` where it is none.
    init(_ text: String, _ key: SealingKey) throws(SignInRefusal) {
        guard text.utf8.count <= SignInTicket.bytesMax, let sealed = Hexadecimal.decode(text.utf8),
            let bytes = try? key.open(sealed, context: SignInTicket.context),
            case .object(let object)? = try? JSONScanner.value(of: bytes),
            case .integer(let account)? = object["account"], case .integer(let at)? = object["at"],
            case .string(let credential)? = object["credential"]
        else { throw .over }
        self.account = account
        self.at = at
        self.credential = credential
        if case .string(let secret)? = object["secret"] { self.secret = Hexadecimal.decode(secret.utf8) }
    }

    func sealed(_ key: SealingKey, _ random: Randomness) throws -> String {
        var object = JSONObject()
        object.append("account", .integer(account))
        object.append("at", .integer(at))
        object.append("credential", .string(credential))
        object.append("secret", secret.map { .string(Hexadecimal.encode($0)) })
        return Hexadecimal.encode(
            try key.seal(JSONValue.object(object).utf8, context: SignInTicket.context, random))
    }

    func isOf(_ credential: String) -> Bool { self.credential == SignInTicket.mark(of: credential) }

    private static func mark(of credential: String) -> String { Accounts.hash(of: credential) }
}
