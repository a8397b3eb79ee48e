/// Pages of a PDF to lines in the order of reading.
struct PDFReading {
    private var pages: [PDFLayout.Page]
    private(set) var lines: [NoticeText.Line] = []
    private(set) var doubts: [String] = []
    /// The usual height of the letters, and greater ones that headings have, the greatest first.
    private var bodyHeight = 0.0
    private var headingHeights: [Int] = []

    init(_ pages: [PDFLayout.Page]) { self.pages = pages }

    mutating func readAll() {
        let empty = pages.indices.filter { pages[$0].lines.isEmpty }.map { $0 + 1 }
        if let place = Places.named(empty, "page") {
            doubts.append("No text on \(place); if it is a picture of text, it was not read.")
        }
        if PDFMargins.remove(from: &pages) {
            doubts.append("Page numbers were left out, and running heads after the first.")
        }
        var columned: [Int] = []
        for index in pages.indices {
            guard let ordered = PDFColumns.ordered(pages[index]) else { continue }
            pages[index].lines = ordered
            columned.append(index + 1)
        }
        if let place = Places.named(columned, "page") {
            doubts.append("Two columns were read one after the other (\(place)).")
        }
        measure()
        let hyphens = Hyphenation(pages.lazy.flatMap { $0.lines.map(\.text) })
        for (index, page) in pages.enumerated() { add(page, number: index + 1, hyphens) }
        while lines.last?.text.isEmpty == true { lines.removeLast() }
    }

    /// Heights by the number of letters that have them, in half points.
    private mutating func measure() {
        var letters: [Int: Int] = [:]
        for line in pages.lazy.flatMap(\.lines) { letters[halfPoints(line), default: 0] += line.text.utf8.count }
        let usual = letters.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
        bodyHeight = Double(usual) / 2
        headingHeights = letters.keys.filter { Double($0) >= Double(usual) * 1.12 }.sorted(by: >)
    }

    private func halfPoints(_ line: PDFLayout.Line) -> Int {
        line.height.isFinite && line.height < 1000 ? Int((line.height * 2).rounded()) : 0
    }

    private mutating func add(_ page: PDFLayout.Page, number: Int, _ hyphens: Hyphenation) {
        for (index, line) in page.lines.enumerated() {
            let before = index > 0 ? page.lines[index - 1] : nil
            let after = index + 1 < page.lines.count ? page.lines[index + 1] : nil
            if before == nil ? !continues(line) : isParted(before, line) { addBlank(number) }
            let role = role(
                line, isAfterBlank: lines.last?.text.isEmpty ?? true, isBeforeBlank: isParted(line, after))
            append(line.text, role, number, hyphens)
        }
    }

    /// Whether a paragraph goes on over the page's end.
    private func continues(_ line: PDFLayout.Line) -> Bool {
        guard let last = lines.last, last.role == .body || last.role == .item, let end = last.text.last,
            let start = line.text.first
        else { return false }
        return !".:?!".contains(end) && start.isLowercase
    }

    private func isParted(_ line: PDFLayout.Line?, _ next: PDFLayout.Line?) -> Bool {
        guard let line, let next else { return true }
        return line.block != next.block
            || halfPoints(line) != halfPoints(next) && role(line, false) != role(next, false)
    }

    private func role(_ line: PDFLayout.Line, _ isAlone: Bool) -> NoticeText.Role {
        role(line, isAfterBlank: isAlone, isBeforeBlank: isAlone)
    }

    private func role(_ line: PDFLayout.Line, isAfterBlank: Bool, isBeforeBlank: Bool) -> NoticeText.Role {
        if LineShape.item(line.text) != nil { return .item }
        if let rank = headingHeights.firstIndex(of: halfPoints(line)), line.text.utf8.count <= 160 {
            return .heading(min(rank + 1, 6))
        }
        let isHeading = LineShape.isHeading(line.text, isAfterBlank: isAfterBlank, isBeforeBlank: isBeforeBlank)
        return isHeading ? .heading(min(headingHeights.count + 1, 6)) : .body
    }

    private mutating func addBlank(_ page: Int) {
        guard let last = lines.last, !last.text.isEmpty else { return }
        lines.append(.init(text: "", number: lines.count + 1, page: page))
    }

    /// Adds a line; a word that the line before breaks is put together there.
    private mutating func append(_ text: String, _ role: NoticeText.Role, _ page: Int, _ hyphens: Hyphenation) {
        var text = role == .item ? LineShape.item(text) ?? text : text
        if role != .item, let last = lines.last, let joined = hyphens.joined(last.text, text) {
            lines[lines.count - 1] = .init(text: joined.line, number: last.number, page: last.page, role: last.role)
            text = joined.rest
        }
        if !text.isEmpty { lines.append(.init(text: text, number: lines.count + 1, page: page, role: role)) }
    }
}

/// Words that a line's end breaks.
struct Hyphenation {
    /// Words that a hyphen joins inside some line of the document, in lower case.
    private let hyphenated: Set<String>
    /// Parts that keep their hyphen: "self-pay" is one word with it.
    private static let keeping: Set<String> = ["self", "non", "well", "e", "co", "long", "short", "opt", "third", "no"]

    init(_ lines: some Sequence<String>) {
        var found: Set<String> = []
        for line in lines where line.contains("-") {
            for word in line.lowercased().split(separator: " ") where word.contains("-") {
                found.insert(String(word.filter { $0.isLetter || $0 == "-" }))
            }
        }
        hyphenated = found
    }

    /// A line with the rest of its last word, and the next line without it; nothing where no word is broken.
    func joined(_ line: String, _ next: String) -> (line: String, rest: String)? {
        guard line.hasSuffix("-"), let first = next.first, first.isLowercase else { return nil }
        let start = line.dropLast().split(separator: " ").last.map { String($0.filter(\.isLetter)) } ?? ""
        guard start.count >= 2 || start.lowercased() == "e" else { return nil }
        let end = next.prefix { $0 != " " }
        let whole = "\(start)-\(end.filter { $0.isLetter || $0 == "-" })".lowercased()
        let keeps = Hyphenation.keeping.contains(start.lowercased()) || hyphenated.contains(whole)
        let rest = next.dropFirst(end.count).drop { $0 == " " }
        return ((keeps ? line : String(line.dropLast())) + end, String(rest))
    }
}
