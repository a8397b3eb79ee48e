import PledgeLanguage
import Testing

/// The one form of a block.
@Suite struct FormatterTests {
    private func expect(_ before: String, _ after: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let formatted = RuleFormatter.format(SourceFile(path: "a.md", text: law(before)))
        #expect(formatted == law(after), sourceLocation: sourceLocation)
        #expect(
            RuleFormatter.format(SourceFile(path: "a.md", text: formatted)) == formatted, sourceLocation: sourceLocation
        )
    }

    @Test func `clauses stand on lines of their own, indented by two`() {
        expect(
            "permit   506c1 \"for care\"\n        by a ,b\n        disclose   to c   for d\n  confidence t   cite \"x\"",
            "permit 506c1 \"for care\"\n  by a, b\n  disclose to c\n  for d\n  confidence t\n  cite \"x\"")
    }

    @Test func `signs and their blanks`() {
        expect(
            "kind a \"a\" :b\nfact f \"f\":time\n  known\ndefine d \"d\"\n  when ( f . g<=3 and x in { a , b } )",
            "kind a \"a\": b\nfact f \"f\" : time\n  known\ndefine d \"d\"\n  when (f.g <= 3 and x in {a, b})")
    }

    @Test func `comments and single blank lines stay`() {
        expect(
            "\n\n# first\nkind a \"a\" # why\n\n\n\n   # of b\nkind b \"b\"\n  # inside\n      say \"b\"#end\n\n# last\n\n",
            "# first\nkind a \"a\"  # why\n\n  # of b\nkind b \"b\"\n  # inside\n  say \"b\"  #end\n\n# last")
    }

    @Test func `a comment inside a clause stays where it is`() {
        expect(
            "define d \"d\"\n  when a # one\n     and b\n  when c",
            "define d \"d\"\n  when a  # one\n    and b\n  when c")
    }

    @Test func `long lists are wrapped`() {
        let names = (10...30).map { "element\($0)" }.joined(separator: ", ")
        let formatted = RuleFormatter.format(
            SourceFile(path: "a.md", text: law("list l \"l\" = \(names)\nfact f \"f\"\n  known")))
        let lines = formatted.split(separator: "\n").filter { $0.contains("element") }
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.count < 100 && $0.hasPrefix("    ") })
    }

    @Test func `a long condition is split at its parts`() {
        let long = (1...3).map { "a-rather-long-name-of-a-condition-\($0)" }
        expect(
            "define d \"d\"\n  when \(long[0]) and (\(long[1]) or x) and \(long[2])",
            "define d \"d\"\n  when \(long[0])\n    and (\(long[1]) or x)\n    and \(long[2])")
        expect(
            "define d \"d\"\n  when at is on or before x and y\n   or z".replacing("or z", with: "and z"),
            "define d \"d\"\n  when at is on or before x\n    and y\n    and z")
    }

    @Test func `fields keep the clauses on their line or below`() {
        expect(
            "document d \"d\"\n  field a \"a\" : time   new at   ask \"?\"\n  field b \"b\": id\n     ask \"?\"",
            "document d \"d\"\n  field a \"a\" : time new at ask \"?\"\n  field b \"b\" : id\n    ask \"?\"")
    }

    @Test func `a block with a mistake is left alone, its neighbor is not`() {
        let bad = "kind   a"
        let text = law(bad) + "\n```pledge\nkind   b \"b\"\n```\n"
        let formatted = RuleFormatter.format(SourceFile(path: "a.md", text: text))
        #expect(formatted == law(bad) + "\n```pledge\nkind b \"b\"\n```\n")
    }

    @Test func `prose, front matter and other fences are not touched`() {
        let text = "---\ntitle:   A\nrole: law\n---\n\n  Prose   here.  \n\n```swift\nkind   a\n```\n\n```pledge\n```\n"
        #expect(RuleFormatter.format(SourceFile(path: "a.md", text: text)) == text)
    }

    @Test func `line breaks of Windows stay`() {
        let text = law("kind   a \"a\"\n  say   \"a\"").replacing("\n", with: "\r\n")
        let wanted = law("kind a \"a\"\n  say \"a\"").replacing("\n", with: "\r\n")
        #expect(RuleFormatter.format(SourceFile(path: "a.md", text: text)) == wanted)
    }

    @Test func `rows, clocks and elements`() {
        expect(
            "row 160.316   \"one line\"   cite \"a\"\nclock T-ret \"kept\"   from end   keep 6 years rests on T-ret,160.310\n"
                + "element header_statement \"the header\" of notice rests on 520b1i",
            "row 160.316 \"one line\"\n  cite \"a\"\nclock T-ret \"kept\"\n  from end\n  keep 6 years\n  rests on T-ret, 160.310\n"
                + "element header_statement \"the header\"\n  of notice\n  rests on 520b1i")
    }
}
