import PledgeCore
import PledgeDecisions
import PledgeReference
import Testing

/// Which of several open grounds is relied on where nobody names one (semantics, section 13).
@Suite struct ReasonOrderTests {
    private func order(_ criteria: [ReasonOrder.Criterion]?, _ grounds: [Ground]) throws -> [String] {
        var fixture = Fixture()
        fixture.book.grounds = grounds
        fixture.book.reasonOrder = criteria.map { ReasonOrder(words: "", criteria: $0) }
        let asked = request { $0.groups = [record { $0.elements = .some(["name"]) }] }
        let compiled = try CompiledRulebook(fixture.book, promises: [])
        let decision = compiled.decide(asked)
        let plain = PlainRulebook(fixture.book, promises: [])
        #expect(Comparison.differences(decision, try PlainEvaluator.decide(asked, plain), in: plain) == [])
        let coded = try #require(CodedDecider(compiled, zone: .utc).decide(asked)?.decision)
        #expect(coded == decision)
        return decision.parts.first?.grounds.map(\.rule.text) ?? []
    }

    private let plain = ground("506c1")
    private let least = ground("506c2") { $0.limits = [.atMost(["name"])] }
    private let remembered = ground("506c4i") { $0.head.confidence = .memory }
    private let counted = ground("512b1i") { $0.accounting = .counted }
    private let compelled = ground("512e1i") {
        $0.compelled = .constant(true)
        $0.limits = [.atMost(["name", "dna"])]
        $0.head.confidence = .inference
    }

    private var all: [Ground] { [plain, least, remembered, counted, compelled] }

    @Test func `the order of the semantics`() throws {
        #expect(
            try order([.compelled, .verified, .releasesMost, .counted], all) == [
                "512e1i", "512b1i", "506c1", "506c2", "506c4i",
            ])
    }

    @Test func `another order is another choice`() throws {
        #expect(
            try order([.counted, .releasesMost], all) == ["512b1i", "506c1", "506c4i", "512e1i", "506c2"])
        #expect(try order([.verified], all) == ["506c1", "506c2", "512b1i", "506c4i", "512e1i"])
    }

    @Test func `what ties, and what nobody ordered, is in the order of the law`() throws {
        #expect(try order(nil, all) == all.map(\.id.text))
        #expect(try order([.compelled], all) == ["512e1i", "506c1", "506c2", "506c4i", "512b1i"])
        #expect(try order([.compelled], all.reversed()) == ["512e1i", "512b1i", "506c4i", "506c2", "506c1"])
    }
}
