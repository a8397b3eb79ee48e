package import PledgeCore

extension Scenario {
    /// One way in which the decision is not the expected one.
    package struct Failure: Hashable, Sendable {
        package var expected: String
        package var got: String
        /// Rules that the failure is about: those expected in vain, or those that decided.
        package var rules: [RuleID]

        package init(expected: String, got: String, rules: [RuleID] = []) {
            self.expected = expected
            self.got = got
            self.rules = rules
        }
    }

    /// What of the decision differs from the expectation; empty when it is as expected.
    ///
    /// - Parameters:
    ///   - decision: What was decided.
    ///   - request: The scenario's request, as it was read.
    ///   - zone: Zone of the organization, for days.
    ///   - decide: Decides the requests that further answers make, for the number of questions.
    /// - Returns: Each way in which the decision differs.
    package func failures(
        of decision: Decision, for request: Request, zone: TimeZoneRules = .utc,
        decide: @escaping (Request) -> Decision
    ) -> [Failure] {
        let parts = decision.parts
        var check = ScenarioCheck(decisive: Scenario.decisive(decision))
        guard let outcome = expected.outcome else {
            return [Failure(expected: "an error", got: decision.outcome.rawValue)]
        }
        check.equal("outcome", outcome.rawValue, decision.outcome.rawValue, because: because(decision))
        check.equal("in part", expected.inPart, decision.inPart)
        check.equal("conflict", expected.isConflict, parts.contains(where: \.isConflict))
        check.equal("quiet", expected.isQuiet, parts.contains(where: \.isQuiet))
        if let accounting = expected.accounting {
            check.among("accounting", [accounting], parts.compactMap { $0.accounting?.words })
        }
        if let isCounted = expected.isCounted {
            let counted = parts.contains {
                $0.isReleased && ($0.accounting == .counted || $0.accounting == .suspendable)
            }
            check.equal("counted", isCounted, counted)
        }
        if let most = expected.questionsMost {
            let needed = QuestionCount(decide: decide, most: most).needed(decision, request)
            if needed > most { check.equal("questions at most", most, needed) }
        }
        check.among("open grounds", expected.grounds, parts.flatMap { $0.grounds.map(\.rule.text) })
        check.among("stops", expected.stops, parts.flatMap { $0.stops.filter(\.isSure).map(\.rule.text) })
        check.among("questions", expected.ask, decision.ask.map(\.subject.name))
        check.among("duties", expected.duties, parts.flatMap { Scenario.names(of: $0.duties, expected.duties) })
        if let day = expected.answerBy {
            let due = parts.flatMap(\.duties).compactMap { $0.time.due(receivedOn: zone.day(of: request.at)) }.min()
            check.equal("answer by", day.description, due?.description ?? "no day")
        }
        check.among("remarks", expected.remarks, decision.remarks.map(\.rawValue))
        check.among(
            "lawful if", expected.lawfulIf, parts.flatMap { $0.lawfulIf.flatMap { $0.map { $0.name(in: request) } } })
        check.data("released", expected.released, parts.filter(\.isReleased), request)
        check.data("withheld", expected.withheld, parts.filter { $0.outcome == .refused }, request)
        return check.failures
    }

    /// What of the error differs from the expectation.
    package func failures(of error: RequestError) -> [Failure] {
        let got = [error.path, error.message, error.help].compactMap { $0 }.joined(separator: ": ")
        if let outcome = expected.outcome {
            return [Failure(expected: "outcome \(outcome.rawValue)", got: "error \(got)")]
        }
        guard let wanted = expected.error, !got.contains(wanted) else { return [] }
        return [Failure(expected: "an error with `\(wanted)`", got: got)]
    }

    /// Duties as a scenario names them: by name, and with the time where one is expected with it.
    private static func names(of duties: [OwedDuty], _ expected: [String]?) -> [String] {
        let isTimed = expected?.contains { $0.contains(" ") } ?? false
        return duties.flatMap { isTimed ? [$0.duty, "\($0.duty) \($0.time.words)"] : [$0.duty] }
    }

    /// The rules that decided, each once: open grounds, stops, what is undecided, what refused.
    private static func decisive(_ decision: Decision) -> [RuleID] {
        var rules: [RuleID] = []
        for part in decision.parts {
            rules += part.grounds.map(\.rule) + part.stops.filter(\.isSure).map(\.rule) + part.undecided
            if part.outcome == .refused { rules += part.because.compactMap(\.rule) }
        }
        var seen: Set<RuleID> = []
        return rules.filter { seen.insert($0).inserted }
    }

    /// The first reason told, or the grounds that decided.
    private func because(_ decision: Decision) -> String {
        for part in decision.parts where part.outcome == decision.outcome {
            if let reason = part.because.first { return reason.words }
            if let ground = part.grounds.first { return ground.rule.text }
            if !part.undecided.isEmpty { return "undecided \(part.undecided.map(\.text).joined(separator: ", "))" }
        }
        return ""
    }
}

extension Change {
    /// The name by which a scenario expects the change.
    func name(in request: Request) -> String {
        switch what {
        case .answer(let fact, _): return fact
        case .document(let document): return document.type
        case .documentField(_, let field, _): return field
        case .channel(let channel): return channel
        case .ended(let id):
            let documents = request.documents + (request.records?.documents ?? [])
            return documents.first { $0.id == id }?.type ?? id
        }
    }
}

extension DutyUse.Time {
    /// `before`, `with`, `after 30 days of receipt`.
    package var words: String {
        switch self {
        case .before: "before"
        case .with: "with"
        case .after(let span, let ofReceipt): "after \(span)\(ofReceipt ? " of receipt" : "")"
        }
    }

    /// The last day for it, where it counts from receipt in days, months or years alone.
    func due(receivedOn day: Day) -> Day? {
        guard case .after(let span, ofReceipt: true) = self, span.isOfDays else { return nil }
        return day.adding(span)
    }
}

private struct ScenarioCheck {
    /// The rules that decided.
    let decisive: [RuleID]
    var failures: [Scenario.Failure] = []

    init(decisive: [RuleID]) { self.decisive = decisive }

    mutating func equal<Value: Equatable>(_ what: String, _ expected: Value?, _ got: Value, because: String = "") {
        guard let expected, expected != got else { return }
        failures.append(
            Scenario.Failure(
                expected: "\(what) \(expected)", got: "\(got)" + (because.isEmpty ? "" : " (\(because))"),
                rules: decisive))
    }

    /// Each expected name is there; an empty list expects none.
    mutating func among(_ what: String, _ expected: [String]?, _ got: [String]) {
        guard let expected else { return }
        var names: [String] = []
        for name in got where !names.contains(name) { names.append(name) }
        let shown = names.isEmpty ? "none" : names.joined(separator: ", ")
        if expected.isEmpty, !names.isEmpty {
            failures.append(Scenario.Failure(expected: "\(what): none", got: shown, rules: decisive))
        }
        for name in expected where !names.contains(name) {
            failures.append(
                Scenario.Failure(expected: "\(what): \(name)", got: shown, rules: [RuleID(name)] + decisive))
        }
    }

    mutating func data(_ what: String, _ expected: [JSONValue]?, _ parts: [PartDecision], _ request: Request) {
        guard let expected else { return }
        let got = parts.map { DecisionWriter.data($0, of: request) ?? .object(JSONObject()) }
        let shown = got.isEmpty ? "nothing" : got.map(\.text).joined(separator: " ")
        if expected.isEmpty, !got.isEmpty {
            failures.append(Scenario.Failure(expected: "\(what): nothing", got: shown))
        }
        for wanted in expected where !zip(parts, got).contains(where: { matches(wanted, $0, $1) }) {
            failures.append(Scenario.Failure(expected: "\(what): \(wanted.text)", got: shown))
        }
    }

    /// Whether the part is what is wanted: a name of it, its group's index, or members of its data.
    private func matches(_ wanted: JSONValue, _ part: PartDecision, _ data: JSONValue) -> Bool {
        guard case .object(let data) = data else { return false }
        switch wanted {
        case .integer(let group): return part.extent.group.map(Int64.init) == group
        case .string("labeled"): return part.extent.isLabeledIfAny
        case .string(let name):
            return ["item", "labels", "elements", "object"].contains { member in
                switch data[member] {
                case .string(let text)?: text == name
                case .array(let values)?: values.contains(.string(name))
                default: false
                }
            }
        case .object(let members):
            return members.members.allSatisfy { member in
                member.name == "group"
                    ? part.extent.group.map { .integer(Int64($0)) } == member.value : data[member.name] == member.value
            }
        case .null, .bool, .number, .array: return false
        }
    }
}
