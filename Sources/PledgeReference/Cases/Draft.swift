import PledgeCore
import PledgeDecisions

/// A request that grows toward what a condition asks for.
struct Draft {
    let book: Rulebook
    var random: SplitMix64
    var request: Request
    /// Papers being filled; each goes in hand or on file when done.
    var papers: [Document] = []
    /// The paper that conditions speak of now.
    var current: Int?
    private var depth = 0

    init(book: Rulebook, random: SplitMix64, request: Request) {
        self.book = book
        self.random = random
        self.request = request
    }

    /// Changes the request so that the condition is likely to hold, or to fail.
    mutating func make(_ condition: Condition, _ wanted: Bool) {
        depth += 1
        defer { depth -= 1 }
        guard depth < 20 else { return }
        switch condition {
        case .constant: break
        case .all(let parts): makeParts(parts, wanted, all: wanted)
        case .any(let parts): makeParts(parts, wanted, all: !wanted)
        case .not(let inner): make(inner, !wanted)
        case .test(let test): make(test, wanted)
        case .named(let name):
            if let named = book.conditions.first(where: { $0.name == name }) { make(named.condition, wanted) }
        case .question(let name, let answers):
            let fitting = book.answers.filter { $0.question == name && answers.contains($0.answer) == wanted }
            guard let answer = random.pick(fitting) else { return }
            if let state = answer.head.state { setPlace(state) }
            make(answer.condition, true)
        case .some(let type, let inner):
            if wanted {
                let outer = current
                current = paper(of: type)
                make(inner, true)
                current = outer
            } else if let position = papers.firstIndex(where: { $0.type == type }), position != current {
                let outer = current
                current = position
                make(inner, false)
                current = outer
            }
        }
    }

    private mutating func makeParts(_ parts: [Condition], _ wanted: Bool, all: Bool) {
        if all {
            for part in parts { make(part, wanted) }
        } else if let part = random.pick(parts) {
            make(part, wanted)
        }
    }

    /// A paper of the type: one that is already there, or a new one with the fields of a fresh one.
    mutating func paper(of type: String) -> Int {
        if let position = papers.firstIndex(where: { $0.type == type }), random.chance(80) { return position }
        var document = Document(type: type, id: "\(type)-\(papers.count + 1)")
        for field in book.document(type)?.fields ?? [] {
            if let fresh = field.fresh { document.fields[field.name] = value(of: fresh) }
        }
        papers.append(document)
        return papers.count - 1
    }

    private func value(of fresh: DocumentField.Fresh) -> Value {
        switch fresh {
        case .value(let value): return value
        case .at(let span, let sign): return .time(.day(today.adding(span, times: sign)))
        case .recipientID: return .id(request.recipient.id ?? "r1")
        case .recipientKinds: return .names(request.recipient.kinds)
        case .actorID: return .id(request.actor.id ?? "p")
        case .onBehalfOf: return .id(request.onBehalfOf ?? "p")
        case .purposes: return .names(request.purposes ?? [])
        case .labels: return .names(request.groups.first?.labels ?? [])
        case .items: return .names(request.groups.compactMap(\.item))
        case .part: return .scope(request.groups.map { pattern(covering: $0) })
        }
    }

    func pattern(covering group: Group) -> ScopePattern {
        ScopePattern(
            items: group.item.map { [$0] }, period: group.given, only: group.labels ?? [])
    }

    var today: Day { PlainZone.utc.day(request.at) }

    mutating func setPlace(_ state: String) {
        request.settings.state = state
        for position in request.groups.indices { request.groups[position].place = nil }
    }

    /// Puts the papers where their types belong.
    mutating func fileThePapers() {
        for paper in papers {
            if book.document(paper.type)?.onFile == true {
                request.records?.documents.append(paper)
            } else {
                request.documents.append(paper)
            }
        }
        papers = []
    }
}
