// SAFETY of this file: the walk over a bundle stays within its bytes, which outlive it.

/// One walk over a log, from the first entry to the last.
///
/// INVARIANT: `open` holds what the tree is computed from: hashes that the level below gave, and where a tile and what
/// lies below it differ, those that the tree above agrees with, so that one fault is told once.
struct TileFolderPass {
    private let check: TileFolderCheck
    private let head: Checkpoint
    private let layout: TileLayout
    /// Older checkpoints, by size, of which the first is the next to be met.
    private var older: [Checkpoint]
    private var open = OpenTiles()
    /// What the partial tiles say, by level, where that is not what was computed.
    private var told: [Int: [MerkleHash]] = [:]
    /// Faults in partial tiles, by level: the root tells which side was changed.
    private var undecided: [(fault: Int, level: Int)] = []
    private(set) var report: TileFolderReport

    init(check: TileFolderCheck, head: Checkpoint, older: [Checkpoint], report: TileFolderReport) {
        self.check = check
        self.head = head
        self.layout = TileLayout(size: head.size)
        self.older = older.sorted { $0.size < $1.size }
        self.report = report
    }

    mutating func run() throws {
        for number in layout.numbers(atLevel: 0) {
            guard let path = layout.tile(level: 0, number: number) else { continue }
            switch try leaves(path) {
            case .hashes(let hashes):
                // What the last, partial tile holds is settled by the root.
                if path.isFull { compareOlder(number: number, leaves: hashes) }
                open.levels[0] = hashes
                if path.isFull { try close(0, number: number) }
            case .above(let hash):
                compareOlder(number: number, leaves: nil)
                open.levels[1].append(hash)
                if open.levels[1].count == TilePath.widthFull {
                    try close(1, number: number / TilePath.widthFull)
                }
            case .lost:
                let end = "nothing tells the hash above, and the tree cannot be computed further"
                report.add(TileFolderFault(.incomplete, "entries from \(number * TilePath.widthFull) are lost: \(end)"))
                for next in older { notCompared(next) }
                return
            }
        }
        try comparePartialTiles()
        compareRoot()
        compareOlder(number: head.size / TilePath.widthFull, leaves: open.levels[0])
    }

    // MARK: Entries and level 0

    private enum Leaves {
        case hashes([MerkleHash])
        /// Both lack; the tile above holds the hash of the whole.
        case above(MerkleHash)
        case lost
    }

    private mutating func leaves(_ path: TilePath) throws -> Leaves {
        let stored = try tile(path)
        var computed: [MerkleHash]?
        if check.scope == .hashesAndEntries { computed = try entryHashes(path.number) }
        switch (computed, stored) {
        case (let computed?, let stored?):
            if computed != stored { return .hashes(try settle(computed, stored, at: path)) }
            return .hashes(computed)
        case (let computed?, nil): return .hashes(computed)
        case (nil, let stored?): return .hashes(stored)
        case (nil, nil):
            guard path.isFull, let above = try hashAbove(level: 0, number: path.number) else { return .lost }
            return .above(above)
        }
    }

    /// The hash of each entry of a bundle; nothing where it lacks or is malformed.
    private mutating func entryHashes(_ number: Int) throws -> [MerkleHash]? {
        guard let path = layout.bundle(number: number) else { return nil }
        var (bytes, expected) = (try check.read(path), path)
        if bytes == nil, !path.isFull { (bytes, expected) = (try check.read(path.full), path.full) }
        guard let bytes else {
            report.add(TileFolderFault(.missing, at: path, "`\(path)` is missing"))
            return nil
        }
        report.filesRead += 1
        var hashes: [MerkleHash] = []
        hashes.reserveCapacity(expected.width)
        let fault: TreeError? = bytes.withUnsafeBytes { buffer in
            var walk = EntryWalk(buffer)
            while let range = walk.next() {
                hashes.append(MerkleHashing.leaf(UnsafeRawBufferPointer(rebasing: buffer[range])))
            }
            return walk.fault(count: expected.width)
        }
        if let fault {
            let words = "`\(expected)`: \(fault)"
            report.add(TileFolderFault(.malformedBundle, at: expected, position: hashes.count, words))
            return nil
        }
        report.entriesChecked += path.width
        return expected == path ? hashes : Array(hashes.prefix(path.width))
    }

    /// The hashes of a tile; nothing where it lacks or is of another length.
    private mutating func tile(_ path: TilePath) throws -> [MerkleHash]? {
        do {
            guard let hashes = try HashTile.load(path, fetch: check.read) else {
                report.add(TileFolderFault(.missing, at: path, "`\(path)` is missing"))
                return nil
            }
            report.filesRead += 1
            return hashes
        } catch let error as TreeError {
            report.add(TileFolderFault(.wrongLength, at: path, error.message))
            return nil
        }
    }

    // MARK: Levels above

    /// Puts the hash of a full tile into the one above, and compares that one with what is stored when it is full.
    private mutating func close(_ level: Int, number: Int) throws {
        if level > 0, let path = layout.tile(level: level, number: number), let stored = try tile(path),
            stored != open.levels[level]
        {
            open.levels[level] = try settle(open.levels[level], stored, at: path)
        }
        open.close(level)
        if open.levels[level + 1].count == TilePath.widthFull {
            try close(level + 1, number: number / TilePath.widthFull)
        }
    }

    private mutating func comparePartialTiles() throws {
        for level in layout.levels.dropFirst() where !open.levels[level].isEmpty {
            let number = layout.hashes(atLevel: level) / TilePath.widthFull
            guard let path = layout.tile(level: level, number: number), let stored = try tile(path),
                stored != open.levels[level]
            else { continue }
            _ = try settle(open.levels[level], stored, at: path)
        }
    }

    /// Tells where a tile and what lies below it differ.
    ///
    /// - Returns: Those of the two that the tree above agrees with, else what was computed.
    private mutating func settle(
        _ computed: [MerkleHash], _ stored: [MerkleHash], at path: TilePath
    ) throws -> [MerkleHash] {
        guard case .hashes(let level) = path.kind else { return computed }
        var verdict: TileFolderFault.Verdict?
        if path.isFull {
            verdict = .unknown
            let above = try hashAbove(level: level, number: path.number)
            if above == TreeShape.root(computed) { verdict = .tileChanged }
            if above == TreeShape.root(stored) { verdict = .belowChanged }
        } else {
            told[level] = stored
        }
        for position in computed.indices where computed[position] != stored[position] {
            var fault = difference(computed[position], stored[position], at: path, level: level, position: position)
            fault.verdict = verdict
            if let index = report.add(fault), !path.isFull { undecided.append((index, level)) }
        }
        return verdict == .belowChanged ? stored : computed
    }

    private func difference(
        _ computed: MerkleHash, _ stored: MerkleHash, at path: TilePath, level: Int, position: Int
    ) -> TileFolderFault {
        let place = path.number * TilePath.widthFull + position
        guard level > 0 else {
            let bundle = TilePath(known: .entries, number: path.number, width: path.width)
            return TileFolderFault(
                .entryDiffers, at: path, entry: place, position: position,
                "entry \(place) in `\(bundle)` has the hash \(computed), and `\(path)` says \(stored)")
        }
        let below = TilePath(known: .hashes(level: level - 1), number: place, width: TilePath.widthFull)
        return TileFolderFault(
            .hashDiffers, at: path, position: position,
            "`\(below)` has the hash \(computed), and `\(path)` says \(stored) at \(position)")
    }

    /// What the tile above says that the hash of a full tile is; nothing where it lacks or is of another length.
    private func hashAbove(level: Int, number: Int) throws -> MerkleHash? {
        guard let path = layout.tile(level: level + 1, number: number / TilePath.widthFull) else { return nil }
        do {
            let hashes = try HashTile.load(path, fetch: check.read)
            return hashes?[number % TilePath.widthFull]
        } catch is TreeError {
            // Told when the walk comes to that tile.
            return nil
        }
    }

    // MARK: Roots

    /// Compares the root, and finds of the partial tiles that differ from what is below those that were changed.
    private mutating func compareRoot() {
        let levels = told.keys.sorted()
        // At most one partial tile a level: few ways to choose.
        for choice in 0..<(1 << levels.count) {
            var tried = open
            for (bit, level) in levels.enumerated() where choice >> bit & 1 == 1 {
                tried.levels[level] = told[level] ?? []
            }
            guard tried.root == head.root else { continue }
            for (fault, level) in undecided {
                let isBelow = levels.firstIndex(of: level).map { choice >> $0 & 1 == 1 } ?? false
                report.faults[fault].verdict = isBelow ? .belowChanged : .tileChanged
            }
            open = tried
            return
        }
        for (fault, _) in undecided { report.faults[fault].verdict = .unknown }
        let computed = "the tree of \(head.size) entries has the root \(open.root)"
        report.add(TileFolderFault(.rootDiffers, "\(computed), and the checkpoint says \(head.root)"))
    }

    /// Compares the older checkpoints that end among the leaves of a tile, or right before it.
    ///
    /// - Parameters:
    ///   - number: Of the tile; the hashes of those before it are in `open`.
    ///   - leaves: Its hashes, where they are known.
    private mutating func compareOlder(number: Int, leaves: [MerkleHash]?) {
        while let next = older.first, next.size / TilePath.widthFull == number {
            older.removeFirst()
            let rest = next.size % TilePath.widthFull
            guard let leaves = rest == 0 ? [] : leaves else {
                notCompared(next)
                continue
            }
            let root = open.root(leaves: leaves.prefix(rest))
            guard root != next.root else { continue }
            let first = "the first \(next.size) entries have the root \(root)"
            let signed = "the older checkpoint says \(next.root)"
            report.add(TileFolderFault(.olderDiffers, "\(first), and \(signed): what it signed was changed"))
        }
    }

    private mutating func notCompared(_ older: Checkpoint) {
        let place = "the older checkpoint of \(older.size) entries"
        report.add(TileFolderFault(.incomplete, "\(place) could not be compared: entries before its end are lost"))
    }
}
