import PledgeCore

/// A state of a part, with what was found out in it, each thing once: after a change, only what it touches is asked again.
///
/// One thread decides one request.
final class TriedState {
    private static let notFound: Int32 = -2
    private static let none: Int32 = -1

    let state: PartState
    let footprints: Footprints
    /// The state it was changed from, and what is another here; nothing where all must be found anew.
    private let origin: (state: TriedState, changed: Footprint)?
    private var stops: [Truth?]
    private var stopSteps: [Int32]
    private var groundSteps: [Int32]
    private var decided: [Decidable: (truth: Truth, tries: Int)] = [:]

    /// What completions decide of a part.
    enum Decidable: Hashable {
        case stopped(reach: Int)
        case open(Instance)
        /// Open, were the variable to have its candidate of this number.
        case openWith(PartState.Variable, candidate: Int, Instance)
    }

    /// What was looked for here, for parts that differ from this one in little.
    var search: LawfulIfSearch?

    /// A state that was changed from another by facts, documents or the channel.
    convenience init(_ state: PartState, from parent: TriedState) {
        let changed = state.difference(from: parent.state, parent.footprints)
        self.init(state, parent.footprints, origin: changed.map { (parent, $0) })
    }

    /// A state, and one from which it differs by no more than the footprint, as it does after every change made to both.
    init(_ state: PartState, _ footprints: Footprints, origin: (state: TriedState, changed: Footprint)? = nil) {
        self.state = state
        self.footprints = footprints
        self.origin = origin
        stops = Array(repeating: nil, count: footprints.reaches.count)
        stopSteps = Array(repeating: TriedState.notFound, count: footprints.reaches.count)
        groundSteps = Array(repeating: TriedState.notFound, count: footprints.ofGround.count)
    }

    /// The state in which it was the same, where nothing of what is read was touched.
    func origin(_ read: Footprint) -> TriedState? {
        guard let origin, !origin.changed.meets(read) else { return nil }
        return origin.state
    }

    /// What was looked for in the state from which this one differs.
    var likeness: LawfulIfSearch? { origin?.state.search }

    /// Whether the stop holds where it reaches a ground.
    func stopped(_ reach: Int, _ bounds: PartBounds) -> Truth {
        if let known = stops[reach] { return known }
        let truth: Truth
        if let same = origin(footprints.ofReach[reach]) {
            truth = same.stopped(reach, bounds)
        } else {
            truth = state.stopped(footprints.reaches[reach].stop, footprints.reaches[reach].exceptions, bounds)
        }
        stops[reach] = truth
        return truth
    }

    /// What completions decide, found once for all states which differ in nothing that is read.
    ///
    /// The completions that it took count again, so that the bound of a request falls where it would.
    func surely(
        _ question: Decidable, reading read: Footprint, _ budget: Completions.Budget, _ find: () -> Truth
    ) -> Truth {
        if let known = known(question, read), budget.triesLeft >= known.tries {
            budget.triesLeft -= known.tries
            return known.truth
        }
        let triesLeft = budget.triesLeft
        let truth = find()
        if budget.triesLeft >= 0 { decided[question] = (truth, triesLeft - budget.triesLeft) }
        return truth
    }

    private func known(_ question: Decidable, _ read: Footprint) -> (truth: Truth, tries: Int)? {
        decided[question] ?? origin(read)?.known(question, read)
    }

    /// The steps until the stop does not hold.
    func steps(toLift reach: Int, _ find: (PartState, StopReach) -> Int) -> Int {
        if stopSteps[reach] != TriedState.notFound { return Int(stopSteps[reach]) }
        let steps: Int
        if let same = origin(footprints.ofReach[reach]) {
            steps = same.steps(toLift: reach, find)
        } else {
            steps = find(state, footprints.reaches[reach])
        }
        stopSteps[reach] = Int32(steps)
        return steps
    }

    /// The steps until the ground is open; nothing where no change can help.
    func steps(toOpen ground: Int, _ find: (TriedState) -> Int?) -> Int? {
        if groundSteps[ground] == TriedState.notFound {
            let steps = origin(footprints.ofGround[ground]).map { $0.steps(toOpen: ground, find) } ?? find(self)
            groundSteps[ground] = steps.map { Int32($0) } ?? TriedState.none
        }
        return groundSteps[ground] == TriedState.none ? nil : Int(groundSteps[ground])
    }
}

extension PartState {
    /// What is another than in the other state of the same part; nothing where atoms alone do not tell.
    fileprivate func difference(from other: PartState, _ footprints: Footprints) -> Footprint? {
        guard standings == other.standings else { return nil }
        var changed = Footprint(atoms: program.main.atoms.count, types: documents.count)
        for word in bits.yes.indices {
            let atoms = (bits.yes[word] ^ other.bits.yes[word]) | (bits.no[word] ^ other.bits.no[word])
            changed.atoms.insert(word: word, atoms)
        }
        for type in documentBits.indices where documentBits[type] != other.documentBits[type] {
            changed.types.insert(type)
        }
        return changed.meets(footprints.ofStandings) ? nil : changed
    }
}
