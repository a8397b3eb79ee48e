import PledgeCore
package import PledgeDecisions

/// Conditions, names and clauses in plain words.
package struct RuleWords: Sendable {
    let book: Rulebook

    package init(book: Rulebook) { self.book = book }

    // MARK: Names

    func words(_ names: [String], _ domain: Domain, _ joint: String = "or") -> String {
        RuleWords.listed(names.map { book.hierarchy(domain)[$0]?.words ?? $0 }, joint)
    }

    /// `a, b or c`.
    static func listed(_ words: [String], _ joint: String) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(joint) " + last
    }

    func duty(_ name: String) -> String { book.duty(name)?.words ?? name }

    func document(_ name: String) -> String { book.document(name)?.words ?? name }

    // MARK: Conditions

    /// The points of a condition: what is joined by "and" outermost, each by itself.
    func points(_ condition: Condition, document: String?) -> [String] {
        switch condition.simplified {
        case .constant(true): []
        case .all(let parts): parts.map { sentence($0, document) }
        case let other: [sentence(other, document)]
        }
    }

    /// A condition as one sentence without its period; the document is the one whose fields it speaks of.
    package func sentence(_ condition: Condition, _ document: String?) -> String {
        switch condition {
        case .constant(let value): return value ? "always" : "never"
        case .all(let parts): return joined(parts, " and ", document)
        case .any(let parts): return joined(parts, " or ", document)
        case .not(.test(let test)): return self.test(test, document, isNegated: true)
        case .not(.some(let name, .constant(true))): return "there is no \(bare(name))"
        case .not(.some(let name, let inner)):
            return "there is no \(bare(name)) such that \(enclosed(inner, name))"
        case .not(let inner): return "not: \(enclosed(inner, document))"
        case .test(let test): return self.test(test, document, isNegated: false)
        case .named(let name):
            return book.conditions.first { $0.name == name }?.words ?? name
        case .question(let name, let answers):
            let words = book.questions.first { $0.name == name }?.words ?? name
            return "\(words): \(RuleWords.listed(answers, "or"))"
        case .some(let name, .constant(true)): return "there is \(self.document(name))"
        case .some(let name, let inner):
            return "there is \(self.document(name)) such that \(enclosed(inner, name))"
        }
    }

    /// Words of a document without their article.
    private func bare(_ name: String) -> String {
        let words = document(name)
        for article in ["a ", "an ", "the "] where words.hasPrefix(article) {
            return String(words.dropFirst(article.count))
        }
        return words
    }

    private func joined(_ parts: [Condition], _ joint: String, _ document: String?) -> String {
        parts.map { enclosed($0, document) }.joined(separator: joint)
    }

    private func enclosed(_ condition: Condition, _ document: String?) -> String {
        switch condition {
        case .all(let parts), .any(let parts):
            parts.count > 1 ? "(\(sentence(condition, document)))" : sentence(condition, document)
        case .some, .not(.some): "(\(sentence(condition, document)))"
        case .constant, .not, .test, .named, .question: sentence(condition, document)
        }
    }

    // MARK: Tests

    private func test(_ test: Test, _ document: String?, isNegated: Bool) -> String {
        let left = operand(test.left, document)
        let no = isNegated ? "not " : ""
        let right = test.right.map { self.right($0, of: test.left, document) } ?? ""
        switch test.operation {
        case .holds: return isNegated ? "not: \(left)" : left
        case .present: return isNegated ? "\(left) is not stated" : "\(left) is stated"
        case .isIn: return "\(left) is \(no)\(right)"
        case .only: return "\(left) is \(no)only \(right)"
        case .overlaps: return "\(left) and \(right) \(isNegated ? "have nothing" : "have something") in common"
        case .covers:
            if test.right == .part { return "\(left) \(isNegated ? "does not cover" : "covers") this" }
            return "\(left) \(isNegated ? "does not cover" : "covers") \(right)"
        case .equals: return "\(left) is \(no)\(right)"
        case .less: return "\(left) is \(no)less than \(right)"
        case .lessOrEqual: return "\(left) is \(no)more than \(right)".replacingNot(isNegated)
        case .greater: return "\(left) is \(no)more than \(right)"
        case .greaterOrEqual: return "\(left) is \(no)less than \(right)".replacingNot(isNegated)
        case .before: return "\(left) is \(no)before \(right)"
        case .after: return "\(left) is \(no)after \(right)"
        case .onOrBefore: return "\(left) is \(no)on or before \(right)"
        case .onOrAfter: return "\(left) is \(no)on or after \(right)"
        case .within: return "\(left) is \(no)within \(right)"
        }
    }

    private func right(_ right: Operand, of left: Operand, _ document: String?) -> String {
        guard case .names(let names) = right else { return operand(right, document) }
        if case .fact(let fact) = left, let options = book.fact(fact)?.options, !options.isEmpty {
            return RuleWords.listed(names.map { name in options.first { $0.name == name }?.words ?? name }, "or")
        }
        switch type(of: left, document) {
        case .name(let domain)?, .names(let domain)?: return words(names, domain)
        default: return RuleWords.listed(names, "or")
        }
    }

    private func type(of operand: Operand, _ document: String?) -> ValueType? {
        switch operand {
        case .fact(let name): book.fact(name)?.type
        case .field(let field): field.type
        case .document(let field): document.flatMap { book.document($0)?.field(field)?.type }
        case .names, .number, .time, .period, .text, .offset, .part: nil
        }
    }

    private func operand(_ operand: Operand, _ document: String?) -> String {
        switch operand {
        case .fact(let name): book.fact(name)?.words ?? name
        case .field(let field): field.bookWords
        case .document(let field): document.flatMap { book.document($0)?.field(field)?.words } ?? field
        case .names(let names): RuleWords.listed(names, "or")
        case .number(let number): "\(number)"
        case .time(.day(let day)): day.description
        case .time(.instant): "that moment"
        case .period(let period): "\(period.first) to \(period.last)"
        case .text(let text): text
        case .offset(let inner, let span, let sign):
            "\(span) \(sign < 0 ? "before" : "after") \(self.operand(inner, document))"
        case .part: "this"
        }
    }
}

extension String {
    /// `is not more than` for "at most", and `is more than` for its contrary.
    fileprivate func replacingNot(_ isNegated: Bool) -> String {
        if isNegated { return replacingFirst(" is not ", with: " is ") }
        return replacingFirst(" is ", with: " is not ")
    }

    private func replacingFirst(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return replacingCharacters(in: range, with: new)
    }

    private func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
        self[..<range.lowerBound] + new + self[range.upperBound...]
    }
}

extension RequestField {
    /// What a reader calls it.
    fileprivate var bookWords: String {
        switch self {
        case .at: "the day of the act"
        case .act: "the act"
        case .actor: "who acts"
        case .recipient: "who receives it"
        case .purpose: "the purpose"
        case .channel: "the channel"
        case .object: "what it is about"
        case .actorID: "who acts, by name"
        case .recipientID: "who receives it, by name"
        case .recipientAddress: "the address it goes to"
        case .channelAddress: "the number or address used"
        case .onBehalfOf: "for whom it is asked"
        case .item: "the item"
        case .labels: "what it bears"
        case .elements: "what it tells"
        case .service: "the service"
        case .source: "where it comes from"
        case .place: "the state of care"
        case .part2: "a record of a Part 2 program"
        case .paidInFull: "paid in full by the patient"
        case .madeByUs: "made by us"
        case .given: "the time of care"
        case .held: "the time since when we hold it"
        case .unreviewed: "something that no officer reviewed for its state"
        case .overlayHere: "a state's law is loaded for it"
        }
    }
}
