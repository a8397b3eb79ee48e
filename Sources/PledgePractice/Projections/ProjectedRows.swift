import PledgeCore
import PledgeLedger
import PledgeStore

/// The rows that follow from the entries alone, made one entry after another.
struct ProjectedRows {
    /// A task in the clear.
    struct Task: Equatable {
        var entry: Int64
        var ordinal: Int64
        var person: Int64
        var due: Day
        var duty: String
        var words: String
    }

    /// Of one entry.
    struct Rows {
        var people: [Int64] = []
        var requestKey: (token: [UInt8], body: [UInt8])?
        var tasks: [Task] = []
        /// The task that the entry ends.
        var done: (entry: Int64, ordinal: Int64)?
    }

    /// States after the last entry, by number; nothing for a person whose key was destroyed.
    private(set) var people: [Int64: PersonState?] = [:]
    /// Hashes of the rules that came into force.
    private(set) var rulebooks: Set<String> = []
    private let index: SealingKey

    init(index: SealingKey) { self.index = index }

    /// Takes in the next entry.
    ///
    /// - Parameters:
    ///   - stored: The entry.
    ///   - opened: In the clear; nothing where its keys were destroyed.
    /// - Returns: The rows that it makes.
    /// - Throws: `PracticeError.tampered` where it does not fit those before.
    mutating func take(_ stored: StoredEntry, _ opened: OpenedEntry?) throws(PracticeError) -> Rows {
        var rows = Rows()
        rows.people = stored.body.keys.map(\.person)
        guard let opened else {
            for person in rows.people where stored.header.kind.changesState { people[person] = .some(nil) }
            return rows
        }
        rows.tasks = opened.event.tasks.enumerated().map { ordinal, task in
            Task(
                entry: stored.header.index, ordinal: Int64(ordinal), person: rows.people.first ?? 0, due: task.due,
                duty: task.duty, words: task.words)
        }
        if let mark = opened.event.imported {
            let token = RequestToken.token(mark.key, index)
            rows.requestKey = (token, token)
        }
        switch opened.event {
        case .organization, .rulebook, .person, .directive, .directiveEnd, .posting, .party, .account, .role, .signIn,
            .signOut, .emergencyAccess:
            if case .rulebook(let change) = opened.event { rulebooks.insert(change.hash) }
            guard let person = rows.people.first else { break }
            var state = (people[person] ?? nil) ?? PersonState(number: person, changed: 0)
            do throws(ShapeProblem) {
                try state.apply(opened.event, at: stored.header.index)
            } catch {
                throw .tampered("entry \(stored.header.index) does not fit those before it: \(error)")
            }
            people[person] = state
            if case .party(let change) = opened.event {
                for state in PartyDirectory.entered(
                    change, person, { people[$0] ?? nil }, at: stored.header.index, index)
                {
                    people[state.number] = state
                }
            }
            if case .account(let change) = opened.event, let page = change.page {
                let token = AccountDirectory.token(change.login, index)
                for state in PartyDirectory.entered(
                    token, person, page: page, { people[$0] ?? nil }, at: stored.header.index)
                {
                    people[state.number] = state
                }
            }
        case .release(let record), .record(let record), .stopped(let record):
            if let key = record.key, let asked = record.asked.flatMap({ Hexadecimal.decode($0.utf8) }) {
                rows.requestKey = (RequestToken.token(key, index), asked)
            }
        case .merge(let merge), .unmerge(let merge): try take(merge, opened.event, at: stored.header.index)
        case .taskEnd(let ended): rows.done = (ended.entry, ended.ordinal)
        case .keyDestruction(let change): if let person = change.person { people[person] = .some(nil) }
        case .keyRotation, .restoration, .view, .export: break
        }
        return rows
    }

    private mutating func take(
        _ merge: PeopleMerge, _ event: PracticeEvent, at index: Int64
    ) throws(PracticeError) {
        guard var stays = people[merge.stays] ?? nil, var ends = people[merge.ends] ?? nil else { return }
        if case .merge = event {
            stays.take(&ends, at: index)
        } else {
            do throws(ShapeProblem) {
                try stays.part(from: &ends, at: index)
            } catch {
                throw .tampered("entry \(index) does not fit those before it: \(error)")
            }
        }
        people[merge.stays] = stays
        people[merge.ends] = ends
    }
}

extension EntryKind {
    /// Whether such an entry changes what decisions read of a person.
    var changesState: Bool {
        switch self {
        case .organization, .rulebook, .person, .directive, .directiveEnd, .posting, .merge, .unmerge, .party, .account,
            .role, .signIn, .signOut, .emergencyAccess:
            true
        case .release, .record, .stopped, .taskEnd, .keyRotation, .keyDestruction, .restoration, .view, .export: false
        }
    }
}
