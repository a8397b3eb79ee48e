import PledgeCore
import PledgeLedger
import PledgeStore

extension Practice {
    /// Patients whose names are like these words, the likest first.
    ///
    /// - Parameters:
    ///   - text: Words of a name, misspelt or not; of those who were born on a day, `1980-04-02`, the likest come first.
    ///   - most: How many at most.
    /// - Returns: Their states.
    /// - Throws: `PracticeError` where a row was changed.
    package func search(_ text: String, most: Int) throws -> [PersonState] {
        let parts = text.prefix(NameSearch.lettersMax).split(whereSeparator: \.isWhitespace).map(String.init)
        let birth = parts.first { Day($0) != nil }
        let typed = parts.filter { Day($0) == nil }.joined(separator: " ")
        return try read { reader, connection in
            var search = NameSearch(connection, self.journal.chain.index)
            var found: [(person: PersonState, likeness: Double)] = []
            for number in try search.candidates(typed, birth) {
                let person = try reader.person(number)
                let isBorn = birth != nil && person.birth == birth
                found.append((person, NameLikeness.of(person.names.map(\.words), typed) + (isBorn ? 1 : 0)))
            }
            return found.filter { $0.likeness >= NameSearch.likenessMin }
                .sorted { ($1.likeness, $0.person.number) < ($0.likeness, $1.person.number) }
                .prefix(most).map(\.person)
        }
    }
}

/// One search in the blind index: who may be meant, by the tokens that fit.
private struct NameSearch {
    /// Letters of what was typed that are looked at.
    static let lettersMax = 200
    static let likenessMin = 0.5
    private static let wordsMax = 6
    /// Rows of one token, and of all, that are read at most: a token with more tells little.
    private static let rowsOfOneMax = 1_000
    private static let rowsMax = 12_000
    /// Patients whose rows are opened, at most.
    private static let candidatesMax = 48

    private let connection: any StoreConnection
    private let key: SealingKey
    private var points: [Int64: Int] = [:]
    private var rowsLeft = NameSearch.rowsMax

    init(_ connection: any StoreConnection, _ key: SealingKey) {
        self.connection = connection
        self.key = key
    }

    /// Those with the most points, by what their tokens are worth; a token that few have is worth more.
    mutating func candidates(_ typed: String, _ birth: String?) throws -> [Int64] {
        var pieces = SearchTokens.pieces(of: Array(SearchTokens.words(of: typed).prefix(NameSearch.wordsMax)))
        if let birth { pieces.insert(SearchTokens.piece(birth: birth)) }
        let ordered = pieces.map { (piece: $0, weight: SearchTokens.weight(of: $0)) }
            .sorted { ($1.weight, $0.piece) < ($0.weight, $1.piece) }
        for (piece, weight) in ordered where rowsLeft > 0 { try add(piece, weight) }
        return points.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(NameSearch.candidatesMax).map(\.key)
    }

    private mutating func add(_ piece: String, _ weight: Int) throws {
        let most = min(rowsLeft, NameSearch.rowsOfOneMax)
        let people = try connection.all(
            "SELECT person FROM search_token WHERE token = ?1 LIMIT ?2",
            [.integer(SearchTokens.token(piece, key)), .integer(Int64(most))]
        ) { row in try row.integer(0) }
        rowsLeft -= people.count
        let rarity = 11 - (Int.bitWidth - people.count.leadingZeroBitCount)
        for person in people { points[person, default: 0] += weight * max(1, rarity) }
    }
}
