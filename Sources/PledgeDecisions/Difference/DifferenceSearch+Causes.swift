import PledgeCore

/// Why a ground is open on one side only.
extension DifferenceSearch {
    /// What closes a ground on one side and not on the other.
    struct Cause {
        /// It closes the ground, where the other side leaves it open.
        var wire: Wire
        /// For a stop: where it closes on this side only, whatever the ground.
        var shared: Wire?
        var words: String
    }

    /// The rules and sentences that make the difference, on the side where the ground is closed.
    func causes(_ pair: Pair, isLoss: Bool) -> [Cause] {
        guard let before = pair.old else {
            return isLoss ? [] : [Cause(wire: .always, shared: nil, words: "the law has a new rule, `\(pair.rule.id)`")]
        }
        guard let after = pair.new else {
            return isLoss ? [Cause(wire: .always, shared: nil, words: "the law has `\(pair.rule.id)` no longer")] : []
        }
        let (closed, open) = isLoss ? (new, old) : (old, new)
        let number = isLoss ? after : before
        let instance = closed.circuit.instance(number, pair.copy)
        let other = open.circuit.instance(isLoss ? before : after, pair.copy)
        var causes: [Cause] = []
        if instance.condition != other.condition {
            causes.append(
                Cause(
                    wire: !instance.condition, shared: nil,
                    words: "the law says otherwise when `\(pair.rule.id)` holds"))
        }
        let known = Dictionary(
            other.closed.map { (open.program.stops[$0.stop].rule.id, $0.wire) }, uniquingKeysWith: { first, _ in first }
        )
        for (stop, wire) in instance.closed where wire != .never {
            let there = known[closed.program.stops[stop].rule.id] ?? .never
            if there == wire { continue }
            causes.append(
                Cause(
                    wire: wire, shared: circuit.and([wire, !there]),
                    words: words(of: closed.program.stops[stop], closed, isLoss)))
        }
        let reading = Reading(type: closed.program.grounds[number].type, copy: pair.copy, isBeforeStandings: false)
        for document in closed.compiled.promises.indices {
            let wire = circuit.and([
                closed.circuit.binds(document), !closed.circuit.promised(number, by: document, reading),
                !instance.compelled,
            ])
            if wire == .never { continue }
            causes.append(
                Cause(wire: wire, shared: nil, words: words(ofDocument: document, closed, open, pair.rule, isLoss)))
        }
        return causes
    }

    private func words(of stop: CompiledStop, _ bench: ProofBench, _ isLoss: Bool) -> String {
        let author = stop.document.map { "`\(bench.compiled.promises[$0].id)` " } ?? "the law "
        let verb = isLoss ? "stops it" : "stopped it before"
        return "\(author)\(verb): \(stop.rule.head.title) (\(stop.rule.id))"
    }

    private func words(
        ofDocument number: Int, _ closed: ProofBench, _ open: ProofBench, _ rule: Ground, _ isLoss: Bool
    ) -> String {
        let own = closed.compiled.promises[number]
        let other =
            ChangeVerdict.matched(old.compiled.promises, new.compiled.promises)
            .first { (isLoss ? $0.1 : $0.0).id == own.id }.map { isLoss ? $0.0 : $0.1 }
        let name = "`\((isLoss ? own : other ?? own).id)`"
        let (here, there) = (own.sentences(of: rule), other?.sentences(of: rule) ?? [])
        func places(_ all: [Promise], beside others: [Promise]) -> String {
            let known = Set(others.map(\.said))
            let own = all.filter { !known.contains($0.said) }
            var seen: Set<String> = []
            let headings = (own.isEmpty ? all : own).map(\.paragraph.heading).filter {
                !$0.isEmpty && seen.insert($0).inserted
            }
            return headings.isEmpty ? "" : ", under " + headings.map { "\"\($0)\"" }.joined(separator: ", ")
        }
        if isLoss {
            if here.isEmpty {
                if let exclusion = own.exclusions.first(where: { rule.isUnder($0.rule) }) {
                    return "\(name) says no: \(exclusion.words)"
                }
                return there.isEmpty
                    ? "\(name) does not promise it" : "\(name) promises it no longer\(places(there, beside: []))"
            }
            if let exclusion = own.exclusions.first(where: { rule.isUnder($0.rule) }),
                other?.exclusions.contains(where: { $0.rule == exclusion.rule && $0.condition == exclusion.condition })
                    != true
            {
                return "\(name) says no: \(exclusion.words)"
            }
            return "\(name) promises it otherwise\(places(here, beside: there))"
        }
        if there.isEmpty { return "\(name) rules it out no longer" }
        return "\(name) promises it \(here.isEmpty ? "now" : "otherwise")\(places(there, beside: here))"
    }
}

extension Promise {
    /// What the sentence says, wherever it stands.
    fileprivate struct Said: Hashable {
        var condition: Condition
        var limits: [Limit]
    }

    fileprivate var said: Said { Said(condition: condition, limits: limits) }
}

extension PromiseDocument {
    /// The sentences that decide about a ground: the nearest ones.
    fileprivate func sentences(of rule: Ground) -> [Promise] {
        let all = promises.filter { rule.isUnder($0.rule) }
        let deepest = all.map { rule.depth(of: $0.rule) }.max() ?? 0
        return all.filter { rule.depth(of: $0.rule) == deepest }
    }
}
