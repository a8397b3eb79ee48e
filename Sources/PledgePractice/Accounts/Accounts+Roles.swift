import PledgeCore
package import PledgeDecisions
package import PledgeLedger

/// Roles: three there are, and the organization's own.
extension Accounts {
    /// Every role, presets first unless they were changed.
    package func roles() throws -> [Role] {
        let own = try practice.organization().roles
        let presets = Role.presets.map { own[$0.name] ?? $0 }
        let names = Set(presets.map(\.name))
        return presets + own.values.filter { !names.contains($0.name) }.sorted { $0.name < $1.name }
    }

    /// Makes a role, changes it as a whole, or ends it; those who have it are bound at once.
    ///
    /// - Throws: `PracticeError.asked` that says what to do.
    @discardableResult
    package func change(role change: RoleChange) throws -> EntryHeader {
        try journal.append { batch in
            var organization = try batch.person(0)
            try self.check(change.role, try self.practice.rules(of: organization, batch))
            let all = try self.all(batch)
            let isPreset = Role.presets.contains { $0.name == change.role.name }
            if change.isEnded, !isPreset, all.contains(where: { $0.account.role == change.role.name }) {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$.role", message: "somebody has this role", help: "give them another one first"))
            }
            let before = organization
            organization.take(change)
            func keepers(_ state: PersonState) -> Int {
                all.count { found in
                    !found.account.isDisabled
                        && state.role(found.account.role)?.permissions.contains(.staff) == true
                }
            }
            if keepers(before) > 0, keepers(organization) == 0 {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$.permissions", message: "nobody would be left who can change staff",
                        help: "give another account a role with the permission `staff` first"))
            }
            var state = before
            return try self.write(.role(change), to: &state, batch)
        }
    }

    /// Names of items and elements, for those who make a role.
    package func vocabulary() throws -> (items: Hierarchy, elements: Hierarchy) {
        let rulebook = try practice.rulesInForce().rulebook
        return (rulebook.hierarchy(.item), rulebook.hierarchy(.data))
    }

    private func check(_ role: Role, _ rules: RulesInForce) throws {
        let lists = [
            ("items", role.items, Domain.item), ("elements", role.elements, .data),
            ("purposes", role.purposes, .purpose),
        ]
        for (member, names, hierarchy) in lists {
            let known = rules.rulebook.hierarchy(hierarchy)
            if let position = (names ?? []).firstIndex(where: { !known.contains($0) }) {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$.\(member)[\(position)]", message: "not a name of the vocabulary",
                        help: "`pledge vocabulary` lists them"))
            }
        }
    }
}
