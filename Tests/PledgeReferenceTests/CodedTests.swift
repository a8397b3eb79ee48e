import PledgeCore
import PledgeDecisions
import PledgeReference
import Testing

@Suite struct CodedTests {
    /// `script/test` compares a hundred thousand; here as many as a debug build decides in seconds.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a coded request is decided as the request is`(_ seed: UInt64) throws {
        var books = RulebookGenerator(seed: seed)
        let book = books.next()
        var generator = PromiseGenerator(book, seed: seed)
        let compiled = try CompiledRulebook(book, promises: generator.next())
        let decider = CodedDecider(compiled, zone: .utc)
        var cases = CaseGenerator(book, seed: seed)
        var toldCount = 0
        for _ in 0..<400 {
            let request = cases.next()
            guard let coded = decider.decide(request) else { continue }
            toldCount += 1
            let decision = compiled.decide(request)
            #expect(coded.outcome == decision.outcome)
            if let own = coded.decision { #expect(own == decision) }
        }
        #expect(toldCount > 0)
    }
}
