/// Who is at the console: a member of staff who signed in, and what they may do there.
package struct Visitor: Sendable, Equatable {
    /// One thing that a role allows at the console.
    package enum Permission: String, Sendable, CaseIterable {
        /// Ask whether something may be shared, and see the answer.
        case ask
        /// Record a disclosure through the door.
        case release
        /// Find patients and see their pages.
        case patients
        /// Take and end patients' wishes: restrictions, authorizations, preferences.
        case wishes
        /// See the list of disclosures and each entry.
        case disclosures
        /// Take data out: accountings, exports, backups.
        case export
        /// See, check and publish notices.
        case notices
        /// Change entities, sites, recipients, agreements.
        case organization
        /// Add and change staff and roles.
        case staff
        /// Rotate keys, destroy keys.
        case keys
        /// See the officer's own pages: what was stopped, what waits for a decision, reports.
        case officer
    }

    /// The account's id.
    package let account: String
    /// As entries name who did it.
    package let name: String
    /// The role's name, as the organization calls it.
    package let role: String
    package let permissions: Set<Permission>

    /// - Parameters:
    ///   - account: The account's id.
    ///   - name: As entries name who did it.
    ///   - role: The role's name.
    ///   - permissions: What the role allows.
    package init(account: String, name: String, role: String, permissions: Set<Permission>) {
        self.account = account
        self.name = name
        self.role = role
        self.permissions = permissions
    }
}
