// SAFETY of this file: the pointers are those of the connection, its results and the bytes of its parameters, which
// stand still until they are cleared; libpq copies what it sends. Results are cleared where they were got.

import CPostgres

extension PostgresConnection {
    /// Runs in one pipeline at most, so that neither side fills up with what the other has not read.
    private static let pipelineRunsMax = 512
    private static let pipelineBytesMax = 1 << 20

    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> Int {
        try state.check()
        do throws(StoreError) {
            try send(try prepared(sql, types: values.map(PostgresValue.type(of:))), values)
            let result = try onlyResult()
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return changes(result)
            default: throw failure(result)
            }
        } catch {
            throw state.failed(error)
        }
    }

    func rows(
        _ sql: String, _ values: [SQLValue], _ each: (borrowing SQLRow) throws(StoreError) -> Void
    ) throws(StoreError) {
        try state.check()
        // What the closure thinks of a row does not end the transaction.
        var refusal: StoreError?
        do throws(StoreError) {
            try send(try prepared(sql, types: values.map(PostgresValue.type(of:))), values)
            // One row at a time: a long answer takes no more memory than a short one.
            guard PQsetSingleRowMode(handle) == 1 else { throw failure(nil) }
            state.beginReading()
            defer { state.endReading() }
            var failed: StoreError?
            while let result = try nextResult() {
                defer { PQclear(result) }
                switch PQresultStatus(result) {
                case PGRES_SINGLE_TUPLE where refusal == nil && failed == nil:
                    do throws(StoreError) { try each(SQLRow(.postgres(result, 0))) } catch { refusal = error }
                case PGRES_SINGLE_TUPLE, PGRES_TUPLES_OK, PGRES_COMMAND_OK: break
                default: failed = failed ?? failure(result)
                }
            }
            if let failed { throw failed }
        } catch {
            throw state.failed(error)
        }
        if let refusal { throw refusal }
    }

    @discardableResult
    func runEach(_ sql: String, _ rows: [[SQLValue]]) throws(StoreError) -> Int {
        try state.check()
        guard !rows.isEmpty else { return 0 }
        do throws(StoreError) {
            let statement = try prepared(sql, types: try commonTypes(of: rows))
            var changed = 0
            var next = 0
            while next < rows.count { changed += try pipeline(statement, rows, from: &next) }
            return changed
        } catch {
            throw state.failed(error)
        }
    }

    func define(_ sql: String) throws(StoreError) {
        try state.check()
        do throws(StoreError) {
            let text = SchemaWords.postgres(sql)
            guard PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 1) == 1 else { throw failure(nil) }
            // As long as it takes: an index over a long table.
            let result = try onlyResult(isPatient: true)
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK: break
            default: throw failure(result, isPreparing: true)
            }
        } catch {
            throw state.failed(error)
        }
    }

    func lock(_ name: String) throws(StoreError) {
        try run("SELECT pg_advisory_xact_lock(hashtextextended(?1, 1996))", [.text(name)])
    }
}

extension PostgresConnection {
    /// Sends a part of the rows, then reads the answers.
    private func pipeline(
        _ statement: Prepared, _ rows: [[SQLValue]], from next: inout Int
    ) throws(StoreError) -> Int {
        guard PQenterPipelineMode(handle) == 1 else { throw failure(nil) }
        defer { if PQexitPipelineMode(handle) == 0 { spend() } }
        var (sent, bytes) = (0, 0)
        while next < rows.count, sent < PostgresConnection.pipelineRunsMax,
            bytes < PostgresConnection.pipelineBytesMax
        {
            try send(statement, rows[next]) { bytes += $0 }
            sent += 1
            next += 1
        }
        guard PQpipelineSync(handle) == 1 else { throw failure(nil) }
        return try readPipeline()
    }

    /// Reads up to the end of a pipeline; the rows changed, or the first error.
    private func readPipeline() throws(StoreError) -> Int {
        var changed = 0
        var failed: StoreError?
        var wasNothing = false
        while true {
            guard let result = try nextResult() else {
                // Nothing ends each statement; nothing twice means that there will be no more.
                if wasNothing || PQstatus(handle) == CONNECTION_BAD {
                    spend()
                    throw failed ?? .lost()
                }
                wasNothing = true
                continue
            }
            defer { PQclear(result) }
            wasNothing = false
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK: changed += changes(result)
            case PGRES_PIPELINE_ABORTED: break
            case PGRES_PIPELINE_SYNC:
                if let failed { throw failed }
                return changed
            default: failed = failed ?? failure(result)
            }
        }
    }

    private func send(
        _ statement: Prepared, _ values: [SQLValue], sent: (Int) -> Void = { _ in }
    ) throws(StoreError) {
        try parameters.load(values)
        defer { parameters.clear() }
        let formats = [Int32](repeating: 1, count: values.count)
        let code = PQsendQueryPrepared(
            handle, statement.name, Int32(values.count), pointers(values), parameters.lengths, formats, 1)
        guard code == 1 else { throw failure(nil) }
        sent(parameters.lengths.reduce(0) { $0 + Int($1) })
    }

    private func pointers(_ values: [SQLValue]) -> [UnsafePointer<CChar>?] {
        values.indices.map { values[$0] == .null ? nil : parameters.start($0).assumingMemoryBound(to: CChar.self) }
    }

    /// The type in each place over all rows, which null leaves open.
    private func commonTypes(of rows: [[SQLValue]]) throws(StoreError) -> [Oid] {
        var types = [Oid](repeating: 0, count: rows[0].count)
        for row in rows {
            guard row.count == types.count else { throw .valueCount(row.count, of: types.count) }
            for (index, value) in row.enumerated() {
                let type = PostgresValue.type(of: value)
                if type == 0 || type == types[index] { continue }
                guard types[index] == 0 else {
                    throw StoreError(.unsupported, "the rows of one statement have values of two types in one place")
                }
                types[index] = type
            }
        }
        return types
    }

    /// Rows that a statement changed; none for one that only reads.
    private func changes(_ result: OpaquePointer?) -> Int {
        guard let tag = PQcmdStatus(result), let count = PQcmdTuples(result) else { return 0 }
        return String(cString: tag).hasPrefix("SELECT") ? 0 : Int(String(cString: count)) ?? 0
    }
}
