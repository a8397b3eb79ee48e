import PledgeCore

extension Parser {
    /// Reads what a clause says behind its first word.
    mutating func body(of clause: Clause, in kind: DeclarationKind) throws(ParseStop) -> ClauseBody {
        switch clause {
        case .known, .knowledge, .asked, .outside, .manner, .quiet: return .flag
        case .code, .say, .ask, .evidence, .judged, .cite, .hint, .free, .text:
            return .text(try text("words in quotes"))
        case .must: return try flag("be", "named")
        case .may: return try flag("be", "part2")
        case .offer: return try flag("nothing")
        case .no: return try flag("extension")
        case .of, .silent, .key, .item, .act, .channel, .cuts: return .name(try name("a name"))
        case .owed:
            try expect("by")
            return .name(try name("who owes it"))
        case .changed, .obtained, .ended:
            try expect("by")
            let by = try name("who does it")
            return .change(by, next?.kind == .text ? try text("words") : nil)
        case .option: return .option(try name("the name of the option"), try text("words in quotes"))
        case .field: return .field(try field())
        case .new: return .fresh(try term())
        case .on:
            return kind == .document ? try flag("file") : .name(try name("a document"))
        case .under: return .text(try text("a heading in quotes"))
        case .recipient:
            let recipient = try name("a kind")
            guard kind == .standing else { return .name(recipient) }
            try expect("as")
            return .roles(recipient, try name("a kind"))
        case .for: return kind == .situation ? .name(try name("a purpose")) : .names(try names("a purpose"))
        case .by: return .names(try names(kind == .stop ? "`patient`" : "a kind"))
        case .labels, .brings, .about, .allow: return .names(try names("a name"))
        case .when, .unless: return .condition(try condition())
        case .compelled, .required: return .condition(take("when") ? try condition() : nil)
        case .confidence: return .name(try ruleName("`T`, `t`, `2`, `M` or `J`"))
        case .since, .until: return .day(try day())
        case .use, .disclose, .request, .refuse, .omit, .charge, .condition, .inform: return try acts()
        case .limit: return try limitation()
        case .before, .with, .after: return try duty(clause)
        case .account:
            let account = try name("`counted`, `suspendable`, `not-ours` or `exempt`")
            return .account(account, exempt: account.text == "exempt" ? try name("a class of exemption") : nil)
        case .reach: return try reach()
        case .answer:
            try expect("within")
            let span = try span()
            if isAt(.comma), isFollowed(by: "no") || isFollowed(by: "extension") { position += 1 }
            return .span(span)
        case .extension: return .span(try span())
        case .within, .back, .keep, .every: return .span(try span())
        case .rests:
            try expect("on")
            return .names(try rowNames("the id of a row"))
        case .deny: return take("nothing") ? .names([]) : .names(try ruleNames("the id of a rule, or `nothing`"))
        case .fee: return try rightFee()
        case .letter: return try letter()
        case .from: return next?.kind == .text ? .text(try text("an event")) : .name(try name("an event"))
        case .at: return try cap()
        }
    }

    /// A clause of fixed words.
    private mutating func flag(_ words: String...) throws(ParseStop) -> ClauseBody {
        for word in words { try expect(word) }
        return .flag
    }

    private mutating func letter() throws(ParseStop) -> ClauseBody {
        var texts = [try text("words in quotes")]
        while take(.comma) { texts.append(try text("words in quotes")) }
        return .texts(texts)
    }

    /// `at most 6.50 USD a page`; the first word has been taken.
    private mutating func cap() throws(ParseStop) -> ClauseBody {
        try expect("most")
        let cents = try dollars()
        guard take("a") else { return .amount(cents: cents, isPerPage: false) }
        try expect("page")
        return .amount(cents: cents, isPerPage: true)
    }

    /// `disclose, use to provider, health-plan`; the first act has been taken.
    private mutating func acts() throws(ParseStop) -> ClauseBody {
        position -= 1
        let acts = try names("an act")
        try expect("to")
        return .acts(acts, to: try names("a kind"))
    }

    private mutating func limitation() throws(ParseStop) -> ClauseBody {
        let start = here
        if take("minimum") { return .minimum }
        if take("within") {
            let document = try name("a document")
            try expect(.dot)
            return .withinScope(document, try name("a field"))
        }
        guard take("at") else {
            throw fail(expecting: "`at most`, `within` or `minimum`", words: ["at", "within", "minimum"])
        }
        try expect("most")
        try expect(.leftBrace)
        let names = try names("a data element or list")
        let end = here
        try expect(.rightBrace)
        return .atMost(names, start.through(end))
    }

    private mutating func duty(_ clause: Clause) throws(ParseStop) -> ClauseBody {
        var time: SpanNode?
        var ofReceipt = false
        if clause == .after {
            time = try span()
            if isAt("of"), isFollowed(by: "receipt") {
                position += 2
                ofReceipt = true
            }
        }
        let duty = try name("a duty")
        return .duty(duty, time, ofReceipt: ofReceipt, unless: take("unless") ? try condition() : nil)
    }

    private mutating func reach() throws(ParseStop) -> ClauseBody {
        let rules = take("everything") ? nil : try ruleNames("the id of a rule, or `everything`")
        return .reach(rules, except: take("except") ? try ruleNames("the id of a rule") : [])
    }

    /// `fee 0.15 USD a page, postage`, `fee free`, `fee 524c4`.
    private mutating func rightFee() throws(ParseStop) -> ClauseBody {
        if take("free") { return .pageFee(cents: 0, []) }
        // `524` is digits and an id; an amount is followed by its currency.
        guard next?.kind == .decimal || next?.kind == .number && isFollowed(by: "USD") else {
            return .names(try ruleNames("an amount, `free`, or the id of a fee"))
        }
        let cents = try dollars()
        try expect("a")
        try expect("page")
        return .pageFee(cents: cents, take(.comma) ? try names("a line of a fee") : [])
    }

    /// Reads `6.50 USD` as cents.
    private mutating func dollars() throws(ParseStop) -> Int64 {
        guard let amount = next, amount.kind == .decimal || amount.kind == .number else {
            throw fail(expecting: "an amount such as `6.50 USD`")
        }
        position += 1
        let parts = word(amount).split(separator: ".", omittingEmptySubsequences: false)
        guard parts[0].count <= 9, let whole = Int64(parts[0]) else {
            findings.add(.badAmount(word(amount)), at: place(amount))
            throw ParseStop()
        }
        var cents = whole * 100
        if parts.count == 2 {
            guard parts[1].count <= 2, let fraction = Int64(parts[1]) else {
                findings.add(.badAmount(word(amount)), at: place(amount))
                throw ParseStop()
            }
            cents += parts[1].count == 1 ? fraction * 10 : fraction
        }
        try expect("USD")
        return cents
    }

    /// `field NAME "words" : TYPE` with its clauses, which run to the end of the field.
    private mutating func field() throws(ParseStop) -> FieldNode {
        let name = try name("the name of the field")
        let words = try text("words in quotes")
        try expect(.colon)
        let type = try type()
        var clauses: [ClauseNode] = []
        while position < limit {
            let start = position
            let word = word(tokens[start])
            guard let clause = Clause(rawValue: word), Clause.ofField.contains(clause) else {
                throw fail(
                    expecting: "`new`, `ask`, `changed by` or `cuts`", words: Clause.ofField.map(\.rawValue))
            }
            position += 1
            let body = try body(of: clause, in: .document)
            if clauses.contains(where: { $0.clause == clause }) {
                findings.add(.duplicateClause(word), at: place(tokens[start]))
            }
            clauses.append(
                ClauseNode(clause: clause, place: place(tokens[start]), tokens: start..<position, body: body))
        }
        return FieldNode(name: name, words: words, type: type, clauses: clauses)
    }
}
