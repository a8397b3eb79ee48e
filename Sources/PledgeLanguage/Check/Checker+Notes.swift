import PledgeCore
import PledgeDecisions

// What a checked rulebook should tell its author; nothing here is a mistake.
extension Checker {
    /// Lists what the semantics want listed.
    ///
    /// Only for a rulebook without errors.
    ///
    /// - Source: the semantics, sections 3, 4 and 6.
    mutating func addNotes() {
        let uses = ConditionUses(rulebook)
        noteSilence(uses)
        noteCompletions(uses)
        noteQuestionsAtTreatment(uses)
    }

    /// Facts of our records whose silence opens a ground.
    private mutating func noteSilence(_ uses: ConditionUses) {
        var opened: [String: [String]] = [:]
        for ground in rulebook.grounds {
            var seen: Set<String> = []
            for use in uses.of(ground.condition) where !use.isPositive && use.test.operation == .holds {
                guard case .fact(let name) = use.test.left, seen.insert(name).inserted else { continue }
                opened[name, default: []].append(ground.id.text)
            }
        }
        for fact in rulebook.facts where fact.source != .asked {
            guard let grounds = opened[fact.name], let place = names.termPlaces[fact.name] else { continue }
            findings.add(.opensOnSilence(fact.name, grounds: grounds), at: place)
        }
    }

    /// Grounds for which the strong tables of three values may say less than is sure.
    private mutating func noteCompletions(_ uses: ConditionUses) {
        for (ground, place) in zip(rulebook.grounds, groundPlaces) {
            var tests: [String: Set<ConditionUses.Use>] = [:]
            for use in uses.of(ground.condition) {
                guard case .fact(let name) = use.test.left else { continue }
                tests[name, default: []].insert(use)
            }
            let facts = tests.filter { $0.value.count > 1 }.keys.sorted()
            if !facts.isEmpty { findings.add(.needsCompletions(ground.id.text, facts: facts), at: place) }
        }
    }

    /// Stops that somebody must be asked about whenever the patient is treated.
    private mutating func noteQuestionsAtTreatment(_ uses: ConditionUses) {
        let purposes = rulebook.hierarchy(.purpose)
        let treatments = rulebook.grounds.filter { ground in
            ground.purposes.contains { purposes.isUnder($0, "treatment") || purposes.isUnder("treatment", $0) }
        }
        let asked = Set(rulebook.facts.filter { $0.source == .asked }.map(\.name))
        for placed in reaches where treatments.contains(where: { placed.stop.reach.includes($0) }) {
            var facts: Set<String> = []
            for use in uses.of(placed.stop.condition) {
                guard case .fact(let name) = use.test.left, asked.contains(name) else { continue }
                facts.insert(name)
            }
            if !facts.isEmpty {
                findings.add(.asksAtTreatment(placed.stop.id.text, facts: facts.sorted()), at: placed.place)
            }
        }
    }
}

/// The tests of conditions, those of named conditions included.
struct ConditionUses {
    /// A test, and whether it stands under an even number of `not`.
    struct Use: Hashable {
        var test: Test
        var isPositive: Bool
    }

    private var named: [String: Set<Use>] = [:]

    /// - Complexity: O(named conditions × tests).
    init(_ rulebook: Rulebook) {
        var waiting = rulebook.conditions
        // Cycles are errors, so each round finishes at least one; their depth is bounded.
        for _ in 0...NameGraph.depthMax where !waiting.isEmpty {
            var left: [NamedCondition] = []
            for condition in waiting {
                var walk = ConditionWalk()
                walk.visit(condition.condition)
                if walk.named.allSatisfy({ named[$0.name] != nil }) {
                    named[condition.name] = of(condition.condition)
                } else {
                    left.append(condition)
                }
            }
            waiting = left
        }
    }

    func of(_ condition: Condition) -> Set<Use> {
        var walk = ConditionWalk()
        walk.visit(condition)
        var uses = Set(walk.tests.map { Use(test: $0.test, isPositive: $0.isPositive) })
        for name in walk.named {
            for use in named[name.name] ?? [] {
                uses.insert(Use(test: use.test, isPositive: use.isPositive == name.isPositive))
            }
        }
        return uses
    }
}
