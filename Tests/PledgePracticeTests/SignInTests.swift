import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Testing

/// From name and password to a session, and what of it stands in the journal.
@Suite struct SignInTests {
    // MARK: The way in

    @Test(arguments: Engine.allCases) func `an account is made, sets up its app, and signs in`(on engine: Engine) throws
    {
        let staff = try AccountFixture(engine)
        let first = try staff.accounts.add(login: " Mary ", name: "Dr. Mary", role: "clinician", by: "Dr. Okafor")
        let step = try staff.accounts.signIn(login: "MARY", password: Password(first), from: AccountFixture.home)
        #expect(step.needsNewPassword)
        let enrolment = try #require(step.enrolment)
        #expect(
            enrolment.uri == "otpauth://totp/Lakeside:mary?secret=\(enrolment.secret)&issuer=Lakeside"
                + "&algorithm=SHA1&digits=6&period=30")
        #expect(AccountFixture.bytes(enrolment.secret).count == 20)
        let code = TimeCode.code(AccountFixture.bytes(enrolment.secret), step: TimeCode.step(at: PracticeFixture.start))
        // Without a password of one's own, or with the one there is, the code is not used up.
        #expect(
            try AccountFixture.refusal {
                _ = try staff.accounts.finish(ticket: step.ticket, code: code, from: AccountFixture.home)
            } == .needsNewPassword)
        #expect(
            try AccountFixture.refusal {
                _ = try staff.accounts.finish(
                    ticket: step.ticket, code: code, newPassword: Password(first), from: AccountFixture.home)
            } == .newPassword(.unchanged))
        #expect(
            try AccountFixture.refusal {
                _ = try staff.accounts.finish(
                    ticket: step.ticket, code: code, newPassword: Password("Password1"), from: AccountFixture.home)
            } == .newPassword(.common))
        let signedIn = try staff.accounts.finish(
            ticket: step.ticket, code: code, newPassword: AccountFixture.password, from: AccountFixture.home)
        #expect(signedIn.recoveryCodes.count == 10)
        #expect(Set(signedIn.recoveryCodes).count == 10)
        let visit = try staff.visit(signedIn)
        #expect(visit.visitor.name == "Dr. Mary")
        #expect(visit.visitor.role == "clinician")
        #expect(visit.visitor.permissions == Role.clinician.permissions)
        #expect(try staff.events() == ["account", "account", "entered mary"])
        // The ticket that set up the app sets up no other.
        #expect(
            try AccountFixture.refusal {
                _ = try staff.accounts.finish(
                    ticket: step.ticket, code: code, newPassword: AccountFixture.password, from: AccountFixture.home)
            } == .over)
        let again = try staff.accounts.signIn(
            login: "mary", password: AccountFixture.password, from: AccountFixture.home)
        #expect(again.enrolment == nil && !again.needsNewPassword)
        #expect(try staff.practice.check().differences == [])
    }

    @Test(arguments: Engine.allCases) func `a code is good once, for a minute, and only in its order`(
        on engine: Engine
    ) throws {
        let staff = try AccountFixture(engine)
        try staff.make("mary")
        func finish(_ code: String) throws -> SignInRefusal? {
            let step = try staff.accounts.signIn(
                login: "mary", password: AccountFixture.password, from: AccountFixture.home)
            return try AccountFixture.refusal {
                _ = try staff.accounts.finish(ticket: step.ticket, code: code, from: AccountFixture.home)
            }
        }
        let used = staff.code("mary")
        #expect(try finish(used) == .wrongCode)
        staff.pass(30_000)
        let next = staff.code("mary")
        staff.pass(30_000)
        let later = staff.code("mary")
        // A clock may be a step off.
        #expect(try finish(next) == nil)
        #expect(try finish(next) == .wrongCode)
        #expect(try finish(later.map { "\($0) " }.joined()) == nil)
        staff.pass(30_000)
        let old = staff.code("mary")
        staff.pass(61_000)
        #expect(try finish(old) == .wrongCode)
        #expect(try finish("") == .wrongCode)
        #expect(try finish("12345") == .wrongCode)
    }

    @Test func `the same code shown twice at once enters once`() throws {
        let staff = try AccountFixture()
        try staff.make("mary")
        staff.pass(31_000)
        let tickets = try (0..<4).map { _ in
            try staff.accounts.signIn(login: "mary", password: AccountFixture.password, from: AccountFixture.home)
                .ticket
        }
        let code = staff.code("mary")
        let entered = tickets.filter { ticket in
            (try? staff.accounts.finish(ticket: ticket, code: code, from: AccountFixture.home)) != nil
        }
        #expect(entered.count == 1)
    }

    @Test(arguments: Engine.allCases) func `a recovery code is good once, and new ones void the old`(
        on engine: Engine
    ) throws {
        let staff = try AccountFixture(engine)
        let made = try staff.make("mary")
        func finish(_ code: String) throws -> SignedIn? {
            let step = try staff.accounts.signIn(
                login: "mary", password: AccountFixture.password, from: AccountFixture.home)
            do {
                return try staff.accounts.finish(ticket: step.ticket, code: code, from: AccountFixture.home)
            } catch SignInRefusal.wrongCode {
                return nil
            }
        }
        let code = made.recoveryCodes[3]
        let signedIn = try #require(try finish(code.lowercased().replacing("-", with: " ")))
        #expect(signedIn.recoveryCodes.isEmpty)
        #expect(try finish(code) == nil)
        #expect(try staff.accounts.list().map(\.recoveryCodesLeft) == [9])
        let codes = try staff.accounts.newRecoveryCodes(try staff.visit(signedIn))
        #expect(try finish(made.recoveryCodes[4]) == nil)
        // At the position of one that was used, too.
        #expect(try finish(codes[3]) != nil)
        #expect(try staff.accounts.list().map(\.recoveryCodesLeft) == [9])
        #expect(try staff.practice.check().differences == [])
    }

    @Test func `the time between password and code is short, and a changed password ends it`() throws {
        let staff = try AccountFixture()
        try staff.make("mary")
        staff.pass(31_000)
        let step = try staff.accounts.signIn(
            login: "mary", password: AccountFixture.password, from: AccountFixture.home)
        func refusal(_ ticket: String) throws -> SignInRefusal? {
            try AccountFixture.refusal {
                _ = try staff.accounts.finish(ticket: ticket, code: staff.code("mary"), from: AccountFixture.home)
            }
        }
        #expect(try refusal("") == .over)
        #expect(try refusal(String(step.ticket.dropLast())) == .over)
        #expect(try refusal(String(step.ticket.reversed())) == .over)
        staff.pass(6 * AccountFixture.minute)
        #expect(try refusal(step.ticket) == .over)
        let other = try staff.accounts.signIn(
            login: "mary", password: AccountFixture.password, from: AccountFixture.home)
        try staff.accounts.reset(login: "mary", factor: false, by: "Dr. Okafor")
        #expect(try refusal(other.ticket) == .over)
    }

    // MARK: Nothing is told

    @Test(arguments: Engine.allCases)
    func `a name that nobody has, a wrong password and a disabled account are the same, and the same work`(
        on engine: Engine
    ) throws {
        let staff = try AccountFixture(engine)
        try staff.make("mary")
        try staff.make("kim", role: .clinician)
        try staff.accounts.disable(login: "kim", by: "Dr. Okafor")
        staff.pass(AccountFixture.minute)
        let first = try staff.practice.check().entries
        let away = SignInClient(source: "198.51.100.7")
        let wrong = Password("wooden lantern nine")
        let tries: [(String, Password)] = [
            ("mary", wrong), ("nobody", wrong), ("kim", wrong), ("kim", AccountFixture.password),
            ("nobody", AccountFixture.password), ("", wrong),
        ]
        for (login, password) in tries {
            let before = staff.accounts.hasher.count
            let entries = try staff.practice.check().entries
            #expect(try staff.refusal(login, password, from: away) == .wrong)
            #expect(staff.accounts.hasher.count - before == 1, "\(login)")
            #expect(try staff.practice.check().entries - entries == 1, "\(login)")
        }
        #expect(
            try staff.events(since: first) == [
                "wrong-password mary", "unknown-name -", "wrong-password kim", "disabled kim", "unknown-name -",
                "unknown-name -",
            ])
        // A name that nobody has may be a password typed in the wrong place: it stands nowhere.
        let entry = try staff.practice.openEntry(first + 1)
        #expect(!String(decoding: entry.body.record, as: UTF8.self).contains("nobody"))
        #expect(staff.accounts.hasher.count > 0)
    }

    @Test func `a password is hashed anew when its cost changed`() throws {
        let staff = try AccountFixture()
        try staff.make("mary")
        var policy = AccountFixture.policy
        policy.hashing = AccountPolicy.Hashing(memoryKiB: 128, passes: 2, lanes: 1)
        let dearer = Accounts(staff.practice, policy: policy)
        staff.pass(31_000)
        let first = try staff.practice.check().entries
        for expected in [2, 1] {
            let before = dearer.hasher.count
            let step = try dearer.signIn(login: "mary", password: AccountFixture.password, from: AccountFixture.home)
            #expect(dearer.hasher.count - before == expected)
            #expect(step.enrolment == nil)
        }
        #expect(try staff.events(since: first) == ["account"])
    }

    @Test func `no secret stands in an entry or a row that is opened`() throws {
        let staff = try AccountFixture()
        let made = try staff.make("mary")
        let size = try staff.practice.check().entries
        for number in 0..<size {
            let text = String(decoding: try staff.practice.openEntry(number).body.record, as: UTF8.self)
            for secret in ["argon2id", made.token, made.device, made.recoveryCodes[0], "violet"] {
                #expect(!text.contains(secret), "entry \(number)")
            }
        }
    }

    // MARK: The first account

    @Test func `the first account is made once, with the token of this run`() throws {
        let staff = try AccountFixture()
        let token = try #require(try staff.accounts.firstRunToken())
        #expect(try staff.accounts.firstRunToken() == token)
        func setUp(_ token: String, _ login: String, _ password: Password = AccountFixture.password) throws {
            try staff.accounts.setUp(token: token, login: login, name: "Dr. Okafor", password: password)
        }
        #expect(try AccountFixture.refusal { try setUp(String(token.reversed()), "mary") } == .over)
        #expect(try AccountFixture.refusal { try setUp("", "mary") } == .over)
        #expect(
            try AccountFixture.refusal { try setUp(token, "mary", Password("okafor12")) } == .newPassword(.aboutYou))
        try setUp(token, "mary")
        #expect(try staff.accounts.firstRunToken() == nil)
        #expect(try AccountFixture.refusal { try setUp(token, "kim") } == .over)
        let step = try staff.accounts.signIn(
            login: "mary", password: AccountFixture.password, from: AccountFixture.home)
        #expect(step.enrolment != nil && !step.needsNewPassword)
        #expect(try staff.accounts.list().map(\.role) == ["owner"])
    }
}
