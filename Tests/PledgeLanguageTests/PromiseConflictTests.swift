import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLaw
import Testing

@Suite struct PromiseConflictTests {
    private func conflicts(_ block: String) throws -> [String] {
        let notice = """
            ---
            title: A notice
            role: notice
            id: n
            effective: 2026-02-16
            ---

            # A notice

            What it says.

            ```pledge
            \(block)
            ```
            """
        let files = EmbeddedLaw.files.map { SourceFile(path: $0.path, text: $0.text) }
        let loaded = RulebookLoader.load(files + [SourceFile(path: "n.md", text: notice)])
        #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        let rulebook = try #require(loaded.rulebook)
        return try PromiseConflicts.find(rulebook, loaded.promises).map(\.id)
    }

    @Test func `a right slower or dearer than the law is a conflict, a better one is none`() throws {
        let worse =
            "right access\n  answer within 60 days\n  extension 60 days\n  fee 2 USD a page, search-and-retrieval"
        #expect(try conflicts(worse) == ["right-slower", "right-slower", "fee-not-in-law"])
        #expect(try conflicts("right access\n  answer within 15 days, no extension\n  fee free") == [])
    }

    @Test func `a denial the law does not give is a conflict`() throws {
        #expect(try conflicts("right amendment\n  deny 526a2, 524a3") == ["denial-not-in-law"])
        #expect(try conflicts("right restriction\n  deny 522a1") == ["denial-not-in-law"])
        #expect(try conflicts("right restriction\n  deny 522a1ii") == [])
        #expect(try conflicts("right access\n  deny 524a2i") == [])
    }

    @Test func `a list may leave off only what the law leaves off`() throws {
        #expect(try conflicts("right accounting\n  deny tpo, 512b") == ["list-too-short"])
        #expect(try conflicts("right accounting\n  deny tpo") == [])
    }

    @Test func `an exclusion of what no document closes is in vain`() throws {
        #expect(try conflicts("exclude 502a2ii \"we tell nobody\"") == ["exclusion-in-vain"])
        #expect(try conflicts("exclude 512i \"no research\"") == [])
    }

    @Test func `a promise that the law closes in every case is a conflict, one that a condition saves is none`() throws
    {
        #expect(
            try conflicts("promise 506c1 only when purpose in {marketing} and channel in {mail, text}")
                == ["promise-forbidden"])
        #expect(try conflicts("promise 506c1 only when purpose in {marketing} and channel in {in-person}") == [])
        #expect(try conflicts("promise 506c1 only when purpose in {treatment}") == [])
    }
}
