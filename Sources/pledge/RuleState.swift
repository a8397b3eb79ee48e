import PledgeCore
import PledgeDecisions

/// Where the rules that a failure speaks of stand.
enum RuleState {
    /// Most rules told for one scenario.
    private static let most = 8

    /// `506c1 (permit, Law/us/treatment.md:12)`, each rule once; what no rule has is left out.
    static func lines(of failures: [Scenario.Failure], in rules: Rules) -> [String] {
        var seen: Set<RuleID> = []
        let ids = failures.flatMap(\.rules).filter { seen.insert($0).inserted }
        return ids.compactMap { line(of: $0, rules) }.prefix(most).map { $0 }
    }

    private static func line(of id: RuleID, _ rules: Rules) -> String? {
        let book = rules.rulebook
        var heads = book.grounds.filter { $0.id == id }.map { ($0.kind.rawValue, $0.head) }
        let stops = book.stops + rules.promises.flatMap(\.stops)
        heads += stops.filter { $0.id == id }.map { ($0.author == .law ? "forbid" : "stop", $0.head) }
        heads += book.exceptions.filter { $0.id == id }.map { ("exception", $0.head) }
        guard let (word, head) = heads.first else { return nil }
        return "\(id) (\(word), \(head.span.file):\(head.span.line)): \(head.title)"
    }
}
