import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Testing

/// Guessing is slow, and keeps nobody out who does not guess.
@Suite struct SignInThrottleTests {
    private static let wrong = Password("wooden lantern nine")

    private static func isWait(_ refusal: SignInRefusal?) -> Bool {
        if case .wait? = refusal { true } else { false }
    }

    @Test(arguments: Engine.allCases)
    func `tries from one place wait longer each time, and no longer than a quarter of an hour`(
        on engine: Engine
    ) throws {
        let staff = try AccountFixture(engine)
        try staff.make("mary")
        for login in ["mary", "nobody"] {
            let away = SignInClient(source: "198.51.100.7")
            for _ in 0..<5 { #expect(try staff.refusal(login, SignInThrottleTests.wrong, from: away) == .wrong) }
            var waits: [Int64] = []
            for _ in 0..<13 {
                guard case .wait(let seconds)? = try staff.refusal(login, AccountFixture.password, from: away) else {
                    Issue.record("no wait for \(login)")
                    return
                }
                waits.append(seconds)
                // Waiting tries do not count, and a moment before is too early.
                staff.pass(seconds * 1_000 + 500)
                #expect(try staff.refusal(login, SignInThrottleTests.wrong, from: away) == .wrong, "\(login) \(waits)")
            }
            #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900], "\(login)")
        }
    }

    @Test func `whoever guesses elsewhere does not keep out a browser or an address that is known`() throws {
        let staff = try AccountFixture()
        let made = try staff.make("mary")
        staff.pass(AccountFixture.minute)
        // From many places, against this name, until every further place has to wait.
        var tried = 0
        for place in 0..<200 {
            let away = SignInClient(source: "203.0.113.\(place)")
            if SignInThrottleTests.isWait(try staff.refusal("mary", SignInThrottleTests.wrong, from: away)) { break }
            tried += 1
        }
        // The two of the first sign-in, from a place that was new then, have not leaked away.
        #expect((18...20).contains(tried))
        let stranger = SignInClient(source: "198.51.100.99")
        #expect(SignInThrottleTests.isWait(try staff.refusal("mary", AccountFixture.password, from: stranger)))
        // A token that nobody got makes no browser known.
        let forged = SignInClient(source: "198.51.100.97", device: String(made.device.reversed()))
        #expect(SignInThrottleTests.isWait(try staff.refusal("mary", AccountFixture.password, from: forged)))
        // From the address of the last sign-in, and from the same browser at another address, the right password enters.
        try staff.signIn("mary")
        try staff.signIn("mary", from: SignInClient(source: "198.51.100.98", device: made.device))
        // Another name is free still.
        #expect(try staff.refusal("kim", SignInThrottleTests.wrong, from: stranger) == .wrong)
    }

    @Test func `all names together have a rate, and those who are known pass`() throws {
        let staff = try AccountFixture()
        try staff.make("mary")
        staff.pass(AccountFixture.minute)
        var tried = 0
        for number in 0..<500 {
            let away = SignInClient(source: "2001:db8::\(number)")
            let refusal = try staff.refusal("name\(number)", SignInThrottleTests.wrong, from: away)
            if SignInThrottleTests.isWait(refusal) { break }
            tried += 1
        }
        #expect((60...62).contains(tried))
        #expect(try staff.refusal("mary", SignInThrottleTests.wrong) == .wrong)
        try staff.signIn("mary")
        // It leaks away.
        staff.pass(5 * 1_000)
        #expect(
            try staff.refusal("other", SignInThrottleTests.wrong, from: SignInClient(source: "192.0.2.77")) == .wrong)
    }

    @Test func `what is known is forgotten after two months`() throws {
        let staff = try AccountFixture()
        let made = try staff.make("mary")
        staff.pass(61 * 24 * 60 * AccountFixture.minute)
        for place in 0..<20 {
            _ = try staff.refusal("mary", SignInThrottleTests.wrong, from: SignInClient(source: "203.0.113.\(place)"))
        }
        let home = SignInClient(source: AccountFixture.home.source, device: made.device)
        #expect(SignInThrottleTests.isWait(try staff.refusal("mary", AccountFixture.password, from: home)))
    }

    @Test func `codes are guessed no faster than passwords`() throws {
        let staff = try AccountFixture()
        try staff.make("mary")
        staff.pass(31_000)
        let step = try staff.accounts.signIn(
            login: "mary", password: AccountFixture.password, from: AccountFixture.home)
        var refusals: [SignInRefusal?] = []
        for guess in 0..<6 {
            refusals.append(
                try AccountFixture.refusal {
                    _ = try staff.accounts.finish(
                        ticket: step.ticket, code: "00000\(guess)", from: AccountFixture.home)
                })
        }
        #expect(refusals.prefix(5).allSatisfy { $0 == .wrongCode })
        #expect(SignInThrottleTests.isWait(refusals[5]))
        // In the time in which a code is good at most a few are tried; a right one enters after the wait.
        staff.pass(40_000)
        _ = try staff.accounts.finish(
            ticket: try staff.accounts.signIn(
                login: "mary", password: AccountFixture.password, from: AccountFixture.home
            ).ticket, code: staff.code("mary"), from: AccountFixture.home)
        #expect(try staff.accounts.list()[0].failures == 0)
    }

    @Test func `hashes wait for their turn, and too many are told to come again`() async throws {
        var policy = AccountFixture.policy
        policy.hashing = AccountPolicy.Hashing(memoryKiB: 8_192, passes: 4, lanes: 1)
        policy.hashingsAtOnce = 1
        policy.hashingsWaiting = 1
        policy.freeTries = 100
        let staff = try AccountFixture(policy: policy)
        let accounts = staff.accounts
        let refusals = await withTaskGroup(of: SignInRefusal?.self) { group in
            for number in 0..<12 {
                group.addTask {
                    try? AccountFixture.refusal {
                        _ = try accounts.signIn(
                            login: "name\(number)", password: SignInThrottleTests.wrong,
                            from: SignInClient(source: "192.0.2.\(number)"))
                    }
                }
            }
            return await group.reduce(into: [SignInRefusal]()) { all, one in if let one { all.append(one) } }
        }
        #expect(refusals.count == 12)
        #expect(refusals.allSatisfy { $0 == .wrong || $0 == .busy })
        #expect(refusals.contains(.wrong))
        #expect(accounts.hasher.count == refusals.count { $0 == .wrong })
    }
}
