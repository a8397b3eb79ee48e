import PledgeCore
import PledgeLanguage
import PledgeLaw
import Testing

/// Any text is read without a crash, printed as it was, and formatted without losing a word.
@Suite struct RobustnessTests {
    private static let files = WholeLanguage.files.map(\.text) + [law("kind nurse \"a nurse\"")]

    @Test func `the law in the program has no mistake`() {
        let files = EmbeddedLaw.files.map { SourceFile(path: $0.path, text: $0.text) }
        let errors = RulebookLoader.load(files).diagnostics.filter { $0.severity == .error }
        #expect(errors.map(\.rendered) == [])
    }

    @Test func `the law is printed as it was, and formatted once`() {
        for file in EmbeddedLaw.files {
            let source = SourceFile(path: file.path, text: file.text)
            #expect(ParsedFile(source).printed == file.text)
            let once = RuleFormatter.format(source)
            #expect(RuleFormatter.format(SourceFile(path: file.path, text: once)) == once)
        }
    }

    @Test(arguments: 0..<40)
    func `mutated files are printed as they were`(_ round: Int) {
        let seed = UInt64(20_261_121 + round)
        var random = SeededGenerator(seed: seed)
        var text = Array(Self.files[Int.random(in: 0..<Self.files.count, using: &random)].unicodeScalars)
        for _ in 0..<Int.random(in: 1...12, using: &random) { mutate(&text, &random) }
        let file = SourceFile(path: "mutated.md", text: String(String.UnicodeScalarView(text)))
        #expect(ParsedFile(file).printed == file.text, "seed \(seed)")
        let once = RuleFormatter.format(file)
        #expect(RuleFormatter.format(SourceFile(path: "mutated.md", text: once)) == once, "seed \(seed)")
        let loaded = RulebookLoader.load([SourceFile(path: "law.md", text: WholeLanguage.law), file])
        #expect(loaded.rulebook != nil || loaded.diagnostics.contains { $0.severity == .error }, "seed \(seed)")
        let lines = file.text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.count
        for diagnostic in loaded.diagnostics where diagnostic.span.file == file.path {
            #expect((1...lines).contains(diagnostic.span.line) && diagnostic.span.column >= 1, "seed \(seed)")
        }
    }

    private func mutate(_ text: inout [Unicode.Scalar], _ random: inout SeededGenerator) {
        let strange: [Unicode.Scalar] = [
            "\"", "\\", "\n", "\r", "\t", "(", ")", "{", "}", ",", ":", ".", "#", "`", "-", "+", "=", "<", " ", "а",
            "“",
            "\u{202E}", "\u{0301}", "\u{0}", "9", "\u{1F468}",
        ]
        guard !text.isEmpty else { return }
        let start = Int.random(in: 0..<text.count, using: &random)
        let end = min(text.count, start + Int.random(in: 1...40, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: text.removeSubrange(start..<end)
        case 1: text.insert(contentsOf: text[start..<end], at: Int.random(in: 0...text.count, using: &random))
        case 2: text[start] = strange[Int.random(in: 0..<strange.count, using: &random)]
        case 3: text.insert(strange[Int.random(in: 0..<strange.count, using: &random)], at: start)
        default: text.swapAt(start, Int.random(in: 0..<text.count, using: &random))
        }
    }

    @Test(arguments: [
        "", "\n", "\u{0}", "---", "---\n---", "---\n---\n", "```pledge", "```pledge\n",
        "---\nrole: law\n---\n```pledge\n```",
        "---\nrole: law\n---\n```pledge\n\"\n```\n", "---\nrole: law\n---\n```pledge\nkind\n```\n",
        "\u{FEFF}---\nrole: law\n---\n",
        "---\r\ntitle: A\r\nrole: law\r\n---\r\n```pledge\r\nkind a \"a\"\r\n```\r\n", "---\nrole: [a]\n---",
        "---\n? a\n: b\n---",
        "---\nrole: &a law\ntitle: *a\n---\n",
        "---\nrole: law\n---\n```pledge\ndefine\n  when\n  when not\n  when (\n```\n",
    ])
    func `short and strange files`(_ text: String) {
        let file = SourceFile(path: "a.md", text: text)
        #expect(ParsedFile(file).printed == text)
        let once = RuleFormatter.format(file)
        #expect(RuleFormatter.format(SourceFile(path: "a.md", text: once)) == once)
        _ = RulebookLoader.load([file])
    }

    @Test(arguments: ["(", "not ", "some order such that ", "{", "\"", "a.", "emergency and ", "# ", "at + ", "«"])
    func `long runs end, and their findings are bounded`(_ piece: String) {
        let text = law(Base.permit("  when " + String(repeating: piece, count: 20_000)))
        let file = SourceFile(path: "a.md", text: text)
        #expect(ParsedFile(file).printed == text)
        #expect(
            RuleFormatter.format(file)
                == RuleFormatter.format(SourceFile(path: "a.md", text: RuleFormatter.format(file))))
        #expect(RulebookLoader.load([Base.file, file]).diagnostics.count <= 1001)
    }

    @Test func `many mistakes are counted, not all told`() {
        let text = law(String(repeating: "knd a \"a\"\n", count: 3000))
        let found = RulebookLoader.load([SourceFile(path: "a.md", text: text)]).diagnostics
        #expect(found.count == 1001)
        #expect(found.last?.message == "there are 2000 findings more")
    }

    @Test func `sizes have bounds`() {
        let large = SourceFile(path: "a.md", text: String(repeating: "a", count: 4 * 1024 * 1024 + 1))
        #expect(RulebookLoader.load([large]).diagnostics.map(\.id) == ["file-too-large"])
        #expect(ParsedFile(large).printed == large.text)
        let many = Array(repeating: SourceFile(path: "a.md", text: ""), count: 2001)
        #expect(RulebookLoader.load(many).diagnostics.map(\.id) == ["too-many-files"])
        let rules = law((0...50_000).map { "data d\($0) \"d\"" }.joined(separator: "\n"))
        #expect(
            RulebookLoader.load([SourceFile(path: "a.md", text: rules)]).diagnostics.map(\.id) == ["too-many-rules"])
    }
}
