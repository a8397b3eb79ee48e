import PledgeLedger
import PledgeStore
import Synchronization

/// Which callers' keys were used, so that none is taken out of its table unnoticed and a repeated call recorded twice.
///
/// Shape: the rows of `request_key` fall into 64 parts by the first six bits of their tokens. The sum of a part is the
/// exclusive or of a keyed hash, 16 bytes, of each of its rows. The head holds all sums, sealed, so that nobody can tell
/// which rows have which hash; and sealed for its size, so that no older sums fit. Tokens of a part that was read and fits
/// its sum stay in memory: after that a key that was never used costs a look-up there.
final class RequestKeys: Sendable {
    struct Row {
        var token: [UInt8]
        var entry: Int64
        var body: [UInt8]
    }

    /// What a transaction makes of the sums.
    struct Change {
        fileprivate var sums: [Sum]
        fileprivate var added: [(row: Row, hash: Sum)]
        fileprivate var size: Int64
        var sealed: [UInt8]
    }

    fileprivate typealias Sum = SIMD2<UInt64>

    private struct Part {
        var sum = Sum()
        /// First eight bytes of each token.
        var tokens: Set<UInt64> = []
        /// How many entries there were when it was read.
        var size: Int64

        mutating func add(_ row: Row, _ hash: Sum) {
            sum ^= hash
            tokens.insert(RequestKeys.prefix(row.token))
        }
    }

    private struct Memory {
        var parts: [Int: Part] = [:]
        /// The sums that were opened or sealed last.
        var last: (sealed: [UInt8], sums: [Sum])?
    }

    private static let partCount = 64
    /// Tokens in memory at most: about 64 MiB.
    private static let tokensMax = 2_000_000

    private let hashing: SealingKey
    private let sealing: SealingKey
    private let random: Randomness
    private let memory = Mutex(Memory())

    /// - Parameters:
    ///   - state: The key that the head stands under.
    ///   - random: Gives nonces.
    init(_ state: SealingKey, _ random: Randomness) {
        hashing = state.derived(for: "pledge-request-key/1")
        sealing = state.derived(for: "pledge-request-sums/1")
        self.random = random
    }

    // MARK: Sums

    /// The sealed sums of these rows and no others.
    func sealed(_ rows: [Row], size: Int64) throws -> [UInt8] {
        var sums = [Sum](repeating: Sum(), count: RequestKeys.partCount)
        for row in rows { sums[RequestKeys.part(of: row.token)] ^= hash(row) }
        return try seal(sums, size)
    }

    /// Whether the head's sums are those of these rows and no others.
    func fit(_ rows: [Row], _ head: JournalHead) -> Bool {
        var left = (try? sums(of: head)) ?? [Sum](repeating: Sum(repeating: 1), count: RequestKeys.partCount)
        for row in rows { left[RequestKeys.part(of: row.token)] ^= hash(row) }
        return left.allSatisfy { $0 == Sum() }
    }

    /// What the head's sums become.
    ///
    /// - Parameters:
    ///   - head: As it is stored.
    ///   - added: Rows that the transaction writes.
    ///   - removed: Rows that it takes away.
    ///   - size: Entries there are then.
    /// - Returns: What to store, and to hand to `wrote` once it is durable.
    /// - Throws: `PracticeError.tampered` where the head's sums are not what was written.
    func change(_ head: JournalHead, added: [Row], removed: [Row], size: Int64) throws -> Change {
        var sums = try sums(of: head)
        let hashed = added.map { (row: $0, hash: hash($0)) }
        for (row, hash) in hashed { sums[RequestKeys.part(of: row.token)] ^= hash }
        for row in removed { sums[RequestKeys.part(of: row.token)] ^= hash(row) }
        return Change(sums: sums, added: hashed, size: size, sealed: try seal(sums, size))
    }

    private func seal(_ sums: [Sum], _ size: Int64) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(sums.count * 16)
        for sum in sums { for half in [sum.x, sum.y] { bytes += RequestKeys.bytes(half) } }
        let sealed = try sealing.seal(bytes, context: RequestKeys.context(size), random)
        memory.withLock { $0.last = (sealed, sums) }
        return sealed
    }

    private func sums(of head: JournalHead) throws -> [Sum] {
        if let last = memory.withLock({ $0.last }), last.sealed == head.requestKeys { return last.sums }
        guard let bytes = try? sealing.open(head.requestKeys, context: RequestKeys.context(head.size)),
            bytes.count == RequestKeys.partCount * 16
        else { throw PracticeError.tampered("the sums of the callers' keys were changed") }
        let sums = (0..<RequestKeys.partCount).map { part in
            Sum(RequestKeys.number(bytes[(part * 16)...]), RequestKeys.number(bytes[(part * 16 + 8)...]))
        }
        memory.withLock { $0.last = (head.requestKeys, sums) }
        return sums
    }

    private static func context(_ size: Int64) -> String { "pledge-request-sums/1 \(size)" }

    private func hash(_ row: Row) -> Sum {
        let code = hashing.code(
            for: [UInt8(truncatingIfNeeded: row.token.count)] + row.token
                + RequestKeys.bytes(UInt64(bitPattern: row.entry)) + row.body)
        return Sum(RequestKeys.number(code[0...]), RequestKeys.number(code[8...]))
    }

    // MARK: Looking

    /// Believes that a key was never used, because the rows of its part are those that were written.
    ///
    /// - Parameters:
    ///   - token: One that the table does not hold.
    ///   - head: As it is stored.
    ///   - connection: In the transaction that looked.
    /// - Throws: `PracticeError.tampered` where rows were changed, deleted or added.
    func checkUnused(_ token: [UInt8], _ head: JournalHead, _ connection: any StoreConnection) throws {
        let number = RequestKeys.part(of: token)
        let sum = try sums(of: head)[number]
        let isUnused = {
            self.memory.withLock { memory in
                guard let part = memory.parts[number], part.sum == sum else { return false }
                return !part.tokens.contains(RequestKeys.prefix(token))
            }
        }
        if isUnused() { return }
        // Another server may have written to the part since it was read.
        if let size = memory.withLock({ $0.parts[number]?.size }), size < head.size {
            let rows = try rows("entry >= ?1", [.integer(size)], connection)
            memory.withLock { memory in
                for row in rows where RequestKeys.part(of: row.token) == number {
                    memory.parts[number]?.add(row, hash(row))
                }
                memory.parts[number]?.size = head.size
            }
            if isUnused() { return }
        }
        var part = Part(size: head.size)
        for row in try rows(in: number, connection) { part.add(row, hash(row)) }
        guard part.sum == sum else {
            throw PracticeError.tampered(
                "a caller's key was changed, deleted or added, so that a repeated call could be recorded twice: "
                    + "`pledge rebuild` makes the table again")
        }
        memory.withLock { memory in
            let count = memory.parts.values.reduce(0) { $0 + $1.tokens.count }
            if count + part.tokens.count > RequestKeys.tokensMax { memory.parts = [:] }
            memory.parts[number] = part
        }
    }

    private func rows(in part: Int, _ connection: any StoreConnection) throws -> [Row] {
        let first = SQLValue.blob([UInt8(part << 2)])
        if part == RequestKeys.partCount - 1 { return try rows("token >= ?1", [first], connection) }
        return try rows("token >= ?1 AND token < ?2", [first, .blob([UInt8((part + 1) << 2)])], connection)
    }

    private func rows(
        _ condition: String, _ values: [SQLValue], _ connection: any StoreConnection
    ) throws -> [Row] {
        try connection.all("SELECT token, entry, body FROM request_key WHERE \(condition)", values) { row in
            Row(token: try row.blob(0), entry: try row.integer(1), body: try row.blob(2))
        }
    }

    /// Takes in what a transaction wrote, once it is durable.
    func wrote(_ change: Change) {
        let byPart = Dictionary(grouping: change.added) { RequestKeys.part(of: $0.row.token) }
        memory.withLock { memory in
            for (number, added) in byPart {
                let sum = added.reduce(memory.parts[number]?.sum ?? Sum()) { $0 ^ $1.hash }
                // Where another server wrote, too, its rows and these are read when they are needed.
                guard sum == change.sums[number] else { continue }
                for (row, hash) in added { memory.parts[number]?.add(row, hash) }
                memory.parts[number]?.size = change.size
            }
        }
    }

    // MARK: Bytes

    private static func part(of token: [UInt8]) -> Int { Int(token.first ?? 0) >> 2 }

    private static func prefix(_ token: [UInt8]) -> UInt64 { number(token[0...]) }

    /// Eight bytes, the most significant first; fewer are filled up.
    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        (0..<8).reduce(0) { number, index in
            number << 8 | (index < bytes.count ? UInt64(bytes[bytes.startIndex + index]) : 0)
        }
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
    }
}
