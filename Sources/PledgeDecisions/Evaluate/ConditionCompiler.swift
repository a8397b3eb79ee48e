import PledgeCore

/// Turns conditions into formulas over numbered atoms.
struct ConditionCompiler {
    /// A formula with more clauses is split into derived atoms.
    static let clausesMax = 256

    let book: Rulebook
    let symbols: Symbols
    private(set) var slots = SlotTable()
    /// In the order they were made, which is an order of evaluation.
    private(set) var atoms: Atoms
    let factNumbers: [String: Int]
    let typeNumbers: [String: Int]
    private let questionNumbers: [String: Int]
    private let conditionsByName: [String: NamedCondition]
    private var namedAtoms: [String: Literal] = [:]
    private var existsAtoms: [Condition: Int] = [:]
    private var beingNamed: Set<String> = []

    init(_ book: Rulebook, _ symbols: Symbols) {
        func numbers(_ names: [String]) -> [String: Int] {
            Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }
        self.book = book
        self.symbols = symbols
        atoms = Atoms(documents: Array(repeating: AtomSpace(), count: book.documents.count))
        factNumbers = numbers(book.facts.map(\.name))
        typeNumbers = numbers(book.documents.map(\.name))
        questionNumbers = numbers(book.questions.map(\.name))
        conditionsByName = Dictionary(
            book.conditions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func number(_ slot: Slot) -> Int { slots.number(slot) }

    private typealias Terms = Set<[Literal: Bool]>

    /// Compiles a condition of a rule that speaks of documents of the type, or of none.
    mutating func formula(_ condition: Condition, type: Int?) throws(CompileError) -> Formula {
        // In two steps: the second reads the atoms that the first makes.
        let terms = try terms(condition, true, type)
        return formula(of: terms, type)
    }

    private func formula(of terms: Terms, _ type: Int?) -> Formula {
        var support: Set<Int> = []
        // Sorted, so that a rulebook always compiles to the same program.
        let clauses = terms.map { term in
            var clause = Clause()
            for (literal, isPositive) in term.sorted(by: { $0.key.atom < $1.key.atom }) {
                if literal.isOfDocument, let type {
                    clause.document.add(literal.atom, isPositive)
                    support.formUnion(atoms.documents[type].supports[literal.atom])
                } else {
                    clause.main.add(literal.atom, isPositive)
                    support.formUnion(atoms.main.supports[literal.atom])
                }
            }
            return clause
        }
        return Formula(clauses: clauses.sorted { $0.precedes($1) }, support: support)
    }

    // MARK: Normal form

    private mutating func terms(_ condition: Condition, _ isPositive: Bool, _ type: Int?) throws(CompileError) -> Terms
    {
        switch condition {
        case .constant(let value):
            return value == isPositive ? [[:]] : []
        case .not(let inner):
            return try terms(inner, !isPositive, type)
        case .all(let inner):
            return isPositive ? try product(inner, true, type) : try sum(inner, false, type)
        case .any(let inner):
            return isPositive ? try sum(inner, true, type) : try product(inner, false, type)
        case .test(let test):
            return [[try literal(test, type): isPositive]]
        case .named(let name):
            return [[try literal(named: name, type): isPositive]]
        case .question(let name, let answers):
            let question = try question(name, answers)
            return try terms(question, isPositive, type)
        case .some(let name, let inner):
            return [[Literal(atom: try exists(name, inner), isOfDocument: false): isPositive]]
        }
    }

    private mutating func sum(_ inner: [Condition], _ isPositive: Bool, _ type: Int?) throws(CompileError) -> Terms {
        var result: Terms = []
        for condition in inner { result.formUnion(try terms(condition, isPositive, type)) }
        return result.count <= Self.clausesMax ? result : [[try derived(result, type): true]]
    }

    private mutating func product(_ inner: [Condition], _ isPositive: Bool, _ type: Int?) throws(CompileError) -> Terms
    {
        var result: Terms = [[:]]
        for condition in inner {
            var factor = try terms(condition, isPositive, type)
            if result.count * factor.count > Self.clausesMax {
                if factor.count > 1 { factor = [[try derived(factor, type): true]] }
                if result.count * factor.count > Self.clausesMax { result = [[try derived(result, type): true]] }
            }
            var next: Terms = []
            for left in result {
                for right in factor {
                    var joined = left
                    var isPossible = true
                    for (literal, value) in right {
                        if let other = joined[literal], other != value { isPossible = false }
                        joined[literal] = value
                    }
                    if isPossible { next.insert(joined) }
                }
            }
            result = next
        }
        return result
    }

    /// Makes an atom of a formula, in the space its literals need.
    private mutating func derived(_ terms: Terms, _ type: Int?) throws(CompileError) -> Literal {
        let compiled = formula(of: terms, type)
        let isOfDocument = compiled.clauses.contains { !$0.document.isEmpty }
        return append(compiled, isOfDocument ? type : nil)
    }

    private mutating func append(_ formula: Formula, _ type: Int?) -> Literal {
        guard let type else {
            let atom = atoms.main.append(.derived(.formula(formula)), formula.support)
            atoms.order.append(AtomPlace(type: nil, atom: atom))
            return Literal(atom: atom, isOfDocument: false)
        }
        let atom = atoms.documents[type].append(.derived(.formula(formula)), formula.support)
        atoms.order.append(AtomPlace(type: type, atom: atom))
        return Literal(atom: atom, isOfDocument: true)
    }

    private mutating func literal(named name: String, _ type: Int?) throws(CompileError) -> Literal {
        if let literal = namedAtoms[name] { return literal }
        guard let condition = conditionsByName[name], beingNamed.insert(name).inserted else {
            throw CompileError("the condition `\(name)` is not declared, or stands on itself")
        }
        defer { beingNamed.remove(name) }
        let own = condition.document.flatMap { typeNumbers[$0] }
        let compiled = try formula(condition.condition, type: own)
        let literal = append(compiled, own)
        namedAtoms[name] = literal
        return literal
    }

    private mutating func exists(_ name: String, _ inner: Condition) throws(CompileError) -> Int {
        let key = Condition.some(name, inner)
        if let atom = existsAtoms[key] { return atom }
        guard let type = typeNumbers[name] else { throw CompileError("the document `\(name)` is not declared") }
        let compiled = try formula(inner, type: type)
        var support = compiled.support
        var unread: Int?
        if book.documents[type].onFile {
            unread = slots.number(.unreadRecord(atom: atoms.main.atoms.count, type: type))
            unread.map { _ = support.insert($0) }
        }
        let atom = atoms.main.append(.derived(.exists(type: type, compiled, unread: unread)), support)
        atoms.order.append(AtomPlace(type: nil, atom: atom))
        existsAtoms[key] = atom
        return atom
    }

    // MARK: Questions of the states

    /// The condition "the question has one of the answers", from the overlays' answers and the free slot.
    func question(_ name: String, _ answers: [String]) throws(CompileError) -> Condition {
        guard let number = questionNumbers[name] else { throw CompileError("the question `\(name)` is not declared") }
        let question = book.questions[number]
        let held = question.answers.map { answer in
            Condition.any(
                book.answers.filter { $0.question == name && $0.answer == answer }.map { rule in
                    .all([Condition.inForce(rule.head.force), rule.condition])
                })
        }
        let here = Condition.test(Test(.field(.overlayHere), .holds))
        let none = Condition.all(held.map { .not($0) })
        var conflicts: [Condition] = []
        for left in held.indices {
            for right in held.indices where left < right { conflicts.append(.all([held[left], held[right]])) }
        }
        let isFree = Condition.any([.all([none, .not(here)]), .any(conflicts)])
        return .any(
            try answers.map { (answer) throws(CompileError) -> Condition in
                guard let position = question.answers.firstIndex(of: answer) else {
                    throw CompileError("the question `\(name)` has no answer `\(answer)`")
                }
                let others = held.indices.filter { $0 != position }.map { Condition.not(held[$0]) }
                let silent = answer == question.silent ? Condition.all([none, here]) : .constant(false)
                let free = Condition.all([isFree, .test(Test(.fact("?\(name)"), .isIn, .names([answer])))])
                return .any([.all([held[position]] + others), silent, free])
            })
    }

    // MARK: Tests

    private mutating func literal(_ test: Test, _ type: Int?) throws(CompileError) -> Literal {
        let compiled = try self.test(test, type)
        var support: Set<Int> = []
        collect(compiled.left, type, &support)
        collect(compiled.right, type, &support)
        if Self.speaksOfDocument(compiled.left) || Self.speaksOfDocument(compiled.right) {
            guard let type else { throw CompileError("a field of a document is tested where there is none") }
            let count = atoms.documents[type].atoms.count
            let atom = atoms.documents[type].number(compiled, support: support)
            if atom == count { atoms.order.append(AtomPlace(type: type, atom: atom)) }
            return Literal(atom: atom, isOfDocument: true)
        }
        let count = atoms.main.atoms.count
        let atom = atoms.main.number(compiled, support: support)
        if atom == count { atoms.order.append(AtomPlace(type: nil, atom: atom)) }
        return Literal(atom: atom, isOfDocument: false)
    }

    /// The test with names as numbers; of documents of the type, where it speaks of one.
    func test(_ test: Test, _ type: Int?) throws(CompileError) -> CompiledTest {
        let leftType = try typeOf(test.left, type)
        return CompiledTest(
            left: try operand(test.left, leftType, type), operation: test.operation,
            right: try test.right.map { (right) throws(CompileError) in try operand(right, leftType, type) } ?? .none,
            domain: Self.domain(leftType))
    }

    private func typeOf(_ operand: Operand, _ type: Int?) throws(CompileError) -> ValueType {
        switch operand {
        case .fact(let name):
            if name.hasPrefix("?"), let number = questionNumbers[String(name.dropFirst())] {
                return .choice(book.questions[number].answers)
            }
            guard let number = factNumbers[name] else { throw CompileError("the fact `\(name)` is not declared") }
            return book.facts[number].type
        case .field(let field): return field.type
        case .document(let name):
            guard let type, let field = book.documents[type].field(name) else {
                throw CompileError("the field `\(name)` is not declared")
            }
            return field.type
        case .names: return .text
        case .number: return .number
        case .time, .offset: return .time
        case .period: return .period
        case .text: return .id
        case .part: return .scope
        }
    }

    private func operand(_ operand: Operand, _ left: ValueType, _ type: Int?) throws(CompileError) -> CompiledOperand {
        switch operand {
        case .fact(let name):
            if name.hasPrefix("?"), let number = questionNumbers[String(name.dropFirst())] { return .question(number) }
            guard let number = factNumbers[name] else { throw CompileError("the fact `\(name)` is not declared") }
            return .fact(number)
        case .field(let field): return .field(field)
        case .document(let name):
            guard let type, let index = book.documents[type].fields.firstIndex(where: { $0.name == name }) else {
                throw CompileError("the field `\(name)` is not declared")
            }
            return .document(index)
        case .names(let names): return .names(symbols.table(of: left).closure(names))
        case .number(let value): return .number(value)
        case .time(let moment): return .moment(moment)
        case .period(let period): return .period(period)
        case .text(let text): return .text(text)
        case .offset(let inner, let span, let sign):
            return .offset(try self.operand(inner, left, type), span, sign: sign)
        case .part: return .part
        }
    }

    private static func domain(_ type: ValueType) -> Domain? {
        switch type {
        case .name(let domain), .names(let domain): domain
        default: nil
        }
    }

    private static func speaksOfDocument(_ operand: CompiledOperand) -> Bool {
        switch operand {
        case .document: true
        case .offset(let inner, _, _): speaksOfDocument(inner)
        case .none, .fact, .field, .question, .names, .number, .moment, .period, .text, .part: false
        }
    }

    /// Adds the slots an operand depends on.
    private mutating func collect(_ operand: CompiledOperand, _ type: Int?, _ support: inout Set<Int>) {
        switch operand {
        case .fact(let number): support.insert(slots.number(.fact(number)))
        case .question(let number): support.insert(slots.number(.question(number)))
        case .document(let field): type.map { _ = support.insert(slots.number(.documentField(type: $0, field: field))) }
        case .offset(let inner, _, _): collect(inner, type, &support)
        case .field(let field): collect(field, &support)
        case .part: RequestField.ofScope.forEach { collect($0, &support) }
        case .none, .names, .number, .moment, .period, .text: break
        }
    }

    private mutating func collect(_ field: RequestField, _ support: inout Set<Int>) {
        switch field {
        case .labels:
            symbols.table(.label).names.indices.forEach { support.insert(slots.number(.label($0))) }
        case .unreviewed:
            collect(.labels, &support)
            collect(.place, &support)
        case .overlayHere: collect(.place, &support)
        case .at, .act: break
        case .actor, .recipient, .purpose, .channel, .object, .actorID, .recipientID, .recipientAddress,
            .channelAddress, .onBehalfOf, .item, .elements, .service, .source, .place, .part2, .paidInFull,
            .madeByUs, .given, .held:
            support.insert(slots.number(.field(field)))
        }
    }
}

extension RequestField {
    /// The fields that decide whether a scope covers a part.
    static let ofScope: [RequestField] = [.item, .labels, .service, .source, .given, .elements]
}

extension Condition {
    /// The day of the act lies in the days of force.
    static func inForce(_ force: Force) -> Condition {
        var parts: [Condition] = [.test(Test(.field(.at), .onOrAfter, .time(.day(force.since))))]
        if let until = force.until { parts.append(.test(Test(.field(.at), .before, .time(.day(until))))) }
        return .all(parts)
    }
}
