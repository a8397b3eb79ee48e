import PledgeCore
import PledgeDecisions

/// A difference as lines for people, or as one JSON value a line.
struct DifferenceText {
    private let difference: Difference
    private let isJSON: Bool

    init(_ difference: Difference, isJSON: Bool) {
        self.difference = difference
        self.isJSON = isJSON
    }

    func write() throws {
        var output = Output()
        for answer in difference.answers { try isJSON ? write(json: answer, &output) : write(answer, &output) }
        for declared in difference.declared { try write(declared, &output) }
        for line in difference.unconfirmed {
            try isJSON
                ? write(line, as: "unconfirmed", &output)
                : output.write(line: "not shown by `pledge decide`: \(line)")
        }
        for line in difference.undecided {
            try isJSON ? write(line, as: "unfinished", &output) : output.write(line: "not finished: \(line)")
        }
        try isJSON ? writeJSONVerdict(&output) : writeVerdict(&output)
        try output.flush()
    }

    // MARK: For people

    private func write(_ answer: AnswerDifference, _ output: inout Output) throws {
        try output.write(line: answer.words)
        try output.write(line: "  because \(answer.because)")
        try output.write(
            line: answer.changesOutcome
                ? "  \(told(answer.before, answer.isBeforeInPart)) before, \(told(answer.after, answer.isAfterInPart)) now:"
                : "  \(told(answer.after, answer.isAfterInPart)) before and now:")
        try output.write(line: "  \(RequestWriter.json(answer.request).text)")
    }

    private func told(_ outcome: Outcome, _ isInPart: Bool) -> String {
        outcome.rawValue + (isInPart ? " in part" : "")
    }

    private func write(_ declared: DeclaredDifference, _ output: inout Output) throws {
        if !isJSON {
            return try output.write(line: "\(declared.kind.rawValue) \(declared.name): \(declared.words)")
        }
        let members: [(String, JSONValue)?] = [
            ("difference", .string(declared.kind.rawValue)), ("name", .string(declared.name)),
            ("words", .string(declared.words)), declared.isLess.map { ("less", .bool($0)) },
        ]
        try output.write { JSONValue.members(members.compactMap { $0 }).write(to: &$0) }
    }

    private func writeVerdict(_ output: inout Output) throws {
        if difference.isNone { try output.write(line: "no difference") }
        let verdict = difference.verdict
        try output.write(
            line: "material change (520b3): \(verdict.isMaterial ? "yes" : "no"): "
                + verdict.whyMaterial.joined(separator: "; "))
        guard let lessens = verdict.lessens else { return }
        try output.write(
            line: "lessens what was promised: \(lessens ? "yes" : "no"): " + verdict.whyLessens.joined(separator: "; "))
    }

    // MARK: JSON

    private func write(json answer: AnswerDifference, _ output: inout Output) throws {
        let grounds = answer.grounds.map { ground in
            JSONValue.members([("rule", .string(ground.rule.text)), ("title", .string(ground.title))])
        }
        let members: [(String, JSONValue)] = [
            ("difference", .string(answer.kind.rawValue)), ("grounds", .array(grounds)),
            ("words", .string(answer.words)), ("because", .string(answer.because)),
            ("before", .string(answer.before.rawValue)), ("after", .string(answer.after.rawValue)),
            ("request", RequestWriter.json(answer.request)),
        ]
        try output.write { JSONValue.members(members).write(to: &$0) }
    }

    private func write(_ line: String, as name: String, _ output: inout Output) throws {
        try output.write { JSONValue.members([(name, .string(line))]).write(to: &$0) }
    }

    private func writeJSONVerdict(_ output: inout Output) throws {
        let verdict = difference.verdict
        let members: [(String, JSONValue)?] = [
            ("none", .bool(difference.isNone)), ("material", .bool(verdict.isMaterial)),
            ("whyMaterial", .strings(verdict.whyMaterial)), verdict.lessens.map { ("lessens", .bool($0)) },
            verdict.lessens.map { _ in ("whyLessens", .strings(verdict.whyLessens)) },
        ]
        try output.write { JSONValue.members(members.compactMap { $0 }).write(to: &$0) }
    }
}
