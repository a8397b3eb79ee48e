// SAFETY of this file: `handle` is ours alone from the start to `deinit`, and used by one thread at a time, as is
// `warnings`, which libpq writes to inside our own calls. Results are cleared by the function that got them.

import CPostgres

/// One connection to a PostgreSQL server, checked and set up by `PostgresStart`.
final class PostgresConnection: StoreConnection {
    /// A statement that the server keeps.
    struct Prepared {
        let name: String
        /// The type of each value; 0 where only null was sent until now.
        let types: [Oid]
    }

    let engine = Engine.postgres
    let handle: OpaquePointer
    let parameters = ParameterBuffer()
    var state = TransactionState()

    private var statements: StatementCache<Prepared>
    private var named = 0
    /// How many warnings the server sent; their texts are not read.
    private let warnings: UnsafeMutablePointer<Int>
    private var isWriting = false
    /// Set when the connection is to be replaced, though it stands.
    private var isSpent = false
    /// The server ends a statement earlier by itself; this is for one that does not answer at all.
    let answerSecondsMax: Int

    private static let graceSeconds = 5

    /// Takes over a connection that stands, and closes it in the end.
    init(_ handle: OpaquePointer, options: StoreOptions) {
        self.handle = handle
        self.statements = StatementCache(countMax: options.statementsMax)
        self.answerSecondsMax = options.statementSecondsMax + PostgresConnection.graceSeconds
        self.warnings = .allocate(capacity: 1)
        warnings.initialize(to: 0)
        PQsetnonblocking(handle, 1)
        // Notices may quote values: nothing of them is printed or kept.
        PQsetNoticeReceiver(
            handle,
            { counter, result in
                guard let counter, let result, let severity = PQresultErrorField(result, 0x56) else { return }
                if String(cString: severity) == "WARNING" { counter.assumingMemoryBound(to: Int.self).pointee += 1 }
            }, warnings)
    }

    deinit {
        PQfinish(handle)
        warnings.deallocate()
    }

    /// Whether the next transaction may use the connection.
    var isUsable: Bool {
        !isSpent && PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE
    }

    /// Begins a transaction; a connection where this fails is of no more use.
    func begin(isWriting: Bool) throws(StoreError) {
        self.isWriting = isWriting
        try control(
            isWriting
                ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        state.begin()
    }

    /// Runs the statements of a transaction that was begun, and commits it.
    ///
    /// - Parameter body: The statements.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws, or `StoreError`.
    func transaction<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value {
        defer { state.end() }
        let value: Value
        do {
            value = try body(self)
            if let failure = state.failure { throw failure }
        } catch {
            rollBack()
            throw error
        }
        try commit()
        return value
    }

    /// Runs a statement of our own that has no values and gives no rows, or several of them.
    func control(_ sql: String) throws(StoreError) {
        guard PQsendQuery(handle, sql) == 1 else { throw failure(nil) }
        let result = try onlyResult()
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(result) }
    }

    /// The error of a result; notes what it means for the connection.
    func failure(_ result: OpaquePointer?, isPreparing: Bool = false) -> StoreError {
        let error = StoreError.postgres(result, on: handle, isPreparing: isPreparing)
        switch error.code {
        case "SQLSTATE 0A000", "SQLSTATE 26000", "SQLSTATE 25006": isSpent = true
        default: break
        }
        return error
    }

    /// Gives the connection up after what cannot be put right.
    func spend() { isSpent = true }

    private func commit() throws(StoreError) {
        warnings.pointee = 0
        do throws(StoreError) {
            guard PQsendQuery(handle, "COMMIT") == 1 else { throw failure(nil) }
            let result = try onlyResult()
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(result) }
            guard let tag = PQcmdStatus(result), String(cString: tag) == "COMMIT" else {
                throw StoreError(.other, "the server rolled a transaction back instead of committing it")
            }
        } catch {
            rollBack()
            // SQLSTATE 40003 says so, too.
            let isUnheard = error.kind == .connectionLost || error.code == "SQLSTATE 40003"
            throw isWriting && isUnheard ? error.withUnknownOutcome() : error
        }
        // The server says COMMIT even when it was told to wait for its standby no longer: then only a warning tells.
        guard warnings.pointee == 0 || !isWriting else {
            spend()
            throw StoreError(.busy, "the server's standby did not confirm in time").withUnknownOutcome()
        }
    }

    private func rollBack() {
        switch PQtransactionStatus(handle) {
        case PQTRANS_INTRANS, PQTRANS_INERROR:
            do {
                try control("ROLLBACK")
            } catch {
                spend()
            }
        case PQTRANS_IDLE: break
        default: spend()
        }
    }
}

extension PostgresConnection {
    /// A statement prepared for values of these types.
    ///
    /// - Parameters:
    ///   - sql: With `?1` and so on.
    ///   - types: Of each value; 0 for null.
    /// - Returns: The statement, with types that fit.
    /// - Throws: `StoreError`.
    func prepared(_ sql: String, types: [Oid]) throws(StoreError) -> Prepared {
        let known = statements.find(sql)
        if let known, known.fits(types) { return known }
        let (text, count) = try Placeholders.postgres(sql)
        guard count == types.count else { throw .valueCount(types.count, of: count) }
        // What is null now keeps the type it had: so the statement is prepared anew only a few times.
        let merged = known.map { zip(types, $0.types).map { $0 == 0 ? $1 : $0 } } ?? types
        named += 1
        let prepared = Prepared(name: "s\(named)", types: merged)
        guard PQsendPrepare(handle, prepared.name, text, Int32(count), merged) == 1 else { throw failure(nil) }
        let result = try onlyResult()
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(result, isPreparing: true) }
        for gone in statements.keep(prepared, for: sql) { try control("DEALLOCATE \(gone.name)") }
        return prepared
    }
}

extension PostgresConnection.Prepared {
    fileprivate func fits(_ wanted: [Oid]) -> Bool {
        guard wanted.count == types.count else { return false }
        for index in types.indices where wanted[index] != types[index] && wanted[index] != 0 { return false }
        return true
    }
}
