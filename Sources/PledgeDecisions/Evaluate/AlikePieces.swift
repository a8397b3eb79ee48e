/// The parts of a request, those that differ in elements alone from one another each made from the first of them.
///
/// Few rules tell elements apart, so that what was found for one part stands for most of the next.
struct AlikePieces {
    private let evaluation: Evaluation
    /// Whether what tells the elements of two parts apart is the same after every change.
    private let canShare: Bool
    private var known: [PartEvaluation] = []

    init(_ evaluation: Evaluation) {
        self.evaluation = evaluation
        canShare =
            evaluation.pieces.count > 1 && evaluation.bounds.routines.isEmpty
            && evaluation.program.footprints.elementsStandAlone && !AlikePieces.namesElements(evaluation.values)
    }

    /// Whether a scope of a document or of a fact names elements.
    private static func namesElements(_ values: RequestValues) -> Bool {
        func names(_ value: Known) -> Bool {
            guard case .scope(let patterns) = value else { return false }
            return patterns.contains { $0.elements != nil }
        }
        return values.facts.contains(where: names)
            || values.documents.contains { $0.contains { $0.fields.contains(where: names) } }
    }

    /// The part, ready to be decided.
    func part(_ piece: Piece) -> PartEvaluation {
        let like = known.first { AlikePieces.isAlike($0.piece, piece) }
        if let like, let elements = piece.values.first(where: { $0.0 == .elements })?.1,
            let tried = like.tried.with(elements: elements)
        {
            return PartEvaluation(evaluation, piece, tried)
        }
        return PartEvaluation(evaluation, piece)
    }

    /// Keeps a part that was decided, for those which differ in elements alone; one that was searched is of most use.
    mutating func keep(_ part: PartEvaluation) {
        let index = known.firstIndex { AlikePieces.isAlike($0.piece, part.piece) }
        if canShare, index == nil {
            known.append(part)
        } else if let index, known[index].tried.search == nil, part.tried.search != nil {
            known[index] = part
        } else {
            part.tried.search = nil
        }
    }

    /// Lets go of what was kept: a search and its state hold each other.
    func forget() {
        for part in known { part.tried.search = nil }
    }

    /// Whether they differ in nothing but elements.
    private static func isAlike(_ left: Piece, _ right: Piece) -> Bool {
        left.extent.group == right.extent.group && left.extent.given == right.extent.given
            && left.extent.held == right.extent.held && left.extent.isLabeledIfAny == right.extent.isLabeledIfAny
    }
}

extension TriedState {
    /// The same part, of other elements; nothing where the elements bear on who speaks for whom.
    fileprivate func with(elements: Known) -> TriedState? {
        guard let slot = state.program.slots.find(.field(.elements)) else { return nil }
        var other = state
        other.assign(.init(slot: slot, document: nil), elements)
        let changed = other.reached(from: slot, differingFrom: state)
        if changed.meets(footprints.ofStandings) { return nil }
        return TriedState(other, footprints, origin: (self, changed))
    }
}

extension PartState {
    /// The tests of a slot that differ, and all that depends on them, whether it differs as yet or not.
    fileprivate func reached(from slot: Int, differingFrom other: PartState) -> Footprint {
        let none = Footprint(atoms: program.main.atoms.count, types: documents.count)
        var reached = none
        func depends(_ formula: Formula, _ type: Int?) -> Bool {
            var read = none
            read.add(formula, type)
            return read.meets(reached)
        }
        for place in program.dependencies.atoms[slot] {
            let space = place.type.map { program.documents[$0] } ?? program.main
            let isReached =
                switch space.atoms[place.atom] {
                case .test: truths(place) != other.truths(place)
                case .derived(.formula(let formula)): depends(formula, place.type)
                case .derived(.exists(let type, let formula, _)): depends(formula, type)
                }
            guard isReached else { continue }
            if let type = place.type { reached.types.insert(type) } else { reached.atoms.insert(place.atom) }
        }
        return reached
    }

    /// The truth of an atom, for each document where it is one of documents.
    private func truths(_ place: AtomPlace) -> [Truth] {
        guard let type = place.type else { return [bits.truth(place.atom)] }
        return documentBits[type].map { $0.truth(place.atom) }
    }
}
