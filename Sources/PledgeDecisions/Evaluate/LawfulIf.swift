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
        let search = part.tried.likeness.map { LawfulIfSearch(part, like: $0) } ?? LawfulIfSearch(part, candidates())
        part.tried.search = search
        let changes = search.changes
        for ground in evaluation.candidates { search.search(ground) }
        var found = search.found
        for number in changes.indices where changes[number].cost >= 9 { found.insert(1 << UInt64(number)) }
        let ranked = found.map { set -> (set: UInt64, numbers: [Int], cost: Int) in
            var numbers: [Int] = []
            LawfulIfSearch.forEach(set) { numbers.append($0) }
            return (set, numbers, numbers.reduce(0) { $0 + changes[$1].cost })
        }
        .sorted { one, other in
            (one.cost, one.numbers.count) == (other.cost, other.numbers.count)
                ? one.numbers.lexicographicallyPrecedes(other.numbers)
                : (one.cost, one.numbers.count) < (other.cost, other.numbers.count)
        }
        var working: [(set: UInt64, changes: [Change])] = []
        for (set, numbers, _) in ranked where !working.contains(where: { $0.set & ~set == 0 }) {
            // A wish that ends is shown alone and last.
            if !working.isEmpty, numbers.contains(where: { changes[$0].cost >= 9 }) { continue }
            let made = numbers.map { changes[$0] }
            if opens(made, search.state(with: set)) { working.append((set, made)) }
            if working.count == LawfulIf.setsMax { break }
        }
        return working.map(\.changes)
    }

    /// Whether some ground is surely open for the part once the changes are made.
    ///
    /// The part's state with the changes, where it is given, tells all but what completions must decide.
    private func opens(_ changes: [Change], _ state: PartState?) -> Bool {
        if let state {
            var mayOpen = false
            for instance in evaluation.instances(state) {
                switch state.open(instance, part.act, part.bounds) {
                case .yes: return true
                case .unknown: mayOpen = true
                case .no: break
                }
            }
            if !mayOpen { return false }
        }
        let changed = Evaluation(evaluation.compiled, evaluation.request.applying(changes), evaluation.zone)
        let part = PartEvaluation(changed, self.part.piece)
        return part.instances.contains { changed.isOpen($0, part.state) == .yes }
    }

    // MARK: Changes

    /// A change that may be offered; a paper is made only where it is looked at.
    private enum Candidate {
        case change(Change)
        case document(Int, cost: Int)

        var cost: Int {
            switch self {
            case .change(let change): change.cost
            case .document(_, let cost): cost
            }
        }
    }

    private func candidates() -> [Change] {
        let footprints = part.tried.footprints
        var support = NumberBits(count: part.program.slots.slots.count)
        for ground in evaluation.candidates { support.formUnion(footprints.slotsOfGround[ground]) }
        var all: [Candidate] = answers(support).map { .change($0) }
        all += documents()
        all += (fields() + channels(support)).map { .change($0) }
        if part.state.isRecordsRead { all += endings().map { .change($0) } }
        let order = all.indices.sorted { (all[$0].cost, $0) < (all[$1].cost, $1) }
        return order.prefix(LawfulIf.candidatesMax).map { number in
            switch all[number] {
            case .change(let change): return change
            case .document(let type, let cost):
                let type = book.documents[type]
                return Change(what: .document(fresh(type)), words: type.obtained.words, cost: cost)
            }
        }
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

    private func answers(_ support: NumberBits) -> [Change] {
        var result: [Change] = []
        for (number, slot) in part.tried.footprints.asked where support.contains(slot) {
            guard let cost = cost(book.facts[number].change.by, isDocument: false) else { continue }
            let fact = book.facts[number]
            let current = evaluation.request.answers[fact.name]?.value
            let possible: [Value]
            switch fact.type {
            case .yesNo: possible = [.yesNo(true), .yesNo(false)]
            case .choice(let options): possible = options.map { .name($0) }
            case .number, .time, .period, .id, .ids, .text, .scope, .name, .names: possible = []
            }
            for value in possible where value != current {
                result.append(
                    Change(what: .answer(fact: fact.name, value), words: words(fact, value), cost: cost))
            }
        }
        return result
    }

    private func words(_ fact: Fact, _ value: Value) -> String {
        if case .name(let name) = value, let option = fact.options.first(where: { $0.name == name }) {
            return fact.change.words.isEmpty ? option.words : "\(fact.change.words): \(option.words)"
        }
        return fact.change.words.isEmpty ? fact.words : fact.change.words
    }

    private func documents() -> [Candidate] {
        var types = Set(evaluation.candidates.compactMap { part.program.grounds[$0].type })
        for exception in part.program.exceptions { exception.type.map { _ = types.insert($0) } }
        for case .derived(.exists(let type, _, _)) in part.program.main.atoms { types.insert(type) }
        return types.sorted().compactMap { number in
            cost(book.documents[number].obtained.by, isDocument: true).map { .document(number, cost: $0) }
        }
    }

    private func fields() -> [Change] {
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

    private func channels(_ support: NumberBits) -> [Change] {
        guard let slot = part.program.slots.find(.field(.channel)), support.contains(slot) else { return [] }
        return book.hierarchy(.channel).terms.filter { $0.name != evaluation.request.channel }.map {
            Change(what: .channel($0.name), words: $0.words, cost: 1)
        }
    }

    private func endings() -> [Change] {
        (evaluation.request.records?.documents ?? []).compactMap { document in
            guard let type = part.tried.footprints.documents[document.type],
                book.documents[type].ended.by == .patient
            else { return nil }
            return Change(what: .ended(document: document.id), words: book.documents[type].ended.words, cost: 9)
        }
    }

    // MARK: A fresh paper

    /// A document as somebody would make it now for this part.
    private func fresh(_ type: DocumentType) -> Document {
        let request = evaluation.request
        func isTaken(_ id: String) -> Bool {
            request.documents.contains { $0.id == id }
                || (request.records?.documents.contains { $0.id == id } ?? false)
        }
        var number = 1
        while isTaken("new-\(type.name)-\(number)") { number += 1 }
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
