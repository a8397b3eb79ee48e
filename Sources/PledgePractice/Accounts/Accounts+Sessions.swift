import PledgeCore
import PledgeLedger
import PledgeStore

/// A session's row: which account a token is of, and when it was last used.
///
/// Whether there is such a session is the account's to say; the row only leads there, and its code keeps it from being changed.
struct SessionRow: Hashable {
    var account: Int64
    var seen: Int64

    /// Keyed hash of the row.
    func code(_ token: String, _ key: SealingKey) -> [UInt8] {
        Array(key.code(for: Array("session \(token) \(account) \(seen)".utf8)).prefix(SessionRow.codeBytesCount))
    }

    private static let codeBytesCount = 16
    static let insertion = "INSERT INTO session (token, account, seen, code) VALUES (?1, ?2, ?3, ?4)"

    /// Every session of these states, as it is at first.
    static func rows(of states: some Sequence<PersonState>) -> [(token: String, row: SessionRow)] {
        states.flatMap { state in
            (state.account?.sessions ?? []).map {
                (token: $0.token, row: SessionRow(account: state.number, seen: $0.begun))
            }
        }
    }

    /// The row of a token as it is stored, with its code.
    static func read(
        _ token: String, _ connection: any StoreConnection
    ) throws -> (row: SessionRow, code: [UInt8])? {
        try connection.first(
            "SELECT account, seen, code FROM session WHERE token = ?1", [.blob(Hexadecimal.decode(token.utf8) ?? [])]
        ) { row in
            (row: SessionRow(account: try row.integer(0), seen: try row.integer(1)), code: try row.blob(2))
        }
    }

    /// The row as SQL has it: token, account, seen, code.
    func values(_ token: String, _ key: SealingKey) -> [SQLValue] {
        [
            .blob(Hexadecimal.decode(token.utf8) ?? []), .integer(account), .integer(seen),
            .blob(code(token, key)),
        ]
    }
}

/// Somebody who is signed in, as one request sees them.
package struct Visit: Sendable {
    package var visitor: Visitor
    package var role: Role
    /// Number of the account.
    package var number: Int64
    /// Names the session; no secret.
    package var session: String
    /// To be in every form: bound to the session, and not to be made without its token.
    package var formToken: String
    /// When password and code were last shown, in milliseconds since 1970.
    package var proven: Int64
    /// When it ends if nothing is done, in milliseconds since 1970.
    package var idleEnds: Int64
    package var ends: Int64
    /// Records that are open in an emergency.
    package var opened: [Account.Opened]
    package var login: String

    /// Whether a form's token is this session's, in a time that tells nothing.
    package func isFormToken(_ text: String) -> Bool { Accounts.isSame(text, formToken) }
}

extension Accounts {
    /// When a session's last use is written again, in milliseconds: not with every picture of a page.
    private static let seenEach: Int64 = 30_000

    /// Who is signed in with a token.
    ///
    /// - Parameters:
    ///   - token: Of the browser.
    ///   - isUse: Whether somebody does something, so that the session goes on; a page that looks by itself does not.
    /// - Returns: Nothing where the session is over, was ended, or never was.
    /// - Throws: `PracticeError`.
    package func visit(_ token: String, isUse: Bool = true) throws -> Visit? {
        guard let secret = Hexadecimal.decode(token.utf8).flatMap({ SealingKey(bytes: $0) }) else { return nil }
        let hash = Accounts.hash(of: token)
        let now = now
        let found = try practice.read { reader, connection -> (state: PersonState, seen: Int64, role: Role?)? in
            guard let row = try self.sessionRow(hash, connection) else { return nil }
            let state = try reader.person(row.account)
            let role = try state.account.flatMap { try reader.person(0).role($0.role) }
            return (state, row.seen, role)
        }
        guard let found, let account = found.state.account, !account.isDisabled,
            let session = account.sessions.first(where: { $0.token == hash }),
            now - found.seen < policy.idle, now - session.begun < policy.absolute
        else { return nil }
        if isUse, now - found.seen >= Accounts.seenEach {
            let row = SessionRow(account: found.state.number, seen: now)
            try touch(hash, row)
        }
        let role = found.role ?? Role(name: account.role, permissions: [])
        let used = isUse ? now : found.seen
        return Visit(
            visitor: Visitor(
                account: "\(found.state.number)", name: account.name, role: role.name, permissions: role.permissions),
            role: role, number: found.state.number, session: hash,
            formToken: Hexadecimal.encode(secret.code(for: Array("form".utf8))), proven: session.proven,
            idleEnds: min(used + policy.idle, session.begun + policy.absolute),
            ends: session.begun + policy.absolute, opened: account.opened.filter { $0.until > now },
            login: account.login)
    }

    private func sessionRow(_ token: String, _ connection: any StoreConnection) throws -> SessionRow? {
        guard let stored = try SessionRow.read(token, connection) else { return nil }
        guard stored.row.code(token, journal.chain.state) == stored.code else {
            throw PracticeError.tampered(
                "a session was changed in the database; `pledge rebuild` makes the table again")
        }
        return stored.row
    }

    private func touch(_ token: String, _ row: SessionRow) throws {
        do {
            try practice.store.write { connection in
                _ = try connection.run(
                    "UPDATE session SET seen = ?3, code = ?4 WHERE token = ?1 AND account = ?2 AND seen < ?3",
                    row.values(token, journal.chain.state))
            }
        } catch {
            throw Journal.told(error)
        }
    }

    // MARK: Showing it again

    /// Whether password and code were shown so short a time ago that exports and keys are open.
    package func isProven(_ visit: Visit) -> Bool { now - visit.proven < policy.stepUp }

    /// Shows password and code again, for what matters most.
    ///
    /// - Throws: `SignInRefusal`, `PracticeError`.
    package func prove(_ visit: Visit, password: Password, code: String, from client: SignInClient) throws {
        guard let found = try find(visit.login) else { throw SignInRefusal.over }
        let attempt = attempt(visit.login, found.account, client)
        try throttle.begin(attempt, now: now, practice)
        let credential = try found.account.credential.map { try Credential($0, visit.login, credentialKey) }
        let isRight = try fits(password, credential?.password)
        let outcome = try journal.append { batch -> SignIn.Outcome in
            var state = try batch.person(found.number)
            guard let account = state.account, account.credential == found.account.credential, let credential,
                account.sessions.contains(where: { $0.token == visit.session })
            else { throw SignInRefusal.over }
            var signIn = SignIn(.again, at: batch.now, from: client, login: visit.login)
            signIn.session = visit.session
            if !isRight {
                signIn.outcome = .wrongPassword
            } else if try !self.use(code, credential.secret, credential, account, &signIn, batch) {
                signIn.outcome = .wrongCode
            }
            try self.write(.signIn(signIn), to: &state, batch)
            return signIn.outcome
        }
        if outcome == .wrongPassword { throw SignInRefusal.wrong }
        if outcome == .wrongCode { throw SignInRefusal.wrongCode }
        try throttle.succeed(attempt, practice)
    }

    // MARK: Ending

    /// Sessions of an account that are not over.
    package func sessions(of visit: Visit) throws -> [Account.Session] {
        let now = now
        return try find(visit.login)?.account.sessions.filter { now - $0.begun < policy.absolute } ?? []
    }

    /// Sign-ins with the account's name that failed since the last that did not.
    package func failures(of visit: Visit) throws -> Int64 { try existing(visit.login).account.failures }

    package func signOut(_ visit: Visit) throws { try end([visit.session], of: visit.login, by: visit.visitor.name) }

    /// Ends one of somebody's own sessions.
    package func end(session: String, of visit: Visit) throws {
        try end([session], of: visit.login, by: visit.visitor.name)
    }

    /// Ends every session of an account.
    ///
    /// - Parameters:
    ///   - login: Of the account.
    ///   - kept: The session that goes on, if any.
    ///   - by: Who does it.
    /// - Throws: `PracticeError.asked` where there is no such account.
    package func endSessions(of login: String, but kept: String? = nil, by: String) throws {
        let tokens = try existing(login).account.sessions.map(\.token).filter { $0 != kept }
        try end(tokens, of: login, by: by)
    }

    private func end(_ tokens: [String], of login: String, by: String) throws {
        _ = try journal.append { batch -> Bool in
            guard let found = try self.find(login, batch) else { return false }
            let ended = tokens.filter { token in found.account.sessions.contains { $0.token == token } }
            guard !ended.isEmpty else { return false }
            var state = try batch.person(found.number)
            try self.write(.signOut(SignOut(login: login, sessions: ended, by: by)), to: &state, batch)
            for token in ended { batch.setSession(token, nil) }
            return true
        }
    }
}
