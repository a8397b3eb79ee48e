import PledgeCore
import PledgeDecisions

extension Draft {
    /// Spoils a request in one to three ways.
    mutating func spoil(_ ground: Ground) {
        for _ in 0..<(1 + random.below(3)) {
            switch random.below(12) {
            case 0: breakCondition(of: ground)
            case 1: dropFact()
            case 2: makeStop()
            case 3: makeStop()
            case 4: relabel()
            case 5: forgetField()
            case 6: request.groups += request.groups.isEmpty ? [] : [spoiledCopy()]
            case 7: unreadField()
            case 8: forgetOfRequest()
            case 9: otherDocument()
            case 10: makeException()
            default: recordUnknown()
            }
        }
    }

    private mutating func breakCondition(of ground: Ground) {
        current = papers.indices.first { papers[$0].type == ground.document }
        make(ground.condition, false)
        current = nil
    }

    private mutating func dropFact() {
        if random.chance(50), let name = random.pick(request.answers.keys.sorted()) {
            request.answers[name] = nil
        } else if let name = random.pick((request.records?.facts ?? [:]).keys.sorted()) {
            request.records?.facts[name] = nil
        }
    }

    private mutating func makeStop() {
        guard let stop = random.pick(book.stops) else { return }
        if let state = stop.head.state { setPlace(state) }
        make(stop.condition, true)
        current = nil
    }

    private mutating func makeException() {
        guard let exception = random.pick(book.exceptions) else { return }
        for stop in book.stops where exception.stops.contains(stop.id) { make(stop.condition, true) }
        if let type = exception.document { current = paper(of: type) }
        make(exception.condition, true)
        for limit in exception.limits {
            if case .within(let field) = limit { make(Test(.document(field), .covers, .part), random.chance(80)) }
        }
        current = nil
    }

    private mutating func relabel() {
        guard let position = request.groups.indices.randomElement(using: &random) else { return }
        request.groups[position].labels =
            random.chance(30) ? nil : random.some(book.hierarchy(.label).terms.map(\.name), 30)
    }

    private mutating func forgetField() {
        guard let position = request.groups.indices.randomElement(using: &random) else { return }
        switch random.below(9) {
        case 0: request.groups[position].item = nil
        case 1: request.groups[position].service = nil
        case 2: request.groups[position].source = nil
        case 3: request.groups[position].part2 = nil
        case 4: request.groups[position].paidInFull = nil
        case 5: request.groups[position].madeByUs = nil
        case 6: request.groups[position].given = nil
        case 7: request.groups[position].held = nil
        default: request.groups[position].elements = .all
        }
    }

    private mutating func spoiledCopy() -> Group {
        var group = random.pick(request.groups) ?? Group()
        group.labels = random.some(book.hierarchy(.label).terms.map(\.name), 25)
        group.given = stretch()
        group.place = random.chance(20) ? random.pick(["IL", "WI"]) : nil
        return group
    }

    private mutating func unreadField() {
        guard let position = papers.indices.randomElement(using: &random),
            let field = random.pick(papers[position].fields.keys.sorted())
        else { return }
        papers[position].fields[field] = nil
        let isScope = book.document(papers[position].type)?.field(field)?.type == .scope
        if random.chance(isScope ? 20 : 60) { papers[position].unread.insert(field) }
    }

    private mutating func forgetOfRequest() {
        switch random.below(6) {
        case 0: request.purposes = nil
        case 1: request.channel = nil
        case 2: request.recipient.id = nil
        case 3: request.channelAddress = nil
        case 4: request.settings.state = nil
        default: request.recipient.kinds = [random.pick(book.hierarchy(.kind).terms.map(\.name)) ?? "anyone"]
        }
    }

    private mutating func otherDocument() {
        guard let type = random.pick(book.documents) else { return }
        var document = Document(type: type.name, id: "other-\(papers.count + 1)")
        for field in type.fields where random.chance(70) {
            document.fields[field.name] = anyValue(of: field.type)
        }
        papers.append(document)
    }

    private mutating func recordUnknown() {
        let known = book.facts.filter { $0.source == .known }
        guard let fact = random.pick(known) else { return }
        request.records?.facts[fact.name] = nil
        request.records?.unknown.insert(fact.name)
    }
}
