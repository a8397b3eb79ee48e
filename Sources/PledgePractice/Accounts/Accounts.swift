import Crypto
import Dispatch
package import PledgeCore
import PledgeDecisions
package import PledgeLedger
import PledgeStore
import Synchronization

/// The browser somebody signs in with, as far as the server sees it.
package struct SignInClient: Sendable {
    /// The network address.
    package var source: String
    /// In the browser's own words, shortened.
    package var agent: String?
    /// The token that an earlier sign-in left there.
    package var device: String?

    private static let agentMax = 200

    /// - Parameters:
    ///   - source: The network address.
    ///   - agent: The browser in its own words.
    ///   - device: The token that an earlier sign-in left there.
    package init(source: String, agent: String? = nil, device: String? = nil) {
        self.source = source.isEmpty ? "unknown" : source
        let words = agent.map {
            String(String.UnicodeScalarView($0.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
        }
        self.agent = words.flatMap { $0.isEmpty ? nil : String($0.prefix(SignInClient.agentMax)) }
        self.device = device
    }
}

/// What comes after the password.
package struct SignInStep: Sendable {
    /// To hand in with the code; good for minutes.
    package var ticket: String
    /// The account's name, to show what is set up.
    package var login: String
    /// To set up the app that makes codes, where there is none yet; shown on this page and kept nowhere.
    package var enrolment: Enrolment?
    /// Whether another password must be chosen, because somebody else chose this one.
    package var needsNewPassword: Bool

    /// What an app that makes codes is set up with.
    package struct Enrolment: Sendable {
        /// To type: letters and digits.
        package var secret: String
        /// To scan or to follow: `otpauth://totp/...`.
        package var uri: String
    }
}

/// Somebody is signed in; the tokens are for the browser alone and are kept nowhere else.
package struct SignedIn: Sendable {
    package var token: String
    package var device: String
    /// Shown once, after an app was set up.
    package var recoveryCodes: [String]
    package var entry: EntryHeader
    /// Sign-ins that failed since the last that did not.
    package var failuresBefore: Int64
    /// Milliseconds since 1970; nothing for the first.
    package var lastSignIn: Int64?
}

/// Why somebody is not signed in; the words tell nothing of which names there are.
package enum SignInRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case wrong
    case wrongCode
    /// Too many tries.
    case wait(seconds: Int64)
    /// Too many sign in at this moment.
    case busy
    /// Too long after the password, or something changed meanwhile.
    case over
    case newPassword(PasswordProblem)
    case needsNewPassword

    package var description: String {
        switch self {
        case .wrong: "Name or password is not right. Check both and try again."
        case .wrongCode:
            "This code is not right, or was used. Wait for the next code of the app, or use a recovery code."
        case .wait(let seconds):
            "Too many tries. Try again in "
                + (seconds < 120 ? "\(seconds) seconds." : "\((seconds + 59) / 60) minutes.")
        case .busy: "Many people are signing in at this moment. Try again in a few seconds."
        case .over: "This took too long. Sign in again."
        case .newPassword(let problem): problem.description
        case .needsNewPassword: "Somebody else chose your password. Choose one of your own."
        }
    }
}

/// Accounts of staff: who may sign in, and what they may do.
///
/// Every call blocks its thread, for as long as a password's hash takes; `apart` runs one on a thread of its own.
package final class Accounts: Sendable {
    let practice: Practice
    package let policy: AccountPolicy
    package let hasher: PasswordHasher
    let throttle: SignInThrottle
    /// The token that makes the first account, as long as there is none.
    let setupToken = Mutex<String?>(nil)
    private let queue = DispatchQueue(label: "pledge.accounts", attributes: .concurrent)

    /// - Parameters:
    ///   - practice: Whose staff it is.
    ///   - policy: Numbers of sign-in.
    package init(_ practice: Practice, policy: AccountPolicy = AccountPolicy()) {
        self.practice = practice
        self.policy = policy
        hasher = PasswordHasher(policy, practice.random)
        throttle = SignInThrottle(policy)
    }

    /// Runs a call on a thread that may block.
    package func apart<Value: Sendable>(
        _ work: @escaping @Sendable (Accounts) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work(self) }) }
        }
    }

    /// The organization's name, and its time zone.
    package func setting() throws -> (name: String, zone: TimeZoneRules) {
        let organization = try practice.organization()
        return (organization.names.first?.words ?? "", organization.zone(practice.zones))
    }

    var journal: Journal { practice.journal }
    var now: Int64 { journal.clock() }
    var credentialKey: SealingKey { journal.chain.credentials }

    // MARK: Tokens

    private static let tokenBytesCount = 32

    /// 256 random bits in hexadecimal digits.
    func newToken() -> String { Hexadecimal.encode(practice.random.bytes(Accounts.tokenBytesCount)) }

    /// What is kept of a token.
    static func hash(of token: String) -> String { Hexadecimal.encode(SHA256.hash(data: Array(token.utf8))) }

    /// Whether two texts are the same, in a time that tells nothing.
    static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (SHA256.hash(data: Array(left.utf8)), SHA256.hash(data: Array(right.utf8)))
        return left == right
    }

    /// Keyed hash of a network address, so that what an account knows of addresses can be compared and not read.
    func sourceToken(_ source: String) -> String {
        Hexadecimal.encode(journal.chain.index.code(for: Array("source \(source)".utf8)).prefix(16))
    }

    // MARK: Finding

    /// An account with its number.
    struct Found {
        var number: Int64
        var account: Account
    }

    /// The account of a name; nothing where nobody has it.
    func find(_ login: String) throws -> Found? {
        try practice.read { reader, _ in try self.find(login, reader) }
    }

    func find(_ login: String, _ reader: any StateReading) throws -> Found? {
        let token = AccountDirectory.token(login, journal.chain.index)
        guard let number = try PartyDirectory.look(token: token, in: try reader.person(0), reader).party else {
            return nil
        }
        guard let account = try reader.person(number).account else {
            throw PracticeError.tampered("a page of accounts leads to no account")
        }
        return Found(number: number, account: account)
    }

    /// Every account with its number, in the order of their names.
    func all(_ reader: any StateReading) throws -> [Found] {
        var found: [Found] = []
        for page in try reader.person(0).directory.values {
            for number in try reader.person(page).directory.values {
                if let account = try reader.person(number).account {
                    found.append(Found(number: number, account: account))
                }
            }
        }
        return found.sorted { $0.account.login < $1.account.login }
    }

    // MARK: Writing

    /// Appends an entry about an account, and writes the state it leaves.
    @discardableResult
    func write(_ event: PracticeEvent, to state: inout PersonState, _ batch: JournalBatch) throws -> EntryHeader {
        let header = try practice.append(event, about: [state.number], batch)
        do throws(ShapeProblem) {
            try state.apply(event, at: header.index)
        } catch {
            throw PracticeError.asked(error)
        }
        try batch.set(state)
        return header
    }
}

/// What leads from the name somebody signs in with to the account: pages, as for parties.
enum AccountDirectory {
    private static let tokenBytesCount = 16

    /// A name by a keyed hash, in hexadecimal digits.
    static func token(_ login: String, _ key: SealingKey) -> String {
        Hexadecimal.encode(key.code(for: Array("account \(normal(login))".utf8)).prefix(tokenBytesCount))
    }

    /// Without space around it, in lower case.
    static func normal(_ login: String) -> String { IdentifierToken.normal(login) }
}
