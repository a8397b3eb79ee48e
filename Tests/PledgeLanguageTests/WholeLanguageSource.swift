import PledgeLanguage

/// Files that use every construct of the language once.
enum WholeLanguage {
    static let files = [
        SourceFile(path: "law.md", text: law), SourceFile(path: "il.md", text: overlay),
        SourceFile(path: "Notices/clinic.md", text: notice),
    ]

    static let law = """
        ---
        title: Everything
        role: law
        since: 2003-04-14
        covers: 2003-04-14 to 2027-12-31
        ---

        # Words

        ```pledge
        kind anyone "anyone"
        kind provider "a provider": anyone   # a comment
          code "hl7|PROV"
          code "snomed|1"
          say "a doctor"
        kind individual "the patient": anyone
        kind parent "a parent": anyone, individual
        purpose treatment "treatment"
        channel mail "by mail"
        item record "a record"
        label notes "notes"
          must be named
        data name "name"
        data phone "phone"
        service general "general care"
        source made-here "made by us"
        object line "a line of a fee"
        list contact "contact data" = name,
          phone
        set tpo "care" = 506
        order reasons "which comes first" = compelled, counted

        fact emergency "an emergency"
          asked
          of professional
          judged "the professional in charge"
          ask "Is it an emergency,"
            "or nearly one?"
          evidence "the chart"
        fact birth "the day of birth" : time
          known
          changed by nobody
        fact relatives "the relatives" : set of kind
          knowledge
        choice wish "the patient's wish"
          asked
          of patient
          ask "What does the patient say?"
          changed by patient "the patient agrees"
          option agrees "agrees"
          option objects "objects"

        document order "an order"
          on file
          ask "Is there an order?"
          obtained by court "a judge signs"
          ended by patient "the patient ends it"
          field scope "what it names" : scope new group
          field signed "when" : time new at + 1 year ask "When?" changed by requester "has it signed" cuts given
          field to-us "to us" : yes-no
            new yes
          field receiver "who" : id new recipient.id
          field purposes "what for" : set of purpose new {treatment}
          field ids "who else" : set of id
          field number "how many" : number new 3
          field kind "which" : item new record
        duty verify "check who asks"
          say "Please show a badge."   owed by officer
        situation sister "A sister calls"
          under "Family"   hint "How is she?"
          recipient parent   for treatment   item record   labels notes   act disclose   channel mail   brings order

        define of-age "of age"
          when at is on or after birth + 18 years
          cite "state law"
          confidence 2
        define good-order "a good order" on order
          when order.signed is present and not order.receiver is absent
        question parents "may a parent be told" : may, must
          silent may
          ask "What does the law say?" of desk
        ```

        # Rules

        ```pledge
        permit 512e1i "as a court orders"
          by provider, parent
          use, disclose to provider
          inform to individual
          about record, line
          for treatment
          key emergency
          on order
          when good-order and (of-age or wish is agrees)
          when order.scope covers group and order.receiver is recipient.id and order.ids includes recipient.id
          when purpose in {treatment} and labels only {notes} and elements overlaps {name} and order.purposes covers purpose
          when order.number >= 2 and given is within 2003-04-14 to 2010-01-01 and held is before at - 30 days
          when parents is may and act in {use, disclose} and not recipient is not parent
          compelled when order.to-us
          limit at most {contact, name}
          limit within order.scope
          limit minimum
          before verify unless emergency
          with verify
          after 60 days verify
          after 10 business days of receipt verify
          account exempt national-security
          outside
          confidence T
          cite "45 CFR 164.512(e)(1)(i)"
          since 2004-01-01
          until 2020-01-01
        permit 506 "for care"
          by anyone
          use to anyone
          for treatment
          compelled
          account not-ours
          confidence J
          cite "45 CFR 164.506"
        standing 502g1 "a parent speaks"
          recipient parent as individual
          when not of-age
          confidence t
          cite "45 CFR 164.502(g)"
        forbid P2-61 "records of Part 2"
          when part2
          unless emergency
          reach everything except 512e
          offer nothing
          quiet
          with verify
          confidence M
          cite "42 CFR 2.61"
        stop 522b "another way"
          by patient
          when channel not in {mail}
          reach tpo, 512e1
          manner
          cite "45 CFR 164.522(b)"
        exception P2-62 of P2-61 "with an order"
          on order
          when order.to-us
          reach 506
          limit within order.scope
          before verify
          account suspendable
          confidence t
          cite "42 CFR 2.62"
        right access "a copy"
          answer within 30 days   extension 1 month   deny 512e, tpo   fee 524c4
          letter "why", "how to complain"
          rests on 524b2, 524c4
          cite "45 CFR 164.524"   confidence t
        clock 404b "tell the patients"
          from discovery   within 60 days   extension 0 days
          rests on 404b, 160.316   cite "45 CFR 164.404(b)"   confidence T
        clock T-ret "how long papers are kept"
          from "the day it was last in force"   keep 6 years
          cite "45 CFR 164.530(j)"   confidence t   since 2010-01-01   until 2020-01-01
        clock 160.310 "how far back"
          from request   back 6 years
          cite "45 CFR 164.528(a)(1)"   confidence t
        clock T-free "how often free"
          from request   every 12 months
          cite "45 CFR 164.528(c)(2)"   confidence t
        fee 524c4 "a copy"
          allow line   at most 6.50 USD a page   free "by the portal"
          rests on 524c4i   cite "45 CFR 164.524(c)(4)"   confidence t
        element 520b1i "the header"
          required when overlay-here
          text "THIS NOTICE"
          cite "45 CFR 164.520(b)(1)(i)"
          confidence T
        element expiry_date "when it ends"
          of authorization
          rests on 508c1v, 160.306
          required
          cite "45 CFR 164.508(c)(1)(v)"   confidence t
        row 160.316 "nobody may be punished for complaining: about conduct, not about information"
        row 530f "harm is mitigated"
          cite "45 CFR 164.530(f)"   confidence t   since 2010-01-01   until 2020-01-01
        ```

        """

    static let overlay = """
        ---
        title: Illinois
        role: overlay
        state: IL
        since: 2010-01-01
        reviewed: [notes]
        ---

        ```pledge
        require IL-1 "a report" under 512f1i
          by provider
          disclose to anyone
          for treatment
          account counted
          confidence t
          cite "410 ILCS"
        entitle IL-2 "her own"
          by provider
          disclose to individual
          for treatment
          when emergency
          account exempt individual
          confidence t
          cite "410 ILCS"
        define IL-3 parents is must "a parent is told"
          when emergency
          cite "410 ILCS"
          confidence t
        ```

        """

    static let notice = """
        ---
        title: Our notice
        role: joint-notice
        organization: The Clinic
        phone: 555-0100
        contact: The Office
        effective: 2015-01-01
        series: clinic
        reserves: yes
        consent-to-lessen: no
        zone: America/Chicago
        ---

        # What we do

        ## Your *care*

        We use your record **to care** for
        [you](https://example.org).

        ```pledge
        promise tpo, 512e1i only when not emergency
          limit at most {name}
          limit minimum
          before verify
        ```

        - We never sell it.

        ```pledge
        exclude 506 when wish is objects "we do not"
        stop S1 "only by mail"
          when channel is mail
          reach 506
        right access
          answer within 20 days, no extension
          fee 0.15 USD a page, line
          deny nothing
        ```

        """
}
