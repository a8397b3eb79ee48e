import PledgeLedger
import PledgeStore

/// Where the journal stands: one row, under a keyed hash.
struct JournalHead: Equatable {
    /// Name of the log, the first line of its checkpoints.
    var origin: String
    var size: Int64
    /// When the last entry was written, in milliseconds since 1970.
    var written: Int64
    var frontier: TreeFrontier
    /// How many people there are, the organization counted.
    var people: Int64
    var stateRoot: MerkleHash
    /// The signed note over `size` and the root of the tree.
    var checkpoint: String
    /// Sums of the callers' keys, sealed for `size`.
    var requestKeys: [UInt8]

    /// What the keyed hash is over.
    ///
    /// Shape: lines of text for the numbers and the name, which holds no line feed; 32 bytes of root; the frontier, whose
    /// length follows from its size; the sums of the callers' keys; the checkpoint.
    private var message: [UInt8] {
        Array("pledge-head/3\n\(origin)\n\(size)\n\(written)\n\(people)\n\(requestKeys.count)\n".utf8)
            + stateRoot.bytes + frontier.bytes + requestKeys + Array(checkpoint.utf8)
    }

    // MARK: Stored

    /// Reads the head.
    ///
    /// - Parameters:
    ///   - connection: In a transaction.
    ///   - lock: Whether nobody else may append until the transaction ends.
    ///   - key: The key of the keyed hash.
    ///   - believed: A head that was read or written before; an equal one needs no second look.
    /// - Returns: What was read.
    /// - Throws: `PracticeError.tampered` where the row is not what was written.
    static func read(
        _ connection: any StoreConnection, lock: Bool, key: SealingKey, believed: JournalHead? = nil
    ) throws -> JournalHead {
        var sql =
            "SELECT origin, size, written, frontier, people, state_root, checkpoint, code, request_keys FROM head "
            + "WHERE id = 0"
        if lock, connection.engine == .postgres { sql += " FOR UPDATE" }
        var found: (head: JournalHead, code: [UInt8])?
        var isThere = false
        try connection.rows(sql, []) { (row: borrowing SQLRow) throws(StoreError) in
            isThere = true
            guard let frontier = try? TreeFrontier(bytes: try row.blob(3)),
                let root = MerkleHash(bytes: try row.blob(5))
            else {
                return
            }
            found = (
                JournalHead(
                    origin: try row.text(0), size: try row.integer(1), written: try row.integer(2),
                    frontier: frontier, people: try row.integer(4), stateRoot: root, checkpoint: try row.text(6),
                    requestKeys: try row.blob(8)),
                try row.blob(7)
            )
        }
        guard isThere else { throw PracticeError.tampered("the row that says where the journal stands is gone") }
        guard let (head, code) = found, head == believed || key.isCode(code, for: head.message) else {
            throw PracticeError.tampered("the row that says where the journal stands was changed")
        }
        return head
    }

    func write(_ connection: any StoreConnection, key: SealingKey) throws {
        let values: [SQLValue] = [
            .text(origin), .integer(size), .integer(written), .blob(frontier.bytes), .integer(people),
            .blob(stateRoot.bytes), .text(checkpoint), .blob(key.code(for: message)), .blob(requestKeys),
        ]
        _ = try connection.run(
            """
            INSERT INTO head (id, origin, size, written, frontier, people, state_root, checkpoint, code, request_keys)
            VALUES (0, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT (id) DO UPDATE SET origin = excluded.origin, size = excluded.size, written = excluded.written,
                frontier = excluded.frontier, people = excluded.people, state_root = excluded.state_root,
                checkpoint = excluded.checkpoint, code = excluded.code, request_keys = excluded.request_keys
            """, values)
    }
}
