/// Cuts a stream of CSV into rows of cells, in memory bounded by `rowBytesMax` and a chunk.
///
/// Quotes as in RFC 4180: a quoted cell may hold delimiters, line breaks and doubled quotes. Lines end with LF, CR or
/// both. After a row whose quotes are wrong it goes on at the line after that row's first.
///
/// - Source: RFC 4180.
struct CSVSplitter: Sendable {
    /// Longest row.
    static let rowBytesMax = 1 << 20
    /// Most cells of a row.
    static let cellsMax = 1000

    struct Row {
        var bytes: [UInt8]
        var cells: [[UInt8]]
        /// Line where it starts, from 1.
        var line: Int
    }

    enum Piece {
        case row(Row)
        /// A row that cannot be read, and the cell where that shows, from 1.
        case fault(ImportProblem.Kind, line: Int, column: Int, words: String)
    }

    private enum Parse {
        /// A row, and where the next one starts; nothing in it where the line is empty.
        case row(cells: [[UInt8]], end: Int, next: Int)
        /// The bytes end before the row does.
        case more(column: Int)
        case wrong(column: Int, words: String)
        case long(column: Int)
    }

    let delimiter: UInt8
    private var held: [UInt8] = []
    private var line = 1
    /// Whether the line at hand is too long and is passed over up to its end.
    private var isLineLost = false
    /// Whether the line passed over ended with CR at the end of a chunk, so that an LF belongs to it.
    private var isAfterCR = false

    init(delimiter: UInt8) { self.delimiter = delimiter }

    mutating func feed(_ chunk: [UInt8], into pieces: inout [Piece]) {
        held += chunk
        take(isEnd: false, into: &pieces)
    }

    mutating func finish(into pieces: inout [Piece]) { take(isEnd: true, into: &pieces) }

    private mutating func take(isEnd: Bool, into pieces: inout [Piece]) {
        var start = 0
        let bytes = held
        if isAfterCR, let first = bytes.first {
            isAfterCR = false
            if first == 0x0A { start = 1 }
        }
        if isLineLost {
            start = pass(bytes, from: start)
            if !isLineLost { line += 1 }
        }
        while start < bytes.count {
            var next: Int
            switch parse(bytes, from: start, isEnd: isEnd) {
            case .row(let cells, let end, let after):
                if !(cells.count == 1 && cells[0].isEmpty) {
                    pieces.append(.row(Row(bytes: Array(bytes[start..<end]), cells: cells, line: line)))
                }
                next = after
            case .more(let column):
                guard isEnd || bytes.count - start > CSVSplitter.rowBytesMax else {
                    held = Array(bytes[start...])
                    return
                }
                let isLong = bytes.count - start > CSVSplitter.rowBytesMax
                let words =
                    isLong ? "more than \(CSVSplitter.rowBytesMax >> 20) MiB in one row" : "a quote that nothing closes"
                pieces.append(.fault(isLong ? .long : .cut, line: line, column: column, words: words))
                next = pass(bytes, from: start)
            case .wrong(let column, let words):
                pieces.append(.fault(.structure, line: line, column: column, words: words))
                next = pass(bytes, from: start)
            case .long(let column):
                let words = "more than \(CSVSplitter.cellsMax) columns"
                pieces.append(.fault(.long, line: line, column: column, words: words))
                next = pass(bytes, from: start)
            }
            line += CSVSplitter.lines(bytes[start..<next])
            start = next
        }
        held = []
    }

    /// Where the next line starts; the bytes' end, and on in those to come, where this one does not end in them.
    private mutating func pass(_ bytes: [UInt8], from start: Int) -> Int {
        let end = CSVSplitter.lineEnd(bytes, from: start)
        isLineLost = end == nil
        isAfterCR = end == bytes.count && bytes.last == 0x0D
        return end ?? bytes.count
    }

    /// Reads one row.
    private func parse(_ bytes: [UInt8], from start: Int, isEnd: Bool) -> Parse {
        let quote = UInt8(ascii: "\"")
        var cells: [[UInt8]] = []
        var index = start
        while true {
            if cells.count >= CSVSplitter.cellsMax { return .long(column: cells.count) }
            let column = cells.count + 1
            var cell: [UInt8] = []
            if index < bytes.count, bytes[index] == quote {
                index += 1
                while true {
                    let from = index
                    while index < bytes.count, bytes[index] != quote { index += 1 }
                    cell += bytes[from..<index]
                    // A quote at the very end may be the first of two.
                    guard index < bytes.count, isEnd || index + 1 < bytes.count else { return .more(column: column) }
                    index += 1
                    guard index < bytes.count, bytes[index] == quote else { break }
                    cell.append(quote)
                    index += 1
                }
                if index < bytes.count, bytes[index] != delimiter, !CSVSplitter.isLineEnd(bytes[index]) {
                    return .wrong(column: column, words: "text after the closing quote of a cell")
                }
            } else {
                let from = index
                while index < bytes.count, bytes[index] != delimiter, !CSVSplitter.isLineEnd(bytes[index]) {
                    index += 1
                }
                cell = Array(bytes[from..<index])
                if cell.contains(quote) {
                    return .wrong(column: column, words: "a quote inside a cell that does not start with one")
                }
            }
            cells.append(cell)
            guard index < bytes.count else {
                return isEnd ? .row(cells: cells, end: index, next: index) : .more(column: column)
            }
            if bytes[index] == delimiter {
                index += 1
                continue
            }
            // A CR at the very end may be the first half of CRLF.
            guard isEnd || bytes[index] == 0x0A || index + 1 < bytes.count else { return .more(column: column) }
            let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
            return .row(cells: cells, end: index, next: index + (isPair ? 2 : 1))
        }
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Where the line after this one starts.
    private static func lineEnd(_ bytes: [UInt8], from start: Int) -> Int? {
        guard let end = bytes[start...].firstIndex(where: isLineEnd) else { return nil }
        let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
        return end + (isPair ? 2 : 1)
    }

    /// Line ends in the bytes.
    private static func lines(_ bytes: ArraySlice<UInt8>) -> Int {
        var count = 0
        var last: UInt8 = 0
        for byte in bytes {
            if byte == 0x0D || byte == 0x0A && last != 0x0D { count += 1 }
            last = byte
        }
        return count
    }
}
