import PledgeCore
import PledgeLedger
import PledgeStore

/// From name and password to a session.
extension Accounts {
    // MARK: The password

    /// Looks at name and password.
    ///
    /// A name that nobody has, a wrong password and a disabled account are the same to the caller: in words, and in what is
    /// worked and written before the answer.
    ///
    /// - Parameters:
    ///   - login: As it was typed.
    ///   - password: As it was typed.
    ///   - client: From where.
    /// - Returns: What comes next.
    /// - Throws: `SignInRefusal`; `PracticeError` where the practice cannot be read or written.
    package func signIn(login: String, password: Password, from client: SignInClient) throws -> SignInStep {
        let login = AccountDirectory.normal(login)
        let found = try find(login)
        let counted = try throttle.begin(attempt(login, found?.account, client), now: now, practice)
        var sealed = found?.account.credential
        var credential = try sealed.map { try Credential($0, login, credentialKey) }
        let isRight = try fits(password, credential?.password)
        guard isRight, let found, !found.account.isDisabled, let known = credential, let before = sealed else {
            try note(
                found == nil ? .unknownName : isRight ? .disabled : .wrongPassword, found?.number, login, client)
            throw SignInRefusal.wrong
        }
        try throttle.undo(counted, practice)
        if hasher.isOld(known.password) {
            (sealed, credential) = try rehashed(password, known, before, found)
        }
        guard let sealed, let credential else { throw SignInRefusal.over }
        let secret = credential.secret == nil ? practice.random.bytes(TimeCode.secretBytesCount) : nil
        let ticket = SignInTicket(account: found.number, at: now, credential: sealed, secret: secret)
        return try step(ticket, ticket.sealed(credentialKey, practice.random), found.account, credential)
    }

    /// The same step again, for a page that is shown once more.
    ///
    /// - Parameter text: The ticket.
    /// - Returns: The step.
    /// - Throws: `SignInRefusal.over` where the ticket is not good any more.
    package func step(ofTicket text: String) throws -> SignInStep {
        let ticket = try SignInTicket(text, credentialKey)
        let (account, credential) = try holder(of: ticket)
        return try step(ticket, text, account, credential)
    }

    private func step(
        _ ticket: SignInTicket, _ text: String, _ account: Account, _ credential: Credential
    ) throws -> SignInStep {
        let enrolment = try ticket.secret.map { secret in
            SignInStep.Enrolment(
                secret: Base32.encode(secret),
                uri: TimeCode.uri(secret, issuer: try practice.organizationName(), login: account.login))
        }
        return SignInStep(
            ticket: text, login: account.login, enrolment: enrolment, needsNewPassword: credential.isTemporary)
    }

    /// The account of a ticket that is still good.
    private func holder(of ticket: SignInTicket) throws -> (account: Account, credential: Credential) {
        guard now - ticket.at <= policy.ticket, now >= ticket.at - policy.ticket else { throw SignInRefusal.over }
        let state = try practice.read { reader, _ in try reader.person(ticket.account) }
        guard let account = state.account, let sealed = account.credential, ticket.isOf(sealed) else {
            throw SignInRefusal.over
        }
        return (account, try Credential(sealed, account.login, credentialKey))
    }

    /// Who tries, and from where.
    func attempt(_ login: String, _ account: Account?, _ client: SignInClient) -> SignInThrottle.Attempt {
        let since = now - policy.known
        func knows(_ list: [Account.Known]?, _ token: String) -> Bool {
            list?.contains { $0.token == token && $0.last >= since } ?? false
        }
        if let device = client.device.map(Accounts.hash), knows(account?.devices, device) {
            return SignInThrottle.Attempt(login: login, place: "device \(device)", isKnown: true)
        }
        return SignInThrottle.Attempt(
            login: login, place: "source \(client.source)",
            isKnown: knows(account?.sources, sourceToken(client.source)))
    }

    func fits(_ password: Password, _ hash: String?) throws -> Bool {
        do {
            return try hasher.fits(password, hash)
        } catch {
            throw SignInRefusal.busy
        }
    }

    func hashed(_ password: Password) throws -> String {
        do {
            return try hasher.hash(password)
        } catch {
            throw SignInRefusal.busy
        }
    }

    /// The entry of a sign-in that failed.
    private func note(
        _ outcome: SignIn.Outcome, _ number: Int64?, _ login: String, _ client: SignInClient
    ) throws {
        _ = try journal.append { batch in
            var signIn = SignIn(outcome, at: batch.now, from: client, login: number.map { _ in login })
            signIn.source = client.source
            guard let number else {
                return try batch.append(.signIn(signIn), receipt: .object(JSONObject()), about: [0])
            }
            var state = try batch.person(number)
            return try self.write(.signIn(signIn), to: &state, batch)
        }
    }

    /// The same password under the parameters of now.
    private func rehashed(
        _ password: Password, _ credential: Credential, _ before: String, _ found: Found
    ) throws -> (String?, Credential?) {
        var credential = credential
        credential.password = try hashed(password)
        let sealed = try credential.sealed(found.account.login, credentialKey, practice.random)
        return try journal.append { [credential] batch in
            var state = try batch.person(found.number)
            guard state.account?.credential == before else { throw SignInRefusal.over }
            var change = AccountChange(login: found.account.login, by: found.account.name)
            change.credential = sealed
            try self.write(.account(change), to: &state, batch)
            return (sealed, credential)
        }
    }

    // MARK: The code

    /// Looks at the code, sets up the app where there is none yet, and signs in.
    ///
    /// - Parameters:
    ///   - ticket: Of `signIn`.
    ///   - code: Of the app, or a recovery code.
    ///   - newPassword: Where the step asks for one.
    ///   - client: From where.
    /// - Returns: What the browser keeps, and recovery codes where an app was set up.
    /// - Throws: `SignInRefusal`, `PracticeError`.
    package func finish(
        ticket: String, code: String, newPassword: Password? = nil, from client: SignInClient
    ) throws -> SignedIn {
        let ticket = try SignInTicket(ticket, credentialKey)
        let (account, credential) = try holder(of: ticket)
        var hash: String?
        if credential.isTemporary {
            guard let newPassword else { throw SignInRefusal.needsNewPassword }
            try check(newPassword, account)
            // Before the code is looked at, so that a code is not used up by a password that is not taken.
            if try fits(newPassword, credential.password) { throw SignInRefusal.newPassword(.unchanged) }
            hash = try hashed(newPassword)
        }
        let attempt = attempt(account.login, account, client)
        try throttle.begin(attempt, now: now, practice)
        let (token, device) = (newToken(), newToken())
        let passwordHash = hash
        let made = try journal.append { batch in
            try self.entered(
                ticket, code, passwordHash, client, tokens: (token, client.device ?? device), batch)
        }
        guard let made else { throw SignInRefusal.wrongCode }
        try throttle.succeed(attempt, practice)
        return SignedIn(
            token: token, device: client.device ?? device, recoveryCodes: made.codes, entry: made.header,
            failuresBefore: account.failures, lastSignIn: account.lastSignIn)
    }

    /// - Returns: Nothing where the code is wrong; that is an entry, too.
    private func entered(
        _ ticket: SignInTicket, _ code: String, _ passwordHash: String?, _ client: SignInClient,
        tokens: (session: String, device: String), _ batch: JournalBatch
    ) throws -> (header: EntryHeader, codes: [String])? {
        var state = try batch.person(ticket.account)
        guard let account = state.account, !account.isDisabled, let sealed = account.credential, ticket.isOf(sealed)
        else { throw SignInRefusal.over }
        var credential = try Credential(sealed, account.login, batch.chain.credentials)
        var signIn = SignIn(.entered, at: batch.now, from: client, login: account.login)
        guard try use(code, ticket.secret ?? credential.secret, credential, account, &signIn, batch) else {
            signIn.outcome = .wrongCode
            try write(.signIn(signIn), to: &state, batch)
            return nil
        }
        var codes: [String] = []
        if ticket.secret != nil || passwordHash != nil {
            if let passwordHash {
                credential.password = passwordHash
                credential.isTemporary = false
            }
            var change = AccountChange(login: account.login, by: account.name)
            if let secret = ticket.secret {
                credential.secret = secret
                codes = credential.makeCodes(batch.chain.credentials, batch.random)
                change.hasNewCodes = true
            }
            change.credential = try credential.sealed(account.login, batch.chain.credentials, batch.random)
            try write(.account(change), to: &state, batch)
        }
        signIn.session = Accounts.hash(of: tokens.session)
        signIn.device = Accounts.hash(of: tokens.device)
        signIn.sourceToken = sourceToken(client.source)
        signIn.ended = ended(account.sessions, batch.now)
        let header = try write(.signIn(signIn), to: &state, batch)
        for token in signIn.ended { batch.setSession(token, nil) }
        batch.setSession(Accounts.hash(of: tokens.session), SessionRow(account: state.number, seen: batch.now))
        return (header, codes)
    }

    /// Takes a code of the app or a recovery code as used.
    ///
    /// - Returns: Whether it is right, and was not used before.
    func use(
        _ code: String, _ secret: [UInt8]?, _ credential: Credential, _ account: Account, _ signIn: inout SignIn,
        _ batch: JournalBatch
    ) throws -> Bool {
        if let secret, let step = TimeCode.step(of: code, secret, at: batch.now, after: account.counter) {
            signIn.counter = step
            return true
        }
        guard let position = credential.position(ofCode: code, batch.chain.credentials),
            !account.usedCodes.contains(position)
        else { return false }
        signIn.recoveryCode = position
        return true
    }

    /// Sessions that are over, and the oldest of too many.
    private func ended(_ sessions: [Account.Session], _ now: Int64) -> [String] {
        let over = sessions.filter { now - $0.begun >= policy.absolute }.map(\.token)
        let left = sessions.filter { !over.contains($0.token) }
        return over + left.prefix(max(0, left.count + 1 - policy.sessionsMax)).map(\.token)
    }

    // MARK: Passwords

    /// Refuses a password that is guessed first.
    func check(_ password: Password, _ account: Account) throws {
        let context = [account.login, account.name, try practice.organizationName(), "pledge"]
        do throws(PasswordProblem) {
            try PasswordRules(policy: policy, context: context).check(password)
        } catch {
            throw SignInRefusal.newPassword(error)
        }
    }
}
