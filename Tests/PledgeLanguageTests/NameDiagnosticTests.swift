import PledgeLanguage
import Testing

/// Names that are not declared, declared twice, or stand under themselves.
@Suite struct NameDiagnosticTests {
    @Test func `each domain has names of its own`() {
        expectFindings(
            law(
                Base.permit(
                    "  use to ①provder\n  about ②imge\n  limit at most {③naem, contact}\n  before ④verfy\n  on ⑤ordr\n  key ⑥emergncy"
                )),
            [
                Expected("①", "unknown-name", "there is no kind `provder`", help: "did you mean `provider`?"),
                Expected("②", "unknown-name", "there is no item or object `imge`", help: "did you mean `image`?"),
                Expected("③", "unknown-name", "there is no data element or list `naem`", help: "did you mean `name`?"),
                Expected("④", "unknown-name", "there is no duty `verfy`", help: "did you mean `verify`?"),
                Expected("⑤", "unknown-name", "there is no document `ordr`", help: "did you mean `order`?"),
                Expected("⑥", "unknown-name", "there is no fact `emergncy`", help: "did you mean `emergency`?"),
            ])
        expectFindings(
            law(
                "situation s \"a situation\"\n  under \"Family\" hint \"h\" recipient police for ①treatmnt item record"
                    + "\n  labels hiv, ②sit\n  act ③tell\n  channel ④mial brings ⑤ordr"),
            [
                Expected("①", "unknown-name", "there is no purpose `treatmnt`", help: "did you mean `treatment`?"),
                Expected("②", "unknown-name", "there is no label `sit`", help: "did you mean `sti`?"),
                Expected(
                    "③", "not-one-of",
                    "`tell` is not one of `use`, `disclose`, `request`, `refuse`, `omit`, `charge`, `condition`, `inform`"
                ),
                Expected("④", "unknown-name", "there is no channel `mial`", help: "did you mean `mail`?"),
                Expected("⑤", "unknown-name", "there is no document `ordr`", help: "did you mean `order`?"),
            ])
    }

    @Test func `names in conditions`() {
        expectFindings(
            law(
                Base.permit(
                    "  on order\n  when ①emergncy\n  when order.②sgned is present\n  when wish is ③agrees-to-it"
                        + "\n  when purpose in {treatment, ④paymnt}\n  when parents is ⑤mst\n  when ⑥actor.ids is \"a\""
                )),
            [
                Expected(
                    "①", "unknown-term", "there is no fact, condition, question or field `emergncy`",
                    help: "did you mean `emergency`?"),
                Expected("②", "unknown-name", "`order` has no field `sgned`", help: "did you mean `signed`?"),
                Expected("③", "unknown-name", "`wish` has no option `agrees-to-it`"),
                Expected("④", "unknown-name", "there is no purpose `paymnt`", help: "did you mean `payment`?"),
                Expected("⑤", "unknown-name", "`parents` has no answer `mst`", help: "did you mean `must`?"),
                Expected(
                    "⑥", "unknown-term", "there is no fact, condition, question or field `actor.ids`",
                    help: "did you mean `actor.id`?"),
            ])
    }

    @Test func `rules, sets and stops`() {
        expectFindings(
            law(
                "set ①all \"all\" = 506c1, ②506d, ③tpo\nforbid X2 \"x\"\n  reach ④507, 512f, tpo except ⑤X1\n  cite \"law\""
            ),
            [
                Expected("②", "unknown-rule", "there is no ground or set `506d`"),
                Expected("③", "set-in-set", "`tpo` is a set, and a set names rules", help: "name its rules"),
                Expected("④", "unknown-rule", "there is no ground or set `507`"),
                Expected("⑤", "unknown-rule", "`X1` is a stop, not a ground"),
            ])
        expectFindings(
            law("exception X3 of ①X2, ②506c1 \"x\"\n  confidence t\n  cite \"law\""),
            [
                Expected("①", "unknown-stop", "there is no stop `X2`", help: "did you mean `X1`?"),
                Expected("②", "unknown-stop", "`506c1` is a ground, not a stop"),
            ])
    }

    @Test func `a prefix stands for what is under it, by whole tokens`() {
        expectFindings(law("forbid X2 \"x\"\n  reach 512f, 506\n  cite \"law\""), [])
        expectFindings(
            law("forbid X2 \"x\"\n  reach ①51\n  cite \"law\""),
            [Expected("①", "unknown-rule", "there is no ground or set `51`")])
    }

    @Test func `a name is declared once`() {
        expectFindings(
            law(
                "kind ①provider \"again\"\nfact ②wish \"again\"\n  known\ndocument ③order \"again\"\nlist ④name \"a list\" = address"
            ),
            [
                Expected(
                    "①", "duplicate-name",
                    "the kind `provider` takes a name that is taken; it is declared at base.md:13",
                    help: "choose another name"),
                Expected(
                    "②", "duplicate-name", "the fact `wish` takes a name that is taken; it is declared at base.md:38",
                    help: "choose another name"),
                Expected(
                    "③", "duplicate-name",
                    "the document `order` takes a name that is taken; it is declared at base.md:44",
                    help: "choose another name"),
                Expected(
                    "④", "duplicate-name", "the list `name` takes a name that is taken; it is declared at base.md:22",
                    help: "choose another name"),
            ])
    }

    @Test func `the order of reasons is of known criteria, each once, and declared once`() {
        let first = "order reasons \"which\" = compelled, verified, releases-most, counted\n"
        expectFindings(law(first), [])
        expectFindings(
            law("order ①reason \"which\" = compelled\norder reasons \"which\" = ②compeled, counted"),
            [
                Expected("①", "unknown-name", "there is no order `reason`", help: "did you mean `reasons`?"),
                Expected("②", "unknown-name", "there is no criterion `compeled`", help: "did you mean `compelled`?"),
            ])
        expectFindings(
            law(first + "order ①reasons \"again\" = counted, ②counted"),
            [
                Expected(
                    "①", "order-twice", "the order of reasons is declared at test.md:10",
                    help: "keep one of the two in the rulebook"),
                Expected(
                    "②", "criterion-twice", "`counted` stands twice in the order",
                    help: "keep the one that should decide"),
            ])
    }

    @Test func `a hierarchy has no cycle`() {
        expectFindings(
            law("kind ①a \"a\": b\nkind b \"b\": c, anyone\nkind c \"c\": a\nkind d \"d\": a"),
            [
                Expected(
                    "①", "cycle", "the kind `a` stands under `b` stands under `c` stands under `a`, which is a cycle",
                    help: "take one of the names from behind a colon")
            ])
    }

    @Test func `a chain of names has a bound`() {
        func chain(_ count: Int) -> String {
            (1...count).map { "kind k\($0) \"k\"" + ($0 == 1 ? "" : ": k\($0 - 1)") }.joined(separator: "\n")
        }
        expectFindings(law(chain(64)), [])
        expectFindings(
            law(chain(65).replacing("kind k65", with: "kind ①k65")),
            [
                Expected(
                    "①", "chain-too-long", "`k65` stands at the end of a chain of more than 64 names",
                    help: "shorten the chain")
            ])
    }

    @Test func `a named condition does not use itself`() {
        expectFindings(
            law("define ①a \"a\"\n  when b or emergency\ndefine b \"b\"\n  when not a"),
            [
                Expected(
                    "①", "cyclic-condition", "`a` uses `b` uses `a`: a condition may not use itself",
                    help: "write one of them out")
            ])
    }
}
