import PledgeCore
import PledgeDecisions

/// The part of an entry that the person it is about may be given: what left, when, to whom, for what, by which rule.
enum ReceiptText {
    static func json(_ record: ReleaseRecord, _ rules: RulesInForce) -> JSONValue {
        var object = JSONObject()
        object.append("what", record.request["act"])
        object.append("at", record.happened.map { .string($0) } ?? record.request["at"])
        object.append("to", record.request["recipient"])
        object.append("for", record.request["purposes"])
        object.append("sent", record.sent)
        var reasons: [JSONValue] = []
        var seen: Set<String> = []
        for name in record.decisions.flatMap(\.relied).compactMap({ $0 }) where seen.insert(name).inserted {
            let rule = String(name.prefix { $0 != " " })
            let ground = rules.grounds[rule]
            reasons.append(
                .members([("rule", .string(rule)), ("citation", .string(ground?.head.citation ?? ""))]))
        }
        object.append("because", .array(reasons))
        object.append("basis", record.basis.map { .string($0) })
        return .object(object)
    }
}
