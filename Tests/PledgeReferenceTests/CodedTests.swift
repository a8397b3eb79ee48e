import PledgeCore
import PledgeDecisions
import PledgeReference
import Testing

@Suite struct CodedTests {
    /// `script/test` compares a hundred thousand; here as many as a debug build decides in seconds.
    @Test func `a coded request is decided as the request is`() throws {
        var toldCount = 0
        for seed in 1...12 as ClosedRange<UInt64> {
            var books = RulebookGenerator(seed: seed)
            let book = books.next()
            var promises = PromiseGenerator(book, seed: seed)
            let compiled = try CompiledRulebook(book, promises: promises.next())
            let decider = CodedDecider(compiled, zone: .utc)
            var cases = CaseGenerator(book, seed: seed)
            for _ in 0..<200 {
                let request = cases.next()
                guard let coded = decider.decide(request) else { continue }
                toldCount += 1
                let decision = compiled.decide(request)
                #expect(coded.outcome == decision.outcome)
                if let own = coded.decision { #expect(own == decision) }
            }
        }
        #expect(toldCount > 50)
    }
}
