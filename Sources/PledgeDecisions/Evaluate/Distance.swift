import PledgeCore

/// How far a ground is from open: literals that fail, stops that hold.
///
/// It guides the search for "lawful if".
struct Distance {
    let part: PartEvaluation

    private var program: Program { part.program }

    /// Steps to open for the ground, over its documents or a fresh one; nothing where no change can help.
    func of(_ ground: Int, _ state: PartState) -> Int? {
        let compiled = program.grounds[ground]
        guard let fit = fit(compiled, state) else { return nil }
        var best = instances(ground, compiled, state).compactMap { of($0, compiled, state) }.min()
        if let type = compiled.type, program.book.documents[type].obtained.by != .nobody {
            // A fresh paper meets what is asked of papers; what is asked beside it stays.
            let beside = compiled.formula.distance(state.bits, nil) ?? 0
            let fresh = 1 + beside
            best = min(best ?? fresh, fresh)
        }
        return best.map { $0 + fit }
    }

    private func instances(_ ground: Int, _ compiled: CompiledGround, _ state: PartState) -> [Instance] {
        guard let type = compiled.type else { return [Instance(ground: ground, document: nil)] }
        return state.documents[type].indices.map { Instance(ground: ground, document: $0) }
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

    private func of(_ instance: Instance, _ ground: CompiledGround, _ state: PartState) -> Int? {
        guard var steps = ground.formula.distance(state.bits, state.documentBits(of: instance)) else { return nil }
        let isCompelled = state.compelled(instance) == .yes
        if !isCompelled {
            for document in Set(part.bounds.bindings(state).joined()) {
                guard let more = promise(instance, document, ground, state) else { return nil }
                steps += more
            }
        }
        for (stop, exceptions) in ground.stops {
            let rule = program.stops[stop].rule
            if isCompelled, rule.author != .law, !rule.isManner { continue }
            if state.stopped(stop, exceptions, part.bounds) == .no { continue }
            steps += self.stop(stop, exceptions, state)
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
        clauses.map { clause in
            let own = document.map { Formula.unmet(clause.document, $0) } ?? 0
            return Formula.unmet(clause.main, main) + own
        }.min()
    }

    /// Clauses that hold or may hold.
    func clausesOpen(_ main: AtomBits, _ document: AtomBits?) -> Int {
        clauses.filter { Formula.truth(of: $0, main, document) != .no }.count
    }

    private static func unmet(_ masks: [Mask], _ bits: AtomBits) -> Int {
        masks.reduce(0) { sum, mask in
            sum + (mask.yes & ~bits.yes[mask.word]).nonzeroBitCount + (mask.no & ~bits.no[mask.word]).nonzeroBitCount
        }
    }
}
