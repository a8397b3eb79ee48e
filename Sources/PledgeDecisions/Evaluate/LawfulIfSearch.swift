import PledgeCore

/// Looks for sets of changes of which each brings a ground a step nearer.
final class LawfulIfSearch {
    /// What a change does to a state.
    private enum Move {
        case assign([(PartState.Variable, Known)])
        case add(RequestValues.DocumentValues, type: Int)
        case remove(String)
    }

    /// What a set has one value of.
    private enum Subject: Hashable {
        case fact(String)
        case newDocument(type: String)
        case field(document: String, name: String)
        case channel
        case ended(String)
    }

    private let part: PartEvaluation
    let changes: [Change]
    private let distance: Distance
    /// Nothing where a change cannot be made.
    private let moves: [Move?]
    /// For each change, those that give the same thing another value; itself among them.
    private var excluding: [UInt64] = []
    /// By ground, the changes that may be looked at and on which it depends.
    private var relevant: [UInt64] = []
    /// By set, a bit for each change: what the part is with it.
    ///
    /// Grounds share what was tried.
    private var states: [UInt64: TriedState] = [:]
    /// That of a part which differs in elements alone, if there is one.
    private let other: LawfulIfSearch?
    /// Sets with which some ground seems open.
    private(set) var found: Set<UInt64> = []

    /// For a part that differs in elements alone from another, for which the same was looked for.
    init(_ part: PartEvaluation, like other: LawfulIfSearch) {
        self.part = part
        self.other = other
        changes = other.changes
        distance = Distance(part)
        moves = other.moves
        excluding = other.excluding
        relevant = other.relevant
    }

    init(_ part: PartEvaluation, _ changes: [Change]) {
        self.part = part
        self.changes = changes
        other = nil
        distance = Distance(part)
        moves = changes.map { LawfulIfSearch.move($0, part) }
        let subjects = changes.map(LawfulIfSearch.subject)
        var same: [Subject: UInt64] = [:]
        for (number, subject) in subjects.enumerated() { same[subject, default: 0] |= 1 << UInt64(number) }
        excluding = subjects.map { same[$0] ?? 0 }
        relevant = Array(repeating: 0, count: part.program.grounds.count)
        for (number, change) in changes.enumerated() where change.cost < 9 {
            for ground in part.evaluation.candidates where isRelevant(change, ground) {
                relevant[ground] |= 1 << UInt64(number)
            }
        }
    }

    private static func subject(_ change: Change) -> Subject {
        switch change.what {
        case .answer(let fact, _): .fact(fact)
        case .document(let document): .newDocument(type: document.type)
        case .documentField(let document, let field, _): .field(document: document, name: field)
        case .channel: .channel
        case .ended(let document): .ended(document)
        }
    }

    /// Whether the ground depends on what the change touches.
    private func isRelevant(_ change: Change, _ ground: Int) -> Bool {
        let footprints = part.tried.footprints
        func isIn(_ slot: Slot) -> Bool {
            part.program.slots.find(slot).map { footprints.slotsOfGround[ground].contains($0) } ?? false
        }
        func dependsOn(_ name: String) -> Bool {
            footprints.documents[name].map { footprints.typesOfGround[ground].contains($0) } ?? false
        }
        switch change.what {
        case .answer(let fact, _): return footprints.facts[fact].map { isIn(.fact($0)) } ?? false
        case .channel: return isIn(.field(.channel))
        case .document(let document): return dependsOn(document.type)
        case .documentField(let id, _, _):
            return part.evaluation.request.documents.first { $0.id == id }.map { dependsOn($0.type) } ?? false
        case .ended: return true
        }
    }

    // MARK: Searching

    /// Looks for sets that open the ground, with the states of the other part where the ground reads nothing that differs.
    func search(_ ground: Int) {
        var own = self
        while let other = own.other, own.part.tried.origin(own.part.tried.footprints.ofGround[ground]) != nil {
            own = other
        }
        search(ground, own, own.part.tried, 0)
    }

    private func search(_ ground: Int, _ own: LawfulIfSearch, _ state: TriedState, _ chosen: UInt64) {
        guard let steps = own.distance.of(ground, state), steps > 0 || chosen == 0, found.count < LawfulIf.foundMax
        else { return }
        var rest = relevant[ground]
        LawfulIfSearch.forEach(chosen) { rest &= ~excluding[$0] }
        while rest != 0 {
            let number = rest.trailingZeroBitCount
            rest &= rest - 1
            let set = chosen | 1 << UInt64(number)
            guard !found.contains(set), let tried = own.tried(set, number, from: state),
                let left = own.distance.of(ground, tried), left < max(steps, 1)
            else { continue }
            if left == 0 {
                found.insert(set)
            } else if set.nonzeroBitCount < LawfulIf.changesMax {
                search(ground, own, tried, set)
            }
        }
    }

    /// Calls the body with each change of the set, in order.
    static func forEach(_ set: UInt64, _ body: (Int) -> Void) {
        var rest = set
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }

    private func tried(_ set: UInt64, _ change: Int, from state: TriedState) -> TriedState? {
        if let known = states[set] { return known }
        guard let made = applying(change, to: state.state) else { return nil }
        let tried = TriedState(made, from: state)
        states[set] = tried
        return tried
    }

    // MARK: Changing a state

    /// The state once the change is made, without looking at the request again.
    private func applying(_ change: Int, to state: PartState) -> PartState? {
        guard let move = moves[change] else { return nil }
        var state = state
        switch move {
        case .assign(let values): for (variable, value) in values { state.assign(variable, value) }
        case .add(let document, let type): state.add(document, of: type)
        case .remove(let id): state.remove(id)
        }
        return state
    }

    private static func move(_ change: Change, _ part: PartEvaluation) -> Move? {
        let (program, values) = (part.program, part.evaluation.values)
        func assign(_ slot: Slot, _ document: Int?, _ value: Value, _ type: ValueType) -> (PartState.Variable, Known)? {
            program.slots.find(slot).map { (.init(slot: $0, document: document), values.known(value, type)) }
        }
        switch change.what {
        case .answer(let name, let value):
            guard let number = part.tried.footprints.facts[name] else { return nil }
            return assign(.fact(number), nil, value, program.book.facts[number].type).map { .assign([$0]) }
        case .channel(let channel):
            return assign(.field(.channel), nil, .name(channel), .name(.channel)).map { .assign([$0]) }
        case .document(let document): return values.document(document).map { .add($0.values, type: $0.type) }
        case .documentField(let id, let field, let value):
            var assigned: [(PartState.Variable, Known)] = []
            for (type, documents) in part.state.documents.enumerated() {
                guard let document = documents.firstIndex(where: { $0.id == id }),
                    let number = program.book.documents[type].fields.firstIndex(where: { $0.name == field })
                else { continue }
                let declared = program.book.documents[type].fields[number].type
                guard let one = assign(.documentField(type: type, field: number), document, value, declared)
                else { return nil }
                assigned.append(one)
            }
            return .assign(assigned)
        case .ended(let id): return .remove(id)
        }
    }

    // MARK: What the request would say

    /// The state of the part in the request with these changes; nothing where only the request itself tells.
    func state(with set: UInt64) -> PartState? {
        var isTold = true
        var changesChannel = false
        var numbers: [Int] = []
        LawfulIfSearch.forEach(set) { number in
            numbers.append(number)
            isTold = isTold && tells(changes[number])
            if case .channel = changes[number].what { changesChannel = true }
        }
        guard isTold else { return nil }
        var state = states[set]?.state ?? part.state
        if states[set] == nil {
            for number in numbers {
                guard let made = applying(number, to: state) else { return nil }
                state = made
            }
        }
        // Another channel has another address, which nobody knows yet.
        if changesChannel, let slot = part.program.slots.find(.field(.channelAddress)) {
            state.assign(.init(slot: slot, document: nil), .unknown)
        }
        return state
    }

    /// Whether the state shows what the change does to the request.
    private func tells(_ change: Change) -> Bool {
        let request = part.evaluation.request
        switch change.what {
        case .answer(let fact, _):
            // What the records state is changed there.
            let isStated = request.records?.facts[fact] != nil || request.records?.unknown.contains(fact) == true
            return !isStated || request.answers[fact] != nil
        case .document, .channel: return true
        case .documentField(let id, _, _), .ended(let id):
            let all = request.documents + (request.records?.documents ?? [])
            return all.filter { $0.id == id }.count == 1
        }
    }
}
