package import PledgeCore
package import PledgeDecisions

/// A decision as an entry keeps it: every answer by the ids of rules and duties; their words stand in the rulebook, which is
/// kept by its hash.
package enum DecisionRecord {
    package static func json(_ decision: Decision) -> JSONValue {
        var object = JSONObject()
        object.append("outcome", .string(decision.outcome.rawValue))
        if decision.inPart { object.append("inPart", .bool(true)) }
        object.append("parts", .array(decision.parts.map(json)))
        object.appendUnlessEmpty("remarks", decision.remarks.map { .string($0.rawValue) })
        return .object(object)
    }

    private static func json(_ part: PartDecision) -> JSONValue {
        var object = JSONObject()
        let extent = part.extent
        object.append("group", extent.group.map { .integer(Int64($0)) })
        object.append("elements", extent.isRest ? .string("rest") : extent.elements.map { .strings($0) })
        object.append("given", extent.given?.json)
        object.append("held", extent.held?.json)
        if extent.isLabeledIfAny { object.append("labeledIfAny", .bool(true)) }
        object.append("outcome", .string(part.outcome.rawValue))
        object.appendUnlessEmpty("grounds", part.grounds.map(json))
        object.appendUnlessEmpty(
            "stops", part.stops.map { .string(($0.isSure ? "" : "?") + ($0.isManner ? "by " : "") + $0.rule.text) })
        object.appendUnlessEmpty("duties", part.duties.map(duty))
        object.append("accounting", part.accounting.map { .string($0.words) })
        if part.isConflict { object.append("conflict", .bool(true)) }
        if part.isQuiet { object.append("quiet", .bool(true)) }
        object.appendUnlessEmpty("undecided", part.undecided.map { .string($0.text) })
        return .object(object)
    }

    private static func json(_ ground: OpenGround) -> JSONValue {
        var object = JSONObject()
        object.append("rule", .string(ground.rule.text))
        object.append("document", ground.document.map { .string($0) })
        if ground.isCompelled { object.append("compelled", .bool(true)) }
        object.append("atMost", ground.atMost.map { .strings($0) })
        object.appendUnlessEmpty("within", ground.within.map { .string($0) })
        object.appendUnlessEmpty("duties", ground.duties.map(duty))
        object.append("accounting", .string(ground.accounting.words))
        object.append("confidence", .string(ground.confidence.rawValue))
        object.appendUnlessEmpty(
            "promises", ground.promises.map { .string("\($0.document):\($0.paragraph.line)") })
        object.appendUnlessEmpty("lifted", ground.lifted.map { .string($0.text) })
        return .object(object)
    }

    private static func duty(_ duty: OwedDuty) -> JSONValue {
        switch duty.time {
        case .before: .string("\(duty.duty) before")
        case .with: .string("\(duty.duty) with")
        case .after(let span, let isOfReceipt):
            .string("\(duty.duty) within \(span) of \(isOfReceipt ? "receipt" : "release")")
        }
    }
}
