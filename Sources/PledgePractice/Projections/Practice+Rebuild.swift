import PledgeCore
import PledgeLedger
import PledgeStore

extension Practice {
    /// Makes every table again from the entries.
    ///
    /// Entries, keys and rules stay; the head keeps its checkpoint.
    ///
    /// - Returns: How many entries there are.
    /// - Throws: `PracticeError.tampered` where the entries are not those that were signed: then nothing is changed.
    @discardableResult
    package func rebuild() throws -> Int64 {
        do {
            return try store.write { connection in
                let chain = self.journal.chain
                let head = try self.journal.head(connection, lock: true, seen: self.journal.sizeSeen, chain)
                let rebuilding = Rebuilding(connection, head: head, chain: chain, random: self.random)
                return try rebuilding.run { try self.dataKeyIfThere($0, connection, chain) }
            }
        } catch {
            throw Journal.told(error)
        }
    }
}

/// One rebuilding, within one transaction.
private final class Rebuilding {
    private let connection: any StoreConnection
    private var head: JournalHead
    private let chain: KeyChain
    private let random: Randomness
    private var rows: ProjectedRows
    private var tiles = TileWriter()
    private var frontier = TreeFrontier()
    private var keys: [Int64: SealingKey?] = [:]
    private var requestKeys: [RequestKeys.Row] = []

    init(_ connection: any StoreConnection, head: JournalHead, chain: KeyChain, random: Randomness) {
        self.connection = connection
        self.head = head
        self.chain = chain
        self.random = random
        rows = ProjectedRows(index: chain.index)
    }

    func run(_ key: (Int64) throws -> SealingKey?) throws -> Int64 {
        for table in [
            "tile", "person", "state_tile", "person_entry", "identifier", "search_token", "request_key", "task",
            "session",
        ] {
            try connection.run("DELETE FROM \(table)", [])
        }
        var stream = EntryStream(connection, to: head.size)
        while true {
            let entries = try stream.entries()
            if entries.isEmpty { break }
            try take(entries, key)
        }
        guard frontier == head.frontier else {
            throw PracticeError.tampered("the entries do not make the tree that was signed; nothing was rebuilt")
        }
        try StoredTiles.write(tiles.partialTiles().filter { $0.path.kind != .hashes(level: 0) }, connection)
        try writePeople(key)
        head.requestKeys = try RequestKeys(chain.state, random).sealed(requestKeys, size: head.size)
        try head.write(connection, key: chain.state)
        return head.size
    }

    private func take(_ entries: [StoredEntry], _ key: (Int64) throws -> SealingKey?) throws {
        var people: [[SQLValue]] = []
        var tokens: [[SQLValue]] = []
        var tasks: [[SQLValue]] = []
        var done: [[SQLValue]] = []
        var files: [TileFile] = []
        for entry in entries {
            let leaf = MerkleHashing.leaf(entry.leaf)
            frontier.append(leaf)
            files += tiles.append(leaf)
            let opened = try entry.opened { try self.key($0, key) }
            let made = try rows.take(entry, opened)
            let index = entry.header.index
            people += made.people.map { [.integer($0), .integer(index)] }
            if let requestKey = made.requestKey {
                tokens.append([.blob(requestKey.token), .integer(index), .blob(requestKey.body)])
                requestKeys.append(RequestKeys.Row(token: requestKey.token, entry: index, body: requestKey.body))
            }
            for task in made.tasks {
                guard let dataKey = try self.key(task.person, key) else { continue }
                let sealed = try dataKey.seal(
                    TaskRow.words(task.duty, task.words).utf8, context: TaskRow.context, random)
                tasks.append([
                    .integer(task.entry), .integer(task.ordinal), .integer(task.person),
                    .integer(Int64(task.due.number)),
                    .blob(sealed),
                ])
            }
            if let end = made.done { done.append([.integer(end.entry), .integer(end.ordinal), .integer(index)]) }
        }
        try StoredTiles.write(files, connection)
        try each("INSERT INTO person_entry (person, entry) VALUES (?1, ?2)", people)
        try each("INSERT INTO request_key (token, entry, body) VALUES (?1, ?2, ?3)", tokens)
        try each("INSERT INTO task (entry, ordinal, person, due, sealed) VALUES (?1, ?2, ?3, ?4, ?5)", tasks)
        try each("UPDATE task SET done = ?3 WHERE entry = ?1 AND ordinal = ?2", done)
    }

    private func key(_ person: Int64, _ find: (Int64) throws -> SealingKey?) throws -> SealingKey? {
        if let known = keys[person] { return known }
        let found = try find(person)
        keys[person] = .some(found)
        return found
    }

    private func writePeople(_ key: (Int64) throws -> SealingKey?) throws {
        var leaves: [Int64: MerkleHash] = [:]
        var stored: [[SQLValue]] = []
        var identifiers: [[SQLValue]] = []
        var tokens: [[SQLValue]] = []
        for (number, state) in rows.people.sorted(by: { $0.key < $1.key }) {
            var sealed: [UInt8] = []
            if let state {
                guard let dataKey = try self.key(number, key) else {
                    throw PracticeError.tampered(
                        "the key of patient \(number) is gone, and no entry says that it was destroyed")
                }
                sealed = try dataKey.seal(
                    EntryPacking.packed(state.json.utf8), context: PersonRow.context(number), random)
                if number > 0, state.mergedInto == nil {
                    identifiers += state.identifiers.map {
                        [.blob(IdentifierToken.token($0, chain.index)), .integer(number)]
                    }
                    tokens += SearchTokens.tokens(of: state, chain.index).map { [.integer($0), .integer(number)] }
                }
            }
            leaves[number] = StateTree.leaf(number, sealed)
            stored.append([.integer(number), .blob(sealed)])
        }
        try each("INSERT INTO person (number, sealed) VALUES (?1, ?2)", stored)
        try each("INSERT INTO identifier (token, person) VALUES (?1, ?2)", identifiers)
        try each("INSERT INTO search_token (token, person) VALUES (?1, ?2)", tokens)
        try each(
            SessionRow.insertion,
            SessionRow.rows(of: rows.people.values.compactMap { $0 }).map { $0.row.values($0.token, chain.state) })
        var states = StateTree()
        let change = try states.set(
            leaves, of: 0, growingTo: Int64(leaves.count), under: StateTree.empty, { _ in nil })
        try each(
            "INSERT INTO state_tile (level, number, bytes) VALUES (?1, ?2, ?3)",
            change.tiles.map { [.integer($0.place.level), .integer($0.place.number), .blob($0.bytes)] })
        head.people = Int64(leaves.count)
        head.stateRoot = change.root
    }

    private func each(_ sql: String, _ rows: [[SQLValue]]) throws {
        if !rows.isEmpty { try connection.runEach(sql, rows) }
    }
}
