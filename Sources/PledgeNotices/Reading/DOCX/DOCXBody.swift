/// Paragraphs of WordprocessingML to lines.
struct DOCXBody {
    /// A paragraph that is open; text boxes put paragraphs into paragraphs.
    private struct Paragraph {
        var text = ""
        var style = DOCXStyles.Style()
        var isCell = false
        /// Whether all its words so far are bold.
        var isBold = true
    }

    private let styles: DOCXStyles
    private(set) var lines: [NoticeText.Line] = []
    private var open: [Paragraph] = []
    private var cells = 0
    /// Depth of what is left out whole: deleted text, and what is there twice for old programs.
    private var skipped = 0
    private var isHiddenRun = false
    private var isWhiteRun = false
    private var isBoldRun = false
    private var isText = false
    private var hiddenLines: [Int] = []
    private var whiteLines: [Int] = []
    private var hasDeleted = false
    private var hasInserted = false

    /// Deleted and moved text, and the copy for programs that do not know the newer one.
    private static let left: Set<String> = ["del", "moveFrom", "Fallback"]

    init(_ styles: DOCXStyles) { self.styles = styles }

    var doubts: [String] {
        var doubts: [String] = []
        if let place = Places.named(hiddenLines, "line") { doubts.append("Hidden text was left out (\(place)).") }
        if let place = Places.named(whiteLines, "line") {
            doubts.append("White text was read (\(place)); on a white page nobody sees it.")
        }
        if hasDeleted {
            doubts.append("Changes are tracked and not yet accepted; text marked as deleted was left out.")
        }
        if hasInserted { doubts.append("Changes are tracked and not yet accepted; text marked as inserted was read.") }
        return doubts
    }

    /// Reads the body of the document.
    mutating func read(_ part: [UInt8]) throws(NoticeReadingError.Problem) {
        let events = try XMLEvents(part)
        while let event = try events.next() {
            switch event {
            case .start(let name, let isEmpty): begin(name, isEmpty, events)
            case .end(let name): end(name)
            case .text(let text): if isText, skipped == 0 { add(text) }
            }
        }
        while !open.isEmpty { endParagraph() }
        while lines.last?.text.isEmpty == true { lines.removeLast() }
    }

    /// Reads a head or a foot of the pages: only words that the document does not have yet.
    mutating func readEdge(_ part: [UInt8]) throws(NoticeReadingError.Problem) {
        var edge = DOCXBody(styles)
        try edge.read(part)
        let known = Set(lines.map(\.text))
        for line in edge.lines where !line.text.isEmpty && !known.contains(line.text) {
            guard !PDFMargins.isPageNumber(line.text) else { continue }
            if lines.last?.text.isEmpty == false { addLine("", .body) }
            addLine(line.text, .body)
        }
    }

    private mutating func begin(_ name: String, _ isEmpty: Bool, _ events: XMLEvents) {
        if DOCXBody.left.contains(name) {
            // A mark of deletion in the properties of a paragraph or run has no content.
            guard !isEmpty else { return }
            hasDeleted = hasDeleted || name != "Fallback"
            skipped += 1
            return
        }
        guard skipped == 0 else { return }
        switch name {
        case "p":
            if isEmpty { return addBlank() }
            open.append(Paragraph(isCell: cells > 0))
        case "tc": if !isEmpty { cells += 1 }
        case "ins": hasInserted = hasInserted || !isEmpty
        case "r": endProperties()
        case "t": isText = !isEmpty
        case "br", "cr": breakLine()
        case "tab", "ptab": if !open.isEmpty { open[open.count - 1].text += " " }
        case "noBreakHyphen": if !open.isEmpty { open[open.count - 1].text += "-" }
        default: beginProperty(name, events)
        }
    }

    private mutating func beginProperty(_ name: String, _ events: XMLEvents) {
        guard let last = open.indices.last else { return }
        switch name {
        case "pStyle": open[last].style = styles[events.attribute("val") ?? ""]
        case "rStyle": isHiddenRun = isHiddenRun || styles[events.attribute("val") ?? ""].isHidden
        case "outlineLvl":
            if let level = events.attribute("val").flatMap({ Int($0) }), (0..<9).contains(level) {
                open[last].style.level = level + 1
            }
        case "numId": open[last].style.isItem = events.attribute("val") != "0"
        case "vanish": isHiddenRun = DOCXStyles.isOn(events.attribute("val"))
        case "b": isBoldRun = DOCXStyles.isOn(events.attribute("val"))
        case "color": isWhiteRun = events.attribute("val")?.lowercased() == "ffffff"
        default: break
        }
    }

    private mutating func end(_ name: String) {
        if DOCXBody.left.contains(name) {
            skipped = max(0, skipped - 1)
            return
        }
        guard skipped == 0 else { return }
        switch name {
        case "p": endParagraph()
        case "tc": cells = max(0, cells - 1)
        case "t": isText = false
        case "tbl": addBlank()
        // Properties of the paragraph's mark are none of its text.
        case "pPr": endProperties()
        default: break
        }
    }

    private mutating func endProperties() {
        isHiddenRun = false
        isWhiteRun = false
        isBoldRun = false
    }

    private mutating func add(_ text: String) {
        guard let last = open.indices.last else { return }
        let isBlank = text.unicodeScalars.allSatisfy(CleanText.isBlank)
        if isHiddenRun || open[last].style.isHidden {
            if !isBlank { hiddenLines.append(lines.count + 1) }
            return
        }
        if isWhiteRun, !isBlank { whiteLines.append(lines.count + 1) }
        if !isBlank { open[last].isBold = open[last].isBold && isBoldRun }
        open[last].text += text
    }

    /// A line ends and its paragraph goes on.
    private mutating func breakLine() {
        guard let last = open.indices.last else { return }
        addText(of: open[last])
        open[last].text = ""
    }

    private mutating func endParagraph() {
        guard let paragraph = open.popLast() else { return }
        let isItem = paragraph.style.level == nil && paragraph.style.isItem
        let before = lines.last
        addText(of: paragraph)
        // Items of a list and cells of a table stand together.
        if !isItem, !paragraph.isCell { addBlank() }
        if isItem || paragraph.isCell, before == lines.last { addBlank() }
    }

    private mutating func addText(of paragraph: Paragraph) {
        let text = CleanText.line(paragraph.text)
        guard !text.isEmpty else { return }
        if let level = paragraph.style.level { return addLine(text, .heading(min(level, 6))) }
        if let item = LineShape.bulleted(text) { return addLine(item, .item) }
        if paragraph.style.isItem || paragraph.isCell {
            addLine(text, paragraph.style.isItem ? .item : .cell)
        } else {
            // Many write headings as bold lines, without a style.
            addLine(text, paragraph.isBold && LineShape.isTitle(text) ? .heading(3) : .body)
        }
    }

    private mutating func addBlank() {
        if lines.last?.text.isEmpty == false { addLine("", .body) }
    }

    private mutating func addLine(_ text: String, _ role: NoticeText.Role) {
        if let last = lines.last, !last.text.isEmpty, last.role == .item || last.role == .cell, last.role != role {
            lines.append(.init(text: "", number: lines.count + 1))
        }
        lines.append(.init(text: text, number: lines.count + 1, role: role))
    }
}
