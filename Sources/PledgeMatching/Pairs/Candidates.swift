/// Pairs that are worth comparing: those that agree on something rare, or on two or three common things together.
///
/// A block of records that share a key is paired where it is small; a larger one is cut again by the keys that follow. So
/// a small practice compares nearly all with all, and a large one only what two keys bring together.
struct Candidates {
    /// Keys that a record may have of one kind.
    private static let keysMax = 3
    /// Keys that are combined.
    private static let depthMax = 3

    /// Lower record in the high half, higher record in the low half; sorted, each once.
    private(set) var pairs: [UInt64] = []
    /// Blocks that no key cuts small enough.
    private(set) var skippedBlocks = 0

    private let kinds: [[UInt32]]
    private let blockMax: Int
    /// Records below are paired only with records from here on; 0 pairs all with all.
    private let boundary: Int

    init(_ columns: Columns, blockMax: Int, boundary: Int = 0) {
        self.kinds = Self.kinds(of: columns)
        self.blockMax = blockMax
        self.boundary = boundary
        let everyone = (0..<UInt32(columns.count)).map { $0 }
        if everyone.count <= blockMax { emit(everyone[...]) } else { cut(everyone[...], by: 0, depth: 0) }
        pairs.sort()
        removeRepeated()
    }

    static func halves(of pair: UInt64) -> (left: Int, right: Int) { (Int(pair >> 32), Int(pair & 0xffff_ffff)) }

    /// Whether a pair is among them.
    func contains(_ pair: UInt64) -> Bool {
        var (low, high) = (0, pairs.count)
        while low < high {
            let middle = (low + high) / 2
            if pairs[middle] < pair { low = middle + 1 } else { high = middle }
        }
        return low < pairs.count && pairs[low] == pair
    }

    private mutating func cut(_ block: ArraySlice<UInt32>, by first: Int, depth: Int) {
        for kind in first..<kinds.count {
            var keyed: [UInt64] = []
            keyed.reserveCapacity(block.count * 2)
            for record in block {
                let start = Int(record) * Self.keysMax
                for index in start..<start + Self.keysMax where kinds[kind][index] != 0 {
                    keyed.append(UInt64(kinds[kind][index]) << 32 | UInt64(record))
                }
            }
            keyed.sort()
            let records = keyed.map { UInt32(truncatingIfNeeded: $0) }
            var start = 0
            while start < keyed.count {
                var end = start + 1
                while end < keyed.count, keyed[end] >> 32 == keyed[start] >> 32 { end += 1 }
                take(records[start..<end], next: kind + 1, depth: depth + 1)
                start = end
            }
        }
    }

    private mutating func take(_ block: ArraySlice<UInt32>, next: Int, depth: Int) {
        guard block.count > 1 else { return }
        if block.count <= blockMax {
            emit(block)
        } else if depth < Self.depthMax, next < kinds.count {
            cut(block, by: next, depth: depth)
        } else {
            skippedBlocks += 1
        }
    }

    private mutating func emit(_ block: ArraySlice<UInt32>) {
        for (offset, left) in block.enumerated() {
            for right in block.dropFirst(offset + 1) where left != right {
                let (low, high) = (min(left, right), max(left, right))
                guard boundary == 0 || (low < boundary && high >= boundary) else { continue }
                pairs.append(UInt64(low) << 32 | UInt64(high))
            }
        }
    }

    private mutating func removeRepeated() {
        var kept = 0
        for index in pairs.indices where index == 0 || pairs[index] != pairs[index - 1] {
            pairs[kept] = pairs[index]
            kept += 1
        }
        pairs.removeLast(pairs.count - kept)
    }

    /// The keys of every record, kind after kind, the more telling first.
    private static func kinds(of columns: Columns) -> [[UInt32]] {
        var kinds: [[UInt32]] = []
        func add(_ keys: (Int) -> [UInt32]) {
            var column: [UInt32] = []
            column.reserveCapacity(columns.count * keysMax)
            for record in 0..<columns.count {
                let known = keys(record).prefix(keysMax)
                column += known
                for _ in known.count..<keysMax { column.append(0) }
            }
            kinds.append(column)
        }
        let (names, lines, births) = (columns.names, columns.lines, columns.births)
        func birthPart(_ record: Int, _ range: Range<Int>) -> [UInt32] {
            let text = births.text(columns.birth[record])
            guard text.count == 8 else { return [] }
            return [range.reduce(1) { $0 * 10 + UInt32(text[text.startIndex + $1] - 48) }]
        }
        add { Array(columns.phones(of: $0)) }
        add { [columns.birth[$0]] }
        add { record in
            let given = names.sounds[Int(columns.given[record])]
            let family = names.sounds[Int(columns.family[record])]
            return given == 0 || family == 0 ? [] : [min(given, family) << 16 | max(given, family)]
        }
        add { [lines.sounds[Int(columns.street[$0])], lines.sounds[Int(columns.unit[$0])]] }
        add { [columns.postcode[$0]] }
        add { [names.sounds[Int(columns.given[$0])], names.sounds[Int(columns.family[$0])]] }
        add { [columns.cities.sounds[Int(columns.city[$0])]] }
        add { birthPart($0, 0..<4) }
        add { birthPart($0, 4..<8) }
        add { [columns.number[$0]] }
        return kinds
    }
}
