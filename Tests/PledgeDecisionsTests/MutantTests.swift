import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLaw
import Testing

/// What is changed, and what is left alone.
@Suite struct MutantTests {
    /// A law of a few words with the rules given.
    private func book(_ rules: String) throws -> Rulebook {
        let text = """
            ---
            title: A law
            role: law
            since: 2003-04-14
            ---

            ```pledge
            kind anyone "anyone"
            kind covered-entity "a covered entity": anyone
            kind provider "a provider": covered-entity
            kind individual "the patient": anyone
            purpose any-purpose "anything"
            purpose treatment "care": any-purpose
            purpose payment "payment": any-purpose
            item record "a record"
            data name "a name"
            data address "an address"
            fact emergency "an emergency"
              asked
              ask "?"
            fact visits "visits" : number
              asked
              ask "?"
            fact birth "birth" : time
              known
            duty verify "check"
            \(rules)
            ```
            """
        let loaded = RulebookLoader.load([SourceFile(path: "law.md", text: text)])
        #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        return try #require(loaded.rulebook)
    }

    private func permit(_ clauses: String) -> String {
        """
        permit 506c1 "for care"
          by covered-entity
          disclose to provider
          for treatment
          \(clauses)
          account counted
          confidence t
          cite "law"
        """
    }

    private func words(_ rules: String) throws -> [String] {
        try MutantMaker.mutants(of: book(rules), []).filter { $0.rule == "506c1" || $0.rule == "X1" }.map(\.words)
    }

    @Test func `lists, kinds and purposes are widened, and the accounting is changed`() throws {
        #expect(
            try words(permit("")) == [
                "actor: `covered-entity` becomes `anyone`", "purpose: `treatment` becomes `any-purpose`",
                "recipient: `provider` becomes `covered-entity`", "accounting exempt tpo",
            ])
    }

    @Test func `each part of a condition is dropped, negated and widened, each once`() throws {
        let words = try words(permit("when emergency and (visits > 3 or not recipient is individual)"))
        #expect(
            words.dropFirst(3).dropLast() == [
                "without `emergency`", "`emergency` negated",
                "without `visits > 3 or recipient is not individual`",
                "without `visits > 3`", "`visits > 3` negated", "`visits > 3` becomes `visits > 2`",
                "`visits > 3` becomes `visits > 4`", "without `recipient is not individual`",
                "`recipient is individual` negated", "`recipient is individual` becomes `recipient is anyone`",
            ])
    }

    @Test func `boundaries move by a day, a year and a count, both ways`() throws {
        let words = try words(
            permit("when at is before 2020-01-01 and at is on or after birth + 18 years").replacing(
                "account counted", with: "after 30 days verify\n  account counted"))
        for expected in [
            "`at is before 2020-01-01` becomes `at is before 2019-12-31`",
            "`at is before 2020-01-01` becomes `at is before 2020-01-02`",
            "`at is on or after birth + 18 years` becomes `at is on or after birth + 17 years`",
            "`at is on or after birth + 18 years` becomes `at is on or after birth + 19 years`",
            "duty `verify` after 29 days in place of 30 days", "duty `verify` after 31 days in place of 30 days",
            "without the duty `verify`",
        ] {
            #expect(words.contains(expected))
        }
    }

    @Test func `a reach is changed only where another ground is reached`() throws {
        let stop = "forbid X1 \"no\"\n  when emergency\n  reach 506, 506c1 except 506c2\n  cite \"law\""
        let second = permit("").replacing("506c1", with: "506c2")
        let words = try words("\(permit(""))\n\(second)\n\(stop)").filter { $0.hasPrefix("reach") }
        #expect(words == ["reach: `506c2` not excepted"])
    }

    @Test func `what an overlay joins unwritten is left alone`() {
        let place = Condition.test(Test(.field(.place), .equals, .text("IL")))
        let fact = Condition.test(Test(.fact("emergency"), .holds))
        let head = RuleHead(id: RuleID("IL-1"), title: "t", force: Force(since: Day(number: 0)), isOverlay: true)
        var book = Rulebook()
        book.stops = [Stop(head: head, author: .law, condition: .all([place, fact]), reach: Reach(rules: []))]
        let words = MutantMaker.mutants(of: book, []).map(\.words)
        #expect(words == ["without `emergency`", "`emergency` negated"])
    }

    @Test func `every mutant of our law changes it, and rules of other files stay`() throws {
        let files = EmbeddedLaw.files.map { SourceFile(path: $0.path, text: $0.text) }
        let law = try #require(RulebookLoader.load(files.filter { !$0.path.hasSuffix("README.md") }).rulebook)
        let mutants = MutantMaker.mutants(of: law, [])
        #expect(mutants.count > 1000)
        for mutant in mutants.indices.filter({ $0 % 97 == 0 }).map({ mutants[$0] }) {
            var changed = law
            var promises: [PromiseDocument] = []
            #expect(mutant.apply(to: &changed, &promises))
            #expect(changed != law)
        }
        #expect(MutantMaker.mutants(of: law, []) { $0.file == "nowhere" }.isEmpty)
    }
}
