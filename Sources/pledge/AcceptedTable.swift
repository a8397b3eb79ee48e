import Foundation

/// A Markdown table of what is accepted, in three columns: what it is of, what it is, and the reason.
struct AcceptedTable {
    /// One row, its cells without the spaces around them.
    struct Row {
        var first: String
        var second: String
        /// Of the text, from 1.
        var line: Int
    }

    let rows: [Row]

    /// Reads the rows of every table of a text.
    ///
    /// - Parameters:
    ///   - text: Of the file.
    ///   - name: What is accepted, for the message.
    ///   - columns: Heads of the three columns.
    ///   - isRow: Whether the first cell can be one.
    /// - Throws: `CommandError` where a row has no reason, or its first cell cannot be one.
    init(_ text: String, of name: String, columns: [String], isRow: (String) -> Bool = { _ in true }) throws {
        var rows: [Row] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.hasPrefix("|") else { continue }
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let isRule = cells.allSatisfy { $0.allSatisfy { $0 == "-" || $0 == ":" } }
            if isRule || cells.first == columns.first { continue }
            guard cells.count == 3, !cells[2].isEmpty, isRow(cells[0]) else {
                throw CommandError.wrongUse(
                    "line \(index + 1) of the accepted \(name): write `| \(columns.joined(separator: " | ")) |`")
            }
            rows.append(Row(first: cells[0], second: cells[1], line: index + 1))
        }
        self.rows = rows
    }
}
