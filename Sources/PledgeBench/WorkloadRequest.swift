package import PledgeCore
package import PledgeDecisions

/// Why a line of the workload is not one of its requests.
package struct WorkloadError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Lower case, no final period, nothing of the line's values.
    package var description: String

    package init(_ description: String) { self.description = description }
}

/// Translates requests of the common workload into ours.
///
/// The workload's names are the names of `Benchmarks/workload/policy.md`, so that only the shape changes: flags become
/// known facts, categories the labels of one group, `authorization` a document in hand, `restriction` one on file.
package enum WorkloadRequest {
    /// Reads one line.
    ///
    /// - Throws: `WorkloadError` when a member is missing, unknown or of another type.
    package static func read(_ value: JSONValue) throws(WorkloadError) -> Request {
        let fields = try Fields(
            value, of: "the request",
            allowing: [
                "id", "purpose", "recipient", "recipientId", "patientId", "categories", "flags", "now", "authorization",
                "restriction",
            ])
        _ = try fields.string("patientId")
        var records = Records(facts: try flags(fields.required("flags")))
        if let restriction = fields["restriction"] { records.documents = [try self.restriction(restriction)] }
        return Request(
            id: try fields.string("id"),
            at: Instant(seconds: try fields.integer("now")),
            act: .disclose,
            actor: Party(kinds: ["covered-entity"]),
            recipient: Party(id: try fields.string("recipientId"), kinds: [try fields.string("recipient")]),
            purposes: [try fields.string("purpose")],
            groups: [Group(item: "record", labels: try fields.strings("categories"))],
            documents: try fields["authorization"].map { value throws(WorkloadError) in [try authorization(value)] }
                ?? [],
            records: records)
    }

    private static func flags(_ value: JSONValue) throws(WorkloadError) -> [String: Value] {
        guard case .object(let object) = value else { throw WorkloadError("`flags` is not an object") }
        var facts: [String: Value] = [:]
        facts.reserveCapacity(object.members.count)
        for member in object.members {
            guard case .bool(let holds) = member.value else {
                throw WorkloadError("a member of `flags` is neither true nor false")
            }
            facts[member.name] = .yesNo(holds)
        }
        return facts
    }

    private static func authorization(_ value: JSONValue) throws(WorkloadError) -> Document {
        let fields = try Fields(
            value, of: "`authorization`",
            allowing: [
                "recipientId", "purposes", "categories", "psychotherapy", "signedAt", "expires", "revoked",
                "remunerationStated",
            ])
        return Document(
            type: "authorization", id: "authorization",
            fields: [
                "recipientId": .id(try fields.string("recipientId")),
                "purposes": .names(try fields.strings("purposes")),
                "categories": .names(try fields.strings("categories")),
                "psychotherapy": .yesNo(try fields.bool("psychotherapy")),
                "signedAt": .time(.instant(Instant(seconds: try fields.integer("signedAt")))),
                "expires": .time(.instant(Instant(seconds: try fields.integer("expires")))),
                "revoked": .yesNo(try fields.bool("revoked")),
                "remunerationStated": .yesNo(try fields.bool("remunerationStated")),
            ])
    }

    private static func restriction(_ value: JSONValue) throws(WorkloadError) -> Document {
        let fields = try Fields(
            value, of: "`restriction`", allowing: ["purposes", "recipients", "categories", "until"])
        return Document(
            type: "restriction", id: "restriction",
            fields: [
                "purposes": .names(try fields.strings("purposes")),
                "recipients": .names(try fields.strings("recipients")),
                "categories": .names(try fields.strings("categories")),
                "until": .time(.instant(Instant(seconds: try fields.integer("until")))),
            ])
    }
}

/// The members of an object, read by type.
private struct Fields {
    private let object: JSONObject
    private let owner: String

    init(_ value: JSONValue, of owner: String, allowing names: Set<String>) throws(WorkloadError) {
        guard case .object(let object) = value else { throw WorkloadError("\(owner) is not an object") }
        guard object.members.allSatisfy({ names.contains($0.name) }) else {
            throw WorkloadError("\(owner) has a member that the workload does not know")
        }
        self.object = object
        self.owner = owner
    }

    subscript(name: String) -> JSONValue? { object[name] }

    func required(_ name: String) throws(WorkloadError) -> JSONValue {
        guard let value = object[name] else { throw WorkloadError("\(owner) lacks `\(name)`") }
        return value
    }

    func string(_ name: String) throws(WorkloadError) -> String {
        guard case .string(let text) = try required(name) else { throw WorkloadError("`\(name)` is not a string") }
        return text
    }

    func integer(_ name: String) throws(WorkloadError) -> Int64 {
        guard case .integer(let number) = try required(name) else {
            throw WorkloadError("`\(name)` is not a whole number")
        }
        return number
    }

    func bool(_ name: String) throws(WorkloadError) -> Bool {
        guard case .bool(let holds) = try required(name) else {
            throw WorkloadError("`\(name)` is neither true nor false")
        }
        return holds
    }

    func strings(_ name: String) throws(WorkloadError) -> [String] {
        guard case .array(let values) = try required(name) else { throw WorkloadError("`\(name)` is not a list") }
        var texts: [String] = []
        texts.reserveCapacity(values.count)
        for value in values {
            guard case .string(let text) = value else { throw WorkloadError("`\(name)` is not a list of strings") }
            texts.append(text)
        }
        return texts
    }
}
