import PledgeCore

/// For each term that is no name, one value from each class that no test can tell apart.
///
/// - Source: the semantics, section 4.
struct WorldCandidates {
    /// Days at which comparisons of one term may turn, at most; those beyond are left out and told.
    static let daysMax = 160
    /// Days a period runs between, at most.
    static let periodDaysMax = 16

    let program: Program
    /// Days at which another version of a notice begins to bind.
    let versionDays: [Day]
    let at: Instant
    let zone: TimeZoneRules
    private let tables: TestTruth
    private var days: [Int: Set<Day>] = [:]
    /// Slots of which not every value is tried.
    private(set) var cut: Set<Int> = []

    init(_ program: Program, versionDays: [Day], at: Instant, zone: TimeZoneRules) {
        self.program = program
        self.versionDays = versionDays
        self.at = at
        self.zone = zone
        tables = TestTruth(zone: zone, symbols: program.symbols)
        let slots = program.slots.slots.indices.filter { isTime($0) }
        let today = zone.day(of: at)
        for slot in slots { days[slot] = around(today, 1) }
        for slot in slots { addConstants(slot) }
        // What is compared with another unknown turns where that one does; and once more for chains.
        for _ in 0..<2 {
            let before = days
            for slot in slots { addOpposites(slot, before) }
        }
        for slot in slots {
            let most = isPeriod(slot) ? WorldCandidates.periodDaysMax : WorldCandidates.daysMax
            if days[slot, default: []].count > most { cut.insert(slot) }
        }
    }

    private func isPeriod(_ slot: Int) -> Bool {
        switch program.slots.slots[slot] {
        case .fact(let number): program.book.facts[number].type == .period
        case .documentField(let type, let field): program.book.documents[type].fields[field].type == .period
        case .field: true
        case .label, .question, .unreadRecord: false
        }
    }

    /// Terms of which not every value is tried, in words: of a period, none but single days.
    var cutWords: [String] {
        cut.sorted().map { slot in
            let name =
                switch program.slots.slots[slot] {
                case .fact(let number): program.book.facts[number].name
                case .documentField(let type, let field):
                    "\(program.book.documents[type].name).\(program.book.documents[type].fields[field].name)"
                case .field(let field): field.rawValue
                case .label, .question, .unreadRecord: ""
                }
            return isPeriod(slot)
                ? "what turns on a stretch of several days of `\(name)`: single days are tried"
                : "what turns on more than \(WorldCandidates.daysMax) days of `\(name)`"
        }
    }

    private func isTime(_ slot: Int) -> Bool {
        switch program.slots.slots[slot] {
        case .fact(let number): [.time, .period].contains(program.book.facts[number].type)
        case .documentField(let type, let field):
            [.time, .period].contains(program.book.documents[type].fields[field].type)
        case .field(let field): field == .held || field == .given
        case .label, .question, .unreadRecord: false
        }
    }

    private func around(_ day: Day, _ slack: Int32) -> Set<Day> {
        Set((-slack...slack).map { Day(number: day.number + $0) })
    }

    // MARK: Times

    /// The term of an operand, with the span by which it is moved.
    private func moved(_ operand: CompiledOperand, _ type: Int?) -> (slot: Int, span: Span, sign: Int)? {
        var span = Span()
        var sign = 1
        if case .offset(_, let by, let direction) = operand { (span, sign) = (by, direction) }
        return program.slots.slot(of: operand, type).map { ($0, span, sign) }
    }

    /// The sides of a test of the slot: its own, and what it is compared with.
    private func sides(_ slot: Int) -> [(own: (slot: Int, span: Span, sign: Int), other: CompiledOperand, type: Int?)] {
        program.dependencies.tests[slot].flatMap { test, type in
            [(test.left, test.right), (test.right, test.left)].compactMap { own, other in
                moved(own, type).flatMap { $0.slot == slot ? ($0, other, type) : nil }
            }
        }
    }

    private mutating func addConstants(_ slot: Int) {
        for (own, other, _) in sides(slot) {
            guard let constant = constant(other), let range = TestTruth.range(constant) else { continue }
            for seconds in Set([range.lowerBound, range.upperBound - 1, range.upperBound]) {
                let day = zone.day(of: Instant(seconds: seconds)).adding(own.span, times: -own.sign)
                let slack = own.span == Span() ? 1 : 2 + Int32(own.span.businessDays) * 2
                days[slot, default: []].formUnion(around(day, slack))
            }
        }
    }

    private mutating func addOpposites(_ slot: Int, _ known: [Int: Set<Day>]) {
        for (own, other, type) in sides(slot) {
            guard let opposite = moved(other, type), opposite.slot != slot else { continue }
            for day in known[opposite.slot, default: []] {
                let turned = day.adding(opposite.span, times: opposite.sign).adding(own.span, times: -own.sign)
                let isMoved = own.span != Span() || opposite.span != Span()
                let slack = (isMoved ? 1 : 0) + Int32(own.span.businessDays + opposite.span.businessDays)
                days[slot, default: []].formUnion(around(turned, slack))
            }
        }
    }

    /// The value of an operand that no world changes.
    func constant(_ operand: CompiledOperand) -> Known? {
        switch operand {
        case .number(let value): .number(value)
        case .moment(.day(let day)): .time(range(Period(day)))
        case .moment(.instant(let instant)): .time(instant.seconds..<(instant.seconds + 1))
        case .period(let period): .period(range(period))
        case .text(let text): .id(text)
        case .field(.at): .time(at.seconds..<(at.seconds + 1))
        case .offset(let inner, let span, let sign): constant(inner).map { tables.offset($0, span, sign: sign) }
        case .none, .fact, .field, .document, .question, .names, .part: nil
        }
    }

    func range(_ period: Period) -> Range<Int64> {
        let end = zone.start(of: Day(number: period.last.number + 1)).seconds
        let start = zone.start(of: period.first).seconds
        return start..<max(start + 1, end)
    }

    private func times(_ slot: Int?, _ isPeriod: Bool) -> [Known] {
        var all = (slot.flatMap { days[$0] } ?? [zone.day(of: at)]).sorted()
        if let slot, slot == program.slots.find(.field(.held)) {
            all = Set(all + versionDays.flatMap { around($0, 1) }).sorted()
        }
        let kept = Array(all.prefix(WorldCandidates.daysMax))
        guard isPeriod else { return kept.map { .time(range(Period($0))) } }
        let single = kept.map { Known.period(range(Period($0))) }
        guard kept.count <= WorldCandidates.periodDaysMax else { return single }
        return single
            + kept.flatMap { first in
                kept.compactMap { last in
                    first < last ? Period(first: first, last: last).map { .period(range($0)) } : nil
                }
            }
    }

    // MARK: Values

    func slot(_ term: WorldTerm) -> Int? {
        switch term {
        case .fact(let number): program.slots.find(.fact(number))
        case .field(let field): program.slots.find(.field(field))
        case .question(let number): program.slots.find(.question(number))
        case .document(let type, _, let field): program.slots.find(.documentField(type: type, field: field))
        }
    }

    func values(_ term: WorldTerm, _ type: ValueType) -> [Known] {
        let slot = slot(term)
        switch type {
        case .yesNo: return [.no, .yes]
        case .number: return merged(numbers(slot), slot)
        case .time, .period: return merged(times(slot, type == .period), slot)
        case .id: return term == .field(.place) ? places(slot) : identifiers(slot).map { .id($0) }
        case .ids:
            let ids = identifiers(slot)
            return [.ids([])] + ids.map { .ids([$0]) } + [.ids(ids)]
        case .text: return [.text]
        case .scope:
            return [.scope([]), .scope([CompiledPattern(only: [], allowed: program.symbols.table(.label).all)])]
        case .name, .names, .choice: return []
        }
    }

    private func numbers(_ slot: Int?) -> [Known] {
        var seen: Set<Int64> = [0, 1]
        for test in slot.map({ program.dependencies.tests[$0] }) ?? [] {
            for operand in [test.test.left, test.test.right] {
                if case .number(let value) = operand { seen.formUnion([value - 1, value, value + 1]) }
            }
        }
        return seen.sorted().map { .number($0) }
    }

    private func places(_ slot: Int?) -> [Known] {
        let named = slot.map { compared(from: $0).constants } ?? []
        let loaded = Set(program.book.overlays.map(\.state)).union(named)
        let other = ["WY", "VT", "ND", "ME", "XX"].first { !loaded.contains($0) }
        return (loaded.sorted() + [other].compactMap { $0 }).map { .id($0) }
    }

    /// Identifiers that a term is compared with, and enough others to be equal to some and not to others.
    private func identifiers(_ slot: Int?) -> [String] {
        guard let slot else { return ["someone"] }
        let (constants, cycles) = compared(from: slot)
        let others = min(2 + 2 * cycles, 6)
        return constants.sorted() + (1...others).map { "someone-\($0)" }
    }

    /// The constants that a term is compared with, directly or through others, and how many comparisons close a circle.
    private func compared(from start: Int) -> (constants: Set<String>, cycles: Int) {
        var constants: Set<String> = []
        var queue = [start]
        var visited: Set<Int> = [start]
        var edges: Set<[Int]> = []
        while let slot = queue.popLast() {
            for (test, type) in program.dependencies.tests[slot] where test.operation == .equals {
                let sides = [test.left, test.right]
                for case .text(let text) in sides { constants.insert(text) }
                let slots = sides.compactMap { program.slots.slot(of: $0, type) }
                if slots.count == 2 { edges.insert(slots.sorted()) }
                for next in slots where visited.insert(next).inserted { queue.append(next) }
            }
        }
        return (constants, max(0, edges.count - visited.count + 1))
    }

    /// Without values that every test of the slot takes for another one.
    private func merged(_ values: [Known], _ slot: Int?) -> [Known] {
        guard let slot else { return Array(values.prefix(1)) }
        let tests = program.dependencies.tests[slot].filter { $0.test.right != .part && $0.test.left != .part }
        let isFree = tests.contains { test, type in
            let slots = [test.left, test.right].compactMap { program.slots.slot(of: $0, type) }
            return slots.contains { $0 != slot }
        }
        if isFree || slot == program.slots.find(.field(.held)) { return values }
        var seen: Set<[Truth]> = []
        return values.filter { value in
            let signature = tests.map { test, type in
                tables.truth(
                    test, { operand in self.value(operand, type, slot, value) }, part: { _ in .unknown })
            }
            return seen.insert(signature).inserted
        }
    }

    private func value(_ operand: CompiledOperand, _ type: Int?, _ slot: Int, _ value: Known) -> Known {
        if let constant = constant(operand) { return constant }
        if case .offset(let inner, let span, let sign) = operand {
            return tables.offset(self.value(inner, type, slot, value), span, sign: sign)
        }
        return program.slots.slot(of: operand, type) == slot ? value : .unknown
    }
}
