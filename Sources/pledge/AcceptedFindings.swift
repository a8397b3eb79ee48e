import Foundation
import PledgeDecisions

/// Findings of a proof that are accepted, each with its reason: a Markdown table `finding | rules | why it stands, with its case`.
///
/// A rule of a row stands for all under it, several in one place for each of them, `any` for every rule.
struct AcceptedFindings {
    private struct Row: Hashable {
        var kind: String
        var rules: [String]
        var line: Int

        func accepts(_ finding: ProofFinding) -> Bool {
            guard kind == finding.kind.rawValue, rules.count <= finding.rules.count else { return false }
            return zip(rules, finding.rules).allSatisfy { row, rule in
                row.split(separator: " ").contains {
                    RuleID(rule).isUnder(RuleID(String($0))) || $0 == rule || $0 == "any"
                }
            }
        }
    }

    private let rows: [Row]

    /// Reads the rows of every table.
    ///
    /// - Throws: `CommandError` where a row has no reason, or names no finding.
    init(_ text: String) throws {
        var rows: [Row] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.hasPrefix("|") else { continue }
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let isRule = cells.allSatisfy { $0.allSatisfy { $0 == "-" || $0 == ":" } }
            if isRule || cells.first == "finding" { continue }
            guard cells.count == 3, !cells[2].isEmpty, ProofFinding.Kind(rawValue: cells[0]) != nil else {
                throw CommandError.wrongUse(
                    "line \(index + 1) of the accepted findings: write `| finding | rules | why it stands |`")
            }
            let rules = cells[1].split(separator: ",").map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "` "))
            }
            rows.append(Row(kind: cells[0], rules: rules, line: index + 1))
        }
        self.rows = rows
    }

    func contains(_ finding: ProofFinding) -> Bool { rows.contains { $0.accepts(finding) } }

    /// Rows that none of the findings needs.
    func others(than findings: [ProofFinding]) -> [String] {
        rows.filter { row in !findings.contains(where: row.accepts) }
            .map { "line \($0.line): \($0.kind) \($0.rules.joined(separator: ", "))" }
    }
}
