import PledgeCore
import PledgeLedger
import Testing

/// A whole log is checked; then one byte of it is changed at a time, and the check must say where.
@Suite struct TreeFolderTests {
    private static let seed = [UInt8](0..<32)
    /// Three levels of tiles: 258 full ones and one of 52, one full and one of 2, one of 1.
    private static let large = TreeLog(count: 66_100)

    private func signer() throws -> NoteSigner {
        try NoteSigner(name: try #require(NoteName("example.com/ledger-test")), seed: Self.seed)
    }

    private func note(size: Int, root: MerkleHash, origin: String = "example.com/ledger-test") throws -> [UInt8] {
        try signer().note(try Checkpoint(origin: origin, size: size, root: root).text).bytes
    }

    private func check(
        _ log: TreeLog, scope: TileFolderCheck.Scope = .hashesAndEntries, older: [(Int, MerkleHash)] = []
    ) throws -> TileFolderReport {
        let check = TileFolderCheck(logKey: try signer().key, scope: scope) { log.files[$0.text] }
        return try check.run(
            checkpoint: try note(size: log.count, root: log.root),
            older: try older.map { TileFolderCheck.Older(note: try note(size: $0.0, root: $0.1)) })
    }

    @Test(arguments: [0, 1, 2, 255, 256, 257, 300, 512, 1000, 65_536, 65_537, 66_100])
    func `a whole log has no fault`(count: Int) throws {
        let log = TreeLog(count: count)
        let plain = PlainTree(leaves: TreeLog.leaves(count))
        let sizes = Set([0, 1, count / 3, 256, 512, count - 1, count]).filter { (0...count).contains($0) }
        let report = try check(log, older: sizes.map { ($0, plain.hash(0..<$0)) })
        #expect(report.faults.map(\.description) == [])
        #expect(report.isWhole)
        #expect(report.entriesChecked == count)
        #expect(report.filesRead == log.files.count)
        #expect(try check(log, scope: .hashes).isWhole)
    }

    // MARK: One byte

    @Test func `a changed entry is named`() throws {
        let log = TreeLog(count: 1000)
        for index in [0, 300, 767, 768, 999] {
            var changed = log
            let path = try #require(TileLayout(size: 1000).bundle(number: index / 256)).text
            let bytes = try #require(changed.files[path])
            let entries = try EntryBundle.decode(bytes, count: index < 768 ? 256 : 232)
            changed.files[path]?[entries[index % 256].startIndex + 3] ^= 1
            let report = try check(changed)
            #expect(report.faults.count == 1)
            let fault = try #require(report.faults.first)
            #expect(fault.code == .entryDiffers)
            #expect(fault.entry == index)
            #expect(fault.verdict == .belowChanged)
            #expect(fault.description.hasPrefix("entry \(index) in `\(path)` has the hash "))
            #expect(fault.description.hasSuffix(": the entry was changed, the tree above agrees with the tile"))
            // Without the entries nothing is wrong.
            #expect(try check(changed, scope: .hashes).isWhole)
        }
    }

    @Test func `a changed hash is named, at every level, full and partial`() throws {
        let log = Self.large
        for (path, position, code) in [
            ("tile/0/000", 7, TileFolderFault.Code.entryDiffers), ("tile/0/257", 0, .entryDiffers),
            ("tile/0/258.p/52", 51, .entryDiffers), ("tile/1/000", 255, .hashDiffers),
            ("tile/1/001.p/2", 1, .hashDiffers), ("tile/2/000.p/1", 0, .hashDiffers),
        ] {
            var changed = log
            changed.files[path]?[position * 32 + 31] ^= 0x80
            let report = try check(changed)
            #expect(report.faults.count == 1, "\(path)")
            let fault = try #require(report.faults.first)
            #expect(fault.code == code)
            #expect(fault.path?.text == path)
            #expect(fault.position == position)
            #expect(fault.verdict == .tileChanged)
            #expect(fault.description.contains("`\(path)` says "))
        }
    }

    @Test func `each byte of a small log is watched`() throws {
        let log = TreeLog(count: 3)
        #expect(try check(log).isWhole)
        for (path, bytes) in log.files {
            for index in bytes.indices {
                var changed = log
                changed.files[path]?[index] ^= 0x20
                #expect(try !check(changed).isWhole, "byte \(index) of \(path)")
            }
            for other in [[], Array(bytes.dropLast()), bytes + [0], Array(bytes.dropFirst())] {
                var changed = log
                changed.files[path] = other
                let fault = try #require(try check(changed).faults.first)
                #expect([.wrongLength, .malformedBundle].contains(fault.code))
                #expect(fault.path?.text == path)
            }
        }
    }

    @Test func `a missing file is named, and nothing else is blamed`() throws {
        let log = Self.large
        for path in [
            "tile/0/005", "tile/0/258.p/52", "tile/1/000", "tile/1/001.p/2", "tile/2/000.p/1", "tile/entries/100",
            "tile/entries/258.p/52",
        ] {
            var changed = log
            changed.files[path] = nil
            let report = try check(changed)
            #expect(report.faults.map(\.description) == ["`\(path)` is missing"])
            #expect(report.faults.first?.code == .missing)
        }
    }

    @Test func `where entries and hashes are both gone, the rest is checked with the tile above`() throws {
        var log = Self.large
        log.files["tile/0/005"] = nil
        log.files["tile/entries/005"] = nil
        log.files["tile/entries/006"]?[2] ^= 1
        let plain = PlainTree(leaves: TreeLog.leaves(66_100))
        let report = try check(log, older: [(5 * 256 + 7, plain.hash(0..<1287)), (1280, plain.hash(0..<1280))])
        #expect(report.faults.map(\.code) == [.missing, .missing, .incomplete, .entryDiffers])
        #expect(report.faults.last?.entry == 6 * 256)
    }

    @Test func `where the end is gone, the check says that it could not go on`() throws {
        var log = TreeLog(count: 300)
        log.files["tile/0/001.p/44"] = nil
        log.files["tile/entries/001.p/44"] = nil
        #expect(try check(log).faults.map(\.code) == [.missing, .missing, .incomplete])
        log.files = [:]
        let older = try check(log, older: [(5, log.root)])
        #expect(older.faults.map(\.code) == [.missing, .missing, .incomplete, .incomplete])
    }

    @Test func `a log of another size than it says ends, whatever the size`() throws {
        let check = TileFolderCheck(logKey: try signer().key) { _ in nil }
        for size in [1, 256, Int.max] {
            let report = try check.run(checkpoint: try note(size: size, root: MerkleHashing.empty))
            #expect(report.faults.map(\.code) == [.missing, .missing, .incomplete])
        }
    }

    @Test func `two faults in partial tiles are told apart`() throws {
        var log = Self.large
        log.files["tile/1/001.p/2"]?[0] ^= 1
        log.files["tile/entries/258.p/52"]?[2] ^= 1
        let faults = try check(log).faults
        #expect(faults.map(\.code) == [.entryDiffers, .hashDiffers])
        #expect(faults.map(\.verdict) == [.belowChanged, .tileChanged])
    }

    @Test func `a log that was made anew differs from its checkpoint`() throws {
        // Entry 5 and every hash above it replaced: all agree but the signed root.
        var entries = (0..<300).map { TreeLog.entry($0) }
        entries[5] = Array("other".utf8)
        var writer = TileWriter()
        var files: [String: [UInt8]] = [:]
        for entry in entries {
            for file in writer.append(MerkleHashing.leaf(entry)) { files[file.path.text] = file.bytes }
        }
        for file in writer.partialTiles() { files[file.path.text] = file.bytes }
        files["tile/entries/000"] = try EntryBundle.encode(Array(entries[..<256]))
        files["tile/entries/001.p/44"] = try EntryBundle.encode(Array(entries[256...]))
        var log = TreeLog(count: 300)
        log.files = files
        let report = try check(log, older: [(4, PlainTree(leaves: TreeLog.leaves(4)).hash(0..<4)), (200, log.root)])
        #expect(report.faults.map(\.code) == [.olderDiffers, .rootDiffers])
    }

    @Test func `many faults are counted, and a hundred listed`() throws {
        var log = TreeLog(count: 1000)
        for number in 0..<3 { log.files["tile/0/00\(number)"] = [UInt8](repeating: 1, count: 8192) }
        let report = try check(log)
        #expect(report.faults.count == TileFolderCheck.faultsMax)
        #expect(report.faultsLeftOut == 668)
    }

    // MARK: Checkpoints

    @Test func `a checkpoint that is not the log's is refused before a tile is read`() throws {
        let log = TreeLog(count: 300)
        let check = TileFolderCheck(logKey: try signer().key) { _ in
            Issue.record("a tile was read")
            return nil
        }
        let good = try note(size: 300, root: log.root)
        var flipped = good
        flipped[25] ^= 1
        for bytes in [[], flipped, try note(size: 300, root: log.root, origin: "example.com/other")] {
            let report = try check.run(checkpoint: bytes)
            #expect(report.checkpoint == nil)
            #expect(!report.isWhole)
            #expect(report.faults.map(\.code) == [.checkpoint])
        }
    }

    @Test func `an older checkpoint shows what was taken away or changed`() throws {
        let log = TreeLog(count: 300)
        let plain = PlainTree(leaves: TreeLog.leaves(400))
        let longer = try check(log, older: [(310, plain.hash(0..<310))])
        #expect(longer.faults.map(\.code) == [.olderIsLonger])
        #expect(longer.faults.first?.description.hasPrefix("10 entries were taken away") == true)
        for size in [0, 1, 200, 256, 299, 300] {
            let forked = try check(log, older: [(size, plain.hash(0..<(size + 1)))])
            #expect(forked.faults.map(\.code) == [.olderDiffers], "\(size)")
        }
        // A changed entry is not blamed on the older checkpoint, too.
        var changed = log
        changed.files["tile/entries/001.p/44"]?[3] ^= 1
        #expect(try check(changed, older: [(280, plain.hash(0..<280))]).faults.map(\.code) == [.entryDiffers])
    }

    @Test func `an older state of a log that grew is whole, too`() throws {
        let (old, new) = (TreeLog(count: 300), TreeLog(count: 70_000))
        var grown = old
        grown.files = new.files
        #expect(try check(grown).isWhole)
        #expect(try check(grown).entriesChecked == 300)
    }

    @Test func `what cannot be read stops the check`() throws {
        struct Unreadable: Error {}
        let check = TileFolderCheck(logKey: try signer().key) { _ in throw Unreadable() }
        #expect(throws: Unreadable.self) { try check.run(checkpoint: try note(size: 3, root: MerkleHashing.empty)) }
    }
}
