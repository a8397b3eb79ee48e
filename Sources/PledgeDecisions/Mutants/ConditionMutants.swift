import PledgeCore

/// The small changes of a condition: a part dropped, a test negated or widened, a boundary shifted.
struct ConditionMutants {
    private let book: Rulebook
    private(set) var all: [(condition: Condition, words: String)] = []
    private var seen: Set<Condition>

    /// Makes the changed conditions.
    ///
    /// - Parameters:
    ///   - condition: As the rule has it.
    ///   - document: The document whose fields it speaks of.
    ///   - book: Where its names are declared.
    /// - Returns: Each once, none of them the condition itself.
    static func of(
        _ condition: Condition, document: String?, in book: Rulebook
    ) -> [(condition: Condition, words: String)] {
        var mutants = ConditionMutants(book, condition)
        mutants.visit(condition, document) { $0 }
        return mutants.all
    }

    private init(_ book: Rulebook, _ condition: Condition) {
        self.book = book
        seen = [condition.simplified]
    }

    private mutating func add(_ condition: Condition, _ words: String) {
        let simple = condition.simplified
        if seen.insert(simple).inserted { all.append((simple, words)) }
    }

    /// Changes a part; `rebuilt` puts it back into the whole.
    private mutating func visit(
        _ condition: Condition, _ document: String?, _ rebuilt: @escaping (Condition) -> Condition
    ) {
        let text = "`\(ConditionText(document: document).text(condition))`"
        switch condition {
        case .constant: return
        case .all(let parts):
            visit(parts, document) { rebuilt(.all($0)) }
        case .any(let parts):
            visit(parts, document) { rebuilt(.any($0)) }
        case .not(let inner):
            visit(inner, document) { rebuilt(.not($0)) }
        case .test(let test):
            add(rebuilt(.not(condition)), "\(text) negated")
            add(rebuilt(.constant(true)), "\(text) always holds")
            for changed in variants(of: test, document) {
                let new = ConditionText(document: document).text(.test(changed))
                add(rebuilt(.test(changed)), "\(text) becomes `\(new)`")
            }
        case .named:
            add(rebuilt(.not(condition)), "\(text) negated")
            add(rebuilt(.constant(true)), "\(text) always holds")
        case .question(let name, let answers):
            add(rebuilt(.not(condition)), "\(text) negated")
            add(rebuilt(.constant(true)), "\(text) always holds")
            for answer in answers where answers.count > 1 {
                add(rebuilt(.question(name, answers.filter { $0 != answer })), "\(text) without `\(answer)`")
            }
        case .some(let name, let inner):
            add(rebuilt(.not(condition)), "\(text) negated")
            add(rebuilt(.constant(true)), "\(text) always holds")
            visit(inner, name) { rebuilt(.some(name, $0)) }
        }
    }

    private mutating func visit(
        _ parts: [Condition], _ document: String?, _ rebuilt: @escaping ([Condition]) -> Condition
    ) {
        for (index, part) in parts.enumerated() {
            // What the loader joined is not written in the rule.
            if part.isPlaceOfOverlay { continue }
            var rest = parts
            rest.remove(at: index)
            add(rebuilt(rest), "without `\(ConditionText(document: document).text(part))`")
            visit(part, document) { changed in
                var all = parts
                all[index] = changed
                return rebuilt(all)
            }
        }
    }
}

// MARK: - Tests

extension ConditionMutants {
    private func variants(of test: Test, _ document: String?) -> [Test] {
        var variants: [Test] = []
        if case .names(let names)? = test.right {
            let domain = domain(of: test.left, document)
            for list in NameLists.removals(names, domain.map { book.hierarchy($0) }) {
                variants.append(Test(test.left, test.operation, .names(list.names)))
            }
            if let domain {
                for list in NameLists.widenings(names, book.hierarchy(domain)) {
                    variants.append(Test(test.left, test.operation, .names(list.names)))
                }
            }
        } else if let right = test.right {
            variants += Self.shifted(right).map { Test(test.left, test.operation, $0) }
        }
        variants += Self.shifted(test.left).map { Test($0, test.operation, test.right) }
        return variants
    }

    private func domain(of operand: Operand, _ document: String?) -> Domain? {
        let type: ValueType? =
            switch operand {
            case .fact(let name): book.fact(name)?.type
            case .field(let field): field.type
            case .document(let field): document.flatMap { book.document($0)?.field(field)?.type }
            case .names, .number, .time, .period, .text, .offset, .part: nil
            }
        switch type {
        case .name(let domain)?, .names(let domain)?: return domain
        default: return nil
        }
    }

    /// The operand one day, year, count or month earlier and later; nothing for what is no boundary.
    private static func shifted(_ operand: Operand) -> [Operand] {
        switch operand {
        case .number(let number): return [.number(number - 1), .number(number + 1)]
        case .time(.day(let day)):
            return [-1, 1].map { .time(.day(Day(number: day.number + $0))) }
        case .period(let period):
            let ends = [(-1, 0), (1, 0), (0, -1), (0, 1)]
            return ends.compactMap { first, last in
                Period(
                    first: Day(number: period.first.number + Int32(first)),
                    last: Day(number: period.last.number + Int32(last))
                )
                .map { .period($0) }
            }
        case .offset(let inner, let span, let sign):
            return shifted(span).map { .offset(inner, $0, sign: sign) }
        case .fact, .field, .document, .names, .time, .text, .part: return []
        }
    }

    /// The span one unit shorter and longer: years by one, months, days, hours.
    static func shifted(_ span: Span) -> [Span] {
        [Int32(-1), 1].compactMap { step in
            var new = span
            if span.months != 0 {
                new.months += span.months % 12 == 0 ? step * 12 : step
            } else if span.businessDays != 0 {
                new.businessDays += step
            } else if span.hours != 0 {
                new.hours += step
            } else {
                new.days += step
            }
            let isReal = new.months >= 0 && new.businessDays >= 0 && new.hours >= 0 && new.days >= 0
            return isReal ? new : nil
        }
    }
}

// MARK: - Shapes

extension Condition {
    /// Without constants, double negations and joints of one part.
    package var simplified: Condition {
        switch self {
        case .constant, .test, .named, .question: return self
        case .not(let inner):
            switch inner.simplified {
            case .constant(let value): return .constant(!value)
            case .not(let part): return part
            case let other: return .not(other)
            }
        case .all(let parts):
            let simple = parts.map(\.simplified).filter { $0 != .constant(true) }
            if simple.contains(.constant(false)) { return .constant(false) }
            return simple.isEmpty ? .constant(true) : simple.count == 1 ? simple[0] : .all(simple)
        case .any(let parts):
            let simple = parts.map(\.simplified).filter { $0 != .constant(false) }
            if simple.contains(.constant(true)) { return .constant(true) }
            return simple.isEmpty ? .constant(false) : simple.count == 1 ? simple[0] : .any(simple)
        case .some(let name, let inner):
            let simple = inner.simplified
            return simple == .constant(false) ? simple : .some(name, simple)
        }
    }

    /// `place is IL`, which a rule of a state bears unwritten.
    var isPlaceOfOverlay: Bool {
        guard case .test(let test) = self, test.left == .field(.place), test.operation == .equals else { return false }
        return true
    }
}

/// Changes of a list of names.
enum NameLists {
    typealias Changed = (names: [String], words: String)

    /// Each name taken out that no other covers; a list of one is left.
    static func removals(_ names: [String], _ hierarchy: Hierarchy?) -> [Changed] {
        guard names.count > 1 else { return [] }
        return names.compactMap { name in
            let rest = names.filter { $0 != name }
            if let hierarchy, rest.contains(where: { hierarchy.isUnder(name, $0) }) { return nil }
            return (rest, "without `\(name)`")
        }
    }

    /// Each name replaced by what it stands under, where that makes a difference.
    static func widenings(_ names: [String], _ hierarchy: Hierarchy) -> [Changed] {
        names.indices.flatMap { index -> [Changed] in
            (hierarchy[names[index]]?.parents ?? []).compactMap { parent in
                guard !names.contains(where: { hierarchy.isUnder(parent, $0) }) else { return nil }
                var wide = names
                wide[index] = parent
                return (wide, "`\(names[index])` becomes `\(parent)`")
            }
        }
    }
}
