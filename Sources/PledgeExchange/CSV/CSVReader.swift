/// Reads a table of people with a line of headings, as its mapping says.
///
/// The file is UTF-8. A row is one person; a row with too few or too many cells, or one that names nobody, is
/// refused; a cell that cannot be read is left out and reported, but for a protection, which then goes in with the
/// status `unknown`.
package struct CSVReader: ImportReader {
    /// Longest row, in bytes.
    package static let rowBytesMax = CSVSplitter.rowBytesMax
    /// Most columns.
    package static let columnsMax = CSVSplitter.cellsMax

    private let mapping: CSVMapping
    private let digest: ContentDigest
    private var head: [UInt8]? = []
    private var splitter: CSVSplitter?
    private var pieces: [CSVSplitter.Piece] = []
    private var count = 0
    /// What each column is; nothing before the headings.
    private var columns: [CSVMapping.Column?]?
    /// Whether the headings cannot be used, so that nothing is read.
    private var isLost = false

    /// - Parameters:
    ///   - mapping: What the columns mean.
    ///   - digest: SHA-256.
    package init(mapping: CSVMapping = .plain, digest: @escaping ContentDigest) {
        self.mapping = mapping
        self.digest = digest
    }

    package mutating func read(_ chunk: [UInt8]) -> [ImportRecord] {
        if isLost { return [] }
        guard var start = head else {
            splitter?.feed(chunk, into: &pieces)
            return records()
        }
        start += chunk
        // The delimiter is told from the whole first line.
        if !start.contains(where: { $0 == 0x0A || $0 == 0x0D }), start.count <= CSVReader.rowBytesMax {
            head = start
            return []
        }
        return begin(start) ?? records()
    }

    package mutating func finish() -> [ImportRecord] {
        if isLost { return [] }
        if let start = head, let lost = begin(start) { return lost }
        splitter?.finish(into: &pieces)
        var records = records()
        if columns == nil, !isLost {
            records.append(
                .refused(ImportProblem(.missing, .refused, at: ImportPlace(record: 1, line: 1), "no line of headings")))
        }
        return records
    }

    private mutating func begin(_ start: [UInt8]) -> [ImportRecord]? {
        head = nil
        if let problem = ByteOrderMark.foreign(start) {
            isLost = true
            return [.refused(problem)]
        }
        let bytes = ByteOrderMark.dropped(from: start)
        var splitter = CSVSplitter(delimiter: mapping.delimiter ?? CSVReader.delimiter(of: bytes))
        splitter.feed(bytes, into: &pieces)
        self.splitter = splitter
        return nil
    }

    /// The sign that stands most often outside quotes in the first line: comma, semicolon or tab.
    static func delimiter(of bytes: [UInt8]) -> UInt8 {
        let signs = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
        var counts = [0, 0, 0]
        var isQuoted = false
        for byte in bytes.prefix(CSVReader.rowBytesMax) {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            if let index = signs.firstIndex(of: byte) { counts[index] += 1 }
        }
        return signs[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
    }
}

extension CSVReader {
    private mutating func records() -> [ImportRecord] {
        var records: [ImportRecord] = []
        for piece in pieces where !isLost {
            switch piece {
            case .row(let row):
                if let columns { records.append(record(row, columns)) } else { readHeadings(row, into: &records) }
            case .fault(let kind, let line, let column, let words):
                let problem = ImportProblem(
                    kind, .refused, at: place(line: line, column: column), words,
                    help: "put the cell in quotes, and double each quote in it")
                count += 1
                records.append(.refused(kind: "row", problem))
                if columns == nil { isLost = true }
            }
        }
        pieces.removeAll(keepingCapacity: true)
        return records
    }

    private func place(line: Int, column: Int? = nil) -> ImportPlace {
        ImportPlace(record: count + 1, line: line, spot: column.map { .column($0) } ?? .whole)
    }

    /// Finds out what each column is.
    ///
    /// A heading of the mapping that is missing stops the import: a column may have been renamed. A heading is never
    /// quoted, since in a file without headings it is a patient's.
    private mutating func readHeadings(_ row: CSVSplitter.Row, into records: inout [ImportRecord]) {
        var rest = mapping.columns
        var found: [CSVMapping.Column?] = []
        var notes: [ImportProblem] = []
        for (index, cell) in row.cells.enumerated() {
            let heading = String(validating: cell, as: UTF8.self).flatMap { ImportedText.trimmed($0) } ?? ""
            let column = rest.removeValue(forKey: heading)
            found.append(column)
            if column == nil {
                notes.append(
                    ImportProblem(
                        .unsupported, .note, at: place(line: row.line, column: index + 1),
                        mapping.columns[heading] == nil
                            ? "a column that the mapping does not name is not read"
                            : "a second column of the same heading"))
            }
        }
        let isPlain = mapping == .plain
        if !isPlain, !rest.isEmpty {
            let missing = rest.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
            let problem = ImportProblem(
                .missing, .refused, at: place(line: row.line),
                "the mapping names columns that the headings lack: \(missing)",
                help: "correct the mapping or the headings; nothing was read")
            isLost = true
            return records.append(.refused(problem))
        }
        if found.allSatisfy({ $0 == nil }) {
            let problem = ImportProblem(
                .missing, .refused, at: place(line: row.line), "no heading is a field's name",
                help: "give a mapping; nothing was read")
            isLost = true
            return records.append(.refused(problem))
        }
        columns = found
        guard !notes.isEmpty else { return }
        var record = ImportRecord(place: ImportPlace(record: 0, line: row.line), kind: "headings", outcome: .notRead)
        record.problems = notes
        records.append(record)
    }

    private mutating func record(_ row: CSVSplitter.Row, _ columns: [CSVMapping.Column?]) -> ImportRecord {
        defer { count += 1 }
        let place = place(line: row.line)
        guard row.cells.count == columns.count else {
            return .refused(
                kind: "row",
                ImportProblem(
                    .structure, .refused, at: place,
                    "\(row.cells.count) cells where the headings have \(columns.count)",
                    help: "put cells that hold the delimiter in quotes"))
        }
        var record = ImportRecord(place: place, kind: "row", outcome: .read)
        record.identity = ImportIdentity(format: .csv, key: [], digest: digest(row.bytes[...]))
        var builder = CSVPerson(place: place, dates: mapping.dates)
        for (index, cell) in row.cells.enumerated() {
            guard let column = columns[index], column.field != .ignored else { continue }
            builder.take(cell, column, number: index + 1)
        }
        builder.finish(into: &record)
        record.refuseIfNeeded()
        return record
    }
}
