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
    /// Cases in which a stop closes on one side only: the same for all grounds that it reaches.
    private var covers: [Wire: DifferenceCover] = [:]
    /// The same for what a release brings with it.
    var releaseCovers: [Wire: DifferenceCover] = [:]
    /// Questions to the solver after which the rest is named and left.
    static let solvesMax = 4_000

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
        if new.solveCount + old.solveCount > DifferenceSearch.solvesMax {
            result.undecided.append(
                "`\(pair.rule.id)`, \(pair.rule.head.title): too much differs to compare it as well")
            return
        }
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
        for cause in causes(pair, isLoss: isLoss) {
            let goals = context + [cause.wire]
            switch new.solve(goals) {
            case .none: continue
            case .tooLarge:
                result.undecided.append(
                    "whether `\(pair.rule.id)` differs because \(cause.words): the search grew too large")
                continue
            case .world: break
            }
            let cover: DifferenceCover
            if let shared = cause.shared {
                cover = covers[shared] ?? DifferenceCover(new, shared, in: []) { literals(pair) }
                if covers[shared] == nil { _ = note(cover, pair, "is open otherwise, because \(cause.words)") }
                covers[shared] = cover
            } else {
                cover = DifferenceCover(new, cause.wire, in: context) { literals(pair) }
                _ = note(cover, pair, isLoss ? "is open no longer" : "is newly open")
            }
            let shows = { [unowned self] (request: Request) in
                let (before, after) = (old.decide(request), new.decide(request))
                return isLoss
                    ? before.opens(pair.rule.id, beyond: after) : after.opens(pair.rule.id, beyond: before)
            }
            let kind: AnswerDifference.Kind
            if !(words.asked(cover) ?? []).isEmpty {
                kind = isLoss ? .asksForMore : .asksForLess
            } else {
                kind = isLoss ? .noLongerPermits : .newlyPermits
            }
            found.append(
                FoundDifference(
                    kind: kind, rule: pair.rule.id, title: pair.rule.head.title, ground: pair.rule,
                    when: words.when(cover, isLoss: isLoss), because: cause.words, goals: goals,
                    closingOn: isLoss ? new : old, shows: shows))
        }
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
            found.append(
                FoundDifference(
                    kind: isLoss ? .noLongerRequires : .newlyRequires, rule: pair.rule.id,
                    title: pair.rule.head.title, ground: pair.rule, when: words.when(cover, isLoss: isLoss),
                    because: "the law says otherwise what compels `\(pair.rule.id)`", goals: context + [target],
                    closingOn: nil, shows: shows))
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
}

/// One finding about one rule; alike ones are joined, and then a request is looked for.
struct FoundDifference {
    var kind: AnswerDifference.Kind
    var rule: RuleID
    var title: String
    /// Nothing where a stop is spoken of.
    var ground: Ground?
    /// When, or what is owed, in words.
    var when: String
    var because: String
    /// What holds in the worlds in question.
    var goals: [Wire]
    /// The side on which no other ground may be open, so that the outcome changes.
    var closingOn: ProofBench?
    var shows: (Request) -> Bool
}

extension Decision {
    /// The ground is surely open for a part.
    func opens(_ rule: RuleID) -> Bool { !grounds(rule).isEmpty }

    /// The ground is open for a part, on a paper where it rests on one, for which it is not open in the other decision.
    func opens(_ rule: RuleID, beyond other: Decision) -> Bool {
        let (named, others) = (namedElements, other.namedElements)
        return parts.contains { own in
            let papers = own.papers(rule)
            return !papers.isEmpty
                && other.parts.contains { part in
                    own.extent.group == part.extent.group && own.elements(named).meets(part.elements(others))
                        && !papers.isSubset(of: part.papers(rule))
                }
        }
    }

    /// Elements that some part names.
    private var namedElements: Set<String> { Set(parts.flatMap { $0.extent.elements ?? [] }) }

    /// What the outcome says, with whether it is in part.
    var told: Told { Told(outcome: outcome, inPart: inPart) }

    struct Told: Equatable {
        var outcome: Outcome
        var inPart: Bool
    }

    func compels(_ rule: RuleID) -> Bool { grounds(rule).contains(where: \.isCompelled) }

    func grounds(_ rule: RuleID) -> [OpenGround] { parts.flatMap(\.grounds).filter { $0.rule == rule } }
}

/// Elements of a part: those named, or all but those named.
private struct ElementExtent {
    var names: Set<String>
    var isRest: Bool

    func meets(_ other: ElementExtent) -> Bool {
        switch (isRest, other.isRest) {
        case (false, false): !names.isDisjoint(with: other.names)
        case (false, true): !names.isSubset(of: other.names)
        case (true, false): !other.names.isSubset(of: names)
        case (true, true): true
        }
    }
}

extension PartDecision {
    fileprivate func papers(_ rule: RuleID) -> Set<String?> {
        Set(grounds.filter { $0.rule == rule }.map(\.document))
    }

    /// - Parameter named: Elements that other parts of the decision name.
    /// - Returns: What goes, by its elements.
    fileprivate func elements(_ named: Set<String>) -> ElementExtent {
        if let elements = extent.elements, !extent.isRest { return ElementExtent(names: Set(elements), isRest: false) }
        return ElementExtent(names: extent.isRest ? named : [], isRest: true)
    }
}
