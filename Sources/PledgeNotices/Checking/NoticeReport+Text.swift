package import PledgeCore

extension NoticeReport {
    /// The findings as compilers and code hosts take them.
    package var diagnostics: [Diagnostic] {
        findings.map { finding in
            let place = finding.line.map { shown($0, finding.quote) }
            let column = place?.column ?? 1
            let span = SourceSpan(
                file: file, line: finding.line ?? 1, column: column, length: place?.length ?? 1)
            return Diagnostic(
                id: finding.id, severity: finding.severity, span: span, message: finding.message,
                help: finding.suggestion.isEmpty ? nil : "you could say: \(finding.suggestion)")
        }
    }

    /// The report for a terminal: what it is, then each group of findings under its heading, each with the line it speaks
    /// of and a caret under the words.
    package var rendered: String {
        var text = "\(file): \(summary)\n"
        var group: NoticeFinding.Group?
        for finding in findings {
            if finding.group != group {
                group = finding.group
                text += "\n\(finding.group.heading)\n"
            }
            text += "\n" + rendered(finding)
        }
        return text
    }

    /// One line: whether it is a notice, of which vintage, how much of it is there.
    package var summary: String {
        guard isNotice else { return "not a notice of privacy practices" }
        let counts = ElementStatus.Status.allCases.map { status in elements.filter { $0.status == status }.count }
        let tongue = language == "es" ? "Spanish" : "English"
        let written = vintage.isEmpty ? "" : ", as the law was in \(vintage)"
        return "a notice in \(tongue)\(written), \(wordCount) words: \(counts[0]) of \(elements.count) things there, "
            + "\(counts[1]) partly, \(counts[2]) missing" + (counts[3] > 0 ? ", \(counts[3]) not applicable" : "")
    }

    /// Characters of a line that a terminal is shown at most.
    private static let shownMax = 96

    private func rendered(_ finding: NoticeFinding) -> String {
        let place = finding.line.map { ":\($0)" } ?? ""
        var text = "\(file)\(place): \(finding.severity.rawValue): \(finding.message) [\(finding.id)]\n"
        if let line = finding.line, !finding.quote.isEmpty {
            let shown = shown(line, finding.quote)
            let caret = String(repeating: " ", count: shown.lead) + "^"
            text += "    \(shown.text)\n    \(caret)\(String(repeating: "~", count: max(0, shown.room - 1)))\n"
        }
        if !finding.law.isEmpty { text += "    law: \(finding.law)\n" }
        if !finding.citation.isEmpty { text += "    cite: \(finding.citation)\n" }
        if !finding.suggestion.isEmpty { text += "    help: you could say: \(finding.suggestion)\n" }
        return text
    }

    private struct Shown {
        var text: String
        /// Characters of `text` before the quoted words.
        var lead: Int
        /// How many of the quoted characters are in `text`.
        var room: Int
        /// In the whole line, from 1.
        var column: Int
        var length: Int
    }

    /// The part of a line around a quote, which may go on in the next line.
    private func shown(_ line: Int, _ quote: String) -> Shown {
        let whole = Array((lines[line] ?? "").map { $0 == "\t" ? " " : $0 })
        let words = quote.split(separator: " ")
        var start = 0
        var length = 0
        if let first = words.first {
            // The longest beginning of the quote that the line has.
            for count in stride(from: words.count, to: 0, by: -1) {
                let wanted = Array(words.prefix(count).joined(separator: " "))
                if let at = Self.position(of: wanted, in: whole) {
                    (start, length) = (at, wanted.count)
                    break
                }
            }
            if length == 0, let at = Self.position(of: Array(first), in: whole) { (start, length) = (at, first.count) }
        }
        let from = max(0, min(start - 20, whole.count - Self.shownMax))
        let to = min(whole.count, from + Self.shownMax)
        let mark = from > 0 ? "..." : ""
        let text = mark + String(whole[from..<to]) + (to < whole.count ? "..." : "")
        return Shown(
            text: text, lead: start - from + mark.count, room: max(1, min(length, to - start)), column: start + 1,
            length: max(1, length))
    }

    private static func position(of wanted: [Character], in line: [Character]) -> Int? {
        guard !wanted.isEmpty, wanted.count <= line.count else { return nil }
        return (0...(line.count - wanted.count)).first { Array(line[$0..<($0 + wanted.count)]) == wanted }
    }
}

extension NoticeFinding {
    /// One sentence with what it depends on and since when it has been so.
    package var message: String {
        let owed = since.map { dependsOn.isEmpty ? ", required since \($0.spoken)" : ", owed since \($0.spoken)" } ?? ""
        let condition = dependsOn.isEmpty ? "" : " if " + dependsOn.joined(separator: ", and ")
        switch group {
        case .missing: return "It says nothing of \(title)\(owed)\(condition)."
        case .partial: return "It says only part of \(title)\(owed)\(condition)."
        default: return title
        }
    }
}

extension Day {
    /// `21 Nov 2026`.
    var spoken: String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (year, month, day) = civil
        return "\(day) \(months[month - 1]) \(year)"
    }
}
