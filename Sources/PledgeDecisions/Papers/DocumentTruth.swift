import PledgeCore

/// The truth of conditions for one paper and one moment, with everything else unknown.
///
/// - Source: the semantics, section 4; Kleene's strong tables.
struct DocumentTruth {
    let compiler: ConditionCompiler
    let named: [String: NamedCondition]
    /// Position of the paper's type.
    let type: Int
    /// By position in the type.
    let fields: [Known]
    let at: Instant
    let zone: TimeZoneRules

    func truth(_ condition: Condition) -> Truth {
        switch condition {
        case .constant(let value): Truth(value)
        case .all(let parts): parts.reduce(.yes) { $0 & truth($1) }
        case .any(let parts): parts.reduce(.no) { $0 | truth($1) }
        case .not(let inner): !truth(inner)
        case .test(let test): truth(test)
        case .named(let name): named[name].map { truth($0.condition) } ?? .unknown
        case .question, .some: .unknown
        }
    }

    func truth(_ test: Test) -> Truth {
        // A test that does not compile speaks of another paper.
        guard let compiled = try? compiler.test(test, type) else { return .unknown }
        let tests = TestTruth(zone: zone, symbols: compiler.symbols)
        return tests.truth(compiled, { value($0, tests) }, part: { _ in .unknown })
    }

    private func value(_ operand: CompiledOperand, _ tests: TestTruth) -> Known {
        switch operand {
        case .none, .names, .part: .absent
        case .fact, .question: .unknown
        case .field(let field): field == .at ? .time(zone.range(of: .instant(at))) : .unknown
        case .document(let field): fields[field]
        case .number(let value): .number(value)
        case .moment(let moment): .time(zone.range(of: moment))
        case .period(let period): .period(zone.range(of: period))
        case .text(let text): .id(text)
        case .offset(let inner, let span, let sign): tests.offset(value(inner, tests), span, sign: sign)
        }
    }
}

extension Condition {
    /// Each test in it with what is asked of it, without those in named conditions and of other papers.
    func literals(_ isPositive: Bool = true) -> [(test: Test, isPositive: Bool)] {
        switch self {
        case .constant, .named, .question, .some: []
        case .all(let parts), .any(let parts): parts.flatMap { $0.literals(isPositive) }
        case .not(let inner): inner.literals(!isPositive)
        case .test(let test): [(test, isPositive)]
        }
    }
}

extension Test {
    /// Fields of the paper that it speaks of.
    var documentFields: [String] { [left, right].compactMap { $0?.documentField } }
}

extension Operand {
    fileprivate var documentField: String? {
        switch self {
        case .document(let field): field
        case .offset(let inner, _, _): inner.documentField
        case .fact, .field, .names, .number, .time, .period, .text, .part: nil
        }
    }
}
