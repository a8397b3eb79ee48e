import PledgeCore
import PledgeDecisions

// Rights, clocks, fees, elements, rows, the order of reasons.
extension Checker {
    /// A right as the law or a notice gives it.
    ///
    /// In a notice its words are those of the law.
    mutating func right(_ node: DeclarationNode) -> Right? {
        guard let name = node.header.name else { return nil }
        var right = Right(
            name: name.text, words: node.header.words?.text ?? "", restsOn: rows(node),
            citation: text(node, .cite) ?? "", confidence: confidence(node), span: span(name.place))
        if matter.role.isPromise {
            _ = known(name, kind: "right", in: names.rights.keys, contains: names.rights[name.text] != nil)
            if let law = rulebook.rights.first(where: { $0.name == name.text }), right.words.isEmpty {
                right.words = law.words
            }
        } else {
            require([.cite, .confidence], in: node)
            if node.header.words == nil { findings.add(.rightWithoutWords(name.text), at: name.place) }
        }
        right.answerWithin = span(node, .answer)
        right.extension = span(node, .extension)
        if let no = node.first(.no) {
            if node.first(.extension) != nil { findings.add(.duplicateClause("extension"), at: no.place) }
            right.extension = Span()
        }
        if let deny = node.first(.deny), case .names(let rules) = deny.body { right.deny = grounds(rules).map(\.text) }
        switch node.first(.fee)?.body {
        case .names(let fees)?:
            for fee in fees { _ = known(fee, kind: "fee", in: names.fees.keys, contains: names.fees[fee.text] != nil) }
            right.fees = fees.map(\.text)
        case .pageFee(let cents, let lines)?:
            right.feePerPage = Dollars(cents: cents)
            right.fees = checked(lines, in: .object)
        default: break
        }
        if case .texts(let letter)? = node.first(.letter)?.body { right.letter = letter.map(\.text) }
        return right
    }

    private func span(_ node: DeclarationNode, _ clause: Clause) -> Span? {
        if case .span(let span)? = node.first(clause)?.body { return span.span }
        return nil
    }

    mutating func addClock(_ node: DeclarationNode) {
        guard let name = node.header.name else { return }
        require([.from, .cite, .confidence], in: node)
        let from = text(node, .from) ?? self.name(node, .from)?.text ?? ""
        let measure = measure(node, name)
        if let longer = node.first(.extension), let measure {
            if case .within = measure {} else { findings.add(.extensionOfNothing(name.text), at: longer.place) }
        }
        rulebook.clocks.append(
            Clock(
                head: head(node, table: .clocks), from: from, measure: measure ?? .within(Span()),
                extension: span(node, .extension), restsOn: rows(node)))
    }

    /// What a clock's span says; one clause says it.
    private mutating func measure(_ node: DeclarationNode, _ name: NameNode) -> Clock.Measure? {
        let clauses = node.clauses.filter { Clause.measures.contains($0.clause) }
        if clauses.count > 1, clauses[0].clause != clauses[1].clause {
            findings.add(.severalMeasures(name.text), at: clauses[1].place)
        }
        guard let clause = clauses.first, case .span(let span) = clause.body else {
            if node.broken.isDisjoint(with: Clause.measures) {
                findings.add(.missingMeasure(name.text), at: name.place)
            }
            return nil
        }
        switch clause.clause {
        case .back: return .back(span.span)
        case .keep: return .keep(span.span)
        case .every: return .every(span.span)
        default: return .within(span.span)
        }
    }

    /// The rows of the reference that a declaration rests on, each once.
    ///
    /// Which rows there are is the reference's business: `pledge law coverage` compares.
    private mutating func rows(_ node: DeclarationNode) -> [RuleID] {
        var rows: [RuleID] = []
        for name in namesOf(node, .rests) {
            let id = RuleID(name.text)
            if rows.contains(id) { findings.add(.rowTwice(name.text), at: name.place) } else { rows.append(id) }
        }
        return rows
    }

    mutating func addFee(_ node: DeclarationNode) {
        guard let name = node.header.name else { return }
        require([.cite, .confidence], in: node)
        var fee = Fee(
            id: name.text, words: node.header.words?.text ?? "", allowed: checked(namesOf(node, .allow), in: .object),
            free: text(node, .free), restsOn: rows(node), citation: text(node, .cite) ?? "",
            confidence: confidence(node) ?? .combined, span: span(name.place))
        if case .amount(let cents, let isPerPage)? = node.first(.at)?.body {
            fee.atMost = Dollars(cents: cents)
            fee.isPerPage = isPerPage
        }
        rulebook.fees.append(fee)
    }

    mutating func addElement(_ node: DeclarationNode) {
        require([.required, .cite, .confidence], in: node)
        var required = Condition.constant(true)
        if case .condition(let condition?)? = node.first(.required)?.body {
            required = self.condition(condition, ConditionScope())
        }
        rulebook.elements.append(
            DocumentElement(
                head: head(node, table: .elements), of: name(node, .of)?.text ?? DocumentElement.usualDocument,
                restsOn: rows(node), requiredWhen: required, exactText: text(node, .text)))
    }

    mutating func addRow(_ node: DeclarationNode) {
        let head = head(node, table: .rows)
        rulebook.rows.append(
            ListedRow(
                id: head.id, words: head.title, citation: text(node, .cite), confidence: confidence(node),
                force: head.force, span: head.span))
    }

    mutating func addOrder(_ node: DeclarationNode) {
        guard let name = node.header.name else { return }
        guard known(name, kind: "order", in: ["reasons"], contains: name.text == "reasons") else { return }
        if let first = rulebook.reasonOrder { findings.add(.orderTwice(first.span), at: name.place) }
        var criteria: [ReasonOrder.Criterion] = []
        for member in node.header.names {
            let criterion = ReasonOrder.Criterion(rawValue: member.text)
            _ = known(
                member, kind: "criterion", in: ReasonOrder.Criterion.allCases.map(\.rawValue),
                contains: criterion != nil)
            guard let criterion else { continue }
            if criteria.contains(criterion) { findings.add(.criterionTwice(member.text), at: member.place) }
            criteria.append(criterion)
        }
        rulebook.reasonOrder = ReasonOrder(
            words: node.header.words?.text ?? "", criteria: criteria, span: span(name.place))
    }
}
