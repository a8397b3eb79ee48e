import PledgeCore
import PledgeDecisions
import Synchronization

/// A scenario that passes, with what it touches.
struct MutationCase: Sendable {
    var scenario: Scenario
    var request: Request
    var zone: TimeZoneRules
    /// Position of its engine.
    var engine: Int
    var touched: RuleUses.Touched
    /// Whether the brief decision is enough to compare with what is expected.
    private(set) var isBrief: Bool

    /// A scenario on the rulebook as it is; nothing where it fails.
    init?(
        _ scenario: Scenario, _ request: Request, _ zone: TimeZoneRules, engine: Int, compiled: CompiledRulebook,
        uses: RuleUses
    ) {
        let decision = compiled.decideInBrief(request, zone: zone)
        let named = (scenario.expected.grounds ?? []) + (scenario.expected.stops ?? [])
        // How many questions lead to an answer says little of the law, and takes seconds to count.
        self.scenario = scenario
        self.scenario.expected.questionsMost = nil
        self.request = request
        self.zone = zone
        self.engine = engine
        touched = uses.touched(by: request, zone: zone, decision: decision, expecting: named)
        let expected = scenario.expected
        isBrief = expected.lawfulIf == nil && expected.ask == nil
        // Parts that differ only in what is offered are one part in a brief decision.
        if isBrief, !passes(on: compiled) { isBrief = false }
        guard isBrief || passes(on: compiled) else { return nil }
    }

    /// Whether the scenario's id begins with the rule's.
    func isNamed(after rule: String) -> Bool {
        let id = scenario.id.hasPrefix("pin-") ? scenario.id.dropFirst(4) : scenario.id[...]
        return id.hasPrefix(rule)
    }

    /// Whether the decision is the expected one.
    func passes(on compiled: CompiledRulebook) -> Bool {
        let decision = isBrief ? compiled.decideInBrief(request, zone: zone) : compiled.decide(request, zone: zone)
        return scenario.failures(of: decision, for: request, zone: zone) { compiled.decide($0, zone: zone) }.isEmpty
    }
}

/// Finds for each mutant whether a scenario notices it.
final class MutationRun: Sendable {
    /// Sizes of the groups in which the scenarios of a mutant are run; each group has rulebooks of its own, cut to
    /// the grounds that matter to it.
    private static let groupSizes = [6, 40, 300]

    /// Most scenarios of one mutant: whose decision rests on the rule which is changed, tells of it, or neither.
    private static let coreMax = 1000
    private static let toldMax = 1000
    private static let othersMax = 3000

    /// Scenarios by a rule that they touch, those decided in brief first.
    private struct Concerned {
        var core: [Int] = []
        var told: [Int] = []
        var others: [Int] = []
    }

    private let engines: [ScenarioEngines.Engine]
    private let cases: [MutationCase]
    private let concerned: [RuleKey: Concerned]
    /// Engines of which a series of notices has several versions, which are compared over all grounds.
    private let hasVersions: [Bool]

    init(engines: [ScenarioEngines.Engine], cases: [MutationCase]) {
        self.engines = engines
        self.cases = cases
        hasVersions = engines.map { engine in
            let series = engine.rules.promises.filter(\.kind.isNotice).map(\.series)
            return Set(series).count < series.count
        }
        var concerned: [RuleKey: Concerned] = [:]
        for number in cases.indices.filter({ cases[$0].isBrief }) + cases.indices.filter({ !cases[$0].isBrief }) {
            let touched = cases[number].touched
            for key in touched.keys {
                if touched.core.contains(key) {
                    concerned[key, default: Concerned()].core.append(number)
                } else if touched.told.contains(key) {
                    concerned[key, default: Concerned()].told.append(number)
                } else {
                    concerned[key, default: Concerned()].others.append(number)
                }
            }
        }
        self.concerned = concerned
    }

    /// Whether each mutant is noticed, several at a time.
    func noticed(_ mutants: [Mutant], threads: Int) async -> [Bool] {
        let progress = Progress(count: mutants.count)
        return await withTaskGroup(of: (Int, Bool).self) { group in
            var results = Array(repeating: false, count: mutants.count)
            var next = 0
            func start() {
                guard next < mutants.count else { return }
                let number = next
                next += 1
                group.addTask { (number, self.isNoticed(mutants[number])) }
            }
            for _ in 0..<threads { start() }
            while let (number, isNoticed) = await group.next() {
                results[number] = isNoticed
                progress.done(isNoticed)
                start()
            }
            return results
        }
    }

    // MARK: One mutant

    private func isNoticed(_ mutant: Mutant) -> Bool {
        let concerned = scenarios(for: mutant)
        var start = 0
        var sizes = MutationRun.groupSizes[...]
        while start < concerned.count {
            let end = min(concerned.count, start + (sizes.popFirst() ?? concerned.count))
            let groups = Dictionary(grouping: concerned[start..<end]) { cases[$0].engine }
            for (engine, numbers) in groups.sorted(by: { $0.value.count > $1.value.count })
            where isNoticed(mutant, by: numbers, engine) {
                return true
            }
            start = end
        }
        return false
    }

    /// The scenarios that could notice a mutant, the likeliest first.
    private func scenarios(for mutant: Mutant) -> [Int] {
        let known = concerned[mutant.key] ?? Concerned()
        var result = Array(known.core.prefix(MutationRun.coreMax))
        result += known.told.prefix(MutationRun.toldMax)
        // Where the rule does not hold, its scenario tells of other rules only: those named after it come first.
        let others = known.others.filter { cases[$0].isBrief }
        let named = Set(others.filter { cases[$0].isNamed(after: mutant.rule) })
        result += (others.filter { named.contains($0) } + others.filter { !named.contains($0) })
            .prefix(MutationRun.othersMax)
        // What becomes wider may fit where nothing did.
        var more: [Int] = []
        switch mutant.change {
        case .ground(let old, let new):
            if old.actors == new.actors, old.purposes == new.purposes, old.acts == new.acts { break }
            more = cases.indices.filter { number in
                RuleUses.fits(new, cases[number].request, in: engines[cases[number].engine].rules.rulebook)
            }
        case .standing(let old, let new) where old.kind != new.kind:
            more = cases.indices.filter { number in
                let kinds = engines[cases[number].engine].rules.rulebook.hierarchy(.kind)
                return cases[number].request.recipient.kinds.contains { kinds.isUnder($0, new.kind) }
            }
        case .stop(let old, let new), .documentStop(_, let old, let new):
            more = reached(by: new.reach, not: old.reach, mutant)
        case .exception(let old, let new):
            more = reached(by: new.reach ?? Reach(rules: nil), not: old.reach ?? Reach(rules: nil), mutant)
        default: break
        }
        if !more.isEmpty {
            let seen = Set(result)
            result = more.filter { !seen.contains($0) } + result
        }
        return result
    }

    /// Scenarios to which a ground fits that the wider reach takes in, those named after the rule first.
    private func reached(by new: Reach, not old: Reach, _ mutant: Mutant) -> [Int] {
        if new == old { return [] }
        let gained = engines.map { engine in
            let grounds = engine.rules.rulebook.grounds
            return Set(grounds.indices.filter { new.includes(grounds[$0]) && !old.includes(grounds[$0]) })
        }
        let all = cases.indices.filter { !cases[$0].touched.grounds.isDisjoint(with: gained[cases[$0].engine]) }
        let named = all.filter { cases[$0].isNamed(after: mutant.rule) }
        return named + all.filter { !cases[$0].isNamed(after: mutant.rule) }.prefix(MutationRun.othersMax)
    }

    private func isNoticed(_ mutant: Mutant, by numbers: [Int], _ engine: Int) -> Bool {
        var book = engines[engine].rules.rulebook
        var promises = engines[engine].rules.promises
        guard mutant.apply(to: &book, &promises) else { return false }
        if !hasVersions[engine], !mutant.isOfStanding {
            var kept = numbers.reduce(into: Set<Int>()) { $0.formUnion(cases[$1].touched.grounds) }
            if let ground = mutant.changedGround, let position = book.grounds.firstIndex(of: ground) {
                kept.insert(position)
            }
            book = book.restricted(to: kept)
        }
        let compiled: CompiledRulebook
        do {
            compiled = try CompiledRulebook(book, promises: promises, wordsOf: engines[engine].compiled)
        } catch {
            // What cannot be compiled, everybody notices.
            return true
        }
        return numbers.contains { !cases[$0].passes(on: compiled) }
    }
}

/// Tells now and then how far a run is.
private final class Progress: Sendable {
    private struct State {
        var doneCount = 0
        var noticedCount = 0
        var told = ContinuousClock.now
    }

    private static let interval = Duration.seconds(15)
    private let count: Int
    private let state = Mutex(State())

    init(count: Int) { self.count = count }

    func done(_ isNoticed: Bool) {
        state.withLock { state in
            state.doneCount += 1
            if isNoticed { state.noticedCount += 1 }
            guard ContinuousClock.now - state.told > Progress.interval else { return }
            state.told = .now
            Message.write("\(state.doneCount) of \(count), \(state.noticedCount) noticed")
        }
    }
}
