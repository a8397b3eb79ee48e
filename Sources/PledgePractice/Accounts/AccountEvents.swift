package import PledgeCore

/// An account is new here, or something about one changed: what is left out stays.
package struct AccountChange: Hashable, Sendable {
    package static let members = [
        "login", "name", "role", "disabled", "credential", "newCodes", "endsSessions", "forgetsDevices", "page", "by",
    ]

    package var login: String
    package var name: String?
    package var role: String?
    package var isDisabled: Bool?
    /// Sealed (`Credential`).
    var credential: String?
    /// Whether the recovery codes in it are new.
    var hasNewCodes = false
    package var endsSessions = false
    /// Whether no browser and no address counts as known any more.
    var forgetsDevices = false
    /// The page that a new account is entered in: its number, which the journal gives.
    var page: Int64?
    package var by: String

    package init(login: String, by: String) {
        self.login = login
        self.by = by
    }

    init(_ fields: inout JSONFields) throws(ShapeProblem) {
        login = try fields.requiredString("login")
        by = try fields.requiredString("by")
        name = try fields.string("name")
        role = try fields.string("role")
        if case .bool(let isSo)? = fields.value("disabled") { isDisabled = isSo }
        credential = try fields.string("credential")
        hasNewCodes = try fields.flag("newCodes")
        endsSessions = try fields.flag("endsSessions")
        forgetsDevices = try fields.flag("forgetsDevices")
        page = try fields.integer("page")
        try fields.end(known: AccountChange.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("login", .string(login))
        object.append("name", name.map { .string($0) })
        object.append("role", role.map { .string($0) })
        object.append("disabled", isDisabled.map { .bool($0) })
        object.append("credential", credential.map { .string($0) })
        if hasNewCodes { object.append("newCodes", .bool(true)) }
        if endsSessions { object.append("endsSessions", .bool(true)) }
        if forgetsDevices { object.append("forgetsDevices", .bool(true)) }
        object.append("page", page.map { .integer($0) })
        object.append("by", .string(by))
        return .object(object)
    }
}

/// Somebody signed in, or tried to.
package struct SignIn: Hashable, Sendable {
    package static let members = [
        "outcome", "at", "source", "sourceToken", "agent", "login", "session", "device", "counter", "recoveryCode",
        "ended",
    ]

    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case entered
        /// The same person showed password and code again, for what matters most.
        case again
        case wrongPassword = "wrong-password"
        case wrongCode = "wrong-code"
        case disabled
        /// Nobody has the name that was given; the name is not written down, for it may be a password.
        case unknownName = "unknown-name"

        package var isSuccess: Bool { self == .entered || self == .again }
    }

    package var outcome: Outcome
    /// Milliseconds since 1970.
    package var at: Int64
    /// The network address that it came from.
    package var source: String
    /// Keyed hash of the address; from now on the account knows it.
    var sourceToken: String?
    package var agent: String?
    /// Of the account; nothing where nobody has the name.
    package var login: String?
    /// SHA-256 of the session's token.
    var session: String?
    /// SHA-256 of the browser's token.
    var device: String?
    /// The time step of the code.
    var counter: Int64?
    /// Position of the recovery code that was used.
    package var recoveryCode: Int64?
    /// Sessions that ended by themselves.
    var ended: [String] = []

    init(_ outcome: Outcome, at: Int64, from client: SignInClient, login: String?) {
        self.outcome = outcome
        self.at = at
        self.login = login
        source = client.source
        agent = client.agent
    }

    init(_ fields: inout JSONFields) throws(ShapeProblem) {
        guard let outcome = Outcome(rawValue: try fields.requiredString("outcome")) else {
            throw ShapeProblem(path: "\(fields.path).outcome", message: "no outcome of a sign-in")
        }
        self.outcome = outcome
        at = try fields.requiredInteger("at")
        source = try fields.requiredString("source")
        sourceToken = try fields.string("sourceToken")
        agent = try fields.string("agent")
        login = try fields.string("login")
        session = try fields.string("session")
        device = try fields.string("device")
        counter = try fields.integer("counter")
        recoveryCode = try fields.integer("recoveryCode")
        ended = try fields.strings("ended")
        try fields.end(known: SignIn.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("outcome", .string(outcome.rawValue))
        object.append("at", .integer(at))
        object.append("source", .string(source))
        object.append("sourceToken", sourceToken.map { .string($0) })
        object.append("agent", agent.map { .string($0) })
        object.append("login", login.map { .string($0) })
        object.append("session", session.map { .string($0) })
        object.append("device", device.map { .string($0) })
        object.append("counter", counter.map { .integer($0) })
        object.append("recoveryCode", recoveryCode.map { .integer($0) })
        object.appendUnlessEmpty("ended", ended.map { .string($0) })
        return .object(object)
    }
}

/// Somebody signed out, or was.
package struct SignOut: Hashable, Sendable {
    package static let members = ["login", "sessions", "by"]

    package var login: String
    /// Those that ended.
    var sessions: [String]
    package var by: String

    init(login: String, sessions: [String], by: String) {
        self.login = login
        self.sessions = sessions
        self.by = by
    }

    init(_ fields: inout JSONFields) throws(ShapeProblem) {
        login = try fields.requiredString("login")
        sessions = try fields.strings("sessions")
        by = try fields.requiredString("by")
        try fields.end(known: SignOut.members)
    }

    package var json: JSONValue {
        .members([("login", .string(login)), ("sessions", .strings(sessions)), ("by", .string(by))])
    }
}
