package import PledgeCore
import PledgeLedger
import PledgeStore
import Synchronization

/// An account as a list of staff shows it.
package struct AccountSummary: Sendable {
    /// Names the account in addresses.
    package var number: Int64
    package var login: String
    package var name: String
    package var role: String
    package var isDisabled: Bool
    /// Whether there is an app that makes codes.
    package var hasSecondFactor: Bool
    package var recoveryCodesLeft: Int
    /// Milliseconds since 1970.
    package var lastSignIn: Int64?
    package var failures: Int64
    package var sessions: Int

    package var json: JSONValue {
        var object = JSONObject()
        object.append("login", .string(login))
        object.append("name", .string(name))
        object.append("role", .string(role))
        object.append("disabled", .bool(isDisabled))
        object.append("secondFactor", .bool(hasSecondFactor))
        object.append("recoveryCodes", .integer(Int64(recoveryCodesLeft)))
        object.append("lastSignIn", lastSignIn.map { .integer($0) })
        object.append("failures", .integer(failures))
        object.append("sessions", .integer(Int64(sessions)))
        return .object(object)
    }
}

/// Who may sign in.
extension Accounts {
    private static let loginBytesMax = 100

    // MARK: Reading

    /// Every account, in the order of their names.
    package func list() throws -> [AccountSummary] {
        try practice.read { reader, _ in try self.all(reader) }.map(summary)
    }

    /// The account of a name.
    package func summary(of login: String) throws -> AccountSummary { try summary(existing(login)) }

    private func summary(_ found: Found) throws -> AccountSummary {
        let (account, now) = (found.account, now)
        let credential = try account.credential.map { try Credential($0, account.login, credentialKey) }
        return AccountSummary(
            number: found.number, login: account.login, name: account.name, role: account.role,
            isDisabled: account.isDisabled, hasSecondFactor: credential?.secret != nil,
            recoveryCodesLeft: (credential?.codes.count ?? 0) - account.usedCodes.count,
            lastSignIn: account.lastSignIn, failures: account.failures,
            sessions: account.sessions.count { now - $0.begun < policy.absolute })
    }

    func existing(_ login: String) throws -> Found {
        guard let found = try find(AccountDirectory.normal(login)) else { throw Accounts.unknown }
        return found
    }

    private static let unknown = PracticeError.asked(
        ShapeProblem(path: "$.login", message: "nobody signs in with this name", help: "`pledge staff list` has them"))

    // MARK: Adding and changing

    /// Adds an account with a password that its owner changes when signing in first.
    ///
    /// - Parameters:
    ///   - login: The name to sign in with; fixed for good.
    ///   - name: As entries name who did it.
    ///   - role: One there is.
    ///   - password: The first one; nothing to have one made.
    ///   - isOwn: Whether its owner typed it, so that no other is asked for.
    ///   - by: Who does it.
    /// - Returns: The first password, to be told in person.
    /// - Throws: `PracticeError.asked`, `SignInRefusal.newPassword`.
    @discardableResult
    package func add(
        login: String, name: String, role: String, password: Password? = nil, isOwn: Bool = false, by: String
    ) throws -> String {
        let login = AccountDirectory.normal(login)
        try check(login: login, name: name)
        let made = password == nil ? newPassword() : nil
        let first = password ?? Password(made ?? "")
        if password != nil { try check(first, Account(login: login, name: name, role: role)) }
        try add(login: login, name: name, role: role, first, isTemporary: !isOwn, by: by) { _ in }
        return first.text
    }

    func add(
        login: String, name: String, role: String, _ password: Password, isTemporary: Bool, by: String,
        _ condition: @escaping @Sendable (JournalBatch) throws -> Void
    ) throws {
        var credential = Credential(password: try hashed(password))
        credential.isTemporary = isTemporary
        let sealed = try credential.sealed(login, credentialKey, practice.random)
        _ = try journal.append { batch in
            try condition(batch)
            let organization = try batch.person(0)
            try Accounts.check(role: role, organization)
            let token = AccountDirectory.token(login, batch.chain.index)
            let (known, page) = try PartyDirectory.look(token: token, in: organization, batch)
            guard known == nil else {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$.login", message: "somebody signs in with this name already",
                        help: "give another one; a name stays with its account for good"))
            }
            let number = try batch.newPerson()
            var change = AccountChange(login: login, by: by)
            change.name = name
            change.role = role
            change.credential = sealed
            let pageNumber: Int64
            if let page { pageNumber = page } else { pageNumber = try batch.newPerson() }
            change.page = pageNumber
            let isNew = page == nil
            var state = PersonState(number: number, changed: 0)
            let header = try self.write(.account(change), to: &state, batch)
            let others = try PartyDirectory.entered(
                token, number, page: pageNumber, { $0 > 0 && isNew ? nil : try batch.person($0) }, at: header.index)
            for other in others { try batch.set(other) }
            return header
        }
    }

    private func check(login: String, name: String) throws {
        guard !login.isEmpty, login.utf8.count <= Accounts.loginBytesMax,
            login.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 })
        else {
            throw PracticeError.asked(
                ShapeProblem(
                    path: "$.login",
                    message: "a name of 1 to \(Accounts.loginBytesMax) bytes without spaces should stand here"))
        }
        guard !name.isEmpty, name.utf8.count <= 2 * Accounts.loginBytesMax else {
            throw PracticeError.asked(
                ShapeProblem(path: "$.name", message: "say who it is, as entries are to name them"))
        }
    }

    private static func check(role: String, _ organization: PersonState) throws {
        guard organization.role(role) != nil else {
            let known = Set(Role.presets.map(\.name)).union(organization.roles.keys).sorted()
            throw PracticeError.asked(
                ShapeProblem(
                    path: "$.role", message: "no role of this name", help: "one of: \(known.joined(separator: ", "))"))
        }
    }

    /// Letters that can be read aloud, with more than 64 random bits.
    private func newPassword() -> String {
        let letters = Array(Base32.encode(practice.random.bytes(10)).lowercased())
        return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<$0 + 4]) }.joined(separator: "-")
    }

    /// Changes who somebody is to the journal, or what they may do; what changes a role ends every session.
    package func change(login: String, name: String? = nil, role: String? = nil, by: String) throws {
        try change(login, by: by) { change, account, organization in
            if let role { try Accounts.check(role: role, organization) }
            change.name = name
            change.role = role
            change.endsSessions = role != nil && role != account.role
        }
    }

    /// Keeps somebody from signing in, and ends every session.
    package func disable(login: String, by: String) throws {
        try change(login, by: by) { change, _, _ in
            change.isDisabled = true
            change.endsSessions = true
            change.forgetsDevices = true
        }
    }

    package func enable(login: String, by: String) throws {
        try change(login, by: by) { change, _, _ in change.isDisabled = false }
    }

    /// Gives somebody a new first password, and ends every session.
    ///
    /// - Parameters:
    ///   - login: Whose.
    ///   - factor: Whether the app that makes codes is lost, too; else it stays needed.
    ///   - password: The first one; nothing to have one made.
    ///   - by: Who does it.
    /// - Returns: The first password, to be told in person.
    /// - Throws: `PracticeError.asked`, `SignInRefusal.newPassword`.
    @discardableResult
    package func reset(login: String, factor: Bool, password: Password? = nil, by: String) throws -> String {
        let found = try existing(login)
        let first = password ?? Password(newPassword())
        if password != nil { try check(first, found.account) }
        let hash = try hashed(first)
        try change(login, by: by) { change, account, _ in
            var credential =
                try account.credential.map { try Credential($0, account.login, self.credentialKey) }
                ?? Credential(password: hash)
            credential.password = hash
            credential.isTemporary = true
            if factor {
                credential.secret = nil
                credential.codes = []
                change.hasNewCodes = true
            }
            change.credential = try credential.sealed(account.login, self.credentialKey, self.practice.random)
            change.endsSessions = true
            change.forgetsDevices = true
        }
        return first.text
    }

    private func change(
        _ login: String, by: String,
        _ make: @escaping @Sendable (inout AccountChange, Account, PersonState) throws -> Void
    ) throws {
        let login = AccountDirectory.normal(login)
        _ = try journal.append { batch in
            guard let found = try self.find(login, batch) else { throw Accounts.unknown }
            let organization = try batch.person(0)
            var change = AccountChange(login: login, by: by)
            try make(&change, found.account, organization)
            var after = found.account
            after.take(change)
            try self.checkSomebodyIsLeft(found.number, after, organization, batch)
            var state = try batch.person(found.number)
            let header = try self.write(.account(change), to: &state, batch)
            if change.endsSessions { for session in found.account.sessions { batch.setSession(session.token, nil) } }
            return header
        }
    }

    /// Somebody must be there who can add and change staff.
    private func checkSomebodyIsLeft(
        _ number: Int64, _ after: Account, _ organization: PersonState, _ batch: JournalBatch
    ) throws {
        func keepsStaff(_ account: Account) -> Bool {
            !account.isDisabled && organization.role(account.role)?.permissions.contains(.staff) == true
        }
        let all = try all(batch)
        guard all.contains(where: { $0.number == number && keepsStaff($0.account) }), !keepsStaff(after),
            !all.contains(where: { $0.number != number && keepsStaff($0.account) })
        else { return }
        throw PracticeError.asked(
            ShapeProblem(
                path: "$.login", message: "nobody would be left who can change staff",
                help: "give another account a role with the permission `staff` first"))
    }

    // MARK: One's own

    /// Changes one's own password; every other session ends.
    ///
    /// - Throws: `SignInRefusal`, `PracticeError`.
    package func changePassword(_ visit: Visit, to new: Password) throws {
        let found = try existing(visit.login)
        guard isProven(visit) else { throw SignInRefusal.over }
        try check(new, found.account)
        let hash = try hashed(new)
        try change(visit.login, by: visit.visitor.name) { change, account, _ in
            guard let sealed = account.credential else { throw SignInRefusal.over }
            var credential = try Credential(sealed, account.login, self.credentialKey)
            credential.password = hash
            credential.isTemporary = false
            change.credential = try credential.sealed(account.login, self.credentialKey, self.practice.random)
        }
        try endSessions(of: visit.login, but: visit.session, by: visit.visitor.name)
    }

    /// Makes new recovery codes; those before are void.
    ///
    /// - Returns: The codes, which are shown once.
    package func newRecoveryCodes(_ visit: Visit) throws -> [String] {
        guard isProven(visit), let sealed = try existing(visit.login).account.credential else {
            throw SignInRefusal.over
        }
        var credential = try Credential(sealed, visit.login, credentialKey)
        let codes = credential.makeCodes(credentialKey, practice.random)
        let after = try credential.sealed(visit.login, credentialKey, practice.random)
        try change(visit.login, by: visit.visitor.name) { change, account, _ in
            guard account.credential == sealed else { throw SignInRefusal.over }
            change.credential = after
            change.hasNewCodes = true
        }
        return codes
    }

    // MARK: The first account

    /// A token for the first page that ever signs somebody in, where there is no account yet.
    ///
    /// - Returns: The same for as long as this process runs; nothing once there is an account.
    /// - Throws: `PracticeError`.
    package func firstRunToken() throws -> String? {
        let isEmpty = try practice.read { reader, _ in try self.all(reader).isEmpty }
        guard isEmpty else { return nil }
        return setupToken.withLock { token in
            let known = token ?? newToken()
            token = known
            return known
        }
    }

    /// Makes the first account, an owner's; its app is set up when it signs in.
    ///
    /// - Parameters:
    ///   - token: Of `firstRunToken`; good once.
    ///   - login: The name to sign in with.
    ///   - name: As entries name who did it.
    ///   - password: The owner's own.
    /// - Throws: `SignInRefusal.over` where the token is not this one, or there is an account already.
    package func setUp(token: String, login: String, name: String, password: Password) throws {
        guard let known = setupToken.withLock({ $0 }), Accounts.isSame(known, token) else { throw SignInRefusal.over }
        let login = AccountDirectory.normal(login)
        try check(login: login, name: name)
        try check(password, Account(login: login, name: name, role: Role.owner.name))
        try add(login: login, name: name, role: Role.owner.name, password, isTemporary: false, by: name) { batch in
            guard try self.all(batch).isEmpty else { throw SignInRefusal.over }
        }
        setupToken.withLock { $0 = nil }
    }
}
