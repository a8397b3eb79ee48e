package import PledgeCore

/// What each rule of a compiled rulebook stands on, by itself and through the named conditions it uses.
///
/// Finds the scenarios that may notice that a rule was changed.
package struct RuleUses: Sendable {
    private let compiled: CompiledRulebook
    /// Each ground with its condition, duties and promises, by position.
    private let grounds: [Set<RuleKey>]
    private let stops: [Set<RuleKey>]
    private let exceptions: [Set<RuleKey>]
    private let standings: [Set<RuleKey>]
    /// Rights of documents that bear on every release.
    private let always: Set<RuleKey>

    /// - Complexity: O(tests of the rulebook).
    package init(_ compiled: CompiledRulebook) {
        self.compiled = compiled
        let program = compiled.program
        var names = NameUses(compiled.book)
        grounds = program.grounds.map { ground in
            var keys: Set<RuleKey> = [.ground(ground.rule.id.text)]
            names.add(ground.rule.condition, to: &keys)
            names.add(ground.rule.compelled, to: &keys)
            for duty in ground.rule.duties { names.add(duty.unless, to: &keys) }
            for document in compiled.promises {
                for promise in document.promises where ground.rule.isUnder(promise.rule) {
                    keys.insert(.promise(document.id, promise.rule.text))
                    names.add(promise.condition, to: &keys)
                    for duty in promise.duties { names.add(duty.unless, to: &keys) }
                }
                for exclusion in document.exclusions where ground.rule.isUnder(exclusion.rule) {
                    keys.insert(.promise(document.id, exclusion.rule.text))
                    names.add(exclusion.condition, to: &keys)
                }
            }
            return keys
        }
        stops = program.stops.map { stop in
            var keys: Set<RuleKey> = [.stop(stop.rule.id.text)]
            names.add(stop.rule.condition, to: &keys)
            for duty in stop.rule.duties { names.add(duty.unless, to: &keys) }
            return keys
        }
        exceptions = program.exceptions.map { exception in
            var keys: Set<RuleKey> = [.exception(exception.rule.id.text)]
            names.add(exception.rule.condition, to: &keys)
            for duty in exception.rule.duties { names.add(duty.unless, to: &keys) }
            return keys
        }
        standings = program.standings.map { standing in
            var keys: Set<RuleKey> = [.standing(standing.rule.head.id.text)]
            names.add(standing.rule.condition, to: &keys)
            return keys
        }
        var always: Set<RuleKey> = []
        for document in compiled.promises {
            for right in document.rights { always.insert(.documentRight(document.id, right.name)) }
        }
        self.always = always
    }

    /// What a request touches.
    package struct Touched: Sendable {
        /// Grounds that act, actor, recipient and purpose leave, by position in the rulebook.
        package var grounds: Set<Int>
        /// Everything those grounds stand on, with all that may close them.
        package var keys: Set<RuleKey>
        /// What the decision rests on, and what it was expected to rest on.
        package var core: Set<RuleKey>
        /// What the decision tells of beside.
        package var told: Set<RuleKey>
    }

    /// Finds what a request touches.
    ///
    /// - Parameters:
    ///   - request: As it was read.
    ///   - zone: Zone of the organization.
    ///   - decision: What the clean rulebook answers.
    ///   - named: Ids of rules that the scenario expects.
    /// - Returns: Its rules.
    package func touched(
        by request: Request, zone: TimeZoneRules, decision: Decision, expecting named: [String]
    ) -> Touched {
        let program = compiled.program
        let candidates = Evaluation(compiled, request, zone, isWhole: true).candidates
        var core = Set(named)
        var told: Set<String> = []
        for part in decision.parts {
            core.formUnion(part.grounds.flatMap { [$0.rule.text] + $0.lifted.map(\.text) })
            core.formUnion(part.stops.map(\.rule.text))
            told.formUnion(part.undecided.map(\.text))
            told.formUnion(part.because.compactMap { $0.rule?.text })
        }
        var touched = Touched(grounds: Set(candidates), keys: always, core: [], told: [])
        func add(_ keys: Set<RuleKey>, _ id: RuleID) {
            touched.keys.formUnion(keys)
            if core.contains(id.text) { touched.core.formUnion(keys) }
            if told.contains(id.text) { touched.told.formUnion(keys) }
        }
        var seenStops: Set<Int> = []
        var seenExceptions: Set<Int> = []
        for number in candidates {
            let ground = program.grounds[number]
            add(grounds[number], ground.rule.id)
            for (stop, lifting) in ground.stops {
                if seenStops.insert(stop).inserted { add(stops[stop], program.stops[stop].rule.id) }
                for exception in lifting where seenExceptions.insert(exception).inserted {
                    add(exceptions[exception], program.exceptions[exception].rule.id)
                }
            }
        }
        let kinds = program.symbols.table(.kind)
        let own = kinds.bits(request.recipient.kinds)
        for (number, standing) in program.standings.enumerated() where own.intersects(standing.kinds) {
            touched.keys.formUnion(standings[number])
            touched.core.formUnion(standings[number])
        }
        return touched
    }

    /// Whether acts, kinds and purposes of a request fit a ground, conditions apart.
    package static func fits(_ ground: Ground, _ request: Request, in book: Rulebook) -> Bool {
        let kinds = book.hierarchy(.kind)
        let purposes = book.hierarchy(.purpose)
        func anyOf(_ names: [String], under list: [String]) -> Bool {
            names.contains { name in list.contains { kinds.isUnder(name, $0) } }
        }
        var recipients = request.recipient.kinds
        for standing in book.standings where anyOf(recipients, under: [standing.kind]) {
            recipients.append(standing.becomes)
        }
        let isOpenTo = ground.acts.contains { clause in
            clause.acts.contains(request.act) && anyOf(recipients, under: clause.recipients)
        }
        return isOpenTo && anyOf(request.actor.kinds, under: ground.actors)
            && (request.purposes ?? []).allSatisfy { purpose in
                ground.purposes.contains { purposes.isUnder(purpose, $0) }
            }
    }
}

/// The named conditions and answers that a condition uses, through others too.
private struct NameUses {
    private let conditions: [String: NamedCondition]
    private let answers: [String: [StateAnswer]]
    private var known: [String: Set<RuleKey>] = [:]

    init(_ book: Rulebook) {
        conditions = Dictionary(book.conditions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        answers = Dictionary(grouping: book.answers, by: \.question)
    }

    mutating func add(_ condition: Condition, to keys: inout Set<RuleKey>) {
        switch condition {
        case .constant, .test: return
        case .all(let parts), .any(let parts): for part in parts { add(part, to: &keys) }
        case .not(let inner), .some(_, let inner): add(inner, to: &keys)
        case .named(let name): keys.formUnion(of(name))
        case .question(let name, _):
            for answer in answers[name] ?? [] {
                keys.insert(.answer(answer.head.id.text))
                add(answer.condition, to: &keys)
            }
        }
    }

    /// Cycles are errors of the rulebook, so this ends.
    private mutating func of(_ name: String) -> Set<RuleKey> {
        if let known = known[name] { return known }
        var keys: Set<RuleKey> = [.condition(name)]
        if let condition = conditions[name] { add(condition.condition, to: &keys) }
        known[name] = keys
        return keys
    }
}
