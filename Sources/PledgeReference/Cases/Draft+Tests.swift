import PledgeCore
import PledgeDecisions

extension Draft {
    mutating func make(_ test: Test, _ wanted: Bool) {
        switch test.operation {
        case .holds: assign(test.left, .yesNo(wanted))
        case .present: wanted ? fill(test.left) : clear(test.left)
        case .isIn, .overlaps, .only, .covers: makeNames(test, wanted)
        case .equals: makeEqual(test, wanted)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: makeNumber(test, wanted)
        case .before, .after, .onOrBefore, .onOrAfter: makeTime(test, wanted)
        case .within:
            guard let right = test.right else { return }
            if let period = period(of: right), !isSettable(right) || random.chance(50) {
                let inside = Period(first: period.first, last: period.last) ?? period
                assignStretch(test.left, wanted ? inside : Period(period.last.after(Int32(1 + random.below(400)))))
            } else if let period = period(of: test.left) {
                let wide = Period(first: period.first.after(-Int32(random.below(9))), last: period.last) ?? period
                assign(right, .period(wanted ? wide : Period(period.last.after(9))))
            }
        }
    }

    // MARK: Kinds of tests

    private mutating func makeNames(_ test: Test, _ wanted: Bool) {
        guard let right = test.right else { return }
        if right == .part {
            makeScope(test.left, wanted)
            return
        }
        if let names = names(of: right), isSettable(test.left) {
            let domain = domain(of: test.left)
            if test.operation == .only {
                assign(test.left, .names(wanted ? random.some(names, 60) : others(than: names, test.left)))
            } else if test.operation == .covers {
                assign(test.left, .names(wanted ? names : []))
            } else {
                let chosen = wanted ? random.pick(names).map { [below($0, domain)] } : others(than: names, test.left)
                assign(test.left, .names(chosen ?? []))
            }
        } else if let names = names(of: test.left), isSettable(right) {
            assign(right, .names(wanted ? names : others(than: names, right)))
        }
    }

    private mutating func makeScope(_ operand: Operand, _ wanted: Bool) {
        guard let group = request.groups.first else { return }
        var pattern = pattern(covering: group)
        if random.chance(30) { pattern.items = nil }
        if random.chance(30) { pattern.period = nil }
        if random.chance(20) {
            pattern.only = []
            pattern.also = random.chance(50) ? .any : .labels(group.labels ?? [])
        }
        if let given = group.given, random.chance(15) {
            pattern.period = Period(first: given.first.after(30), last: given.last.after(10))
        }
        if !wanted {
            switch random.below(3) {
            case 0: pattern.items = outside([group.item ?? ""], .item)
            case 1: pattern.only = ["hiv"]
            default: pattern.period = Period(Day(number: 20))
            }
        }
        assign(operand, .scope([pattern]))
    }

    private mutating func makeEqual(_ test: Test, _ wanted: Bool) {
        guard let right = test.right else { return }
        if let text = text(of: right), isSettable(test.left) {
            assign(test.left, .id(wanted ? text : "somebody-else"))
        } else if let text = text(of: test.left), isSettable(right) {
            assign(right, .id(wanted ? text : "somebody-else"))
        } else {
            assign(test.left, .id("x"))
            assign(right, .id(wanted ? "x" : "y"))
        }
    }

    private mutating func makeNumber(_ test: Test, _ wanted: Bool) {
        let isFlipped = !isSettable(test.left)
        guard let right = test.right, case .number(let number) = isFlipped ? test.left : right else { return }
        let isUp = (test.operation == .greater || test.operation == .greaterOrEqual) == wanted
        assign(
            isFlipped ? right : test.left,
            .number(number + Int64(isUp != isFlipped ? random.below(3) : -random.below(3))))
    }

    private mutating func makeTime(_ test: Test, _ wanted: Bool) {
        guard let right = test.right else { return }
        let isEarlier = (test.operation == .before || test.operation == .onOrBefore) == wanted
        let reach = random.chance(40) ? random.below(2) : random.below(900)
        if isSettable(test.left), let period = period(of: right) {
            let day = isEarlier ? period.first.after(-Int32(reach)) : period.last.after(Int32(reach))
            assignStretch(test.left, Period(day))
        } else if isSettable(right), let period = period(of: test.left) {
            let day = isEarlier ? period.last.after(Int32(reach)) : period.first.after(-Int32(reach))
            assignStretch(right, Period(day))
        }
    }

    // MARK: Reading

    func isSettable(_ operand: Operand) -> Bool {
        switch operand {
        case .fact, .document: true
        case .offset(let inner, _, _): isSettable(inner)
        case .field(let field): field != .at && field != .unreviewed && field != .overlayHere
        case .names, .number, .time, .period, .text, .part: false
        }
    }

    private func stored(_ operand: Operand) -> Value? {
        switch operand {
        case .fact(let name): return request.answers[name]?.value ?? request.records?.facts[name]
        case .document(let name):
            guard let current, papers.indices.contains(current) else { return nil }
            return papers[current].fields[name]
        case .field, .offset, .names, .number, .time, .period, .text, .part: return nil
        }
    }

    private func names(of operand: Operand) -> [String]? {
        switch operand {
        case .names(let names): return names
        case .text(let text): return [text]
        case .field(.recipient): return request.recipient.kinds
        case .field(.actor): return request.actor.kinds
        case .field(.purpose): return request.purposes
        case .field(.labels): return request.groups.first?.labels
        case .field(.item): return request.groups.first?.item.map { [$0] }
        case .field(.channel): return request.channel.map { [$0] }
        default:
            switch stored(operand) {
            case .name(let name): return [name]
            case .names(let names), .ids(let names): return names
            default: return nil
            }
        }
    }

    private func text(of operand: Operand) -> String? {
        switch operand {
        case .text(let text): return text
        case .names(let names): return names.first
        case .field(.recipientID): return request.recipient.id
        case .field(.actorID): return request.actor.id
        case .field(.onBehalfOf): return request.onBehalfOf
        case .field(.recipientAddress): return request.recipient.address
        case .field(.channelAddress): return request.channelAddress
        default:
            switch stored(operand) {
            case .id(let text), .text(let text): return text
            case .ids(let texts): return texts.first
            default: return nil
            }
        }
    }

    private func period(of operand: Operand) -> Period? {
        switch operand {
        case .time(.day(let day)): return Period(day)
        case .time(.instant(let instant)): return Period(PlainZone.utc.day(instant))
        case .period(let period): return period
        case .field(.at): return Period(today)
        case .field(.given): return request.groups.first?.given
        case .field(.held): return request.groups.first?.held
        case .offset(let inner, let span, let sign):
            guard let period = period(of: inner) else { return nil }
            return Period(first: period.first.adding(span, times: sign), last: period.last.adding(span, times: sign))
        default:
            switch stored(operand) {
            case .time(.day(let day)): return Period(day)
            case .time(.instant(let instant)): return Period(PlainZone.utc.day(instant))
            case .period(let period): return period
            default: return nil
            }
        }
    }

    // MARK: Names near others

    /// The name, or sometimes one under it.
    mutating func below(_ name: String, _ domain: Domain?) -> String {
        guard let domain, random.chance(40) else { return name }
        let hierarchy = book.hierarchy(domain)
        return random.pick(hierarchy.terms.map(\.name).filter { hierarchy.isUnder($0, name) }) ?? name
    }

    /// One name that stands under none of these, or none at all.
    mutating func outside(_ names: [String], _ domain: Domain?) -> [String] {
        guard let domain else { return [] }
        let hierarchy = book.hierarchy(domain)
        let others = hierarchy.terms.map(\.name).filter { name in !names.contains { hierarchy.isUnder(name, $0) } }
        return random.pick(others).map { [$0] } ?? []
    }

    /// Names the operand could have instead of these.
    private mutating func others(than names: [String], _ operand: Operand) -> [String] {
        if case .choice(let options) = type(of: operand) {
            return random.pick(options.filter { !names.contains($0) }).map { [$0] } ?? []
        }
        return outside(names, domain(of: operand))
    }

    func type(of operand: Operand) -> ValueType? {
        switch operand {
        case .fact(let name): return book.fact(name)?.type
        case .field(let field): return field.type
        case .document(let name):
            guard let current, papers.indices.contains(current) else { return nil }
            return book.document(papers[current].type)?.field(name)?.type
        case .offset(let inner, _, _): return type(of: inner)
        case .names, .number, .time, .period, .text, .part: return nil
        }
    }

    private func domain(of operand: Operand) -> Domain? { type(of: operand)?.domain }
}
