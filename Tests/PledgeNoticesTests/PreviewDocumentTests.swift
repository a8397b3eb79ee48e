import PledgeNotices
import Testing

struct PreviewDocumentTests {
    private typealias Run = NoticeDocument.Run

    @Test func `prose becomes blocks, and rules are left out`() throws {
        let document = try PreviewFixture.document(
            """
            ---
            title: A
            organization: "Lake Clinic"
            phone: "{phone}"
            contact: Ann Lee
            ---

            # Notice

            {organization}, **call** {privacy officer}
            at {phone}. *Now*, see [us](https://a.example).

            ```pledge
            promise 506c1
            ```

            #### Rights

            - one
              more
            - two

            1. first
            """)
        #expect(document.organization == "Lake Clinic" && document.title == "Notice" && document.language == .english)
        #expect(
            document.blocks == [
                .heading(1, [Run(text: "Notice")]),
                .paragraph([
                    Run(text: "Lake Clinic, "), Run(text: "call", isStrong: true), Run(text: " Ann Lee"),
                    Run(text: " "),
                    Run(text: "at "), Run(text: "{phone}", isBlank: true), Run(text: ". "),
                    Run(text: "Now", isEmphasized: true), Run(text: ", see us (https://a.example)."),
                ]),
                .heading(2, [Run(text: "Rights")]),
                .list(items: [[Run(text: "one more")], [Run(text: "two")]], isNumbered: false),
                .list(items: [[Run(text: "first")]], isNumbered: true),
            ])
        #expect(document.blanks == ["phone"])
    }

    @Test func `marks that stand alone are kept`() throws {
        let document = try PreviewFixture.document("# T\n\nHealth Systems* and a_b_c, 2 * 3 \\*x [y] {} { a\n")
        #expect(document.blocks.last == .paragraph([Run(text: "Health Systems* and a_b_c, 2 * 3 *x [y] {} { a")]))
    }

    @Test func `a notice without a heading gets one, and levels are in order`() throws {
        let plain = try PreviewFixture.document("We keep it private, always.", name: "a.txt")
        #expect(plain.blocks.first == .heading(1, [Run(text: "Notice of Privacy Practices")]))
        let jumping = try PreviewFixture.document("Words first.\n\n### A\n\n###### B\n\n# C\n\n###### D\n")
        let levels = jumping.blocks.compactMap { block -> Int? in
            if case .heading(let level, _) = block { return level }
            return nil
        }
        #expect(levels == [1, 2, 2, 3])
        guard case .heading(1, let runs)? = jumping.blocks.first else {
            Issue.record("the title does not come first")
            return
        }
        #expect(runs == [Run(text: "A")])
    }

    @Test func `a Spanish notice is known as such`() throws {
        let document = try PreviewFixture.document(
            "Usted tiene el derecho de ver la información de su salud en las oficinas de la clínica.", name: "a.txt")
        #expect(document.language == .spanish && document.title == "Aviso de prácticas de privacidad")
    }

    @Test(.timeLimit(.minutes(1)))
    func `marks without end take time in proportion`() throws {
        for mark in ["[", "*a ", "**a", "{a", "](", "[a](", "_"] {
            let text = String(repeating: mark, count: 20_000)
            #expect(!PreviewFixture.words(try PreviewFixture.document("# T\n\nx \(text)\n")).isEmpty)
        }
    }

    @Test func `colors are dark enough, or refused in words`() throws {
        #expect(try BrandColor("#0f477a").hex == "#0f477a" && BrandColor("000").hex == "#000000")
        #expect(abs(try BrandColor("#000").contrastOnWhite - 21) < 0.01)
        // As computed with another program from the definition.
        #expect(abs(try BrandColor("#0F477A").contrastOnWhite - 9.534035) < 1e-5)
        let refusal = #expect(throws: BrandColor.Refusal.self) { try BrandColor("#7ab8ff") }
        #expect(refusal?.description.contains("too light") == true)
        // What is proposed instead is dark enough.
        let proposed = try #require(refusal?.description.split(separator: "`").last { $0.hasPrefix("#") })
        #expect(try BrandColor(String(proposed)).contrastOnWhite >= 7)
        for text in ["blue", "#12", "#12345g", "", "#１２３"] {
            #expect(throws: BrandColor.Refusal.self, "\(text)") { try BrandColor(text) }
        }
        #expect(BrandColor.usual.contrastOnWhite >= 7)
    }
}
