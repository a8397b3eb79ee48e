/// A small CSV file with a line of headings, whole in memory: rows as fields by their headings.
package struct CSVTable: Hashable, Sendable {
    /// Why a file is no such table: where and what, never what stands there.
    package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        package var line: Int
        package var words: String

        package var description: String { "line \(line): \(words)" }
    }

    package struct Row: Hashable, Sendable {
        /// Line where it starts, from 1.
        package var line: Int
        package var fields: [String: String]
    }

    /// Without case and outer blanks.
    package private(set) var headings: [String] = []
    package private(set) var rows: [Row] = []

    /// Reads a file in UTF-8; the delimiter is a comma, a semicolon or a tab, as the first line shows.
    ///
    /// - Throws: `Problem` for the first row that cannot be read; nothing is passed over.
    /// - Source: RFC 4180.
    package init(_ file: [UInt8]) throws(Problem) {
        guard ByteOrderMark.foreign(file) == nil else { throw Problem(line: 1, words: "not UTF-8; save it as UTF-8") }
        let bytes = ByteOrderMark.dropped(from: file)
        var pieces: [CSVSplitter.Piece] = []
        var splitter = CSVSplitter(delimiter: CSVReader.delimiter(of: bytes))
        splitter.feed(bytes, into: &pieces)
        splitter.finish(into: &pieces)
        for piece in pieces {
            switch piece {
            case .fault(_, let line, let column, let words):
                throw Problem(line: line, words: "column \(column): \(words)")
            case .row(let row): try take(row)
            }
        }
        guard !headings.isEmpty else { throw Problem(line: 1, words: "no line of headings") }
    }

    private mutating func take(_ row: CSVSplitter.Row) throws(Problem) {
        var cells: [String] = []
        for cell in row.cells {
            guard let text = String(validating: cell, as: UTF8.self) else {
                throw Problem(line: row.line, words: "column \(cells.count + 1): not UTF-8")
            }
            cells.append(text)
        }
        if headings.isEmpty {
            headings = cells.map { ImportedText.trimmed($0)?.lowercased() ?? "" }
            guard Set(headings).count == headings.count else {
                throw Problem(line: row.line, words: "two columns of one heading")
            }
            return
        }
        guard cells.count == headings.count else {
            throw Problem(
                line: row.line, words: "\(cells.count) cells where the headings have \(headings.count)")
        }
        rows.append(
            Row(line: row.line, fields: Dictionary(zip(headings, cells).map { ($0, $1) }) { first, _ in first }))
    }
}
