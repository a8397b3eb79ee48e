import PledgeCore
import PledgeDecisions

extension LawBook {
    /// The book as one Markdown file.
    package var markdown: String {
        var lines = ["# The law, rule by rule", "", LawBook.preface, "", "## Contents", ""]
        for (number, chapter) in chapters.enumerated() {
            lines.append("\(number + 1). [\(LawBook.escaped(chapter.title))](#chapter-\(number + 1)) (\(chapter.kind))")
        }
        lines.append("\(chapters.count + 1). [Index of citations](#citations)")
        var anchors = LawAnchors()
        for (number, chapter) in chapters.enumerated() {
            lines += [
                "", "<a id=\"chapter-\(number + 1)\"></a>", "", "## \(number + 1). \(LawBook.escaped(chapter.title))",
            ]
            for piece in chapter.pieces {
                switch piece {
                case .heading(let level, let words):
                    let marks = String(repeating: "#", count: min(6, max(3, level)))
                    lines += ["", "\(marks) \(LawBook.escaped(words))"]
                case .paragraph(let words): lines += ["", LawBook.escaped(words)]
                case .rule(let rule): lines += LawBook.markdown(rule, anchors.next(rule.id))
                }
            }
        }
        lines += ["", "<a id=\"citations\"></a>", "", "## Index of citations", ""]
        for (citation, ids) in citations {
            let links = ids.map { "[\($0)](#\(LawAnchors.name($0)))" }.joined(separator: ", ")
            lines.append("- \(LawBook.escaped(citation)): \(links)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Words that open the book in either form.
    static let preface =
        "Made by `pledge law book` from the rulebooks in `Law` and the questions in `Scenarios`. Each rule stands here in words; "
        + "the rulebook itself decides. The mark behind a citation says how the rule was found: T in the opened text, t combined "
        + "from texts, 2 in a secondary source, M from memory, J by inference."

    /// Most examples told of one rule.
    static let casesMax = 12

    private static func markdown(_ rule: Rule, _ anchor: String) -> [String] {
        var lines = [
            "", "<a id=\"\(anchor)\"></a>", "", "**\(rule.id)** — \(escaped(rule.title))  ", "*\(escaped(rule.facts))*",
        ]
        if !rule.sentences.isEmpty { lines.append("") }
        for sentence in rule.sentences {
            lines.append("- \(escaped(sentence.text))")
            lines += sentence.points.map { "  - \(escaped($0))" }
        }
        guard !rule.cases.isEmpty else { return lines }
        lines += ["", "Examples:", ""]
        lines += rule.cases.prefix(casesMax).map { "- \(escaped($0.question)) **\($0.outcome)** (`\($0.id)`)" }
        if rule.cases.count > casesMax { lines.append("- and \(rule.cases.count - casesMax) more in `Scenarios`") }
        return lines
    }

    /// Text whose signs mean nothing in Markdown.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "*_[]<>`|\\".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}

extension LawBook.Rule {
    /// What it is, its source, how sure, and since when: `permit · 45 CFR 164.512(e)(1)(i) · t · from 2003-04-14`.
    var facts: String {
        var parts = [word]
        if let citation, !citation.isEmpty { parts.append(citation) }
        if let confidence { parts.append(confidence.rawValue) }
        if let force {
            parts.append("from \(force.since)" + (force.until.map { " to the day before \($0)" } ?? ""))
        }
        return parts.joined(separator: " · ")
    }
}

/// Anchors of rules; two rules of one id have two.
struct LawAnchors {
    private var counts: [String: Int] = [:]

    /// The anchor of the first rule with the id.
    static func name(_ id: String) -> String {
        "rule-" + String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "-" })
    }

    mutating func next(_ id: String) -> String {
        counts[id, default: 0] += 1
        let count = counts[id] ?? 1
        return count == 1 ? LawAnchors.name(id) : "\(LawAnchors.name(id))-\(count)"
    }
}
