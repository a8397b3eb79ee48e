package import PledgeCore
import PledgeDecisions

/// Checks a notice: what it says of each element, and what is worth telling.
package struct NoticeChecker: Sendable {
    private let recognizers: Recognizers
    private let law: NoticeLaw

    package init(recognizers: Recognizers, law: NoticeLaw) {
        self.recognizers = recognizers
        self.law = law
    }

    /// - Parameters:
    ///   - text: What a reader made of a document.
    ///   - file: Its name for people.
    ///   - profile: What is known of the organization.
    ///   - day: The day whose law it is held against; nothing for the newest.
    /// - Returns: Each element's status and what is worth telling; of a text that is no notice only that it is none.
    /// - Complexity: O(words).
    package func check(
        _ text: NoticeText, file: String, profile: NoticeProfile = NoticeProfile(), on day: Day? = nil
    ) -> NoticeReport {
        let reading = NoticeReading(text, recognizers)
        let day = day ?? law.newestDay ?? Day(number: 0)
        let said = law.ids.map { id in
            recognizers.element(id).map(reading.status) ?? ElementStatus(id: id, status: .absent)
        }
        let likeness = reading.likeness(recognizers, said)
        let language = NoticeLanguage.of(reading.document)
        var report = NoticeReport(
            file: file, likeness: likeness, vintage: "", language: language, wordCount: reading.document.tokens.count,
            day: day, elements: said.map { applied($0, profile, day) }, findings: [],
            lines: Dictionary(text.lines.map { ($0.number, $0.text) }, uniquingKeysWith: { first, _ in first }))
        report.findings = text.doubts.map { doubt in
            NoticeFinding(id: "reading-doubt", group: .doubt, severity: .note, title: doubt)
        }
        guard likeness.isNotice else {
            report.findings.insert(notANotice(likeness), at: 0)
            return report
        }
        report.vintage = vintage(reading, said)
        report.findings += remarks(reading) + gaps(report, profile) + Leftovers.find(reading.document, recognizers)
        if let grade = ReadingGrade.finding(reading.document, language: language) { report.findings.append(grade) }
        report.findings = Self.sorted(report.findings)
        return report
    }

    private func notANotice(_ likeness: NoticeLikeness) -> NoticeFinding {
        NoticeFinding(
            id: "not-a-notice", group: .kind, severity: .error,
            title: "This is not a notice of privacy practices.",
            law: "It was not held against the list of what a notice must say.",
            quote: likeness.signs.filter { $0.contains("-") }.prefix(3).joined(separator: ", "))
    }

    /// An absent element that is known not to be owed does not apply.
    private func applied(_ status: ElementStatus, _ profile: NoticeProfile, _ day: Day) -> ElementStatus {
        guard status.status == .absent, let owed = law.element(status.id, on: day),
            profile.holds(owed.condition) == false
        else { return status }
        var copy = status
        copy.status = .notApplicable
        return copy
    }

    private func remarks(_ reading: NoticeReading) -> [NoticeFinding] {
        recognizers.remarks.compactMap { remark in
            guard let group = NoticeFinding.Group(rawValue: remark.group.rawValue),
                !remark.unless.contains(where: { reading.first($0) != nil }),
                let place = remark.patterns.lazy.compactMap({ reading.first($0) }).first
            else { return nil }
            return NoticeFinding(
                id: remark.id, group: group, severity: remark.group.severity, title: remark.title, law: remark.law,
                citation: remark.citation, line: reading.document.lineNumber(of: place.lowerBound),
                quote: reading.document.quote(from: place.lowerBound, reaching: place.upperBound - 1))
        }
    }

    private func gaps(_ report: NoticeReport, _ profile: NoticeProfile) -> [NoticeFinding] {
        report.elements.compactMap { status in
            guard status.status == .absent || status.status == .partial,
                let owed = law.element(status.id, on: report.day), owed.isInForce
            else { return nil }
            let isMissing = status.status == .absent
            let isSure = profile.holds(owed.condition) == true
            let element = recognizers.element(status.id)
            if element?.isOptional == true, !isSure { return nil }
            let about = element?.about ?? ""
            return NoticeFinding(
                id: status.id, group: isMissing ? .missing : .partial,
                severity: isSure ? (isMissing ? .error : .warning) : .note,
                title: about.isEmpty ? owed.title : about, citation: owed.citation, since: owed.since,
                line: status.line,
                quote: status.quote, suggestion: element?.sentences[report.language] ?? owed.exactText ?? "",
                dependsOn: profile.open(owed.condition).map(law.words))
        }
    }

    /// The newest law whose additions the text has at least half of; what only some owe counts when it is there.
    private func vintage(_ reading: NoticeReading, _ said: [ElementStatus]) -> String {
        let present = Set(said.filter { $0.status != .absent }.map(\.id))
        var year = law.days.first?.civil.year
        for day in law.days.dropFirst() {
            let added = law.ids.compactMap { law.element($0, on: day) }.filter { $0.since == day }
            let always = added.filter { $0.condition == .constant(true) }
            let count = always.filter { present.contains($0.id) }.count
            let isWritten = always.isEmpty ? added.contains { present.contains($0.id) } : count * 2 >= always.count
            if isWritten { year = day.civil.year }
        }
        let told = recognizers.remarks.compactMap { remark -> Int? in
            guard let year = remark.vintage, remark.patterns.contains(where: { reading.first($0) != nil }) else {
                return nil
            }
            return year
        }
        return (told.max().map { max($0, year ?? $0) } ?? year).map(String.init) ?? ""
    }

    private static func sorted(_ findings: [NoticeFinding]) -> [NoticeFinding] {
        let order = Dictionary(
            uniqueKeysWithValues: NoticeFinding.Group.allCases.enumerated().map { ($0.element, $0.offset) })
        return findings.enumerated().sorted { left, right in
            let first = (order[left.element.group] ?? 0, left.element.severity.rank, left.offset)
            return first < (order[right.element.group] ?? 0, right.element.severity.rank, right.offset)
        }.map(\.element)
    }
}

extension Diagnostic.Severity {
    /// The gravest first.
    var rank: Int {
        switch self {
        case .error: 0
        case .warning: 1
        case .note: 2
        }
    }
}

extension Recognizers.Remark.Group {
    /// How grave its news are.
    var severity: Diagnostic.Severity {
        switch self {
        case .conflict: .error
        case .stops, .stale, .leftover: .warning
        case .promises: .note
        }
    }
}
