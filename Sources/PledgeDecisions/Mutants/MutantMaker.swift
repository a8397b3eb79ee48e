package import PledgeCore

/// Makes every mutant of a rulebook and its promise documents.
package struct MutantMaker {
    let book: Rulebook
    private(set) var mutants: [Mutant] = []
    private var seen: Set<Mutant.Change> = []

    /// Makes the mutants, in the order of the rulebook.
    ///
    /// - Parameters:
    ///   - book: The law.
    ///   - promises: Notices, agreements and policies.
    ///   - isIncluded: Whether rules of a place are changed; a scenario's own rule files are not.
    /// - Returns: The mutants, no two alike.
    /// - Complexity: O(parts of conditions × length of a condition).
    package static func mutants(
        of book: Rulebook, _ promises: [PromiseDocument], where isIncluded: (SourceSpan) -> Bool = { _ in true }
    ) -> [Mutant] {
        var maker = MutantMaker(book: book)
        for ground in book.grounds where isIncluded(ground.head.span) { maker.add(ground) }
        for stop in book.stops where isIncluded(stop.head.span) {
            maker.add(stop) { .stop(stop, $0) }
        }
        for exception in book.exceptions where isIncluded(exception.head.span) { maker.add(exception) }
        for standing in book.standings where isIncluded(standing.head.span) { maker.add(standing) }
        for condition in book.conditions where isIncluded(condition.span) { maker.add(condition) }
        for answer in book.answers where isIncluded(answer.head.span) { maker.add(answer) }
        for document in promises { maker.add(document, where: isIncluded) }
        return maker.mutants
    }

    private init(book: Rulebook) { self.book = book }

    mutating func add(_ rule: String, _ span: SourceSpan, _ words: String, _ change: Mutant.Change) {
        guard seen.insert(change).inserted else { return }
        mutants.append(Mutant(rule: rule, span: span, words: words, change: change))
    }

    // MARK: Grounds

    private mutating func add(_ ground: Ground) {
        let kinds = book.hierarchy(.kind)
        func lists(_ names: [String], _ hierarchy: Hierarchy) -> [NameLists.Changed] {
            NameLists.removals(names, hierarchy) + NameLists.widenings(names, hierarchy)
        }
        for actors in lists(ground.actors, kinds) {
            change(ground, "actor: \(actors.words)") { $0.actors = actors.names }
        }
        for purposes in lists(ground.purposes, book.hierarchy(.purpose)) {
            change(ground, "purpose: \(purposes.words)") { $0.purposes = purposes.names }
        }
        for (number, clause) in ground.acts.enumerated() {
            for recipients in lists(clause.recipients, kinds) {
                change(ground, "recipient: \(recipients.words)") { $0.acts[number].recipients = recipients.names }
            }
            for act in clause.acts where clause.acts.count > 1 {
                change(ground, "act: without `\(act.rawValue)`") { $0.acts[number].acts.removeAll { $0 == act } }
            }
            if ground.acts.count > 1 {
                let acts = clause.acts.map(\.rawValue).joined(separator: ", ")
                let recipients = clause.recipients.joined(separator: ", ")
                change(ground, "without `\(acts) to \(recipients)`") { $0.acts.remove(at: number) }
            }
        }
        for domain in [Domain.item, .object] {
            let own = book.hierarchy(domain)
            for about in NameLists.widenings(ground.about, own) {
                change(ground, "about: \(about.words)") { $0.about = about.names }
            }
        }
        for about in NameLists.removals(ground.about, nil) {
            change(ground, "about: \(about.words)") { $0.about = about.names }
        }
        if !ground.about.isEmpty { change(ground, "about anything") { $0.about = [] } }
        for changed in ConditionMutants.of(ground.condition, document: ground.document, in: book) {
            change(ground, changed.words) { $0.condition = changed.condition }
        }
        addCompelled(ground)
        for limits in limits(ground.limits) { change(ground, limits.words) { $0.limits = limits.limits } }
        for duties in duties(ground.duties, ground.document) {
            change(ground, duties.words) { $0.duties = duties.duties }
        }
        for accounting in MutantMaker.others(than: ground.accounting) {
            change(ground, "accounting \(accounting.words)") { $0.accounting = accounting }
        }
        if ground.isOutside { change(ground, "not outside") { $0.isOutside = false } }
    }

    private mutating func addCompelled(_ ground: Ground) {
        // What an overlay entitles to or requires is compelled by its kind.
        if ground.compelled == .constant(false) { return }
        change(ground, "not compelled") { $0.compelled = .constant(false) }
        if ground.compelled != .constant(true) { change(ground, "compelled always") { $0.compelled = .constant(true) } }
        for changed in ConditionMutants.of(ground.compelled, document: ground.document, in: book) {
            change(ground, "compelled when: \(changed.words)") { $0.compelled = changed.condition }
        }
    }

    private mutating func change(_ ground: Ground, _ words: String, _ body: (inout Ground) -> Void) {
        var new = ground
        body(&new)
        add(ground.id.text, ground.head.span, words, .ground(ground, new))
    }

    // MARK: Stops and exceptions

    /// The mutants of a stop of the law or of a document.
    mutating func add(_ stop: Stop, as rule: String? = nil, _ mutation: (Stop) -> Mutant.Change) {
        func change(_ maker: inout MutantMaker, _ words: String, _ body: (inout Stop) -> Void) {
            var new = stop
            body(&new)
            maker.add(rule ?? stop.id.text, stop.head.span, words, mutation(new))
        }
        for changed in ConditionMutants.of(stop.condition, document: nil, in: book) {
            change(&self, changed.words) { $0.condition = changed.condition }
        }
        for reach in reaches(stop.reach, among: { book.canReach(stop, $0) }) {
            change(&self, reach.words) { $0.reach = reach.reach }
        }
        if stop.isManner { change(&self, "not of the manner alone") { $0.isManner = false } }
        if stop.offersNothing { change(&self, "without `offer nothing`") { $0.offersNothing = false } }
        if stop.isQuiet { change(&self, "not quiet") { $0.isQuiet = false } }
        for duties in duties(stop.duties, nil) { change(&self, duties.words) { $0.duties = duties.duties } }
    }

    private mutating func add(_ exception: StopException) {
        func change(_ maker: inout MutantMaker, _ words: String, _ body: (inout StopException) -> Void) {
            var new = exception
            body(&new)
            maker.add(exception.id.text, exception.head.span, words, .exception(exception, new))
        }
        for stop in exception.stops {
            change(&self, "without the stop `\(stop.text)`") { $0.stops.removeAll { $0 == stop } }
        }
        for changed in ConditionMutants.of(exception.condition, document: exception.document, in: book) {
            change(&self, changed.words) { $0.condition = changed.condition }
        }
        if let reach = exception.reach {
            let lifted = book.stops.filter { exception.stops.contains($0.id) }
            let reachable = Set(
                book.grounds.filter { ground in
                    lifted.contains { book.canReach($0, ground) && $0.reach.includes(ground) }
                })
            for changed in reaches(reach, among: { reachable.contains($0) }) {
                change(&self, changed.words) { $0.reach = changed.reach }
            }
            if reachable.contains(where: { !reach.includes($0) }) {
                change(&self, "reaches everything") { $0.reach = nil }
            }
        }
        for limits in limits(exception.limits) { change(&self, limits.words) { $0.limits = limits.limits } }
        for duties in duties(exception.duties, exception.document) {
            change(&self, duties.words) { $0.duties = duties.duties }
        }
        if let accounting = exception.accounting {
            change(&self, "without its accounting") { $0.accounting = nil }
            for other in MutantMaker.others(than: accounting) {
                change(&self, "accounting \(other.words)") { $0.accounting = other }
            }
        }
    }

    // MARK: Standings, conditions, answers

    private mutating func add(_ standing: Standing) {
        func change(_ maker: inout MutantMaker, _ words: String, _ body: (inout Standing) -> Void) {
            var new = standing
            body(&new)
            maker.add(standing.head.id.text, standing.head.span, words, .standing(standing, new))
        }
        for changed in ConditionMutants.of(standing.condition, document: nil, in: book) {
            change(&self, changed.words) { $0.condition = changed.condition }
        }
        change(&self, "never") { $0.condition = .constant(false) }
        for parent in book.hierarchy(.kind)[standing.kind]?.parents ?? [] {
            change(&self, "recipient: `\(standing.kind)` becomes `\(parent)`") { $0.kind = parent }
        }
    }

    private mutating func add(_ condition: NamedCondition) {
        for changed in ConditionMutants.of(condition.condition, document: condition.document, in: book) {
            var new = condition
            new.condition = changed.condition
            add(condition.name, condition.span, changed.words, .condition(condition, new))
        }
    }

    private mutating func add(_ answer: StateAnswer) {
        func change(_ maker: inout MutantMaker, _ words: String, _ body: (inout StateAnswer) -> Void) {
            var new = answer
            body(&new)
            maker.add(answer.head.id.text, answer.head.span, words, .answer(answer, new))
        }
        for changed in ConditionMutants.of(answer.condition, document: nil, in: book) {
            change(&self, changed.words) { $0.condition = changed.condition }
        }
        let others = book.questions.first { $0.name == answer.question }?.answers ?? []
        for other in others where other != answer.answer {
            change(&self, "answers `\(other)` in place of `\(answer.answer)`") { $0.answer = other }
        }
    }
}
