package import PledgeCore

/// A patient asks for the list of disclosures.
///
/// Shape: `{"patient", "key", "by", "received", "from", "to", "recipient", "confirm", "cents", "agreed", "whole"}`.
package struct AccountingRequest: Hashable, Sendable {
    package static let members = [
        "patient", "key", "by", "received", "from", "to", "recipient", "confirm", "cents", "agreed", "whole",
    ]

    package var patient: String
    /// The day it was asked for; nothing for today.
    package var received: Day?
    package var from: Day?
    package var to: Day?
    /// What is asked for a later list, in cents.
    package var cents: Int64
    /// The patient was told the price first, and agreed.
    package var isAgreed: Bool
    /// Every entry on a line of its own, where several might be told as one.
    package var isWhole: Bool
    /// Of the door: who gives it, under which key, to whom, with what confirmed.
    private var door: JSONObject

    package init(_ json: JSONValue) throws(ShapeProblem) {
        var fields = try JSONFields(json)
        patient = try fields.requiredString("patient", help: "say whose list it is")
        received = try fields.day("received")
        from = try fields.day("from")
        to = try fields.day("to")
        if let from, let to, to < from {
            throw ShapeProblem(path: "$.to", message: "before `from`", help: "write the earlier day as `from`")
        }
        cents = try fields.integer("cents") ?? 0
        guard cents >= 0 else { throw ShapeProblem(path: "$.cents", message: "less than nothing") }
        isAgreed = fields.value("agreed") == .bool(true)
        isWhole = fields.value("whole") == .bool(true)
        door = JSONObject()
        door.append("patient", .string(patient))
        door.append(
            "key",
            .string(
                try fields.requiredString(
                    "key", help: "choose a new text for each list, so that a repeated call is done once")))
        door.append("by", .string(try fields.requiredString("by", help: "say who gives it")))
        door.append("confirm", try fields.object("confirm").map { .object($0) })
        door.append("recipient", fields.value("recipient") ?? .members([("kinds", .strings(["individual"]))]))
        try fields.end(known: AccountingRequest.members)
    }

    /// The release of the list through the one door.
    ///
    /// - Parameters:
    ///   - list: What is given.
    ///   - state: Of the organization.
    /// - Returns: What the door is asked.
    /// - Throws: `ShapeProblem` where the caller's part of it does not fit.
    func ask(_ list: AccountingList, state: String?) throws(ShapeProblem) -> Ask {
        var object = door
        object.append("act", .string("disclose"))
        object.append("actor", .members([("kinds", .strings(["covered-entity"]))]))
        object.append("purposes", .strings([AccountingQuestions.purpose]))
        var days = JSONObject()
        days.append("from", .string(list.made.description))
        days.append("to", .string(list.made.description))
        var group = JSONObject()
        group.append("item", .string(AccountingRequest.item))
        group.append("labels", .array([]))
        group.append("place", state.map { .string($0) })
        group.append("source", .string("made-here"))
        for name in ["part2", "paidInFull"] { group.append(name, .bool(false)) }
        group.append("madeByUs", .bool(true))
        for name in ["given", "held"] { group.append(name, .object(days)) }
        object.append("groups", .array([.object(group)]))
        var ask = try Ask(.object(object))
        ask.list = list.json
        return ask
    }

    static let item = "disclosure-log"
}

/// What a request for a list gets.
package enum AccountingAnswer: Sendable {
    /// The list, and the entry that keeps it.
    case given(AccountingList, entry: Int64, isRepeated: Bool)
    /// Its price, which the patient hears first.
    case quoted(AccountingQuote)
}
