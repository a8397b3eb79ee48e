import PledgeCore
import PledgeDecisions

/// What the names in a condition may speak of.
struct ConditionScope {
    /// The document whose fields may be named.
    var document: String?
    /// Whether that document is one that a `some` ranges over.
    var isInSome = false
}

/// One side of a test with its type.
struct TypedOperand {
    var operand: Operand
    var type: ValueType
}

extension Checker {
    /// The condition of clauses joined by *and*; true when there are none.
    mutating func conditions(_ clauses: [ClauseNode], document: String? = nil) -> Condition {
        let parts = clauses.compactMap { clause -> ConditionNode? in
            if case .condition(let condition) = clause.body { return condition }
            return nil
        }
        var conditions: [Condition] = []
        for part in parts { conditions.append(condition(part, ConditionScope(document: document))) }
        switch conditions.count {
        case 0: return .constant(true)
        case 1: return conditions[0]
        default: return .all(conditions)
        }
    }

    /// The condition of a tree.
    ///
    /// What cannot be understood is reported and false.
    mutating func condition(_ node: ConditionNode, _ scope: ConditionScope) -> Condition {
        switch node {
        case .all(let parts): return .all(conditions(parts, scope))
        case .any(let parts): return .any(conditions(parts, scope))
        case .not(let inner): return .not(condition(inner, scope))
        case .some(let document, let inner):
            let isKnown = knownDocument(document)
            if scope.isInSome { findings.add(.nestedSome, at: document.place) }
            guard let inner else { return .some(document.text, .constant(true)) }
            guard isKnown else { return .constant(false) }
            return .some(document.text, condition(inner, ConditionScope(document: document.text, isInSome: true)))
        case .test(let test):
            guard let condition = self.test(test, scope) else { return .constant(false) }
            return test.isNegated ? .not(condition) : condition
        }
    }

    private mutating func conditions(_ nodes: [ConditionNode], _ scope: ConditionScope) -> [Condition] {
        var conditions: [Condition] = []
        for node in nodes { conditions.append(condition(node, scope)) }
        return conditions
    }

    /// A test without its negation.
    private mutating func test(_ node: TestNode, _ scope: ConditionScope) -> Condition? {
        if let name = node.left.name, names.facts[name.text] == nil {
            if let question = names.questions[name.text] { return answer(node, name, question) }
            if let define = names.defines[name.text] { return named(node, name, define, scope) }
        }
        guard let left = operand(node.left, scope) else { return nil }
        switch node.operation {
        case .holds:
            guard left.type == .yesNo else {
                return mismatch(.notYesNo(written(node.left), left.type.words), node.left)
            }
            return .test(Test(left.operand, .holds))
        case .present, .absent:
            switch left.operand {
            case .document: break
            case .fact(let name) where names.records.contains(name): break
            default: return mismatch(.presenceOfNoField(written(node.left)), node.left)
            }
            let present = Condition.test(Test(left.operand, .present))
            return node.operation == .present ? present : .not(present)
        case .is, .in, .includes: return membership(node, left, scope)
        case .only, .overlaps, .covers: return sets(node, left, scope)
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .before, .after, .onOrBefore, .onOrAfter, .within:
            return order(node, left, scope)
        }
    }

    private mutating func answer(
        _ node: TestNode, _ name: NameNode, _ question: DeclaredNames.Question
    ) -> Condition? {
        guard node.operation == .is || node.operation == .in, let right = node.right, let members = members(right)
        else {
            return mismatch(.questionWithoutAnswer(name.text), node.left)
        }
        for member in members where !question.answers.contains(member.text) {
            let near = nearest(member.text, in: question.answers)
            findings.add(.unknownMember(member.text, kind: "answer", of: name.text, nearest: near), at: member.place)
        }
        return .question(name.text, members.map(\.text))
    }

    private mutating func named(
        _ node: TestNode, _ name: NameNode, _ define: DeclaredNames.Define, _ scope: ConditionScope
    ) -> Condition? {
        guard node.operation == .holds else { return mismatch(.comparedCondition(name.text), node.left) }
        if let document = define.document, document != scope.document {
            return mismatch(.conditionOfOtherDocument(name.text, document: document), node.left)
        }
        if scope.isInSome { namedInsideSome.append(name) }
        return .named(name.text)
    }

    /// Reports and gives nothing.
    mutating func mismatch(_ message: DiagnosticMessage, _ term: TermNode) -> Condition? {
        findings.add(message, at: term.place)
        return nil
    }

    /// A term as it was written, for messages.
    func written(_ term: TermNode) -> String {
        let text = files[term.place.file].source.text(term.place.range)
        return text.count <= 60 ? text : text.prefix(59) + "…"
    }
}

// MARK: - Terms

extension Checker {
    /// A term that is not a name of a domain, with its type; reported when there is none.
    mutating func operand(_ term: TermNode, _ scope: ConditionScope) -> TypedOperand? {
        switch term {
        case .day(let day): return TypedOperand(operand: .time(.day(day.day)), type: .time)
        case .period(let period, _): return TypedOperand(operand: .period(period), type: .period)
        case .number(let number, _): return TypedOperand(operand: .number(number), type: .number)
        case .text(let text): return TypedOperand(operand: .text(text.text), type: .text)
        case .braces(_, let place):
            findings.add(.bracesOnTheLeft, at: place)
            return nil
        case .offset(let inner, let span, let sign):
            guard let inner = operand(inner, scope) else { return nil }
            guard inner.type == .time else {
                findings.add(
                    .illTyped("`+` and `-` with a span", needs: "a time", found: inner.type.words), at: term.place)
                return nil
            }
            return TypedOperand(operand: .offset(inner.operand, span.span, sign: sign), type: .time)
        case .path(let path, let place): return operand(path: path, place, scope)
        }
    }

    private mutating func operand(path: [NameNode], _ place: Place, _ scope: ConditionScope) -> TypedOperand? {
        let word = path.map(\.text).joined(separator: ".")
        if let field = RequestField(rawValue: word) { return TypedOperand(operand: .field(field), type: field.type) }
        let first = path[0]
        if path.count == 1 {
            if let type = names.facts[word] { return TypedOperand(operand: .fact(word), type: type) }
            if names.documents[word] != nil {
                findings.add(.documentWithoutField(word), at: place)
            } else if names.defines[word] != nil || names.questions[word] != nil {
                findings.add(.comparedCondition(word), at: place)
            } else {
                findings.add(.unknownTerm(word, nearest: nearest(word, in: names.terms)), at: place)
            }
            return nil
        }
        let fieldsOfRequest = RequestField.allCases.map(\.rawValue).filter { $0.hasPrefix(first.text + ".") }
        guard path.count == 2, fieldsOfRequest.isEmpty else {
            findings.add(.unknownTerm(word, nearest: nearest(word, in: fieldsOfRequest)), at: place)
            return nil
        }
        guard knownDocument(first), let document = names.documents[first.text] else { return nil }
        guard let type = document.fields[path[1].text] else {
            let near = nearest(path[1].text, in: document.fields.keys)
            findings.add(.unknownMember(path[1].text, kind: "field", of: first.text, nearest: near), at: path[1].place)
            return nil
        }
        guard scope.document == first.text else {
            findings.add(.fieldOutOfPlace(word, document: first.text, speaksOf: scope.document), at: place)
            return nil
        }
        return TypedOperand(operand: .document(path[1].text), type: type)
    }

    /// The names in braces, or the single name; nothing for another term.
    func members(_ term: TermNode) -> [NameNode]? {
        if case .braces(let terms, _) = term {
            let names = terms.compactMap(\.name)
            return names.count == terms.count ? names : nil
        }
        return term.name.map { [$0] }
    }

    /// Whether a term stands for a fact or a field, and not for a name of the domain.
    func isTerm(_ term: TermNode, insteadOf domain: Domain) -> Bool {
        guard case .path(let path, _) = term else { return false }
        guard path.count == 1 else { return true }
        let word = path[0].text
        return !names.contains(word, in: domain) && (names.facts[word] != nil || RequestField(rawValue: word) != nil)
    }
}
