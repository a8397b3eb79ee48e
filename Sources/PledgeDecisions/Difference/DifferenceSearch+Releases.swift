import PledgeCore

/// What a release or a refusal brings with it.
extension DifferenceSearch {
    // MARK: Releases

    func compareReleases(_ pair: Pair, _ before: ReleaseWires, _ after: ReleaseWires, in context: [Wire]) {
        for owed in Set(before.duties.keys).union(after.duties.keys).sorted(by: precedes) {
            let (was, now) = (before.duties[owed] ?? .never, after.duties[owed] ?? .never)
            if was == now { continue }
            compareDuty(pair, owed, was, now, context)
        }
        if before.needsRelease != after.needsRelease {
            for isNew in [true, false] {
                let target = circuit.and([
                    isNew ? after.needsRelease : before.needsRelease,
                    isNew ? !before.needsRelease : !after.needsRelease,
                ])
                tell(
                    pair, isNew ? .owes : .owesNoLonger, target, context,
                    isNew
                        ? "rests only on what is not verified, so that the officer must release it"
                        : "is verified, so that no officer need release it",
                    "how sure the rule is"
                ) { decision in
                    decision.grounds(pair.rule.id).contains { !$0.confidence.needsRelease }
                }
            }
        }
        for own in Set(before.accounting.keys).union(after.accounting.keys).sorted(by: { $0.words < $1.words }) {
            for other in after.accounting.keys.sorted(by: { $0.words < $1.words }) where other != own {
                guard let was = before.accounting[own], let now = after.accounting[other] else { continue }
                tell(
                    pair, .accounting, circuit.and([was, now]), context,
                    "in the list of disclosures it is \(other.words), it was \(own.words)",
                    "what the list of disclosures holds"
                ) { decision in
                    decision.grounds(pair.rule.id).contains { $0.accounting == own }
                }
            }
        }
    }

    private func precedes(_ left: ReleaseWires.Owed, _ right: ReleaseWires.Owed) -> Bool {
        (left.duty, left.time.rank) < (right.duty, right.time.rank)
    }

    private func compareDuty(_ pair: Pair, _ owed: ReleaseWires.Owed, _ was: Wire, _ now: Wire, _ context: [Wire]) {
        let duty = (new.book.duty(owed.duty) ?? old.book.duty(owed.duty))?.words ?? owed.duty
        let what = "\(DifferenceSearch.words(owed.time)): \(duty)"
        let isOwed = { (decision: Decision) in
            decision.grounds(pair.rule.id).contains { ground in
                ground.duties.contains { $0.duty == owed.duty && $0.time == owed.time }
            }
        }
        tell(
            pair, .owes, circuit.and([now, !was]), context, "newly owes \(what)", "a duty of the rule or the sentence",
            isOwed)
        tell(
            pair, .owesNoLonger, circuit.and([was, !now]), context, "owes no longer \(what)",
            "a duty of the rule or the sentence", isOwed)
    }

    static func words(_ time: DutyUse.Time) -> String {
        switch time {
        case .before: "before"
        case .with: "with it"
        case .after(let span, let isOfReceipt): "within \(span)" + (isOfReceipt ? " of receipt" : "")
        }
    }

    /// Tells where a target holds, if anywhere; the evaluator must answer the check otherwise on the two sides.
    private func tell(
        _ pair: Pair, _ kind: AnswerDifference.Kind, _ target: Wire, _ context: [Wire], _ what: String,
        _ because: String, _ check: @escaping (Decision) -> Bool
    ) {
        if target == .never { return }
        let goals = context + [target]
        switch new.solve(goals) {
        case .none: return
        case .tooLarge:
            result.undecided.append("whether `\(pair.rule.id)` \(what): the search grew too large")
            return
        case .world: break
        }
        var when = ""
        if case .none = new.solve(context + [!target]) {
        } else {
            let cover = releaseCovers[target] ?? DifferenceCover(new, target, in: []) { literals(pair) }
            if releaseCovers[target] == nil { _ = note(cover, pair, what) }
            releaseCovers[target] = cover
            when = words.when(cover, isLoss: false)
        }
        let shows = { [unowned self] (request: Request) in
            let (one, other) = (old.decide(request), new.decide(request))
            return one.opens(pair.rule.id) && other.opens(pair.rule.id) && check(one) != check(other)
        }
        found.append(
            FoundDifference(
                kind: kind, rule: pair.rule.id, title: pair.rule.head.title, ground: pair.rule,
                when: when.isEmpty ? what : "\(what), \(when)", because: because, goals: goals, closingOn: nil,
                shows: shows))
    }

    // MARK: Conflicts

    func compareConflicts(_ pair: Pair, _ before: InstanceWires?, _ after: InstanceWires?) {
        let was = before.map { conflict($0, old) } ?? .never
        let now = after.map { conflict($0, new) } ?? .never
        if was == now { return }
        for isNew in [true, false] {
            let target = circuit.and(isNew ? [now, !was] : [was, !now])
            if new.solve([target]).isNone { continue }
            let shows = { [unowned self] (request: Request) in
                let (one, other) = (old.decide(request), new.decide(request))
                return one.parts.contains(where: \.isConflict) != isNew
                    && other.parts.contains(where: \.isConflict) == isNew
            }
            // A part that another ground opens is no conflict.
            let found = (isNew ? new : old).world([target, circuit.isPlain()], closing: []) {
                $0.parts.contains(where: \.isConflict)
            }
            guard case .world(let world) = found.result, shows(new.request(world, pair.rule.id.text)) else { continue }
            self.found.append(
                FoundDifference(
                    kind: .conflict, rule: pair.rule.id, title: pair.rule.head.title, ground: pair.rule,
                    when: isNew
                        ? "one law compels what another forbids now" : "no law forbids any more what another compels",
                    because: "the laws themselves",
                    goals: [target, circuit.isPlain()] + found.closed.map { !(isNew ? new : old).circuit.open($0) },
                    closingOn: nil, shows: shows))
        }
    }

    private func conflict(_ instance: InstanceWires, _ bench: ProofBench) -> Wire {
        let byLaw = instance.closed.filter { stop, _ in
            bench.program.stops[stop].rule.author == .law && !bench.program.stops[stop].rule.isManner
        }
        let byManner = instance.closed.filter { bench.program.stops[$0.stop].rule.isManner }
        return circuit.and(
            [instance.condition, instance.compelled, circuit.or(byLaw.map(\.wire))] + byManner.map { !$0.wire })
    }

    // MARK: Refusals

    /// What hangs on a stop beside the refusal: duties, quiet, whether anything is offered.
    private struct Hanging: Equatable {
        var duties: [DutyUse] = []
        var isQuiet = false
        var offersNothing = false

        init() {}

        init(_ stop: Stop) {
            duties = stop.duties.sorted { ($0.duty, $0.time.rank) < ($1.duty, $1.time.rank) }
            isQuiet = stop.isQuiet
            offersNothing = stop.offersNothing
        }
    }

    func compareRefusals() {
        var sides: [RuleID: (old: Int?, new: Int?)] = [:]
        for (number, stop) in old.program.stops.enumerated() { sides[stop.rule.id, default: (nil, nil)].old = number }
        for (number, stop) in new.program.stops.enumerated() { sides[stop.rule.id, default: (nil, nil)].new = number }
        for id in sides.keys.sorted(by: { $0.text < $1.text }) {
            guard let pair = sides[id] else { continue }
            let before = pair.old.map { Hanging(old.program.stops[$0].rule) } ?? Hanging()
            let after = pair.new.map { Hanging(new.program.stops[$0].rule) } ?? Hanging()
            if before != after { tell(refusalBy: id, pair, before, after) }
        }
    }

    private func tell(refusalBy id: RuleID, _ pair: (old: Int?, new: Int?), _ before: Hanging, _ after: Hanging) {
        let bench = pair.new == nil ? old : new
        guard let number = pair.new ?? pair.old else { return }
        let stop = bench.program.stops[number].rule
        let reached = bench.inForce.filter { ground in
            bench.program.grounds[ground].stops.contains { $0.stop == number }
        }
        let closing = circuit.or(
            reached.flatMap { ground in
                bench.circuit.instances(of: ground).flatMap { instance in
                    instance.closed.filter { $0.stop == number }.map { circuit.and([instance.condition, $0.wire]) }
                }
            })
        let shows = { [unowned self] (request: Request) in
            let (one, other) = (old.decide(request), new.decide(request))
            guard one.outcome == .refused, other.outcome == .refused else { return false }
            func told(_ decision: Decision) -> [Set<OwedDuty>] { decision.parts.map { Set($0.duties) } }
            if before.offersNothing != after.offersNothing { return true }
            return told(one) != told(other) || one.parts.map(\.isQuiet) != other.parts.map(\.isQuiet)
        }
        let found = bench.world([closing, circuit.isPlain()], closing: []) { $0.outcome == .refused }
        switch found.result {
        case .none: return
        case .tooLarge: result.undecided.append("what a refusal by `\(id)` brings with it: the search grew too large")
        case .world(let world):
            let request = new.request(world, id.text)
            // Where the other side does not refuse it, that was told as a ground.
            guard shows(request) else { return }
            var parts: [String] = []
            func names(_ hanging: Hanging) -> Set<String> {
                Set(
                    hanging.duties.map {
                        "\(DifferenceSearch.words($0.time)): \(bench.book.duty($0.duty)?.words ?? $0.duty)"
                    })
            }
            parts += names(after).subtracting(names(before)).sorted().map { "a refusal newly owes \($0)" }
            parts += names(before).subtracting(names(after)).sorted().map { "a refusal owes no longer \($0)" }
            if before.isQuiet != after.isQuiet {
                parts.append(after.isQuiet ? "nothing is said aloud now" : "it is said aloud now")
            }
            if before.offersNothing != after.offersNothing {
                parts.append(after.offersNothing ? "nothing is offered now" : "a way is offered now")
            }
            if parts.isEmpty { parts = ["a duty of the refusal is owed in other cases"] }
            self.found.append(
                FoundDifference(
                    kind: .refusal, rule: id, title: stop.head.title, ground: nil, when: parts.joined(separator: "; "),
                    because: "the stop itself",
                    goals: [closing, circuit.isPlain()]
                        + found.closed.map { !bench.circuit.open($0) }, closingOn: nil, shows: shows))
        }
    }

    /// Whether the evaluator takes one document for one that lessens what another promised; nothing where none is compared.
    func isLessening(_ before: PromiseDocument, _ after: PromiseDocument) -> Bool {
        let silent = new.book.sets["open-when-a-notice-is-silent"] ?? []
        let grounds = new.book.grounds.filter { new.book.canBeLimited($0) }.map { ground in
            (ground: ground, isOpenOnSilence: after.kind == .policy || silent.contains { ground.isUnder($0) })
        }
        return Lessening(old: before, new: after, grounds: grounds).lessens
    }
}
