package import PledgeCore
package import PledgeDecisions
import PledgeLedger
import PledgeStore

/// What a replay found.
package struct ReplayReport: Sendable {
    /// An entry that would be answered otherwise.
    package struct Difference: Hashable, Sendable {
        package var entry: Int64
        package var was: String
        package var now: String
    }

    package var entries: Int64 = 0
    /// Decisions made again.
    package var decisions: Int64 = 0
    /// Entries whose keys were destroyed.
    package var unreadable: Int64 = 0
    package var differences: [Difference] = []
    package var differencesCount: Int64 = 0

    package static let differencesMax = 1_000
}

extension Practice {
    /// What is held fixed when decisions are made again.
    package enum ReplayRules: Sendable {
        /// The rules and the states of the day: no answer may differ.
        case asDecided
        /// The rules in force and what is known now.
        case asKnownNow
        /// Other rules, with the states of the day.
        case with(StoredRulebook)
    }

    /// Makes every decision of the journal again.
    package func replay(_ rules: ReplayRules) throws -> ReplayReport {
        let other: RulesInForce? =
            if case .with(let stored) = rules { try RulesInForce(stored, zones: zones) } else { nil }
        return try read { reader, connection in
            let replay = Replay(self, reader, connection, rules, other)
            if case .asKnownNow = rules {
                replay.now = try self.rules(of: try reader.person(0), reader)
                try replay.run(to: reader.head.size, onlyStates: true)
            }
            try replay.run(to: reader.head.size, onlyStates: false)
            return replay.report
        }
    }
}

/// One replay, within one transaction.
private final class Replay {
    private let practice: Practice
    private let reader: StateReader
    private let connection: any StoreConnection
    private let rules: Practice.ReplayRules
    private let other: RulesInForce?
    var now: RulesInForce?
    private(set) var report = ReplayReport()
    private var rows: ProjectedRows
    private var last: [Int64: PersonState?] = [:]
    private var keys: [Int64: SealingKey?] = [:]

    init(
        _ practice: Practice, _ reader: StateReader, _ connection: any StoreConnection,
        _ rules: Practice.ReplayRules, _ other: RulesInForce?
    ) {
        self.practice = practice
        self.reader = reader
        self.connection = connection
        self.rules = rules
        self.other = other
        rows = ProjectedRows(index: practice.journal.chain.index)
    }

    /// A decision to be made again, with all that it is made from.
    private struct Task: Sendable {
        var entry: Int64
        var record: ReleaseRecord
        var decided: ReleaseRecord.Decided
        var patient: PersonState?
        var organization: PersonState
        var parties: PartiesRead
        var rules: RulesInForce
    }

    func run(to end: Int64, onlyStates: Bool) throws {
        rows = ProjectedRows(index: practice.journal.chain.index)
        var stream = EntryStream(connection, to: end)
        while true {
            let entries = try stream.entries()
            if entries.isEmpty { break }
            for entry in entries { for wrapped in entry.body.keys { try findKey(wrapped.person) } }
            let opened = try self.opened(entries)
            var tasks: [Task] = []
            for (entry, opened) in zip(entries, opened) {
                _ = try rows.take(entry, opened)
                if onlyStates { continue }
                guard let opened else {
                    report.unreadable += 1
                    continue
                }
                tasks += try self.tasks(opened)
            }
            if !onlyStates { decide(tasks) }
        }
        if onlyStates { last = rows.people } else { report.entries = end }
    }

    private func findKey(_ person: Int64) throws {
        if keys[person] == nil {
            keys[person] = .some(try practice.dataKeyIfThere(person, connection, practice.journal.chain))
        }
    }

    /// Opens entries on all cores.
    private func opened(_ entries: [StoredEntry]) throws -> [OpenedEntry?] {
        let keys = keys
        return try AllCores.map(entries) { entry in try entry.opened { keys[$0] ?? nil } }
    }

    private func tasks(_ opened: OpenedEntry) throws -> [Task] {
        let record: ReleaseRecord
        switch opened.event {
        case .release(let made), .record(let made), .stopped(let made): record = made
        case .organization, .rulebook, .person, .directive, .directiveEnd, .posting, .taskEnd, .keyRotation,
            .keyDestruction, .restoration, .merge, .unmerge, .party, .account, .role, .signIn, .signOut, .view, .export,
            .emergencyAccess:
            return []
        }
        let people = last.isEmpty ? rows.people : last
        guard let organization = people[0] ?? nil else {
            throw PracticeError.tampered("the entries begin without the organization")
        }
        let rules = try other ?? now ?? practice.rules(record.rules, reader)
        let parties = PartiesRead(states: record.parties.compactMap { people[$0] ?? nil })
        return record.decisions.map { decided in
            Task(
                entry: opened.header.index, record: record, decided: decided,
                patient: decided.person == 0 ? nil : people[decided.person] ?? nil, organization: organization,
                parties: parties, rules: rules)
        }
    }

    /// Decides on all cores.
    private func decide(_ tasks: [Task]) {
        let answers = AllCores.map(tasks) { task in Replay.answer(task) }
        for (task, answer) in zip(tasks, answers) {
            report.decisions += 1
            guard answer != task.decided.decision else { continue }
            report.differencesCount += 1
            if report.differences.count < ReplayReport.differencesMax {
                report.differences.append(
                    ReplayReport.Difference(
                        entry: task.entry, was: Replay.words(task.decided.decision), now: Replay.words(answer)))
            }
        }
    }

    private static func answer(_ task: Task) -> JSONValue {
        guard case .string(let text)? = task.record.request["at"], let at = Instant(text) else { return .null }
        var request = task.record.request
        request["at"] = nil
        do {
            let decided = try task.rules.decide(
                request, patient: task.patient, organization: task.organization, parties: task.parties, at: at,
                offers: false)
            return DecisionRecord.json(decided.decision)
        } catch {
            return .members([("outcome", .string("error")), ("message", .string("\(error)"))])
        }
    }

    /// The outcome of each part with the reason that comes first.
    private static func words(_ decision: JSONValue) -> String {
        guard case .object(let object) = decision, case .string(let outcome)? = object["outcome"] else {
            return "error"
        }
        guard case .array(let parts)? = object["parts"] else { return outcome }
        let reasons = parts.compactMap { part -> String? in
            guard case .object(let part) = part, case .array(let grounds)? = part["grounds"],
                case .object(let ground)? = grounds.first, case .string(let rule)? = ground["rule"]
            else { return nil }
            return rule
        }
        return ([outcome] + reasons).joined(separator: " ")
    }
}
