package import PledgeCore
import PledgeLedger
import PledgeStore

/// What a check of everything found.
package struct CheckReport: Sendable {
    package var entries: Int64 = 0
    /// Entries that nobody can read any more.
    package var unreadable: Int64 = 0
    /// What is not as it should be, in words; at most `differencesMax`.
    package var differences: [String] = []
    package var leftOut = 0

    package static let differencesMax = 100

    package var isWhole: Bool { differences.isEmpty }

    mutating func note(_ words: String) {
        if differences.count < CheckReport.differencesMax { differences.append(words) } else { leftOut += 1 }
    }
}

extension Practice {
    /// Compares every table with the entries, and the entries with the tree that was signed.
    ///
    /// - Returns: What was found; each difference is named.
    package func check() throws -> CheckReport {
        try read { reader, connection in
            var check = ProjectionCheck(connection, head: reader.head, chain: self.journal.chain)
            return try check.run { try self.dataKeyIfThere($0, connection, self.journal.chain) }
        }
    }
}

/// One check of everything, within one transaction.
private struct ProjectionCheck {
    private let connection: any StoreConnection
    private let head: JournalHead
    private let chain: KeyChain
    private var report = CheckReport()
    private var rows: ProjectedRows
    private var tiles = TileWriter()
    private var frontier = TreeFrontier()
    private var counts: [String: Int64] = [:]
    private var keys: [Int64: SealingKey?] = [:]
    private var requestKeys: [RequestKeys.Row] = []

    init(_ connection: any StoreConnection, head: JournalHead, chain: KeyChain) {
        self.connection = connection
        self.head = head
        self.chain = chain
        rows = ProjectedRows(index: chain.index)
    }

    mutating func run(_ key: (Int64) throws -> SealingKey?) throws -> CheckReport {
        var stream = EntryStream(connection, to: head.size)
        while true {
            let entries: [StoredEntry]
            do {
                entries = try stream.entries()
            } catch PracticeError.tampered(let words) {
                report.entries = head.size
                report.note(words)
                return report
            }
            if entries.isEmpty { break }
            for entry in entries { try take(entry, key) }
        }
        report.entries = head.size
        try checkTree()
        try checkPeople(key)
        try checkRulebooks()
        if !RequestKeys(chain.state, .system).fit(requestKeys, head) {
            report.note("the sums of the callers' keys are not what the entries make them")
        }
        try checkCounts()
        return report
    }

    private mutating func take(_ entry: StoredEntry, _ key: (Int64) throws -> SealingKey?) throws {
        let leaf = MerkleHashing.leaf(entry.leaf)
        frontier.append(leaf)
        for file in tiles.append(leaf) { try check(file) }
        var opened: OpenedEntry?
        do {
            opened = try entry.opened { person in
                if let known = keys[person] { return known }
                let found = try key(person)
                keys[person] = .some(found)
                return found
            }
        } catch PracticeError.tampered(let words) {
            report.note(words)
            return
        }
        if opened == nil { report.unreadable += 1 }
        do {
            try check(try rows.take(entry, opened), of: entry.header.index)
        } catch PracticeError.tampered(let words) {
            report.note(words)
        }
    }

    private mutating func check(_ file: TileFile) throws {
        guard try StoredTiles.bytes(file.path, connection) == file.bytes else {
            report.note("\(file.path) of the journal is not what the entries make it")
            return
        }
    }

    // MARK: Rows of one entry

    private mutating func check(_ rows: ProjectedRows.Rows, of entry: Int64) throws {
        for person in rows.people {
            counts["person_entry", default: 0] += 1
            let there = try connection.integer(
                "SELECT COUNT(*) FROM person_entry WHERE person = ?1 AND entry = ?2",
                [.integer(person), .integer(entry)])
            if there != 1 { report.note("table person_entry lacks entry \(entry) of patient \(person)") }
        }
        if let requestKey = rows.requestKey {
            counts["request_key", default: 0] += 1
            requestKeys.append(RequestKeys.Row(token: requestKey.token, entry: entry, body: requestKey.body))
            let body = try connection.blob(
                "SELECT body FROM request_key WHERE token = ?1 AND entry = ?2",
                [.blob(requestKey.token), .integer(entry)])
            if body != requestKey.body { report.note("table request_key is wrong or lacks the key of entry \(entry)") }
        }
        for task in rows.tasks { try check(task) }
        if let done = rows.done {
            let by = try connection.integer(
                "SELECT done FROM task WHERE entry = ?1 AND ordinal = ?2",
                [.integer(done.entry), .integer(done.ordinal)])
            if by != entry { report.note("table task does not show task \(done.entry).\(done.ordinal) as done") }
            counts["done", default: 0] += 1
        }
    }

    private mutating func check(_ task: ProjectedRows.Task) throws {
        counts["task", default: 0] += 1
        let name = "task \(task.entry).\(task.ordinal)"
        let sealed = try connection.blob(
            "SELECT sealed FROM task WHERE entry = ?1 AND ordinal = ?2 AND person = ?3 AND due = ?4",
            [.integer(task.entry), .integer(task.ordinal), .integer(task.person), .integer(Int64(task.due.number))])
        guard let sealed, let key = keys[task.person] ?? nil else {
            report.note("table task lacks \(name), or it was changed")
            return
        }
        let bytes = try? key.open(sealed, context: TaskRow.context)
        if bytes != TaskRow.words(task.duty, task.words).utf8 { report.note("table task: \(name) was changed") }
    }

    // MARK: Tree, people, counts

    private mutating func checkTree() throws {
        if frontier != head.frontier { report.note("the entries do not make the tree that was signed") }
        guard let checkpoint = try? SignedNote(bytes: Array(head.checkpoint.utf8)),
            let signer = try? Journal.signer(head.origin, chain.signing),
            let verified = try? VerifiedCheckpoint(verifying: checkpoint, origin: head.origin, logKey: signer.key)
        else {
            report.note("the checkpoint is not signed by the journal's key")
            return
        }
        if verified.checkpoint.root != frontier.root || verified.checkpoint.size != Int(head.size) {
            report.note("the checkpoint is of another tree than the entries make")
        }
        for file in tiles.partialTiles() where file.path.kind != .hashes(level: 0) { try check(file) }
        let layout = TileLayout(size: Int(head.size))
        var expected: Int64 = 0
        for level in layout.levels {
            let hashes = layout.hashes(atLevel: level)
            expected += Int64(hashes / TilePath.widthFull) + (level > 0 && hashes % TilePath.widthFull > 0 ? 1 : 0)
        }
        try checkCount("tile", expected)
    }

    private mutating func checkPeople(_ key: (Int64) throws -> SealingKey?) throws {
        var states = StateTree()
        var identifiers: [[UInt8]: Int64] = [:]
        var tokens: Int64 = 0
        for (number, state) in rows.people.sorted(by: { $0.key < $1.key }) {
            do {
                let leaf = try states.leaf(number, of: head.people, under: head.stateRoot) { place in
                    try StateTree.stored(place, connection)
                }
                try check(number, state, leaf, key)
            } catch PracticeError.tampered(let words) {
                report.note("patient \(number): \(words)")
            } catch PracticeError.unknownPatient {
                if state != nil {
                    report.note("patient \(number): the row says the key was destroyed, and no entry does")
                }
            }
            guard let state, number > 0 else { continue }
            for identifier in state.identifiers where state.mergedInto == nil {
                identifiers[IdentifierToken.token(identifier, chain.index)] = number
            }
            for token in SearchTokens.tokens(of: state, chain.index) {
                tokens += 1
                let there = try connection.integer(
                    "SELECT COUNT(*) FROM search_token WHERE token = ?1 AND person = ?2",
                    [.integer(token), .integer(number)])
                if there != 1 { report.note("table search_token lacks a piece of the name of patient \(number)") }
            }
        }
        if Int64(rows.people.count) != head.people {
            report.note("the head counts \(head.people) people, and the entries \(rows.people.count)")
        }
        for (token, number) in identifiers {
            let found = try connection.integer("SELECT person FROM identifier WHERE token = ?1", [.blob(token)])
            if found != number { report.note("table identifier is wrong for patient \(number)") }
        }
        try checkCount("identifier", Int64(identifiers.count))
        try checkCount("search_token", tokens)
        try checkCount("person", head.people)
        try checkCount("person_key", Int64(rows.people.values.count { $0 != nil }))
        try checkCount("state_tile", StateTree.tileCount(head.people))
        try checkSessions()
        try checkCount("secret", Int64(KeyChain.Name.allCases.count))
        try checkCount("head", 1)
    }

    private func check(
        _ number: Int64, _ state: PersonState?, _ leaf: MerkleHash, _ key: (Int64) throws -> SealingKey?
    ) throws {
        let stored = try PersonRow.read(number, leaf: leaf, connection) {
            guard let key = try key(number) else { throw PracticeError.tampered("the key is gone") }
            return key
        }
        guard stored == state else { throw PracticeError.tampered("the row is not what the entries make it") }
    }

    /// Each session that an account has leads to it, and no other row is there.
    private mutating func checkSessions() throws {
        let expected = SessionRow.rows(of: rows.people.values.compactMap { $0 })
        for (token, first) in expected {
            let stored = try SessionRow.read(token, connection)
            guard let (row, code) = stored, row.account == first.account, row.seen >= first.seen,
                code == row.code(token, chain.state)
            else {
                report.note("table session is wrong or lacks a session of account \(first.account)")
                continue
            }
        }
        try checkCount("session", Int64(expected.count))
    }

    /// Rules are kept by their hash: what is stored under it must have it.
    private mutating func checkRulebooks() throws {
        for hash in rows.rulebooks.sorted() {
            let packed = try connection.blob(
                "SELECT bytes FROM rulebook WHERE hash = ?1", [.blob(Hexadecimal.decode(hash.utf8) ?? [])])
            if packed.flatMap(EntryPacking.unpacked).map(RulesInForce.hash) != hash {
                report.note("table rulebook: the rules \(hash.prefix(16)) were changed or are gone")
            }
        }
        try checkCount("rulebook", Int64(rows.rulebooks.count))
    }

    private mutating func checkCounts() throws {
        for table in ["person_entry", "request_key", "task"] { try checkCount(table, counts[table] ?? 0) }
        let done = try connection.integer("SELECT COUNT(*) FROM task WHERE done IS NOT NULL")
        if done != counts["done"] ?? 0 {
            report.note("table task shows \(done ?? 0) as done, and the entries \(counts["done"] ?? 0)")
        }
    }

    private mutating func checkCount(_ table: String, _ expected: Int64) throws {
        let count = try connection.integer("SELECT COUNT(*) FROM \(table)") ?? 0
        if count != expected { report.note("table \(table) has \(count) rows, and the entries make \(expected)") }
    }
}
