import PledgeLedger

/// A small log in memory: entries `leaf-0`, `leaf-1`, ..., with every tile and bundle of its size.
struct TreeLog {
    let count: Int
    let root: MerkleHash
    /// Bytes by path.
    var files: [String: [UInt8]]

    init(count: Int) {
        var (tiles, bundles, files) = (TileWriter(), EntryBundleWriter(), [String: [UInt8]]())
        for index in 0..<count {
            for file in tiles.append(MerkleHashing.leaf(Self.entry(index))) { files[file.path.text] = file.bytes }
            if let file = Self.append(Self.entry(index), to: &bundles) { files[file.path.text] = file.bytes }
        }
        for file in tiles.partialTiles() + [bundles.partialBundle].compactMap({ $0 }) {
            files[file.path.text] = file.bytes
        }
        self.count = count
        self.root = tiles.root
        self.files = files
    }

    static func entry(_ index: Int) -> [UInt8] { Array("leaf-\(index)".utf8) }

    static func leaves(_ count: Int) -> [MerkleHash] { (0..<count).map { MerkleHashing.leaf(entry($0)) } }

    private static func append(_ entry: [UInt8], to bundles: inout EntryBundleWriter) -> TileFile? {
        do throws(TreeError) {
            return try bundles.append(entry)
        } catch {
            preconditionFailure("a short entry is refused: \(error)")
        }
    }
}
