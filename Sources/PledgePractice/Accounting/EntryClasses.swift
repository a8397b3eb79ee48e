import PledgeCore
import PledgeDecisions

/// Which class of the fact `entry-class` a disclosure falls in; the classes and what they rest on are the law's data.
///
/// - Source: 45 CFR 164.528(a)(1); `Law/us/rights.md`, sets `rests-on-...`.
struct EntryClasses: Sendable {
    static let fact = "entry-class"
    /// What no other class takes, and what nothing allowed.
    static let other = "class-other"
    private static let prefix = "class-"
    private static let setPrefix = "rests-on-"
    /// What the class of a ground says that is no disclosure of ours: nothing to list.
    private static let none = Set([Accounting528.use, Accounting528.notOurs])
    private static let part2Consent = "part2-consent"

    private enum Accounting528 {
        static let use = Accounting.exempt(.use).words
        static let notOurs = Accounting.notOurs.words
        static let exempt = "exempt "
    }

    private let grounds: [String: Ground]
    private let options: Set<String>
    private let sets: [(name: String, rules: [RuleID])]
    private let asOne: [RuleID]
    /// Grounds and exceptions that rest on a consent under the rules for substance use records.
    private let onPart2Consent: Set<String>

    init(_ rules: RulesInForce) {
        let book = rules.rulebook
        grounds = rules.grounds
        options = Set(book.fact(EntryClasses.fact)?.options.map(\.name) ?? [])
        sets = book.sets.filter { $0.key.hasPrefix(EntryClasses.setPrefix) }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
        asOne = book.sets["told-as-one"] ?? []
        onPart2Consent = Set(
            book.grounds.filter { $0.document == EntryClasses.part2Consent }.map(\.id.text)
                + book.exceptions.filter { $0.document == EntryClasses.part2Consent }.map(\.id.text))
    }

    /// The class of what rested on a rule.
    ///
    /// - Parameters:
    ///   - rule: The rule relied on, without its document.
    ///   - accounting: What the decision said of it, as `Accounting.words`.
    /// - Returns: Nothing where it is no disclosure of ours.
    func name(of rule: String, _ accounting: String) -> String? {
        if EntryClasses.none.contains(accounting) { return nil }
        if accounting.hasPrefix(Accounting528.exempt) {
            return known(EntryClasses.prefix + accounting.dropFirst(Accounting528.exempt.count))
        }
        for (set, rules) in sets where rules.contains(where: { isUnder(rule, $0) }) {
            return known(EntryClasses.prefix + set.dropFirst(EntryClasses.setPrefix.count))
        }
        return EntryClasses.other
    }

    /// Whether several of the rule, to one recipient for one purpose, may be told as one.
    ///
    /// - Source: 45 CFR 164.528(b)(3).
    func isToldAsOne(_ rule: String) -> Bool { asOne.contains { isUnder(rule, $0) } }

    func isOnPart2Consent(_ rules: [String]) -> Bool { rules.contains { onPart2Consent.contains($0) } }

    private func isUnder(_ rule: String, _ other: RuleID) -> Bool {
        grounds[rule]?.isUnder(other) ?? RuleID(rule).isUnder(other)
    }

    /// A class that the rules no longer know is told as any other.
    private func known(_ name: String) -> String { options.contains(name) ? name : EntryClasses.other }
}
