/// A notice as a web page that everybody can use: no script, nothing from elsewhere.
package struct NoticeHTML: Sendable {
    private let document: NoticeDocument
    private let color: BrandColor
    private let isLarge: Bool

    /// - Parameters:
    ///   - document: What to show.
    ///   - color: Of headings and links.
    ///   - isLarge: In large print, 18 points and more.
    package init(_ document: NoticeDocument, color: BrandColor = .usual, isLarge: Bool = false) {
        self.document = document
        self.color = color
        self.isLarge = isLarge
    }

    /// The whole page, UTF-8.
    ///
    /// - Source: WCAG 2.2, criteria 1.3.1, 1.4.6, 1.4.12, 2.4.1, 2.4.2, 3.1.1 and 3.1.2.
    package var page: String {
        let words = PageWords.of(document.language)
        let title = document.organization.isEmpty ? document.title : "\(document.title) – \(document.organization)"
        return """
            <!DOCTYPE html>
            <html lang="\(document.language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(NoticeHTML.escaped(title))</title>
            <style>
            \(NoticeStyles.sheet(color: color, isLarge: isLarge))</style>
            </head>
            <body>
            <a class="skip" href="#notice">\(words.skip)</a>
            \(header)\(contents(words))<main id="notice" tabindex="-1">
            \(main)</main>
            </body>
            </html>

            """
    }

    private var header: String {
        guard !document.organization.isEmpty else { return "" }
        return "<header><p>\(NoticeHTML.escaped(document.organization))</p></header>\n"
    }

    /// A list of the sections, where there are some to choose from.
    private func contents(_ words: PageWords) -> String {
        let sections = document.blocks.enumerated().compactMap { index, block -> String? in
            guard case .heading(2, let runs) = block else { return nil }
            return "<li><a href=\"#s\(index)\">\(NoticeHTML.escaped(runs.words))</a></li>\n"
        }
        guard sections.count >= 3 else { return "" }
        return """
            <nav aria-labelledby="contents">
            <p id="contents">\(words.contents)</p>
            <ul>
            \(sections.joined())</ul>
            </nav>

            """
    }

    private var main: String {
        document.blocks.enumerated().map { index, block in
            switch block {
            case .heading(let level, let runs):
                "<h\(level) id=\"s\(index)\"\(language(runs))>\(shown(runs))</h\(level)>\n"
            case .paragraph(let runs): "<p\(language(runs))>\(shown(runs))</p>\n"
            case .list(let items, let isNumbered): list(items, isNumbered ? "ol" : "ul")
            }
        }.joined()
    }

    private func list(_ items: [[NoticeDocument.Run]], _ name: String) -> String {
        let inside = items.map { "<li\(language($0))>\(shown($0))</li>\n" }.joined()
        return "<\(name)>\n\(inside)</\(name)>\n"
    }

    /// Words in another language than the page's say so, for those who hear them.
    private func language(_ runs: [NoticeDocument.Run]) -> String {
        guard let language = NoticeLanguages.language(of: runs.words), language != document.language else { return "" }
        return " lang=\"\(language.rawValue)\""
    }

    private func shown(_ runs: [NoticeDocument.Run]) -> String {
        runs.map { run in
            var html = NoticeHTML.escaped(run.text).split(separator: "\n", omittingEmptySubsequences: false)
                .joined(separator: "<br>")
            if run.isBlank { html = "<mark>\(html)</mark>" }
            if run.isEmphasized { html = "<em>\(html)</em>" }
            if run.isStrong { html = "<strong>\(html)</strong>" }
            return html
        }.joined()
    }

    /// Text for the inside of an element and of an attribute in quotes.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// What a page says that the notice does not.
struct PageWords {
    let skip: String
    let contents: String
    /// Between the number of a page and that of all pages.
    let of: String
    let page: String

    static func of(_ language: NoticeDocument.Language) -> PageWords {
        switch language {
        case .english: PageWords(skip: "Skip to the notice", contents: "On this page", of: "of", page: "Page")
        case .spanish: PageWords(skip: "Ir al aviso", contents: "En esta página", of: "de", page: "Página")
        }
    }
}
