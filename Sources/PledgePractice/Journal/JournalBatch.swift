import PledgeCore
import PledgeLedger
import PledgeStore

/// One transaction of the journal, as a use case sees it: reads what is believed, buffers what it writes.
package final class JournalBatch {
    private let journal: Journal
    private let connection: any StoreConnection
    private(set) var chain: KeyChain
    private(set) var head: JournalHead
    /// The head as it is stored.
    private let stored: JournalHead
    var states: StateTree
    /// Of every use case so far that ended well.
    private(set) var changes = Changes()
    private(set) var stateTiles: [StateTree.Place: [UInt8]] = [:]
    /// Of the use case that runs.
    private var own = Changes()
    /// States that use cases of this transaction wrote.
    private var written: [Int64: PersonState] = [:]
    private var ownWritten: [Int64: PersonState] = [:]
    /// Leaves of rows that were read in this transaction and fit them.
    private var held: [Int64: MerkleHash] = [:]
    /// Milliseconds since 1970; not before any entry.
    let now: Int64

    init(
        _ journal: Journal, _ connection: any StoreConnection, chain: KeyChain, head: JournalHead, states: StateTree,
        now: Int64
    ) {
        self.journal = journal
        self.connection = connection
        self.chain = chain
        self.head = head
        stored = head
        self.states = states
        self.now = now
    }

    var origin: String { head.origin }
    var connectionForReading: any StoreConnection { connection }
    var random: Randomness { journal.random }

    // MARK: One use case

    /// Runs a use case: what it wrote counts when it returns, and is forgotten when it throws.
    func run<Value>(_ work: (JournalBatch) throws -> Value) throws -> Value {
        let before = (head: head, chain: chain)
        own = Changes()
        ownWritten = [:]
        do {
            let value = try work(self)
            try settle()
            return value
        } catch {
            (head, chain) = before
            own = Changes()
            throw error
        }
    }

    /// Takes in what the use case wrote.
    private func settle() throws {
        if !own.people.isEmpty {
            var leaves: [Int64: MerkleHash] = [:]
            for (person, sealed) in own.people { leaves[person] = StateTree.leaf(person, sealed) }
            let people = head.people
            let total = max(people, (own.people.keys.max() ?? 0) + 1)
            let change = try states.set(leaves, of: people, growingTo: total, under: head.stateRoot, stateTile)
            for tile in change.tiles { stateTiles[tile.place] = tile.bytes }
            head.stateRoot = change.root
            head.people = total
        }
        changes.add(own)
        written.merge(ownWritten) { $1 }
    }

    private func stateTile(_ place: StateTree.Place) throws -> [UInt8]? {
        if let bytes = stateTiles[place] { return bytes }
        return try StateTree.stored(place, connection)
    }

    /// Tiles of the state that changed.
    func writeStateTiles() throws {
        guard !stateTiles.isEmpty else { return }
        try connection.runEach(
            """
            INSERT INTO state_tile (level, number, bytes) VALUES (?1, ?2, ?3)
            ON CONFLICT (level, number) DO UPDATE SET bytes = excluded.bytes
            """,
            stateTiles.sorted { ($0.key.level, $0.key.number) < ($1.key.level, $1.key.number) }.map {
                [.integer($0.key.level), .integer($0.key.number), .blob($0.value)]
            })
    }

    // MARK: Entries

    /// Of the entry that this use case appended last.
    var lastHeader: EntryHeader {
        guard let last = own.entries.last else {
            preconditionFailure("a use case that changes something appends an entry")
        }
        return last.header
    }

    /// Appends an entry whose body was sealed before.
    ///
    /// - Returns: Its header: number and time.
    @discardableResult
    func append(_ kind: EntryKind, _ digests: EntryDigests, _ body: SealedBody) -> EntryHeader {
        let header = EntryHeader(index: head.size, written: now, kind: kind)
        own.entries.append(Changes.Entry(header: header, leaf: digests.leaf(under: header), body: body))
        head.size += 1
        head.written = now
        return header
    }

    /// Appends an entry about these people.
    @discardableResult
    func append(_ event: PracticeEvent, receipt: JSONValue, about people: [Int64]) throws -> EntryHeader {
        let body = EntryBody(receipt: receipt.utf8, record: event.json.utf8, journal.random)
        var keys: [(person: Int64, key: SealingKey)] = []
        for person in people { keys.append((person, try dataKey(of: person))) }
        let sealed = try SealedBody(EntryPacking.packed(body.bytes), for: keys, journal.random)
        return append(event.kind, body.digests, sealed)
    }

    // MARK: People

    func dataKey(of person: Int64) throws -> SealingKey {
        if let wrapped = own.keys[person] ?? changes.keys[person] {
            guard let wrapped else { throw PracticeError.unknownPatient }
            return try chain.organization.unwrap(wrapped)
        }
        return try journal.dataKey(of: person, connection, chain)
    }

    /// The leaf of a person in the tree of states.
    func leaf(of person: Int64) throws -> MerkleHash {
        try states.leaf(person, of: head.people, under: head.stateRoot, stateTile)
    }

    /// What decisions read of a person.
    func person(_ number: Int64) throws -> PersonState {
        if let state = ownWritten[number] ?? written[number] { return state }
        let leaf = try leaf(of: number)
        return try PersonRow.read(number, leaf: leaf, connection) { try journal.dataKey(of: number, connection, chain) }
    }

    /// Whose identifier it is.
    ///
    /// - Throws: `PracticeError.unknownPatient` where it is nobody's.
    func person(identifier: String) throws -> PersonState {
        let token = IdentifierToken.token(identifier, chain.index)
        let number: Int64
        if let pending = own.identifiers[token] ?? changes.identifiers[token] {
            guard let pending else { throw PracticeError.unknownPatient }
            number = pending
        } else {
            number = try IdentifierToken.person(token, connection, below: head.people)
        }
        let state = try person(number)
        guard state.identifiers.contains(where: { IdentifierToken.isSame($0, identifier) }) else {
            throw PracticeError.tampered("the index of identifiers leads to another patient: it was changed")
        }
        return state
    }

    /// Whether the database holds what a use case was prepared on.
    func holds(_ basis: [Prepared.Basis]) throws -> Bool {
        for one in basis {
            guard try leaf(of: one.person) == one.leaf else { return false }
            if held[one.person] == one.leaf { continue }
            let row = try PersonRow.sealed(one.person, identifier: one.identifier, connection)
            guard let row, StateTree.leaf(one.person, row) == one.leaf else { return false }
            held[one.person] = one.leaf
        }
        return true
    }

    func packedRules(_ hash: [UInt8]) throws -> [UInt8]? {
        try connection.blob("SELECT bytes FROM rulebook WHERE hash = ?1", [.blob(hash)])
    }

    func isKnown(identifier: String) throws -> Bool {
        do {
            _ = try person(identifier: identifier)
            return true
        } catch PracticeError.unknownPatient {
            return false
        }
    }

    /// Makes a data key and gives the next number.
    func newPerson() throws -> Int64 {
        let number = max(head.people, (own.people.keys.max() ?? -1) + 1, (own.keys.keys.max() ?? -1) + 1)
        if number > 0 { try requireNewestKey() }
        let key = SealingKey(journal.random)
        own.keys[number] = try chain.organization.wrap(key)
        return number
    }

    /// Another process may have put a new key in the place of the organization's: nobody could open what ours wraps.
    private func requireNewestKey() throws {
        if own.keys[0] != nil || changes.keys[0] != nil { return }
        guard let wrapped = try connection.blob("SELECT wrapped FROM person_key WHERE person = 0"),
            (try? chain.organization.unwrap(wrapped)) != nil
        else {
            throw PracticeError.key(
                "the organization's key was rotated by another program, or changed: start this one again")
        }
    }

    /// Writes what decisions read of a person from now on.
    func set(_ state: PersonState) throws {
        let json = state.json.utf8
        guard json.count <= PersonState.bytesMax else {
            throw PracticeError.asked(
                ShapeProblem(path: "$", message: "the patient's wishes and facts are more than fit in one record"))
        }
        own.people[state.number] = try dataKey(of: state.number).seal(
            EntryPacking.packed(json), context: PersonRow.context(state.number), journal.random)
        ownWritten[state.number] = state
    }

    func set(identifier: String, to person: Int64?) {
        own.identifiers[IdentifierToken.token(identifier, chain.index)] = .some(person)
    }

    /// Sets what a person is found by.
    ///
    /// - Parameters:
    ///   - state: As it will be; nothing for a person who is not found any more.
    ///   - before: As it was.
    func setSearch(_ state: PersonState?, before: PersonState) {
        if let state, state.names == before.names, state.birth == before.birth, state.mergedInto == before.mergedInto {
            return
        }
        let old = Set(SearchTokens.tokens(of: before, chain.index))
        let new = Set(state.map { SearchTokens.tokens(of: $0, chain.index) } ?? [])
        for token in old.subtracting(new) {
            own.searchTokens[Changes.SearchToken(token: token, person: before.number)] = false
        }
        for token in new.subtracting(old) {
            own.searchTokens[Changes.SearchToken(token: token, person: before.number)] = true
        }
    }

    // MARK: Callers' keys

    /// The entry that was made under a key; nothing where surely none was.
    func requestKey(_ token: [UInt8]) throws -> Int64? {
        if let pending = changes.requestKeys.last(where: { $0.token == token }) { return pending.entry }
        let known = try connection.integer("SELECT entry FROM request_key WHERE token = ?1", [.blob(token)])
        guard let known else {
            try journal.requestKeys.checkUnused(token, stored, connection)
            return nil
        }
        guard known < stored.size else {
            throw PracticeError.tampered("a caller's key leads to no entry: it was changed")
        }
        return known
    }

    func setRequestKey(_ token: [UInt8], entry: Int64, body: [UInt8]) {
        own.requestKeys.append(RequestKeys.Row(token: token, entry: entry, body: body))
    }

    // MARK: Tasks, rulebooks, keys

    /// Whose open task it is; nothing where there is none.
    func openTask(entry: Int64, ordinal: Int64) throws -> Int64? {
        if own.tasksDone.contains(where: { $0.entry == entry && $0.ordinal == ordinal })
            || changes.tasksDone.contains(where: { $0.entry == entry && $0.ordinal == ordinal })
        {
            return nil
        }
        if let task = changes.tasks.first(where: { $0.entry == entry && $0.ordinal == ordinal }) { return task.person }
        return try connection.integer(
            "SELECT person FROM task WHERE entry = ?1 AND ordinal = ?2 AND done IS NULL",
            [.integer(entry), .integer(ordinal)])
    }

    func add(_ task: Changes.Task) { own.tasks.append(task) }

    func setDone(entry: Int64, ordinal: Int64, by end: Int64) { own.tasksDone.append((entry, ordinal, end)) }

    func add(rulebook hash: [UInt8], _ bytes: [UInt8]) { own.rulebooks.append((hash, bytes)) }

    func set(chain: KeyChain, secrets: [String: [UInt8]]) {
        self.chain = chain
        own.secrets.merge(secrets) { $1 }
    }

    func setSession(_ token: String, _ row: SessionRow?) { own.sessions[token] = .some(row) }

    func set(wrapped key: [UInt8]?, of person: Int64) { own.keys[person] = .some(key) }

    /// Every person's data key as it is stored.
    func wrappedKeys() throws -> [(person: Int64, key: [UInt8])] {
        var wrapped: [Int64: [UInt8]] = [:]
        for (person, key) in try connection.all(
            "SELECT person, wrapped FROM person_key", [],
            { row in
                (try row.integer(0), try row.blob(1))
            })
        {
            wrapped[person] = key
        }
        for (person, key) in changes.keys { wrapped[person] = key }
        return wrapped.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Takes away the rows that only this person's key could make again, and what is sealed under it alone.
    func forgetRows(of person: Int64) throws { own.forgottenPeople.append(person) }

    func setDestroyed(_ person: Int64) {
        own.keys[person] = .some(nil)
        own.people[person] = []
    }

    func set(origin: String) { head.origin = origin }
}
