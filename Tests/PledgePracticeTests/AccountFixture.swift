import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore

/// Accounts of a practice, with hashes that cost little, and an owner who is signed in where a test asks for one.
final class AccountFixture {
    static let password = Password("violet tractor eleven")
    static let home = SignInClient(source: "192.0.2.10", agent: "Browser/1")
    static let minute: Int64 = 60_000

    let fixture: PracticeFixture
    let accounts: Accounts
    /// Secrets of the apps that were set up, by name.
    private(set) var secrets: [String: [UInt8]] = [:]

    static var policy: AccountPolicy {
        var policy = AccountPolicy()
        policy.hashing = AccountPolicy.Hashing(memoryKiB: 64, passes: 1, lanes: 1)
        return policy
    }

    init(_ engine: Engine = .sqlite, policy: AccountPolicy = AccountFixture.policy) throws {
        fixture = try PracticeFixture(engine)
        accounts = Accounts(fixture.practice, policy: policy)
    }

    /// On a practice that there is.
    init(_ fixture: PracticeFixture) throws {
        self.fixture = fixture
        accounts = Accounts(fixture.practice, policy: AccountFixture.policy)
    }

    var practice: Practice { fixture.practice }
    private(set) var time = PracticeFixture.start

    /// Moves the clock on.
    func pass(_ milliseconds: Int64) {
        time += milliseconds
        fixture.clock.set(time)
    }

    /// Makes an account with a password of its owner's own and an app, signed in.
    @discardableResult
    func make(
        _ login: String, role: Role = .owner, from client: SignInClient = AccountFixture.home
    ) throws -> SignedIn {
        let first = try accounts.add(login: login, name: "Dr. \(login)", role: role.name, by: "Dr. Okafor")
        let step = try accounts.signIn(login: login, password: Password(first), from: client)
        guard let enrolment = step.enrolment, step.needsNewPassword else { throw Missing() }
        let secret = AccountFixture.bytes(enrolment.secret)
        secrets[login] = secret
        return try accounts.finish(
            ticket: step.ticket, code: code(login), newPassword: AccountFixture.password, from: client)
    }

    struct Missing: Error {}

    /// The code that the app shows now, after one that was used.
    func code(_ login: String) -> String {
        TimeCode.code(secrets[login] ?? [], step: TimeCode.step(at: time))
    }

    /// Moves the clock to the next code, and signs in with it.
    @discardableResult
    func signIn(
        _ login: String, _ password: Password = AccountFixture.password, from client: SignInClient = AccountFixture.home
    ) throws -> SignedIn {
        pass(31_000)
        let step = try accounts.signIn(login: login, password: password, from: client)
        return try accounts.finish(ticket: step.ticket, code: code(login), from: client)
    }

    /// Why a sign-in fails; nothing where it does not.
    func refusal(
        _ login: String, _ password: Password, from client: SignInClient = AccountFixture.home
    ) throws -> SignInRefusal? {
        try AccountFixture.refusal { _ = try self.accounts.signIn(login: login, password: password, from: client) }
    }

    static func refusal(_ work: () throws -> Void) throws -> SignInRefusal? {
        do {
            try work()
            return nil
        } catch let refusal as SignInRefusal {
            return refusal
        }
    }

    func visit(_ signedIn: SignedIn) throws -> Visit {
        guard let visit = try accounts.visit(signedIn.token) else { throw Missing() }
        return visit
    }

    /// Kinds of the entries since one, with the words of sign-ins.
    func events(since first: Int64 = 2) throws -> [String] {
        let size = try practice.check().entries
        return try (first..<size).map { number in
            switch try practice.openEntry(number).event {
            case .signIn(let signIn): "\(signIn.outcome.rawValue) \(signIn.login ?? "-")"
            case let event: event.kind.description
            }
        }
    }

    /// Bytes of letters of base 32 (RFC 4648), for what the program writes.
    static func bytes(_ text: String) -> [UInt8] {
        var (held, bits, bytes) = (UInt32(0), 0, [UInt8]())
        for letter in text.utf8 {
            let value = letter >= 65 ? letter - 65 : letter - 50 + 26
            held = (held << 5 | UInt32(value)) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        return bytes
    }
}
