import PledgeLanguage

/// A small law that the tests of single mistakes stand on.
enum Base {
    static let file = SourceFile(path: "base.md", text: text)

    /// A ground of the base with one clause replaced, or clauses added.
    static func permit(_ clauses: String, without: [String] = []) -> String {
        let usual = [
            ("by", "by covered-entity"), ("disclose", "disclose to provider"), ("for", "for treatment"),
            ("account", "account exempt tpo"), ("confidence", "confidence t"), ("cite", "cite \"45 CFR\""),
        ]
        let kept = usual.filter { !without.contains($0.0) }.map { "  " + $0.1 }
        return (["permit 506c9 \"a test\""] + kept + [clauses]).joined(separator: "\n")
    }

    private static let text = """
        ---
        title: Words of the tests
        role: law
        since: 2003-04-14
        covers: 2003-04-14 to 2027-12-31
        ---

        # Words

        ```pledge
        kind anyone "anyone"
        kind covered-entity "a covered entity": anyone
        kind provider "a provider": covered-entity
        kind individual "the patient": anyone
        kind police "the police": anyone
        purpose treatment "treatment"
        purpose payment "payment"
        item record "a record"
        item image "an image": record
        label hiv "HIV"
        label sti "STI"
        data name "name"
        data address "address"
        list contact "contact data" = name, address
        channel mail "by mail"
        object care "care"

        fact emergency "an emergency"
          asked
          ask "Is it an emergency?"
        fact opted-out "she opted out"
          known
        fact birth "the day of birth" : time
          known
        fact visits "visits" : number
          asked
          ask "How many?"
        choice wish "the patient's wish"
          asked
          ask "What does the patient say?"
          option agrees "agrees"
          option objects "objects"

        document order "an order"
          field signed "when it was signed" : time
          field to-us "it is directed to us" : yes-no
          field scope "what it names" : scope
          field purposes "what for" : set of purpose
          field receiver "who receives it" : id

        duty verify "check who asks"
        define of-age "of age"
          when at is on or after birth + 18 years
        define has-order "an order is in hand"
          when some order
        define good-order "a good order" on order
          when order.signed is present
        question parents "may a parent be told" : may, must
          silent may

        permit 506c1 "for care"
          by covered-entity
          use, disclose to provider
          for treatment, payment
          account exempt tpo
          confidence t
          cite "45 CFR 164.506(c)(1)"

        permit 512f1i "as a law requires"
          by covered-entity
          disclose to police
          for payment
          account counted
          confidence t
          cite "45 CFR 164.512(f)(1)(i)"

        permit 502a1i "to the patient"
          by covered-entity
          disclose to individual
          for treatment
          account exempt individual
          confidence t
          cite "45 CFR 164.502(a)(1)(i)"

        forbid X1 "a stop"
          when opted-out
          reach 506
          cite "law"
        set tpo "care and payment" = 506
        right access "a copy"
          answer within 30 days
          cite "45 CFR 164.524"
          confidence t
        fee 524c4 "a copy"
          cite "45 CFR 164.524(c)(4)"
          confidence t
        ```

        """
}
