import PledgeCore
import PledgeDecisions
import PledgeLedger

/// What goes out, checked against the decision: pure, so that the door and a replay do the same.
struct Release {
    /// A part that goes, and the reason relied on for it.
    struct Part {
        var index: Int
        var decision: PartDecision
        var ground: OpenGround
        /// Of the reason relied on; and, where it rests on a rule that nobody has verified, the officer's release.
        var duties: [OwedDuty]
        /// Elements of the same group that stay, or go as another part.
        var namedElsewhere: Set<String>
    }

    var parts: [Part]
    var relied: [String?]

    // MARK: What may go

    /// Chooses the reasons relied on.
    ///
    /// - Parameters:
    ///   - decision: Of the request.
    ///   - isLawOnly: Whether no promise document is in force.
    ///   - rely: Rules the caller names; empty for the default order, which is that of `grounds`.
    ///   - officer: The duty that waits for the privacy officer.
    /// - Throws: `Refusal` where nothing goes, or a named reason is not open.
    init(_ decision: Decision, isLawOnly: Bool, rely: [String], officer: OwedDuty?) throws(Refusal) {
        guard !isLawOnly else {
            throw Refusal(.lawOnly, "No notice is in force, so nothing can be shared: publish the notice first.")
        }
        parts = []
        relied = []
        var named = Set(rely)
        for (index, part) in decision.parts.enumerated() {
            guard part.isReleased, let first = part.grounds.first else {
                relied.append(nil)
                continue
            }
            let chosen = part.grounds.first { ground in
                rely.contains(ground.rule.text) || rely.contains(Release.name(ground))
            }
            if let chosen {
                named.remove(chosen.rule.text)
                named.remove(Release.name(chosen))
            }
            let ground = chosen ?? first
            if !rely.isEmpty, chosen == nil {
                throw Refusal(.groundNotOpen, "The reason named is not open for every part that would go.")
            }
            let others = decision.parts.filter { $0.extent.group == part.extent.group }
            parts.append(
                Part(
                    index: index, decision: part, ground: ground, duties: Release.duties(of: ground, officer),
                    namedElsewhere: Set(others.flatMap { $0.extent.elements ?? [] })))
            relied.append(Release.name(ground))
        }
        guard !parts.isEmpty else { throw Release.refusal(decision) }
        guard named.isEmpty else { throw Refusal(.groundNotOpen, "One of the reasons named is not open for this.") }
    }

    /// Section 17 of the semantics: what rests on an unverified rule waits for the officer.
    private static func duties(of ground: OpenGround, _ officer: OwedDuty?) -> [OwedDuty] {
        guard ground.confidence.needsRelease, let officer, !ground.duties.contains(where: { $0.duty == officer.duty })
        else { return ground.duties }
        return ground.duties + [officer]
    }

    /// A rule, with the document it rests on.
    static func name(_ ground: OpenGround) -> String {
        ground.rule.text + (ground.document.map { " \($0)" } ?? "")
    }

    private static func refusal(_ decision: Decision) -> Refusal {
        if decision.outcome == .undetermined {
            let questions = decision.ask.prefix(3).map(\.words)
            return Refusal(
                .notKnown,
                "We cannot say yet. "
                    + (questions.isEmpty ? "Ask the privacy officer." : questions.joined(separator: " ")))
        }
        var words: [String] = []
        for reason in decision.parts.flatMap(\.because) where !words.contains(reason.words) {
            words.append(reason.words)
        }
        let isQuiet = decision.parts.contains(where: \.isQuiet)
        if isQuiet { return Refusal(.notAllowed, "There is nothing we can say.") }
        return Refusal(.notAllowed, "This may not be shared: " + words.prefix(3).joined(separator: "; ") + ".")
    }

    // MARK: Duties

    /// Duties owed for what goes, each once.
    func duties(_ time: (DutyUse.Time) -> Bool) -> [OwedDuty] {
        var duties: [OwedDuty] = []
        for duty in parts.flatMap(\.duties) where time(duty.time) {
            if !duties.contains(where: { $0.duty == duty.duty && $0.time == duty.time }) { duties.append(duty) }
        }
        return duties
    }

    /// - Throws: `Refusal` that names each duty nobody has confirmed.
    func check(confirmed: JSONObject) throws(Refusal) {
        let open = duties { $0 == .before }.filter { confirmed[$0.duty] == nil }
        guard open.isEmpty else {
            throw Refusal(
                .notConfirmed,
                "Nothing leaves before a named person confirms: " + open.map(\.words).joined(separator: "; ") + ".",
                duties: open.map(\.duty))
        }
    }

    /// The tasks that duties after the release make.
    func tasks(on day: Day) -> [ReleaseRecord.Task] {
        var tasks: [ReleaseRecord.Task] = []
        for duty in parts.flatMap(\.duties) {
            guard case .after(let span, _) = duty.time else { continue }
            let due = Release.due(span, after: day)
            if let position = tasks.firstIndex(where: { $0.duty == duty.duty }) {
                tasks[position].due = min(tasks[position].due, due)
            } else {
                tasks.append(ReleaseRecord.Task(duty: duty.duty, words: duty.words, due: due))
            }
        }
        return tasks
    }

    /// The last day of a span; business days are Monday to Friday, so that no holiday makes it too late.
    static func due(_ span: Span, after day: Day) -> Day {
        var due = day.adding(span)
        for _ in 0..<max(0, min(span.businessDays, 1_000)) {
            repeat { due = Day(number: due.number + 1) } while due.weekday >= 5
        }
        return due
    }
}
