import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLaw
import Testing

@Suite struct StoredRulebookTests {
    private static let law = RulebookLoader.load(
        EmbeddedLaw.files.map { SourceFile(path: "Law/\($0.path)", text: $0.text) }
            .filter { $0.text.hasPrefix("---") && !$0.path.hasSuffix("README.md") })

    private func stored() throws -> StoredRulebook {
        let book = try #require(Self.law.rulebook)
        return StoredRulebook(rulebook: book, promises: Self.law.promises)
    }

    @Test func `the law is the same after it was stored, and the bytes are, too`() throws {
        let stored = try stored()
        let bytes = stored.bytes
        let again = try StoredRulebook(bytes: bytes)
        #expect(again.rulebook == stored.rulebook)
        #expect(again.promises == stored.promises)
        #expect(again.bytes == bytes)
    }

    @Test func `bytes that end early, or go on, are refused`() throws {
        let bytes = try stored().bytes
        for count in [0, 1, 2, 100, bytes.count / 2, bytes.count - 1] {
            #expect(throws: StoredError.self) { try StoredRulebook(bytes: Array(bytes.prefix(count))) }
        }
        #expect(throws: StoredError.self) { try StoredRulebook(bytes: bytes + [0]) }
    }

    @Test func `damaged bytes are an error or another rulebook, and never an end of the program`() throws {
        let bytes = try stored().bytes
        var random: UInt64 = 88
        for _ in 0..<60 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var damaged = bytes
            damaged[Int(random >> 33) % bytes.count] ^= UInt8(truncatingIfNeeded: random >> 20) | 1
            _ = try? StoredRulebook(bytes: damaged)
        }
    }

    @Test func `a stored rulebook decides as the checked one`() throws {
        let stored = try stored()
        let whole = try CompiledRulebook(stored.rulebook, promises: [])
        let loaded = try CompiledRulebook(StoredRulebook(bytes: stored.bytes))
        let purposes = [
            "treatment", "payment", "operations", "research", "marketing", "judicial-proceeding", "own-request",
        ]
        for (number, purpose) in purposes.enumerated() {
            for recipient in ["covered-provider", "individual", "court", "researcher"] {
                let request = Request(
                    id: "request-\(number)", at: Instant(seconds: 1_790_000_000), act: .disclose,
                    actor: Party(kinds: ["facility"]), recipient: Party(id: "r1", kinds: [recipient]),
                    purposes: [purpose], groups: [Group(item: "record", labels: [], place: "IL")], records: Records())
                #expect(loaded.decide(request) == whole.decide(request))
            }
        }
    }
}
