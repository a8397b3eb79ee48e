import PledgeLanguage
import Testing

/// Mistakes in characters, words and the shape of clauses.
@Suite struct ShapeDiagnosticTests {
    @Test func `the base of these tests has no mistake`() {
        expectFindings(law("kind nurse \"a nurse\": provider"), [])
    }

    @Test func `one run reports every mistake`() {
        expectFindings(
            law(
                "kind clerk \"a clerk\": ①nobody\n②knd nurse \"a nurse\"\nkind porter ③: provider\nkind cook \"a cook\": ④povider"
            ),
            [
                Expected("①", "unknown-name", "there is no kind `nobody`"),
                Expected("②", "unknown-declaration", "`knd` declares nothing", help: "did you mean `kind`?"),
                Expected("③", "expected", "expected words in quotes, found `:`"),
                Expected("④", "unknown-name", "there is no kind `povider`", help: "did you mean `provider`?"),
            ])
    }

    @Test func `a clause in the first column is told apart from an unknown declaration`() {
        expectFindings(
            law("duty ask \"ask\"\n①say \"please\""),
            [
                Expected(
                    "①", "unknown-declaration", "`say` declares nothing",
                    help: "`say` is a clause: indent it under its declaration")
            ])
    }

    @Test func `an indented line without a declaration`() {
        expectFindings(
            law("  ①kind nurse \"a nurse\""),
            [
                Expected(
                    "①", "clause-without-declaration", "this line is indented and belongs to no declaration",
                    help: "start the declaration in the first column")
            ])
    }

    // A Cyrillic letter in the name of a rule would make it another rule.
    @Test(arguments: [
        ("о", "U+043E CYRILLIC SMALL LETTER O", "o"), ("ο", "U+03BF GREEK SMALL LETTER OMICRON", "o"),
        ("ｏ", "U+FF4F FULLWIDTH LATIN SMALL LETTER O", "o"), ("օ", "U+0585 ARMENIAN SMALL LETTER OH", "o"),
    ])
    func `a letter that looks like another is named`(_ letter: String, _ name: String, _ ascii: String) {
        expectFindings(
            law("kind d①\(letter)ctor \"a doctor\""),
            [
                Expected(
                    "①", "look-alike", "`\(letter)` is \(name), which looks like `\(ascii)`", help: "write `\(ascii)`")
            ])
    }

    @Test func `other letters outside of ASCII are named`() {
        expectFindings(
            law("kind infirmi①è" + "re \"a nurse\""),
            [
                Expected(
                    "①", "look-alike", "`è` is U+00E8 LATIN SMALL LETTER E WITH GRAVE",
                    help: "write names with the letters a to z, digits, `-` and `_`")
            ])
    }

    @Test func `curly quotes and long dashes are named`() {
        expectFindings(
            law("kind nurse ①“a nurse②”: covered③–entity"),
            [
                Expected(
                    "①", "look-alike", "`“` is U+201C LEFT DOUBLE QUOTATION MARK, which looks like `\"`",
                    help: "write `\"`"),
                Expected(
                    "②", "look-alike", "`”` is U+201D RIGHT DOUBLE QUOTATION MARK, which looks like `\"`",
                    help: "write `\"`"),
                Expected("③", "look-alike", "`–` is U+2013 EN DASH, which looks like `-`", help: "write `-`"),
            ])
    }

    @Test func `what cannot be seen is named`() {
        expectFindings(
            law("kind nurse \"a ①\u{202E}nurse\""),
            [
                Expected(
                    "①", "invisible-character", "here stands U+202E RIGHT-TO-LEFT OVERRIDE, which cannot be seen",
                    help: "take it out")
            ])
    }

    @Test func `a text without its quote ends with the line`() {
        expectFindings(
            law("kind nurse ①\"a nurse: provider\nkind cook \"a cook\": ②povider"),
            [
                Expected(
                    "①", "unterminated-text", "this text has no closing quote", help: "a text ends on its line"),
                Expected("②", "unknown-name", "there is no kind `povider`", help: "did you mean `provider`?"),
            ])
    }

    @Test func `stray characters and escapes`() {
        expectFindings(
            law("kind nurse \"a ①\\nurse\"\nkind cook \"a cook\" ②;"),
            [
                Expected(
                    "①", "bad-escape", "a backslash stands before `\"` or another backslash only", help: "write `\\\\`"),
                Expected("②", "stray-character", "`;` is no sign of the language", help: "take it out"),
                Expected(
                    "②", "unexpected", "`;` does not belong here",
                    help: "start a clause on a line of its own, indented like the others"),
            ])
    }

    @Test func `a day that does not exist`() {
        expectFindings(
            law(Base.permit("  since ①2021-02-29")),
            [
                Expected(
                    "①", "bad-date", "there is no day `2021-02-29`", help: "write year, month and day: `2026-11-21`")
            ])
    }

    @Test func `unknown, misplaced and repeated clauses`() {
        expectFindings(
            law(Base.permit("  ①limt minimum\n  ②reach everything\n  ③flavor 3\n  outside\n  ④outside")),
            [
                Expected("①", "unknown-clause", "there is no clause `limt`", help: "did you mean `limit`?"),
                Expected(
                    "②", "misplaced-clause", "a permit has no `reach`",
                    help: "it may have `by`, `use`, `disclose`, `request`, `refuse`, `omit`, `charge`, `condition`, "
                        + "`inform`, `about`, `for`, `key`, `on`, `when`, `compelled`, `limit`, `before`, `with`, `after`, "
                        + "`account`, `outside`, `confidence`, `cite`, `since`, `until`"),
                Expected(
                    "③", "unknown-clause", "there is no clause `flavor`",
                    help:
                        "a permit may have `by`, `use`, `disclose`, `request`, `refuse`, `omit`, `charge`, `condition`, "
                        + "`inform`, `about`, `for`, `key`, `on`, `when`, `compelled`, `limit`, `before`, `with`, `after`, "
                        + "`account`, `outside`, `confidence`, `cite`, `since`, `until`"),
                Expected("④", "duplicate-clause", "`outside` stands here twice", help: "keep one"),
            ])
    }

    @Test func `and beside or needs parentheses`() {
        expectFindings(
            law(Base.permit("  when emergency and opted-out ①or of-age")),
            [
                Expected(
                    "①", "mixed-joints", "`and` and `or` stand side by side",
                    help: "put parentheses around the one that is to hold together")
            ])
        expectFindings(law(Base.permit("  when (emergency and opted-out) or of-age")), [])
    }

    @Test func `what follows a some belongs to it`() {
        expectFindings(
            law(Base.permit("  when emergency or some order such that order.to-us ①and order.signed is present")),
            [
                Expected(
                    "①", "mixed-joints", "`and` and `or` stand side by side",
                    help: "put parentheses around the one that is to hold together")
            ])
    }

    @Test func `a test has no equals sign, and presence has its is`() {
        expectFindings(
            law(Base.permit("  when wish ①= agrees\n  when birth ②present")),
            [
                Expected("①", "equals-in-test", "a test has no `=`", help: "write `is`"),
                Expected("②", "expected", "expected `is` before `present`, found `present`"),
            ])
    }

    @Test func `nesting has a bound`() {
        let deep = String(repeating: "(", count: 63) + "emergency" + String(repeating: ")", count: 63)
        expectFindings(law(Base.permit("  when " + deep)), [])
        let deeper = String(repeating: "(", count: 64) + "①emergency" + String(repeating: ")", count: 64)
        expectFindings(
            law(Base.permit("  when " + deeper)),
            [
                Expected(
                    "①", "nested-too-deep", "the condition nests deeper than 64",
                    help: "name a part of it with `define`")
            ])
    }

    @Test func `spans, numbers and amounts`() {
        expectFindings(
            law(
                Base.permit("  after 30 ①dayz verify\n  after ②200000 days verify\n  when visits < ③0.5")
                    + "\nfee X2 \"a fee\"\n  at most ④6.505 USD\n  cite \"law\"\n  confidence t"),
            [
                Expected(
                    "①", "expected", "expected `days`, `months`, `years`, `hours` or `business days`, found `dayz`",
                    help: "did you mean `day`?"),
                Expected("②", "bad-number", "`200000` is too large a number", help: "write at most 100000"),
                Expected(
                    "③", "decimal-in-condition", "`0.5` is not a whole number", help: "compare with whole numbers"),
                Expected(
                    "④", "bad-amount", "`6.505` is no amount of dollars",
                    help: "write it like `6.50`, with at most two digits of cents"),
            ])
    }

    @Test func `a period runs forward, and a time takes one span`() {
        expectFindings(
            law(
                Base.permit(
                    "  when given is within ①2020-01-02 to 2020-01-01\n  when at is after birth + 1 year - ②1 day")),
            [
                Expected(
                    "①", "period-ends-before-it-starts", "the period ends before it starts",
                    help: "write the earlier day first"),
                Expected(
                    "②", "second-offset", "a time has one span added or taken away", help: "make it one span"),
            ])
    }

    @Test func `reserved words are not names`() {
        expectFindings(
            law("kind ①group \"a group\"\ndocument ②actor \"an actor\"\nfact ③purpose \"a purpose\"\n  known"),
            [
                Expected("①", "reserved-word", "`group` is a word of the language", help: "choose another name"),
                Expected("②", "reserved-word", "`actor` is a word of the language", help: "choose another name"),
                Expected(
                    "③", "name-of-request-field", "`purpose` is a field of every request", help: "choose another name"),
            ])
    }
}
