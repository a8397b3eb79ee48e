package import PledgeCore

/// Writes decisions; see `Docs/decision.schema.json` for the shape.
///
/// Shape: members in a fixed order; empty lists and what does not apply are left out, but for the lists a reader
/// always needs (`parts`, `grounds`, `stops`, `ask`).
package enum DecisionWriter {
    /// The decision as one JSON object.
    ///
    /// - Parameters:
    ///   - decision: What was decided.
    ///   - request: The request that was decided; it says what a part's group holds.
    ///   - rulebook: Says which documents are on file, so that an offered one is marked as such.
    /// - Returns: The object.
    package static func json(_ decision: Decision, of request: Request, in rulebook: Rulebook? = nil) -> JSONValue {
        var object = JSONObject()
        object.append("id", .string(decision.id))
        object.append("outcome", .string(decision.outcome.rawValue))
        object.append("inPart", .bool(decision.inPart))
        object.append("parts", .array(decision.parts.map { json($0, of: request, in: rulebook) }))
        object.append("ask", .array(decision.ask.map(json)))
        object.appendUnlessEmpty("remarks", decision.remarks.map { .string($0.rawValue) })
        return .object(object)
    }

    private static func json(_ part: PartDecision, of request: Request, in rulebook: Rulebook?) -> JSONValue {
        var object = JSONObject()
        let extent = part.extent
        object.append("group", extent.group.map { .integer(Int64($0)) })
        object.append("elements", elements(extent))
        object.append("given", extent.given?.json)
        object.append("held", extent.held?.json)
        if extent.isLabeledIfAny { object.append("labeledIfAny", .bool(true)) }
        object.append("outcome", .string(part.outcome.rawValue))
        object.append("grounds", .array(part.grounds.map(json)))
        object.append("stops", .array(part.stops.map(json)))
        switch part.outcome {
        case .permitted, .required: object.append("released", data(part, of: request))
        case .refused: object.append("withheld", data(part, of: request))
        // Neither goes nor stays: it waits for an answer.
        case .undetermined: break
        }
        object.appendUnlessEmpty("duties", part.duties.map(json))
        object.append("accounting", part.accounting.map { .string($0.words) })
        object.appendUnlessEmpty("because", part.because.map(json))
        object.appendUnlessEmpty("lawfulIf", part.lawfulIf.map { .array($0.map { json($0, in: rulebook) }) })
        if part.isConflict { object.append("conflict", .bool(true)) }
        if part.isQuiet { object.append("quiet", .bool(true)) }
        object.appendUnlessEmpty("undecided", part.undecided.map { .string($0.text) })
        return .object(object)
    }

    private static func elements(_ extent: PartDecision.Extent) -> JSONValue? {
        if extent.isRest { return .string("rest") }
        return extent.elements.map { .strings($0) }
    }

    /// What goes or stays, in the words of the request's group: the group, cut to the part.
    static func data(_ part: PartDecision, of request: Request) -> JSONValue? {
        guard let index = part.extent.group, request.groups.indices.contains(index) else {
            return request.object.map { .members([("object", .string($0))]) }
        }
        let group = request.groups[index]
        var object = JSONObject()
        object.append("item", group.item.map { .string($0) })
        object.append("labels", group.labels.map { .strings($0) } ?? .string("unknown"))
        object.append("elements", elementsOfData(part, group))
        object.append("service", group.service.map { .string($0) })
        object.append("place", group.place.map { .string($0) })
        object.append("source", group.source.map { .string($0) })
        object.append("given", (part.extent.given ?? group.given)?.json)
        object.append("held", (part.extent.held ?? group.held)?.json)
        return .object(object)
    }

    private static func elementsOfData(_ part: PartDecision, _ group: Group) -> JSONValue {
        if part.extent.isRest { return .string("rest") }
        var elements = part.extent.elements
        if elements == nil, case .some(let asked) = group.elements { elements = asked }
        // Asked for all, a limit answers with its list.
        if part.isReleased, elements == nil { elements = part.grounds.first?.atMost }
        return elements.map { .strings($0) } ?? .string("all")
    }

    private static func json(_ ground: OpenGround) -> JSONValue {
        var object = JSONObject()
        object.append("rule", .string(ground.rule.text))
        object.append("title", .string(ground.title))
        object.append("document", ground.document.map { .string($0) })
        object.append("compelled", .bool(ground.isCompelled))
        object.append("atMost", ground.atMost.map { .strings($0) })
        object.appendUnlessEmpty("within", ground.within.map { .string($0) })
        object.appendUnlessEmpty("duties", ground.duties.map(json))
        object.append("accounting", .string(ground.accounting.words))
        object.append("confidence", .string(ground.confidence.rawValue))
        object.append("citation", .string(ground.citation))
        object.appendUnlessEmpty("promises", ground.promises.map(json))
        object.appendUnlessEmpty("lifted", ground.lifted.map { .string($0.text) })
        return .object(object)
    }

    private static func json(_ line: PromiseLine) -> JSONValue {
        .members([
            ("document", .string(line.document)), ("title", .string(line.title)),
            ("heading", .string(line.paragraph.heading)), ("text", .string(line.paragraph.text)),
            ("line", .integer(Int64(line.paragraph.line))),
        ])
    }

    private static func json(_ stop: StopHit) -> JSONValue {
        var object = JSONObject()
        object.append("rule", .string(stop.rule.text))
        object.append("title", .string(stop.title))
        object.append("author", .string(stop.author.rawValue))
        object.append("sure", .bool(stop.isSure))
        if stop.isManner { object.append("manner", .bool(true)) }
        object.append("citation", stop.citation.isEmpty ? nil : .string(stop.citation))
        object.append("line", stop.line.map(json))
        return .object(object)
    }

    private static func json(_ duty: OwedDuty) -> JSONValue {
        var object = JSONObject()
        object.append("duty", .string(duty.duty))
        object.append("words", .string(duty.words))
        object.append("say", duty.say.map { .string($0) })
        switch duty.time {
        case .before: object.append("time", .string("before"))
        case .with: object.append("time", .string("with"))
        case .after(let span, let isOfReceipt):
            object.append("time", .string("after"))
            object.append("within", .string(span.description))
            object.append("from", .string(isOfReceipt ? "receipt" : "release"))
        }
        object.append("owedBy", .string(duty.owedBy.rawValue))
        return .object(object)
    }

    private static func json(_ reason: Reason) -> JSONValue {
        var object = JSONObject()
        object.append("kind", .string(reason.kind.rawValue))
        object.append("rule", reason.rule.map { .string($0.text) })
        object.append("words", .string(reason.words))
        object.append("citation", reason.citation.flatMap { $0.isEmpty ? nil : .string($0) })
        object.append("line", reason.line.map(json))
        return .object(object)
    }

    /// One change as a request states it: it can be applied by a program.
    ///
    /// A document on file joins the `documents` of the records, any other those of the request.
    package static func json(_ change: Change, in rulebook: Rulebook? = nil) -> JSONValue {
        var object = JSONObject()
        switch change.what {
        case .answer(let fact, let value):
            object.append("answer", .members([("fact", .string(fact)), ("value", value.json)]))
        case .document(let document):
            object.append("document", RequestWriter.json(document))
            if rulebook?.document(document.type)?.onFile == true { object.append("onFile", .bool(true)) }
        case .documentField(let document, let field, let value):
            object.append(
                "field",
                .members([("document", .string(document)), ("field", .string(field)), ("value", value.json)]))
        case .channel(let channel): object.append("channel", .string(channel))
        case .ended(let document): object.append("ended", .string(document))
        }
        object.append("words", .string(change.words))
        object.append("cost", .integer(Int64(change.cost)))
        return .object(object)
    }

    private static func json(_ question: Question) -> JSONValue {
        var object = JSONObject()
        object.append("subject", json(question.subject))
        object.append("words", .string(question.words))
        object.append("of", .string(question.asked.rawValue))
        object.append("type", .string(question.type.words))
        object.appendUnlessEmpty("choices", question.choices.map(json))
        object.append("judgedBy", question.judgedBy.map { .string($0) })
        object.appendUnlessEmpty("why", question.why.map { .string($0) })
        object.appendUnlessEmpty("groups", question.groups.map { .integer(Int64($0)) })
        return .object(object)
    }

    private static func json(_ choice: Question.Choice) -> JSONValue {
        var object = JSONObject()
        object.append("value", choice.value.json)
        object.append("words", .string(choice.words))
        object.appendUnlessEmpty("keys", choice.keys.map { .string($0) })
        object.appendUnlessEmpty("purposes", choice.purposes.map { .string($0) })
        return .object(object)
    }

    private static func json(_ subject: Question.Subject) -> JSONValue {
        switch subject {
        case .fact(let name): .members([("fact", .string(name))])
        case .field(let field, let group):
            .members([("field", .string(field.rawValue))] + (group.map { [("group", .integer(Int64($0)))] } ?? []))
        case .documentField(let document, let field):
            .members([("document", .string(document)), ("documentField", .string(field))])
        case .basis: .members([("basis", .bool(true))])
        case .stateQuestion(let name): .members([("stateQuestion", .string(name))])
        case .unread(let document): .members([("unread", .string(document))])
        }
    }
}

extension Question.Subject {
    /// The name by which a scenario expects the question: a fact, a field, `document.field`, `basis`.
    package var name: String {
        switch self {
        case .fact(let name), .stateQuestion(let name): name
        case .field(let field, _): field.rawValue
        case .documentField(let document, let field): "\(document).\(field)"
        case .basis: "basis"
        case .unread(let document): document
        }
    }
}
