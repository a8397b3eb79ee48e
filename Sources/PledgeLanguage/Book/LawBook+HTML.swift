import PledgeCore
import PledgeDecisions

extension LawBook {
    /// The book as one page that needs nothing beside it.
    package var html: String {
        var lines = [
            "<!doctype html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
            "<title>The law, rule by rule</title>", "<style>\(LawBook.style)</style>", "</head>", "<body>",
            "<header><h1>The law, rule by rule</h1>", "<p>\(LawBook.html(LawBook.preface))</p></header>",
            "<nav aria-label=\"Contents\"><h2>Contents</h2><ol>",
        ]
        for (number, chapter) in chapters.enumerated() {
            lines.append(
                "<li><a href=\"#chapter-\(number + 1)\">\(LawBook.html(chapter.title))</a> (\(chapter.kind))</li>")
        }
        lines += ["<li><a href=\"#citations\">Index of citations</a></li>", "</ol></nav>", "<main>"]
        var anchors = LawAnchors()
        for (number, chapter) in chapters.enumerated() {
            lines.append(
                "<section><h2 id=\"chapter-\(number + 1)\">\(number + 1). \(LawBook.html(chapter.title))</h2>")
            for piece in chapter.pieces {
                switch piece {
                case .heading(let level, let words):
                    let depth = min(6, max(3, level))
                    lines.append("<h\(depth)>\(LawBook.html(words))</h\(depth)>")
                case .paragraph(let words): lines.append("<p>\(LawBook.html(words))</p>")
                case .rule(let rule): lines += LawBook.html(rule, anchors.next(rule.id))
                }
            }
            lines.append("</section>")
        }
        lines += ["<section><h2 id=\"citations\">Index of citations</h2>", "<dl>"]
        for (citation, ids) in citations {
            let links = ids.map { "<a href=\"#\(LawAnchors.name($0))\">\(LawBook.html($0))</a>" }
            lines.append("<dt>\(LawBook.html(citation))</dt><dd>\(links.joined(separator: ", "))</dd>")
        }
        return (lines + ["</dl></section>", "</main>", "</body>", "</html>"]).joined(separator: "\n") + "\n"
    }

    private static func html(_ rule: Rule, _ anchor: String) -> [String] {
        var lines = [
            "<article id=\"\(anchor)\">", "<p class=\"title\"><b>\(html(rule.id))</b> \(html(rule.title))</p>",
            "<p class=\"facts\">\(html(rule.facts))</p>",
        ]
        if !rule.sentences.isEmpty {
            lines.append("<ul>")
            for sentence in rule.sentences {
                let points = sentence.points.map { "<li>\(html($0))</li>" }.joined()
                lines.append("<li>\(html(sentence.text))\(points.isEmpty ? "" : "<ul>\(points)</ul>")</li>")
            }
            lines.append("</ul>")
        }
        if !rule.cases.isEmpty {
            lines.append(
                "<details><summary>\(rule.cases.count) example\(rule.cases.count == 1 ? "" : "s")</summary><ul>")
            lines += rule.cases.map { "<li>\(html($0.question)) <b>\(html($0.outcome))</b></li>" }
            lines.append("</ul></details>")
        }
        return lines + ["</article>"]
    }

    /// Text whose signs mean nothing in HTML.
    private static func html(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }

    private static let style = """
        :root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem}\
        h1,h2,h3,h4{line-height:1.2}h2{margin-top:3rem}article{border-left:.25rem solid;padding:.25rem 1rem;margin:1.5rem 0}\
        .title{margin:0}.facts{margin:0;font-size:.875rem;font-style:italic}dt{font-weight:600}\
        @media print{details{display:none}article{break-inside:avoid}}
        """
}
