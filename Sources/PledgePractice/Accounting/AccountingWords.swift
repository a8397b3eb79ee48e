import PledgeCore
import PledgeDecisions

/// What lists and pictures say, in words a patient can read.
struct AccountingWords: Sendable {
    private let book: Rulebook
    private let grounds: [String: Ground]

    init(_ rules: RulesInForce) {
        book = rules.rulebook
        grounds = rules.grounds
    }

    func recipient(_ recipient: Disclosure.Recipient) -> String {
        let kinds = list(recipient.kinds, .kind, otherwise: "somebody we did not name")
        if let shown = recipient.shown { return shown }
        guard let name = recipient.name else { return kinds }
        return recipient.kinds.isEmpty ? name : "\(name) (\(kinds))"
    }

    func what(_ parts: [Disclosure.Part]) -> String {
        var items: [String] = []
        for item in parts.flatMap(\.items) where !items.contains(item) { items.append(item) }
        return list(items, .item, otherwise: "health information")
    }

    func why(_ purposes: [String]) -> String { list(purposes, .purpose, otherwise: "not said") }

    /// Title and source of each rule.
    func ground(_ rules: [String]) -> (title: String, citation: String) {
        let found = rules.compactMap { grounds[$0]?.head }
        guard !found.isEmpty else { return (rules.joined(separator: ", "), "") }
        return (
            found.map(\.title).joined(separator: "; "),
            found.map(\.citation).filter { !$0.isEmpty }.joined(separator: "; ")
        )
    }

    private func list(_ names: [String], _ domain: Domain, otherwise: String) -> String {
        guard !names.isEmpty else { return otherwise }
        let hierarchy = book.hierarchy(domain)
        return names.map { hierarchy[$0]?.words ?? $0 }.joined(separator: ", ")
    }

    // MARK: Fixed

    static let notAllowed = "it was not allowed, or went to the wrong place"

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `21 Nov 2026`.
    static func day(_ day: Day) -> String {
        let (year, month, day) = day.civil
        return "\(day) \(months[month - 1]) \(year)"
    }

    /// `$12.50`.
    static func dollars(_ cents: Int64) -> String {
        let rest = cents % 100
        return "$\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
