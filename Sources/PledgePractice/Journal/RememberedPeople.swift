import PledgeLedger
import Synchronization

/// What this process remembers of people: their data keys, and what decisions read of them with the leaf it was read under.
final class RememberedPeople: Sendable {
    private static let keysMax = 100_000
    private static let statesMax = 10_000

    private let keys = Mutex<[Int64: SealingKey]>([:])
    private let states = Mutex<States>(States())

    private struct States {
        var byNumber: [Int64: (leaf: MerkleHash, state: PersonState)] = [:]
        /// Numbers by identifier, as `IdentifierToken.normal` writes it.
        var byIdentifier: [String: Int64] = [:]
    }

    // MARK: Keys

    func key(of person: Int64) -> SealingKey? { keys.withLock { $0[person] } }

    func remember(_ key: SealingKey?, of person: Int64) {
        keys.withLock { keys in
            if keys.count >= RememberedPeople.keysMax { keys = [:] }
            keys[person] = key
        }
    }

    /// Forgets every data key.
    func forgetKeys() { keys.withLock { $0 = [:] } }

    // MARK: States

    /// A state with the leaf of the row it was read from.
    func state(of person: Int64) -> (leaf: MerkleHash, state: PersonState)? { states.withLock { $0.byNumber[person] } }

    /// The same of whoever had this identifier when it was last looked up.
    func state(of identifier: String) -> (leaf: MerkleHash, state: PersonState)? {
        states.withLock { states in
            states.byIdentifier[IdentifierToken.normal(identifier)].flatMap { states.byNumber[$0] }
        }
    }

    func remember(_ state: PersonState, leaf: MerkleHash) {
        states.withLock { states in
            if states.byNumber.count >= RememberedPeople.statesMax { states = States() }
            if states.byNumber[state.number]?.leaf == leaf { return }
            for identifier in states.byNumber[state.number]?.state.identifiers ?? [] {
                states.byIdentifier[IdentifierToken.normal(identifier)] = nil
            }
            states.byNumber[state.number] = (leaf, state)
            for identifier in state.identifiers {
                states.byIdentifier[IdentifierToken.normal(identifier)] = state.number
            }
        }
    }
}

/// Something that this process does not remember; it stands in the database.
struct NotRemembered: Error {}

/// Reads what this process remembers, and the database not at all.
///
/// What is decided on it counts only where the journal's lock finds the same in the database.
final class RememberedReader: StateReading {
    private let people: RememberedPeople
    let now: Int64

    init(_ people: RememberedPeople, now: Int64) {
        self.people = people
        self.now = now
    }

    func person(_ number: Int64) throws -> PersonState { try remembered(people.state(of: number)).state }

    func person(identifier: String) throws -> PersonState { try remembered(people.state(of: identifier)).state }

    func leaf(of person: Int64) throws -> MerkleHash { try remembered(people.state(of: person)).leaf }

    func dataKey(of person: Int64) throws -> SealingKey { try remembered(people.key(of: person)) }

    func packedRules(_ hash: [UInt8]) throws -> [UInt8]? { throw NotRemembered() }

    private func remembered<Value>(_ value: Value?) throws(NotRemembered) -> Value {
        guard let value else { throw NotRemembered() }
        return value
    }
}
