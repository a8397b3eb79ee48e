// SAFETY of this file: every load is inside the buffer, which does not outlive the call that lends it.

/// Cuts a stream of JSON into the resources it holds, in memory bounded by `pieceBytesMax` and a chunk.
///
/// Takes one object, objects one after the other, NDJSON, and a FHIR bundle, of which each entry is a piece of its own
/// when `"resourceType":"Bundle"` stands before `"entry"`. It follows quotes and brackets and nothing else: a piece is
/// whole, not yet valid.
struct JSONSplitter: Sendable {
    /// Longest resource or entry.
    static let pieceBytesMax = 16 << 20
    /// Deepest nesting of lists and objects of the whole text.
    static let depthMax = 64

    struct Piece {
        enum Content {
            /// One object that stands by itself.
            case document([UInt8])
            /// One object of a bundle's entries.
            case entry([UInt8])
            case fault(ImportProblem.Kind, words: String, help: String?)
        }

        var content: Content
        /// Line where it starts, from 1.
        var line: Int
    }

    private enum Mode {
        /// Between objects.
        case outside
        /// In an object that stands by itself.
        case document
        /// In a bundle's list of entries.
        case entries
        /// In a bundle, after its entries.
        case tail
        /// After a fault, up to the end of the line.
        case skipping
        /// After a fault beyond which nothing can be told.
        case lost
    }

    /// Bytes from the start of the piece at hand on, and those not looked at yet.
    private var held: [UInt8] = []
    /// Where in `held` the piece at hand starts.
    private var start = 0
    private var mode = Mode.outside
    private var depth = 0
    /// One bit for each open bracket, the innermost lowest: 1 for an object.
    private var kinds: UInt64 = 0
    private var isInString = false
    private var isEscaped = false
    /// Where in `held` the string at hand starts.
    private var stringStart = 0
    private var line = 1
    private var pieceLine = 1
    /// Whether each line is a record, so that a line's end ends it.
    private var isLines: Bool
    /// Whether the last object that stood by itself was all on one line.
    private var wasOneLine = false
    /// Whether the piece at hand is longer than it may be.
    private var isTooLong = false
    /// Whether a colon has followed the last string of depth 1.
    private var isAfterColon = false
    private enum Name { case entry, kind, other }
    private var name = Name.other
    private var isBundle = false
    private var hasEntries = false

    /// - Parameter isLines: Whether the file is NDJSON; it is told from the first line too, when that is whole.
    init(isLines: Bool) { self.isLines = isLines }

    /// Takes the next bytes and appends the pieces that are whole now.
    mutating func feed(_ chunk: [UInt8], into pieces: inout [Piece]) {
        if mode == .lost { return }
        let unseen = held.count
        if held.isEmpty { held = chunk } else { held += chunk }
        let bytes = held
        bytes.withUnsafeBufferPointer { scan($0, from: unseen, into: &pieces) }
        let isInPiece = mode == .document || mode == .entries && depth >= 3
        isTooLong = isTooLong || isInPiece && held.count - start > JSONSplitter.pieceBytesMax
        if !isInPiece || isTooLong { start = held.count }
        if start > 0 {
            held.removeSubrange(0..<start)
            stringStart -= start
            start = 0
        }
    }

    /// Takes the end: what is open now was cut off.
    mutating func finish(into pieces: inout [Piece]) {
        guard mode != .lost else { return }
        if depth > 0 || isInString {
            pieces.append(fault(.cut, "the file ends inside a resource", help: "send the whole file again"))
        }
        mode = .lost
        held = []
    }
}

extension JSONSplitter {
    private func fault(_ kind: ImportProblem.Kind, _ words: String, help: String? = nil) -> Piece {
        Piece(content: .fault(kind, words: words, help: help), line: pieceLine)
    }

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, into pieces: inout [Piece]) {
        var index = from
        while index < bytes.count {
            if isInString {
                index = string(bytes, from: index, into: &pieces)
                continue
            }
            let byte = bytes[index]
            if mode == .skipping || mode == .lost {
                if mode == .lost { return }
                index = skip(bytes, from: index)
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                if depth == 0 || mode == .entries && depth == 2 {
                    lose(at: index, "text stands where an object should", into: &pieces)
                }
                (isInString, stringStart) = (true, index + 1)
            case UInt8(ascii: "{"), UInt8(ascii: "["): open(byte, at: index, into: &pieces)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): close(byte, bytes, at: index, into: &pieces)
            case UInt8(ascii: ":"): if depth == 1 { isAfterColon = true }
            case UInt8(ascii: ","):
                if depth == 1 { isAfterColon = false }
                if depth == 0 { lose(at: index, "a comma stands where an object should", into: &pieces) }
            case UInt8(ascii: "\n"): newline(at: index, into: &pieces)
            case 0x20, 0x09, 0x0D: break
            default:
                if depth == 0 || mode == .entries && depth == 2 {
                    lose(at: index, "something other than an object stands where a resource should", into: &pieces)
                }
            }
            index += 1
        }
    }

    private mutating func newline(at index: Int, into pieces: inout [Piece]) {
        line += 1
        if depth == 0 {
            if wasOneLine { isLines = true }
        } else if isLines {
            lose(at: index, "the line ends inside a resource", isAtLineEnd: true, into: &pieces)
        }
    }

    /// Steps over bytes up to the end of the line.
    private mutating func skip(_ bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
        var index = from
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        if index == bytes.count { return index }
        line += 1
        begin(.outside, at: index + 1)
        return index + 1
    }

    /// Reports a fault of the structure; goes on at the next line where lines are records.
    private mutating func lose(
        at index: Int, _ words: String, kind: ImportProblem.Kind = .structure, isAtLineEnd: Bool = false,
        into pieces: inout [Piece]
    ) {
        if mode == .outside { pieceLine = line }
        let help = isLines ? nil : "nothing after this place was read; where each line is a resource, say NDJSON"
        pieces.append(fault(kind, words, help: help))
        begin(!isLines ? .lost : isAtLineEnd ? .outside : .skipping, at: index + 1)
    }

    /// Forgets all that is open.
    private mutating func begin(_ mode: Mode, at index: Int) {
        (self.mode, depth, kinds, isInString, isEscaped, isTooLong) = (mode, 0, 0, false, false, false)
        (isAfterColon, name, isBundle, hasEntries) = (false, .other, false, false)
        start = index
    }
}

extension JSONSplitter {
    private mutating func open(_ byte: UInt8, at index: Int, into pieces: inout [Piece]) {
        let isObject = byte == UInt8(ascii: "{")
        switch (mode, depth) {
        case (.outside, _):
            guard isObject else {
                return lose(at: index, "a list stands where a resource should", into: &pieces)
            }
            (mode, start, pieceLine) = (.document, index, line)
        case (.entries, 2):
            guard isObject else {
                return lose(at: index, "a list stands where an entry should", into: &pieces)
            }
            (start, pieceLine) = (index, line)
        case (.document, 1) where !isObject && isAfterColon && name == .entry && isBundle:
            (mode, hasEntries) = (.entries, true)
        case (.tail, 1) where name == .entry && isAfterColon:
            return lose(at: index, "a second list of entries in one bundle", into: &pieces)
        default: break
        }
        guard depth < JSONSplitter.depthMax else {
            return lose(at: index, "nested deeper than \(JSONSplitter.depthMax)", kind: .deep, into: &pieces)
        }
        depth += 1
        kinds = kinds << 1 | (isObject ? 1 : 0)
    }

    private mutating func close(
        _ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, into pieces: inout [Piece]
    ) {
        let isObject = byte == UInt8(ascii: "}")
        guard depth > 0, (kinds & 1 == 1) == isObject else {
            return lose(at: index, "a bracket closes what it did not open", into: &pieces)
        }
        depth -= 1
        kinds >>= 1
        switch (mode, depth) {
        case (.document, 0):
            let content = piece(bytes, through: index).map { Piece.Content.document($0) }
            pieces.append(content.map { Piece(content: $0, line: pieceLine) } ?? tooLong)
            wasOneLine = pieceLine == line
            begin(.outside, at: index + 1)
        case (.entries, 2):
            let content = piece(bytes, through: index).map { Piece.Content.entry($0) }
            pieces.append(content.map { Piece(content: $0, line: pieceLine) } ?? tooLong)
            (start, isTooLong) = (index + 1, false)
        case (.entries, 1): (mode, name, isAfterColon) = (.tail, .other, false)
        case (.tail, 0): begin(.outside, at: index + 1)
        default: break
        }
    }

    private var tooLong: Piece {
        fault(
            .long, "more than \(JSONSplitter.pieceBytesMax >> 20) MiB in one resource",
            help: "split it, or leave it out")
    }

    /// The bytes of the piece at hand; nothing where it is too long.
    private func piece(_ bytes: UnsafeBufferPointer<UInt8>, through index: Int) -> [UInt8]? {
        if isTooLong || index + 1 - start > JSONSplitter.pieceBytesMax { return nil }
        return Array(bytes[start...index])
    }

    /// Reads on in a string, and past its end where that is in the bytes.
    private mutating func string(
        _ bytes: UnsafeBufferPointer<UInt8>, from: Int, into pieces: inout [Piece]
    ) -> Int {
        var index = from
        while index < bytes.count {
            if isEscaped {
                isEscaped = false
                index += 1
                continue
            }
            while index + 8 <= bytes.count, let base = bytes.baseAddress {
                let ends = JSONSplitter.ends(
                    UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).littleEndian)
                if ends != 0 {
                    index += ends.trailingZeroBitCount >> 3
                    break
                }
                index += 8
            }
            guard index < bytes.count else { return index }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                isInString = false
                if depth == 1 { named(bytes, until: index) }
                return index + 1
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "\n"):
                line += 1
                let words = isLines ? "the line ends inside a resource" : "a line break inside a string"
                lose(at: index, words, isAtLineEnd: true, into: &pieces)
                return index + 1
            default: break
            }
            index += 1
        }
        return index
    }

    /// Takes note of a member's name, or of the value of `resourceType`, in the outermost object.
    private mutating func named(_ bytes: UnsafeBufferPointer<UInt8>, until end: Int) {
        guard stringStart >= 0, stringStart <= end else {
            name = .other
            return
        }
        let text = bytes[stringStart..<end]
        if !isAfterColon {
            name = text.elementsEqual("entry".utf8) ? .entry : text.elementsEqual("resourceType".utf8) ? .kind : .other
        } else if name == .kind, mode == .document {
            isBundle = text.elementsEqual("Bundle".utf8)
        }
    }

    /// Marks the highest bit of the first byte that is a quote, a backslash or a control; later marks may be wrong.
    @inline(__always)
    private static func ends(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let slash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let low = (word &- ones &* 0x20) & ~word
        return ((quote &- ones) & ~quote | (slash &- ones) & ~slash | low) & (ones &* 0x80)
    }
}
