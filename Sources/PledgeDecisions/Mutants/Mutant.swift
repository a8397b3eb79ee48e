package import PledgeCore

/// One small change to the law or to a promise document, of which some scenario should say that it is wrong.
///
/// Made on the checked data model, so every mutant is well typed.
package struct Mutant: Hashable, Sendable {
    /// What is changed: the rule as it is, and as it becomes.
    package enum Change: Hashable, Sendable {
        case ground(Ground, Ground)
        case stop(Stop, Stop)
        case exception(StopException, StopException)
        case standing(Standing, Standing)
        case condition(NamedCondition, NamedCondition)
        case answer(StateAnswer, StateAnswer)
        case right(Right, Right)
        /// Of the document with this id; without the second, the sentence is gone.
        case promise(document: String, Promise, Promise?)
        case exclusion(document: String, Exclusion, Exclusion?)
        case documentStop(document: String, Stop, Stop)
        case documentRight(document: String, Right, Right)
    }

    /// Id of the rule; name of a condition or right; for a sentence, the id of its document and the rule.
    package var rule: String
    package var span: SourceSpan
    /// What was changed, in words.
    package var words: String
    package var change: Change

    package init(rule: String, span: SourceSpan, words: String, change: Change) {
        self.rule = rule
        self.span = span
        self.words = words
        self.change = change
    }

    /// Changes the rulebook or the documents.
    ///
    /// - Returns: Whether they hold the rule.
    package func apply(to book: inout Rulebook, _ promises: inout [PromiseDocument]) -> Bool {
        switch change {
        case .ground(let old, let new): Mutant.replace(old, new, in: &book.grounds)
        case .stop(let old, let new): Mutant.replace(old, new, in: &book.stops)
        case .exception(let old, let new): Mutant.replace(old, new, in: &book.exceptions)
        case .standing(let old, let new): Mutant.replace(old, new, in: &book.standings)
        case .condition(let old, let new): Mutant.replace(old, new, in: &book.conditions)
        case .answer(let old, let new): Mutant.replace(old, new, in: &book.answers)
        case .right(let old, let new): Mutant.replace(old, new, in: &book.rights)
        case .promise(let id, let old, let new):
            Mutant.change(id, &promises) { Mutant.replace(old, new, in: &$0.promises) }
        case .exclusion(let id, let old, let new):
            Mutant.change(id, &promises) { Mutant.replace(old, new, in: &$0.exclusions) }
        case .documentStop(let id, let old, let new):
            Mutant.change(id, &promises) { Mutant.replace(old, new, in: &$0.stops) }
        case .documentRight(let id, let old, let new):
            Mutant.change(id, &promises) { Mutant.replace(old, new, in: &$0.rights) }
        }
    }

    private static func change(
        _ id: String, _ promises: inout [PromiseDocument], _ body: (inout PromiseDocument) -> Bool
    ) -> Bool {
        guard let index = promises.firstIndex(where: { $0.id == id }) else { return false }
        return body(&promises[index])
    }

    private static func replace<Rule: Equatable>(_ old: Rule, _ new: Rule?, in rules: inout [Rule]) -> Bool {
        guard let index = rules.firstIndex(of: old) else { return false }
        if let new { rules[index] = new } else { rules.remove(at: index) }
        return true
    }
}

extension Mutant {
    /// The rule that is changed, for finding the scenarios it may matter to.
    package var key: RuleKey {
        switch change {
        case .ground(let rule, _): .ground(rule.id.text)
        case .stop(let rule, _): .stop(rule.id.text)
        case .exception(let rule, _): .exception(rule.id.text)
        case .standing(let rule, _): .standing(rule.head.id.text)
        case .condition(let rule, _): .condition(rule.name)
        case .answer(let rule, _): .answer(rule.head.id.text)
        case .right(let right, _): .right(right.name)
        case .promise(let id, let promise, _): .promise(id, promise.rule.text)
        case .exclusion(let id, let exclusion, _): .promise(id, exclusion.rule.text)
        case .documentStop(_, let rule, _): .stop(rule.id.text)
        case .documentRight(let id, let right, _): .documentRight(id, right.name)
        }
    }

    /// Whether the change bears on who speaks for whom, and so on which grounds are looked at.
    package var isOfStanding: Bool {
        if case .standing = change { return true }
        return false
    }

    /// The ground as it becomes, where a ground is changed.
    package var changedGround: Ground? {
        if case .ground(_, let ground) = change { return ground }
        return nil
    }
}

/// A rule by what it is and its id.
package enum RuleKey: Hashable, Sendable {
    case ground(String), stop(String), exception(String), standing(String), condition(String), answer(String)
    case right(String)
    /// Of the document with the first id.
    case promise(String, String), documentRight(String, String)
}
