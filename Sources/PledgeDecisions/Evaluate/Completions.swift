import PledgeCore

/// Decides by completions what the three-valued tables leave open.
///
/// - Source: the semantics, section 4. Branches on one unknown at a time and stops as soon as the tables answer, so that
///   most requests need a handful of completions.
final class Completions {
    /// Completions tried for one query, and for one request; beyond them the answer stays unknown, which releases nothing.
    static let triesMax = 4_000
    static let triesOfRequestMax = 40_000
    /// Classes of names a set is made of, and days a period runs between; beyond them the answer stays unknown.
    static let setClassesMax = 8
    static let periodDaysMax = 16

    /// What is left for the request.
    ///
    /// One thread decides one request.
    final class Budget {
        var triesLeft = Completions.triesOfRequestMax
    }

    let values: RequestValues
    /// Days at which the version of a notice changes.
    let versionDays: [Day]
    let budget = Budget()
    private let program: Program

    init(values: RequestValues, versionDays: [Day]) {
        self.values = values
        self.versionDays = versionDays
        program = values.program
    }

    /// The truth of a query: the same in every completion, or unknown.
    func truth(_ query: Query, _ state: PartState, _ act: Act, _ bounds: PartBounds) -> Truth {
        var tries = 0
        return branch(query, state, act, bounds, &tries)
    }

    private func branch(
        _ query: Query, _ state: PartState, _ act: Act, _ bounds: PartBounds, _ tries: inout Int
    ) -> Truth {
        let quick = state.truth(query, act, bounds)
        guard quick == .unknown else { return quick }
        let live = LiveUnknowns(query, state, act, bounds, self)
        guard !live.isExact, let variable = live.variables.first else { return .unknown }
        var result: Truth?
        for value in candidates(variable, state) {
            tries += 1
            budget.triesLeft -= 1
            if tries > Completions.triesMax || budget.triesLeft < 0 { return .unknown }
            var tried = state
            tried.assign(variable, value)
            let truth = branch(query, tried, act, bounds, &tries)
            if truth == .unknown { return .unknown }
            if let other = result, other != truth { return .unknown }
            result = truth
        }
        return result ?? .unknown
    }

    // MARK: Unknowns

    /// What is unknown among the slots, facts first.
    func variables(_ state: PartState, _ support: Set<Int>) -> [PartState.Variable] {
        support.sorted().flatMap { slot in variables(state, slot: slot) }
    }

    private func variables(_ state: PartState, slot: Int) -> [PartState.Variable] {
        let one = [PartState.Variable(slot: slot, document: nil)]
        switch program.slots.slots[slot] {
        case .fact(let number): return state.facts[number] == .unknown ? one : []
        case .field(let field): return state[field] == .unknown ? one : []
        case .question(let number): return state.questions[number] == .unknown ? one : []
        case .unreadRecord: return !state.isRecordsRead && state.unread[slot] == nil ? one : []
        case .label(let label):
            guard case .names(let names) = state[.labels] else { return [] }
            return names.yes.contains(label) || names.no.contains(label) ? [] : one
        case .documentField(let type, let field):
            return state.documents[type].indices
                .filter { state.documents[type][$0].fields[field] == .unknown }
                .map { PartState.Variable(slot: slot, document: $0) }
        }
    }

    /// One value from each class that no condition can tell apart.
    func candidates(_ variable: PartState.Variable, _ state: PartState) -> [Known] {
        switch program.slots.slots[variable.slot] {
        case .fact(let number):
            let fact = values.book.facts[number]
            // A record that nobody read may be silent.
            let silent: [Known] = fact.source == .known && fact.type != .yesNo ? [.absent] : []
            return candidates(fact.type, variable, state) + silent
        case .field(.purpose):
            return program.symbols.table(.purpose).names.indices.map { single($0, program.symbols.table(.purpose)) }
        case .field(.place):
            let loaded = Set(values.book.overlays.map(\.state))
            let named = identifiers(variable, state).filter { known in
                if case .id(let state) = known { !loaded.contains(state) } else { true }
            }
            let reviewed = Set(values.request.settings.reviewed.keys).subtracting(loaded)
            return loaded.union(reviewed).sorted().map { Known.id($0) } + named
        case .field(let field): return candidates(field.type, variable, state)
        case .question(let number):
            let table = Symbols.flat(values.book.questions[number].answers)
            return table.names.indices.map { single($0, table) }
        case .unreadRecord, .label: return [.no, .yes]
        case .documentField(let type, let field):
            let declared = values.book.documents[type].fields[field].type
            return candidates(declared, variable, state) + (declared == .yesNo ? [] : [.absent])
        }
    }

    /// An identifier that nobody else bears.
    private func other(than variable: PartState.Variable) -> String {
        "\u{0}\(variable.slot).\(variable.document ?? -1)"
    }

    private func single(_ position: Int, _ table: Symbols.Table) -> Known {
        .names(PartlyKnownNames(known: NameBits([position]), of: table.all))
    }

    private func candidates(_ type: ValueType, _ variable: PartState.Variable, _ state: PartState) -> [Known] {
        switch type {
        case .yesNo: return [.no, .yes]
        case .name(let domain):
            let table = program.symbols.table(domain)
            return table.names.indices.map { single($0, table) }
        case .choice(let options):
            let table = Symbols.flat(options)
            return table.names.indices.map { single($0, table) }
        case .names(let domain):
            return sets(variable, state, program.symbols.table(domain))
        case .id, .ids: return identifiers(variable, state)
        case .number: return numbers(variable, state)
        case .time, .period: return times(variable, state, type)
        case .scope:
            let every = program.symbols.table(.label).all
            let whole = CompiledPattern(only: [], allowed: every)
            return [.scope([]), .scope([whole])]
        case .text: return [.text]
        }
    }

    // MARK: What a value is compared with

    private func opposites(_ variable: PartState.Variable, _ state: PartState) -> [(Known, Span, Int)] {
        program.dependencies.tests[variable.slot].flatMap { test, type -> [(Known, Span, Int)] in
            let documents: [RequestValues.DocumentValues?] = type.map { state.documents[$0].map { $0 } } ?? [nil]
            return documents.flatMap { document -> [(Known, Span, Int)] in
                [(test.left, test.right), (test.right, test.left)].map { own, opposite in
                    var span = Span()
                    var sign = 1
                    if case .offset(_, let by, let direction) = own { (span, sign) = (by, direction) }
                    return (state.value(opposite, document), span, sign)
                }
            }
        }
    }

    private func identifiers(_ variable: PartState.Variable, _ state: PartState) -> [Known] {
        var seen: Set<String> = []
        // What is compared with another unknown may equal what that one is compared with.
        var slots = [variable.slot]
        var visited: Set<Int> = [variable.slot]
        while let slot = slots.popLast() {
            for (test, type) in program.dependencies.tests[slot] {
                for operand in [test.left, test.right] {
                    seen.formUnion(identifiers(operand, type, state))
                    if let next = program.slots.slot(of: operand, type), visited.insert(next).inserted {
                        slots.append(next)
                    }
                }
            }
        }
        return seen.sorted().map { .id($0) } + [.id(other(than: variable))]
    }

    private func identifiers(_ operand: CompiledOperand, _ type: Int?, _ state: PartState) -> [String] {
        let documents: [RequestValues.DocumentValues?] = type.map { state.documents[$0].map { $0 } } ?? [nil]
        return documents.flatMap { document -> [String] in
            switch state.value(operand, document) {
            case .id(let id): [id]
            case .ids(let ids): ids
            default: []
            }
        }
    }

    private func numbers(_ variable: PartState.Variable, _ state: PartState) -> [Known] {
        var seen: Set<Int64> = [-1, 0, 1]
        for case (.number(let value), _, _) in opposites(variable, state) {
            seen.formUnion([value - 1, value, value + 1])
        }
        return seen.sorted().map { .number($0) }
    }

    /// Days, and for a period of its own those from one to another, at which a comparison may turn.
    private func times(_ variable: PartState.Variable, _ state: PartState, _ type: ValueType) -> [Known] {
        let slot = program.slots.slots[variable.slot]
        var turns = Turns(zone: values.zone, today: values.zone.day(of: values.request.at))
        if slot == .field(.held) { versionDays.forEach { turns.add($0) } }
        for (value, span, sign) in opposites(variable, state) {
            switch value {
            case .time(let range), .period(let range): turns.add(range, moved: span, sign)
            case .scope(let patterns): patterns.compactMap(\.given).forEach { turns.add($0, moved: span, sign) }
            default: break
            }
        }
        let days = turns.days.sorted()
        guard type == .period else {
            return days.map { .time(values.range(Period($0))) }
                + turns.instants.sorted().map { .time($0..<($0 + 1)) }
        }
        // What is held or given at a day nobody knows is one item: cutting would make it one day.
        if slot == .field(.held) || slot == .field(.given) { return days.map { .period(values.range(Period($0))) } }
        guard days.count <= Completions.periodDaysMax else { return [] }
        return days.flatMap { first in
            days.compactMap { last in Period(first: first, last: last).map { .period(values.range($0)) } }
        }
    }

    // MARK: Sets

    /// Sets made of one name from each class that no comparison tells apart; none where they are too many to try.
    private func sets(_ variable: PartState.Variable, _ state: PartState, _ table: Symbols.Table) -> [Known] {
        var lists: [NameBits] = program.dependencies.tests[variable.slot].compactMap { test, _ in
            if case .names(let names) = test.right { names } else { nil }
        }
        for case (.names(let names), _, _) in opposites(variable, state) { lists.append(names.yes) }
        var seen: Set<[Bool]> = []
        var classes: [Int] = []
        for name in table.names.indices {
            let under = table.under[name]
            let signature = lists.flatMap { list in
                [list.contains(name), list.intersects(under), table.closure(list).contains(name)]
            }
            if seen.insert(signature).inserted { classes.append(name) }
        }
        guard classes.count <= Completions.setClassesMax else { return [] }
        return (0..<(1 << classes.count)).map { mask in
            let names = classes.indices.filter { mask & (1 << $0) != 0 }.map { classes[$0] }
            return .names(PartlyKnownNames(known: NameBits(names), of: table.all))
        }
    }
}

/// Days and instants at which a comparison with something unknown may turn.
private struct Turns {
    let zone: TimeZoneRules
    private(set) var days: Set<Day>
    private(set) var instants: Set<Int64> = []

    init(zone: TimeZoneRules, today: Day) {
        self.zone = zone
        days = Set([-1, 0, 1].map { Day(number: today.number + $0) })
    }

    mutating func add(_ day: Day) {
        days.formUnion([-1, 0, 1].map { Day(number: day.number + $0) })
    }

    /// The ends of what the unknown is compared with, where it is first moved by a span.
    mutating func add(_ range: Range<Int64>, moved span: Span, _ sign: Int) {
        for seconds in Set([range.lowerBound, range.upperBound - 1, range.upperBound]) {
            let day = zone.day(of: Instant(seconds: seconds)).adding(span, times: -sign)
            // Ends of months and days off make the way back ambiguous.
            let slack = span == Span() ? 1 : 2 + Int32(span.businessDays) * 2
            for offset in -slack...slack { days.insert(Day(number: day.number + offset)) }
        }
        if range.count == 1, span == Span() {
            instants.formUnion([range.lowerBound - 1, range.lowerBound, range.lowerBound + 1])
        }
    }
}
