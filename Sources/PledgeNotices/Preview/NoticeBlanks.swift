/// Blanks that a starter leaves for the organization: `{organization}`, `{phone}`.
struct NoticeBlanks {
    private var values: [String: String] = [:]

    /// - Parameters:
    ///   - frontMatter: Keys and values of the notice's front matter.
    ///   - organization: As the caller names it; else the front matter does.
    init(_ frontMatter: [String: String], organization: String?) {
        let known = { (key: String) in frontMatter[key].flatMap { $0.contains("{") || $0.isEmpty ? nil : $0 } }
        values["organization"] = organization ?? known("organization")
        values["phone"] = known("phone")
        values["privacy officer"] = known("contact")
        values["contact"] = known("contact")
    }

    /// Whose notice it is; empty where nobody says.
    var organization: String { values["organization"] ?? "" }

    /// The words with the blanks filled in that can be, the others marked.
    func filled(_ runs: [NoticeDocument.Run]) -> [NoticeDocument.Run] { runs.flatMap(filled) }

    private func filled(_ run: NoticeDocument.Run) -> [NoticeDocument.Run] {
        guard run.text.contains("{") else { return [run] }
        var parts: [NoticeDocument.Run] = []
        var plain = run
        plain.text = ""
        var rest = run.text[...]
        while let start = rest.firstIndex(of: "{") {
            // A blank's name is short and has no brace in it.
            let inside = rest[rest.index(after: start)...].prefix(60).prefix { $0 != "}" && $0 != "{" && $0 != "\n" }
            guard !inside.isEmpty, inside.endIndex < rest.endIndex, rest[inside.endIndex] == "}" else {
                plain.text += rest[...start]
                rest = rest[rest.index(after: start)...]
                continue
            }
            plain.text += rest[..<start]
            if let value = values[String(inside)] {
                plain.text += value
            } else {
                if !plain.text.isEmpty { parts.append(plain) }
                plain.text = ""
                var blank = run
                blank.text = "{\(inside)}"
                blank.isBlank = true
                parts.append(blank)
            }
            rest = rest[rest.index(after: inside.endIndex)...]
        }
        plain.text += rest
        if !plain.text.isEmpty { parts.append(plain) }
        return parts
    }
}
