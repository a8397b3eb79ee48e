/// What stands at the head and foot of page after page.
enum PDFMargins {
    /// Takes running heads and page numbers off the pages; a running head stays where it stands first.
    ///
    /// - Returns: Whether anything was taken off.
    static func remove(from pages: inout [PDFLayout.Page]) -> Bool {
        var pagesOf: [String: Int] = [:]
        for page in pages {
            let keys = Set(page.lines.filter { isMargin($0, page) }.map { key($0.text) })
            for key in keys { pagesOf[key, default: 0] += 1 }
        }
        // On every other page at least, for books with two kinds of heads.
        let repeated = max(2, (pages.count * 2 + 4) / 5)
        var seen: Set<String> = []
        var isChanged = false
        for index in pages.indices {
            let page = pages[index]
            pages[index].lines.removeAll { line in
                guard isMargin(line, page) else { return false }
                let key = key(line.text)
                if isPageNumber(line.text) {
                    isChanged = true
                    return true
                }
                guard pagesOf[key, default: 0] >= repeated, !seen.insert(key).inserted else { return false }
                isChanged = true
                return true
            }
        }
        return isChanged
    }

    /// The upper and the lower tenth of a page.
    private static func isMargin(_ line: PDFLayout.Line, _ page: PDFLayout.Page) -> Bool {
        line.bottom < page.height / 10 || line.top > page.height * 9 / 10
    }

    /// Equal for lines that differ by a number only.
    private static func key(_ text: String) -> String {
        String(text.lowercased().filter { !$0.isNumber && !$0.isWhitespace })
    }

    /// `7`, `- 7 -`, `Page 7 of 12`, `7/12`, `Página 7 de 12`, `vii`.
    static func isPageNumber(_ text: String) -> Bool {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        guard (1...4).contains(words.count) else { return false }
        let isNumber = { (word: Substring) in word.count <= 4 && word.allSatisfy(\.isNumber) }
        let known: Set<Substring> = ["page", "of", "página", "pagina", "pág", "pag", "p", "de"]
        if words.count == 1, words[0].allSatisfy({ "ivx".contains($0) }) { return true }
        return words.contains(where: isNumber) && words.allSatisfy { isNumber($0) || known.contains($0) }
    }
}
