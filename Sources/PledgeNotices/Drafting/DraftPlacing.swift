/// Finds for each rule the paragraph that makes it.
struct DraftPlacing {
    /// A place where a draft's words stand.
    private struct Hit {
        var tokens: Range<Int>
        /// Whether the text says it plainly.
        var isSure: Bool
        /// Whether it is more than a word in passing.
        var isWhole: Bool
    }

    private let reading: NoticeReading
    private let recognizers: Recognizers
    private let partOf: [Int]
    /// First tokens of sentences that say no, need a signature, or are about rights.
    private let denied: Set<Int>
    private(set) var parts: [DraftedNotice.Part]
    /// Positions of parts that say something that is known.
    private var understood: Set<Int> = []
    /// Remarks that a rule answers.
    private var answered: Set<String> = []
    private var rights = DraftRights()

    init(_ reading: NoticeReading, _ recognizers: Recognizers) {
        self.reading = reading
        self.recognizers = recognizers
        let cut = DraftParts(reading.document)
        parts = cut.parts
        partOf = cut.partOf
        let places = (recognizers.passages["denied"] ?? []).flatMap { reading.matches($0) }
        denied = Set(places.map { reading.document.sentence(of: $0.lowerBound).lowerBound })
    }

    /// Writes every draft that holds, once, and none that a narrower one replaces.
    mutating func placeAll() {
        for element in recognizers.elements {
            for pattern in element.present + element.partial {
                for place in reading.all(pattern, unless: element.vetoes) {
                    understood.insert(partOf[place.lowerBound])
                }
            }
        }
        let found = recognizers.drafts.map { ($0, hits($0)) }
        let replaced = Set(found.filter { $0.1.contains(where: \.isSure) }.flatMap { $0.0.replaced })
        for (draft, hits) in found {
            for hit in hits { understood.insert(partOf[hit.tokens.lowerBound]) }
            if !replaced.contains(draft.id) { place(draft, hits) }
        }
        for (part, lines) in rights.blocks { parts[part].block += lines }
        for (part, reason) in rights.doubts { mark(part, .doubt, reason) }
    }

    private func hits(_ draft: Recognizers.Draft) -> [Hit] {
        var hits: [Hit] = []
        func add(_ patterns: [Pattern], _ vetoes: [Pattern], isSure: Bool, isWhole: Bool = true) {
            for pattern in patterns {
                for place in reading.all(pattern, unless: vetoes)
                where draft.isMarkOnly || isHost(partOf[place.lowerBound]) {
                    hits.append(Hit(tokens: place, isSure: isSure, isWhole: isWhole))
                }
            }
        }
        add(draft.patterns, draft.vetoes, isSure: true)
        for element in draft.elements.compactMap(recognizers.element) {
            add(element.present, element.vetoes + draft.vetoes, isSure: true)
            add(element.partial, element.vetoes + draft.vetoes, isSure: draft.isPartlyEnough, isWhole: false)
        }
        return hits.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    /// A heading makes no rule; an answer quotes the paragraph.
    private func isHost(_ part: Int) -> Bool { parts[part].headingLevel == nil }

    private mutating func place(_ draft: Recognizers.Draft, _ hits: [Hit]) {
        let isOpen = draft.isAnywhere || draft.isMarkOnly
        let allowed = isOpen ? hits : hits.filter { !isDenied($0.tokens.lowerBound) }
        guard let hit = best(allowed.filter(\.isSure)) else {
            // An element that is only touched, or stands in a sentence that also says no, is a person's.
            guard let doubtful = allowed.first ?? hits.first(where: { hit in isDenied(hit.tokens.lowerBound) }),
                draft.reason.isEmpty, draft.isUse
            else { return }
            let why =
                allowed.isEmpty
                ? "in a sentence that says no, asks for a signature or is on a right" : "but not plainly"
            mark(
                partOf[doubtful.tokens.lowerBound], .doubt,
                "It seems to speak of \(draft.words), \(why); no promise was written.")
            return
        }
        let part = partOf[hit.tokens.lowerBound]
        for line in draft.promises where !parts.contains(where: { $0.block.contains(line) }) {
            parts[part].block.append(line)
        }
        if let right = draft.right {
            let values = DraftValues(reading.document, around: hit.tokens)
            rights.add(right, draft.clauses.compactMap(values.filled), part: part)
        }
        answered.formUnion(draft.remarks)
        if !draft.reason.isEmpty { mark(part, draft.isConflict ? .conflict : .doubt, draft.reason) }
    }

    /// Where it is said most: in the part with whole sayings, then with the most of them; of several the first.
    private func best(_ hits: [Hit]) -> Hit? {
        var counts: [Int: Int] = [:]
        for hit in hits { counts[partOf[hit.tokens.lowerBound], default: 0] += hit.isWhole ? 100 : 1 }
        return hits.max { left, right in
            let (first, second) = (partOf[left.tokens.lowerBound], partOf[right.tokens.lowerBound])
            // Of equals the earlier one is the greater.
            return (counts[first] ?? 0, -left.tokens.lowerBound) < (counts[second] ?? 0, -right.tokens.lowerBound)
        }
    }

    /// Whether a sentence, or what stands over it, says no.
    private func isDenied(_ token: Int) -> Bool {
        let document = reading.document
        if denied.contains(document.sentence(of: token).lowerBound) { return true }
        let paragraph = document.paragraph(of: token)
        let over = paragraph.headings.prefix(1) + [paragraph.lead].compactMap { $0 }
        return over.contains { range in denied.contains { range.contains($0) } }
    }

    private mutating func mark(_ part: Int, _ kind: DraftedNotice.Mark.Kind, _ reason: String) {
        let mark = DraftedNotice.Mark(kind: kind, line: parts[part].lines.first?.number, reason: reason)
        if !parts[part].marks.contains(mark) { parts[part].marks.append(mark) }
    }

    /// Marks what checking found beside the elements, where it stands.
    mutating func markFindings(_ report: NoticeReport) {
        for finding in report.findings where !answered.contains(finding.id) {
            guard [.stops, .promises, .conflict, .stale, .leftover].contains(finding.group), let line = finding.line,
                let part = parts.firstIndex(where: { $0.lines.contains { $0.number == line } })
            else { continue }
            let kind: DraftedNotice.Mark.Kind = finding.group == .conflict ? .conflict : .doubt
            let law = [finding.law, finding.citation.isEmpty ? "" : "(\(finding.citation))"].filter { !$0.isEmpty }
            mark(part, kind, ([finding.title] + law).joined(separator: " "))
        }
    }

    /// Marks paragraphs that speak of using or sharing and of nothing that is known.
    mutating func markUnplaced() {
        let places = (recognizers.passages["sharing"] ?? []).flatMap { reading.matches($0) }
        for part in Set(places.map { partOf[$0.lowerBound] }).sorted()
        where isHost(part) && !understood.contains(part) && parts[part].marks.isEmpty && parts[part].block.isEmpty {
            // What leads to a list says nothing by itself.
            if parts[part].lines.last?.text.hasSuffix(":") == true { continue }
            mark(part, .doubt, "It speaks of using or sharing information; it could not be placed.")
        }
    }
}

extension Recognizers.Draft {
    /// Whether it opens a use or disclosure, which a text must say plainly.
    var isUse: Bool { right == nil && !promises.isEmpty && !isAnywhere }
    /// Whether it writes no rule, and only asks a person.
    var isMarkOnly: Bool { right == nil && promises.isEmpty }
    /// Its name in words.
    var words: String { id.replacing("-", with: " ") }
}
