package import PledgeCore

// Clauses that several kinds of rules have, and promise documents.
extension MutantMaker {
    func limits(_ limits: [Limit]) -> [(limits: [Limit], words: String)] {
        var changed: [(limits: [Limit], words: String)] = []
        for (number, limit) in limits.enumerated() {
            var rest = limits
            rest.remove(at: number)
            switch limit {
            case .minimum: changed.append((rest, "without `limit minimum`"))
            case .within(let field): changed.append((rest, "without `limit within \(field)`"))
            case .atMost(let elements):
                changed.append((rest, "without `limit at most {\(elements.joined(separator: ", "))}`"))
                for list in NameLists.removals(elements, book.hierarchy(.data)) {
                    var all = limits
                    all[number] = .atMost(list.names)
                    changed.append((all, "limit: \(list.words)"))
                }
            }
        }
        return changed
    }

    func duties(_ duties: [DutyUse], _ document: String?) -> [(duties: [DutyUse], words: String)] {
        var changed: [(duties: [DutyUse], words: String)] = []
        for (number, duty) in duties.enumerated() {
            var rest = duties
            rest.remove(at: number)
            changed.append((rest, "without the duty `\(duty.duty)`"))
            if duty.unless != .constant(false) {
                for condition in ConditionMutants.of(duty.unless, document: document, in: book) {
                    var all = duties
                    all[number].unless = condition.condition
                    changed.append((all, "duty `\(duty.duty)` unless: \(condition.words)"))
                }
                var all = duties
                all[number].unless = .constant(false)
                changed.append((all, "duty `\(duty.duty)` without its `unless`"))
            }
            guard case .after(let span, let ofReceipt) = duty.time else { continue }
            for new in ConditionMutants.shifted(span) {
                var all = duties
                all[number].time = .after(new, ofReceipt: ofReceipt)
                changed.append((all, "duty `\(duty.duty)` after \(new) in place of \(span)"))
            }
        }
        return changed
    }

    /// The classes of an accounting that a list of disclosures would tell apart from it.
    static func others(than accounting: Accounting) -> [Accounting] {
        switch accounting {
        case .counted: [.exempt(.tpo)]
        case .suspendable: [.exempt(.tpo), .counted]
        case .notOurs, .exempt: [.counted]
        }
    }

    /// Each rule reached and each exception taken out, where that changes which grounds are reached.
    ///
    /// Only grounds that can be reached at all are compared.
    func reaches(_ reach: Reach, among isReachable: (Ground) -> Bool) -> [(reach: Reach, words: String)] {
        var changed: [(reach: Reach, words: String)] = []
        let grounds = book.grounds.filter(isReachable)
        let reached = grounds.map { reach.includes($0) }
        func add(_ new: Reach, _ words: String) {
            if grounds.map({ new.includes($0) }) != reached { changed.append((new, words)) }
        }
        if let rules = reach.rules {
            for rule in rules {
                add(Reach(rules: rules.filter { $0 != rule }, except: reach.except), "reach: without `\(rule.text)`")
            }
        } else {
            add(Reach(rules: [], except: reach.except), "reach: nothing in place of everything")
        }
        for rule in reach.except {
            add(
                Reach(rules: reach.rules, except: reach.except.filter { $0 != rule }),
                "reach: `\(rule.text)` not excepted")
        }
        return changed
    }

    /// The grounds for which the sentence of a document decides: bound by it, and named by no sentence more exactly.
    private func decided(by rule: RuleID, of document: PromiseDocument) -> [Ground] {
        book.grounds.filter { ground in
            guard ground.isUnder(rule), book.canBeLimited(ground) else { return false }
            let deepest = document.promises.filter { ground.isUnder($0.rule) }.map(\.rule.tokens.count).max() ?? 0
            return rule.tokens.count >= deepest
        }
    }

    // MARK: Promise documents

    mutating func add(_ document: PromiseDocument, where isIncluded: (SourceSpan) -> Bool) {
        for promise in document.promises where isIncluded(promise.span) {
            let grounds = decided(by: promise.rule, of: document)
            if !grounds.isEmpty {
                add(promise, of: document.id, opens: grounds.contains { $0.compelled != .constant(true) })
            }
        }
        for exclusion in document.exclusions where isIncluded(exclusion.span) {
            let grounds = decided(by: exclusion.rule, of: document)
            guard grounds.contains(where: { $0.compelled != .constant(true) }) else { continue }
            let rule = "\(document.id) exclude \(exclusion.rule.text)"
            add(rule, exclusion.span, "not said", .exclusion(document: document.id, exclusion, nil))
            for changed in ConditionMutants.of(exclusion.condition, document: nil, in: book) {
                var new = exclusion
                new.condition = changed.condition
                add(rule, exclusion.span, changed.words, .exclusion(document: document.id, exclusion, new))
            }
        }
        for stop in document.stops where isIncluded(stop.head.span) {
            add(stop, as: "\(document.id) \(stop.id.text)") { .documentStop(document: document.id, stop, $0) }
        }
        for right in document.rights where isIncluded(right.span) {
            for rule in right.deny ?? [] {
                var new = right
                new.deny?.removeAll { $0 == rule }
                add(
                    "\(document.id) \(right.name)", right.span, "deny: without `\(rule)`",
                    .documentRight(document: document.id, right, new))
            }
        }
    }

    /// `opens` says whether a ground rests on the promise; what is compelled does not.
    private mutating func add(_ promise: Promise, of document: String, opens: Bool) {
        let rule = "\(document) promise \(promise.rule.text)"
        func change(_ maker: inout MutantMaker, _ words: String, _ body: (inout Promise) -> Void) {
            var new = promise
            body(&new)
            maker.add(rule, promise.span, words, .promise(document: document, promise, new))
        }
        if opens || !promise.limits.isEmpty || !promise.duties.isEmpty {
            add(rule, promise.span, "not said", .promise(document: document, promise, nil))
        }
        for changed in ConditionMutants.of(promise.condition, document: nil, in: book) {
            change(&self, changed.words) { $0.condition = changed.condition }
        }
        for limits in limits(promise.limits) { change(&self, limits.words) { $0.limits = limits.limits } }
        for duties in duties(promise.duties, nil) { change(&self, duties.words) { $0.duties = duties.duties } }
    }
}
