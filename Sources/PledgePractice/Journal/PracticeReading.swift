import PledgeCore
import PledgeLedger
import PledgeStore
import Synchronization

/// What a use case reads before it decides; the same under the journal's lock and without.
protocol StateReading: AnyObject {
    func leaf(of person: Int64) throws -> MerkleHash
    func person(_ number: Int64) throws -> PersonState
    func person(identifier: String) throws -> PersonState
    func dataKey(of person: Int64) throws -> SealingKey
    /// Rules by the SHA-256 of their bytes, packed.
    func packedRules(_ hash: [UInt8]) throws -> [UInt8]?
    /// Milliseconds since 1970.
    var now: Int64 { get }
}

extension JournalBatch: StateReading {}

/// Reads within one transaction that only reads.
final class StateReader: StateReading {
    private let journal: Journal
    private let connection: any StoreConnection
    private let chain: KeyChain
    let head: JournalHead
    var states: StateTree
    let now: Int64

    init(_ journal: Journal, _ connection: any StoreConnection, states: StateTree, seen: Int64) throws {
        self.journal = journal
        self.connection = connection
        self.states = states
        chain = journal.chain
        head = try journal.head(connection, lock: false, seen: seen, chain)
        now = max(journal.clock(), head.written)
    }

    func leaf(of person: Int64) throws -> MerkleHash {
        try states.leaf(person, of: head.people, under: head.stateRoot) { try StateTree.stored($0, connection) }
    }

    func person(_ number: Int64) throws -> PersonState {
        let leaf = try leaf(of: number)
        let known = journal.people.state(of: number).flatMap { $0.leaf == leaf ? $0.state : nil }
        let state = try PersonRow.read(number, leaf: leaf, connection, known: known) { try dataKey(of: number) }
        journal.people.remember(state, leaf: leaf)
        return state
    }

    func person(identifier: String) throws -> PersonState {
        let number = try IdentifierToken.person(
            IdentifierToken.token(identifier, chain.index), connection, below: head.people)
        let state = try person(number)
        guard state.identifiers.contains(where: { IdentifierToken.isSame($0, identifier) }) else {
            throw PracticeError.tampered("the index of identifiers leads to another patient: it was changed")
        }
        return state
    }

    func dataKey(of person: Int64) throws -> SealingKey { try journal.dataKey(of: person, connection, chain) }

    func requestKey(_ token: [UInt8]) throws -> Int64? {
        try connection.integer("SELECT entry FROM request_key WHERE token = ?1", [.blob(token)])
    }

    func packedRules(_ hash: [UInt8]) throws -> [UInt8]? {
        try connection.blob("SELECT bytes FROM rulebook WHERE hash = ?1", [.blob(hash)])
    }
}

extension Practice {
    /// Runs a use case that only reads.
    func read<Value>(_ work: (StateReader, any StoreConnection) throws -> Value) throws -> Value {
        let seen = journal.sizeSeen
        do {
            return try store.read { connection in
                let reader = try StateReader(journal, connection, states: readStates.withLock { $0 }, seen: seen)
                defer { readStates.withLock { $0 = reader.states } }
                return try work(reader, connection)
            }
        } catch {
            throw Journal.told(error)
        }
    }
}
