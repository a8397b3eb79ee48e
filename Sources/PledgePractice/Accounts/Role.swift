package import PledgeCore

/// What somebody who has it may do at the console, and which classes of information they may see.
///
/// - Source: 45 CFR 164.514(d)(2).
package struct Role: Hashable, Sendable {
    /// As the organization calls it; fixed for good.
    package var name: String
    package var permissions: Set<Visitor.Permission>
    /// Items of the vocabulary that may be seen, with what stands under them; nothing for all.
    package var items: [String]?
    /// Elements of the vocabulary that may be seen; nothing for all.
    package var elements: [String]?
    /// What the role sees it for: purposes of the vocabulary.
    package var purposes: [String]
    /// Whether a record may be opened in an emergency beyond that, with a reason.
    package var opensInEmergency: Bool

    /// - Parameters:
    ///   - name: As the organization calls it.
    ///   - permissions: What it allows.
    ///   - items: Items that may be seen; nothing for all.
    ///   - elements: Elements that may be seen; nothing for all.
    ///   - purposes: What for.
    ///   - opensInEmergency: Whether a record may be opened in an emergency.
    package init(
        name: String, permissions: Set<Visitor.Permission>, items: [String]? = nil, elements: [String]? = nil,
        purposes: [String] = ["payment", "operations"], opensInEmergency: Bool = false
    ) {
        self.name = name
        self.permissions = permissions
        self.items = items
        self.elements = elements
        self.purposes = purposes
        self.opensInEmergency = opensInEmergency
    }

    // MARK: Presets

    /// Everything, and who is answerable for it.
    package static let owner = Role(name: "owner", permissions: Set(Visitor.Permission.allCases))

    /// Appointments, bills, and what people ask at the desk.
    package static let frontDesk = Role(
        name: "front desk", permissions: [.ask, .release, .patients, .wishes, .disclosures],
        items: ["appointment", "billing-record", "contact-data", "directory-entry", "disclosure-log"],
        elements: [
            "name", "address", "phone", "email", "birth-date", "age", "gender", "location", "general-condition",
            "physician", "department", "service-dates", "appointment-time", "insurance-status", "claim-data",
            "payment-history", "account-number", "plan-name", "presence",
        ])

    /// The whole record of patients in their care, and of others in an emergency.
    package static let clinician = Role(
        name: "clinician", permissions: [.ask, .release, .patients, .wishes, .disclosures], purposes: ["treatment"],
        opensInEmergency: true)

    /// What there is before the organization makes roles of its own.
    package static let presets = [owner, frontDesk, clinician]

    // MARK: As JSON

    static let members = ["role", "permissions", "items", "elements", "purposes", "opensInEmergency"]

    package var json: JSONValue {
        var object = JSONObject()
        object.append("role", .string(name))
        object.append("permissions", .strings(permissions.map(\.rawValue).sorted()))
        object.append("items", items.map { .strings($0) })
        object.append("elements", elements.map { .strings($0) })
        object.append("purposes", .strings(purposes))
        if opensInEmergency { object.append("opensInEmergency", .bool(true)) }
        return .object(object)
    }

    /// - Returns: Nothing where the value is no role.
    init?(_ json: JSONValue) {
        guard var fields = try? JSONFields(json), let role = try? Role(&fields) else { return nil }
        self = role
    }

    init(_ fields: inout JSONFields) throws(ShapeProblem) {
        name = try fields.requiredString("role", help: "name the role, such as \"billing\"")
        permissions = []
        for (position, word) in try fields.strings("permissions").enumerated() {
            guard let permission = Visitor.Permission(rawValue: word) else {
                throw ShapeProblem(
                    path: "\(fields.path).permissions[\(position)]", message: "no permission of the console",
                    help: "one of: \(Visitor.Permission.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            permissions.insert(permission)
        }
        let hasItems = fields.value("items") != nil
        let hasElements = fields.value("elements") != nil
        items = hasItems ? try fields.strings("items") : nil
        elements = hasElements ? try fields.strings("elements") : nil
        let hasPurposes = fields.value("purposes") != nil
        purposes = hasPurposes ? try fields.strings("purposes") : ["payment", "operations"]
        opensInEmergency = try fields.flag("opensInEmergency")
    }
}

/// A role is new here, or changed as a whole, or there is none of its name any more.
package struct RoleChange: Hashable, Sendable {
    package static let members = Role.members + ["ended", "by"]

    package var role: Role
    /// Whether there is none of this name any more; a preset then is as it was at first.
    package var isEnded: Bool
    package var by: String

    package init(_ role: Role, isEnded: Bool = false, by: String) {
        self.role = role
        self.isEnded = isEnded
        self.by = by
    }

    package init(_ fields: inout JSONFields) throws(ShapeProblem) {
        role = try Role(&fields)
        isEnded = try fields.flag("ended")
        by = try fields.requiredString("by", help: "say who does it")
        try fields.end(known: RoleChange.members)
    }

    package var json: JSONValue {
        guard case .object(var object) = role.json else { preconditionFailure("a role is an object") }
        if isEnded { object.append("ended", .bool(true)) }
        object.append("by", .string(by))
        return .object(object)
    }
}
