package import PledgeCore

/// What a caller asks of the one door: a request, and what makes it a release.
///
/// Shape: the members of `Docs/request.schema.json` without `id`, `at`, `records` and `settings`, which are ours, and the
/// members named here (`Docs/release.schema.json`).
package struct Ask: Hashable, Sendable {
    /// Of the door; all others are the request's.
    package static let members = ["patient", "key", "by", "rely", "confirm", "send", "note", "happened", "basis"]
    /// Never a caller's to say.
    private static let ours = [
        "id": "the journal numbers it", "at": "the time is the server's clock",
        "records": "what is on file is read from the store", "settings": "settings are the organization's",
    ]
    private static let patientsMax = 100

    /// What others call the patients it is about; empty where it is nobody in particular.
    package var patients: [String]
    /// The caller's key: the same key with the same request is done once.
    package var key: String?
    /// Who does it.
    package var by: String
    /// The reason relied on, by its rule, with its document after a space where it rests on one; nothing for the default.
    package var rely: [String]
    /// Who confirmed which duty.
    package var confirm: JSONObject
    /// What goes out; nothing for all that may.
    package var send: JSONValue?
    package var note: String?
    /// When it happened, for what is only recorded: an instant or a day.
    package var happened: String?
    package var basis: String?
    package var request: JSONObject
    /// The list of disclosures that goes out with it: made here, never said by a caller.
    var list: JSONValue?

    package init(_ json: JSONValue) throws(ShapeProblem) {
        guard case .object(let object) = json else {
            throw ShapeProblem(path: "$", message: "a JSON object should stand here")
        }
        var request = JSONObject()
        var own = JSONObject()
        for member in object.members {
            if let why = Ask.ours[member.name] {
                throw ShapeProblem(
                    path: "$.\(member.name)", message: "not for a caller to say: \(why)", help: "leave it out")
            }
            if Ask.members.contains(member.name) {
                own.append(member.name, member.value)
            } else {
                request.append(member.name, member.value)
            }
        }
        self.request = request
        var fields = JSONFields(own)
        patients = try Ask.oneOrMany(&fields, "patient")
        guard patients.count <= Ask.patientsMax, Set(patients).count == patients.count else {
            throw ShapeProblem(
                path: "$.patient", message: "more than \(Ask.patientsMax) patients, or one of them twice")
        }
        key = try fields.string("key")
        if let key, key.utf8.contains(where: { $0 < 0x20 }) {
            throw ShapeProblem(path: "$.key", message: "a key holds no line break or other control character")
        }
        by = try fields.requiredString("by", help: "say who does it")
        rely = try Ask.oneOrMany(&fields, "rely")
        confirm = try fields.object("confirm") ?? JSONObject()
        for member in confirm.members {
            guard case .string(let name) = member.value, !name.isEmpty else {
                throw ShapeProblem(path: "$.confirm", message: "each duty is confirmed by a named person")
            }
        }
        send = fields.value("send")
        note = try fields.string("note")
        happened = try fields.string("happened")
        basis = try fields.string("basis")
    }

    private static func oneOrMany(_ fields: inout JSONFields, _ name: String) throws(ShapeProblem) -> [String] {
        if case .string(let one)? = fields.value(name) {
            guard !one.isEmpty else { throw ShapeProblem(path: "$.\(name)", message: "a text should stand here") }
            return [one]
        }
        return try fields.strings(name)
    }
}
