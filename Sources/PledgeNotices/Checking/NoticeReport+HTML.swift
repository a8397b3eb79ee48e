import PledgeCore

extension NoticeReport {
    /// The report as one page that needs nothing else: no script, no other file, every word of the document escaped.
    ///
    /// - Parameter titles: What each element is about, by id.
    /// - Returns: HTML.
    package func page(titles: [String: String]) -> String {
        let heading = isNotice ? Self.headline(findings) : "This is not a notice of privacy practices."
        var html = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>What \(Self.escaped(file)) says</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <main>
            <p class="quiet">\(Self.escaped(file)): \(Self.escaped(summary))</p>
            <h1>\(Self.escaped(heading))</h1>

            """
        for group in NoticeFinding.Group.allCases {
            let found = findings.filter { $0.group == group }
            guard !found.isEmpty else { continue }
            html += "<section>\n<h2>\(Self.escaped(group.heading))</h2>\n"
            html += found.map(Self.article).joined()
            html += "</section>\n"
        }
        if isNotice { html += table(titles) }
        return html + "</main>\n</body>\n</html>\n"
    }

    private static func headline(_ findings: [NoticeFinding]) -> String {
        let gaps = findings.filter { $0.group == .missing && $0.severity == .error }.count
        switch gaps {
        case 0: return "Your notice says all that it surely must."
        case 1: return "Your notice has one gap to close."
        default: return "Your notice has \(gaps) gaps to close."
        }
    }

    private static func article(_ finding: NoticeFinding) -> String {
        var html = "<article class=\"\(finding.severity.rawValue)\">\n<h3>\(escaped(finding.message))</h3>\n"
        if !finding.quote.isEmpty {
            let place = finding.line.map { "line \($0): " } ?? ""
            html += "<p>\(place)<q>\(escaped(finding.quote))</q></p>\n"
        }
        if !finding.law.isEmpty { html += "<p>\(escaped(finding.law))</p>\n" }
        if !finding.suggestion.isEmpty {
            html += "<p>You could say:</p>\n<blockquote>\(escaped(finding.suggestion))</blockquote>\n"
        }
        if !finding.citation.isEmpty { html += "<p class=\"quiet\">\(escaped(finding.citation))</p>\n" }
        return html + "</article>\n"
    }

    private static func words(_ status: ElementStatus.Status) -> String {
        switch status {
        case .present: "There"
        case .partial: "Partly there"
        case .absent: "Missing"
        case .notApplicable: "Does not apply"
        }
    }

    private func table(_ titles: [String: String]) -> String {
        let rows = elements.map { element in
            let place = element.line.map(String.init) ?? ""
            return "<tr class=\"\(element.status.rawValue)\"><th scope=\"row\">"
                + Self.escaped(titles[element.id] ?? element.id)
                + "</th><td>\(Self.words(element.status))</td><td>\(Self.escaped(element.quote))</td><td>\(place)</td></tr>\n"
        }
        return """
            <section>
            <h2>\(elements.count) things a notice can say</h2>
            <table>
            <thead><tr><th scope="col">About</th><th scope="col">Said</th><th scope="col">Words</th><th scope="col">Line</th>\
            </tr></thead>
            <tbody>
            \(rows.joined())</tbody>
            </table>
            </section>

            """
    }

    /// Text as HTML, safe in content and in attributes.
    static func escaped(_ text: String) -> String {
        var html = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default:
                // Characters that control how text is shown do not come from a document into our page.
                let isControl = character.value < 0x20 && character != "\n" && character != "\t"
                let isDirection =
                    (0x202A...0x202E).contains(character.value) || (0x2066...0x2069).contains(character.value)
                html.unicodeScalars.append(isControl || isDirection ? "\u{FFFD}" : character)
            }
        }
        return html
    }

    private static let style = """
        body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#111;background:#fff}\
        main{max-width:66rem;margin:0 auto;padding:1rem}\
        h1{font-size:2.25rem;line-height:1.2}h2{font-size:1.5rem;margin-top:2rem}h3{font-size:1.1875rem;margin:0}\
        article{border-left:.4rem solid #595959;padding:.25rem 1rem;margin:1rem 0}\
        article.error{border-color:#8c1010}article.warning{border-color:#7a4a00}\
        article.error h3::before{content:"Must: "}article.warning h3::before{content:"Look: "}\
        blockquote{margin:.5rem 0;padding:.5rem 1rem;background:#f2f2f2}\
        .quiet{color:#454545;font-size:.875rem}\
        table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.375rem .5rem;\
        border-bottom:1px solid #bbb}td:last-child{text-align:right}\
        @media (prefers-color-scheme:dark){body{color:#eee;background:#111}blockquote{background:#222}.quiet{color:#bbb}}\
        @media print{article{break-inside:avoid}}
        """
}
