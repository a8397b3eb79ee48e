import Dispatch
import PledgeLedger
import PledgeStore
import Synchronization

/// The one order of an organization's entries.
///
/// Use cases are put in from any thread; those that wait while a transaction is written share the next one. Each is
/// answered once its entries are durable and covered by a signed checkpoint.
package final class Journal: Sendable {
    let store: any StoreDriver
    let outside: OutsideFolder
    let random: Randomness
    /// Milliseconds since 1970.
    let clock: @Sendable () -> Int64

    private let queue = DispatchQueue(label: "pledge.journal")
    let requestKeys: RequestKeys
    private let waiting = Mutex<Waiting>(Waiting())
    private let writer: Mutex<Writer>
    /// The newest size of the journal that this process saw.
    private let newest = Mutex<Int64>(0)
    /// The head that was believed last: an equal one needs no second look.
    private let lastHead = Mutex<JournalHead?>(nil)
    var sizeSeen: Int64 { newest.withLock { $0 } }
    let people = RememberedPeople()

    private struct Waiting {
        var jobs: [any JournalJob] = []
        var isRunning = false
    }

    /// Of the thread that writes.
    private struct Writer {
        var chain: KeyChain
        var tiles: TileWriter?
        var head: JournalHead?
        var states = StateTree()
        private var signing: (origin: String, key: SealingKey, signer: NoteSigner)?

        /// The signed note of a checkpoint.
        mutating func signed(origin: String, _ frontier: TreeFrontier, _ key: SealingKey) throws -> String {
            if let signing, signing.origin == origin, signing.key == key {
                return try Journal.signed(origin: origin, frontier, signing.signer)
            }
            let signer = try Journal.signer(origin, key)
            signing = (origin, key, signer)
            return try Journal.signed(origin: origin, frontier, signer)
        }

        init(chain: KeyChain) { self.chain = chain }
    }

    /// Use cases that share a transaction at most.
    ///
    /// Of many that wait half are taken: while they are written, those answered before prepare their next, where otherwise all
    /// would wait and then all would prepare.
    private static let batchMax = 256
    private static let batchMin = 8
    /// A clock this far behind the last entry, in milliseconds, stops the journal.
    private static let clockLagMax: Int64 = 5 * 60 * 1_000

    init(
        store: any StoreDriver, chain: KeyChain, outside: OutsideFolder, random: Randomness,
        clock: @escaping @Sendable () -> Int64
    ) {
        self.store = store
        self.outside = outside
        self.random = random
        self.clock = clock
        writer = Mutex(Writer(chain: chain))
        chainForReading = Mutex(chain)
        requestKeys = RequestKeys(chain.state, random)
    }

    private let chainForReading: Mutex<KeyChain>
    var chain: KeyChain { chainForReading.withLock { $0 } }

    // MARK: Putting in

    /// Runs a use case under the journal's lock, and waits until what it wrote is durable.
    ///
    /// - Parameter work: Decides and writes into the batch; what it throws leaves nothing.
    /// - Returns: What the use case gives.
    /// - Throws: What the use case throws, or `PracticeError` of the store.
    package func append<Value: Sendable>(_ work: @escaping @Sendable (JournalBatch) throws -> Value) throws -> Value {
        let semaphore = DispatchSemaphore(value: 0)
        let result = Mutex<Result<Value, any Error>?>(nil)
        let job = Job(work: work) { outcome in
            result.withLock { $0 = outcome }
            semaphore.signal()
        }
        if put(in: job) {
            // Nobody writes: this thread does, and leaves what came meanwhile to another.
            if writeNext() { queue.async { self.drain() } }
        }
        semaphore.wait()
        guard let outcome = result.withLock({ $0 }) else { preconditionFailure("a job is finished before it signals") }
        return try outcome.get()
    }

    /// The same without blocking the caller's thread.
    package func append<Value: Sendable>(
        _ work: @escaping @Sendable (JournalBatch) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            if put(in: Job(work: work) { continuation.resume(with: $0) }) { queue.async { self.drain() } }
        }
    }

    /// Puts a use case in without waiting; those put in by one thread are run in their order.
    ///
    /// - Parameters:
    ///   - work: As for `append`.
    ///   - completion: Called on a thread of ours once all is durable, or why it is not.
    package func submit<Value: Sendable>(
        _ work: @escaping @Sendable (JournalBatch) throws -> Value,
        completion: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        if put(in: Job(work: work, completion: completion)) { queue.async { self.drain() } }
    }

    /// - Returns: Whether nobody writes, so that the caller is the one to.
    private func put(in job: any JournalJob) -> Bool {
        waiting.withLock { waiting in
            waiting.jobs.append(job)
            defer { waiting.isRunning = true }
            return !waiting.isRunning
        }
    }

    private func drain() {
        while writeNext() {}
    }

    /// Writes what waits, in one transaction.
    ///
    /// - Returns: Whether more may wait; without, nobody writes from now on.
    private func writeNext() -> Bool {
        let jobs = waiting.withLock { waiting in
            let half = max(Journal.batchMin, (waiting.jobs.count + 1) / 2)
            let jobs = Array(waiting.jobs.prefix(min(half, Journal.batchMax)))
            waiting.jobs.removeFirst(jobs.count)
            return jobs
        }
        if !jobs.isEmpty { write(jobs) }
        return waiting.withLock { waiting in
            waiting.isRunning = !waiting.jobs.isEmpty
            return waiting.isRunning
        }
    }

    // MARK: One transaction

    private func write(_ jobs: [any JournalJob]) {
        do {
            let isWritten = try writer.withLock { writer in try write(jobs, &writer) }
            if isWritten, let checkpoint = writer.withLock({ $0.head?.checkpoint }) {
                try outside.write(checkpoint: checkpoint)
            }
            for job in jobs { job.finish(nil) }
        } catch {
            // What this thread believes of the journal may not be what is stored.
            writer.withLock { writer in
                writer.head = nil
                writer.tiles = nil
            }
            let told = Journal.told(error)
            for job in jobs { job.finish(told) }
        }
    }

    private func write(_ jobs: [any JournalJob], _ writer: inout Writer) throws -> Bool {
        var after: (head: JournalHead, tiles: TileWriter, states: StateTree, chain: KeyChain, keys: RequestKeys.Change)?
        let seen = sizeSeen
        try commit(writer.chain) { connection in
            let head = try self.head(connection, lock: true, seen: seen, believed: writer.head, writer.chain)
            var tiles = try StoredTiles.writer(writer.tiles, head, connection)
            let batch = JournalBatch(
                self, connection, chain: writer.chain, head: head, states: writer.states, now: try now(after: head))
            for job in jobs { job.run(batch) }
            writer.states = batch.states
            guard !batch.changes.isEmpty || batch.origin != head.origin else { return nil }
            let removed = try batch.changes.write(connection, batch.chain.state)
            try batch.writeStateTiles()
            var next = batch.head
            var files: [TileFile] = []
            for entry in batch.changes.entries {
                let leaf = MerkleHashing.leaf(entry.leaf)
                next.frontier.append(leaf)
                files += tiles.append(leaf)
            }
            if !files.isEmpty {
                files += tiles.partialTiles(since: Int(head.size)).filter { $0.path.kind != .hashes(level: 0) }
            }
            try StoredTiles.write(files, connection)
            next.checkpoint = try writer.signed(origin: next.origin, next.frontier, batch.chain.signing)
            let keys = try requestKeys.change(
                head, added: batch.changes.requestKeys, removed: removed, size: next.size)
            next.requestKeys = keys.sealed
            try next.write(connection, key: batch.chain.state)
            after = (next, tiles, batch.states, batch.chain, keys)
            guard let last = batch.changes.entries.last else {
                preconditionFailure("a use case that changes something appends an entry")
            }
            return last
        }
        guard let after else { return false }
        requestKeys.wrote(after.keys)
        writer.head = after.head
        writer.tiles = after.tiles
        writer.states = after.states
        writer.chain = after.chain
        chainForReading.withLock { $0 = after.chain }
        newest.withLock { $0 = max($0, after.head.size) }
        return true
    }

    /// The head, checked against the entries and against what this process and the folder outside have seen.
    ///
    /// - Parameters:
    ///   - connection: In a transaction.
    ///   - lock: Whether nobody else may append until the transaction ends.
    ///   - seen: The size that was seen before the transaction began.
    ///   - believed: The head that this thread wrote last.
    ///   - chain: The keys.
    /// - Returns: The head.
    /// - Throws: `PracticeError.tampered` where it is not what was written.
    func head(
        _ connection: any StoreConnection, lock: Bool, seen: Int64, believed: JournalHead? = nil, _ chain: KeyChain
    ) throws -> JournalHead {
        let believed = believed ?? lastHead.withLock { $0 }
        let head = try JournalHead.read(connection, lock: lock, key: chain.state, believed: believed)
        lastHead.withLock { $0 = head }
        let last = try connection.integer("SELECT MAX(number) FROM entry")
        guard (last ?? -1) + 1 == head.size else {
            throw PracticeError.tampered(
                "the journal has \((last ?? -1) + 1) entries and its head says \(head.size): entries were added or removed"
            )
        }
        newest.withLock { $0 = max($0, head.size) }
        guard head.size >= seen else {
            throw PracticeError.tampered(
                "the journal had \(seen) entries and has \(head.size) now: the database was put back to an older state")
        }
        return head
    }

    /// The server's clock, which never runs backward within the journal.
    private func now(after head: JournalHead) throws(PracticeError) -> Int64 {
        let now = clock()
        guard head.written - now <= Journal.clockLagMax else {
            throw .clock(
                "the clock of this machine is \((head.written - now) / 60_000) minutes behind the last entry; set the "
                    + "clock, then try again")
        }
        return max(now, head.written)
    }

    /// The signed note of a checkpoint.
    static func signed(origin: String, _ frontier: TreeFrontier, _ signer: NoteSigner) throws -> String {
        let checkpoint = try Checkpoint(origin: origin, size: frontier.size, root: frontier.root)
        let note = try signer.note(checkpoint.text)
        return String(decoding: note.bytes, as: UTF8.self)
    }

    static func signer(_ origin: String, _ key: SealingKey) throws -> NoteSigner {
        guard let name = NoteName(origin) else {
            throw PracticeError.place("the log's name may hold neither a space nor a plus sign")
        }
        return try NoteSigner(name: name, seed: key.bytes)
    }

    /// Reads what this process remembers.
    var remembered: RememberedReader {
        RememberedReader(people, now: max(clock(), lastHead.withLock { $0?.written ?? 0 }))
    }

    // MARK: Keys of people

    /// The data key of a person whose state was believed.
    func dataKey(of person: Int64, _ connection: any StoreConnection, _ chain: KeyChain) throws -> SealingKey {
        if let key = people.key(of: person) { return key }
        guard
            let wrapped = try connection.blob(
                "SELECT wrapped FROM person_key WHERE person = ?1", [.integer(person)])
        else { throw PracticeError.tampered("the key of a patient is gone") }
        guard let key = try? chain.organization.unwrap(wrapped) else {
            throw PracticeError.tampered(
                "the key of a patient was changed, or the organization's key was rotated by another program: then start "
                    + "this one again")
        }
        people.remember(key, of: person)
        return key
    }

    // MARK: Errors

    /// A driver's error in the words of the practice.
    static func told(_ error: any Error) -> any Error {
        if error is SealingError {
            return PracticeError.tampered("a key, or something sealed under it, is not what was written")
        }
        if let error = error as? TreeError {
            return PracticeError.tampered("the tree of the journal is not what was written: \(error)")
        }
        guard let error = error as? StoreError else { return error }
        if error.isOutcomeUnknown { return PracticeError.outcomeUnknown }
        return PracticeError.store("nothing was recorded: \(error)", isRetryable: error.isRetryable)
    }
}

/// A use case that waits for its transaction.
private protocol JournalJob: Sendable {
    func run(_ batch: JournalBatch)
    /// - Parameter error: Why the transaction was not made.
    func finish(_ error: (any Error)?)
}

private final class Job<Value: Sendable>: JournalJob, Sendable {
    private let work: @Sendable (JournalBatch) throws -> Value
    private let completion: @Sendable (Result<Value, any Error>) -> Void
    private let result = Mutex<Result<Value, any Error>?>(nil)

    init(
        work: @escaping @Sendable (JournalBatch) throws -> Value,
        completion: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        self.work = work
        self.completion = completion
    }

    func run(_ batch: JournalBatch) {
        let outcome = Result { try batch.run(work) }
        result.withLock { $0 = outcome }
    }

    func finish(_ error: (any Error)?) {
        let outcome = result.withLock { $0 }
        switch (outcome, error) {
        case (.failure(let own), _): completion(.failure(Journal.told(own)))
        case (_, let error?): completion(.failure(error))
        case (let outcome?, nil): completion(outcome)
        case (nil, nil): preconditionFailure("a job is run before it is finished")
        }
    }
}
