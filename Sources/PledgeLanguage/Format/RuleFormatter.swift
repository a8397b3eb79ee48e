import PledgeCore

/// Writes the blocks of a rule file in one form.
///
/// Clauses stand on lines of their own, indented by two; long lines are wrapped and indented further; comments and
/// single blank lines stay. Prose and front matter are not touched, nor is a block that has a mistake.
package enum RuleFormatter {
    /// Lines are shorter than this where they can be broken.
    static let columnsMax = 100

    /// Returns the file in the one form.
    ///
    /// Formatting it again changes nothing.
    ///
    /// - Complexity: O(bytes).
    package static func format(_ file: SourceFile) -> String {
        let parsed = ParsedFile(file)
        guard !parsed.blocks.isEmpty, !parsed.hasMarkdownErrors else { return file.text }
        var bytes: [UInt8] = []
        var block = 0
        for piece in parsed.pieces {
            guard case .pledge(let content) = piece.kind, block < parsed.blocks.count else {
                bytes += parsed.source.bytes[piece.range]
                continue
            }
            bytes += parsed.source.bytes[piece.range.lowerBound..<content.lowerBound]
            bytes += formatted(parsed.blocks[block], content, piece.range, parsed.source)
            bytes += parsed.source.bytes[content.upperBound..<piece.range.upperBound]
            block += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func formatted(
        _ block: BlockNode, _ content: Range<Int>, _ piece: Range<Int>, _ source: SourceText
    ) -> ArraySlice<UInt8> {
        let old = source.bytes[content]
        guard !block.hasErrors, block.tokens.count > 1 else { return old }
        var layout = BlockLayout(block: block, source: source)
        let lines = layout.lines()
        let newline = source.bytes[piece.lowerBound..<content.lowerBound].suffix(2) == [13, 10] ? "\r\n" : "\n"
        let text = lines.map { $0 + newline }.joined()
        return isSame(block, source, text) ? Array(text.utf8)[...] : old
    }

    /// Whether a text has the same words in the same clauses: nothing else may be written back.
    private static func isSame(_ block: BlockNode, _ source: SourceText, _ text: String) -> Bool {
        let newSource = SourceText(path: "", text: text)
        let (new, findings) = Parser.block(0..<newSource.bytes.count, piece: 0, source: newSource, file: 0)
        guard !findings.hasErrors, new.tokens.count == block.tokens.count,
            new.declarations.count == block.declarations.count
        else { return false }
        for (one, other) in zip(block.tokens, new.tokens)
        where one.kind != other.kind || source.bytes[one.range] != newSource.bytes[other.range] {
            return false
        }
        return zip(block.declarations, new.declarations).allSatisfy { one, other in
            one.tokens == other.tokens && one.clauses.map(\.tokens) == other.clauses.map(\.tokens)
        }
    }
}

/// The lines of one block.
private struct BlockLayout {
    private let block: BlockNode
    private let source: SourceText
    private var done: [String] = []
    /// The line being written; nothing before the first word.
    private var line = ""
    private var columns = 0
    /// Whether the colon of the present declaration is followed by a type or by answers.
    private var isTyped = false

    init(block: BlockNode, source: SourceText) {
        self.block = block
        self.source = source
    }

    mutating func lines() -> [String] {
        for declaration in block.declarations {
            isTyped = declaration.kind.domain == nil
            let headerEnd = declaration.clauses.first?.tokens.lowerBound ?? declaration.tokens.upperBound
            unit(declaration.tokens.lowerBound..<headerEnd, indentation: 0, starts: [])
            for clause in declaration.clauses {
                var starts: [Int] = []
                if case .field(let field) = clause.body { starts = field.clauses.map(\.tokens.lowerBound) }
                unit(clause.tokens, indentation: 2, starts: starts)
            }
        }
        if let end = block.tokens.last { comments(before: end, indentation: 0, isFirst: true) }
        flush()
        while done.last?.isEmpty == true { done.removeLast() }
        return done
    }

    /// A header or a clause, from its first word to its last.
    ///
    /// Starts are positions of words that start clauses of a field.
    private mutating func unit(_ tokens: Range<Int>, indentation: Int, starts: [Int]) {
        let splits = splits(tokens, indentation, starts)
        // What overflows a part of a split unit stands deeper than the parts.
        let continuation = splits.isEmpty ? 4 : 6
        for index in tokens {
            let token = block.tokens[index]
            if index == tokens.lowerBound {
                comments(before: token, indentation: indentation, isFirst: true)
                flush()
                append(String(repeating: " ", count: indentation))
            } else {
                let isBroken = comments(before: token, indentation: 4, isFirst: false)
                let space = hasSpace(block.tokens[index - 1], token) ? " " : ""
                if isBroken || splits.contains(index) {
                    flush()
                    append(String(repeating: " ", count: 4))
                } else if mayBreak(before: index),
                    columns + space.count + chunk(index, tokens) >= RuleFormatter.columnsMax
                {
                    flush()
                    append(String(repeating: " ", count: continuation))
                } else {
                    append(space)
                }
            }
            append(source.text(token.range))
        }
    }

    private mutating func append(_ text: String) {
        line += text
        columns += text.count
    }

    private mutating func flush() {
        if !line.isEmpty { done.append(line) }
        line = ""
        columns = 0
    }

    /// Writes the comments and the blank line before a word, and says whether a comment ended the line.
    ///
    /// First words start a declaration or clause; a blank line may stand before them.
    @discardableResult
    private mutating func comments(before token: Token, indentation: Int, isFirst: Bool) -> Bool {
        let parts = source.text(token.leading).split(separator: "\n", omittingEmptySubsequences: false)
        var wrote = false
        var hasBlank = false
        for (index, part) in parts.enumerated() {
            let text = String(part).trimmed
            if index == 0 {
                if !text.isEmpty {
                    // At the start of a block nothing stands before the comment.
                    append(line.isEmpty ? text : "  " + text)
                    flush()
                    wrote = true
                }
            } else if text.isEmpty {
                // The last part is the indentation of the word itself.
                if index < parts.count - 1 { hasBlank = true }
            } else {
                flush()
                if isFirst, hasBlank, !done.isEmpty { done.append("") }
                let isIndented = part.first?.isWhitespace == true
                let depth = indentation == 0 && isIndented ? 2 : indentation
                done.append(String(repeating: " ", count: depth) + text)
                hasBlank = false
                wrote = true
            }
        }
        if isFirst, hasBlank {
            flush()
            if !done.isEmpty { done.append("") }
        }
        return wrote
    }

    /// Whether a line may end before this word, and be continued by it.
    private func mayBreak(before index: Int) -> Bool {
        let before = block.tokens[index - 1].kind
        return before == .sign(.comma) || before == .text && block.tokens[index].kind == .text || isJoint(index)
    }

    /// Whether a word is the `and` or `or` between conditions; the `or` of `on or before` is not.
    private func isJoint(_ index: Int) -> Bool {
        guard block.tokens[index].kind == .name else { return false }
        let word = source.text(block.tokens[index].range)
        return word == "and" || word == "or" && source.text(block.tokens[index - 1].range) != "on"
    }

    /// Where a unit is split into lines: a list at its equals sign, a field at its clauses, a condition at its parts,
    /// when it does not fit on a line or its author split it.
    private func splits(_ tokens: Range<Int>, _ indentation: Int, _ starts: [Int]) -> Set<Int> {
        var candidates = starts.isEmpty ? joints(tokens) : starts
        if indentation == 0, let equals = tokens.first(where: { block.tokens[$0].kind == .sign(.equals) }) {
            candidates = [equals]
        }
        let isSplit =
            indentation + width(tokens) >= RuleFormatter.columnsMax
            || candidates.contains { block.tokens[$0].lineIndentation != nil }
        return isSplit ? Set(candidates) : []
    }

    /// Positions of the outermost `and` and `or`.
    private func joints(_ tokens: Range<Int>) -> [Int] {
        var depth = 0
        var joints: [(index: Int, depth: Int)] = []
        for index in tokens.dropFirst() {
            switch block.tokens[index].kind {
            case .sign(.leftParenthesis): depth += 1
            case .sign(.rightParenthesis): depth -= 1
            case .name where isJoint(index): joints.append((index, depth))
            default: continue
            }
        }
        let outermost = joints.map(\.depth).min()
        return joints.filter { $0.depth == outermost }.map(\.index)
    }

    /// Columns from a word to the next place where a line may end.
    private func chunk(_ start: Int, _ tokens: Range<Int>) -> Int {
        var end = start + 1
        while end < tokens.upperBound, !mayBreak(before: end) { end += 1 }
        return width(start..<end)
    }

    /// Columns of some words on one line.
    private func width(_ tokens: Range<Int>) -> Int {
        var width = 0
        for index in tokens {
            if index > tokens.lowerBound, hasSpace(block.tokens[index - 1], block.tokens[index]) { width += 1 }
            width += source.text(block.tokens[index].range).count
        }
        return width
    }

    private func hasSpace(_ left: Token, _ right: Token) -> Bool {
        switch right.kind {
        // A type stands apart from the words before it; a name that something stands under does not.
        case .sign(.colon): return isTyped
        case .sign(.comma), .sign(.dot), .sign(.rightParenthesis), .sign(.rightBrace): return false
        default: break
        }
        switch left.kind {
        case .sign(.leftParenthesis), .sign(.leftBrace), .sign(.dot): return false
        default: return true
        }
    }
}
