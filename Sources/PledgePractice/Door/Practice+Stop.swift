import PledgeCore
import PledgeDecisions
import PledgeLedger

extension Practice {
    /// Records that something was asked for and did not go, so that the officer sees it and a patient can be told.
    ///
    /// Where the answer is yes but rests on a rule that waits for the privacy officer, the entry makes the officer's
    /// task.
    ///
    /// - Parameter ask: As for a release.
    /// - Returns: Its entry.
    /// - Throws: `PracticeError`; nothing was recorded. What may go is no stop: it is released, or left.
    package func stop(_ ask: Ask) throws -> Released {
        try run(ask) { asked, reader in try self.stopped(asked, reader) }
    }

    private func stopped(_ asked: KeyedAsk, _ reader: any StateReading) throws -> Prepared {
        let ask = asked.ask
        let at = Instant(milliseconds: reader.now)
        let read = try people(ask, reader)
        let day = read.organization.zone(zones).day(of: at)
        try read.parties.check(ask.request, on: day, isDone: false)
        let request = read.parties.filled(ask.request)
        var record = read.record(of: request, at: at, by: ask.by)
        record.key = asked.key
        record.asked = Hexadecimal.encode(asked.body)
        record.note = ask.note
        record.confirmed = ask.confirm
        var words: [String] = []
        for (number, patient) in zip(read.numbers, read.patients) {
            let decision = try read.rules.decide(
                request, patient: patient, organization: read.organization, parties: read.parties, at: at, offers: false
            ).decision
            if let task = try officerTask(decision, ask, read.rules, on: day) {
                if record.tasks.isEmpty { record.tasks = [task] }
            } else if let refusal = Practice.refusal(of: decision, ask, read.rules), !words.contains(refusal.words) {
                words.append(refusal.words)
            }
            record.decisions.append(
                ReleaseRecord.Decided(
                    person: number, decision: DecisionRecord.json(decision), relied: decision.parts.map { _ in nil }))
        }
        guard !record.tasks.isEmpty || !words.isEmpty else {
            throw PracticeError.asked(
                ShapeProblem(path: "$", message: "nothing stops this", help: "release it, or leave it"))
        }
        record.basis = record.tasks.isEmpty ? nil : Practice.waits
        var prepared = try sealed(.stopped(record), record, read, reader)
        prepared.answer.appendUnlessEmpty("why", words.map { .string($0) })
        return prepared
    }

    /// The basis of an entry that waits for the privacy officer.
    package static let waits = "waits"

    /// What stands against a release; nothing where it may go.
    private static func refusal(of decision: Decision, _ ask: Ask, _ rules: RulesInForce) -> Refusal? {
        do throws(Refusal) {
            let release = try Release(
                decision, isLawOnly: rules.promises.isEmpty, rely: ask.rely, officer: rules.officerRelease)
            try release.check(confirmed: ask.confirm)
            return nil
        } catch {
            return error
        }
    }

    /// The officer's task, where nothing but the officer's release is missing.
    private func officerTask(
        _ decision: Decision, _ ask: Ask, _ rules: RulesInForce, on day: Day
    ) throws -> ReleaseRecord.Task? {
        guard let officer = rules.officerRelease,
            Practice.refusal(of: decision, ask, rules)?.duties.contains(officer.duty) == true
        else { return nil }
        return ReleaseRecord.Task(duty: officer.duty, words: officer.words, due: day)
    }
}
