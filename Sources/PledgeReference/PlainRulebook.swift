import PledgeCore
package import PledgeDecisions

/// A rulebook with promise documents, looked up by name: all that does not depend on the request.
package final class PlainRulebook: Sendable {
    package let rulebook: Rulebook
    package let promises: [PromiseDocument]
    let facts: [String: Fact]
    let documents: [String: DocumentType]
    let conditions: [String: NamedCondition]
    let questions: [String: StateQuestion]
    let opponents: [Subject: [Operand]]
    /// For each ground, the positions of the stops of the rulebook that reach it.
    let stopsReaching: [[Int]]
    /// For each promise document, for each ground, the positions of the document's stops that reach it.
    let documentStopsReaching: [[[Int]]]
    /// For each promise document, for each ground, what it says, the most specific first.
    let ladders: [[[Rung]]]
    /// For each ground, whether a promise document may limit it at all.
    let isOpenToDocuments: [Bool]
    /// The exceptions of each stop, by its id.
    let exceptions: [String: [StopException]]
    /// Later versions that lessen a right against an earlier one: pairs of positions.
    private let lessening: Set<[Int]>

    package init(_ rulebook: Rulebook, promises: [PromiseDocument]) {
        self.rulebook = rulebook
        self.promises = promises
        facts = Dictionary(rulebook.facts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        documents = Dictionary(rulebook.documents.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        conditions = Dictionary(rulebook.conditions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        questions = Dictionary(rulebook.questions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        opponents = Opponents.collect(rulebook, promises)
        isOpenToDocuments = rulebook.grounds.map { PlainRulebook.isOpenToDocuments($0, rulebook) }
        stopsReaching = rulebook.grounds.map { ground in
            rulebook.stops.indices.filter { PlainRulebook.mayReach(rulebook.stops[$0], ground, rulebook) }
        }
        documentStopsReaching = promises.map { document in
            rulebook.grounds.map { ground in
                document.stops.indices.filter { PlainRulebook.mayReach(document.stops[$0], ground, rulebook) }
            }
        }
        let ladders = promises.map { document in rulebook.grounds.map { Rung.ladder(of: document, for: $0) } }
        self.ladders = ladders
        var exceptions: [String: [StopException]] = [:]
        for exception in rulebook.exceptions {
            for stop in exception.stops { exceptions[stop.text, default: []].append(exception) }
        }
        self.exceptions = exceptions
        var lessening: Set<[Int]> = []
        for (later, document) in promises.enumerated() {
            for (earlier, other) in promises.enumerated()
            where other.consentToLessen && other.series == document.series && other.id != document.id {
                let openWhenSilent = rulebook.sets[PlainRulebook.openWhenSilent] ?? []
                let lessens = rulebook.grounds.indices.contains { position in
                    let ground = rulebook.grounds[position]
                    let isOpen = document.kind == .policy || openWhenSilent.contains { ground.isUnder($0) }
                    return PlainRulebook.isOpenToDocuments(ground, rulebook)
                        && Rung.widens(
                            ladders[later][position], ladders[earlier][position], isOpenOnSilence: isOpen)
                }
                let dropsSentence = !other.stops.allSatisfy { stop in
                    document.stops.contains { $0.condition == stop.condition && $0.reach == stop.reach }
                }
                if lessens || dropsSentence || PlainRulebook.lessensRights(document, other) {
                    lessening.insert([later, earlier])
                }
            }
        }
        self.lessening = lessening
    }

    func lessens(_ later: Int, against earlier: Int) -> Bool { lessening.contains([later, earlier]) }

    /// The set of grounds that no promise document can limit.
    static let beyondDocuments = "beyond-documents"
    /// The set of grounds that a notice promises without a word.
    static let openWhenSilent = "open-when-a-notice-is-silent"

    /// Whether a promise document may limit the ground (semantics, section 6, row "document").
    static func isOpenToDocuments(_ ground: Ground, _ rulebook: Rulebook) -> Bool {
        !ground.isOutside && !(rulebook.sets[beyondDocuments] ?? []).contains { ground.isUnder($0) }
    }

    /// The reach of a stop, within what its author may reach at most whoever wrote it down.
    static func mayReach(_ stop: Stop, _ ground: Ground, _ rulebook: Rulebook) -> Bool {
        guard stop.reach.includes(ground) else { return false }
        switch stop.author {
        case .document: return isOpenToDocuments(ground, rulebook)
        case .patient: return !ground.isOutside
        case .law: return !(ground.isOutside && isHIPAA(stop))
        }
    }

    /// Whether the stop is of the body of law that the grounds are of; Part 2 and the states come as overlays.
    private static func isHIPAA(_ stop: Stop) -> Bool { !stop.head.isOverlay && stop.head.state == nil }

    /// Whether a right of the earlier version is missing from the later one, or worse there.
    private static func lessensRights(_ later: PromiseDocument, _ earlier: PromiseDocument) -> Bool {
        /// About how long it is: a month for thirty days, five business days for a week.
        func hours(_ span: Span) -> Int {
            let days = Int(span.months) * 30 + Int(span.days) + Int(span.businessDays) * 7 / 5
            return days * 24 + Int(span.hours)
        }
        /// More time than was promised, or time without an end.
        func isLonger(_ span: Span?, than promised: Span?) -> Bool {
            guard let promised else { return false }
            guard let span else { return true }
            return hours(span) > hours(promised)
        }
        for right in earlier.rights {
            let kept = later.rights.filter { $0.name == right.name }.contains { other in
                if isLonger(other.answerWithin, than: right.answerWithin) { return false }
                if isLonger(other.extension, than: right.extension) { return false }
                if (other.feePerPage?.cents ?? 0) > (right.feePerPage?.cents ?? 0) { return false }
                guard let allowed = right.deny else { return true }
                guard let deny = other.deny else { return false }
                return Set(deny).isSubset(of: allowed)
            }
            if !kept { return true }
        }
        return false
    }
}

/// What one promise document says about a ground at one depth of the tree of ids.
struct Rung: Hashable, Sendable {
    var promises: [Promise] = []
    var exclusions: [Exclusion] = []

    /// All that the document says of the ground, the most specific sentence first.
    static func ladder(of document: PromiseDocument, for ground: Ground) -> [Rung] {
        /// A rule the ground's own id stands under is nearer than one the overlay put it under.
        func depth(_ rule: RuleID) -> Int? {
            if ground.id.isUnder(rule) { return 1000 + rule.tokens.count }
            return ground.isUnder(rule) ? rule.tokens.count : nil
        }
        var rungs: [Int: Rung] = [:]
        for promise in document.promises {
            if let depth = depth(promise.rule) { rungs[depth, default: Rung()].promises.append(promise) }
        }
        for exclusion in document.exclusions {
            if let depth = depth(exclusion.rule) { rungs[depth, default: Rung()].exclusions.append(exclusion) }
        }
        return rungs.keys.sorted(by: >).compactMap { rungs[$0] }
    }

    /// Whether the later version may open a ground where the earlier one does not, as far as their words tell.
    static func widens(_ later: [Rung], _ earlier: [Rung], isOpenOnSilence: Bool) -> Bool {
        /// Down to the first rung that promises, nothing below is heard.
        func heard(_ ladder: [Rung]) -> (exclusions: [Condition], promises: [Promise]) {
            var exclusions: [Condition] = []
            for rung in ladder {
                exclusions += rung.exclusions.map(\.condition)
                if !rung.promises.isEmpty { return (exclusions, rung.promises) }
            }
            return (exclusions, [])
        }
        let (now, before) = (heard(later), heard(earlier))
        // A plain no, or a silence that means no, opens nothing.
        if now.exclusions.contains(.constant(true)) { return false }
        if now.promises.isEmpty && !isOpenOnSilence { return false }
        // What was open without a condition cannot be widened.
        if before.exclusions.isEmpty {
            if before.promises.isEmpty && isOpenOnSilence { return false }
            if before.promises.contains(where: { $0.condition == .constant(true) && $0.limits.isEmpty }) {
                return false
            }
        }
        let sameWords =
            Set(now.exclusions) == Set(before.exclusions)
            && now.promises.map(\.condition) == before.promises.map(\.condition)
            && now.promises.map(\.limits) == before.promises.map(\.limits)
        return !sameWords
    }
}
