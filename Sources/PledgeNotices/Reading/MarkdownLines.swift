import PledgeLanguage

/// Markdown as its readers see it: front matter, fenced text and comments left out, marks taken away.
package enum MarkdownLines {
    /// One line with its marks of emphasis and links still in it.
    package struct Line: Equatable, Sendable {
        package var text: String
        package var number: Int
        package var role: NoticeText.Role
        /// How far an item stands in, in spaces.
        package var indentation = 0
        /// Whether the item began with a number.
        package var isNumbered = false
    }

    /// Signs that may be marks.
    private static let marks = Array("\\`*_[]".utf8)

    /// Reads a notice.
    static func read(_ text: String) -> [NoticeText.Line] {
        marked(text).map { line in
            let shown = withoutTags(line.text)
            let hasMarks = shown.utf8.contains(where: marks.contains)
            // No person's line is longer; taking marks off keeps several copies of it in memory.
            let plain = hasMarks && shown.utf8.count <= 1 << 18 ? Prose.plain(shown) : shown
            return .init(text: CleanText.line(plain), number: line.number, role: line.role)
        }
    }

    /// The lines with their roles, inline marks and all.
    ///
    /// - Complexity: O(bytes).
    package static func marked(_ text: String) -> [Line] {
        var reader = Reader()
        for (index, line) in CleanText.linesWithIndentation(text).enumerated() {
            reader.read(line.text, indentation: line.indentation, number: index + 1)
        }
        return reader.lines
    }

    /// Keys and values of the lines between the two lines of hyphens at the beginning; nested values are left aside.
    static func frontMatter(_ text: String) -> [String: String] {
        let lines = text.split(maxSplits: 400, omittingEmptySubsequences: false, whereSeparator: \.isNewline).dropLast()
            .map { CleanText.line($0) }
        guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else { return [:] }
        var values: [String: String] = [:]
        for line in lines[1..<end] {
            let sides = line.split(separator: ":", maxSplits: 1).map { CleanText.line($0) }
            guard sides.count == 2, values[sides[0]] == nil else { continue }
            let quote = sides[1].first.flatMap { "\"'".contains($0) && sides[1].count > 1 ? $0 : nil }
            let isQuoted = quote != nil && sides[1].last == quote
            values[sides[0]] = isQuoted ? String(sides[1].dropFirst().dropLast()) : sides[1]
        }
        return values
    }

    /// Whether a text is Markdown by its look: two headings with marks, or one and a fence.
    static func isMarkdown(_ text: String) -> Bool {
        var headings = 0
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), maxSplits: 2000) {
            if line.starts(with: "```".utf8) { return true }
            guard line.first == UInt8(ascii: "#"), line.count < 1000, let words = Prose.heading(String(line) ?? "")
            else { continue }
            if !words.isEmpty { headings += 1 }
            if headings == 2 { return true }
        }
        return false
    }

    /// Text without the tags of HTML that Markdown lets in, and with its references resolved.
    static func withoutTags(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            result += rest[..<start]
            let after = rest[rest.index(after: start)...]
            guard let end = after.firstIndex(of: ">"), isTag(after[..<end]) else {
                result += "<"
                rest = after
                // Without a closing bracket there are no more tags: one look is enough.
                if !after.contains(">") { break }
                continue
            }
            rest = after[after.index(after: end)...]
        }
        return HTMLReferences.resolved(Array((result + rest).utf8)[...])
    }

    /// `p`, `/p`, `br/`, `a href=...`; neither an address (`<x@y.org>`) nor a comparison.
    private static func isTag(_ inside: Substring) -> Bool {
        let name = inside.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
        guard let first = name.first, first.isASCII, first.isLetter else { return false }
        let next = inside.drop { $0 == "/" }.dropFirst(name.count).first
        return next == nil || next == " " || next == "/"
    }
}

/// Follows lines of Markdown.
private struct Reader {
    var lines: [MarkdownLines.Line] = []
    private var fence: (mark: Character, length: Int)?
    private var isInComment = false
    private var isInFrontMatter = false

    mutating func read(_ text: String, indentation: Int, number: Int) {
        if number == 1, text == "---" {
            isInFrontMatter = true
            return
        }
        if isInFrontMatter {
            isInFrontMatter = text != "---"
            return
        }
        if let open = fence {
            let run = text.prefix { $0 == open.mark }.count
            if run >= open.length, run == text.count { fence = nil }
            return
        }
        if let mark = text.first, mark == "`" || mark == "~" {
            let length = text.prefix { $0 == mark }.count
            if length >= 3 {
                fence = (mark, length)
                return addBlank(number)
            }
        }
        let shown = withoutComments(text)
        if shown.isEmpty {
            // A line of comment alone parts nothing.
            if text.isEmpty { addBlank(number) }
            return
        }
        add(shown, indentation, number)
    }

    private mutating func add(_ text: String, _ indentation: Int, _ number: Int) {
        if let words = Prose.heading(text) {
            if !words.isEmpty { lines.append(.init(text: words, number: number, role: .heading(level(text)))) }
            return
        }
        if let mark = text.first, "=-*_".contains(mark), text.allSatisfy({ $0 == mark || $0 == " " }) {
            return addRule(mark, text, number)
        }
        if text.hasPrefix("|") { return addCells(text, number) }
        if text.hasPrefix(">") {
            return add(String(text.drop { $0 == ">" || $0 == " " }), indentation, number)
        }
        if let item = Prose.listItem(text) {
            let isNumbered = text.first?.isNumber == true
            lines.append(
                .init(text: item, number: number, role: .item, indentation: indentation, isNumbered: isNumbered))
            return
        }
        if let item = LineShape.bulleted(text) {
            lines.append(.init(text: item, number: number, role: .item, indentation: indentation))
            return
        }
        // A line right below an item goes on with it.
        let role: NoticeText.Role = lines.last.map { $0.role == .item && !$0.text.isEmpty } == true ? .item : .body
        guard role == .item, let last = lines.indices.last else {
            lines.append(.init(text: text, number: number, role: .body, indentation: indentation))
            return
        }
        lines[last].text += " " + text
    }

    private func level(_ text: String) -> Int { text.prefix { $0 == "#" }.count }

    /// A line of marks below words makes them a heading; alone it is a rule, which says nothing.
    private mutating func addRule(_ mark: Character, _ text: String, _ number: Int) {
        guard mark == "=" || mark == "-", !text.contains(" "), let last = lines.last, !last.text.isEmpty,
            last.role == .body
        else { return addBlank(number) }
        lines[lines.count - 1].role = .heading(mark == "=" ? 1 : 2)
    }

    private mutating func addCells(_ text: String, _ number: Int) {
        let cells = text.split(separator: "|").map { CleanText.line($0) }.filter { !$0.isEmpty }
        // The line that parts a table's head from its body.
        if cells.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } }) { return }
        for cell in cells { lines.append(.init(text: cell, number: number, role: .cell)) }
    }

    private mutating func addBlank(_ number: Int) {
        if let last = lines.last, !last.text.isEmpty { lines.append(.init(text: "", number: number, role: .body)) }
    }

    /// A line without the comments in it, which may go on over lines.
    private mutating func withoutComments(_ text: String) -> String {
        guard isInComment || text.contains("<!--") else { return text }
        var result = ""
        var rest = text[...]
        while !rest.isEmpty {
            if isInComment {
                guard let end = rest.firstRange(of: "-->") else { break }
                rest = rest[end.upperBound...]
                isInComment = false
            } else if let start = rest.firstRange(of: "<!--") {
                result += rest[..<start.lowerBound]
                rest = rest[start.upperBound...]
                isInComment = true
            } else {
                result += rest
                break
            }
        }
        return CleanText.line(result)
    }
}
