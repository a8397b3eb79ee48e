import PledgeCore

/// Why a ground is open on one side only.
extension DifferenceSearch {
    /// The rule or sentence that makes the difference, on the side where the ground is closed.
    func cause(_ pair: Pair, isLoss: Bool, _ goals: [Wire]) -> String {
        guard let before = pair.old else { return "`\(pair.rule.id)` is new in the law" }
        guard let after = pair.new else { return "the law has `\(pair.rule.id)` no longer" }
        let (closed, open) = isLoss ? (new, old) : (old, new)
        let number = isLoss ? after : before
        let instance = closed.circuit.instance(number, pair.copy)
        let other = open.circuit.instance(isLoss ? before : after, pair.copy)
        var causes: [(wire: Wire, words: String)] = []
        if instance.condition != other.condition {
            causes.append((!instance.condition, "the law says otherwise when `\(pair.rule.id)` holds"))
        }
        let known = Set(other.closed.map(\.wire))
        for (stop, wire) in instance.closed where !known.contains(wire) && wire != .never {
            causes.append((wire, words(of: closed.program.stops[stop], closed, isLoss)))
        }
        for document in closed.compiled.promises.indices {
            let reading = Reading(
                type: closed.program.grounds[number].type, copy: pair.copy, isBeforeStandings: false)
            let wire = circuit.and([
                closed.circuit.binds(document), !closed.circuit.promised(number, by: document, reading),
                !instance.compelled,
            ])
            if wire == .never { continue }
            causes.append((wire, words(ofDocument: document, closed, open, pair.rule, isLoss)))
        }
        if causes.count > 1 {
            causes = causes.filter { cause in
                if case .none = new.world(goals + [cause.wire]) { return false }
                return true
            }
        }
        return causes.map(\.words).joined(separator: "; ")
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
        let other = open.compiled.promises.first { $0.id == own.id } ?? open.compiled.promises.first {
            $0.series == own.series || $0.kind == own.kind
        }
        let (with, without) = (other.map { $0.headings(of: rule) } ?? [], own.headings(of: rule))
        let name = "`\((isLoss ? own : other ?? own).id)`"
        func places(_ headings: [String]) -> String { headings.map { "\"\($0)\"" }.joined(separator: ", ") }
        if isLoss {
            if let exclusion = own.exclusions.first(where: { rule.isUnder($0.rule) }), with.isEmpty || without.isEmpty {
                return "\(name) says no: \(exclusion.words)"
            }
            if without.isEmpty { return "\(name) promises it no longer; it did under \(places(with))" }
            return "\(name) promises it otherwise, under \(places(without))"
        }
        if without.isEmpty { return "\(name) promises it now, under \(places(with))" }
        return with.isEmpty ? "\(name) rules it out no longer" : "\(name) promises it otherwise, under \(places(with))"
    }
}

extension PromiseDocument {
    /// Headings of the sentences that decide about a ground, each once.
    fileprivate func headings(of rule: Ground) -> [String] {
        let all = promises.filter { rule.isUnder($0.rule) }
        let deepest = all.map { rule.depth(of: $0.rule) }.max() ?? 0
        var seen: Set<String> = []
        return all.filter { rule.depth(of: $0.rule) == deepest }.map(\.paragraph.heading)
            .filter { seen.insert($0).inserted }
    }
}
