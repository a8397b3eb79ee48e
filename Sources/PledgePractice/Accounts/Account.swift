package import PledgeCore

/// What a member of staff signs in with and may do, as it stands now.
///
/// Times are in milliseconds since 1970; tokens are the SHA-256 of what the browser holds, in hexadecimal digits.
package struct Account: Hashable, Sendable {
    /// Signed in on one browser.
    package struct Session: Hashable, Sendable {
        package var token: String
        /// The entry of the sign-in.
        package var entry: Int64
        package var begun: Int64
        /// When password and code were last asked for.
        package var proven: Int64
        /// The network address that it began from.
        package var source: String
        /// The browser, in its own words.
        package var agent: String?
    }

    /// A browser, or a network address, that a sign-in succeeded from.
    package struct Known: Hashable, Sendable {
        package var token: String
        package var last: Int64
    }

    /// A patient's record that was opened in an emergency.
    package struct Opened: Hashable, Sendable {
        package var patient: Int64
        package var entry: Int64
        package var until: Int64
    }

    /// In lower case; fixed for good.
    package var login: String
    /// As entries name who did it.
    package var name: String
    /// The role's name.
    package var role: String
    package var isDisabled = false
    /// Password hash, second factor and recovery codes, sealed (`Credential`); nothing where none was set.
    var credential: String?
    /// The time step of the last code that was used.
    var counter: Int64 = 0
    /// Recovery codes that were used, by position.
    var usedCodes: [Int64] = []
    /// Sign-ins that failed since the last that did not.
    package var failures: Int64 = 0
    package var lastSignIn: Int64?
    package var sessions: [Session] = []
    var devices: [Known] = []
    var sources: [Known] = []
    package var opened: [Opened] = []

    package init(login: String, name: String, role: String) {
        self.login = login
        self.name = name
        self.role = role
    }

    // MARK: What happens to it

    private static let devicesMax = 12
    private static let sourcesMax = 16

    /// Takes over what a change says.
    mutating func take(_ change: AccountChange) {
        if let name = change.name { self.name = name }
        if let role = change.role { self.role = role }
        if let isDisabled = change.isDisabled { self.isDisabled = isDisabled }
        if let credential = change.credential {
            self.credential = credential
            if change.hasNewCodes { usedCodes = [] }
        }
        if change.endsSessions { sessions = [] }
        if change.forgetsDevices {
            devices = []
            sources = []
        }
    }

    /// Takes in a sign-in, or one that failed.
    mutating func take(_ signIn: SignIn, at index: Int64) {
        guard signIn.outcome.isSuccess else {
            failures += 1
            return
        }
        failures = 0
        if let counter = signIn.counter { self.counter = max(self.counter, counter) }
        if let code = signIn.recoveryCode { usedCodes.append(code) }
        if signIn.outcome == .again {
            for position in sessions.indices where sessions[position].token == signIn.session {
                sessions[position].proven = signIn.at
            }
            return
        }
        lastSignIn = signIn.at
        sessions.removeAll { signIn.ended.contains($0.token) }
        if let token = signIn.session {
            sessions.append(
                Session(
                    token: token, entry: index, begun: signIn.at, proven: signIn.at, source: signIn.source,
                    agent: signIn.agent))
        }
        Account.remember(signIn.device, signIn.at, in: &devices, most: Account.devicesMax)
        Account.remember(signIn.sourceToken, signIn.at, in: &sources, most: Account.sourcesMax)
        opened.removeAll { $0.until < signIn.at }
    }

    private static func remember(_ token: String?, _ at: Int64, in list: inout [Known], most: Int) {
        guard let token else { return }
        list.removeAll { $0.token == token }
        list.append(Known(token: token, last: at))
        list.removeFirst(max(0, list.count - most))
    }
}

// MARK: As JSON

extension Account {
    var json: JSONValue {
        var object = JSONObject()
        object.append("login", .string(login))
        object.append("name", .string(name))
        object.append("role", .string(role))
        if isDisabled { object.append("disabled", .bool(true)) }
        object.append("credential", credential.map { .string($0) })
        if counter > 0 { object.append("counter", .integer(counter)) }
        object.appendUnlessEmpty("usedCodes", usedCodes.map { .integer($0) })
        if failures > 0 { object.append("failures", .integer(failures)) }
        object.append("lastSignIn", lastSignIn.map { .integer($0) })
        object.appendUnlessEmpty("sessions", sessions.map(\.json))
        object.appendUnlessEmpty("devices", devices.map(\.json))
        object.appendUnlessEmpty("sources", sources.map(\.json))
        object.appendUnlessEmpty("opened", opened.map(\.json))
        return .object(object)
    }

    /// - Returns: Nothing where the value is no account.
    init?(_ json: JSONValue) {
        guard let account = try? Account(reading: json) else { return nil }
        self = account
    }

    private init(reading json: JSONValue) throws(ShapeProblem) {
        var fields = try JSONFields(json)
        self.init(
            login: try fields.requiredString("login"), name: try fields.requiredString("name"),
            role: try fields.requiredString("role"))
        isDisabled = try fields.flag("disabled")
        credential = try fields.string("credential")
        counter = try fields.integer("counter") ?? 0
        usedCodes = try fields.integers("usedCodes")
        failures = try fields.integer("failures") ?? 0
        lastSignIn = try fields.integer("lastSignIn")
        sessions = try fields.list("sessions") { (value, path) throws(ShapeProblem) in
            var inner = try JSONFields(value, at: path)
            return Session(
                token: try inner.requiredString("token"), entry: try inner.requiredInteger("entry"),
                begun: try inner.requiredInteger("begun"), proven: try inner.requiredInteger("proven"),
                source: try inner.requiredString("source"), agent: try inner.string("agent"))
        }
        devices = try fields.parts("devices")
        sources = try fields.parts("sources")
        opened = try fields.list("opened") { (value, path) throws(ShapeProblem) in
            var inner = try JSONFields(value, at: path)
            return Opened(
                patient: try inner.requiredInteger("patient"), entry: try inner.requiredInteger("entry"),
                until: try inner.requiredInteger("until"))
        }
    }
}

extension Account.Session {
    var json: JSONValue {
        var object = JSONObject()
        object.append("token", .string(token))
        object.append("entry", .integer(entry))
        object.append("begun", .integer(begun))
        object.append("proven", .integer(proven))
        object.append("source", .string(source))
        object.append("agent", agent.map { .string($0) })
        return .object(object)
    }
}

extension Account.Known: JSONPart {
    var json: JSONValue { .members([("token", .string(token)), ("last", .integer(last))]) }

    package init(_ value: JSONValue, at path: String) throws(ShapeProblem) {
        var fields = try JSONFields(value, at: path)
        token = try fields.requiredString("token")
        last = try fields.requiredInteger("last")
    }
}

extension Account.Opened {
    var json: JSONValue {
        .members([("patient", .integer(patient)), ("entry", .integer(entry)), ("until", .integer(until))])
    }
}
