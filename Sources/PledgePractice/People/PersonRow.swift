import Crypto
import PledgeCore
import PledgeLedger
import PledgeStore

/// The row of a person's state: sealed, and believed only where it fits its leaf.
enum PersonRow {
    static func context(_ person: Int64) -> String { "pledge-person/1 \(person)" }

    /// The row as it is stored.
    ///
    /// - Parameters:
    ///   - number: Of the person.
    ///   - identifier: The token of an identifier that should lead there; nothing for the organization.
    ///   - connection: In a transaction.
    /// - Returns: Nothing where there is none, or the identifier leads elsewhere.
    /// - Throws: `StoreError`.
    static func sealed(
        _ number: Int64, identifier: [UInt8]?, _ connection: any StoreConnection
    ) throws -> [UInt8]? {
        guard let identifier else {
            return try connection.blob("SELECT sealed FROM person WHERE number = ?1", [.integer(number)])
        }
        return try connection.blob(
            """
            SELECT person.sealed FROM identifier JOIN person ON person.number = identifier.person
            WHERE identifier.token = ?1 AND identifier.person = ?2
            """, [.blob(identifier), .integer(number)])
    }

    /// Reads a person's state.
    ///
    /// - Parameters:
    ///   - number: Of the person.
    ///   - leaf: What the tree of states holds for the person.
    ///   - connection: In a transaction.
    ///   - known: What was read before from a row of this leaf.
    ///   - key: Opens the person's data key.
    /// - Returns: What was read.
    /// - Throws: `PracticeError.tampered` where the row is not the one that was written; `.unknownPatient` where the key
    ///   was destroyed.
    static func read(
        _ number: Int64, leaf: MerkleHash, _ connection: any StoreConnection, known: PersonState? = nil,
        key: () throws -> SealingKey
    ) throws -> PersonState {
        let row = try connection.blob("SELECT sealed FROM person WHERE number = ?1", [.integer(number)])
        guard let sealed = row else { throw PracticeError.tampered("the row of a patient is gone") }
        guard StateTree.leaf(number, sealed) == leaf else {
            throw PracticeError.tampered("the row of a patient was changed")
        }
        guard !sealed.isEmpty else { throw PracticeError.unknownPatient }
        if let known { return known }
        guard let bytes = try? key().open(sealed, context: context(number)),
            let unpacked = EntryPacking.unpacked(bytes),
            let json = try? JSONScanner.value(of: unpacked), let state = PersonState(json), state.number == number
        else { throw PracticeError.tampered("the row of a patient, or its key, was changed") }
        return state
    }
}

/// Keyed hashes of identifiers: who has which is found, and none can be read.
enum IdentifierToken {
    private static let bytesCount = 16

    static func token(_ identifier: String, _ key: SealingKey) -> [UInt8] {
        Array(key.code(for: Array("identifier \(normal(identifier))".utf8)).prefix(bytesCount))
    }

    /// Without space around it, in lower case.
    static func normal(_ identifier: String) -> String {
        func isSpace(_ character: Character) -> Bool { [" ", "\t", "\n", "\r", "\r\n"].contains(character) }
        var rest = identifier[...]
        while rest.first.map(isSpace) == true { rest.removeFirst() }
        while rest.last.map(isSpace) == true { rest.removeLast() }
        return rest.lowercased()
    }

    static func isSame(_ left: String, _ right: String) -> Bool { normal(left) == normal(right) }

    static func person(_ token: [UInt8], _ connection: any StoreConnection, below people: Int64) throws -> Int64 {
        let found = try connection.integer("SELECT person FROM identifier WHERE token = ?1", [.blob(token)])
        guard let number = found else { throw PracticeError.unknownPatient }
        guard number > 0, number < people else {
            throw PracticeError.tampered("the index of identifiers leads nowhere: it was changed")
        }
        return number
    }
}

extension StateTree {
    static func stored(_ place: Place, _ connection: any StoreConnection) throws -> [UInt8]? {
        try connection.blob(
            "SELECT bytes FROM state_tile WHERE level = ?1 AND number = ?2",
            [.integer(place.level), .integer(place.number)])
    }
}
