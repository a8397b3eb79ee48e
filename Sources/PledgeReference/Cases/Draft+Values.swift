import PledgeCore
import PledgeDecisions

extension Draft {
    /// Writes a value where the operand is read from; where nobody can write, nothing happens.
    mutating func assign(_ operand: Operand, _ value: Value) {
        guard let value = fitted(value, to: type(of: operand)) else { return }
        switch operand {
        case .fact(let name): state(name, value)
        case .document(let name):
            guard let current, papers.indices.contains(current) else { return }
            papers[current].fields[name] = value
        case .field(let field): assign(field, value)
        case .offset, .names, .number, .time, .period, .text, .part: break
        }
    }

    /// Writes a time or a period as the operand's type wants it; through an offset, its origin.
    mutating func assignStretch(_ operand: Operand, _ period: Period) {
        if case .offset(let inner, let span, let sign) = operand {
            let moved = Period(
                first: period.first.adding(span, times: -sign), last: period.last.adding(span, times: -sign))
            assignStretch(inner, moved ?? period)
            return
        }
        switch type(of: operand) {
        case .time:
            if random.chance(25) {
                let start = PlainZone.utc.start(period.first).seconds
                let ofDay = random.pick([0, 43_200, 86_399, request.at.seconds - PlainZone.utc.start(today).seconds])
                assign(operand, .time(.instant(Instant(seconds: start + (ofDay ?? 0)))))
            } else {
                assign(operand, .time(.day(period.first)))
            }
        default: assign(operand, .period(period))
        }
    }

    /// A fact goes where its source says that it is stated.
    mutating func state(_ fact: String, _ value: Value) {
        switch book.fact(fact)?.source {
        case .asked:
            let judged = book.fact(fact)?.judgedBy.map { Judgment(by: $0, when: "2026-11-21", why: "case") }
            request.answers[fact] = Answer(value, judgment: judged)
        case .known, .knowledge: request.records?.facts[fact] = value
        case nil: break
        }
    }

    /// Any value of the operand's type.
    mutating func fill(_ operand: Operand) {
        guard let type = type(of: operand), let value = anyValue(of: type) else { return }
        assign(operand, value)
    }

    mutating func clear(_ operand: Operand) {
        switch operand {
        case .fact(let name):
            request.answers[name] = nil
            request.records?.facts[name] = nil
        case .document(let name):
            guard let current, papers.indices.contains(current) else { return }
            papers[current].fields[name] = nil
        case .field, .offset, .names, .number, .time, .period, .text, .part: break
        }
    }

    mutating func anyValue(of type: ValueType) -> Value? {
        switch type {
        case .yesNo: return .yesNo(random.chance(50))
        case .number: return .number(Int64(random.below(60)))
        case .time: return .time(.day(today.after(Int32(random.below(800) - 400))))
        case .period:
            let first = today.after(-Int32(random.below(2000)))
            return Period(first: first, last: first.after(Int32(random.below(900)))).map(Value.period)
        case .id: return .id(random.pick(["r1", "r2", "p", "a", "x"]) ?? "x")
        case .ids: return .ids(random.some(["r1", "r2", "p", "x"], 50))
        case .text: return .text("text")
        case .name(let domain): return random.pick(book.hierarchy(domain).terms.map(\.name)).map(Value.name)
        case .names(let domain):
            return .names(
                (0..<random.below(3)).compactMap { _ in
                    random.pick(book.hierarchy(domain).terms.map(\.name))
                })
        case .choice(let options): return random.pick(options).map(Value.name)
        case .scope: return .scope(request.groups.map { pattern(covering: $0) })
        }
    }

    /// The value in the shape of the type, or nothing where it cannot have it.
    private func fitted(_ value: Value, to type: ValueType?) -> Value? {
        guard let type else { return nil }
        switch (type, value) {
        case (.yesNo, .yesNo), (.number, .number), (.time, .time), (.period, .period), (.id, .id), (.scope, .scope),
            (.names, .names), (.ids, .ids):
            return value
        case (.text, .id(let text)), (.text, .text(let text)): return .text(text)
        case (.ids, .id(let text)): return .ids([text])
        case (.ids, .names(let names)): return .ids(names)
        case (.id, .names(let names)): return names.first.map(Value.id)
        case (.name(let domain), .names(let names)):
            return names.first { book.hierarchy(domain).contains($0) }.map(Value.name)
        case (.choice(let options), .names(let names)):
            return (names.first ?? options.first).map(Value.name)
        default: return nil
        }
    }

    private mutating func assign(_ field: RequestField, _ value: Value) {
        switch (field, value) {
        case (.recipientID, .id(let id)): request.recipient.id = id
        case (.recipientAddress, .id(let id)): request.recipient.address = id
        case (.actorID, .id(let id)): request.actor.id = id
        case (.channelAddress, .id(let id)): request.channelAddress = id
        case (.onBehalfOf, .id(let id)): request.onBehalfOf = id
        case (.place, .id(let id)): setPlace(id)
        case (.channel, .name(let name)): request.channel = name
        case (.object, .name(let name)): if request.groups.isEmpty { request.object = name }
        // The ground sets who receives and what for; a condition narrows it to one more.
        case (.recipient, .names(let names)):
            request.recipient.kinds = Array(Set(request.recipient.kinds + names)).sorted()
        case (.purpose, .names(let names)): if let name = names.first { request.purposes = [name] }
        default:
            for position in request.groups.indices where position == 0 || random.chance(50) {
                assign(field, value, toGroup: position)
            }
        }
    }

    private mutating func assign(_ field: RequestField, _ value: Value, toGroup position: Int) {
        switch (field, value) {
        case (.item, .name(let name)): request.groups[position].item = name
        case (.labels, .names(let names)): request.groups[position].labels = names
        case (.elements, .names(let names)):
            if !names.isEmpty { request.groups[position].elements = .some(names) }
        case (.service, .name(let name)): request.groups[position].service = name
        case (.source, .name(let name)): request.groups[position].source = name
        case (.part2, .yesNo(let holds)): request.groups[position].part2 = holds
        case (.paidInFull, .yesNo(let holds)): request.groups[position].paidInFull = holds
        case (.madeByUs, .yesNo(let holds)): request.groups[position].madeByUs = holds
        case (.given, .period(let period)): request.groups[position].given = period
        case (.held, .period(let period)): request.groups[position].held = period
        default: break
        }
    }
}
