package import PledgeCore

/// Turns prose into a literate notice: each paragraph with the rules that it surely makes.
///
/// What a paragraph promises is data beside the recognizers. Where two sentences differ, the narrower holds; what is
/// not surely said is not promised, but marked for a person.
package struct NoticeDrafter: Sendable {
    /// What the text itself does not say.
    package struct Settings: Sendable, Hashable {
        /// `notice`, `joint-notice`, `agreement` or `policy`.
        package var role: String
        /// The document's name in answers.
        package var id: String
        /// The day from which it binds; nothing for the one that the text names.
        package var effective: Day?

        /// - Parameters:
        ///   - role: `notice`, `joint-notice`, `agreement` or `policy`.
        ///   - id: The document's name in answers.
        ///   - effective: The day from which it binds; nothing for the one that the text names.
        package init(role: String = "notice", id: String, effective: Day? = nil) {
            self.role = role
            self.id = id
            self.effective = effective
        }

        var isNotice: Bool { role == "notice" || role == "joint-notice" }
    }

    private let recognizers: Recognizers

    /// - Parameter recognizers: Those that the report was made with.
    package init(_ recognizers: Recognizers) { self.recognizers = recognizers }

    /// Drafts a text.
    ///
    /// - Parameters:
    ///   - text: What a reader made of a document.
    ///   - report: What checking it as a notice found.
    ///   - settings: What the text does not say.
    /// - Returns: All of the prose, with rules and marks.
    /// - Throws: `DraftRefusal` where a notice is wanted and the text is none.
    /// - Complexity: O(words) for each pattern that holds.
    package func draft(
        _ text: NoticeText, report: NoticeReport, settings: Settings
    ) throws(DraftRefusal) -> DraftedNotice {
        guard report.isNotice || !settings.isNotice else { throw .notANotice }
        let reading = NoticeReading(text, recognizers)
        var placing = DraftPlacing(reading, recognizers)
        placing.placeAll()
        placing.markFindings(report)
        placing.markUnplaced()
        var marks = text.doubts.map { DraftedNotice.Mark(kind: .doubt, line: nil, reason: $0) }
        guard let effective = settings.effective ?? day(reading) else { throw .noDay }
        marks.append(.init(kind: .doubt, line: nil, reason: Self.unnamed))
        let matter = frontMatter(report, settings, effective: effective)
        if settings.isNotice { marks += Self.gaps(report) }
        return DraftedNotice(frontMatter: matter, parts: placing.parts, marks: marks)
    }

    private func frontMatter(
        _ report: NoticeReport, _ settings: Settings, effective: Day
    ) -> [DraftedNotice.Key] {
        let title = settings.isNotice ? "Notice of Privacy Practices" : "Privacy Policy"
        let reserves = report.elements.contains { $0.id == Self.reserving && $0.status == .present }
        var matter = [("title", title), ("role", settings.role), ("id", Self.quoted(settings.id))]
        matter += [("organization", Self.quoted("{organization}")), ("effective", effective.description)]
        matter += [("series", Self.quoted(settings.id)), ("reserves", reserves ? "yes" : "no")]
        return matter.map { DraftedNotice.Key(name: $0.0, value: $0.1) }
    }

    private static let unnamed =
        "The front matter has a blank for the organization; add its `phone`, `contact` and `zone` as well."
    private static let reserving = "duty_reserve_right_to_change"
    private static let starting = "effective_date"

    /// The day that the text names as its first.
    private func day(_ reading: NoticeReading) -> Day? {
        guard let element = recognizers.element(Self.starting) else { return nil }
        for pattern in element.present + element.partial {
            guard let place = reading.first(pattern, unless: element.vetoes) else { continue }
            let sentence = reading.document.sentence(of: place.lowerBound)
            for date in reading.document.dates where sentence.contains(date.token) || place.contains(date.token) {
                guard let month = date.month, let number = date.day else { continue }
                if let day = Day(year: date.year, month: month, day: number) { return day }
            }
        }
        return nil
    }

    private static func gaps(_ report: NoticeReport) -> [DraftedNotice.Mark] {
        let lacking = report.findings.filter { $0.group == .missing || $0.group == .partial }
        guard !lacking.isEmpty else { return [] }
        let names = lacking.map { $0.group == .partial ? "\($0.id) (in part)" : $0.id }
        return [
            .init(
                kind: .doubt, line: nil,
                reason: "It lacks, or says only in part: \(names.joined(separator: ", ")). `pledge check` tells more.")
        ]
    }

    private static func quoted(_ text: String) -> String {
        let plain = DraftProse.oneLine(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(plain)\""
    }
}
