import PledgeCore
import PledgeDecisions
import PledgeLedger

/// What of a patient's information somebody may see.
package struct Sight: Sendable, Equatable {
    /// Elements by item; nothing stands for all of them.
    ///
    /// An item that is not there is not seen at all.
    package var elements: [String: Set<String>?]

    /// Whether an element of an item may be seen.
    package func sees(_ element: String, of item: String) -> Bool {
        guard let seen = elements[item] else { return false }
        return seen?.contains(element) ?? true
    }

    /// Whether anything of an item may be seen.
    package func sees(item: String) -> Bool { elements[item] != nil }
}

/// Sight is decided by the rules in force, as every use is; the role is a routine protocol for our own staff.
///
/// - Source: 45 CFR 164.502(b)(1), 164.514(d)(2); rows 502b1 and 514d2 of the law.
extension Accounts {
    /// What somebody may see of a patient's information.
    ///
    /// - Parameters:
    ///   - items: Of the vocabulary: what a page would show.
    ///   - identifier: Of the patient.
    ///   - visit: Who looks; a record that is open in an emergency is seen as a whole, as far as the law lets anybody.
    /// - Returns: For each item the elements that may be seen; what is undetermined is not seen.
    /// - Throws: `PracticeError`.
    package func sight(of items: [String], patient identifier: String, by visit: Visit) throws -> Sight {
        try practice.read { reader, _ in
            let patient = try reader.person(identifier: identifier)
            var organization = try reader.person(0)
            let rules = try self.practice.rules(of: organization, reader)
            let isEmergency = visit.opened.contains { $0.patient == patient.number && $0.until > reader.now }
            let asked = items.filter {
                isEmergency || Accounts.isUnder($0, visit.role.items, rules.rulebook.hierarchy(.item))
            }
            guard !asked.isEmpty else { return Sight(elements: [:]) }
            if !isEmergency, let elements = visit.role.elements { organization.add(protocol: elements) }
            let at = Instant(milliseconds: reader.now)
            let day = organization.zone(self.practice.zones).day(of: at)
            let decided = try rules.decide(
                Accounts.use(of: asked, for: visit.role, on: day, in: organization), patient: patient,
                organization: organization, parties: .none, at: at, offers: false)
            return Accounts.sight(decided.decision, asked, rules.rulebook.hierarchy(.data))
        }
    }

    private static func isUnder(_ item: String, _ items: [String]?, _ hierarchy: Hierarchy) -> Bool {
        items?.contains { hierarchy.isUnder(item, $0) } ?? true
    }

    /// The use as a request: our own staff, for what the role is there for.
    private static func use(
        of items: [String], for role: Role, on day: Day, in organization: PersonState
    ) -> JSONObject {
        let groups = items.map { item -> JSONValue in
            var group = JSONObject()
            group.append("item", .string(item))
            group.append("labels", .array([]))
            group.append("service", .string("general-care"))
            group.append("place", organization.settings["state"])
            group.append("source", .string("made-here"))
            group.append("part2", .bool(false))
            group.append("paidInFull", .bool(false))
            group.append("madeByUs", .bool(true))
            group.append("given", .string(day.description))
            group.append("held", .string(day.description))
            return .object(group)
        }
        var request = JSONObject()
        request.append("act", .string(Act.use.rawValue))
        request.append("actor", .members([("kinds", .strings(["covered-provider"]))]))
        request.append("recipient", .members([("kinds", .strings(["workforce"]))]))
        request.append("purposes", .strings(role.purposes))
        request.append("groups", .array(groups))
        return request
    }

    private static func sight(_ decision: Decision, _ items: [String], _ data: Hierarchy) -> Sight {
        var sight = Sight(elements: [:])
        for (group, item) in items.enumerated() {
            let parts = decision.parts.filter { $0.extent.group == group }
            let released = parts.filter(\.isReleased)
            guard !released.isEmpty else { continue }
            if released.contains(where: { $0.extent.elements == nil && !$0.extent.isRest }) {
                sight.elements[item] = .some(nil)
                continue
            }
            var seen = Set(released.flatMap { $0.extent.elements ?? [] })
            if released.contains(where: \.extent.isRest) {
                let named = Set(parts.flatMap { $0.extent.elements ?? [] })
                seen.formUnion(data.terms.map(\.name).filter { !named.contains($0) })
            }
            sight.elements[item] = .some(seen)
        }
        return sight
    }
}

extension PersonState {
    /// The organization with one routine protocol more: what our own staff see, whatever for.
    fileprivate mutating func add(protocol elements: [String]) {
        var protocols: [JSONValue] = []
        if case .array(let known)? = settings["protocols"] { protocols = known }
        protocols.append(
            .members([
                ("recipient", .string("workforce")), ("purpose", .string("any-purpose")),
                ("elements", .strings(elements)),
            ]))
        settings["protocols"] = .array(protocols)
    }
}
