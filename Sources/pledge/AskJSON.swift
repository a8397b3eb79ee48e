import PledgeCore
import PledgeDecisions

/// An answer for a program: the state, the answer in words, the decision.
enum AskJSON {
    /// Shape: `{"state", "answer": {...}, "decision": {...}}`; the decision as `pledge decide` writes it.
    static func json(_ turn: Interview.Turn, _ interview: Interview) -> JSONValue {
        var object = JSONObject()
        object.append("state", .string(turn.state.code))
        object.append(
            "said",
            .array(
                interview.said(turn.state).map {
                    .members([("question", .string($0.question)), ("reply", .string($0.reply))])
                }))
        if case .answer(let answer) = turn.step { object.append("answer", json(answer)) }
        object.append("decision", DecisionWriter.json(turn.decision, of: turn.request, in: interview.rulebook))
        return .object(object)
    }

    private static func json(_ answer: InterviewAnswer) -> JSONValue {
        var object = JSONObject()
        object.append("state", .string(answer.state.rawValue))
        object.append("headline", .string(answer.headline))
        object.append("due", answer.due.map { .string($0.description) })
        object.append("say", .string(answer.say))
        object.append("why", .string(answer.why))
        object.appendUnlessEmpty("findOut", answer.findOut.map { .string($0) })
        object.appendUnlessEmpty(
            "parts",
            answer.rows.map {
                .members([
                    ("state", .string($0.state.rawValue)), ("what", .string($0.what)), ("note", .string($0.note)),
                ])
            })
        object.appendUnlessEmpty(
            "lawfulIf", answer.ways.map { .members([("steps", .strings($0.steps)), ("hint", .string($0.hint))]) })
        object.appendUnlessEmpty(
            "duties",
            answer.duties.map { group in
                .members([("when", .string(group.heading)), ("duties", .strings(group.duties.map(\.words)))])
            })
        if let line = answer.line {
            object.append(
                "notice",
                .members([
                    ("heading", .string(line.heading)), ("text", .string(line.text)), ("source", .string(line.source)),
                ]))
        }
        object.append(
            "layers",
            .array(
                answer.layers.map { layer in
                    .members([
                        ("layer", .string(layer.kind.rawValue)), ("decides", .bool(layer.standing == .decides)),
                        ("words", .string(layer.words)),
                    ])
                }))
        object.appendUnlessEmpty("assumptions", answer.assumptions.map { .string($0) })
        object.appendUnlessEmpty(
            "citations",
            answer.citations.map { .members([("role", .string($0.role)), ("text", .string($0.text))]) })
        return .object(object)
    }
}
