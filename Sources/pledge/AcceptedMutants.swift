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
        rows = try AcceptedTable(text, of: "mutants", columns: ["rule", "mutant", "reason"]).rows.map { row in
            Row(rule: row.first.trimmingCharacters(in: CharacterSet(charactersIn: "`")), words: row.second)
        }
    }

    func contains(_ mutant: Mutant) -> Bool { rows.contains(Row(rule: mutant.rule, words: mutant.words)) }

    /// Rows that are none of the survivors, as `rule: mutant`.
    func others(than survivors: [Mutant]) -> [String] {
        let survived = Set(survivors.map { Row(rule: $0.rule, words: $0.words) })
        return rows.filter { !survived.contains($0) }.map { "\($0.rule): \($0.words)" }
    }
}
