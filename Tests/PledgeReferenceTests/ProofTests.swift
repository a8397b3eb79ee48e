import PledgeCore
import PledgeDecisions
import PledgeReference
import Testing

/// The search for a request against the evaluator, and against requests drawn at random.
@Suite struct ProofTests {
    /// Part by part: grounds surely open, and those not surely closed.
    private func parts(_ decision: Decision) -> [(open: Set<RuleID>, maybe: Set<RuleID>)] {
        decision.parts.map { part in
            let open = Set(part.grounds.map(\.rule))
            return (open, open.union(part.undecided))
        }
    }

    private func check(_ seed: UInt64, withPromises: Bool, _ counts: inout [String: Int]) throws {
        var generator = RulebookGenerator(seed: seed)
        let book = generator.next()
        var promises: [PromiseDocument] = []
        if withPromises {
            var makes = PromiseGenerator(book, seed: seed &+ 7)
            promises = makes.next()
        }
        let compiled = try CompiledRulebook(book, promises: promises)
        let at = Instant("2026-11-21T15:00:00Z") ?? Instant(seconds: 0)
        let ids = Array(Set(book.grounds.map(\.id))).sorted { $0.text < $1.text }
        var pairs: [(open: RuleID, closed: RuleID?)] = []
        for id in ids { pairs += [(id, nil)] + ids.filter { $0 != id }.map { (id, $0) } }
        var impossible: [(open: RuleID, closed: RuleID?)] = []
        for pair in pairs {
            switch compiled.request(opening: [pair.open], closing: pair.closed.map { [$0] } ?? [], at: at) {
            case .tooLarge: counts["too large", default: 0] += 1
            case .impossible:
                counts["impossible", default: 0] += 1
                impossible.append(pair)
            case .request(let request):
                let decision = compiled.decideInBrief(request)
                let isShown = parts(decision).contains { part in
                    part.open.contains(pair.open) && pair.closed.map { !part.maybe.contains($0) } ?? true
                }
                counts[isShown ? "shown" : "turns on an open question", default: 0] += 1
                if !isShown {
                    // Only a question that no overlay answers may stay open.
                    #expect(!book.questions.isEmpty, "\(seed): \(pair) \(RequestWriter.json(request).text)")
                }
            }
        }
        var cases = CaseGenerator(book, seed: seed)
        for _ in 0..<150 {
            let request = cases.next()
            if !request.settings.routines.isEmpty || !request.settings.reviewed.isEmpty || request.at != at { continue }
            for part in parts(compiled.decideInBrief(request)) {
                counts["drawn", default: 0] += 1
                for pair in impossible where part.open.contains(pair.open) {
                    let isFound = pair.closed.map { !part.maybe.contains($0) } ?? true
                    #expect(!isFound, "\(seed): \(pair) \(RequestWriter.json(request).text)")
                }
            }
        }
    }

    @Test func `what is found the evaluator shows, and what is impossible no random request does`() throws {
        var counts: [String: Int] = [:]
        for seed in 1...24 { try check(UInt64(seed), withPromises: false, &counts) }
        #expect(counts["shown", default: 0] > 500 && counts["impossible", default: 0] > 50)
        #expect(counts["too large"] == nil)
    }

    @Test func `with promise documents and their versions, too`() throws {
        var counts: [String: Int] = [:]
        for seed in 101...116 { try check(UInt64(seed), withPromises: true, &counts) }
        #expect(counts["shown", default: 0] > 200 && counts["impossible", default: 0] > 50)
    }
}
