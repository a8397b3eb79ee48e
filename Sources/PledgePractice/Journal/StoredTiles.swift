import PledgeLedger
import PledgeStore

/// The tiles of the tree as they are stored.
///
/// Full ones of every level, and open ones above the lowest; the open one of the lowest level is read from the entries.
enum StoredTiles {
    /// The bytes at a path of hashes, as long as its width asks.
    static func bytes(_ path: TilePath, _ connection: any StoreConnection) throws -> [UInt8]? {
        guard case .hashes(let level) = path.kind else { return try bundle(path, connection) }
        if level == 0, !path.isFull {
            let leaves = try leaves(path, connection)
            return leaves.flatMap { MerkleHashing.leaf($0).bytes }
        }
        let bytes = try connection.blob(
            "SELECT bytes FROM tile WHERE level = ?1 AND number = ?2",
            [.integer(Int64(level)), .integer(Int64(path.number))])
        return bytes.map { Array($0.prefix(path.width * MerkleHash.byteCount)) }
    }

    /// The bundle of leaves at a path.
    private static func bundle(_ path: TilePath, _ connection: any StoreConnection) throws -> [UInt8]? {
        try EntryBundle.encode(try leaves(path, connection))
    }

    private static func leaves(_ path: TilePath, _ connection: any StoreConnection) throws -> [[UInt8]] {
        let first = Int64(path.number) * Int64(TilePath.widthFull)
        return try connection.blobs(
            "SELECT leaf FROM entry WHERE number >= ?1 AND number < ?2 ORDER BY number",
            [.integer(first), .integer(first + Int64(path.width))])
    }

    /// The writer that goes on where the journal ends.
    ///
    /// - Parameters:
    ///   - known: One that stood at this end, or before it.
    ///   - head: Where the journal stands.
    ///   - connection: In a transaction.
    /// - Returns: The writer.
    /// - Throws: `PracticeError.tampered` where the tiles do not lead to the root that was signed.
    static func writer(
        _ known: TileWriter?, _ head: JournalHead, _ connection: any StoreConnection
    ) throws -> TileWriter {
        let size = Int(head.size)
        if let known, known.size == size { return known }
        var writer: TileWriter
        if let known, known.size < size, size - known.size <= TilePath.widthFull {
            writer = known
            let leaves = try connection.blobs(
                "SELECT leaf FROM entry WHERE number >= ?1 ORDER BY number", [.integer(Int64(known.size))])
            for leaf in leaves { _ = writer.append(MerkleHashing.leaf(leaf)) }
        } else {
            do {
                writer = try TileWriter(size: size) { try bytes($0, connection) }
            } catch let error as TreeError {
                throw PracticeError.tampered("the tiles of the journal were changed: \(error)")
            }
        }
        guard writer.size == size, writer.root == head.frontier.root else {
            throw PracticeError.tampered("the last entries of the journal, or its tiles, were changed")
        }
        return writer
    }

    static func write(_ files: [TileFile], _ connection: any StoreConnection) throws {
        let rows = files.compactMap { file -> [SQLValue]? in
            guard case .hashes(let level) = file.path.kind else { return nil }
            return [.integer(Int64(level)), .integer(Int64(file.path.number)), .blob(file.bytes)]
        }
        guard !rows.isEmpty else { return }
        try connection.runEach(
            """
            INSERT INTO tile (level, number, bytes) VALUES (?1, ?2, ?3)
            ON CONFLICT (level, number) DO UPDATE SET bytes = excluded.bytes
            """, rows)
    }
}
