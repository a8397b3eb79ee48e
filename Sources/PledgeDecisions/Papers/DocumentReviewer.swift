package import PledgeCore

/// Says what is wrong with papers and wishes, from the conditions that rules put on them.
///
/// Pure: nothing is asked of the paper but what a rule asks, and nothing else is taken to be known.
package struct DocumentReviewer: Sendable {
    /// A rule that rests on documents of a type.
    private struct Use {
        var head: RuleHead
        var isGround: Bool
        var condition: Condition
    }

    private let book: Rulebook
    private let compiler: ConditionCompiler
    private let named: [String: NamedCondition]
    /// By document type.
    private let uses: [String: [Use]]

    package init(_ compiled: CompiledRulebook) {
        book = compiled.book
        compiler = ConditionCompiler(compiled.book, compiled.symbols)
        named = Dictionary(compiled.book.conditions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        uses = DocumentReviewer.uses(compiled.book, named)
    }

    // MARK: What rests on a paper

    /// The grounds and exceptions that rest on a paper; of a record on file, or of what none rests on, the stops and
    /// standings that read it, if any do.
    private static func uses(_ book: Rulebook, _ named: [String: NamedCondition]) -> [String: [Use]] {
        var resting: [String: [Use]] = [:]
        for ground in book.grounds {
            guard let type = ground.document else { continue }
            resting[type, default: []].append(
                Use(head: ground.head, isGround: true, condition: .all([ground.condition] + bounds(ground.limits))))
        }
        for exception in book.exceptions {
            guard let type = exception.document else { continue }
            let condition = Condition.all([exception.condition] + bounds(exception.limits))
            resting[type, default: []].append(Use(head: exception.head, isGround: false, condition: condition))
        }
        var reading: [String: [Use]] = [:]
        let readers = book.stops.map { ($0.head, $0.condition) } + book.standings.map { ($0.head, $0.condition) }
        for (head, condition) in readers {
            for (type, inner) in someClauses(condition, named) {
                reading[type, default: []].append(Use(head: head, isGround: false, condition: inner))
            }
        }
        let onFile = Set(book.documents.filter(\.onFile).map(\.name))
        reading = reading.filter { resting[$0.key] == nil || onFile.contains($0.key) }
        return resting.merging(reading) { $1 }
    }

    /// A scope that says nothing covers nothing.
    private static func bounds(_ limits: [Limit]) -> [Condition] {
        limits.compactMap { limit in
            if case .within(let field) = limit { .test(Test(.document(field), .present)) } else { nil }
        }
    }

    /// Each "some document such that", also inside named conditions.
    private static func someClauses(
        _ condition: Condition, _ named: [String: NamedCondition]
    ) -> [(type: String, condition: Condition)] {
        switch condition {
        case .constant, .test, .question: []
        case .all(let parts), .any(let parts): parts.flatMap { someClauses($0, named) }
        case .not(let inner): someClauses(inner, named)
        case .named(let name): named[name].map { someClauses($0.condition, named) } ?? []
        case .some(let type, let inner): [(type, inner)]
        }
    }

    // MARK: Reviewing

    /// Lists all that is wrong with a paper.
    ///
    /// - Parameters:
    ///   - document: The paper; a field that it does not have says nothing.
    ///   - at: When it would be used.
    ///   - zone: Of the organization, for days.
    /// - Returns: Every defect once, with the rules that fail for it.
    /// - Complexity: O(tests of the rules that rest on its type).
    package func review(_ document: Document, at: Instant, zone: TimeZoneRules) -> DocumentReview {
        var review = DocumentReview()
        guard let truth = truth(document, at: at, zone: zone), let type = book.document(document.type) else {
            return review
        }
        let inForce = (uses[document.type] ?? []).filter { $0.head.force.includes(zone.day(of: at)) }
        var isGroundOpen = false
        for use in inForce.filter(\.isGround) + inForce.filter({ !$0.isGround }) {
            if truth.truth(use.condition) != .no {
                if !review.serves.contains(use.head.id) { review.serves.append(use.head.id) }
                isGroundOpen = isGroundOpen || use.isGround
                continue
            }
            var finder = DefectFinder(truth, type)
            finder.find(use.condition, citation: use.head.citation)
            for finding in finder.findings { review.add(finding, of: use.head.id) }
        }
        let hasGrounds = inForce.contains(where: \.isGround)
        review.isDefective = !inForce.isEmpty && (hasGrounds ? !isGroundOpen : review.serves.isEmpty)
        return review
    }

    /// Times on the paper that say when it was made, and are still to come: such a paper says what is not so.
    ///
    /// - Returns: The fields whose value in a new paper is the day itself.
    package func fieldsMadeLater(_ document: Document, at: Instant, zone: TimeZoneRules) -> [DocumentField] {
        (book.document(document.type)?.fields ?? []).filter { field in
            guard case .at(Span(), _)? = field.fresh, case .time(let moment)? = document.fields[field.name] else {
                return false
            }
            return zone.range(of: moment).lowerBound > at.seconds
        }
    }

    private func truth(_ document: Document, at: Instant, zone: TimeZoneRules) -> DocumentTruth? {
        guard let type = compiler.typeNumbers[document.type] else { return nil }
        let fields = book.documents[type].fields.map { field in
            if document.unread.contains(field.name) { return Known.unknown }
            return document.fields[field.name].map { compiler.symbols.known($0, field.type, zone) } ?? .absent
        }
        return DocumentTruth(compiler: compiler, named: named, type: type, fields: fields, at: at, zone: zone)
    }

    // MARK: Whether an end ends anything

    /// Whether a time on the paper matters to any rule, beside what else the paper says.
    ///
    /// A limit that was agreed to because something was paid in full says by itself that our own word does not end it:
    /// the rule reads "paid in full, or not after our word", and the second half decides nothing.
    ///
    /// - Parameters:
    ///   - field: A field of the paper that has a value.
    ///   - document: The paper with it.
    ///   - at: Now.
    ///   - zone: Of the organization.
    /// - Returns: Yes as well where no rule asks for the field.
    package func matters(_ field: String, of document: Document, at: Instant, zone: TimeZoneRules) -> Bool {
        var clauses: [Condition] = []
        for use in uses[document.type] ?? [] { clauses += self.clauses(of: use.condition, testing: field) }
        guard !clauses.isEmpty else { return true }
        var without = document
        without.fields[field] = nil
        var moments = [at.seconds]
        for case .time(let moment) in document.fields.values {
            let range = zone.range(of: moment)
            moments += [range.lowerBound, range.upperBound]
        }
        return moments.contains { moment in
            let at = Instant(seconds: moment)
            guard let one = truth(document, at: at, zone: zone), let other = truth(without, at: at, zone: zone) else {
                return true
            }
            return clauses.contains { one.truth($0) != other.truth($0) }
        }
    }

    /// The smallest joined conditions around the tests of a field.
    private func clauses(of condition: Condition, testing field: String) -> [Condition] {
        switch condition {
        case .constant, .question, .some: return []
        case .named(let name): return named[name].map { clauses(of: $0.condition, testing: field) } ?? []
        case .test(let test): return test.documentFields.contains(field) ? [condition] : []
        case .not(let inner): return clauses(of: inner, testing: field)
        case .all(let parts), .any(let parts):
            let isDirect = parts.contains { part in
                var part = part
                while case .not(let inner) = part { part = inner }
                if case .test(let test) = part { return test.documentFields.contains(field) }
                return false
            }
            return isDirect ? [condition] : parts.flatMap { clauses(of: $0, testing: field) }
        }
    }
}

extension DocumentReview {
    /// Takes in a finding; one about the same fields was found before.
    fileprivate mutating func add(_ finding: DefectFinder.Finding, of rule: RuleID) {
        let fields = Set(finding.fields)
        let known = defects.firstIndex { fields.isSubset(of: $0.fields) }
        guard let known else {
            defects.append(
                DocumentDefect(
                    words: finding.words, citation: finding.citation, fields: finding.fields, rules: [rule]))
            return
        }
        if !defects[known].rules.contains(rule) { defects[known].rules.append(rule) }
    }
}
