import PledgeCore
import PledgeDecisions
import PledgeLedger

extension Practice {
    /// Decides and seals a release.
    func prepared(_ asked: KeyedAsk, _ reader: any StateReading) throws -> Prepared {
        let ask = asked.ask
        let at = Instant(milliseconds: reader.now)
        let read = try people(ask, reader)
        let zone = read.organization.zone(zones)
        try read.parties.check(ask.request, on: zone.day(of: at), isDone: false)
        let request = read.parties.filled(ask.request)
        var record = read.record(of: request, at: at, by: ask.by)
        record.key = asked.key
        record.asked = Hexadecimal.encode(asked.body)
        record.note = ask.note
        record.confirmed = ask.confirm
        var withs: [String] = []
        for (number, patient) in zip(read.numbers, read.patients) {
            let decided = try read.rules.decide(
                request, patient: patient, organization: read.organization, parties: read.parties, at: at, offers: false
            )
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
        let zone = read.organization.zone(zones)
        let at = try Practice.instant(happened, zone)
        guard at <= now || zone.day(of: at) == zone.day(of: now) else {
            throw PracticeError.asked(ShapeProblem(path: "$.happened", message: "a time that is still to come"))
        }
        let then = min(at, now)
        try read.parties.check(ask.request, on: zone.day(of: then), isDone: true)
        let request = read.parties.filled(ask.request)
        var record = read.record(of: request, at: then, by: ask.by)
        record.key = asked.key
        record.asked = Hexadecimal.encode(asked.body)
        record.note = ask.note
        record.happened = happened
        record.basis = ask.basis
        record.sent = ask.send ?? .array([])
        for (number, patient) in zip(read.numbers, read.patients) {
            let decided = try read.rules.decide(
                request, patient: patient, organization: read.organization, parties: read.parties, at: then,
                offers: false)
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
    struct People {
        var organization: PersonState
        /// Nothing for nobody in particular.
        var patients: [PersonState?]
        var parties: PartiesRead
        var basis: [Prepared.Basis]
        var rules: RulesInForce

        var numbers: [Int64] { patients.map { $0?.number ?? 0 } }

        /// The record of a request decided on what was read.
        func record(of request: JSONObject, at: Instant, by: String) -> ReleaseRecord {
            let states = patients.compactMap { $0 } + [organization] + parties.states
            var record = ReleaseRecord(
                request: request.stated(at: at), people: numbers, state: states.map(\.changed), rules: rules.hash,
                by: by)
            record.parties = parties.numbers
            return record
        }
    }

    func people(_ ask: Ask, _ reader: any StateReading) throws -> People {
        let organization = try reader.person(0)
        let parties = try self.parties(in: ask.request, organization, reader)
        var people = People(
            organization: organization, patients: [], parties: parties.read,
            basis: [Prepared.Basis(person: 0, leaf: try reader.leaf(of: 0), identifier: nil)] + parties.basis,
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

    func sealed(
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

extension JSONObject {
    /// A request with the time it was decided at.
    func stated(at: Instant) -> JSONObject {
        var object = JSONObject()
        object.append("at", .string(at.description))
        for member in members { object.append(member.name, member.value) }
        return object
    }
}

extension PersonState {
    /// Of the organization: the time zone of its days.
    func zone(_ zones: (String) -> TimeZoneRules?) -> TimeZoneRules {
        guard case .string(let name)? = settings["zone"] else { return .utc }
        return zones(name) ?? .utc
    }
}

extension Ask {
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
