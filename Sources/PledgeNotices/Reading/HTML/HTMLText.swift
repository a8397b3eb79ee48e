/// The text of a web page, as its readers see it.
struct HTMLText {
    /// An element that is open.
    private struct Element {
        let name: String
        let reason: HTMLVisibility.Reason?
    }

    private var open: [Element] = []
    /// How many elements of each name are open.
    private var counts: [String: Int] = [:]
    private var furnitureDepth = 0
    private var hiddenDepth = 0
    private var lines: [NoticeText.Line] = []
    private var words = ""
    private var wordsLine = 0
    /// Whether all words of the line so far are bold.
    private var isBold = true
    private var hiddenLines: [Int] = []
    private var whiteLines: [Int] = []
    private var hasFrames = false
    private var hasScripts = false

    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "track",
        "wbr",
    ]
    private static let ofHead: Set<String> = [
        "title", "meta", "link", "script", "style", "base", "noscript", "template",
    ]
    /// Elements of other languages, which a slash does close.
    private static let closing: Set<String> = ["o:p", "svg", "math", "path"]
    private static let inline: Set<String> = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins",
        "kbd", "label", "mark", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
        "tt",
        "u", "var", "wbr", "img", "input",
    ]

    /// Reads a page; nothing in it is run, and nothing it points to is fetched.
    ///
    /// - Parameter decoded: The page, with what is doubtful already.
    /// - Returns: Its text.
    /// - Throws: The problem where the page shows no text.
    static func read(_ decoded: DecodedText) throws(NoticeReadingError.Problem) -> NoticeText {
        var reader = HTMLText()
        reader.readAll(Array(decoded.text.utf8))
        guard reader.lines.contains(where: { !$0.text.isEmpty }) else {
            throw .htmlWithoutText(hasScripts: reader.hasScripts)
        }
        return NoticeText(form: .html, lines: reader.lines, doubts: decoded.doubts + reader.doubts)
    }

    private mutating func readAll(_ bytes: [UInt8]) {
        var scanner = HTMLScanner(bytes, wanted: HTMLVisibility.attributes)
        while let token = scanner.next() {
            switch token {
            case .text(let text): add(text, at: scanner.textLine)
            case .open(let tag): begin(tag)
            case .close(let name): end(name)
            }
        }
        endLine()
        while lines.last?.text.isEmpty == true { lines.removeLast() }
    }

    private var doubts: [String] {
        var doubts: [String] = []
        if let place = Places.named(hiddenLines, "line") {
            doubts.append("Text that the page hides was left out (\(place)).")
        }
        if let place = Places.named(whiteLines, "line") {
            doubts.append("White text was read (\(place)); on a white page nobody sees it.")
        }
        if hasFrames { doubts.append("The page shows other pages in frames; they were not fetched or read.") }
        return doubts
    }

    private mutating func begin(_ tag: HTMLTag) {
        hasScripts = hasScripts || tag.name == "script"
        hasFrames = hasFrames || tag.name == "iframe" || tag.name == "frame"
        if tag.name == "br" { return endLine() }
        closeImplied(by: tag.name)
        if !HTMLText.inline.contains(tag.name) { endBlock() }
        // What cannot stand in a head ends it, with or without its closing tag.
        if counts["head", default: 0] > 0, !HTMLText.ofHead.contains(tag.name) { end("head") }
        guard !HTMLText.void.contains(tag.name), !(tag.isClosed && HTMLText.closing.contains(tag.name)) else { return }
        let reason = HTMLVisibility.reason(tag)
        switch reason {
        case .furniture: furnitureDepth += 1
        case .hidden: hiddenDepth += 1
        case nil: if HTMLVisibility.isDoubtful(tag) { whiteLines.append(tag.line) }
        }
        open.append(Element(name: tag.name, reason: reason))
        counts[tag.name, default: 0] += 1
    }

    private mutating func end(_ name: String) {
        if name == "p", counts["p", default: 0] == 0 { endBlock() }
        // A closing tag without its opening one closes nothing.
        guard counts[name, default: 0] > 0 else { return }
        if !HTMLText.inline.contains(name) { endBlock() }
        while let element = open.last {
            pop()
            if element.name == name { break }
        }
    }

    private mutating func pop() {
        guard let element = open.popLast() else { return }
        counts[element.name, default: 1] -= 1
        switch element.reason {
        case .furniture: furnitureDepth -= 1
        case .hidden: hiddenDepth -= 1
        case nil: break
        }
    }

    /// Elements that a new one ends without a closing tag: a paragraph by the next block, an item by the next item.
    private mutating func closeImplied(by name: String) {
        let (ended, holders): (Set<String>, Set<String>) =
            switch name {
            case "li": (["li"], ["ul", "ol"])
            case "dt", "dd": (["dt", "dd"], ["dl"])
            case "td", "th": (["td", "th"], ["tr", "table"])
            case "tr": (["tr"], ["table"])
            case "option": (["option"], ["select"])
            default:
                HTMLText.inline.contains(name) ? ([], []) : (["p"], ["div", "li", "td", "th", "section", "article"])
            }
        guard ended.contains(where: { counts[$0, default: 0] > 0 }) else { return }
        // What stands deeper than this between the two is no page that a person wrote.
        for (distance, element) in open.reversed().prefix(32).enumerated() {
            if ended.contains(element.name) {
                endBlock()
                for _ in 0...distance { pop() }
                return
            }
            if holders.contains(element.name) { return }
        }
    }

    private mutating func add(_ text: String, at line: Int) {
        guard furnitureDepth == 0 else { return }
        let isBlank = text.unicodeScalars.allSatisfy(CleanText.isBlank)
        guard hiddenDepth == 0 else {
            if !isBlank { hiddenLines.append(line) }
            return
        }
        if counts["pre", default: 0] > 0 { return addPreformatted(text, at: line) }
        if words.isEmpty {
            if isBlank { return }
            wordsLine = line + leadingLines(text)
            isBold = true
        }
        words += text
        if !isBlank { isBold = isBold && (counts["b", default: 0] > 0 || counts["strong", default: 0] > 0) }
    }

    private func leadingLines(_ text: String) -> Int {
        text.unicodeScalars.prefix(while: CleanText.isBlank).count { $0 == "\n" }
    }

    private mutating func addPreformatted(_ text: String, at line: Int) {
        for (offset, part) in CleanText.lines(text).enumerated() {
            if offset > 0 { part.text.isEmpty ? endBlock() : endLine() }
            if words.isEmpty { wordsLine = line + offset }
            words += part.text
            isBold = false
        }
    }

    private mutating func endLine() {
        guard !words.isEmpty else { return }
        let text = CleanText.line(words)
        words = ""
        guard !text.isEmpty else { return }
        lines.append(.init(text: LineShape.bulleted(text) ?? text, number: wordsLine, role: role(of: text)))
    }

    private mutating func endBlock() {
        endLine()
        guard let last = lines.last, !last.text.isEmpty else { return }
        // Items of one list stand together.
        if last.role == .item, counts["li", default: 0] > 0 { return }
        lines.append(.init(text: "", number: last.number))
    }

    /// The innermost element that gives a role; a cell with a paragraph in it is the page's frame, no table.
    private func role(of text: String) -> NoticeText.Role {
        for element in open.reversed().prefix(64) {
            switch element.name {
            case "h1", "h2", "h3", "h4", "h5", "h6":
                return .heading(element.name.utf8.last.map { Int($0) - 0x30 } ?? 1)
            case "li": return .item
            case "td", "th":
                if text.split(separator: " ").count <= 40 { return isBold ? .heading(3) : .cell }
                return .body
            default: continue
            }
        }
        if LineShape.bulleted(text) != nil { return .item }
        return isBold && LineShape.isTitle(text) ? .heading(3) : .body
    }
}
