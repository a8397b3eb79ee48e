import PledgeCore

/// How far a ground is from open: literals that fail, stops that hold.
///
/// It guides the search for "lawful if".
final class Distance {
    private let part: PartEvaluation
    /// The documents that bind the part, or may.
    private let binding: Set<Int>

    init(_ part: PartEvaluation) {
        self.part = part
        binding = Set(part.bounds.bindings(part.state).joined())
    }

    private var program: Program { part.program }

    /// Steps to open for the ground, over its documents or a fresh one; nothing where no change can help.
    func of(_ ground: Int, _ tried: TriedState) -> Int? {
        tried.steps(toOpen: ground) { find(ground, $0) }
    }

    private func find(_ ground: Int, _ tried: TriedState) -> Int? {
        let compiled = program.grounds[ground]
        let state = tried.state
        guard let fit = fit(compiled, state) else { return nil }
        var stops = StopSteps()
        guard let type = compiled.type else {
            return of(Instance(ground: ground, document: nil), compiled, tried, &stops).map { $0 + fit }
        }
        var best: Int?
        for document in state.documents[type].indices {
            let steps = of(Instance(ground: ground, document: document), compiled, tried, &stops)
            if let steps, best.map({ steps < $0 }) ?? true { best = steps }
        }
        if program.book.documents[type].obtained.by != .nobody {
            // A fresh paper meets what is asked of papers; what is asked beside it stays.
            let beside = compiled.formula.distance(state.bits, nil) ?? 0
            let fresh = 1 + beside
            best = min(best ?? fresh, fresh)
        }
        return best.map { $0 + fit }
    }

    /// Whether act, kinds and purposes fit, or a standing could make the recipient fit.
    private func fit(_ ground: CompiledGround, _ state: PartState) -> Int? {
        if state.matches(ground, part.act) == .yes { return 0 }
        guard case .names(let own) = part.evaluation.values.fields[RequestField.recipient.position],
            let kinds = ground.recipients[part.act]
        else { return nil }
        return program.standings
            .filter { own.yes.intersects($0.kinds) && kinds.contains($0.becomes) }
            .compactMap { $0.formula.distance(state.bits, nil) }.min()
    }

    /// What the stops of a ground add, the same for each of its documents; found when first asked.
    private struct StopSteps {
        var all: Int?
        var ofCompelled: Int?
    }

    private func of(
        _ instance: Instance, _ ground: CompiledGround, _ tried: TriedState, _ stops: inout StopSteps
    ) -> Int? {
        let state = tried.state
        guard var steps = ground.formula.distance(state.bits, state.documentBits(of: instance)) else { return nil }
        if state.compelled(instance) == .yes {
            let more = stops.ofCompelled ?? self.stops(instance.ground, tried, isCompelled: true)
            stops.ofCompelled = more
            return steps + more
        }
        for document in binding {
            guard let more = promise(instance, document, ground, state) else { return nil }
            steps += more
        }
        let more = stops.all ?? self.stops(instance.ground, tried, isCompelled: false)
        stops.all = more
        return steps + more
    }

    private func stops(_ ground: Int, _ tried: TriedState, isCompelled: Bool) -> Int {
        var steps = 0
        for reach in tried.footprints.reachesOfGround[ground] {
            let stop = program.stops[tried.footprints.reaches[reach].stop]
            if isCompelled, stop.author != .law, !stop.isManner { continue }
            if tried.stopped(reach, part.bounds) == .no { continue }
            steps += tried.steps(toLift: reach) { self.stop($1.stop, $1.exceptions, $0) }
        }
        return steps
    }

    private func promise(_ instance: Instance, _ document: Int, _ ground: CompiledGround, _ state: PartState) -> Int? {
        switch ground.promised[document] {
        case .yes: return 0
        case .silent: return state.act.isBoundByPromises ? nil : 0
        case .stated(let alternatives, let excluded, _, let silenceIsYes):
            let own = state.documentBits(of: instance)
            if alternatives.isEmpty {
                let isOpen = silenceIsYes || !state.act.isBoundByPromises
                return isOpen ? excluded.clausesOpen(state.bits, own) : nil
            }
            guard let stated = alternatives.compactMap({ $0.formula.distance(state.bits, own) }).min() else {
                return nil
            }
            return stated + excluded.clausesOpen(state.bits, own)
        }
    }

    private func stop(_ stop: Int, _ exceptions: [Int], _ state: PartState) -> Int {
        // Where a stop has exceptions, they are the way meant to lift it.
        let trigger = max(1, program.stops[stop].formula.clausesOpen(state.bits, nil)) + (exceptions.isEmpty ? 0 : 2)
        let lifting = exceptions.compactMap { number -> Int? in
            let exception = program.exceptions[number]
            guard let type = exception.type else { return exception.formula.distance(state.bits, nil) }
            let inHand = state.documentBits[type].compactMap { exception.formula.distance(state.bits, $0) }
            return (inHand + [1 + (exception.formula.distance(state.bits, nil) ?? 0)]).min()
        }
        return (lifting + [trigger]).min() ?? trigger
    }
}

extension Formula {
    /// Literals that are not surely met in the clause nearest to holding; literals of documents only where one is given.
    func distance(_ main: AtomBits, _ document: AtomBits?) -> Int? {
        var best: Int?
        for clause in clauses {
            var steps = Formula.unmet(clause.main, main)
            if let document { steps += Formula.unmet(clause.document, document) }
            if best.map({ steps < $0 }) ?? true { best = steps }
        }
        return best
    }

    /// Clauses that hold or may hold.
    func clausesOpen(_ main: AtomBits, _ document: AtomBits?) -> Int {
        var count = 0
        for clause in clauses where Formula.truth(of: clause, main, document) != .no { count += 1 }
        return count
    }

    private static func unmet(_ masks: [Mask], _ bits: AtomBits) -> Int {
        var count = 0
        for mask in masks {
            count += (mask.yes & ~bits.yes[mask.word]).nonzeroBitCount
            count += (mask.no & ~bits.no[mask.word]).nonzeroBitCount
        }
        return count
    }
}
