// SAFETY of this file: hashes are read from bytes whose count was checked.

/// Gives the hashes of complete subtrees from the tiles of a log.
///
/// Not checked against a root: whoever is given a proof made so verifies it. The tiles used last are kept.
package struct TileHashReader {
    /// Tiles kept; a proof needs one or two at each level.
    private static let keptMax = 16

    /// Which tiles there are.
    private let layout: TileLayout
    private let fetch: (TilePath) throws -> [UInt8]?
    /// The one used last stands last.
    private var kept: [(path: TilePath, hashes: [MerkleHash])] = []

    /// Reads the tiles of a tree.
    ///
    /// - Parameters:
    ///   - size: How many entries the tree has.
    ///   - fetch: Gives the bytes at a path, nothing where there are none.
    package init(size: Int, fetch: @escaping (TilePath) throws -> [UInt8]?) {
        self.layout = TileLayout(size: size)
        self.fetch = fetch
    }

    /// The hash of a complete subtree.
    ///
    /// - Parameter node: One whose leaves the tree has.
    /// - Returns: Its hash, computed from the tile that holds its leaves or the subtrees below.
    /// - Throws: `TreeError` for a node beyond the tree, for a tile that lacks or is of another length; what the
    ///   closure throws.
    package mutating func hash(_ node: TreeNode) throws -> MerkleHash {
        let level = node.level / TileLayout.levelBits
        let height = node.level % TileLayout.levelBits
        let available = layout.hashes(atLevel: level) >> height
        guard node.level >= 0, node.index >= 0, node.index < available else {
            throw TreeError(
                code: .outOfRange, message: "a tree of \(layout.size) entries has no complete \(node)")
        }
        let first = node.index << height
        guard let path = layout.tile(level: level, number: first / TilePath.widthFull) else {
            throw TreeError(code: .outOfRange, message: "a tree of \(layout.size) entries has no tile of \(node)")
        }
        let hashes = try tile(path)
        let start = first % TilePath.widthFull
        return TreeShape.root(hashes[start..<(start + 1 << height)])
    }

    private mutating func tile(_ path: TilePath) throws -> [MerkleHash] {
        if let position = kept.lastIndex(where: { $0.path == path }) {
            let tile = kept.remove(at: position)
            kept.append(tile)
            return tile.hashes
        }
        guard let hashes = try HashTile.load(path, fetch: fetch) else {
            throw TreeError(code: .missing, message: "`\(path)` is missing")
        }
        if kept.count == TileHashReader.keptMax { kept.removeFirst() }
        kept.append((path, hashes))
        return hashes
    }
}

/// The bytes of a tile as hashes, and back.
enum HashTile {
    /// Reads a tile; where a partial one is gone, the full one that took its place.
    ///
    /// - Returns: As many hashes as the path says; nothing where there is no tile.
    /// - Throws: `TreeError` with code `.malformed` for another length; what `fetch` throws.
    static func load(_ path: TilePath, fetch: (TilePath) throws -> [UInt8]?) throws -> [MerkleHash]? {
        if let bytes = try fetch(path) { return try hashes(bytes, at: path) }
        guard !path.isFull, let bytes = try fetch(path.full) else { return nil }
        return Array(try hashes(bytes, at: path.full).prefix(path.width))
    }

    /// The hashes of a tile's bytes.
    static func hashes(_ bytes: [UInt8], at path: TilePath) throws(TreeError) -> [MerkleHash] {
        let expected = path.width * MerkleHash.byteCount
        guard bytes.count == expected else {
            throw TreeError(code: .malformed, message: "`\(path)` has \(bytes.count) bytes instead of \(expected)")
        }
        return bytes.withUnsafeBytes { buffer in
            (0..<path.width).map { position in
                let start = position * MerkleHash.byteCount
                return MerkleHash(reading: UnsafeRawBufferPointer(rebasing: buffer[start...]))
            }
        }
    }

    /// The bytes of a tile.
    static func bytes(_ hashes: some Collection<MerkleHash>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * MerkleHash.byteCount)
        for hash in hashes { bytes += hash.bytes }
        return bytes
    }
}
