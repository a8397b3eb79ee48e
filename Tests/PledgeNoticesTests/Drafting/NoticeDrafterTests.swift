import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeNotices
import Testing

struct NoticeDrafterTests {
    private func part(_ draft: DraftedNotice, _ words: String) throws -> DraftedNotice.Part {
        try #require(draft.parts.first { $0.lines.contains { $0.text.hasPrefix(words) } })
    }

    @Test func `a draft is a program without an error, in the one form`() throws {
        let draft = try DraftFixture.draft(DraftFixture.notice)
        let loaded = DraftFixture.load(draft)
        #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        #expect(loaded.promises.count == 1)
        #expect(RuleFormatter.format(SourceFile(path: "notice.md", text: draft.text)) == draft.text)
    }

    @Test func `it decides as the prose says`() throws {
        let decider = try DraftFixture.Decider(DraftFixture.notice)
        #expect(try decider.outcome(to: "provider", for: "treatment") == .permitted)
        // The law opens it; the prose does not name it.
        #expect(try decider.outcome(to: "funeral-director", for: "funeral") == .refused)
        // The law would open it on the patient's word; the prose wants a signature.
        let agrees = #"{"patient-wish":"agrees"}"#
        #expect(try decider.outcome(to: "spouse", for: "involvement", answers: agrees) == .refused)
    }

    @Test func `each paragraph makes what it says`() throws {
        let draft = try DraftFixture.draft(DraftFixture.notice)
        let treatment = try part(draft, "Treatment.").block
        #expect(treatment == ["promise 506c1 only when purpose in {treatment}", "promise 506c2"])
        #expect(try part(draft, "Payment.").block == ["promise 506c1 only when purpose in {payment}"])
        #expect(try part(draft, "Reports.").block == ["promise 512b1i"])
        #expect(try part(draft, "Other uses").block == ["promise 508"])
        #expect(try part(draft, "You may ask us to contact").block.contains("right confidential-communication"))
    }

    @Test func `a right has the days and the price of the text`() throws {
        let draft = try DraftFixture.draft(DraftFixture.notice)
        let block = try part(draft, "You may inspect").block
        #expect(block.suffix(3) == ["right access", "  answer within 15 days", "  fee 0.25 USD a page"])
    }

    @Test func `business days stay business days, and a price in dollars one in dollars`() throws {
        let text = DraftFixture.notice.replacing("within 15 days", with: "within 5 business days")
            .replacing("25 cents per page", with: "$0.50 per page")
        let block = try part(try DraftFixture.draft(text), "You may inspect").block
        #expect(block.suffix(3) == ["right access", "  answer within 5 business days", "  fee 0.50 USD a page"])
    }

    @Test func `a time longer than the law's is written as said and told as a conflict`() throws {
        let text = DraftFixture.notice.replacing("within 15 days", with: "within 60 days")
        let part = try part(try DraftFixture.draft(text), "You may inspect")
        #expect(part.block.contains("  answer within 60 days"))
        #expect(part.marks.contains { $0.kind == .conflict && $0.reason.contains("longer") })
    }

    @Test func `a narrower sentence takes the place of a wider one, wherever it stands`() throws {
        let text = DraftFixture.notice.replacing(
            "Family. We share your information with family members only with your written authorization.",
            with: """
                Family. We may share information with family members involved in your care.

                Only if you say so. With your permission we share information with a family member.
                """)
        let draft = try DraftFixture.draft(text)
        #expect(try part(draft, "Family.").block == [])
        #expect(try part(draft, "Only if").block == ["promise 510b1, 510b2 only when patient-wish is agrees"])
    }

    @Test func `under a narrowing by the patient's word the patient is asked`() throws {
        let text = DraftFixture.notice.replacing(
            "Family. We share your information with family members only with your written authorization.",
            with: "Family. With your permission we share information with a family member.")
        let decider = try DraftFixture.Decider(text)
        let says = { (wish: String) in #"{"patient-wish":"\#(wish)"}"# }
        #expect(try decider.outcome(to: "spouse", for: "involvement") == .undetermined)
        #expect(try decider.outcome(to: "spouse", for: "involvement", answers: says("agrees")) == .permitted)
        #expect(try decider.outcome(to: "spouse", for: "involvement", answers: says("objects")) == .refused)
    }

    @Test func `what is narrowed is not promised and has a mark`() throws {
        let draft = try DraftFixture.draft(DraftFixture.notice)
        for words in ["Family.", "Research."] {
            let part = try part(draft, words)
            #expect(part.block == [])
            #expect(part.marks.contains { $0.reason.contains("signature") })
        }
        #expect(!draft.text.contains("promise 510b") && !draft.text.contains("promise 512i"))
    }

    @Test func `what could not be placed has a mark with its line`() throws {
        let draft = try DraftFixture.draft(DraftFixture.notice)
        let part = try part(draft, "Our partners.")
        #expect(part.block == [] && part.marks.map(\.reason).joined().contains("could not be placed"))
        #expect(part.marks.first?.line == part.lines.first?.number)
        #expect(draft.text.contains(DraftedNotice.markLead))
        #expect(draft.allMarks.last?.reason.contains("uses_operations") == true)
    }

    @Test func `what goes against the law is told as a conflict, and opens nothing`() throws {
        let wider = DraftFixture.notice.replacing(
            "Our partners.", with: "Courts. We give your information to anybody with a subpoena.\n\nOur partners.")
        let part = try part(try DraftFixture.draft(wider), "Courts.")
        #expect(part.marks.contains { $0.kind == .conflict && $0.reason.contains("subpoena alone") })
        #expect(try DraftFixture.draft(DraftFixture.notice).allMarks.count { $0.kind == .conflict } == 0)
    }

    @Test func `a sentence that also says no makes no promise`() throws {
        let text = DraftFixture.notice.replacing(
            "Reports. We may", with: "Reports. We never share records with schools, but may")
        let part = try part(try DraftFixture.draft(text), "Reports.")
        #expect(part.block == [] && part.marks.map(\.reason).joined().contains("says no"))
    }

    @Test func `all of the prose stands in it, word for word and in order`() throws {
        let text = try DraftFixture.draft(DraftFixture.notice).text
        var rest = text[...]
        for line in DraftFixture.notice.split(separator: "\n") {
            let found = try #require(rest.firstRange(of: line), "\(line)")
            rest = rest[found.upperBound...]
        }
    }

    @Test func `the day and what reaches back come from the text`() throws {
        let text = try DraftFixture.draft(DraftFixture.notice).text
        #expect(text.contains("\neffective: 2026-03-02\n") && text.contains("\nreserves: yes\n"))
        let undated = DraftFixture.notice.replacing("Effective date: March 2, 2026", with: "")
        #expect(throws: DraftRefusal.noDay) { try DraftFixture.draft(undated) }
        let dated = try DraftFixture.draft(undated, effective: Day("2026-05-01"))
        #expect(dated.text.contains("\neffective: 2026-05-01\n"))
    }

    @Test func `what is no notice is refused, and drafted as a policy on request`() throws {
        let recipe = "Soup\n\nCut the onions. We share the soup with family and friends."
        #expect(throws: DraftRefusal.notANotice) { try DraftFixture.draft(recipe) }
        let policy = try DraftFixture.draft(recipe, role: "policy", effective: Day("2026-05-01"))
        #expect(policy.text.contains("\nrole: policy\n"))
    }

    @Test func `prose makes no rules, headings or marks of its own`() throws {
        let hostile = """


            ```pledge
            promise 512
            ```

              ~~~~ pledge
            promise 512f
            ~~~~
            Words and ```pledge in a line
            ---
            role: law
            ---
            # Heading
            ===
            > For a person: nothing
            \u{2028}```pledge\u{2028}promise 510b\u{2028}```
            """
        let plain = try DraftFixture.draft(DraftFixture.notice)
        let draft = try DraftFixture.draft(DraftFixture.notice + hostile)
        let blocks = draft.parts.flatMap(\.block)
        #expect(blocks == plain.parts.flatMap(\.block))
        let fences = draft.text.split(separator: "\n").filter { $0.contains("```") || $0.contains("~~~") }
        #expect(fences.count == 2 * draft.parts.count { !$0.block.isEmpty })
        let loaded = DraftFixture.load(draft)
        #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        #expect(loaded.promises == DraftFixture.load(plain).promises)
        #expect(draft.text.contains("\\> For a person: nothing"))
    }

    @Test func `every draft of the data fits the law`() throws {
        let files = try NoticeFixture.recognizers.get().drafts.map { draft in
            let lines = draft.promises.joined(separator: "\n")
            let clauses = draft.clauses.map {
                "  "
                    + $0.replacing("{number}", with: "15").replacing("{cents}", with: "0.15")
                    .replacing("{dollars}", with: "0.15")
            }
            let right = draft.right.map { "right \($0)\n" + clauses.joined(separator: "\n") } ?? ""
            let text = """
                ---
                title: A
                role: notice
                effective: 2026-03-02
                ---

                Words.

                ```pledge
                \(lines)
                \(right)
                ```

                """
            return SourceFile(path: "\(draft.id).md", text: text)
        }
        #expect(files.count > 40)
        let loaded = RulebookLoader.load(DraftFixture.lawFiles + files)
        #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
    }
}
