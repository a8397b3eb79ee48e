import PledgeCore
import PledgeDecisions

// What can only be seen when every declaration has been read.
extension Checker {
    mutating func checkHierarchies() {
        for domain in Domain.allCases {
            let terms = terms[domain] ?? []
            let edges = Dictionary(terms.map { ($0.name, $0.parents) }, uniquingKeysWith: { first, _ in first })
            var seen: Set<String> = []
            let nodes = terms.map(\.name).filter { seen.insert($0).inserted }
            let (cycles, depths) = NameGraph.analyze(nodes, edges: edges)
            for cycle in cycles {
                guard let place = names.domains[domain]?[cycle[0]] else { continue }
                findings.add(.cycle(cycle, kind: domain.rawValue), at: place)
            }
            for node in nodes where depths[node] == NameGraph.depthMax + 1 {
                guard let place = names.domains[domain]?[node] else { continue }
                findings.add(.chainTooLong(node, most: NameGraph.depthMax), at: place)
            }
            if !terms.isEmpty, cycles.isEmpty { rulebook.vocabulary[domain] = Hierarchy(terms) }
        }
    }

    /// Named conditions may not use themselves, and not bring a second `some` into one.
    mutating func checkNamedConditions() {
        var edges: [String: [String]] = [:]
        var hasSome: Set<String> = []
        for condition in rulebook.conditions {
            var walk = ConditionWalk()
            walk.visit(condition.condition)
            edges[condition.name] = walk.named.map(\.name)
            if walk.hasSome { hasSome.insert(condition.name) }
        }
        var seen: Set<String> = []
        let nodes = rulebook.conditions.map(\.name).filter { seen.insert($0).inserted }
        let (cycles, depths) = NameGraph.analyze(nodes, edges: edges)
        for cycle in cycles {
            guard let place = names.defines[cycle[0]]?.place else { continue }
            findings.add(.cyclicCondition(cycle), at: place)
        }
        for node in nodes where depths[node] == NameGraph.depthMax + 1 {
            guard let place = names.defines[node]?.place else { continue }
            findings.add(.chainTooLong(node, most: NameGraph.depthMax), at: place)
        }
        // Shallow conditions first, so that each knows whether one that it uses has a `some`.
        for node in nodes.sorted(by: { (depths[$0] ?? 0, $0) < (depths[$1] ?? 0, $1) })
        where (edges[node] ?? []).contains(where: { hasSome.contains($0) }) {
            hasSome.insert(node)
        }
        for name in namedInsideSome where hasSome.contains(name.text) {
            findings.add(.nestedSomeByName(name.text), at: name.place)
        }
    }

    /// Two rules of one id may not be in force on one day.
    mutating func checkOverlaps() {
        struct Key: Hashable {
            var table: RulePlace.Table
            var id: RuleID
        }
        let groups = Dictionary(grouping: rulePlaces) { Key(table: $0.table, id: $0.id) }
        for group in groups.values where group.count > 1 {
            let sorted = group.sorted {
                ($0.force.since, $0.place.file, $0.place.offset) < ($1.force.since, $1.place.file, $1.place.offset)
            }
            // The rule that is in force longest of those so far.
            var last = sorted[0]
            for rule in sorted.dropFirst() {
                if rule.force.overlaps(last.force) {
                    let first = span(last.place)
                    if rule.force == last.force {
                        findings.add(.duplicateRule(rule.id.text, first: first), at: rule.place)
                    } else {
                        let from = max(rule.force.since, last.force.since)
                        findings.add(
                            .overlappingForce(rule.id.text, from: from.description, first: first), at: rule.place)
                    }
                }
                if let end = last.force.until, rule.force.until.map({ end < $0 }) ?? true { last = rule }
            }
        }
    }

    /// What a rule or a declaration says is not listed beside it.
    mutating func checkRows() {
        let others = Dictionary(grouping: rulePlaces.filter { $0.table != .rows && !$0.table.isOfDocument }, by: \.id)
        for row in rulePlaces where row.table == .rows {
            let rule = others[row.id]?.first { $0.force.overlaps(row.force) }
            guard let place = rule?.place ?? names.place(of: row.id.text) else { continue }
            findings.add(.rowOfDeclaration(row.id.text, first: span(place)), at: row.place)
        }
    }

    /// A wish and a document reach no further than the law lets them.
    mutating func checkReaches() {
        let bounds = ReachBounds(rulebook)
        for reach in reaches {
            let stop = reach.stop
            let reached = bounds.beyond(stop).filter { stop.reach.includes($0) }
            guard !reached.isEmpty else { continue }
            var seen: Set<RuleID> = []
            let ids = reached.map(\.id).filter { seen.insert($0).inserted }.map(\.text)
            let author: String
            switch stop.author {
            case .patient: author = "a wish of the patient"
            case .document: author = "a promise document"
            case .law: author = "a state's law"
            }
            findings.add(.reachTooFar(stop.id.text, author: author, grounds: ids), at: reach.place)
        }
    }
}

/// How far a stop may reach at most, by who says it.
///
/// The law names the bounds as sets; a rulebook without them has those of the semantics.
///
/// - Source: the semantics, section 6; 45 CFR 164.522(a)(1), 164.510, 164.514(f)(2), 164.508(b)(5), 164.522(b),
///   164.520(b)(2)(i), 164.502(a)(2).
struct ReachBounds {
    /// Grounds that a wish of the patient may not stop, a wish about means apart.
    private let beyondPatient: [Ground]
    private let beyondDocuments: [Ground]
    private let beyondStates: [Ground]

    init(_ rulebook: Rulebook) {
        func bound(_ set: String, _ usual: [String]) -> [RuleID] { rulebook.sets[set] ?? usual.map { RuleID($0) } }
        let wishes = bound("within-wishes", ["506", "508", "510", "514f"])
        let documents = bound(
            "beyond-documents", ["502a1i", "502a1iii", "502a2i", "502a2ii", "502a4", "502j", "512j1i"])
        let states = bound("beyond-states", ["502a1i", "502a2i", "502a2ii"])
        func isUnder(_ ground: Ground, _ rules: [RuleID]) -> Bool { rules.contains { ground.isUnder($0) } }
        beyondPatient = rulebook.grounds.filter { !isUnder($0, wishes) }
        beyondDocuments = rulebook.grounds.filter { $0.isOutside || $0.kind == .entitle || isUnder($0, documents) }
        beyondStates = rulebook.grounds.filter { $0.kind == .entitle || isUnder($0, states) }
    }

    /// The grounds that a stop may not reach.
    func beyond(_ stop: Stop) -> [Ground] {
        switch stop.author {
        case .patient: stop.isManner ? [] : beyondPatient
        case .document: beyondDocuments
        case .law: stop.head.state == nil ? [] : beyondStates
        }
    }
}

/// Collects what a condition uses.
struct ConditionWalk {
    private(set) var named: [(name: String, isPositive: Bool)] = []
    private(set) var hasSome = false
    private(set) var tests: [(test: Test, isPositive: Bool)] = []

    mutating func visit(_ condition: Condition, isPositive: Bool = true) {
        switch condition {
        case .constant, .question: break
        case .all(let parts), .any(let parts): for part in parts { visit(part, isPositive: isPositive) }
        case .not(let inner): visit(inner, isPositive: !isPositive)
        case .test(let test): tests.append((test, isPositive))
        case .named(let name): named.append((name, isPositive))
        case .some(_, let inner):
            hasSome = true
            visit(inner, isPositive: isPositive)
        }
    }
}
