/// What each line looks like: empty, a heading, an item of a list, a line of a paragraph.
///
/// Where the reader knows (`heading`, `item`), it is believed; in plain text looks must do.
struct LineShapes {
    struct Shape {
        var isEmpty = false
        var startsParagraph = false
        var isItem = false
        /// From 1, the highest.
        var headingLevel: Int?
    }

    private var shapes: [Shape]
    private let text: NoticeText
    private let scans: [LineScanner.Scanned]

    /// Words that a heading has at most.
    static let headingWordsMax = 14
    static let plainHeadingWordsMax = 9
    private static let capitalLevel = 2
    private static let plainLevel = 3

    subscript(_ line: Int) -> Shape { shapes[line] }

    init(text: NoticeText, scans: [LineScanner.Scanned]) {
        self.text = text
        self.scans = scans
        shapes = scans.map { Shape(isEmpty: $0.tokens.isEmpty) }
        for index in shapes.indices where !shapes[index].isEmpty { shapes[index] = shape(index) }
        joinCapitalLines()
    }

    private func shape(_ index: Int) -> Shape {
        let line = text.lines[index]
        switch line.role {
        case .heading(let level): return Shape(startsParagraph: true, headingLevel: level)
        case .item: return Shape(startsParagraph: true, isItem: true)
        case .cell: return Shape(startsParagraph: true)
        case .body: break
        }
        let trimmed = line.text.drop { $0.isWhitespace }
        if followsBullet(index) { return Shape(startsParagraph: true, isItem: true) }
        let hashes = trimmed.prefix { $0 == "#" }.count
        if (1...6).contains(hashes), scans[index].tokens.count <= 25 {
            return Shape(startsParagraph: true, headingLevel: hashes)
        }
        if Self.beginsItem(trimmed) {
            if isNumberedHeading(index, trimmed) { return Shape(startsParagraph: true, headingLevel: Self.plainLevel) }
            return Shape(startsParagraph: true, isItem: true)
        }
        if let level = plainHeading(index, trimmed) { return Shape(startsParagraph: true, headingLevel: level) }
        let isAfterHeading = index > 0 && shapes[index - 1].headingLevel != nil
        return Shape(startsParagraph: isAfterHeading || isAfterEnd(index) || beginsWithLabel(index))
    }

    /// A line such as `Payment. We may use`, after the end of a sentence.
    private func beginsWithLabel(_ index: Int) -> Bool {
        guard index > 0, !shapes[index - 1].isEmpty, endsThought(index - 1) else { return false }
        let scan = scans[index]
        guard let end = (scan.ends.union(scan.colons)).min(), end < NoticeCutting.labelWordsMax else { return false }
        return isTitle(scan.tokens[...end])
    }

    /// Whether the line before is a bullet and nothing else.
    private func followsBullet(_ index: Int) -> Bool {
        guard index > 0, shapes[index - 1].isEmpty else { return false }
        let before = text.lines[index - 1].text.filter { !$0.isWhitespace }
        return before.count == 1 && before.allSatisfy { Self.bullets.contains($0) }
    }

    /// A line after one that was short and ended a sentence: paragraphs without empty lines between them.
    private func isAfterEnd(_ index: Int) -> Bool {
        guard index > 0, !shapes[index - 1].isEmpty else { return false }
        let before = text.lines[index - 1].text
        let isLong = before.utf8.count > 160 || text.lines[index].text.utf8.count > 160
        let ends = [UInt8(ascii: "."), UInt8(ascii: ":")].contains(scans[index - 1].lastSign)
        let isColon = scans[index - 1].lastSign == UInt8(ascii: ":")
        return ends && (isLong || isColon || before.utf8.count < 50)
    }

    private static let bullets = "•·▪◦●○■□–—‣⁃➢✓✔Ø*-\u{F0B7}\u{F0A7}"

    /// A bullet, or a number or letter with a point or bracket.
    private static func beginsItem(_ line: Substring) -> Bool {
        guard let first = line.first else { return false }
        if bullets.contains(first) {
            if first == "*", line.hasPrefix("**") { return false }
            return line.dropFirst().first.map { $0.isWhitespace || $0.isLetter } ?? false
        }
        let mark = line.prefix { $0.isLetter || $0.isNumber || $0 == "(" }
        let body = mark.drop { $0 == "(" }
        guard (1...3).contains(body.count), body.allSatisfy(\.isNumber) || body.count == 1 else { return false }
        let rest = line.dropFirst(mark.count)
        guard let sign = rest.first, sign == "." || sign == ")" else { return false }
        return rest.dropFirst().first?.isWhitespace ?? false
    }

    /// `1. Treatment` alone on its line, with a paragraph under it.
    private func isNumberedHeading(_ index: Int, _ trimmed: Substring) -> Bool {
        let scan = scans[index]
        guard let first = trimmed.first, first.isNumber || first.isUppercase, scan.tokens.count > 1,
            scan.tokens.count <= Self.plainHeadingWordsMax, isTitle(scan.tokens[1...]), isBlank(index - 1),
            isBlank(index + 1)
        else { return false }
        return ![UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";")].contains(scan.lastSign)
    }

    private func plainHeading(_ index: Int, _ trimmed: Substring) -> Int? {
        let scan = scans[index]
        guard scan.tokens.count <= Self.headingWordsMax, trimmed.utf8.count <= 100 else { return nil }
        let stops = [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";")]
        guard !stops.contains(scan.lastSign), !scan.isCut else { return nil }
        let kinds: NoticeToken.Kinds = [.phone, .email, .url]
        guard scan.tokens.allSatisfy({ $0.kinds.isDisjoint(with: kinds) }) else { return nil }
        guard let first = trimmed.first(where: { $0.isLetter }), first.isUppercase, !isLead(index) else { return nil }
        if Self.isCapitals(trimmed) { return Self.capitalLevel }
        guard scan.tokens.count <= Self.plainHeadingWordsMax, trimmed.utf8.count <= 75 else { return nil }
        let isAlone = isBlank(index - 1) && isBlank(index + 1)
        if isAlone { return isTitle(scan.tokens[...]) || scan.tokens.count <= 6 ? Self.plainLevel : nil }
        guard isTitle(scan.tokens[...]), isBlank(index - 1) || endsThought(index - 1) else { return nil }
        guard let next = nextFirst(index + 1), next.isUppercase || !next.isLetter else { return nil }
        return Self.plainLevel
    }

    /// `Examples:` before a list is the lead of the list, no heading.
    private func isLead(_ index: Int) -> Bool {
        guard scans[index].lastSign == UInt8(ascii: ":"), scans[index].tokens.count <= 2 else { return false }
        var next = index + 1
        while next < scans.count, scans[next].tokens.isEmpty { next += 1 }
        guard next < scans.count else { return false }
        return text.lines[next].role == .item || Self.beginsItem(text.lines[next].text.drop { $0.isWhitespace })
    }

    private func isBlank(_ index: Int) -> Bool { !scans.indices.contains(index) || scans[index].tokens.isEmpty }

    private func endsThought(_ index: Int) -> Bool {
        if shapes[index].headingLevel != nil { return true }
        return [UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: ":")].contains(
            scans[index].lastSign)
    }

    private func nextFirst(_ index: Int) -> Character? {
        guard text.lines.indices.contains(index) else { return nil }
        return text.lines[index].text.first { !$0.isWhitespace }
    }

    /// Whether its long words begin with capitals.
    private func isTitle(_ tokens: ArraySlice<NoticeToken>) -> Bool {
        let long = tokens.filter { $0.word.utf8.count > 3 }
        guard !long.isEmpty else { return tokens.first?.kinds.contains(.capital) ?? false }
        return long.filter { $0.kinds.contains(.capital) }.count * 3 >= long.count * 2
    }

    static func isCapitals(_ text: Substring) -> Bool {
        let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic }
        return letters.count >= 4 && letters.filter { $0.properties.isLowercase }.count * 10 <= letters.count
    }

    /// Lines of capitals one after another are one heading, or no heading when they are too many words for one.
    private mutating func joinCapitalLines() {
        var index = 0
        while index < shapes.count {
            guard shapes[index].headingLevel == Self.capitalLevel, text.lines[index].role == .body else {
                index += 1
                continue
            }
            var end = index + 1
            while end < shapes.count, !shapes[end].isEmpty, !shapes[end].isItem, text.lines[end].role == .body,
                Self.isCapitals(text.lines[end].text[...])
            { end += 1 }
            let words = (index..<end).reduce(0) { $0 + scans[$1].tokens.count }
            let isHeading = words <= Self.headingWordsMax
            for line in index..<end {
                shapes[line].headingLevel = isHeading ? Self.capitalLevel : nil
                shapes[line].startsParagraph = line == index
            }
            index = end
        }
    }
}
