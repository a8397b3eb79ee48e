package import PledgeCore

/// Somebody looked at a patient's page.
package struct RecordView: Hashable, Sendable {
    package static let members = ["account", "by", "role", "page", "emergency"]

    /// Number of the account.
    package var account: Int64
    package var by: String
    package var role: String
    /// Which page, as the console calls it: `patient`, `timeline`.
    package var page: String
    /// The entry that opened the record in an emergency, where it was by that.
    package var emergency: Int64?

    init(account: Int64, by: String, role: String, page: String, emergency: Int64?) {
        self.account = account
        self.by = by
        self.role = role
        self.page = page
        self.emergency = emergency
    }

    init(_ fields: inout JSONFields) throws(ShapeProblem) {
        account = try fields.requiredInteger("account")
        by = try fields.requiredString("by")
        role = try fields.requiredString("role")
        page = try fields.requiredString("page")
        emergency = try fields.integer("emergency")
        try fields.end(known: RecordView.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("account", .integer(account))
        object.append("by", .string(by))
        object.append("role", .string(role))
        object.append("page", .string(page))
        object.append("emergency", emergency.map { .integer($0) })
        return .object(object)
    }
}

/// Data was taken out.
package struct ExportMade: Hashable, Sendable {
    package static let members = ["account", "by", "what", "count"]

    /// Number of the account.
    package var account: Int64
    package var by: String
    /// What was taken, such as `accounting`, `disclosures`, `journal`, `backup`.
    package var what: String
    /// How many rows or entries.
    package var count: Int64?

    init(account: Int64, by: String, what: String, count: Int64?) {
        self.account = account
        self.by = by
        self.what = what
        self.count = count
    }

    init(_ fields: inout JSONFields) throws(ShapeProblem) {
        account = try fields.requiredInteger("account")
        by = try fields.requiredString("by")
        what = try fields.requiredString("what")
        count = try fields.integer("count")
        try fields.end(known: ExportMade.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("account", .integer(account))
        object.append("by", .string(by))
        object.append("what", .string(what))
        object.append("count", count.map { .integer($0) })
        return .object(object)
    }
}

/// A record was opened to somebody whose role does not open it, for a short time and with a reason.
///
/// - Source: 45 CFR 164.312(a)(2)(ii).
package struct EmergencyAccess: Hashable, Sendable {
    package static let members = ["login", "patient", "reason", "until", "tasks", "by"]

    package var login: String
    /// Number of the patient.
    package var patient: Int64
    package var reason: String
    /// Milliseconds since 1970.
    package var until: Int64
    var tasks: [ReleaseRecord.Task]
    package var by: String

    init(login: String, patient: Int64, reason: String, until: Int64, tasks: [ReleaseRecord.Task], by: String) {
        self.login = login
        self.patient = patient
        self.reason = reason
        self.until = until
        self.tasks = tasks
        self.by = by
    }

    init(_ fields: inout JSONFields) throws(ShapeProblem) {
        login = try fields.requiredString("login")
        patient = try fields.requiredInteger("patient")
        reason = try fields.requiredString("reason")
        until = try fields.requiredInteger("until")
        tasks = try fields.parts("tasks")
        by = try fields.requiredString("by")
        try fields.end(known: EmergencyAccess.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("login", .string(login))
        object.append("patient", .integer(patient))
        object.append("reason", .string(reason))
        object.append("until", .integer(until))
        object.appendUnlessEmpty("tasks", tasks.map(\.json))
        object.append("by", .string(by))
        return .object(object)
    }
}
