// SAFETY of this file: the connection is ours until `deinit`; libpq copies what it sends within the call; each result is
// cleared where it was got.

import CPostgres
import PledgeStore

/// A PostgreSQL database, without anything between: all statements of a transaction go in one pipeline.
final class BarePostgres: BareDatabase {
    private let connection: OpaquePointer
    private var names: [String: String] = [:]
    private var sent = 0

    private static let schema = "bare"
    /// Answers are read after so many statements, so that neither side waits for the other to read.
    private static let unreadMax = 400

    /// - Parameter address: Of the database in which the practice is measured; the rows stand in a schema of their own.
    /// - Throws: `BenchError`, or why the tables cannot be made.
    init(address: String) throws {
        let store = try StoreAddress(address).open()
        try store.write { try $0.define("CREATE SCHEMA \(BarePostgres.schema)") }
        store.close()
        let own = BarePostgres.inSchema(address)
        try BareRows.makeTables(own)
        guard let opened = PQconnectdb(own), PQstatus(opened) == CONNECTION_OK else {
            throw BenchError("no bare connection")
        }
        connection = opened
        for (number, sql) in BareRows.statements.enumerated() {
            let name = "s\(number)"
            let result = PQprepare(connection, name, sql, 0, nil)
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_COMMAND_OK else {
                throw BenchError("a bare statement cannot be prepared")
            }
            names[sql] = name
        }
        guard PQenterPipelineMode(connection) == 1 else { throw BenchError("no pipeline") }
    }

    deinit { PQfinish(connection) }

    private static func inSchema(_ address: String) -> String {
        guard address.contains("://") else { return address + " options=-csearch_path=\(schema)" }
        return address + (address.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(schema)"
    }

    func begin() throws { try send("BEGIN") }

    func commit() throws {
        try send("COMMIT")
        try read()
    }

    func run(_ sql: String, _ values: [SQLValue]) throws {
        guard let name = names[sql] else { throw BenchError("no such statement") }
        let bytes = values.map(BarePostgres.bytes)
        let formats = [Int32](repeating: 1, count: bytes.count)
        let lengths = bytes.map { Int32($0.count) }
        let all = bytes.flatMap { $0 }
        let code = all.withUnsafeBytes { buffer in
            var pointers: [UnsafePointer<CChar>?] = []
            var next = 0
            for value in bytes {
                pointers.append(buffer.baseAddress?.advanced(by: next).assumingMemoryBound(to: CChar.self))
                next += value.count
            }
            return PQsendQueryPrepared(connection, name, Int32(bytes.count), pointers, lengths, formats, 1)
        }
        guard code == 1 else { throw BenchError("a bare row cannot be sent") }
        sent += 1
        if sent >= BarePostgres.unreadMax { try read() }
    }

    private static func bytes(_ value: SQLValue) -> [UInt8] {
        switch value {
        case .null: []
        case .integer(let integer): withUnsafeBytes(of: integer.bigEndian) { Array($0) }
        case .text(let text): Array(text.utf8)
        case .blob(let bytes): bytes
        }
    }

    private func send(_ sql: String) throws {
        guard PQsendQueryParams(connection, sql, 0, nil, nil, nil, nil, 1) == 1 else {
            throw BenchError("\(sql) cannot be sent")
        }
        sent += 1
    }

    /// Ends the pipeline and reads every answer.
    private func read() throws {
        guard PQpipelineSync(connection) == 1 else { throw BenchError("no pipeline") }
        sent = 0
        while true {
            // Nothing ends each statement's answer.
            guard let result = PQgetResult(connection) else {
                guard PQstatus(connection) == CONNECTION_OK else { throw BenchError("the bare connection was lost") }
                continue
            }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK: continue
            case PGRES_PIPELINE_SYNC: return
            default: throw BenchError("a bare row cannot be written: \(String(cString: PQresultErrorMessage(result)))")
            }
        }
    }
}
