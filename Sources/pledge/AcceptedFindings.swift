import Foundation
import PledgeDecisions

/// Findings of a proof that are accepted, each with its reason: a Markdown table `finding | rules | why it stands, with its case`.
///
/// A rule of a row stands for all under it, several in one place for each of them, `any` for every rule.
struct AcceptedFindings {
    private struct Row {
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
        let table = try AcceptedTable(text, of: "findings", columns: ["finding", "rules", "why it stands"]) {
            ProofFinding.Kind(rawValue: $0) != nil
        }
        rows = table.rows.map { row in
            let rules = row.second.split(separator: ",").map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "` "))
            }
            return Row(kind: row.first, rules: rules, line: row.line)
        }
    }

    func contains(_ finding: ProofFinding) -> Bool { rows.contains { $0.accepts(finding) } }

    /// Rows that none of the findings needs.
    func others(than findings: [ProofFinding]) -> [String] {
        rows.filter { row in !findings.contains(where: row.accepts) }
            .map { "line \($0.line): \($0.kind) \($0.rules.joined(separator: ", "))" }
    }
}
