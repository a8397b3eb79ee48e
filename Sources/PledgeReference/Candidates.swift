import PledgeCore
import PledgeDecisions

extension PartEvaluator {
    /// Values worth trying for something unknown: one of each class that no condition can tell apart, or more.
    func candidates(_ unknown: Unknown, _ type: ValueType, _ subject: Subject) -> [PlainValue] {
        // Two unknown things compared with each other offer each other nothing.
        if isCollectingConstants { return [] }
        switch type {
        case .yesNo: return [.yesNo(true), .yesNo(false)]
        case .choice(let options): return options.map { .names([$0], nil) }
        case .number:
            let numbers = constants(of: subject).compactMap { value -> Int64? in
                if case .number(let number) = value { return number }
                return nil
            }
            // Two unknown numbers may be equal, or either the greater.
            return Set((numbers + [0]).flatMap { [$0 - 1, $0, $0 + 1] }).sorted().map(PlainValue.number)
        case .time: return times(constants(of: subject))
        case .period:
            // What is held or given at a day nobody knows is one item: cutting would make it one day.
            let days = days(constants(of: subject) + cuts(subject))
            if subject == .field(.given) || subject == .field(.held) { return days.map { .period(Period($0)) } }
            return days.flatMap { first in
                days.compactMap { last in Period(first: first, last: last).map(PlainValue.period) }
            }
        case .id, .text:
            var texts = Set(texts(constants(of: subject)))
            if subject == .field(.place) {
                texts.formUnion(book.rulebook.overlays.map(\.state))
                texts.formUnion(request.settings.reviewed.keys)
            }
            // Two unknown identifiers may be equal, and may differ.
            return (texts.sorted() + [PlainValue.other, "\u{1}\(unknown)"]).map { .texts([$0]) }
        case .ids:
            let texts = Set(texts(constants(of: subject))).sorted() + [PlainValue.other]
            return [.openNames(unknown, texts, nil, neverEmpty: false)]
        case .name(let domain): return classes(of: domain, subject).map { .names([$0], domain) }
        case .names(let domain):
            return [.openNames(unknown, classes(of: domain, subject), domain, neverEmpty: false)]
        case .scope:
            guard case .documentField(let position, let name) = unknown else { return [] }
            return [.unreadScope(.covers(position, name))]
        }
    }

    private func texts(_ values: [PlainValue]) -> [String] {
        values.flatMap { value -> [String] in
            switch value {
            case .texts(let texts), .names(let texts, _): texts
            case .absent, .yesNo, .number, .time, .period, .openNames, .scope, .unreadScope: []
            }
        }
    }

    /// Constants that bound scopes and notices, for a period of the piece.
    private func cuts(_ subject: Subject) -> [PlainValue] {
        switch subject {
        case .field(.given): all.givenCuts.map { .time(.day($0)) }
        case .field(.held): all.heldCuts.map { .time(.day($0)) }
        case .field, .fact, .documentField: []
        }
    }

    // MARK: Classes

    /// A day before all constants, and each day at which a comparison may change.
    private func days(_ values: [PlainValue]) -> [Day] {
        // Two unknown days may be the same, or either the earlier.
        var starts: Set<Day> = [all.today, all.today.after(1)]
        for value in values {
            switch value {
            case .time(.day(let day)): starts.formUnion([day, day.after(1)])
            case .time(.instant(let instant)):
                let day = all.zone.day(instant)
                starts.formUnion([day, day.after(1)])
            case .period(let period): starts.formUnion([period.first, period.last, period.last.after(1)])
            case .absent, .yesNo, .number, .texts, .names, .openNames, .scope, .unreadScope: break
            }
        }
        guard let first = starts.min() else { return [all.today] }
        return [first.after(-1)] + starts.sorted()
    }

    private func times(_ values: [PlainValue]) -> [PlainValue] {
        var times: [PlainValue] = days(values).map { .time(.day($0)) }
        for value in values {
            guard case .time(.instant(let instant)) = value else { continue }
            times += [-1, 0, 1].map { .time(.instant(Instant(seconds: instant.seconds + $0))) }
        }
        return times
    }

    /// One name for each way to stand under, or above, what the rules name; and one that stands under nothing.
    private func classes(of domain: Domain, _ subject: Subject) -> [String] {
        let hierarchy = book.rulebook.hierarchy(domain)
        var named = Set(texts(constants(of: subject)))
        if subject == .field(.item) || subject == .field(.object) {
            named.formUnion(book.rulebook.grounds.flatMap(\.about))
        }
        for value in all.documents.flatMap({ $0.fields.values }) {
            guard case .scope(let patterns) = value else { continue }
            for pattern in patterns {
                named.formUnion((pattern.items ?? []) + (pattern.services ?? []) + (pattern.sources ?? []))
            }
        }
        let constants = named.filter { hierarchy.contains($0) }.sorted()
        var seen: Set<[Bool]> = []
        var classes: [String] = []
        for term in hierarchy.terms {
            let signature =
                constants.map { hierarchy.isUnder(term.name, $0) }
                + constants.map { hierarchy.isUnder($0, term.name) }
            if seen.insert(signature).inserted { classes.append(term.name) }
        }
        return classes
    }

    // MARK: Constants

    /// Every known value that something is compared with, anywhere in the rules.
    private func constants(of subject: Subject) -> [PlainValue] {
        isCollectingConstants = true
        defer { isCollectingConstants = false }
        var visited: Set<Subject> = [subject]
        return constants(of: subject, &visited)
    }

    private func constants(of subject: Subject, _ visited: inout Set<Subject>) -> [PlainValue] {
        (book.opponents[subject] ?? []).flatMap { values(of: $0, &visited) }
    }

    /// The values of something compared with; of something unknown itself, those it is compared with in turn.
    private func values(of operand: Operand, _ visited: inout Set<Subject>) -> [PlainValue] {
        switch operand {
        case .offset(let inner, let span, let sign):
            return values(of: inner, &visited).flatMap { value -> [PlainValue] in
                let moved = all.zone.moved(value, by: span, sign: sign)
                // Month ends make the way back ambiguous by a day or two (29 February).
                return [-2, -1, 0, 1, 2].map { all.zone.moved(moved, by: Span(days: $0), sign: 1) }
            }
        case .document(let name):
            let known = all.documents.compactMap { document in
                let type = book.documents[document.type]?.field(name)?.type
                return document.fields[name].map { PlainValue($0, type: type) }
            }
            guard visited.insert(.documentField(name)).inserted else { return known }
            return known + constants(of: .documentField(name), &visited)
        case .fact, .field, .names, .number, .time, .period, .text, .part:
            do {
                return [try value(of: operand, Scene(), .empty)]
            } catch {
                let subject: Subject? =
                    switch operand {
                    case .fact(let name): .fact(name)
                    case .field(let field): .field(field)
                    default: nil
                    }
                guard let subject, visited.insert(subject).inserted else { return [] }
                return constants(of: subject, &visited)
            }
        }
    }
}
