package import PledgeCore
import PledgeDecisions
package import PledgeLedger
import PledgeStore

/// What a caller gets for a release or a record.
package struct Released: Sendable {
    package var header: EntryHeader
    /// Whether it was recorded before under the same key.
    package var isRepeated: Bool
    /// What went, why, what goes with it and what is to be done; for the caller.
    package var answer: JSONValue
}

extension Practice {
    // MARK: Advice

    /// Decides a request with what the store holds; nothing is recorded, and the answer says so.
    ///
    /// - Parameter ask: The request; no key is needed.
    /// - Returns: `{"advice": true, "recorded": false, "decisions": [...]}`.
    /// - Throws: `PracticeError` where the request does not fit.
    package func evaluate(_ ask: Ask) throws -> JSONValue {
        try read { reader, _ in
            let organization = try reader.person(0)
            let rules = try self.rules(of: organization, reader)
            var patients: [PersonState?] = []
            for patient in ask.patients { patients.append(try reader.person(identifier: patient)) }
            if patients.isEmpty { patients = [nil] }
            let at = Instant(milliseconds: reader.now)
            let parties = try self.parties(in: ask.request, organization, reader).read
            try parties.check(ask.request, on: organization.zone(self.zones).day(of: at), isDone: false)
            var decisions: [JSONValue] = []
            for patient in patients {
                let decided = try rules.decide(
                    parties.filled(ask.request), patient: patient, organization: organization, parties: parties, at: at,
                    offers: true)
                decisions.append(DecisionWriter.json(decided.decision, of: decided.request, in: rules.rulebook))
            }
            return .members([
                ("advice", .bool(true)), ("recorded", .bool(false)),
                ("rules", .string(rules.hash)), ("decisions", .array(decisions)),
            ])
        }
    }

    // MARK: Release

    /// Releases: decides, writes the entry and its projections, and returns once they are durable.
    ///
    /// Only then may anything be sent.
    ///
    /// - Parameter ask: The request with key, person who releases, confirmations.
    /// - Returns: What went, and its entry.
    /// - Throws: `PracticeError`: nothing leaves.
    package func release(_ ask: Ask) throws -> Released {
        try run(ask) { asked, reader in try self.prepared(asked, reader) }
    }

    /// Records what already happened.
    ///
    /// - Parameter ask: The request with when it happened and on what basis.
    /// - Returns: Its entry, and whether it was permitted.
    /// - Throws: `PracticeError`; nothing was recorded.
    package func record(_ ask: Ask) throws -> Released {
        guard let happened = ask.happened else {
            throw PracticeError.asked(
                ShapeProblem(
                    path: "$", message: "`happened` is missing", help: "say when it happened: an instant or a day"))
        }
        guard let basis = ask.basis, Practice.bases.contains(basis) else {
            throw PracticeError.asked(
                ShapeProblem(
                    path: "$.basis", message: "no basis", help: "one of: \(Practice.bases.joined(separator: ", "))"))
        }
        return try run(ask) { asked, reader in try self.recorded(asked, happened, reader) }
    }

    /// How something came to happen that is only recorded.
    package static let bases = ["spoken", "faxed", "mailed", "shown", "mistaken", "impermissible", "associate"]

    typealias Preparing = @Sendable (KeyedAsk, any StateReading) throws -> Prepared

    /// Prepares outside the lock, and again under it where what it was prepared on has changed since.
    func run(_ ask: Ask, _ prepare: @escaping Preparing) throws -> Released {
        guard let key = ask.key else {
            throw PracticeError.asked(
                ShapeProblem(
                    path: "$", message: "`key` is missing",
                    help: "choose a new text for each release, so that a repeated call is done once"))
        }
        let asked = KeyedAsk(ask, key: key, journal.chain.index)
        let early = try early(asked, prepare)
        return try journal.append { batch in
            if let entry = try batch.requestKey(asked.token) { return Repeated.known(entry) }
            var prepared: Prepared
            if let early, try batch.holds(early.basis) {
                prepared = early
            } else {
                prepared = try prepare(asked, batch)
            }
            let header = batch.append(prepared.kind, prepared.digests, prepared.body)
            batch.setRequestKey(asked.token, entry: header.index, body: asked.body)
            for (ordinal, task) in prepared.tasks.enumerated() {
                batch.add(
                    Changes.Task(
                        entry: header.index, ordinal: Int64(ordinal), person: task.person, due: Int64(task.due.number),
                        sealed: task.sealed))
            }
            prepared.answer.append("entry", .integer(header.index))
            prepared.answer.append("written", .string(Instant(milliseconds: header.written).description))
            return Repeated.new(Released(header: header, isRepeated: false, answer: .object(prepared.answer)))
        }.resolved { entry in try self.repeated(entry, asked) }
    }

    /// Prepares on what this process remembers; where that is not enough, or refuses, on what the database holds.
    ///
    /// - Returns: Nothing for a call that was made before.
    private func early(_ asked: KeyedAsk, _ prepare: Preparing) throws -> Prepared? {
        if let prepared = try? prepare(asked, journal.remembered) { return prepared }
        let prepared: Result<Prepared, any Error>? = try read { reader, _ in
            if try reader.requestKey(asked.token) != nil { return nil }
            return Result { try prepare(asked, reader) }
        }
        return try prepared?.get()
    }

    private enum Repeated: Sendable {
        case new(Released)
        case known(Int64)

        func resolved(_ read: (Int64) throws -> Released) throws -> Released {
            switch self {
            case .new(let released): released
            case .known(let entry): try read(entry)
            }
        }
    }

    /// The answer to a call that was made before, as its entry tells it: what the table of keys says is not believed.
    private func repeated(_ entry: Int64, _ asked: KeyedAsk) throws -> Released {
        let opened = try openEntry(entry)
        let record: ReleaseRecord
        switch opened.event {
        case .release(let release), .record(let release), .stopped(let release): record = release
        default: throw PracticeError.tampered("a caller's key leads to an entry that has none: it was changed")
        }
        guard let key = record.key, RequestToken.token(key, journal.chain.index) == asked.token else {
            throw PracticeError.tampered("a caller's key leads to the entry of another key: it was changed")
        }
        guard record.asked == Hexadecimal.encode(asked.body) else { throw PracticeError.keyReused }
        var answer = Practice.answer(record)
        answer.append("entry", .integer(entry))
        answer.append("written", .string(Instant(milliseconds: opened.header.written).description))
        return Released(header: opened.header, isRepeated: true, answer: .object(answer))
    }

    /// What a caller is told of a release.
    static func answer(_ record: ReleaseRecord) -> JSONObject {
        var object = JSONObject()
        object.append(
            "relied", .array(record.decisions.map { .array($0.relied.map { $0.map { .string($0) } ?? .null }) }))
        object.append("sent", record.sent)
        object.appendUnlessEmpty(
            "tasks",
            record.tasks.map { .members([("words", .string($0.words)), ("due", .string($0.due.description))]) })
        return object
    }
}

/// A use case that is ready to be appended.
struct Prepared: Sendable {
    struct Task: Sendable {
        var person: Int64
        var due: Day
        var sealed: [UInt8]
    }

    /// A person whose state it was decided on.
    struct Basis: Sendable {
        var person: Int64
        /// Of the state.
        var leaf: MerkleHash
        /// The keyed hash of the identifier that led to the person; nothing for the organization.
        var identifier: [UInt8]?
    }

    var kind: EntryKind
    var basis: [Basis]
    var digests: EntryDigests
    var body: SealedBody
    var tasks: [Task]
    var answer: JSONObject
}
