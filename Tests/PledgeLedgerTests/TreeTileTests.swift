import PledgeLedger
import Testing

@Suite struct TreeTileTests {
    @Test(arguments: [
        (0, 0, 256, "tile/0/000"), (0, 1, 44, "tile/0/001.p/44"), (1, 0, 1, "tile/1/000.p/1"),
        (3, 1_234_067, 256, "tile/3/x001/x234/067"), (0, 999, 256, "tile/0/999"),
        (0, 1000, 255, "tile/0/x001/000.p/255"),
        (63, Int.max, 256, "tile/63/x009/x223/x372/x036/x854/x775/807"),
    ])
    func `a path and its text`(level: Int, number: Int, width: Int, text: String) throws {
        let path = try #require(TilePath(.hashes(level: level), number: number, width: width))
        #expect(path.text == text)
        #expect(try TilePath(text: text) == path)
        let entries = try #require(TilePath(.entries, number: number, width: width))
        let entriesText = text.replacing(/^tile\/\d+\//, with: "tile/entries/")
        #expect(entries.text == entriesText)
        #expect(try TilePath(text: entriesText) == entries)
    }

    @Test(arguments: [
        "", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/000/", "/tile/0/000",
        "tile/00/000", "tile/64/000", "tile/-1/000", "tile/+1/000", "tile/a/000", "tile//000", "tile/0/a00",
        "tile/0/x001",
        "tile/0/x000/001", "tile/0/001/002", "tile/0/x001/x002", "tile/0/x01/002", "tile/0/X001/002", "tile/0/xx01/002",
        "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/05", "tile/0/000.p/", "tile/0/000.p", "tile/0/000.q/5",
        "tile/0/000.p/5/", "tile/0/000.p/-5", "tile/0/.p/5", "tile/0/000 ", "Tile/0/000", "tile/8/0/000",
        "tile/0/x009/x223/x372/x036/x854/x775/808", "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/entry/000",
        "tile/0/٠٠٠", "tile/0/000\u{301}", "checkpoint",
    ])
    func `another text is no path`(text: String) {
        let error = #expect(throws: TreeError.self) { try TilePath(text: text) }
        #expect(error?.code == .malformed)
    }

    @Test func `numbers out of range are no path`() {
        #expect(TilePath(.entries, number: -1) == nil)
        #expect(TilePath(.entries, number: 0, width: 0) == nil)
        #expect(TilePath(.entries, number: 0, width: 257) == nil)
        #expect(TilePath(.hashes(level: 64), number: 0) == nil)
        #expect(TilePath(.hashes(level: -1), number: 0) == nil)
    }

    /// The example of C2SP tlog-tiles.
    @Test func `70,000 entries have the tiles that the specification counts`() {
        let layout = TileLayout(size: 70_000)
        let tiles = layout.paths.filter { $0.kind != .entries }
        func count(_ level: Int) -> [Int] {
            let widths = tiles.filter { $0.kind == .hashes(level: level) }.map(\.width)
            return [widths.filter { $0 == 256 }.count] + widths.filter { $0 < 256 }
        }
        #expect(count(0) == [273, 112])
        #expect(count(1) == [1, 17])
        #expect(count(2) == [0, 1])
        #expect(tiles.count == 274 + 2 + 1)
        #expect(layout.paths.filter { $0.kind == .entries }.count == 274)
        #expect(layout.bundle(number: 273)?.text == "tile/entries/273.p/112")
        #expect(layout.bundle(number: 274) == nil)
        #expect(layout.tile(level: 3, number: 0) == nil)
    }

    @Test(arguments: [0, 1, 255, 256, 257, 65_535, 65_536, 65_537, 1 << 40, Int.max, -1])
    func `every size has a layout`(size: Int) {
        let layout = TileLayout(size: size)
        for level in layout.levels {
            let numbers = layout.numbers(atLevel: level)
            #expect(numbers.last.flatMap { layout.tile(level: level, number: $0) } != nil)
            #expect(layout.tile(level: level, number: numbers.count) == nil)
            #expect(layout.tile(level: level, number: -1) == nil)
        }
        #expect(layout.levels.isEmpty == (size <= 0))
        #expect(layout.levels.count <= 8)
    }

    // MARK: Bundles

    @Test func `a bundle is the same after it was bytes`() throws {
        let entries = [[], [1, 2, 3], [UInt8](repeating: 9, count: 65_535), [0]]
        let bytes = try EntryBundle.encode(entries)
        #expect(bytes.prefix(7) == [0, 0, 0, 3, 1, 2, 3])
        #expect(try EntryBundle.decode(bytes, count: 4).map { Array($0) } == entries)
    }

    @Test func `a bundle of another form is refused, and where is said`() throws {
        let bytes = try EntryBundle.encode([[1, 2], [3], [4, 5, 6]])
        #expect(try EntryBundle.decode(bytes, count: 3).count == 3)
        for count in 0..<bytes.count {
            let error = #expect(throws: TreeError.self) {
                try EntryBundle.decode(Array(bytes.prefix(count)), count: 3)
            }
            let isBoundary = [0, 4, 7].contains(count)
            #expect(error?.code == (isBoundary ? .wrongCount : .malformed), "cut off at byte \(count)")
        }
        func message(_ bytes: [UInt8], _ count: Int) -> String? {
            #expect(throws: TreeError.self) { try EntryBundle.decode(bytes, count: count) }?.message
        }
        #expect(message(Array(bytes.prefix(9)), 3) == "entry 2 of the bundle is cut off: it begins at byte 7 of 9")
        #expect(message(bytes, 4) == "the bundle ends after 3 of 4 entries")
        #expect(message(bytes, 2) == "the bundle goes on after its 2 entries, at byte 12")
        #expect(message(bytes + [0], 3) == "the bundle goes on after its 3 entries, at byte 12")
        let full = try EntryBundle.encode(Array(repeating: [7], count: 256))
        #expect(message(full + [0, 0], 256) == "the bundle goes on after its 256 entries, at byte 768")
        #expect(throws: TreeError.self) { try EntryBundle.encode([]) }
        #expect(throws: TreeError.self) { try EntryBundle.encode(Array(repeating: [7], count: 257)) }
        #expect(throws: TreeError.self) { try EntryBundle.encode([[UInt8](repeating: 0, count: 65_536)]) }
    }

    // MARK: Writer and reader

    @Test func `300 leaves make the tiles that were published`() throws {
        // Second known answer of the reference: leaves `leaf-0` to `leaf-299`.
        let log = TreeLog(count: 300)
        #expect(log.root.base64 == "YIKAzr3eSMKJmenLg58DmAo+Yui5VQqih1jpEnnr1lc=")
        #expect(
            log.files.mapValues(\.count).filter { !$0.key.hasPrefix("tile/entries") }
                == ["tile/0/000": 8192, "tile/0/001.p/44": 1408, "tile/1/000.p/1": 32])
        #expect(
            log.files.keys.filter { $0.hasPrefix("tile/entries") }.sorted()
                == ["tile/entries/000", "tile/entries/001.p/44"])
    }

    @Test(arguments: [1, 2, 255, 256, 257, 511, 512, 600, 65_536, 65_537, 66_000])
    func `tiles hold the hashes of the definition, and every node is read from them`(size: Int) throws {
        let plain = PlainTree(leaves: TreeLog.leaves(size))
        let log = TreeLog(count: size)
        #expect(log.root == plain.hash(0..<size))
        let layout = TileLayout(size: size)
        #expect(Set(log.files.keys) == Set(layout.paths.map(\.text)))
        var reader = TileHashReader(size: size) { log.files[$0.text] }
        var random = TreeGenerator(seed: UInt64(size))
        for level in 0..<17 where size >> level > 0 {
            for index in Set([0, (size >> level) - 1, Int.random(in: 0..<(size >> level), using: &random)]) {
                let node = TreeNode(level: level, index: index)
                #expect(try reader.hash(node) == plain.hash(node))
            }
            #expect(throws: TreeError.self) { try reader.hash(TreeNode(level: level, index: size >> level)) }
        }
        for index in Set([0, size / 3, size - 1]) {
            let proof = try InclusionProof(index: index, size: size) { try reader.hash($0) }
            try proof.verify(leaf: plain.leaves[index], root: log.root)
        }
    }

    @Test func `a writer goes on where a log ends`() throws {
        for (before, after) in [(0, 5), (1, 300), (255, 256), (256, 257), (300, 1000), (65_535, 65_537)] {
            let (old, new) = (TreeLog(count: before), TreeLog(count: after))
            var files = old.files
            var tiles = try TileWriter(size: before) { files[$0.text] }
            var bundles = try EntryBundleWriter(size: before) { files[$0.text] }
            #expect(tiles.root == old.root)
            for index in before..<after {
                let leaf = MerkleHashing.leaf(TreeLog.entry(index))
                for file in tiles.append(leaf) { files[file.path.text] = file.bytes }
                if let file = try bundles.append(TreeLog.entry(index)) { files[file.path.text] = file.bytes }
            }
            for file in tiles.partialTiles(since: before) { files[file.path.text] = file.bytes }
            if let file = bundles.partialBundle { files[file.path.text] = file.bytes }
            #expect(tiles.root == new.root)
            // The partial tiles of the older size stay beside the new ones.
            #expect(files == old.files.merging(new.files) { $1 })
        }
    }

    @Test func `a writer does not go on from what is not whole`() throws {
        let log = TreeLog(count: 300)
        for path in ["tile/0/001.p/44", "tile/1/000.p/1"] {
            for bytes in [nil, [], Array((log.files[path] ?? []).dropLast()), (log.files[path] ?? []) + [0]] {
                var files = log.files
                files[path] = bytes
                #expect(throws: TreeError.self) { try TileWriter(size: 300) { files[$0.text] } }
            }
        }
        var files = log.files
        files["tile/entries/001.p/44"] = nil
        #expect(throws: TreeError.self) { try EntryBundleWriter(size: 300) { files[$0.text] } }
        #expect(throws: TreeError.self) { try TileWriter(size: -1) { _ in nil } }
        #expect(throws: TreeError.self) { try TileWriter(size: Int.max) { _ in nil } }
    }

    @Test func `only tiles that grew are stored again`() {
        var writer = TileWriter()
        for index in 0..<600 { _ = writer.append(MerkleHashing.leaf(TreeLog.entry(index))) }
        #expect(writer.partialTiles(since: 590).map(\.path.text) == ["tile/0/002.p/88"])
        #expect(writer.partialTiles(since: 500).map(\.path.text) == ["tile/0/002.p/88", "tile/1/000.p/2"])
        #expect(writer.partialTiles(since: 600).isEmpty)
        #expect(writer.partialTiles().count == 2)
    }

    @Test func `a reader takes the full tile where the partial one is gone`() throws {
        let (old, new) = (TreeLog(count: 300), TreeLog(count: 65_536))
        var reader = TileHashReader(size: 300) { new.files[$0.text] }
        let proof = try InclusionProof(index: 299, size: 300) { try reader.hash($0) }
        try proof.verify(leaf: MerkleHashing.leaf(TreeLog.entry(299)), root: old.root)
    }

    @Test func `a reader refuses what is missing, short or beyond the tree`() throws {
        let log = TreeLog(count: 300)
        var files = log.files
        files["tile/0/000"]?.removeLast()
        files["tile/0/001.p/44"] = nil
        var reader = TileHashReader(size: 300) { files[$0.text] }
        for (index, code) in [(3, TreeError.Code.malformed), (299, .missing)] {
            let error = #expect(throws: TreeError.self) { try reader.hash(TreeNode(level: 0, index: index)) }
            #expect(error?.code == code)
        }
        let beyond = [
            (0, 300), (0, -1), (-1, 0), (8, 1), (9, 0), (62, 0), (63, 0), (1000, 0), (-8, 0), (0, Int.max),
        ]
        for (level, index) in beyond {
            let error = #expect(throws: TreeError.self) { try reader.hash(TreeNode(level: level, index: index)) }
            #expect(error?.code == .outOfRange)
        }
    }
}
