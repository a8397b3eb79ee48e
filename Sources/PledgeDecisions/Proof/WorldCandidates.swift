import PledgeCore

/// For each term that is no name, one value from each class that no test can tell apart.
///
/// - Source: the semantics, section 4.
struct WorldCandidates {
    /// Days at which comparisons of one term may turn, at most; those beyond are left out and told.
    static let daysMax = 160
    /// Days a period runs between, at most.
    static let periodDaysMax = 16

    /// Of one vocabulary; what any of them tells apart is told apart.
    let programs: [Program]
    /// Days at which another version of a notice begins to bind.
    let versionDays: [Day]
    let at: Instant
    let zone: TimeZoneRules
    private let tables: TestTruth
    /// The tests of every program, by slot.
    private let tests: [Slot: [TypedTest]]
    private var days: [Slot: Set<Day>] = [:]
    /// Slots of which not every value is tried.
    private(set) var cut: Set<Slot> = []

    private struct TypedTest: Hashable {
        var test: CompiledTest
        /// The document type whose fields it speaks of.
        var type: Int?
    }

    init(_ programs: [Program], versionDays: [Day], at: Instant, zone: TimeZoneRules) {
        self.programs = programs
        self.versionDays = versionDays
        self.at = at
        self.zone = zone
        tables = TestTruth(zone: zone, symbols: programs[0].symbols)
        var all: [Slot] = []
        var tests: [Slot: [TypedTest]] = [:]
        var seen: [Slot: Set<TypedTest>] = [:]
        for program in programs {
            for (number, slot) in program.slots.slots.enumerated() {
                if tests[slot] == nil { all.append(slot) }
                for (test, type) in program.dependencies.tests[number] {
                    let typed = TypedTest(test: test, type: type)
                    if seen[slot, default: []].insert(typed).inserted { tests[slot, default: []].append(typed) }
                }
                if tests[slot] == nil { tests[slot] = [] }
            }
        }
        self.tests = tests
        let slots = all.filter { isTime($0) }
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

    private func isPeriod(_ slot: Slot) -> Bool {
        switch slot {
        case .fact(let number): book.facts[number].type == .period
        case .documentField(let type, let field): book.documents[type].fields[field].type == .period
        case .field: true
        case .label, .question, .unreadRecord: false
        }
    }

    /// Terms of which not every value is tried, in words: of a period, none but single days.
    var cutWords: [String] {
        cut.map { slot in
            let name =
                switch slot {
                case .fact(let number): book.facts[number].name
                case .documentField(let type, let field):
                    "\(book.documents[type].name).\(book.documents[type].fields[field].name)"
                case .field(let field): field.rawValue
                case .label, .question, .unreadRecord: ""
                }
            return isPeriod(slot)
                ? "what turns on a stretch of several days of `\(name)`: single days are tried"
                : "what turns on more than \(WorldCandidates.daysMax) days of `\(name)`"
        }.sorted()
    }

    private var book: Rulebook { programs[0].book }

    private func isTime(_ slot: Slot) -> Bool {
        switch slot {
        case .fact(let number): [.time, .period].contains(book.facts[number].type)
        case .documentField(let type, let field):
            [.time, .period].contains(book.documents[type].fields[field].type)
        case .field(let field): field == .held || field == .given
        case .label, .question, .unreadRecord: false
        }
    }

    private func around(_ day: Day, _ slack: Int32) -> Set<Day> {
        Set((-slack...slack).map { Day(number: day.number + $0) })
    }

    // MARK: Times

    /// The term of an operand, with the span by which it is moved.
    private func moved(_ operand: CompiledOperand, _ type: Int?) -> (slot: Slot, span: Span, sign: Int)? {
        var span = Span()
        var sign = 1
        if case .offset(_, let by, let direction) = operand { (span, sign) = (by, direction) }
        return slot(of: operand, type).map { ($0, span, sign) }
    }

    /// What an operand takes its value from, where a test tells its values apart.
    private func slot(of operand: CompiledOperand, _ type: Int?) -> Slot? {
        func tested(_ slot: Slot) -> Slot? { tests[slot] == nil ? nil : slot }
        switch operand {
        case .fact(let number): return tested(.fact(number))
        case .field(let field): return tested(.field(field))
        case .document(let field): return type.flatMap { tested(.documentField(type: $0, field: field)) }
        case .question(let number): return tested(.question(number))
        case .offset(let inner, _, _): return slot(of: inner, type)
        case .none, .names, .number, .moment, .period, .text, .part: return nil
        }
    }

    /// The sides of a test of the slot: its own, and what it is compared with.
    private func sides(_ slot: Slot) -> [(own: (slot: Slot, span: Span, sign: Int), other: CompiledOperand, type: Int?)]
    {
        (tests[slot] ?? []).flatMap { typed in
            [(typed.test.left, typed.test.right), (typed.test.right, typed.test.left)].compactMap { own, other in
                moved(own, typed.type).flatMap { $0.slot == slot ? ($0, other, typed.type) : nil }
            }
        }
    }

    private mutating func addConstants(_ slot: Slot) {
        for (own, other, _) in sides(slot) {
            guard let constant = constant(other), let range = TestTruth.range(constant) else { continue }
            for seconds in Set([range.lowerBound, range.upperBound - 1, range.upperBound]) {
                let day = zone.day(of: Instant(seconds: seconds)).adding(own.span, times: -own.sign)
                let slack = own.span == Span() ? 1 : 2 + Int32(own.span.businessDays) * 2
                days[slot, default: []].formUnion(around(day, slack))
            }
        }
    }

    private mutating func addOpposites(_ slot: Slot, _ known: [Slot: Set<Day>]) {
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

    private func times(_ slot: Slot?, _ isPeriod: Bool) -> [Known] {
        var all = (slot.flatMap { days[$0] } ?? [zone.day(of: at)]).sorted()
        if slot == .field(.held) {
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

    func slot(_ term: WorldTerm) -> Slot? {
        let slot: Slot
        switch term {
        case .fact(let number): slot = .fact(number)
        case .field(let field): slot = .field(field)
        case .question(let number): slot = .question(number)
        case .document(let type, _, let field): slot = .documentField(type: type, field: field)
        }
        return tests[slot] == nil ? nil : slot
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
            return [.scope([]), .scope([CompiledPattern(only: [], allowed: programs[0].symbols.table(.label).all)])]
        case .name, .names, .choice: return []
        }
    }

    private func numbers(_ slot: Slot?) -> [Known] {
        var seen: Set<Int64> = [0, 1]
        for test in slot.flatMap({ tests[$0] }) ?? [] {
            for operand in [test.test.left, test.test.right] {
                if case .number(let value) = operand { seen.formUnion([value - 1, value, value + 1]) }
            }
        }
        return seen.sorted().map { .number($0) }
    }

    private func places(_ slot: Slot?) -> [Known] {
        let named = slot.map { compared(from: $0).constants } ?? []
        let loaded = Set(programs.flatMap { $0.book.overlays.map(\.state) }).union(named)
        let other = ["WY", "VT", "ND", "ME", "XX"].first { !loaded.contains($0) }
        return (loaded.sorted() + [other].compactMap { $0 }).map { .id($0) }
    }

    /// Identifiers that a term is compared with, and enough others to be equal to some and not to others.
    private func identifiers(_ slot: Slot?) -> [String] {
        guard let slot else { return ["someone"] }
        let (constants, cycles) = compared(from: slot)
        let others = min(2 + 2 * cycles, 6)
        return constants.sorted() + (1...others).map { "someone-\($0)" }
    }

    /// The constants that a term is compared with, directly or through others, and how many comparisons close a circle.
    private func compared(from start: Slot) -> (constants: Set<String>, cycles: Int) {
        var constants: Set<String> = []
        var queue = [start]
        var visited: Set<Slot> = [start]
        var edges: Set<Set<Slot>> = []
        while let slot = queue.popLast() {
            for typed in tests[slot] ?? [] where typed.test.operation == .equals {
                let test = typed.test
                let sides = [test.left, test.right]
                for case .text(let text) in sides { constants.insert(text) }
                let slots = sides.compactMap { self.slot(of: $0, typed.type) }
                if slots.count == 2 { edges.insert(Set(slots)) }
                for next in slots where visited.insert(next).inserted { queue.append(next) }
            }
        }
        return (constants, max(0, edges.count - visited.count + 1))
    }

    /// Without values that every test of the slot takes for another one.
    private func merged(_ values: [Known], _ slot: Slot?) -> [Known] {
        guard let slot else { return Array(values.prefix(1)) }
        let tests = (tests[slot] ?? []).filter { $0.test.right != .part && $0.test.left != .part }
        let isFree = tests.contains { typed in
            let slots = [typed.test.left, typed.test.right].compactMap { self.slot(of: $0, typed.type) }
            return slots.contains { $0 != slot }
        }
        if isFree || slot == .field(.held) { return values }
        var seen: Set<[Truth]> = []
        return values.filter { value in
            let signature = tests.map { typed in
                tables.truth(
                    typed.test, { operand in self.value(operand, typed.type, slot, value) }, part: { _ in .unknown })
            }
            return seen.insert(signature).inserted
        }
    }

    private func value(_ operand: CompiledOperand, _ type: Int?, _ slot: Slot, _ value: Known) -> Known {
        if let constant = constant(operand) { return constant }
        if case .offset(let inner, let span, let sign) = operand {
            return tables.offset(self.value(inner, type, slot, value), span, sign: sign)
        }
        return self.slot(of: operand, type) == slot ? value : .unknown
    }
}
