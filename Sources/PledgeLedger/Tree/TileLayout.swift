/// Which tiles and bundles a tree of a given size has.
///
/// - Source: C2SP tlog-tiles.
package struct TileLayout: Hashable, Sendable {
    /// Tile levels of the largest tree.
    static let levelsMax = 8
    /// Levels of nodes that one level of tiles stands for.
    static let levelBits = 8

    /// How many entries there are, 0...2^63-1.
    package let size: Int

    /// The layout of a tree; a size below 0 counts as 0.
    package init(size: Int) { self.size = max(0, size) }

    /// Hashes that a level of tiles holds: of subtrees over `256^level` entries.
    package func hashes(atLevel level: Int) -> Int {
        (0..<TileLayout.levelsMax).contains(level) ? size >> (TileLayout.levelBits * level) : 0
    }

    /// The levels that have a tile.
    package var levels: Range<Int> { 0..<(0..<TileLayout.levelsMax).count { hashes(atLevel: $0) > 0 } }

    /// The numbers of a level's tiles.
    package func numbers(atLevel level: Int) -> Range<Int> {
        let hashes = hashes(atLevel: level)
        return 0..<(hashes / TilePath.widthFull + (hashes % TilePath.widthFull == 0 ? 0 : 1))
    }

    /// The path of a tile, full or partial; nothing where the tree has none.
    package func tile(level: Int, number: Int) -> TilePath? {
        let width = width(level: level, number: number)
        return width > 0 ? TilePath(known: .hashes(level: level), number: number, width: width) : nil
    }

    /// The path of a bundle of entries, full or partial; nothing where the tree has none.
    package func bundle(number: Int) -> TilePath? {
        let width = width(level: 0, number: number)
        return width > 0 ? TilePath(known: .entries, number: number, width: width) : nil
    }

    /// Every tile and bundle, level by level, bundles last.
    package var paths: some Sequence<TilePath> {
        let tiles = levels.lazy.flatMap { level in
            numbers(atLevel: level).lazy.compactMap { tile(level: level, number: $0) }
        }
        return [AnySequence(tiles), AnySequence(numbers(atLevel: 0).lazy.compactMap { bundle(number: $0) })]
            .lazy.joined()
    }

    private func width(level: Int, number: Int) -> Int {
        let hashes = hashes(atLevel: level)
        guard number >= 0, number < numbers(atLevel: level).count else { return 0 }
        return number < hashes / TilePath.widthFull ? TilePath.widthFull : hashes % TilePath.widthFull
    }
}
