package import PledgeCore
package import PledgeDecisions

/// What the law wants a notice to say, from the elements that it declares.
package struct NoticeLaw: Sendable {
    /// An element as it stands on some day.
    package struct Owed: Sendable, Hashable {
        package var id: String
        /// In a few plain words.
        package var title: String
        package var citation: String
        /// Since when it has been required in this form.
        package var since: Day
        package var condition: Condition
        /// Words that the law prescribes.
        package var exactText: String?
        /// Whether the law has wanted it on the day that was asked about; one that no longer does is not owed.
        package var isInForce: Bool
    }

    private let versions: [String: [DocumentElement]]
    /// Every element, in the order of the law.
    package let ids: [String]
    /// What facts mean, by their names.
    private let facts: [String: String]
    /// The first days of its elements, sorted.
    package let days: [Day]

    /// - Parameters:
    ///   - elements: Those of a rulebook; only elements of notices count.
    ///   - facts: Of the same rulebook.
    package init(elements: [DocumentElement], facts: [Fact]) {
        var versions: [String: [DocumentElement]] = [:]
        var ids: [String] = []
        for element in elements where element.document == DocumentElement.usualDocument {
            let id = element.head.id.description
            if versions[id] == nil { ids.append(id) }
            versions[id, default: []].append(element)
        }
        self.versions = versions
        self.ids = ids
        self.facts = Dictionary(facts.map { ($0.name, $0.words) }, uniquingKeysWith: { first, _ in first })
        days = Set(elements.map(\.head.force.since)).sorted()
    }

    /// The first day on which the newest of its elements is required.
    package var newestDay: Day? { days.last }

    /// An element on a day; the version in force, else the nearest.
    package func element(_ id: String, on day: Day) -> Owed? {
        guard let all = versions[id], let last = all.last else { return nil }
        let element = all.first { $0.head.force.includes(day) } ?? last
        return Owed(
            id: id, title: element.head.title, citation: element.head.citation, since: element.head.force.since,
            condition: element.requiredWhen, exactText: element.exactText, isInForce: element.head.force.includes(day))
    }

    /// What a fact means, in words.
    package func words(ofFact name: String) -> String { facts[name] ?? name }
}

/// What is known of the organization whose notice it is; what is not known is not decided.
package struct NoticeProfile: Sendable, Hashable {
    /// By the names that the law's facts have.
    package var facts: [String: Bool]

    package init(facts: [String: Bool] = [:]) { self.facts = facts }

    /// Whether a condition holds.
    ///
    /// - Returns: Nothing when that depends on a fact that is not known.
    package func holds(_ condition: Condition) -> Bool? {
        switch condition {
        case .constant(let value): return value
        case .not(let inner): return holds(inner).map { !$0 }
        case .all(let parts):
            let values = parts.map(holds)
            if values.contains(false) { return false }
            return values.contains(nil) ? nil : true
        case .any(let parts):
            let values = parts.map(holds)
            if values.contains(true) { return true }
            return values.contains(nil) ? nil : false
        case .test(let test):
            guard case .fact(let name) = test.left, test.operation == .holds else { return nil }
            return facts[name]
        case .named, .question, .some: return nil
        }
    }

    /// The facts that a condition depends on and that are not known, in its order.
    package func open(_ condition: Condition) -> [String] {
        switch condition {
        case .constant, .named, .question, .some: return []
        case .not(let inner): return open(inner)
        case .all(let parts), .any(let parts): return parts.flatMap(open)
        case .test(let test):
            guard case .fact(let name) = test.left, facts[name] == nil else { return [] }
            return [name]
        }
    }
}
