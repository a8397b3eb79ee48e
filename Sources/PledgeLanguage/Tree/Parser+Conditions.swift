import PledgeCore

extension Parser {
    /// What joins conditions.
    private enum Joint: String { case and, or }

    /// Reads a condition.
    mutating func condition() throws(ParseStop) -> ConditionNode { try condition(depth: 0, outer: nil) }

    private mutating func condition(depth: Int, outer: Joint?) throws(ParseStop) -> ConditionNode {
        var parts = [try factor(depth: depth, outer: outer)]
        var joint: Joint?
        var hasMixed = false
        while let found: Joint = isAt("and") ? .and : isAt("or") ? .or : nil {
            if found != joint ?? outer ?? found, !hasMixed {
                hasMixed = true
                findings.add(.mixedJoints, at: here)
            }
            joint = joint ?? found
            position += 1
            parts.append(try factor(depth: depth, outer: joint))
        }
        switch joint {
        case nil: return parts[0]
        case .and: return .all(parts)
        case .or: return .any(parts)
        }
    }

    private mutating func factor(depth: Int, outer: Joint?) throws(ParseStop) -> ConditionNode {
        guard depth < ConditionNode.depthMax else {
            findings.add(.nestedTooDeep(ConditionNode.depthMax), at: here)
            throw ParseStop()
        }
        if take("not") { return .not(try factor(depth: depth + 1, outer: outer)) }
        if take(.leftParenthesis) {
            let inner = try condition(depth: depth + 1, outer: nil)
            try expect(.rightParenthesis)
            return inner
        }
        if take("some") {
            let document = try name("a document")
            guard take("such") else { return .some(document, nil) }
            try expect("that")
            return .some(document, try condition(depth: depth + 1, outer: outer))
        }
        return .test(try test())
    }

    private mutating func test() throws(ParseStop) -> TestNode {
        let left = try term()
        let (operation, isNegated) = try operation()
        switch operation {
        case .holds, .present, .absent:
            return TestNode(left: left, operation: operation, isNegated: isNegated, right: nil, place: left.place)
        case .is, .in, .includes, .only, .overlaps, .covers, .less, .lessOrEqual, .greater, .greaterOrEqual, .before,
            .after, .onOrBefore, .onOrAfter, .within:
            let right = try term()
            return TestNode(
                left: left, operation: operation, isNegated: isNegated, right: right,
                place: left.place.through(right.place))
        }
    }

    /// Reads what a test compares by, with an optional `is` and `not` before it.
    private mutating func operation() throws(ParseStop) -> (TestNode.Operation, isNegated: Bool) {
        let hasIs = take("is")
        let isNegated = take("not")
        for operation in [TestNode.Operation.before, .after, .within, .in, .present, .absent]
        where take(operation.rawValue) {
            if !hasIs, operation == .present || operation == .absent {
                position -= 1
                throw fail(expecting: "`is` before `\(operation.rawValue)`")
            }
            return (operation, isNegated)
        }
        if isAt("on"), isFollowed(by: "or") {
            position += 2
            if take("before") { return (.onOrBefore, isNegated) }
            if take("after") { return (.onOrAfter, isNegated) }
            throw fail(expecting: "`before` or `after`", words: ["before", "after"])
        }
        if hasIs { return (.is, isNegated) }
        for operation in [TestNode.Operation.includes, .only, .overlaps, .covers] where take(operation.rawValue) {
            return (operation, isNegated)
        }
        let signs: [(Token.Sign, TestNode.Operation)] = [
            (.less, .less), (.lessOrEqual, .lessOrEqual), (.greater, .greater), (.greaterOrEqual, .greaterOrEqual),
        ]
        for (sign, operation) in signs where take(sign) { return (operation, isNegated) }
        if isAt(.equals) {
            findings.add(.equalsInTest, at: here)
            throw ParseStop()
        }
        if isNegated { throw fail(expecting: "`in`", words: ["in"]) }
        return (.holds, false)
    }

    /// Reads one side of a test.
    mutating func term() throws(ParseStop) -> TermNode {
        var term = try simpleTerm()
        // Signs stand between spaces, and each takes a span, so the loop ends.
        while isAt(.plus) || isAt(.minus) {
            let sign = isAt(.plus) ? 1 : -1
            position += 1
            if case .offset = term {
                findings.add(.secondOffset, at: here)
                throw ParseStop()
            }
            term = .offset(term, try span(), sign: sign)
        }
        return term
    }

    private mutating func simpleTerm() throws(ParseStop) -> TermNode {
        guard let token = next else { throw fail(expecting: "a fact, a field or a value") }
        switch token.kind {
        case .name:
            let word = word(token)
            if ReservedWords.all.subtracting(["at", "group", "yes", "no"]).contains(word) {
                throw fail(expecting: "a fact, a field or a value")
            }
            return try path()
        case .number:
            position += 1
            guard let number = Int64(word(token)) else {
                findings.add(.badNumber(word(token), most: Int(Int64.max)), at: place(token))
                throw ParseStop()
            }
            return .number(number, place(token))
        case .decimal:
            findings.add(.decimalInCondition(word(token)), at: place(token))
            throw ParseStop()
        case .date:
            let first = try day()
            guard isAt("to") else { return .day(first) }
            position += 1
            let last = try day()
            let place = first.place.through(last.place)
            guard let period = Period(first: first.day, last: last.day) else {
                findings.add(.periodEndsBeforeItStarts, at: place)
                throw ParseStop()
            }
            return .period(period, place)
        case .text: return .text(try text("words in quotes"))
        case .sign(.leftBrace): return try braces()
        case .sign, .unknown, .end: throw fail(expecting: "a fact, a field or a value")
        }
    }

    private mutating func path() throws(ParseStop) -> TermNode {
        var names = [try name("a name")]
        while isAt(.dot) {
            position += 1
            names.append(try name("a field"))
        }
        let place = names[0].place.through(names[names.count - 1].place)
        return .path(names, place)
    }

    /// `{a, b}`.
    private mutating func braces() throws(ParseStop) -> TermNode {
        let start = here
        try expect(.leftBrace)
        var members: [TermNode] = []
        repeat {
            if next?.kind == .text {
                members.append(.text(try text("a text")))
            } else {
                let name = try name("a name")
                members.append(.path([name], name.place))
            }
        } while take(.comma)
        let end = here
        try expect(.rightBrace)
        return .braces(members, start.through(end))
    }
}
