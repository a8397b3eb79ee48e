import Foundation
import PledgeDecisions

/// Survivors that are accepted, each with its reason: a Markdown table `rule | mutant | reason`.
struct AcceptedMutants {
    private struct Row: Hashable {
        var rule: String
        var words: String
    }

    private let rows: [Row]

    /// Reads the rows of every table.
    ///
    /// - Throws: `CommandError` where a row has no reason.
    init(_ text: String) throws {
        var rows: [Row] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.hasPrefix("|") else { continue }
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let isRule = cells.allSatisfy { $0.allSatisfy { $0 == "-" || $0 == ":" } }
            if isRule || cells.first == "rule" { continue }
            guard cells.count == 3, !cells[2].isEmpty else {
                throw CommandError.wrongUse(
                    "line \(index + 1) of the accepted mutants: write `| rule | mutant | reason |`")
            }
            rows.append(Row(rule: cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`")), words: cells[1]))
        }
        self.rows = rows
    }

    func contains(_ mutant: Mutant) -> Bool { rows.contains(Row(rule: mutant.rule, words: mutant.words)) }

    /// Rows that are none of the survivors, as `rule: mutant`.
    func others(than survivors: [Mutant]) -> [String] {
        let survived = Set(survivors.map { Row(rule: $0.rule, words: $0.words) })
        return rows.filter { !survived.contains($0) }.map { "\($0.rule): \($0.words)" }
    }
}
