import PledgeCore

/// Thrown when a clause cannot be read on; the mistake has been reported.
struct ParseStop: Error {}

/// Reads the tokens of a block into its tree.
///
/// Recursive descent. A mistake ends its clause, never the block: one run finds every clause that is wrong. Each
/// declaration and each clause has bounds found before it is read, so every loop ends.
struct Parser {
    let source: SourceText
    let file: Int
    let tokens: [Token]
    /// Position of the token to be read next.
    var position = 0
    /// First position behind what may be read now.
    var limit = 0
    var findings: Findings
    /// Positions of tokens that start a clause.
    private var clauseStarts: Set<Int> = []
    /// Positions of tokens in the first column.
    private var declarationStarts: [Int] = []

    /// Returns the tree of a block and what is wrong with its words and shape.
    ///
    /// - Complexity: O(bytes).
    static func block(_ content: Range<Int>, piece: Int, source: SourceText, file: Int) -> (BlockNode, Findings) {
        let (tokens, findings) = Lexer.tokens(of: content, in: source, file: file)
        var parser = Parser(source: source, file: file, tokens: tokens, findings: findings)
        let declarations = parser.declarations()
        let block = BlockNode(
            tokens: tokens, declarations: declarations, hasErrors: parser.findings.hasErrors, piece: piece)
        return (block, parser.findings)
    }

    private init(source: SourceText, file: Int, tokens: [Token], findings: Findings) {
        self.source = source
        self.file = file
        self.tokens = tokens
        self.findings = findings
        findBounds()
    }

    /// Finds where declarations and clauses start.
    private mutating func findBounds() {
        var clauseIndentation: Int?
        for (index, token) in tokens.enumerated() {
            guard let indentation = token.lineIndentation, token.kind != .end else { continue }
            if indentation == 0 {
                declarationStarts.append(index)
                clauseIndentation = nil
            } else if !continues(index) {
                if let current = clauseIndentation, indentation > current { continue }
                clauseIndentation = clauseIndentation ?? indentation
                clauseStarts.insert(index)
            }
        }
    }

    /// Whether a line cannot start a clause: it begins with a sign, a text, `and` or `or`, or the line before is open.
    private func continues(_ index: Int) -> Bool {
        switch tokens[index].kind {
        case .text, .sign, .unknown: return true
        case .name:
            let word = word(tokens[index])
            if word == "and" || word == "or" { return true }
        case .number, .decimal, .date, .end: break
        }
        guard index > 0, case .sign(let sign) = tokens[index - 1].kind else { return false }
        switch sign {
        case .comma, .colon, .equals, .leftBrace, .leftParenthesis, .plus, .minus, .dot, .less, .lessOrEqual,
            .greater, .greaterOrEqual:
            return true
        case .rightBrace, .rightParenthesis: return false
        }
    }

    private mutating func declarations() -> [DeclarationNode] {
        let end = max(0, tokens.count - 1)
        let first = declarationStarts.first ?? end
        if first > 0, let token = tokens.first { findings.add(.clauseWithoutDeclaration, at: place(token)) }
        var nodes: [DeclarationNode] = []
        for (index, start) in declarationStarts.enumerated() {
            let stop = index + 1 < declarationStarts.count ? declarationStarts[index + 1] : end
            if let node = declaration(start..<stop) { nodes.append(node) }
        }
        return nodes
    }

    private mutating func declaration(_ range: Range<Int>) -> DeclarationNode? {
        let token = tokens[range.lowerBound]
        guard token.kind == .name, let kind = DeclarationKind(rawValue: word(token)) else {
            let near = token.kind == .name ? nearest(word(token), in: DeclarationKind.allCases.map(\.rawValue)) : nil
            let isClause = Clause(rawValue: word(token)) != nil
            findings.add(.unknownDeclaration(word(token), nearest: near, isClause: isClause), at: place(token))
            return nil
        }
        let starts = (range.lowerBound + 1..<range.upperBound).filter { clauseStarts.contains($0) }
        position = range.lowerBound + 1
        limit = starts.first ?? range.upperBound
        var node = DeclarationNode(
            kind: kind, place: place(token), tokens: range, header: HeaderNode(), clauses: [], broken: [])
        do {
            try header(of: kind, into: &node.header)
            clauses(into: &node)
        } catch {
            position = limit
        }
        for (index, start) in starts.enumerated() {
            position = start
            limit = index + 1 < starts.count ? starts[index + 1] : range.upperBound
            clauses(into: &node)
        }
        return node.header.name == nil && node.header.names.isEmpty ? nil : node
    }

    /// Reads clauses up to the limit.
    private mutating func clauses(into node: inout DeclarationNode) {
        let allowed = node.kind.clauses
        while position < limit {
            let start = position
            guard let clause = clauseWord(allowed, in: &node) else {
                position = limit
                return
            }
            do {
                let body = try body(of: clause, in: node.kind)
                if !clause.mayRepeat, node.first(clause) != nil {
                    findings.add(.duplicateClause(clause.rawValue), at: place(tokens[start]))
                }
                node.clauses.append(
                    ClauseNode(clause: clause, place: place(tokens[start]), tokens: start..<position, body: body))
            } catch {
                node.broken.insert(clause)
                position = limit
            }
        }
    }

    /// The clause that the next word starts, or nothing when it starts none here.
    private mutating func clauseWord(_ allowed: [Clause], in node: inout DeclarationNode) -> Clause? {
        let token = tokens[position]
        let word = word(token)
        let startsLine = clauseStarts.contains(position)
        if token.kind == .name, let clause = Clause(rawValue: word) {
            if allowed.contains(clause) {
                position += 1
                return clause
            }
            findings.add(
                .misplacedClause(word, of: node.kind.rawValue, allowed: allowed.map(\.rawValue)), at: place(token))
            return nil
        }
        guard startsLine, token.kind == .name else {
            findings.add(.unexpected(word), at: place(token))
            return nil
        }
        let near = nearest(word, in: allowed.map(\.rawValue))
        if let near, let clause = Clause(rawValue: near) { node.broken.insert(clause) }
        findings.add(
            .unknownClause(word, of: node.kind.rawValue, nearest: near, allowed: allowed.map(\.rawValue)),
            at: place(token))
        return nil
    }
}

// MARK: - Looking and taking

extension Parser {
    /// The next token, or nothing at the limit.
    var next: Token? { position < limit ? tokens[position] : nil }

    /// The word of a token as it was meant.
    func word(_ token: Token) -> String { token.recovered ?? source.text(token.range) }

    func place(_ token: Token) -> Place {
        Place(file: file, offset: token.range.lowerBound, length: token.range.count)
    }

    /// Whether the next token is this word.
    func isAt(_ text: String) -> Bool {
        guard let next, next.kind == .name else { return false }
        return word(next) == text
    }

    func isAt(_ sign: Token.Sign) -> Bool { next?.kind == .sign(sign) }

    /// Whether the word behind the next one is this.
    func isFollowed(by text: String) -> Bool {
        position + 1 < limit && tokens[position + 1].kind == .name && word(tokens[position + 1]) == text
    }

    /// Takes the next token if it is this word.
    mutating func take(_ text: String) -> Bool {
        guard isAt(text) else { return false }
        position += 1
        return true
    }

    mutating func take(_ sign: Token.Sign) -> Bool {
        guard isAt(sign) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ text: String) throws(ParseStop) {
        guard take(text) else { throw fail(expecting: "`\(text)`", words: [text]) }
    }

    mutating func expect(_ sign: Token.Sign) throws(ParseStop) {
        guard take(sign) else { throw fail(expecting: "`\(sign.rawValue)`") }
    }

    /// Reports what was expected here.
    mutating func fail(expecting what: String, words: [String] = []) -> ParseStop {
        let found = next.map { word($0) }
        let near = found.flatMap { nearest($0, in: words) }
        findings.add(.expected(what, found: found, nearest: near), at: here)
        return ParseStop()
    }

    private func nearest(_ word: String, in words: [String]) -> String? {
        findings.isFull ? nil : NearestName.of(word, in: words)
    }

    /// The next token's place; at the limit, the place right behind the last token.
    var here: Place {
        if let next { return place(next) }
        guard position > 0 else { return Place(file: file, offset: 0, length: 1) }
        return Place(file: file, offset: tokens[position - 1].range.upperBound, length: 1)
    }

    /// Reads a name.
    mutating func name(_ what: String) throws(ParseStop) -> NameNode {
        guard let next, next.kind == .name else { throw fail(expecting: what) }
        position += 1
        return NameNode(text: word(next), place: place(next))
    }

    /// Reads the id of a rule, which may be digits only.
    mutating func ruleName(_ what: String) throws(ParseStop) -> NameNode {
        guard let next, next.kind == .name || next.kind == .number else { throw fail(expecting: what) }
        position += 1
        return NameNode(text: word(next), place: place(next))
    }

    /// Reads the id of a row of the reference, which may be digits with a dot between.
    mutating func rowName(_ what: String) throws(ParseStop) -> NameNode {
        guard let next, next.kind == .decimal else { return try ruleName(what) }
        position += 1
        return NameNode(text: word(next), place: place(next))
    }

    /// Reads names with commas between.
    mutating func names(_ what: String) throws(ParseStop) -> [NameNode] {
        var names = [try name(what)]
        while take(.comma) { names.append(try name(what)) }
        return names
    }

    /// Reads ids of rules with commas between.
    mutating func ruleNames(_ what: String) throws(ParseStop) -> [NameNode] {
        var names = [try ruleName(what)]
        while take(.comma) { names.append(try ruleName(what)) }
        return names
    }

    /// Reads ids of rows with commas between.
    mutating func rowNames(_ what: String) throws(ParseStop) -> [NameNode] {
        var names = [try rowName(what)]
        while take(.comma) { names.append(try rowName(what)) }
        return names
    }

    /// Reads a text, or several that follow one another.
    mutating func text(_ what: String) throws(ParseStop) -> TextNode {
        guard let first = next, first.kind == .text else { throw fail(expecting: what) }
        var parts: [String] = []
        var last = first
        while let next, next.kind == .text {
            parts.append(Parser.unquoted(source.text(next.range)))
            last = next
            position += 1
        }
        return TextNode(text: parts.joined(separator: " "), place: place(first).through(place(last)))
    }

    /// The words between the quotes.
    private static func unquoted(_ text: String) -> String {
        var words = ""
        var isEscaped = false
        var isFirst = true
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { isFirst = false }
            if isFirst { continue }
            if !isEscaped, scalar == "\\" {
                isEscaped = true
                continue
            }
            last = isEscaped ? nil : scalar
            isEscaped = false
            words.unicodeScalars.append(scalar)
        }
        // The closing quote; a text cut off by the end of its line has none.
        if let last, last == "\"" || LookAlikes.ascii(last) == "\"" { words.unicodeScalars.removeLast() }
        return words
    }

    mutating func day() throws(ParseStop) -> DayNode {
        guard let next, next.kind == .date else { throw fail(expecting: "a date such as `2026-11-21`") }
        position += 1
        // A day that does not exist has been reported by the lexer.
        guard let day = Day(word(next)) else { throw ParseStop() }
        return DayNode(day: day, place: place(next))
    }

    /// Reads `30 days`, `10 business days`.
    mutating func span() throws(ParseStop) -> SpanNode {
        let start = here
        guard let next, next.kind == .number else { throw fail(expecting: "a span such as `30 days`") }
        position += 1
        guard let count = Int32(word(next)), count <= Parser.spanCountMax else {
            findings.add(.badNumber(word(next), most: Int(Parser.spanCountMax)), at: place(next))
            throw ParseStop()
        }
        let isBusiness = take("business")
        let unit = self.next.map { word($0) } ?? ""
        let span: Span
        switch (isBusiness, unit) {
        case (false, "year"), (false, "years"): span = Span(months: count * 12)
        case (false, "month"), (false, "months"): span = Span(months: count)
        case (false, "day"), (false, "days"): span = Span(days: count)
        case (false, "hour"), (false, "hours"): span = Span(hours: count)
        case (true, "day"), (true, "days"): span = Span(businessDays: count)
        default:
            throw fail(
                expecting: isBusiness ? "`days`" : "`days`, `months`, `years`, `hours` or `business days`",
                words: isBusiness ? ["day", "days"] : Parser.units)
        }
        let end = here
        position += 1
        return SpanNode(span: span, place: start.through(end))
    }

    /// Largest number of a span.
    static let spanCountMax: Int32 = 100_000

    private static let units = ["day", "days", "month", "months", "year", "years", "hour", "hours", "business"]
}
