/// A tile or a bundle, ready to be stored.
package struct TileFile: Hashable, Sendable {
    package let path: TilePath
    package let bytes: [UInt8]
}

/// Makes tiles of the leaves that are appended: full ones as they fill, partial ones when asked.
///
/// At most 255 hashes of each level are held.
package struct TileWriter: Hashable, Sendable {
    /// How many leaves there are.
    package private(set) var size: Int
    /// The open tile of each level.
    private var open: OpenTiles

    /// The writer of a tree without leaves.
    package init() {
        self.size = 0
        self.open = OpenTiles()
    }

    /// Goes on where a log ends.
    ///
    /// - Parameters:
    ///   - size: How many entries the log has.
    ///   - fetch: Gives the bytes at a path, nothing where there are none; only partial tiles are asked for, or the
    ///     full ones that took their place.
    /// - Throws: `TreeError` for a tile that lacks or is of another length; what `fetch` throws.
    package init(size: Int, fetch: (TilePath) throws -> [UInt8]?) throws {
        guard (0...TreeFrontier.sizeMax).contains(size) else {
            throw TreeError(code: .outOfRange, message: "a tree of \(size) leaves is no tree of ours")
        }
        self.init()
        self.size = size
        let layout = TileLayout(size: size)
        for level in layout.levels {
            let number = layout.hashes(atLevel: level) / TilePath.widthFull
            guard let path = layout.tile(level: level, number: number) else { continue }
            guard let hashes = try HashTile.load(path, fetch: fetch) else {
                throw TreeError(code: .missing, message: "`\(path)` is missing: the log cannot be gone on with")
            }
            open.levels[level] = hashes
        }
    }

    /// The hash of the whole tree.
    ///
    /// - Complexity: As many hashes as the open tiles hold.
    package var root: MerkleHash { open.root }

    /// Adds a leaf.
    ///
    /// - Parameter leaf: The leaf's hash.
    /// - Returns: The tiles that it fills, the lowest first; mostly none. They are to be stored before the next is added.
    package mutating func append(_ leaf: MerkleHash) -> [TileFile] {
        precondition(size < TreeFrontier.sizeMax, "a tree has at most 2^62 leaves")
        size += 1
        open.levels[0].append(leaf)
        guard open.levels[0].count == TilePath.widthFull else { return [] }
        var files: [TileFile] = []
        var level = 0
        while open.levels[level].count == TilePath.widthFull {
            let number = (size >> (TileLayout.levelBits * (level + 1))) - 1
            let path = TilePath(known: .hashes(level: level), number: number, width: TilePath.widthFull)
            files.append(TileFile(path: path, bytes: HashTile.bytes(open.levels[level])))
            open.close(level)
            level += 1
        }
        return files
    }

    /// The partial tiles that a checkpoint of this size needs.
    ///
    /// - Parameter published: Size of the checkpoint before, whose partial tiles are stored.
    /// - Returns: Those that hold more than they did then.
    package func partialTiles(since published: Int = 0) -> [TileFile] {
        let (now, before) = (TileLayout(size: size), TileLayout(size: published))
        return now.levels.compactMap { level in
            let hashes = now.hashes(atLevel: level)
            guard hashes != before.hashes(atLevel: level),
                let path = now.tile(level: level, number: hashes / TilePath.widthFull)
            else { return nil }
            return TileFile(path: path, bytes: HashTile.bytes(open.levels[level]))
        }
    }
}

/// The tile of each level that is not full yet.
///
/// INVARIANT: between calls no level holds more than 256 hashes.
struct OpenTiles: Hashable, Sendable {
    /// From the leaves upwards.
    var levels: [[MerkleHash]]

    init() { self.levels = Array(repeating: [], count: TileLayout.levelsMax) }

    /// Empties a full tile and puts its hash into the one above.
    mutating func close(_ level: Int) {
        precondition(level + 1 < TileLayout.levelsMax, "a tree has at most 2^62 leaves")
        levels[level + 1].append(TreeShape.root(levels[level]))
        levels[level].removeAll(keepingCapacity: true)
    }

    /// The hash of the tree.
    var root: MerkleHash { root(leaves: levels[0]) }

    /// The hash of the tree with other leaves at its end.
    func root(leaves: some Collection<MerkleHash>) -> MerkleHash {
        var rest: MerkleHash? = leaves.isEmpty ? nil : TreeShape.root(leaves)
        for level in levels.dropFirst() {
            let row = level + (rest.map { [$0] } ?? [])
            if !row.isEmpty { rest = TreeShape.root(row) }
        }
        return rest ?? MerkleHashing.empty
    }
}

/// Makes bundles of the entries that are appended: full ones as they fill, the partial one when asked.
package struct EntryBundleWriter: Hashable, Sendable {
    /// How many entries there are.
    package private(set) var size: Int
    /// The bundle that is not full yet.
    private var open: [UInt8]

    /// The writer of a log without entries.
    package init() {
        self.size = 0
        self.open = []
    }

    /// Goes on where a log ends.
    ///
    /// - Parameters:
    ///   - size: How many entries the log has.
    ///   - fetch: Gives the bytes at a path, nothing where there are none.
    /// - Throws: `TreeError` where the partial bundle lacks or is of another form; what `fetch` throws.
    package init(size: Int, fetch: (TilePath) throws -> [UInt8]?) throws {
        guard (0...TreeFrontier.sizeMax).contains(size) else {
            throw TreeError(code: .outOfRange, message: "a log of \(size) entries is no log of ours")
        }
        self.size = size
        self.open = []
        guard let path = TileLayout(size: size).bundle(number: size / TilePath.widthFull) else { return }
        guard let bytes = try fetch(path) else {
            throw TreeError(code: .missing, message: "`\(path)` is missing: the log cannot be gone on with")
        }
        _ = try EntryBundle.decode(bytes, count: path.width)
        self.open = bytes
    }

    /// Adds an entry.
    ///
    /// - Parameter entry: At most 65,535 bytes.
    /// - Returns: The bundle that it fills; mostly none. It is to be stored before the next entry is added.
    /// - Throws: `TreeError` with code `.outOfRange` for a longer entry.
    package mutating func append(_ entry: some Collection<UInt8>) throws(TreeError) -> TileFile? {
        precondition(size < TreeFrontier.sizeMax, "a tree has at most 2^62 leaves")
        try EntryBundle.append(entry, to: &open)
        size += 1
        guard size.isMultiple(of: TilePath.widthFull) else { return nil }
        defer { open.removeAll(keepingCapacity: true) }
        let path = TilePath(known: .entries, number: size / TilePath.widthFull - 1, width: TilePath.widthFull)
        return TileFile(path: path, bytes: open)
    }

    /// The partial bundle that a checkpoint of this size needs; nothing where all are full.
    package var partialBundle: TileFile? {
        TileLayout(size: size).bundle(number: size / TilePath.widthFull).map { TileFile(path: $0, bytes: open) }
    }
}
