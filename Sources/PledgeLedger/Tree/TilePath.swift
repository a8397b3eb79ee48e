/// Where a piece of a log stands: a tile of hashes, or a bundle of entries.
///
/// Shape: `tile/0/x001/x234/067`, `tile/entries/000.p/44`.
///
/// - Source: C2SP tlog-tiles.
package struct TilePath: Hashable, Sendable {
    /// What the piece holds.
    package enum Kind: Hashable, Sendable {
        /// Hashes of subtrees over `256^level` entries, 0...63.
        case hashes(level: Int)
        /// The entries themselves.
        case entries
    }

    /// Hashes or entries of a full piece.
    package static let widthFull = 256
    /// Bytes of a full tile.
    static let tileBytesMax = widthFull * MerkleHash.byteCount
    /// More than the longest path has.
    private static let textBytesMax = 80

    package let kind: Kind
    /// Place among the pieces of its kind and level, from 0.
    package let number: Int
    /// How many hashes or entries it holds: 1...256, of which 256 is full.
    package let width: Int

    /// Names a piece; nothing for a level, a number or a width that none has.
    package init?(_ kind: Kind, number: Int, width: Int = TilePath.widthFull) {
        if case .hashes(let level) = kind, !(0...63).contains(level) { return nil }
        guard number >= 0, (1...TilePath.widthFull).contains(width) else { return nil }
        self.init(known: kind, number: number, width: width)
    }

    /// A piece whose level, number and width are in range by the way they were computed.
    init(known kind: Kind, number: Int, width: Int) {
        self.kind = kind
        self.number = number
        self.width = width
    }

    /// Whether it has all that it ever will.
    package var isFull: Bool { width == TilePath.widthFull }

    /// The same piece when it has grown full.
    package var full: TilePath { TilePath(known: kind, number: number, width: TilePath.widthFull) }

    /// Place in the tree of its first hash or entry, counted at its level; nothing where that is beyond 2^63-1.
    package var first: Int? {
        let (first, isBeyond) = number.multipliedReportingOverflow(by: TilePath.widthFull)
        return isBeyond ? nil : first
    }
}

extension TilePath: CustomStringConvertible {
    /// The path below a log's prefix.
    package var description: String { text }

    /// The path below a log's prefix.
    package var text: String {
        var groups: [String] = []
        var rest = number
        repeat {
            let group = rest % 1000
            groups.append(String(repeating: "0", count: group < 10 ? 2 : group < 100 ? 1 : 0) + "\(group)")
            rest /= 1000
        } while rest > 0
        let place = groups.dropFirst().reversed().map { "x\($0)/" }.joined() + groups[0]
        let folder =
            switch kind {
            case .hashes(let level): "tile/\(level)/"
            case .entries: "tile/entries/"
            }
        return folder + place + (isFull ? "" : ".p/\(width)")
    }

    /// Reads a path.
    ///
    /// - Throws: `TreeError` with code `.malformed` for any text that `text` would not give.
    package init(text: String) throws(TreeError) {
        guard text.utf8.count <= TilePath.textBytesMax, let path = TilePath(reading: text),
            path.text.utf8.elementsEqual(text.utf8)
        else {
            let shown = String(decoding: text.utf8.prefix(TilePath.textBytesMax), as: UTF8.self)
            let forms = "`tile/0/x001/234`, `tile/entries/000.p/5`"
            throw TreeError(code: .malformed, message: "`\(shown)` is no path of a tile: they are like \(forms)")
        }
        self = path
    }

    /// Reads the path and some that are written another way.
    private init?(reading text: String) {
        var parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        guard parts.count >= 3, parts.removeFirst().elementsEqual("tile".utf8), let folder = parts.popFirst() else {
            return nil
        }
        let kind: Kind
        if folder.elementsEqual("entries".utf8) {
            kind = .entries
        } else {
            guard let level = StrictDecimal.parse(folder) else { return nil }
            kind = .hashes(level: level)
        }
        var width = TilePath.widthFull
        if parts.count >= 2, let last = parts.last, let partial = StrictDecimal.parse(last), last.count <= 3,
            parts[parts.endIndex - 2].suffix(2).elementsEqual(".p".utf8)
        {
            width = partial
            parts.removeLast()
            guard width < TilePath.widthFull, let marked = parts.popLast() else { return nil }
            parts.append(marked.dropLast(2))
        }
        var number = 0
        for (position, part) in parts.enumerated() {
            let digits = position == parts.count - 1 ? part : part.dropFirst()
            guard digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
            let group = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
            let (product, isProductBeyond) = number.multipliedReportingOverflow(by: 1000)
            let (sum, isSumBeyond) = product.addingReportingOverflow(group)
            guard !isProductBeyond, !isSumBeyond else { return nil }
            number = sum
        }
        self.init(kind, number: number, width: width)
    }
}

/// Whole numbers as checkpoints, proofs and paths write them.
enum StrictDecimal {
    /// Reads digits without sign and without leading zeros, 0...2^63-1; nothing of any other text.
    static func parse(_ text: some Collection<UInt8>) -> Int? {
        guard let first = text.first, text.count == 1 || first != UInt8(ascii: "0") else { return nil }
        var value = 0
        for character in text {
            guard (48...57).contains(character) else { return nil }
            let (product, isProductBeyond) = value.multipliedReportingOverflow(by: 10)
            let (sum, isSumBeyond) = product.addingReportingOverflow(Int(character - 48))
            guard !isProductBeyond, !isSumBeyond else { return nil }
            value = sum
        }
        return value
    }
}
