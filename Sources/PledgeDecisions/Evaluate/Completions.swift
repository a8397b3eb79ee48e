import PledgeCore

/// Decides by completions what the three-valued tables leave open.
///
/// - Source: the semantics, section 4. Branches on one unknown at a time and stops as soon as the tables answer, so that
///   most requests need a handful of completions.
struct Completions {
    /// Completions tried for one query, and for one request; beyond them the answer stays unknown, which releases nothing.
    static let triesMax = 4_000
    static let triesOfRequestMax = 40_000

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
    /// Numbers of grounds that may apply, for the names their purposes are compared with.
    var program: Program { values.program }

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
        case .fact(let number): return candidates(values.book.facts[number].type, variable, state)
        case .field(.purpose):
            return program.symbols.table(.purpose).names.indices.map { single($0, program.symbols.table(.purpose)) }
        case .field(.place):
            let loaded = Set(values.book.overlays.map(\.state))
            let named = identifiers(variable, state).filter { known in
                if case .id(let state) = known { !loaded.contains(state) } else { true }
            }
            return loaded.sorted().map { Known.id($0) } + named
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

    /// An identifier that nobody bears.
    private static let other = "\u{0}"

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
            // Each name alone, none, and all: classes of a set are bounded so.
            let table = program.symbols.table(domain)
            let none = Known.names(PartlyKnownNames(known: NameBits(), of: table.all))
            return [none] + table.names.indices.map { single($0, table) }
                + [.names(PartlyKnownNames(known: table.all, of: table.all))]
        case .id, .ids: return identifiers(variable, state)
        case .number: return numbers(variable, state)
        case .time, .period: return times(variable, state, isPeriod: type == .period)
        case .scope:
            let every = program.symbols.table(.label).all
            let whole = CompiledPattern(only: NameBits(), allowed: every)
            return [.scope([]), .scope([whole])]
        case .text: return []
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
        for (value, _, _) in opposites(variable, state) {
            switch value {
            case .id(let id): seen.insert(id)
            case .ids(let ids): seen.formUnion(ids)
            default: break
            }
        }
        return seen.sorted().map { .id($0) } + [.id(Completions.other)]
    }

    private func numbers(_ variable: PartState.Variable, _ state: PartState) -> [Known] {
        var seen: Set<Int64> = [0]
        for case (.number(let value), _, _) in opposites(variable, state) {
            seen.formUnion([value - 1, value, value + 1])
        }
        return seen.sorted().map { .number($0) }
    }

    private func times(_ variable: PartState.Variable, _ state: PartState, isPeriod: Bool) -> [Known] {
        var days: Set<Int32> = [values.zone.day(of: values.request.at).number]
        if program.slots.slots[variable.slot] == .field(.held) {
            versionDays.forEach { days.formUnion([$0.number - 1, $0.number]) }
        }
        func add(_ seconds: Int64, _ span: Span, _ sign: Int) {
            let day = values.zone.day(of: Instant(seconds: seconds)).adding(span, times: -sign).number
            days.formUnion([day - 1, day, day + 1])
        }
        for (value, span, sign) in opposites(variable, state) {
            switch value {
            case .time(let range), .period(let range):
                add(range.lowerBound, span, sign)
                add(range.upperBound - 1, span, sign)
            case .scope(let patterns):
                for range in patterns.compactMap(\.given) {
                    add(range.lowerBound, span, sign)
                    add(range.upperBound - 1, span, sign)
                }
            default: break
            }
        }
        return days.sorted().map { number in
            let range = values.range(Period(Day(number: number)))
            return isPeriod ? .period(range) : .time(range)
        }
    }
}
