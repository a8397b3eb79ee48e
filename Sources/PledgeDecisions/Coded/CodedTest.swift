import PledgeCore

/// A comparison on coded values.
struct CodedTest {
    var left: CodedOperand
    var operation: Test.Operator
    var right: CodedOperand
    /// The domain of the names compared.
    var domain: Domain?
}

/// One side of a comparison on coded values.
indirect enum CodedOperand {
    case none
    /// The fact, and what its silence means.
    case fact(Int, silent: CodedValue)
    /// Position of a field that has one value.
    case field(Int)
    case actor, recipient, purposes, labels, elements
    case overlayHere, unreviewed
    /// Position of the field in its document type.
    case document(Int)
    case value(CodedValue)
    /// Names and everything under them.
    case names(NameBits)
    case offset(CodedOperand, Span, sign: Int)
    case part

    /// Whether pieces of one part differ in it.
    var isOfPiece: Bool {
        switch self {
        case .elements, .part: true
        case .offset(let inner, _, _): inner.isOfPiece
        case .none, .fact, .field, .actor, .recipient, .purposes, .labels, .overlayHere, .unreviewed, .document, .value,
            .names:
            false
        }
    }
}

/// Turns the tests of a program into tests on coded values.
struct CodedTestMaker {
    let program: Program
    let codes: NameCodes
    let zone: TimeZoneRules

    func test(_ test: CompiledTest) -> CodedTest {
        CodedTest(
            left: operand(test.left), operation: test.operation, right: operand(test.right), domain: test.domain)
    }

    private func operand(_ operand: CompiledOperand) -> CodedOperand {
        switch operand {
        case .none: return .none
        case .fact(let number): return .fact(number, silent: silent(program.book.facts[number]))
        case .field(let field): return self.field(field)
        case .document(let field): return .document(field)
        case .question: return .value(.unknown)
        case .names(let names): return .names(names)
        case .number(let number): return .value(.number(number))
        case .moment(let moment): return .value(time(zone.range(of: moment)))
        case .period(let period): return .value(time(zone.range(of: period)))
        case .text(let text): return .value(codes.constants[text].map { .id($0) } ?? .unknown)
        case .offset(let inner, let span, let sign): return .offset(self.operand(inner), span, sign: sign)
        case .part: return .part
        }
    }

    private func time(_ range: Range<Int64>) -> CodedValue { .time(from: range.lowerBound, to: range.upperBound) }

    private func field(_ field: RequestField) -> CodedOperand {
        switch field {
        case .actor: .actor
        case .recipient: .recipient
        case .purpose: .purposes
        case .labels: .labels
        case .elements: .elements
        case .overlayHere: .overlayHere
        case .unreviewed: .unreviewed
        case .at, .act, .channel, .object, .actorID, .recipientID, .recipientAddress, .channelAddress, .onBehalfOf,
            .item, .service, .source, .place, .part2, .paidInFull, .madeByUs, .given, .held:
            .field(field.position)
        }
    }

    /// What silence of the records, or of a caller, means.
    private func silent(_ fact: Fact) -> CodedValue {
        switch fact.source {
        case .asked: .unknown
        case .known, .knowledge: fact.type == .yesNo ? .no : .absent
        }
    }
}

/// Reads operands of one request, and of one document, and compares them.
///
/// Says what `TestTruth` says, of values that are all known or unknown as a whole.
struct CodedTruth {
    let symbols: Symbols
    let zone: TimeZoneRules
    /// Labels reviewed, by number of the state.
    let reviewed: [Int32: NameBits]
    /// Numbers of the states whose overlay is loaded.
    let loaded: Set<Int32>

    init(_ program: Program, codes: NameCodes, zone: TimeZoneRules) {
        symbols = program.symbols
        self.zone = zone
        let labels = program.symbols.table(.label)
        var reviewed: [Int32: NameBits] = [:]
        var loaded: Set<Int32> = []
        for overlay in program.book.overlays {
            guard let state = codes.constants[overlay.state] else { continue }
            loaded.insert(state)
            switch overlay.reviewed {
            case .all: reviewed[state] = labels.all
            case .labels(let names):
                reviewed[state] = (reviewed[state] ?? NameBits()).union(labels.bits(Array(names)))
            }
        }
        self.reviewed = reviewed
        self.loaded = loaded
    }

    func truth(_ test: CodedTest, _ request: CodedRequest, _ first: Int32) -> Truth {
        switch test.operation {
        case .isIn, .only, .overlaps, .covers: return names(test, request, first)
        default: break
        }
        let left = value(test.left, request, first)
        if test.operation == .present {
            return left == .unknown ? .unknown : Truth(left != .absent)
        }
        if left == .absent { return .no }
        if test.operation == .holds { return left == .unknown ? .unknown : Truth(left == .yes) }
        let right = value(test.right, request, first)
        if right == .absent { return .no }
        if left == .unknown || right == .unknown { return .unknown }
        switch test.operation {
        case .equals: return equals(left, right, request)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return compare(left, right, test.operation)
        case .before, .after, .onOrBefore, .onOrAfter, .within: return order(left, right, test.operation)
        case .present, .holds, .isIn, .only, .overlaps, .covers: return .no
        }
    }

    // MARK: Values

    func value(_ operand: CodedOperand, _ request: CodedRequest, _ first: Int32) -> CodedValue {
        switch operand {
        case .none, .part, .names, .actor, .recipient, .purposes, .labels, .elements: .absent
        case .fact(let number, let silent): request.fact(number) ?? silent
        case .field(let position): request.fields[position]
        case .overlayHere: overlayHere(request)
        case .unreviewed: unreviewed(request)
        case .document(let field): first < 0 ? .absent : request.content.pointee.values[Int(first) + field]
        case .value(let value): value
        case .offset(let inner, let span, let sign): offset(value(inner, request, first), span, sign)
        }
    }

    private func overlayHere(_ request: CodedRequest) -> CodedValue {
        guard case .id(let state) = request.fields[RequestField.place.position] else {
            return loaded.isEmpty ? .no : .unknown
        }
        return CodedValue(loaded.contains(state))
    }

    private func unreviewed(_ request: CodedRequest) -> CodedValue {
        if request.content.pointee.labels.isEmpty { return .no }
        if case .id(let state) = request.fields[RequestField.place.position] {
            return CodedValue(!request.content.pointee.labels.isSubset(of: reviewed[state] ?? NameBits()))
        }
        let answers = Set(([NameBits()] + reviewed.values).map { !request.content.pointee.labels.isSubset(of: $0) })
        return answers.count == 1 ? CodedValue(answers.contains(true)) : .unknown
    }

    private func offset(_ value: CodedValue, _ span: Span, _ sign: Int) -> CodedValue {
        guard case .time(let from, let to) = value else { return value }
        let moved = TestTruth(zone: zone, symbols: symbols).offset(.time(from..<to), span, sign: sign)
        guard let range = TestTruth.range(moved) else { return value }
        return .time(from: range.lowerBound, to: range.upperBound)
    }

    // MARK: Names and scopes

    /// A set of names; nothing where the value is unknown, absent or no names.
    private func set(_ operand: CodedOperand, _ request: CodedRequest, _ first: Int32) -> NameBits? {
        switch operand {
        case .names(let names): return names
        case .actor: return request.content.pointee.actor
        case .recipient: return request.content.pointee.recipient
        case .purposes: return request.content.pointee.purposes
        case .labels: return request.content.pointee.labels
        case .elements: return request.content.pointee.elements
        default: break
        }
        switch value(operand, request, first) {
        case .name(let position): return NameBits([Int(position)])
        case .names(let index): return request.content.pointee.sets[Int(index)]
        default: return nil
        }
    }

    /// Whether an operand that is no set of names is unknown; else it is absent, or of another type.
    private func isUnknown(_ operand: CodedOperand, _ request: CodedRequest, _ first: Int32) -> Bool {
        value(operand, request, first) == .unknown
    }

    private func closure(_ bits: NameBits, _ domain: Domain?) -> NameBits {
        domain.map { symbols.table($0).closure(bits) } ?? bits
    }

    private func names(_ test: CodedTest, _ request: CodedRequest, _ first: Int32) -> Truth {
        if test.operation == .covers, case .part = test.right { return covers(test.left, request, first) }
        // "covers" asks of the right what "only" asks of the left.
        let (one, other) = test.operation == .covers ? (test.right, test.left) : (test.left, test.right)
        guard let left = set(one, request, first) else {
            guard isUnknown(one, request, first) else { return .no }
            if case .names(let names) = other { return names.isEmpty && test.operation == .isIn ? .no : .unknown }
            return set(other, request, first) != nil || isUnknown(other, request, first) ? .unknown : .no
        }
        guard let right = set(other, request, first) else { return isUnknown(other, request, first) ? .unknown : .no }
        switch test.operation {
        case .isIn:
            if case .names = other { return Truth(left.intersects(right)) }
            return overlap(left, right, test.domain)
        case .overlaps: return overlap(left, right, test.domain)
        default:
            if case .names = other { return Truth(left.isSubset(of: right)) }
            return Truth(left.isSubset(of: closure(right, test.domain)))
        }
    }

    private func overlap(_ left: NameBits, _ right: NameBits, _ domain: Domain?) -> Truth {
        Truth(closure(left, domain).intersects(right) || closure(right, domain).intersects(left))
    }

    private func covers(_ operand: CodedOperand, _ request: CodedRequest, _ first: Int32) -> Truth {
        guard case .scope(let start, let count) = value(operand, request, first) else {
            return isUnknown(operand, request, first) ? .unknown : .no
        }
        var result = Truth.no
        for index in Int(start)..<Int(start + count) {
            result = result | request.content.pointee.patterns[index].coversPart(of: request)
        }
        return result
    }

    // MARK: Identifiers, numbers, times

    private func equals(_ left: CodedValue, _ right: CodedValue, _ request: CodedRequest) -> Truth {
        switch (left, right) {
        case (.id(let one), .id(let other)): return Truth(one == other)
        case (.id(let one), .ids(let first, let count)), (.ids(let first, let count), .id(let one)):
            return Truth((Int(first)..<Int(first + count)).contains { request.content.pointee.lists[$0] == one })
        case (.ids(let first, let count), .ids(let second, let others)):
            let lists = request.content.pointee.lists
            return Truth(
                (Int(first)..<Int(first + count)).contains { one in
                    (Int(second)..<Int(second + others)).contains { lists[$0] == lists[one] }
                })
        case (.name(let one), .name(let other)): return Truth(one == other)
        case (.names(let one), .names(let other)):
            return Truth(request.content.pointee.sets[Int(one)] == request.content.pointee.sets[Int(other)])
        case (.name(let one), .names(let other)), (.names(let other), .name(let one)):
            return Truth(request.content.pointee.sets[Int(other)] == NameBits([Int(one)]))
        default: return .no
        }
    }

    private func compare(_ left: CodedValue, _ right: CodedValue, _ operation: Test.Operator) -> Truth {
        guard case .number(let one) = left, case .number(let other) = right else { return .no }
        switch operation {
        case .less: return Truth(one < other)
        case .lessOrEqual: return Truth(one <= other)
        case .greater: return Truth(one > other)
        default: return Truth(one >= other)
        }
    }

    private func order(_ left: CodedValue, _ right: CodedValue, _ operation: Test.Operator) -> Truth {
        guard case .time(let from, let to) = left, case .time(let start, let end) = right else { return .no }
        switch operation {
        case .before: return Truth(to <= start)
        case .after: return Truth(end <= from)
        case .onOrBefore: return Truth(end > from)
        case .within: return Truth(start <= from && to <= end)
        default: return Truth(to > start)
        }
    }
}
