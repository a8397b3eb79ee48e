import PledgeLanguage

extension DraftedNotice {
    /// What a mark begins with.
    package static let markLead = "> For a person: "

    /// The literate notice, as `pledge fmt` writes it.
    ///
    /// The prose cannot make a block, a heading or front matter of its own: what would look like one is escaped as
    /// Markdown escapes it, and reads the same.
    package var text: String {
        var lines = ["---"]
        for key in frontMatter { lines.append("\(key.name): \(key.value)") }
        lines.append("---")
        for part in parts {
            lines.append("")
            lines += Self.prose(part)
            if !part.block.isEmpty { lines += ["", "```pledge"] + part.block + ["```"] }
            for mark in part.marks { lines += ["", Self.line(mark)] }
        }
        for mark in marks { lines += ["", Self.line(mark)] }
        return RuleFormatter.format(SourceFile(path: "draft.md", text: lines.joined(separator: "\n") + "\n"))
    }

    private static func line(_ mark: Mark) -> String { markLead + DraftProse.escaped(mark.reason) }

    private static func prose(_ part: Part) -> [String] {
        if let level = part.headingLevel {
            let hashes = String(repeating: "#", count: min(max(level, 1), 6))
            return [hashes + " " + DraftProse.escaped(part.lines.map(\.text).joined(separator: " "))]
        }
        var isItem = false
        return part.lines.map { line in
            let text = DraftProse.escaped(line.text)
            if line.role == .item {
                isItem = true
                return "- " + text
            }
            return isItem ? "  " + text : text
        }
    }
}

/// Prose as Markdown reads it back.
enum DraftProse {
    /// Without breaks and the white space around; a reader of lines must find one.
    static func oneLine(_ text: String) -> String {
        let parts = text.split { $0.isNewline || $0 == "\t" || $0.unicodeScalars.contains { $0.value < 0x20 } }
        return trimmed(parts.joined(separator: " "))
    }

    /// Escapes what would begin a fence, a heading, a quotation or front matter.
    static func escaped(_ text: String) -> String {
        var result = ""
        let line = oneLine(text)
        var rest = Substring(line)
        while let mark = rest.first {
            let run = rest.prefix { $0 == mark }
            rest = rest.dropFirst(run.count)
            let isFence = (mark == "`" || mark == "~") && run.count >= 3
            result += isFence ? run.map { "\\" + String($0) }.joined() : String(run)
        }
        guard let first = result.first else { return result }
        let isRule = "-=_*".contains(first) && result.allSatisfy { $0 == first || $0 == " " }
        return isRule || first == "#" || first == ">" ? "\\" + result : result
    }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
