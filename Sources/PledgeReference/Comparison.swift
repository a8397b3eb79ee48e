import PledgeCore
package import PledgeDecisions

/// Where two evaluators answer one request differently.
package enum Comparison {
    /// Every difference, in words without patient data; none when they agree.
    ///
    /// Parts are compared wherever they share an item, so it does not matter who cuts finer.
    package static func differences(_ fast: Decision, _ plain: PlainResult, in book: PlainRulebook) -> [String] {
        var found: [String] = []
        if fast.outcome != plain.outcome {
            found.append("outcome: fast \(fast.outcome), plain \(plain.outcome)")
        }
        if fast.inPart != plain.inPart { found.append("in part: fast \(fast.inPart), plain \(plain.inPart)") }
        for part in plain.parts {
            let others = fast.parts.filter { overlap(part, $0, of: fast, in: book) }
            if others.isEmpty { found.append("part \(name(part.extent)): only the plain one has it") }
            for other in others { found += differences(other, part).map { "part \(name(part.extent)): \($0)" } }
        }
        for part in fast.parts {
            let others = plain.parts.filter { overlap($0, part, of: fast, in: book) }
            found += stops(part, others).map { "part \(name(part.extent)): \($0)" }
        }
        for part in fast.parts where !plain.parts.contains(where: { overlap($0, part, of: fast, in: book) }) {
            found.append("part \(name(part.extent)): only the fast one has it")
        }
        for part in fast.parts {
            found += order(part.grounds, book.rulebook).map { "part \(name(part.extent)): \($0)" }
        }
        if fast.outcome == .undetermined && fast.ask.isEmpty { found.append("undetermined, and nothing to ask") }
        return found
    }

    private static func differences(_ fast: PartDecision, _ plain: PlainPart) -> [String] {
        var found: [String] = []
        if fast.outcome != plain.outcome {
            found.append("fast \(fast.outcome), plain \(plain.outcome)")
            let undecided = Set(plain.undecided.map { String($0.prefix { $0 != "|" }) })
            found += sets("undecided", Set(fast.undecided.map(\.text)), undecided)
        }
        let opened = Dictionary(fast.grounds.map { (key($0.rule.text, $0.document), $0) }, uniquingKeysWith: { $1 })
        let expected = Dictionary(plain.open.map { (key($0.rule, $0.document), $0) }, uniquingKeysWith: { $1 })
        found += sets("open", Set(opened.keys), Set(expected.keys))
        for (key, ground) in opened.sorted(by: { $0.key < $1.key }) {
            guard let other = expected[key] else { continue }
            if ground.isCompelled != other.isCompelled {
                found.append("\(key) compelled: fast \(ground.isCompelled), plain \(other.isCompelled)")
            }
            if ground.accounting != other.accounting {
                found.append("\(key) accounting: fast \(ground.accounting.words), plain \(other.accounting.words)")
            }
            found += sets(
                "\(key) duties", Set(ground.duties.map { words($0.duty, $0.time) }),
                Set(other.duties.map { words($0.duty, $0.time) }))
        }
        if fast.isConflict != plain.isConflict {
            found.append("conflict: fast \(fast.isConflict), plain \(plain.isConflict)")
        }
        return found
    }

    /// A part may be told together with others of the same answer: then it tells at least what they share.
    private static func stops(_ fast: PartDecision, _ plain: [PlainPart]) -> [String] {
        guard let first = plain.first else { return [] }
        let told = Set(fast.stops.filter(\.isSure).map(\.rule.text))
        let must = plain.reduce(first.tellingStops) { $0.intersection($1.tellingStops) }
        let may = plain.reduce(first.stops) { $0.union($1.stops) }
        return sets("stops", told, told.intersection(may).union(must))
    }

    private static func key(_ rule: String, _ document: String?) -> String {
        document.map { "\(rule) on \($0)" } ?? rule
    }

    private static func words(_ duty: String, _ time: DutyUse.Time) -> String {
        switch time {
        case .before: "\(duty) before"
        case .with: "\(duty) with"
        case .after(let span, let ofReceipt): "\(duty) after \(span)\(ofReceipt ? " of receipt" : "")"
        }
    }

    private static func sets(_ name: String, _ fast: Set<String>, _ plain: Set<String>) -> [String] {
        guard fast != plain else { return [] }
        let more = fast.subtracting(plain).sorted().joined(separator: ", ")
        let less = plain.subtracting(fast).sorted().joined(separator: ", ")
        return ["\(name): only fast [\(more)], only plain [\(less)]"]
    }

    // MARK: The order of reasons

    /// Grounds that stand behind one that should not come before them (semantics, section 13).
    static func order(_ grounds: [OpenGround], _ rulebook: Rulebook) -> [String] {
        var expected = grounds.sorted { place($0, rulebook) < place($1, rulebook) }
        // A sort by the last criterion first: later sorts keep what earlier ones did among equals.
        for criterion in (rulebook.reasonOrder?.criteria ?? []).reversed() {
            let most = expected.compactMap { $0.atMost?.count }.max() ?? 0
            let weights = expected.map { weight($0, criterion, most) }
            expected = Set(weights).sorted(by: >).flatMap { weight in
                zip(expected, weights).filter { $0.1 == weight }.map(\.0)
            }
        }
        let names = [grounds, expected].map { $0.map { key($0.rule.text, $0.document) }.joined(separator: ", ") }
        return names[0] == names[1] ? [] : ["order: fast \(names[0]), plain \(names[1])"]
    }

    /// Where it stands in the rulebook; instances of one ground are in the order of their documents already.
    private static func place(_ ground: OpenGround, _ rulebook: Rulebook) -> Int {
        rulebook.grounds.firstIndex { $0.id == ground.rule } ?? Int.max
    }

    private static func weight(_ ground: OpenGround, _ criterion: ReasonOrder.Criterion, _ most: Int) -> Int {
        switch criterion {
        case .compelled: ground.isCompelled ? 1 : 0
        case .verified: [.memory, .inference].contains(ground.confidence) ? 0 : 1
        case .releasesMost: ground.atMost.map(\.count) ?? most + 1
        case .counted: [.counted, .suspendable].contains(ground.accounting) ? 1 : 0
        }
    }

    // MARK: Extents

    private static func name(_ extent: PartDecision.Extent) -> String {
        var name = extent.group.map { "\($0)" } ?? "object"
        if extent.isLabeledIfAny { name += " labeled" }
        if let elements = extent.elements { name += " " + elements.joined(separator: "+") }
        if extent.isRest { name += " rest" }
        if let given = extent.given { name += " given \(given.first)..\(given.last)" }
        if let held = extent.held { name += " held \(held.first)..\(held.last)" }
        return name
    }

    /// Whether some item belongs to both parts.
    package static func overlap(
        _ plain: PlainPart, _ fast: PartDecision, of decision: Decision, in book: PlainRulebook
    ) -> Bool {
        let (one, two) = (plain.extent, fast.extent)
        guard one.group == two.group, one.isLabeledIfAny == two.isLabeledIfAny, meet(one.given, two.given),
            meet(one.held, two.held)
        else { return false }
        guard one.group != nil else { return true }
        if two.isRest {
            if !plain.elements.isDisjoint(with: (two.elements ?? []) + [PlainPart.rest]) { return true }
            let named = decision.parts.filter {
                $0.extent.group == two.group && $0.extent.isLabeledIfAny == two.isLabeledIfAny && !$0.extent.isRest
            }
            return !plain.elements.isSubset(of: named.flatMap { $0.extent.elements ?? [] })
        }
        guard let elements = two.elements else { return true }
        return !plain.elements.isDisjoint(with: elements)
    }

    private static func meet(_ one: Period?, _ two: Period?) -> Bool {
        guard let one, let two else { return true }
        return one.first <= two.last && two.first <= one.last
    }
}
