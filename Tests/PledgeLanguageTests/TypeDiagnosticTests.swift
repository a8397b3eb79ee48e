import PledgeLanguage
import Testing

/// Tests whose sides do not fit, and fields spoken of where there is no document.
@Suite struct TypeDiagnosticTests {
    @Test func `a test says what it needs`() {
        expectFindings(
            law(
                Base.permit(
                    "  when ①visits\n  when ②emergency is agrees\n  when ③visits is 3\n  when ④birth is 2020-01-01"
                        + "\n  when visits < ⑤birth\n  when ⑥purpose < 3")),
            [
                Expected(
                    "①", "not-yes-no", "`visits` is a number, not a yes or no",
                    help: "compare it, such as `visits is ...`"),
                Expected(
                    "②", "yes-no-compared", "`emergency` is a yes or no", help: "write `emergency` or `not emergency`"),
                Expected(
                    "③", "number-compared", "the number `visits` is compared with `is`",
                    help: "use `<`, `<=`, `>` or `>=`"),
                Expected(
                    "④", "time-compared", "the time `birth` is compared with `is`",
                    help: "use `before`, `after`, `on or before`, `on or after` or `within`"),
                Expected("⑤", "ill-typed", "`<` needs a number, found a time"),
                Expected("⑥", "ill-typed", "`<` needs a number, found a set of purpose"),
            ])
        expectFindings(
            law(
                Base.permit(
                    "  when ①wish only {agrees}\n  when labels only ②purpose\n  when at is within ③birth"
                        + "\n  when ④emergency is present\n  when ⑤{treatment} is purpose\n  when actor.id is ⑥visits")),
            [
                Expected("①", "ill-typed", "`only` needs a set of names, found a choice"),
                Expected("②", "ill-typed", "`labels` needs a set of label, found a set of purpose"),
                Expected("③", "ill-typed", "`within` needs a period, found a time"),
                Expected(
                    "④", "presence-of-no-field", "`emergency` is always there",
                    help: "only a field of a document and a fact of our records can be present or absent"),
                Expected(
                    "⑤", "braces-on-the-left", "names in braces stand on the right of a test",
                    help: "write the fact or field first: `purpose in {treatment, payment}`"),
                Expected("⑥", "ill-typed", "`actor.id` needs an identifier, found a number"),
            ])
    }

    @Test func `scopes, sets, documents and questions`() {
        expectFindings(
            law(
                Base.permit(
                    "  on order\n  when ①order.scope is record\n  when ②order.scope covers labels\n  when ③order"
                        + "\n  when ④parents\n  when ⑤of-age is yes\n  when purpose is ⑥order.purposes")),
            [
                Expected(
                    "①", "not-comparable", "`order.scope` is a scope and cannot be compared",
                    help: "ask whether it `is present`"),
                Expected(
                    "②", "scope-compared", "`order.scope` is a scope",
                    help: "write `order.scope covers group`, or `order.scope is present`"),
                Expected(
                    "③", "document-without-field", "`order` is a document, not a value",
                    help: "write `some order`, or name a field: `order.FIELD`"),
                Expected("④", "question-without-answer", "`parents` is a question", help: "write `parents is ANSWER`"),
                Expected(
                    "⑤", "compared-condition", "`of-age` is a named condition or a question, not a value",
                    help: "write `of-age` alone, or `of-age is ANSWER` for a question"),
                Expected(
                    "⑥", "set-against-set", "`purpose` and `order.purposes` are two sets",
                    help: "say how they compare: `only`, `overlaps` or `covers`"),
            ])
    }

    @Test func `a field speaks of the document of its rule or of its some`() {
        expectFindings(
            law(Base.permit("  when ①order.to-us\n  when ②good-order\n  limit within ③order.scope")),
            [
                Expected(
                    "①", "field-out-of-place", "`order.to-us` speaks of one `order`, and none is given here",
                    help: "add `on order` to the rule, or write `some order such that ...`"),
                Expected(
                    "②", "condition-of-other-document", "`good-order` speaks of one `order`, and none is given here",
                    help: "add `on order` to the rule, or write `some order such that good-order`"),
                Expected(
                    "③", "field-out-of-place", "`order.scope` speaks of one `order`, and none is given here",
                    help: "add `on order` to the rule, or write `some order such that ...`"),
            ])
        expectFindings(
            law(
                "document waiver \"a waiver\"\n  field signed \"when\" : time\n"
                    + Base.permit("  on order\n  when some waiver such that ①order.signed is present and good-order")
                    .replacing("good-order", with: "②good-order")),
            [
                Expected(
                    "①", "field-out-of-place", "`order.signed` is no field of the `waiver` that is spoken of here",
                    help: "add `on order` to the rule, or write `some order such that ...`"),
                Expected(
                    "②", "condition-of-other-document", "`good-order` speaks of one `order`, and none is given here",
                    help: "add `on order` to the rule, or write `some order such that good-order`"),
            ])
    }

    @Test func `one some does not stand in another, not by name either`() {
        let help = "one document is spoken of at a time: join two conditions with `and`"
        expectFindings(
            law(Base.permit("  when some order such that some ①order")),
            [Expected("①", "nested-some", "a `some` stands inside another", help: help)])
        expectFindings(
            law("define around \"x\"\n  when not has-order\n" + Base.permit("  when some order such that ①around")),
            [Expected("①", "nested-some", "`around` has a `some` of its own and stands inside another", help: help)])
    }

    @Test func `types of facts and fields, and what a fresh document holds`() {
        expectFindings(
            law(
                "fact f \"f\" : ①numbr\n  known\nfact g \"g\" : ②scope\n  known\ndocument d \"d\"\n  field a \"a\" : number"
                    + "\n    new ③yes ⑤cuts held\n  field b \"b\" : set of purpose new {④treatmnt}"),
            [
                Expected("①", "unknown-type", "there is no type `numbr`", help: "did you mean `number`?"),
                Expected("②", "scope-fact", "a fact cannot be a scope", help: "only a field of a document can"),
                Expected("③", "ill-typed", "`new` needs a number, found `yes`"),
                Expected("⑤", "ill-typed", "`cuts` needs a time or a period, found a number"),
                Expected("④", "unknown-name", "there is no purpose `treatmnt`", help: "did you mean `treatment`?"),
            ])
    }
}
