import PledgeCore

extension PersonState {
    mutating func take(_ change: RoleChange) { roles[change.role.name] = change.isEnded ? nil : change.role }

    mutating func take(_ change: AccountChange) {
        var account = account ?? Account(login: change.login, name: change.name ?? change.login, role: "")
        account.take(change)
        self.account = account
    }

    mutating func take(_ signIn: SignIn, at index: Int64) throws(ShapeProblem) {
        try withAccount { $0.take(signIn, at: index) }
    }

    mutating func take(_ signOut: SignOut) throws(ShapeProblem) {
        try withAccount { account in account.sessions.removeAll { signOut.sessions.contains($0.token) } }
    }

    mutating func take(_ access: EmergencyAccess, at index: Int64) throws(ShapeProblem) {
        try withAccount { account in
            account.opened.removeAll { $0.patient == access.patient }
            account.opened.append(Account.Opened(patient: access.patient, entry: index, until: access.until))
        }
    }

    private mutating func withAccount(_ change: (inout Account) -> Void) throws(ShapeProblem) {
        guard var account else { throw ShapeProblem(path: "$", message: "this is no account") }
        change(&account)
        self.account = account
    }

    /// The role of a name: the organization's own, else the preset.
    func role(_ name: String) -> Role? { roles[name] ?? Role.presets.first { $0.name == name } }
}
