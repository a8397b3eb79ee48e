import PledgeCore

/// Finds the smallest changes that people can make so that the part may go.
///
/// - Source: the semantics, section 14.
struct LawfulIf {
    /// Changes in one set, sets offered, and changes looked at.
    static let changesMax = 3
    static let setsMax = 3
    static let candidatesMax = 40

    let part: PartEvaluation

    init(_ part: PartEvaluation) { self.part = part }

    private var evaluation: Evaluation { part.evaluation }
    private var book: Rulebook { evaluation.compiled.book }

    /// Working sets, cheapest first, then fewest, then in the order of the law.
    func sets() -> [[Change]] {
        let changes = candidates()
        var working: [[Int]] = []
        for size in 1...LawfulIf.changesMax {
            // A wish that ends is shown alone, never within a set.
            let pool = size == 1 ? Array(changes.indices) : changes.indices.filter { changes[$0].cost < 9 }
            for set in combinations(pool, size) {
                if working.contains(where: { Set($0).isSubset(of: set) }) { continue }
                if isPlausible(set.map { changes[$0] }), opens(set.map { changes[$0] }) { working.append(set) }
            }
            // Larger sets are looked for only while there is room for them.
            if working.count >= LawfulIf.setsMax { break }
        }
        let ranked = working.sorted { left, right in
            func rank(_ set: [Int]) -> (Int, Int, Int) {
                (set.reduce(0) { $0 + changes[$1].cost }, set.count, set.first ?? 0)
            }
            return rank(left) < rank(right)
        }
        let ordinary = ranked.filter { $0.allSatisfy { changes[$0].cost < 9 } }
        let chosen = ordinary.isEmpty ? Array(ranked.prefix(1)) : Array(ordinary.prefix(LawfulIf.setsMax))
        return chosen.map { $0.map { changes[$0] } }
    }

    private func combinations(_ pool: [Int], _ size: Int) -> [[Int]] {
        if size == 0 { return [[]] }
        guard pool.count >= size else { return [] }
        return pool.indices.flatMap { index in
            combinations(Array(pool[(index + 1)...]), size - 1).map { [pool[index]] + $0 }
        }
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
        return Array(changes.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
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
