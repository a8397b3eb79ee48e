import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Testing

/// Sessions end when they should, and only what is the account's own is one.
@Suite struct SessionTests {
    private static let minute = AccountFixture.minute

    @Test(arguments: Engine.allCases) func `a session ends when it is not used, and after its day`(
        on engine: Engine
    ) throws {
        let staff = try AccountFixture(engine)
        let made = try staff.make("mary")
        staff.pass(14 * SessionTests.minute)
        #expect(try staff.accounts.visit(made.token) != nil)
        staff.pass(14 * SessionTests.minute)
        // A page that looks by itself does not keep it alive.
        #expect(try staff.accounts.visit(made.token, isUse: false) != nil)
        staff.pass(2 * SessionTests.minute)
        #expect(try staff.accounts.visit(made.token) == nil)
        let other = try staff.signIn("mary")
        for _ in 0..<71 {
            staff.pass(10 * SessionTests.minute)
            #expect(try staff.accounts.visit(other.token) != nil)
        }
        staff.pass(10 * SessionTests.minute + 1_000)
        #expect(try staff.accounts.visit(other.token) == nil)
        #expect(try staff.practice.check().differences == [])
    }

    @Test(arguments: Engine.allCases) func `sign-out, ending one or all, a new role and disabling end sessions at once`(
        on engine: Engine
    ) throws {
        let staff = try AccountFixture(engine)
        try staff.make("owner")
        func isIn(_ signedIn: SignedIn) throws -> Bool { try staff.accounts.visit(signedIn.token) != nil }
        let first = try staff.make("mary", role: .clinician)
        let second = try staff.signIn("mary")
        let visit = try staff.visit(second)
        #expect(try staff.accounts.sessions(of: visit).count == 2)
        let other = try #require(try staff.accounts.sessions(of: visit).first { $0.token != visit.session })
        try staff.accounts.end(session: other.token, of: visit)
        #expect(try !isIn(first) && isIn(second))
        try staff.accounts.signOut(visit)
        #expect(try !isIn(second))
        // Twice is nothing more.
        let size = try staff.practice.check().entries
        try staff.accounts.signOut(visit)
        #expect(try staff.practice.check().entries == size)
        let third = try staff.signIn("mary")
        try staff.accounts.change(login: "mary", role: "front desk", by: "Dr. Okafor")
        #expect(try !isIn(third))
        let fourth = try staff.signIn("mary")
        try staff.accounts.disable(login: "mary", by: "Dr. Okafor")
        #expect(try !isIn(fourth))
        staff.pass(31_000)
        #expect(try staff.refusal("mary", AccountFixture.password) == .wrong)
        try staff.accounts.enable(login: "mary", by: "Dr. Okafor")
        let fifth = try staff.signIn("mary")
        #expect(try !isIn(fourth) && isIn(fifth))
        let reset = try staff.accounts.reset(login: "mary", factor: false, by: "Dr. Okafor")
        #expect(try !isIn(fifth))
        staff.pass(31_000)
        #expect(try staff.refusal("mary", AccountFixture.password) == .wrong)
        // The app is needed still after a new password was given.
        let step = try staff.accounts.signIn(login: "mary", password: Password(reset), from: AccountFixture.home)
        #expect(step.enrolment == nil && step.needsNewPassword)
        #expect(try staff.practice.check().differences == [])
    }

    @Test func `a password changed by oneself ends the other sessions`() throws {
        let staff = try AccountFixture()
        let first = try staff.make("mary")
        let second = try staff.signIn("mary")
        let new = Password("copper windmill thirty")
        try staff.accounts.changePassword(try staff.visit(second), to: new)
        #expect(try staff.accounts.visit(first.token) == nil)
        #expect(try staff.accounts.visit(second.token) != nil)
        staff.pass(31_000)
        #expect(try staff.refusal("mary", AccountFixture.password) == .wrong)
        try staff.signIn("mary", new)
    }

    @Test func `at most so many sessions, the oldest ends`() throws {
        let staff = try AccountFixture()
        let first = try staff.make("mary")
        let later = try (0..<8).map { _ in try staff.signIn("mary") }
        #expect(try staff.accounts.visit(first.token) == nil)
        #expect(try later.allSatisfy { try staff.accounts.visit($0.token) != nil })
        #expect(try staff.practice.check().differences == [])
    }

    @Test func `what matters most asks again, and the answer holds for minutes`() throws {
        let staff = try AccountFixture()
        let made = try staff.make("mary")
        try staff.fixture.addPatient()
        #expect(try staff.accounts.isProven(staff.visit(made)))
        staff.pass(11 * SessionTests.minute)
        let visit = try staff.visit(made)
        #expect(!staff.accounts.isProven(visit))
        guard
            case .refused(let refusal)? = PracticeFixture.error({
                try staff.accounts.export("accounting", of: "MRN-1", by: visit)
            })
        else {
            Issue.record("exported")
            return
        }
        #expect(refusal.reason == .notConfirmed)
        func prove(_ password: Password, _ code: String) throws -> SignInRefusal? {
            try AccountFixture.refusal {
                try staff.accounts.prove(visit, password: password, code: code, from: AccountFixture.home)
            }
        }
        let first = try staff.practice.check().entries
        #expect(try prove(Password("wooden lantern nine"), staff.code("mary")) == .wrong)
        #expect(try prove(AccountFixture.password, "000000") == .wrongCode)
        // The code was not used up by the wrong password.
        #expect(try prove(AccountFixture.password, staff.code("mary")) == nil)
        #expect(try prove(AccountFixture.password, staff.code("mary")) == .wrongCode)
        #expect(try staff.accounts.isProven(staff.visit(made)))
        try staff.accounts.export("accounting", of: "MRN-1", by: try staff.visit(made))
        #expect(
            try staff.events(since: first) == [
                "wrong-password mary", "wrong-code mary", "again mary", "wrong-code mary", "export",
            ])
    }

    @Test func `forms are bound to the session`() throws {
        let staff = try AccountFixture()
        let first = try staff.visit(try staff.make("mary"))
        let second = try staff.visit(try staff.signIn("mary"))
        #expect(first.formToken != second.formToken)
        #expect(first.isFormToken(first.formToken))
        #expect(!first.isFormToken(second.formToken) && !first.isFormToken("") && !first.isFormToken(first.session))
        #expect(first.formToken != first.session)
    }

    @Test(arguments: Engine.allCases) func `no token but one that was given leads in, whatever is written in the table`(
        on engine: Engine
    ) throws {
        let staff = try AccountFixture(engine)
        let made = try staff.make("mary")
        for token in ["", "x", String(made.token.reversed()), made.token.uppercased(), made.device] {
            #expect(try staff.accounts.visit(token) == nil)
        }
        let visit = try staff.visit(made)
        try staff.accounts.signOut(visit)
        // Somebody puts the row back, with a code of their own.
        try staff.fixture.behind(
            "INSERT INTO session (token, account, seen, code) VALUES (X'\(visit.session)', \(visit.number), "
                + "\(staff.time + 1000), zeroblob(32))")
        let later = Accounts(staff.fixture.practice, policy: AccountFixture.policy)
        guard case .tampered? = PracticeFixture.error({ _ = try later.visit(made.token) }) else {
            Issue.record("believed")
            return
        }
        #expect(try staff.fixture.practice.check().differences.contains { $0.contains("session") })
        try staff.fixture.practice.rebuild()
        #expect(try later.visit(made.token) == nil)
        #expect(try staff.fixture.practice.check().differences == [])
    }
}
