import Foundation
package import PledgeCore
package import PledgeDecisions
package import PledgeLedger
package import PledgeStore
import Synchronization

/// A practice that is open: its journal, its keys, its rules.
package final class Practice: Sendable {
    let store: any StoreDriver
    let journal: Journal
    let zones: @Sendable (String) -> TimeZoneRules?
    let random: Randomness
    /// States that readers believe.
    let readStates = Mutex(StateTree())
    private let rulesByHash = Mutex<[String: RulesInForce]>([:])

    private static let rulesMax = 8

    /// How a practice reaches the world.
    package struct Surroundings: Sendable {
        /// Milliseconds since 1970.
        package var clock: @Sendable () -> Int64
        package var random: Randomness
        package var zones: @Sendable (String) -> TimeZoneRules?

        package init(
            clock: @escaping @Sendable () -> Int64, random: Randomness = .system,
            zones: @escaping @Sendable (String) -> TimeZoneRules?
        ) {
            self.clock = clock
            self.random = random
            self.zones = zones
        }
    }

    init(
        store: any StoreDriver, chain: KeyChain, outside: OutsideFolder, _ surroundings: Surroundings
    ) {
        self.store = store
        zones = surroundings.zones
        random = surroundings.random
        journal = Journal(
            store: store, chain: chain, outside: outside, random: surroundings.random, clock: surroundings.clock)
    }

    package func close() { store.close() }

    // MARK: Making one

    /// Makes a practice: its tables, its keys, its first entries.
    ///
    /// - Parameters:
    ///   - store: An empty database.
    ///   - master: The key above all others.
    ///   - outside: A folder outside the database.
    ///   - origin: Name of the log, the first line of its checkpoints.
    ///   - organization: What the organization is.
    ///   - rules: Rules and promises in force.
    ///   - surroundings: Clock, randomness, time zones.
    /// - Returns: The practice, open.
    /// - Throws: `PracticeError.place` where there is one already.
    package static func make(
        store: any StoreDriver, master: SealingKey, outside: String, origin: String,
        organization: OrganizationChange, rules: StoredRulebook, _ surroundings: Surroundings
    ) throws -> Practice {
        try store.migrate(Schema.migrations)
        let chain = KeyChain(surroundings.random)
        let secrets = try chain.sealed(under: master, surroundings.random)
        let practice = Practice(store: store, chain: chain, outside: OutsideFolder(path: outside), surroundings)
        try store.write { connection in
            if try connection.integer("SELECT id FROM head", []) != nil {
                throw PracticeError.place("there is a practice in this database already; nothing was changed")
            }
            for (name, sealed) in secrets.sorted(by: { $0.key < $1.key }) {
                try connection.run("INSERT INTO secret (name, sealed) VALUES (?1, ?2)", [.text(name), .blob(sealed)])
            }
            let frontier = TreeFrontier()
            let head = JournalHead(
                origin: origin, size: 0, written: 0, frontier: frontier, people: 0, stateRoot: StateTree.empty,
                checkpoint: try Journal.signed(origin: origin, frontier, Journal.signer(origin, chain.signing)),
                requestKeys: try practice.journal.requestKeys.sealed([], size: 0))
            try head.write(connection, key: chain.state)
            // Before there is any entry: later its absence tells that somebody took it away.
            try practice.journal.outside.make(checkpoint: head.checkpoint)
        }
        let bytes = rules.bytes
        let hash = RulesInForce.hash(of: bytes)
        let change = RulebookChange(hash: hash, documents: rules.promises.map(\.id), by: organization.by)
        _ = try practice.journal.append { batch in
            let number = try batch.newPerson()
            precondition(number == 0, "the organization is the first of all")
            var state = PersonState(number: 0, changed: 0)
            let first = try batch.append(.organization(organization), receipt: .object(JSONObject()), about: [0])
            try state.apply(.organization(organization), at: first.index)
            batch.add(rulebook: Hexadecimal.decode(hash.utf8) ?? [], EntryPacking.packed(bytes))
            let second = try batch.append(.rulebook(change), receipt: .object(JSONObject()), about: [0])
            try state.apply(.rulebook(change), at: second.index)
            try batch.set(state)
        }
        return practice
    }

    /// Opens a practice.
    ///
    /// - Throws: `PracticeError` where a key does not fit, or the database is not what it was.
    package static func open(
        store: any StoreDriver, master: SealingKey, outside: String, _ surroundings: Surroundings
    ) throws -> Practice {
        try store.migrate(Schema.migrations)
        let stored = try store.read { connection in
            try connection.all("SELECT name, sealed FROM secret") { row in
                (try row.text(0), try row.blob(1))
            }
        }
        guard !stored.isEmpty else {
            throw PracticeError.place("there is no practice in this database; `pledge init` makes one")
        }
        let chain = try KeyChain(Dictionary(stored) { first, _ in first }, under: master)
        let practice = Practice(store: store, chain: chain, outside: OutsideFolder(path: outside), surroundings)
        try practice.checkOutside()
        return practice
    }

    // MARK: Rules

    /// The rules and promises of a hash.
    func rules(_ hash: String, _ reader: any StateReading) throws -> RulesInForce {
        if let rules = rulesByHash.withLock({ $0[hash] }) { return rules }
        guard let name = Hexadecimal.decode(hash.utf8),
            let packed = try reader.packedRules(name)
        else { throw PracticeError.tampered("rules that were in force are gone from the database") }
        guard let bytes = EntryPacking.unpacked(packed), RulesInForce.hash(of: bytes) == hash,
            let stored = try? StoredRulebook(bytes: bytes)
        else { throw PracticeError.tampered("rules that were in force were changed in the database") }
        let rules = try RulesInForce(stored, zones: zones)
        rulesByHash.withLock { known in
            if known.count >= Practice.rulesMax { known = [:] }
            known[hash] = rules
        }
        return rules
    }

    func rules(of organization: PersonState, _ reader: any StateReading) throws -> RulesInForce {
        guard let hash = organization.rulebook else {
            throw PracticeError.tampered("the organization's row names no rules")
        }
        return try rules(hash, reader)
    }
}
