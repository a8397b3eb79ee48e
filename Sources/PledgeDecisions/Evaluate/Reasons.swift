import PledgeCore

/// Why a part is refused, or not decided yet.
///
/// - Source: the semantics, section 12: law forbids; no ground; not promised; the patient's wish; means.
struct Reasons {
    /// Reasons told at most.
    static let most = 12

    let part: PartEvaluation

    init(_ part: PartEvaluation) { self.part = part }

    private var state: PartState { part.state }

    func ofRefusal() -> [Reason] {
        var reasons: [Reason] = []
        let holding = part.instances.filter { state.condition($0, part.act, part.bounds) != .no }
        for instance in holding {
            for (stop, exceptions) in part.program.grounds[instance.ground].stops {
                guard state.stopped(stop, exceptions, part.bounds) != .no else { continue }
                reasons.append(reason(of: part.program.stops[stop]))
            }
            if let reason = notPromised(instance) { reasons.append(reason) }
        }
        if holding.isEmpty {
            reasons += lacking()
            // A law that forbids is told even where no ground would have held.
            for hit in part.surelyForbidding() { reasons.append(hit) }
        }
        return ordered(reasons)
    }

    func ofDoubt(_ undecided: [Instance]) -> [Reason] {
        ordered(
            undecided.map { instance in
                let rule = part.rule(instance)
                return Reason(kind: .unknown, rule: rule.id, words: rule.head.title, citation: rule.head.citation)
            })
    }

    private func ordered(_ reasons: [Reason]) -> [Reason] {
        var seen: Set<Reason> = []
        let unique = reasons.filter { seen.insert($0).inserted }
        let ranked = unique.enumerated().sorted { left, right in
            (rank(left.element.kind), left.offset) < (rank(right.element.kind), right.offset)
        }
        return ranked.prefix(Reasons.most).map(\.element)
    }

    private func rank(_ kind: Reason.Kind) -> Int { Reason.Kind.allCases.firstIndex(of: kind) ?? 0 }

    private func reason(of stop: CompiledStop) -> Reason {
        let kind: Reason.Kind
        if stop.rule.isManner {
            kind = .means
        } else {
            switch stop.rule.author {
            case .law: kind = .lawForbids
            case .document: kind = .notPromised
            case .patient: kind = .patientWish
            }
        }
        let line = stop.document.flatMap { document in
            part.evaluation.compiled.promises[document].stopParagraphs[stop.rule.id].map { part.line(document, $0) }
        }
        return Reason(
            kind: kind, rule: stop.rule.id, words: stop.rule.head.title, citation: stop.rule.head.citation, line: line)
    }

    /// What a promise document says that closes a ground the law opens.
    private func notPromised(_ instance: Instance) -> Reason? {
        let ground = part.program.grounds[instance.ground]
        for document in part.bounds.bindings(state).joined()
        where state.promised(instance, by: document, part.bounds) != .yes {
            var line: PromiseLine?
            if case .stated(let alternatives, _, let exclusion, _) = ground.promised[document] {
                let paragraph = exclusion?.paragraph ?? alternatives.first?.promise.paragraph
                line = paragraph.map { part.line(document, $0) }
            }
            return Reason(
                kind: .notPromised, rule: ground.rule.id, words: ground.rule.head.title,
                citation: ground.rule.head.citation, line: line)
        }
        return nil
    }

    /// Grounds whose act, kinds and purposes fit, but whose condition fails; or none at all.
    private func lacking() -> [Reason] {
        let fitting = part.evaluation.candidates.filter { number in
            state.matches(part.program.grounds[number], part.act) != .no
        }
        return fitting.map { number in
            let head = part.program.grounds[number].rule.head
            return Reason(kind: .noGround, rule: head.id, words: head.title, citation: head.citation)
        }
    }
}
