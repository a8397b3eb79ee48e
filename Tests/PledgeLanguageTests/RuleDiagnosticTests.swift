import PledgeLanguage
import Testing

/// Rules without what they need, twice in force, or reaching too far.
@Suite struct RuleDiagnosticTests {
    @Test(arguments: [
        ("by", "name the kinds that may act: `by covered-entity`"), ("for", "name the purposes: `for treatment`"),
        ("account", "add `account counted`, `suspendable`, `not-ours` or `exempt CLASS`"),
        ("confidence", "add `confidence T`, `t`, `2`, `M` or `J`"),
        ("cite", "name the source: `cite \"...\"`"),
    ])
    func `a ground says everything it must`(_ clause: String, _ help: String) {
        expectFindings(
            law(Base.permit("", without: [clause]).replacing("permit 5", with: "permit ①5")),
            [Expected("①", "missing-\(clause)", "`506c9` has no `\(clause)`", help: help)])
    }

    @Test func `a ground names an act`() {
        expectFindings(
            law(Base.permit("", without: ["disclose"]).replacing("permit 5", with: "permit ①5")),
            [
                Expected(
                    "①", "missing-act", "`506c9` does not say which act it opens, and to whom",
                    help: "add a clause such as `disclose to KIND`")
            ])
    }

    @Test func `stops say what they reach, and a patient's stop whose it is`() {
        expectFindings(
            law(
                "forbid ①X2 \"x\"\n  cite \"law\"\nstop ②X3 \"x\"\n  reach 506\n  cite \"law\"\nstop X4 \"x\"\n  by ③police\n  reach 506\n  cite \"law\""
            ),
            [
                Expected(
                    "①", "missing-reach", "`X2` has no `reach`",
                    help: "name the grounds it closes, or write `reach everything`"),
                Expected(
                    "②", "stop-without-patient", "`X3` does not say whose stop it is",
                    help: "add `by patient`, or write `forbid` for a stop of law"),
                Expected("③", "not-one-of", "`police` is not one of `patient`"),
            ])
    }

    @Test func `marks, classes and keys`() {
        expectFindings(
            law(
                Base.permit("  confidence ①3\n  account exempt ②tqo\n  key ③wish", without: ["confidence", "account"])),
            [
                Expected(
                    "①", "bad-confidence", "`3` is no mark of confidence",
                    help: "write `T` (opened), `t` (combined), `2` (secondary), `M` (memory) or `J` (inference)"),
                Expected(
                    "②", "not-one-of",
                    "`tqo` is not one of `tpo`, `individual`, `incidental`, `authorization`, `directory`, `involved`, "
                        + "`national-security`, `custody`, `limited-data-set`, `use`",
                    help: "did you mean `tpo`?"),
                Expected(
                    "③", "key-not-yes-no", "`wish` is not a yes-no fact",
                    help: "name one that the first question can ask"),
            ])
    }

    @Test func `facts say where their value comes from and how it is asked`() {
        expectFindings(
            law(
                "fact ①f \"f\"\nfact ②g \"g\"\n  asked\nfact h \"h\"\n  known ③asked\n  ask \"h?\"\nchoice ④c \"c\"\n  known\n  option a \"a\""
            ),
            [
                Expected(
                    "①", "missing-source", "`f` does not say where its value comes from",
                    help: "add `known` (our records), `knowledge` (what the law says we know) or `asked`"),
                Expected(
                    "②", "asked-without-question", "`g` is asked, and there is no question", help: "add `ask \"...\"`"),
                Expected(
                    "③", "several-sources", "`h` says twice where its value comes from",
                    help: "keep one of `known`, `knowledge`, `asked`"),
                Expected(
                    "④", "too-few-options", "the choice `c` has fewer than two options",
                    help: "add them, or make it a `fact`"),
            ])
    }

    @Test func `questions, offers and documents`() {
        expectFindings(
            law(
                "question ①q \"q\" : a, b\nquestion r \"r\" : a, b\n  silent ②c\ndocument d \"d\"\n  obtained by ③court"
                    + "\n  ended by ④us \"x\""),
            [
                Expected(
                    "①", "missing-silent", "`q` has no `silent`",
                    help: "add `silent ANSWER`: what holds where a state's overlay says nothing"),
                Expected("②", "not-one-of", "`c` is not one of `a`, `b`"),
                Expected(
                    "③", "offer-without-words", "nothing says what that person does",
                    help: "add it in quotes: \"the patient signs it\""),
                Expected("④", "not-one-of", "`us` is not one of `patient`"),
            ])
    }

    @Test func `two rules of one id are not in force on one day`() {
        let rule = "forbid X2 \"x\"\n  reach 506\n  cite \"law\"\n"
        expectFindings(
            law(rule + rule.replacing("X2", with: "①X2")),
            [
                Expected(
                    "①", "duplicate-rule", "two rules `X2` are in force on the same days; the other is at test.md:10",
                    help: "give one another id, or end the older with `until`")
            ])
        expectFindings(
            law(rule + "  until 2013-03-26\n" + rule.replacing("X2", with: "①X2") + "  since 2013-03-25"),
            [
                Expected(
                    "①", "overlapping-force",
                    "from 2013-03-25 on two rules `X2` are in force; the other is at test.md:10",
                    help: "end the older with `until 2013-03-25`")
            ])
        expectFindings(law(rule + "  until 2013-03-26\n" + rule + "  since 2013-03-26"), [])
    }

    @Test func `dates of force`() {
        expectFindings(
            law(Base.permit("  since 2010-01-01\n  until 2010-01-01").replacing("permit 5", with: "permit ①5")),
            [
                Expected(
                    "①", "never-in-force", "from 2010-01-01 to the day before 2010-01-01 there is no day",
                    help: "put `until` after `since`")
            ])
        expectFindings(
            law(Base.permit("").replacing("permit 5", with: "permit ①5"), matter: "title: A\nrole: law"),
            [
                Expected(
                    "①", "missing-since", "nothing says from which day `506c9` is in force",
                    help: "add `since: 2003-04-14` to the front matter, or `since 2003-04-14` to the rule")
            ])
    }

    // 45 CFR 164.522(a)(1)(v): a restriction does not reach what the law requires.
    @Test func `a wish reaches no further than the law lets it`() {
        expectFindings(
            law("stop X2 \"x\"\n  by patient\n  ①reach everything except 502a1i\n  cite \"law\""),
            [
                Expected(
                    "①", "reach-too-far", "`X2` reaches `512f1i`, which a wish of the patient may not stop",
                    help: "add `except 512f1i`, or reach less")
            ])
        expectFindings(law("stop X2 \"x\"\n  by patient\n  manner\n  reach everything\n  cite \"law\""), [])
        expectFindings(law("stop X2 \"x\"\n  by patient\n  reach tpo\n  cite \"law\""), [])
    }

    @Test func `a document and a state reach no further than the law lets them`() {
        expectFindings(
            law("stop S1 \"x\"\n  ①reach everything", matter: "title: A\nrole: policy"),
            [
                Expected(
                    "①", "reach-too-far", "`S1` reaches `502a1i`, which a promise document may not stop",
                    help: "add `except 502a1i`, or reach less")
            ])
        expectFindings(
            law(
                "forbid IL-1 \"x\"\n  ①reach 502\n  cite \"law\"",
                matter: "title: A\nrole: overlay\nstate: IL\nsince: 2003-04-14"),
            [
                Expected(
                    "①", "reach-too-far", "`IL-1` reaches `502a1i`, which a state's law may not stop",
                    help: "add `except 502a1i`, or reach less")
            ])
    }

    @Test func `overlays require, entitle and answer`() {
        let matter = "title: A\nrole: overlay\nstate: IL\nsince: 2003-04-14"
        expectFindings(
            law(
                Base.permit("").replacing("permit 506c9 \"a test\"", with: "require IL-1 \"a test\" under ①506c1")
                    + "\n"
                    + Base.permit("").replacing("permit 506c9", with: "entitle IL-2").replacing(
                        "to provider", with: "to ②provider")
                    + "\n③standing IL-3 \"x\"\n  recipient police as individual\n  cite \"law\"\n  confidence t"
                    + "\ndefine IL-4 ④parentz is may \"x\"\n  cite \"law\"\n  confidence t",
                matter: matter),
            [
                Expected("①", "not-one-of", "`506c1` is not one of `512a1`, `512c1i`, `512e1`, `512f1i`"),
                Expected(
                    "②", "entitles-others", "an overlay entitles the individual, not `provider`",
                    help: "write `to individual`, or use `require`"),
                Expected(
                    "③", "standing-in-state", "a state says who speaks for somebody by answering a question",
                    help: "write `define ID QUESTION is ANSWER`"),
                Expected("④", "unknown-name", "there is no question `parentz`", help: "did you mean `parents`?"),
            ])
        expectFindings(
            law("①define X2 parents is may \"x\"\n  cite \"law\"\n  confidence t"),
            [
                Expected(
                    "①", "answer-outside-overlay",
                    "only an overlay answers a question that federal law hands to the states",
                    help: "move it to a file of role `overlay`")
            ])
    }

    @Test func `a clock says once how long, and only what is due is extended`() {
        let rest = "  from request\n  cite \"law\"\n  confidence t\n"
        expectFindings(
            law(
                "clock ①T-a \"a\"\n\(rest)clock T-b \"b\"\n\(rest)  within 3 days\n  ②keep 6 years\n"
                    + "clock T-c \"c\"\n\(rest)  back 3 years\n  ③extension 30 days\n"
                    + "clock ④T-d \"d\"\n  every 1 year\n  cite \"law\"\n  confidence t\n"
                    + "clock T-e \"e\"\n\(rest)  within ⑤soon"),
            [
                Expected(
                    "①", "missing-measure", "`T-a` does not say how long",
                    help: "add `within`, `back`, `keep` or `every` with a span: `within 30 days`"),
                Expected(
                    "②", "several-measures", "`T-b` says twice how long",
                    help: "keep one of `within`, `back`, `keep`, `every`"),
                Expected(
                    "③", "extension-of-nothing", "`extension` lengthens a `within`, and `T-c` has none",
                    help: "take it out"),
                Expected(
                    "④", "missing-from", "`T-d` has no `from`",
                    help: "name the event it counts from: `from receipt`"),
                Expected("⑤", "expected", "expected a span such as `30 days`, found `soon`"),
            ])
    }

    @Test func `what is declared is not listed`() {
        expectFindings(
            law(
                "row ①506c1 \"a permit\"\nrow ②524c4 \"a fee\"\nrow ③treatment \"a word\"\n"
                    + "row 160.316 \"one line\"\nrow ④160.316 \"another\"\n"
                    + "row 512a2 \"before the rule\"\n  until 2010-01-01\n"
                    + "forbid 512a2 \"a rule\"\n  reach 506\n  cite \"law\"\n  since 2010-01-01"),
            [
                Expected(
                    "①", "row-of-declaration", "`506c1` is listed, and it is declared at base.md:61",
                    help: "take the `row` out: the declaration covers it"),
                Expected(
                    "②", "row-of-declaration", "`524c4` is listed, and it is declared at base.md:94",
                    help: "take the `row` out: the declaration covers it"),
                Expected(
                    "③", "row-of-declaration", "`treatment` is listed, and it is declared at base.md:16",
                    help: "take the `row` out: the declaration covers it"),
                Expected(
                    "④", "duplicate-rule",
                    "two rules `160.316` are in force on the same days; the other is at test.md:13",
                    help: "give one another id, or end the older with `until`"),
            ])
    }

    @Test func `a row stands in law, has its line, and is named once`() {
        expectFindings(
            law(
                "row 512a1i ①since 2010-01-01\nclock T-a \"a\"\n  from ②3\n  every 1 year\n  cite \"x\"\n  confidence t"
            ),
            [
                Expected("①", "expected", "expected one line in quotes, found `since`"),
                Expected("②", "expected", "expected an event, found `3`"),
            ])
        expectFindings(
            law("element e \"e\"\n  rests on 508c1v, 160.306, ①508c1v\n  required\n  cite \"law\"\n  confidence t"),
            [Expected("①", "row-twice", "the row `508c1v` stands here twice", help: "keep one")])
        expectFindings(
            law(
                "①row 512a1i \"one line\"", matter: "title: A\nrole: notice\norganization: A\neffective: 2015-01-01"),
            [
                Expected(
                    "①", "declaration-of-another-role", "a file of role `notice` has no `row`",
                    help: "move it to a file of role `law`")
            ])
    }
}
