import PledgeCore

/// Finds the smallest changes that people can make so that the part may go.
///
/// - Source: the semantics, section 14.
struct LawfulIf {
    /// Changes in one set, sets offered, and changes looked at.
    static let changesMax = 3
    static let setsMax = 3
    static let candidatesMax = 40
    static let foundMax = 60

    let part: PartEvaluation

    init(_ part: PartEvaluation) { self.part = part }

    private var evaluation: Evaluation { part.evaluation }
    private var book: Rulebook { evaluation.compiled.book }

    /// Working sets, cheapest first, then fewest, then in the order of the law.
    func sets() -> [[Change]] {
        let changes = candidates()
        var found: Set<[Int]> = []
        var tried: [[Int]: PartState] = [:]
        for ground in evaluation.candidates { search(ground, changes, part.state, [], &tried, &found) }
        for number in changes.indices where changes[number].cost >= 9 { found.insert([number]) }
        let ranked = found.sorted { left, right in
            func rank(_ set: [Int]) -> (Int, Int, [Int]) { (set.reduce(0) { $0 + changes[$1].cost }, set.count, set) }
            let (one, other) = (rank(left), rank(right))
            return (one.0, one.1) == (other.0, other.1)
                ? one.2.lexicographicallyPrecedes(other.2) : (one.0, one.1) < (other.0, other.1)
        }
        var working: [[Int]] = []
        for set in ranked where !working.contains(where: { Set($0).isSubset(of: set) }) {
            // A wish that ends is shown alone and last.
            if !working.isEmpty, set.contains(where: { changes[$0].cost >= 9 }) { continue }
            if opens(set.map { changes[$0] }) { working.append(set) }
            if working.count == LawfulIf.setsMax { break }
        }
        return working.map { $0.map { changes[$0] } }
    }

    /// Looks for changes of which each brings the ground a step nearer.
    private func search(
        _ ground: Int, _ changes: [Change], _ state: PartState, _ chosen: [Int], _ states: inout [[Int]: PartState],
        _ found: inout Set<[Int]>
    ) {
        let distance = Distance(part: part)
        guard let steps = distance.of(ground, state), steps > 0 || chosen.isEmpty, found.count < LawfulIf.foundMax
        else { return }
        for number in changes.indices where !chosen.contains(number) && changes[number].cost < 9 {
            let set = (chosen + [number]).sorted()
            guard isRelevant(changes[number], ground), !found.contains(set), isPlausible(set.map { changes[$0] }),
                let tried = states[set] ?? applying(changes[number], to: state),
                let left = distance.of(ground, tried)
            else { continue }
            // Grounds share what was tried.
            states[set] = tried
            guard left < max(steps, 1) else { continue }
            if left == 0 {
                found.insert(set)
            } else if set.count < LawfulIf.changesMax {
                search(ground, changes, tried, set, &states, &found)
            }
        }
    }

    /// Whether the ground depends on what the change touches.
    private func isRelevant(_ change: Change, _ ground: Int) -> Bool {
        let compiled = part.program.grounds[ground]
        func isIn(_ slot: Slot) -> Bool { part.program.slots.find(slot).map { compiled.support.contains($0) } ?? false }
        switch change.what {
        case .answer(let fact, _): return book.facts.firstIndex { $0.name == fact }.map { isIn(.fact($0)) } ?? false
        case .channel: return isIn(.field(.channel))
        case .document(let document): return dependsOn(document.type, compiled)
        case .documentField(let id, _, _):
            let type = evaluation.request.documents.first { $0.id == id }?.type
            return type.map { dependsOn($0, compiled) } ?? false
        case .ended: return true
        }
    }

    private func dependsOn(_ name: String, _ ground: CompiledGround) -> Bool {
        guard let type = book.documents.firstIndex(where: { $0.name == name }) else { return false }
        if ground.type == type { return true }
        return book.documents[type].fields.indices.contains { field in
            part.program.slots.find(.documentField(type: type, field: field)).map { ground.support.contains($0) }
                ?? false
        }
    }

    /// The state once the change is made, without looking at the request again.
    private func applying(_ change: Change, to state: PartState) -> PartState? {
        var state = state
        func assign(_ slot: Slot, _ document: Int?, _ value: Value, _ type: ValueType) -> Bool {
            guard let number = part.program.slots.find(slot) else { return false }
            state.assign(.init(slot: number, document: document), evaluation.values.known(value, type))
            return true
        }
        switch change.what {
        case .answer(let name, let value):
            guard let number = book.facts.firstIndex(where: { $0.name == name }),
                assign(.fact(number), nil, value, book.facts[number].type)
            else { return nil }
        case .channel(let channel):
            guard assign(.field(.channel), nil, .name(channel), .name(.channel)) else { return nil }
        case .document(let document):
            guard let (type, values) = evaluation.values.document(document) else { return nil }
            state.add(values, of: type)
        case .documentField(let id, let field, let value):
            for (type, documents) in state.documents.enumerated() {
                guard let document = documents.firstIndex(where: { $0.id == id }),
                    let number = book.documents[type].fields.firstIndex(where: { $0.name == field })
                else { continue }
                guard
                    assign(
                        .documentField(type: type, field: number), document, value,
                        book.documents[type].fields[number].type)
                else { return nil }
            }
        case .ended(let id): state.remove(id)
        }
        return state
    }

    /// One value for each fact and one new paper of each type.
    private func isPlausible(_ set: [Change]) -> Bool {
        var seen: Set<String> = []
        return set.allSatisfy { change in
            switch change.what {
            case .answer(let fact, _): seen.insert("answer \(fact)").inserted
            case .document(let document): seen.insert("document \(document.type)").inserted
            case .documentField(let document, let field, _): seen.insert("field \(document).\(field)").inserted
            case .channel: seen.insert("channel").inserted
            case .ended(let document): seen.insert("ended \(document)").inserted
            }
        }
    }

    /// Whether some ground is surely open for the part once the changes are made.
    func opens(_ changes: [Change]) -> Bool {
        let changed = Evaluation(evaluation.compiled, evaluation.request.applying(changes), evaluation.zone)
        let part = PartEvaluation(changed, self.part.piece)
        return part.instances.contains { changed.isOpen($0, part.state) == .yes }
    }

    // MARK: Changes

    private func candidates() -> [Change] {
        var support: Set<Int> = []
        for ground in evaluation.candidates { support.formUnion(part.program.grounds[ground].support) }
        var changes = answers(support) + documents() + fields(support) + channels(support)
        if part.state.isRecordsRead { changes += endings() }
        return Array(
            changes.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
                .map(\.element).prefix(LawfulIf.candidatesMax))
    }

    private func cost(_ by: ChangeOffer.By, isDocument: Bool) -> Int? {
        switch by {
        case .us: isDocument ? 6 : 2
        case .patient: isDocument ? 5 : 3
        case .requester: 4
        case .court: 8
        case .nobody: nil
        }
    }

    private func answers(_ support: Set<Int>) -> [Change] {
        book.facts.enumerated().flatMap { number, fact -> [Change] in
            guard let slot = part.program.slots.find(.fact(number)), support.contains(slot),
                fact.source == .asked, let cost = cost(fact.change.by, isDocument: false)
            else { return [] }
            let current = evaluation.request.answers[fact.name]?.value
            let possible: [Value]
            switch fact.type {
            case .yesNo: possible = [.yesNo(true), .yesNo(false)]
            case .choice(let options): possible = options.map { .name($0) }
            case .number, .time, .period, .id, .ids, .text, .scope, .name, .names: possible = []
            }
            return possible.filter { $0 != current }.map { value in
                Change(what: .answer(fact: fact.name, value), words: words(fact, value), cost: cost)
            }
        }
    }

    private func words(_ fact: Fact, _ value: Value) -> String {
        if case .name(let name) = value, let option = fact.options.first(where: { $0.name == name }) {
            return fact.change.words.isEmpty ? option.words : "\(fact.change.words): \(option.words)"
        }
        return fact.change.words.isEmpty ? fact.words : fact.change.words
    }

    private func documents() -> [Change] {
        var types = Set(evaluation.candidates.compactMap { part.program.grounds[$0].type })
        for exception in part.program.exceptions { exception.type.map { _ = types.insert($0) } }
        for case .derived(.exists(let type, _, _)) in part.program.main.atoms { types.insert(type) }
        return types.sorted().compactMap { number in
            let type = book.documents[number]
            guard let cost = cost(type.obtained.by, isDocument: true) else { return nil }
            return Change(what: .document(fresh(type)), words: type.obtained.words, cost: cost)
        }
    }

    private func fields(_ support: Set<Int>) -> [Change] {
        evaluation.request.documents.flatMap { document -> [Change] in
            guard let type = book.document(document.type) else { return [] }
            return type.fields.compactMap { field in
                guard let cost = cost(field.change.by, isDocument: false), let value = value(field),
                    document.fields[field.name] != value
                else { return nil }
                return Change(
                    what: .documentField(document: document.id, field: field.name, value), words: field.change.words,
                    cost: cost)
            }
        }
    }

    private func channels(_ support: Set<Int>) -> [Change] {
        guard let slot = part.program.slots.find(.field(.channel)), support.contains(slot) else { return [] }
        return book.hierarchy(.channel).terms.filter { $0.name != evaluation.request.channel }.map {
            Change(what: .channel($0.name), words: $0.words, cost: 1)
        }
    }

    private func endings() -> [Change] {
        (evaluation.request.records?.documents ?? []).compactMap { document in
            guard let type = book.document(document.type), type.ended.by == .patient else { return nil }
            return Change(what: .ended(document: document.id), words: type.ended.words, cost: 9)
        }
    }

    // MARK: A fresh paper

    /// A document as somebody would make it now for this part.
    private func fresh(_ type: DocumentType) -> Document {
        let taken = Set(
            (evaluation.request.documents + (evaluation.request.records?.documents ?? [])).map(\.id))
        var number = 1
        while taken.contains("new-\(type.name)-\(number)") { number += 1 }
        var document = Document(type: type.name, id: "new-\(type.name)-\(number)")
        for field in type.fields { value(field).map { document.fields[field.name] = $0 } }
        return document
    }

    private func value(_ field: DocumentField) -> Value? {
        let request = evaluation.request
        guard let fresh = field.fresh else { return nil }
        switch fresh {
        case .value(let value): return value
        case .at(let span, let sign):
            let day = evaluation.zone.day(of: request.at)
            let isNow = span == Span()
            return .time(isNow ? .instant(request.at) : .day(day.adding(span, times: sign)))
        case .recipientID: return id(request.recipient.id, field)
        case .actorID: return id(request.actor.id, field)
        case .onBehalfOf: return id(request.onBehalfOf, field)
        case .recipientKinds: return .names(request.recipient.kinds)
        case .purposes: return request.purposes.map { .names($0) }
        case .labels: return .names(labels)
        case .items: return item.map { .names([$0]) }
        case .part: return .scope([pattern])
        }
    }

    private func id(_ text: String?, _ field: DocumentField) -> Value? {
        text.map { field.type == .ids ? .ids([$0]) : .id($0) }
    }

    private var group: Group? { part.piece.extent.group.map { evaluation.request.groups[$0] } }
    private var item: String? { group?.item }

    /// Labels the part may bear, so that those which must be named are.
    private var labels: [String] {
        if let labels = group?.labels { return labels }
        return part.piece.extent.isLabeledIfAny ? book.hierarchy(.label).terms.map(\.name) : []
    }

    private var pattern: ScopePattern {
        ScopePattern(
            items: item.map { [$0] }, period: part.piece.extent.given,
            only: group?.labels ?? [], also: .labels(part.piece.extent.isLabeledIfAny ? labels : []))
    }
}
