import PledgeCore
import PledgeDecisions

// Rights, clocks, fees, elements.
extension Checker {
    /// A right as the law or a notice gives it.
    ///
    /// In a notice its words are those of the law.
    mutating func right(_ node: DeclarationNode) -> Right? {
        guard let name = node.header.name else { return nil }
        var right = Right(
            name: name.text, words: node.header.words?.text ?? "", citation: text(node, .cite) ?? "",
            confidence: confidence(node), span: span(name.place))
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
        require([.from, .within, .cite, .confidence], in: node)
        let from = text(node, .from) ?? self.name(node, .from)?.text ?? ""
        addPlace(.clocks, name)
        rulebook.clocks.append(
            Clock(
                id: name.text, words: node.header.words?.text ?? "", from: from, within: span(node, .within) ?? Span(),
                extension: span(node, .extension), citation: text(node, .cite) ?? "",
                confidence: confidence(node) ?? .combined, span: span(name.place)))
    }

    private mutating func addPlace(_ table: RulePlace.Table, _ name: NameNode) {
        let always = Force(since: Day(number: 0))
        rulePlaces.append(RulePlace(table: table, id: RuleID(name.text), force: always, place: name.place))
    }

    mutating func addFee(_ node: DeclarationNode) {
        guard let name = node.header.name else { return }
        require([.cite, .confidence], in: node)
        var fee = Fee(
            id: name.text, words: node.header.words?.text ?? "", allowed: checked(namesOf(node, .allow), in: .object),
            free: text(node, .free), citation: text(node, .cite) ?? "", confidence: confidence(node) ?? .combined,
            span: span(name.place))
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
            NoticeElement(head: head(node, table: .elements), requiredWhen: required, exactText: text(node, .text)))
    }
}
