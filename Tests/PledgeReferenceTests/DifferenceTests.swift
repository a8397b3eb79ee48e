import PledgeCore
import PledgeDecisions
import PledgeReference
import Testing

/// The difference of two generated rulebooks against requests drawn at random, and what it tells against both evaluators.
@Suite struct DifferenceTests {
    private static let at = Instant("2026-11-21T15:00:00Z") ?? Instant(seconds: 0)

    /// One change of a rulebook or of its documents.
    private func changed(
        _ book: Rulebook, _ promises: [PromiseDocument], _ seed: UInt64
    ) -> (book: Rulebook, promises: [PromiseDocument]) {
        var book = book
        var promises = promises
        let pick = Int(seed)
        let conditions = book.conditions.filter { $0.document == nil }.map { Condition.named($0.name) }
        let other = conditions.isEmpty ? Condition.constant(false) : conditions[pick % conditions.count]
        // A rule of an overlay bears its place in its condition, which must stay.
        let grounds = book.grounds.indices.filter { !book.grounds[$0].head.isOverlay }
        let stops = book.stops.indices.filter { !book.stops[$0].head.isOverlay }
        switch pick % 9 {
        case 0 where !grounds.isEmpty: book.grounds[grounds[pick % grounds.count]].condition = other
        case 1 where !stops.isEmpty: book.stops.remove(at: stops[pick % stops.count])
        case 2 where !book.exceptions.isEmpty: book.exceptions.remove(at: pick % book.exceptions.count)
        case 3 where !book.grounds.isEmpty: book.grounds.remove(at: pick % book.grounds.count)
        case 4 where !book.grounds.isEmpty: book.grounds[pick % book.grounds.count].duties = []
        case 5 where !stops.isEmpty: book.stops[stops[pick % stops.count]].condition = .not(other)
        case 6 where !grounds.isEmpty: book.grounds[grounds[pick % grounds.count]].compelled = other
        case 7:
            for number in promises.indices where !promises[number].promises.isEmpty {
                promises[number].promises.remove(at: pick % promises[number].promises.count)
            }
        default:
            for number in promises.indices {
                for sentence in promises[number].promises.indices where sentence % 2 == pick % 2 {
                    promises[number].promises[sentence].condition = other
                }
            }
        }
        return (book, promises)
    }

    private func check(_ seed: UInt64, _ counts: inout [String: Int]) throws {
        var generator = RulebookGenerator(seed: seed)
        let book = generator.next()
        var makes = PromiseGenerator(book, seed: seed &+ 7)
        let promises = seed % 3 == 0 ? [] : makes.next()
        let other = changed(book, promises, seed)
        let day = TimeZoneRules.utc.day(of: Self.at)
        let difference = try DifferenceSearch.compare(
            DifferenceSide(rulebook: book, promises: promises, day: day),
            DifferenceSide(rulebook: other.book, promises: other.promises, day: day))
        counts["told", default: 0] += difference.answers.count
        counts["unfinished", default: 0] += difference.undecided.count
        counts["unconfirmed", default: 0] += difference.unconfirmed.count
        if difference.isNone { counts["no difference", default: 0] += 1 }
        #expect(book.questions.isEmpty == false || difference.unconfirmed.isEmpty, "\(seed): \(difference.unconfirmed)")
        try checkTold(difference, (book, promises), other, seed)
        let told = Set(difference.answers.flatMap { $0.grounds.map(\.rule) })
        let open = Set(difference.unconfirmed.joined(separator: " ").split(separator: "`").map(String.init))
        let before = try CompiledRulebook(book, promises: promises)
        let after = try CompiledRulebook(other.book, promises: other.promises)
        var cases = CaseGenerator(book, seed: seed)
        for _ in 0..<120 {
            let request = cases.next()
            if !request.settings.routines.isEmpty || !request.settings.reviewed.isEmpty || request.at != Self.at {
                continue
            }
            let kinds = Dictionary(
                grouping: (request.documents + (request.records?.documents ?? [])).map(\.type), by: \.self)
            if kinds.values.contains(where: { $0.count > 2 }) { continue }
            let (one, two) = (before.decideInBrief(request), after.decideInBrief(request))
            guard one.parts.count == two.parts.count else { continue }
            counts["drawn", default: 0] += 1
            for (left, right) in zip(one.parts, two.parts) {
                for rule in differing(left, right) {
                    counts["differing", default: 0] += 1
                    let isTold =
                        told.contains(rule) || open.contains(rule.text) || !difference.undecided.isEmpty
                    #expect(isTold, "\(seed): \(rule) \(RequestWriter.json(request).text)")
                }
            }
        }
    }

    /// Grounds surely open on one side and surely closed on the other, or open on both with other duties or class.
    private func differing(_ left: PartDecision, _ right: PartDecision) -> Set<RuleID> {
        var found: Set<RuleID> = []
        for (one, two) in [(left, right), (right, left)] {
            let maybe = Set(two.grounds.map(\.rule)).union(two.undecided)
            found.formUnion(one.grounds.map(\.rule).filter { !maybe.contains($0) })
        }
        for ground in left.grounds {
            let others = right.grounds.filter { $0.rule == ground.rule && $0.document == ground.document }
            if others.isEmpty { continue }
            let isSame = others.contains { other in
                Set(other.duties) == Set(ground.duties) && other.accounting == ground.accounting
                    && other.isCompelled == ground.isCompelled
            }
            if !isSame { found.insert(ground.rule) }
        }
        return found
    }

    /// Each request told is answered so by the plain evaluator, too.
    private func checkTold(
        _ difference: Difference, _ old: (book: Rulebook, promises: [PromiseDocument]),
        _ new: (book: Rulebook, promises: [PromiseDocument]), _ seed: UInt64
    ) throws {
        if difference.answers.isEmpty { return }
        let before = try PlainRulebook(old.book, promises: old.promises)
        let after = try PlainRulebook(new.book, promises: new.promises)
        // An act about items names no object beside; the evaluators need not agree on one that does.
        for answer in difference.answers where answer.request.groups.isEmpty || answer.request.object == nil {
            let (one, two) = (
                try PlainEvaluator.decide(answer.request, before), try PlainEvaluator.decide(answer.request, after)
            )
            #expect(
                one.outcome == answer.before && two.outcome == answer.after,
                "\(seed): \(answer.words) \(RequestWriter.json(answer.request).text)")
        }
    }

    @Test
    func `every difference that a random request shows is told, and the plain evaluator agrees with what is told`()
        throws
    {
        var counts: [String: Int] = [:]
        for seed in 1...60 { try check(UInt64(seed), &counts) }
        print(counts)
        #expect(counts["told", default: 0] > 40 && counts["differing", default: 0] > 100)
    }

    @Test func `a rulebook and itself, its rules in another order, have no difference`() throws {
        for seed in 200...215 {
            var generator = RulebookGenerator(seed: UInt64(seed))
            let book = generator.next()
            var makes = PromiseGenerator(book, seed: UInt64(seed))
            let promises = makes.next()
            var other = book
            other.grounds.reverse()
            other.stops.reverse()
            other.conditions.reverse()
            for number in other.grounds.indices { other.grounds[number].head.title += ", in other words" }
            let day = TimeZoneRules.utc.day(of: Self.at)
            let difference = try DifferenceSearch.compare(
                DifferenceSide(rulebook: book, promises: promises, day: day),
                DifferenceSide(rulebook: other, promises: promises, day: day))
            #expect(difference.isNone, "\(seed): \(difference.answers.map(\.words)) \(difference.undecided)")
        }
    }
}
