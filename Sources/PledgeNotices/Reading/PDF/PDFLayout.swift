/// Where the lines of a PDF stand, as `pdftotext -bbox-layout` tells.
enum PDFLayout {
    /// A line of one block; lengths are points of 1/72 inch, from the upper left corner.
    struct Line: Equatable {
        var text: String
        var left: Double
        var right: Double
        var top: Double
        var bottom: Double
        /// From 0 on its page: lines of one paragraph share it.
        var block: Int

        /// Of its letters.
        var height: Double { bottom - top }
    }

    struct Page: Equatable {
        var width: Double
        var height: Double
        var lines: [Line]
    }

    private static let attributes: Set<String> = ["xmin", "xmax", "ymin", "ymax", "width", "height"]

    /// - Complexity: O(bytes).
    static func pages(_ layout: [UInt8]) -> [Page] {
        var scanner = HTMLScanner(layout, wanted: attributes)
        var pages: [Page] = []
        var line: Line?
        var block = 0
        var isWord = false
        while let token = scanner.next() {
            switch token {
            case .open(let tag):
                let box = { (name: String) in
                    tag.attributes[name].flatMap(Double.init).flatMap { abs($0) < 1e6 ? $0 : nil } ?? 0
                }
                switch tag.name {
                case "page":
                    pages.append(Page(width: box("width"), height: box("height"), lines: []))
                    block = 0
                case "block": block += 1
                case "line":
                    line = Line(
                        text: "", left: box("xmin"), right: box("xmax"), top: box("ymin"), bottom: box("ymax"),
                        block: block)
                case "word": isWord = true
                default: break
                }
            case .text(let text): if isWord { line?.text += text }
            case .close("word"):
                isWord = false
                line?.text += " "
            case .close("line"):
                if var ended = line {
                    ended.text = cleaned(ended.text)
                    if !ended.text.isEmpty, !pages.isEmpty { pages[pages.count - 1].lines.append(ended) }
                }
                line = nil
            case .close: break
            }
        }
        return pages
    }

    /// A soft hyphen at a line's end breaks a word there; elsewhere it shows nothing.
    private static func cleaned(_ text: String) -> String {
        let isBroken = text.unicodeScalars.last { !CleanText.isBlank($0) } == "\u{AD}"
        return CleanText.line(text) + (isBroken ? "-" : "")
    }
}
