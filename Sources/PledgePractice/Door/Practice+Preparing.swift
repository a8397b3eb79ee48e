import PledgeCore
import PledgeDecisions
import PledgeLedger

extension Practice {
    /// Decides and seals a release.
    func prepared(_ asked: KeyedAsk, _ reader: any StateReading) throws -> Prepared {
        let ask = asked.ask
        let at = Instant(milliseconds: reader.now)
        let read = try people(ask, reader)
        var record = ReleaseRecord(
            request: ask.stated(at: at), people: read.numbers, state: read.states.map(\.changed),
            rules: read.rules.hash,
            by: ask.by)
        record.key = asked.key
        record.asked = Hexadecimal.encode(asked.body)
        record.note = ask.note
        record.confirmed = ask.confirm
        var withs: [String] = []
        let zone = read.zone(zones)
        for (number, patient) in zip(read.numbers, read.patients) {
            let decided = try read.rules.decide(
                ask.request, patient: patient, organization: read.organization, at: at, offers: false)
            let release: Release
            do throws(Refusal) {
                release = try Release(
                    decided.decision, isLawOnly: read.rules.promises.isEmpty, rely: ask.rely,
                    officer: read.rules.officerRelease)
                try release.check(confirmed: ask.confirm)
            } catch {
                throw PracticeError.refused(error)
            }
            record.sent = try release.sent(ask.send, of: decided.request)
            record.decisions.append(
                ReleaseRecord.Decided(
                    person: number, decision: DecisionRecord.json(decided.decision), relied: release.relied))
            for task in release.tasks(on: zone.day(of: at))
            where !record.tasks.contains(where: { $0.duty == task.duty }) {
                record.tasks.append(task)
            }
            for duty in release.duties({ $0 == .with }) where !withs.contains(duty.words) { withs.append(duty.words) }
        }
        if let list = ask.list { record.sent = .array(Disclosure.list(record.sent) + [.members([("list", list)])]) }
        var prepared = try sealed(.release(record), record, read, reader)
        prepared.answer.appendUnlessEmpty("with", withs.map { .string($0) })
        return prepared
    }

    /// Decides as of when it happened, and seals a record of it whatever the decision is.
    func recorded(_ asked: KeyedAsk, _ happened: String, _ reader: any StateReading) throws -> Prepared {
        let ask = asked.ask
        let now = Instant(milliseconds: reader.now)
        let read = try people(ask, reader)
        let zone = read.zone(zones)
        let at = try Practice.instant(happened, zone)
        guard at <= now || zone.day(of: at) == zone.day(of: now) else {
            throw PracticeError.asked(ShapeProblem(path: "$.happened", message: "a time that is still to come"))
        }
        var record = ReleaseRecord(
            request: ask.stated(at: min(at, now)), people: read.numbers, state: read.states.map(\.changed),
            rules: read.rules.hash, by: ask.by)
        record.key = asked.key
        record.asked = Hexadecimal.encode(asked.body)
        record.note = ask.note
        record.happened = happened
        record.basis = ask.basis
        record.sent = ask.send ?? .array([])
        for (number, patient) in zip(read.numbers, read.patients) {
            let decided = try read.rules.decide(
                ask.request, patient: patient, organization: read.organization, at: min(at, now), offers: false)
            record.decisions.append(
                ReleaseRecord.Decided(
                    person: number, decision: DecisionRecord.json(decided.decision),
                    relied: decided.decision.parts.map { part in
                        part.isReleased ? part.grounds.first.map(Release.name) : nil
                    }))
        }
        var prepared = try sealed(.record(record), record, read, reader)
        let isLawful = record.decisions.allSatisfy { $0.relied.contains { $0 != nil } }
        prepared.answer.append("permitted", .bool(isLawful))
        return prepared
    }

    // MARK: What is read

    /// Whom it is about, as the store holds them.
    private struct People {
        var organization: PersonState
        /// Nothing for nobody in particular.
        var patients: [PersonState?]
        var basis: [Prepared.Basis]
        var rules: RulesInForce

        var numbers: [Int64] { patients.map { $0?.number ?? 0 } }
        var states: [PersonState] { patients.compactMap { $0 } + [organization] }

        func zone(_ zones: (String) -> TimeZoneRules?) -> TimeZoneRules {
            guard case .string(let name)? = organization.settings["zone"] else { return .utc }
            return zones(name) ?? .utc
        }
    }

    private func people(_ ask: Ask, _ reader: any StateReading) throws -> People {
        let organization = try reader.person(0)
        var people = People(
            organization: organization, patients: [],
            basis: [Prepared.Basis(person: 0, leaf: try reader.leaf(of: 0), identifier: nil)],
            rules: try rules(of: organization, reader))
        for identifier in ask.patients {
            let patient = try reader.person(identifier: identifier)
            guard !people.basis.contains(where: { $0.person == patient.number }) else {
                throw PracticeError.asked(ShapeProblem(path: "$.patient", message: "one patient is named twice"))
            }
            people.basis.append(
                Prepared.Basis(
                    person: patient.number, leaf: try reader.leaf(of: patient.number),
                    identifier: IdentifierToken.token(identifier, journal.chain.index)))
            people.patients.append(patient)
        }
        if people.patients.isEmpty { people.patients = [nil] }
        return people
    }

    /// An instant, or the end of a day in the organization's zone.
    static func instant(_ text: String, _ zone: TimeZoneRules) throws(PracticeError) -> Instant {
        if let instant = Instant(text) { return instant }
        if let day = Day(text) { return zone.end(of: day) }
        throw .asked(
            ShapeProblem(
                path: "$.happened", message: "not a day or a time",
                help: "write `2026-11-21`, or `2026-11-21T10:00:00-06:00` with its offset"))
    }

    // MARK: Sealing

    private func sealed(
        _ event: PracticeEvent, _ record: ReleaseRecord, _ people: People, _ reader: any StateReading
    ) throws -> Prepared {
        let receipt = ReceiptText.json(record, people.rules)
        let body = EntryBody(receipt: receipt.utf8, record: event.json.utf8, random)
        var keys: [(person: Int64, key: SealingKey)] = []
        for number in people.numbers { keys.append((number, try reader.dataKey(of: number))) }
        let sealed = try SealedBody(EntryPacking.packed(body.bytes), for: keys, random)
        var tasks: [Prepared.Task] = []
        for task in record.tasks {
            tasks.append(
                Prepared.Task(
                    person: keys[0].person, due: task.due,
                    sealed: try keys[0].key.seal(
                        TaskRow.words(task.duty, task.words).utf8, context: TaskRow.context, random)))
        }
        return Prepared(
            kind: event.kind, basis: people.basis, digests: body.digests, body: sealed, tasks: tasks,
            answer: Practice.answer(record))
    }
}

extension Ask {
    /// The caller's request with the time it was decided at.
    func stated(at: Instant) -> JSONObject {
        var object = JSONObject()
        object.append("at", .string(at.description))
        for member in request.members { object.append(member.name, member.value) }
        return object
    }

    /// All of it, the same for the same members in the same order.
    var canonical: JSONValue {
        var object = JSONObject()
        object.append("patients", .strings(patients))
        object.append("by", .string(by))
        object.append("rely", .strings(rely))
        object.append("confirm", .object(confirm))
        object.append("send", send)
        object.append("note", note.map { .string($0) })
        object.append("happened", happened.map { .string($0) })
        object.append("basis", basis.map { .string($0) })
        object.append("request", .object(request))
        return .object(object)
    }
}

extension Instant {
    /// The second a millisecond falls in.
    package init(milliseconds: Int64) {
        self.init(seconds: milliseconds >= 0 ? milliseconds / 1_000 : (milliseconds - 999) / 1_000)
    }
}
