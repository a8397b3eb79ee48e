import PledgeCore
import PledgeLedger

/// What leads from a party's id to its row: sealed pages, which the organization's row names.
///
/// That somebody is no party is so read from rows that are believed, as that somebody is one.
enum PartyDirectory {
    /// A party's id by a keyed hash, in hexadecimal digits.
    static func token(_ id: String, _ key: SealingKey) -> String {
        Hexadecimal.encode(key.code(for: Array("party \(IdentifierToken.normal(id))".utf8)).prefix(tokenBytes))
    }

    /// The page that a party is entered in: one of 256.
    static func slot(_ token: String) -> String { String(token.prefix(2)) }

    private static let tokenBytes = 16

    /// A page, or the organization, after a party was entered.
    ///
    /// - Parameters:
    ///   - change: The new party, with the number of its page.
    ///   - number: Of the party.
    ///   - state: The state of a person; nothing where there is none yet.
    ///   - index: The number of the entry.
    ///   - key: Of the blind index.
    /// - Returns: The page, and the organization where the page is new.
    /// - Throws: What `state` throws.
    static func entered<Failure: Error>(
        _ change: PartyChange, _ number: Int64, _ state: (Int64) throws(Failure) -> PersonState?, at index: Int64,
        _ key: SealingKey
    ) throws(Failure) -> [PersonState] {
        guard let page = change.page else { return [] }
        return try entered(token(change.id, key), number, page: page, state, at: index)
    }

    /// The same of whatever has a token.
    ///
    /// - Parameters:
    ///   - token: Of the id.
    ///   - number: Of the row it leads to.
    ///   - page: Number of the page.
    ///   - state: The state of a person; nothing where there is none yet.
    ///   - index: The number of the entry.
    /// - Returns: The page, and the organization where the page is new.
    /// - Throws: What `state` throws.
    static func entered<Failure: Error>(
        _ token: String, _ number: Int64, page: Int64, _ state: (Int64) throws(Failure) -> PersonState?, at index: Int64
    ) throws(Failure) -> [PersonState] {
        var listed = try state(page) ?? PersonState(number: page, changed: index)
        listed.directory[token] = number
        listed.changed = index
        guard var organization = try state(0), organization.directory[slot(token)] == nil else { return [listed] }
        organization.directory[slot(token)] = page
        organization.changed = index
        return [listed, organization]
    }

    /// The number of a party; nothing where nobody has the id.
    ///
    /// - Parameters:
    ///   - id: As a request says it.
    ///   - organization: Person 0.
    ///   - key: Of the blind index.
    ///   - reader: Reads the page.
    /// - Returns: The party's number, and that of the page that was read, where there is one.
    /// - Throws: `PracticeError.tampered`, or what the reader throws.
    static func look(
        _ id: String, in organization: PersonState, _ key: SealingKey, _ reader: any StateReading
    ) throws -> (party: Int64?, page: Int64?) {
        guard !organization.directory.isEmpty else { return (nil, nil) }
        return try look(token: token(id, key), in: organization, reader)
    }

    /// The number of what has a token; nothing where nothing has it.
    static func look(
        token: String, in organization: PersonState, _ reader: any StateReading
    ) throws -> (party: Int64?, page: Int64?) {
        guard let page = organization.directory[slot(token)] else { return (nil, nil) }
        return (try reader.person(page).directory[token], page)
    }
}
