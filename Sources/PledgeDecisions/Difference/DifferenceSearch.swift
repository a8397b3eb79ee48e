package import PledgeCore

/// Finds the requests whose answer changes from one rulebook with its promise documents to another.
///
/// Exact over the closed language, for one part of which everything is known, with at most two papers of each kind in hand;
/// what is found is decided again by the ordinary evaluator, on both sides. What grows too large is named.
///
/// Pure; one thread.
package final class DifferenceSearch {
    let old: ProofBench
    let new: ProofBench
    let zone: TimeZoneRules
    let words: DifferenceWords
    var result = Difference()
    /// What was found, before alike findings are joined.
    var found: [FoundDifference] = []

    var circuit: WorldCircuit { new.circuit }

    private init(
        _ old: DifferenceSide, _ new: DifferenceSide, at: Instant, zone: TimeZoneRules, zoneName: String?,
        says: @escaping (Condition, String?) -> String
    ) throws(CompileError) {
        let before = try CompiledRulebook(old.rulebook, promises: old.promises)
        let after = try CompiledRulebook(new.rulebook, promises: new.promises)
        let variables = WorldVariables([after, before], at: at, zone: zone)
        self.zone = zone
        self.old = ProofBench(WorldCircuit(before, at: at, zone: zone, variables: variables), zoneName: zoneName)
        self.new = ProofBench(WorldCircuit(after, at: at, zone: zone, variables: variables), zoneName: zoneName)
        words = DifferenceWords(says: says)
    }

    /// Compares two sides.
    ///
    /// - Parameters:
    ///   - old: Checked law with the documents in force beside it, on a day.
    ///   - new: The same.
    ///   - zone: Zone of the organization, for days.
    ///   - zoneName: Its tzdata name, for the requests.
    ///   - says: A condition in words; the document is the one whose fields it speaks of.
    /// - Returns: Requests whose answer changes, grouped; values declared otherwise; whether the change is material.
    /// - Throws: `CompileError` where a rulebook exceeds a bound of the evaluator.
    package static func compare(
        _ old: DifferenceSide, _ new: DifferenceSide, zone: TimeZoneRules = .utc, zoneName: String? = nil,
        says: @escaping (Condition, String?) -> String = { ConditionText(document: $1).text($0) }
    ) throws(CompileError) -> Difference {
        func prepared(_ side: DifferenceSide) -> DifferenceSide {
            var side = side
            side.rulebook = side.rulebook.asOf(side.day)
            side.promises = side.promises.map { document in
                var document = document.asOf(side.day)
                // The only version of a document is in force, whenever it takes effect.
                if side.promises.count(where: { $0.series == document.series }) == 1 { document.effective = nil }
                return document
            }
            return side
        }
        let aligned = RulebookAlignment(prepared(old), prepared(new))
        let noon = Instant(seconds: zone.start(of: max(old.day, new.day)).seconds + 43_200)
        let search = try DifferenceSearch(
            aligned.old, aligned.new, at: noon, zone: zone, zoneName: zoneName, says: says)
        search.compareGrounds()
        search.compareRefusals()
        search.join()
        let numbers = NumberDifferences(aligned.old, aligned.new)
        search.result.declared = numbers.found + aligned.changes
        search.result.verdict = ChangeVerdict(
            search.result, old: aligned.old, new: aligned.new, isLessening: search.isLessening)
        return search.result
    }

    // MARK: Grounds

    /// A ground on both sides, on the first paper where it rests on one.
    struct Pair {
        var rule: Ground
        var old: Int?
        var new: Int?
        var copy: Int?
    }

    private func compareGrounds() {
        let after = new.inForce
        let before = old.inForce
        let numbers = Dictionary(
            before.map { (old.program.grounds[$0].rule.id, $0) }, uniquingKeysWith: { first, _ in first })
        let kept = Set(after.map { new.program.grounds[$0].rule.id })
        for ground in after {
            let rule = new.program.grounds[ground].rule
            let other = numbers[rule.id]
            if let other, old.program.grounds[other].type != new.program.grounds[ground].type {
                // It rests on another paper: one ground goes and another comes.
                compare(Pair(rule: old.program.grounds[other].rule, old: other, new: nil, copy: 0))
                compare(Pair(rule: rule, old: nil, new: ground, copy: 0))
            } else {
                compare(Pair(rule: rule, old: other, new: ground, copy: 0))
            }
        }
        for ground in before where !kept.contains(old.program.grounds[ground].rule.id) {
            compare(Pair(rule: old.program.grounds[ground].rule, old: ground, new: nil, copy: 0))
        }
    }

    private func compare(_ pair: Pair) {
        var pair = pair
        let isOnPaper = (pair.new.map { new.program.grounds[$0].type } ?? pair.old.map { old.program.grounds[$0].type })
        if isOnPaper == .some(nil) { pair.copy = nil }
        let before = pair.old.map { old.circuit.instance($0, pair.copy) }
        let after = pair.new.map { new.circuit.instance($0, pair.copy) }
        let (wasOpen, isOpen) = (before?.open ?? .never, after?.open ?? .never)
        if wasOpen != isOpen {
            compareOpenness(pair, wasOpen, isOpen, isLoss: true)
            compareOpenness(pair, wasOpen, isOpen, isLoss: false)
        }
        compareConflicts(pair, before, after)
        guard let before, let after, let oldGround = pair.old, let newGround = pair.new else { return }
        compareCompulsion(pair, before, after)
        compareReleases(
            pair, ReleaseWires(old, oldGround, pair.copy), ReleaseWires(new, newGround, pair.copy),
            in: [wasOpen, isOpen])
    }

    func literals(_ pair: Pair) -> DifferenceLiterals {
        DifferenceLiterals(old, new, grounds: (pair.old, pair.new), copy: pair.copy)
    }

    private func compareOpenness(_ pair: Pair, _ wasOpen: Wire, _ isOpen: Wire, isLoss: Bool) {
        let context = [isLoss ? wasOpen : isOpen]
        let target = isLoss ? !isOpen : !wasOpen
        let cover = DifferenceCover(new, target, in: context) { literals(pair) }
        guard note(cover, pair, isLoss ? "is open no longer" : "is newly open") else { return }
        let goals = context + [target]
        let shows = { [unowned self] (request: Request) in
            let (before, after) = (old.decide(request), new.decide(request))
            let (with, without) = isLoss ? (before, after) : (after, before)
            return with.opens(pair.rule.id, beyond: without)
        }
        guard let request = request(goals, pair, closingOn: isLoss ? new : old, shows) else { return }
        let outcomes = (old.decide(request).outcome, new.decide(request).outcome)
        let because = cause(pair, isLoss: isLoss, goals)
        let more = words.asked(cover)
        let kind: AnswerDifference.Kind
        if outcomes.0 == outcomes.1 {
            kind = isLoss ? .restsNoLongerOn : .restsNewlyOn
        } else if let more, !more.isEmpty {
            kind = isLoss ? .asksForMore : .asksForLess
        } else if isLoss {
            kind = .noLongerPermits
        } else {
            kind = outcomes.1 == .required ? .newlyRequires : .newlyPermits
        }
        add(kind, pair, words.when(cover, isLoss: isLoss), because, request, shows)
    }

    private func compareCompulsion(_ pair: Pair, _ before: InstanceWires, _ after: InstanceWires) {
        guard before.compelled != after.compelled else { return }
        for isLoss in [true, false] {
            let context = [before.open, after.open, isLoss ? before.compelled : after.compelled]
            let target = isLoss ? !after.compelled : !before.compelled
            let cover = DifferenceCover(new, target, in: context) { literals(pair) }
            guard note(cover, pair, "is compelled") else { continue }
            let shows = { [unowned self] (request: Request) in
                let (one, other) = (old.decide(request), new.decide(request))
                return one.compels(pair.rule.id) == isLoss && other.compels(pair.rule.id) == !isLoss
                    && one.opens(pair.rule.id) && other.opens(pair.rule.id)
            }
            guard let request = request(context + [target], pair, closingOn: nil, shows) else { continue }
            add(
                isLoss ? .noLongerRequires : .newlyRequires, pair, words.when(cover, isLoss: isLoss),
                "the law says otherwise what compels `\(pair.rule.id)`", request, shows)
        }
    }

    // MARK: Findings

    /// Whether there is something to tell; what was not finished is named.
    func note(_ cover: DifferenceCover, _ pair: Pair, _ what: String) -> Bool {
        if !cover.isComplete {
            result.undecided.append(
                "every case in which `\(pair.rule.id)`, \(pair.rule.head.title), \(what): "
                    + (cover.cases.count == DifferenceCover.casesMax
                        ? "more than \(DifferenceCover.casesMax) cases" : "the search grew too large"))
        }
        return !cover.cases.isEmpty
    }

    /// A request that shows it; where there is one, one whose outcome changes.
    ///
    /// A request on which the evaluator does not show it is a mistake of the search, and told as one.
    func request(
        _ goals: [Wire], _ pair: Pair, closingOn other: ProofBench?, _ shows: (Request) -> Bool
    ) -> Request? {
        if let other {
            for goals in [goals + [circuit.isPlain()], goals] {
                let found = other.world(goals, closing: []) { !$0.parts.contains { $0.isReleased } }
                if case .world(let world) = found.result {
                    let request = new.request(world, pair.rule.id.text)
                    if shows(request), old.decide(request).outcome != new.decide(request).outcome { return request }
                }
            }
        }
        for goals in [goals + [circuit.isPlain()], goals] {
            guard case .world(let world) = new.world(goals) else { continue }
            let request = new.request(world, pair.rule.id.text)
            if shows(request) { return request }
            // With one paper of a kind only, the other is not in the way.
            let others = circuit.papers.compactMap(\.last).map { !$0 }
            if case .world(let world) = new.world(goals + others) {
                let request = new.request(world, pair.rule.id.text)
                if shows(request) { return request }
            }
        }
        result.unconfirmed.append("`\(pair.rule.id)`, \(pair.rule.head.title)")
        return nil
    }

    func add(
        _ kind: AnswerDifference.Kind, _ pair: Pair, _ when: String, _ because: String, _ request: Request,
        _ shows: @escaping (Request) -> Bool
    ) {
        let outcomes = (old.decide(request).outcome, new.decide(request).outcome)
        found.append(
            FoundDifference(
                kind: kind, about: AnswerDifference.About(rule: pair.rule.id, title: pair.rule.head.title), when: when,
                because: because, before: outcomes.0, after: outcomes.1, request: request, shows: shows))
    }
}

/// One finding about one ground.
struct FoundDifference {
    var kind: AnswerDifference.Kind
    var about: AnswerDifference.About
    /// When, or what is owed, in words.
    var when: String
    var because: String
    var before: Outcome
    var after: Outcome
    var request: Request
    var shows: (Request) -> Bool
}

extension Decision {
    /// The ground is surely open for a part.
    func opens(_ rule: RuleID) -> Bool { !grounds(rule).isEmpty }

    /// The ground is open for a part, on a paper where it rests on one, for which it is not open in the other decision.
    func opens(_ rule: RuleID, beyond other: Decision) -> Bool {
        if parts.count == other.parts.count {
            return zip(parts, other.parts).contains { own, other in
                !own.papers(rule).isSubset(of: other.papers(rule))
            }
        }
        return !parts.reduce(into: Set()) { $0.formUnion($1.papers(rule)) }.isSubset(
            of: other.parts.reduce(into: Set()) { $0.formUnion($1.papers(rule)) })
    }

    func compels(_ rule: RuleID) -> Bool { grounds(rule).contains(where: \.isCompelled) }

    func grounds(_ rule: RuleID) -> [OpenGround] { parts.flatMap(\.grounds).filter { $0.rule == rule } }
}

extension PartDecision {
    fileprivate func papers(_ rule: RuleID) -> Set<String?> {
        Set(grounds.filter { $0.rule == rule }.map(\.document))
    }
}
