import PledgeCore
import PledgeDecisions

/// A paper as the rules in force see it today.
struct PaperReview {
    private let paper: Document
    private let papers: DocumentReviewer
    private let zone: TimeZoneRules
    private let at: Instant
    private let review: DocumentReview
    private let madeLater: [DocumentField]

    /// - Throws: `PracticeError.asked` where it is no paper by these rules.
    init(
        _ document: JSONObject, _ reader: any StateReading, _ rules: RulesInForce,
        _ zones: (String) -> TimeZoneRules?
    ) throws {
        switch rules.reader.paper(document) {
        case .success(let read): paper = read
        case .failure(let error): throw PracticeError(error)
        }
        papers = rules.papers
        zone =
            if case .string(let name)? = try reader.person(0).settings["zone"] { zones(name) ?? .utc } else { .utc }
        at = Instant(milliseconds: reader.now)
        review = papers.review(paper, at: at, zone: zone)
        madeLater = papers.fieldsMadeLater(paper, at: at, zone: zone)
    }

    var today: Day { zone.day(of: at) }
    var isDefective: Bool { review.isDefective }
    /// It says that it was made on a day that is still to come.
    var isMadeLater: Bool { !madeLater.isEmpty }
    var serves: [String] { review.serves.map(\.text) }

    var defects: [DirectiveDefect] {
        let later = madeLater.filter { field in !review.defects.contains { $0.fields.contains(field.name) } }
        return review.defects.map { defect in
            DirectiveDefect(
                words: defect.words, citation: defect.citation.isEmpty ? nil : defect.citation,
                rules: defect.rules.map(\.text))
        } + later.map { DirectiveDefect(words: "\($0.words): after the day on which it came") }
    }

    /// Whether a time that it bears ends anything.
    func matters(_ field: String) -> Bool {
        guard case .time? = paper.fields[field] else { return true }
        return papers.matters(field, of: paper, at: at, zone: zone)
    }

    /// The first day, from today on, on which it lacks what some rule asks of it that rested on it before.
    ///
    /// - Parameters:
    ///   - before: The paper as it was.
    ///   - last: The last day that is looked at; nothing for as far as the paper's own days go.
    /// - Returns: Nothing where it goes on serving.
    func firstDay(losing before: PaperReview, until last: Day? = nil) -> Day? {
        let served = Set(before.review.serves)
        return moments(until: last).first { moment in
            !served.subtracting(review(at: moment).serves).isEmpty
        }.map { zone.day(of: $0) }
    }

    /// The day from which it allows less than it would have as it was; today where it allows nothing.
    ///
    /// - Returns: Nothing where what was changed ends nothing.
    func endedSooner(than before: PaperReview) -> Day? {
        if isDefective { return today }
        guard let day = firstDay(losing: before) else { return nil }
        return before.firstDay(losing: before).map { day < $0 } ?? true ? day : nil
    }

    private func review(at moment: Instant) -> DocumentReview { papers.review(paper, at: moment, zone: zone) }

    /// Now, and the times after now at which something on the paper begins or ends, in order.
    private func moments(until last: Day?) -> [Instant] {
        var moments: Set<Instant> = [at]
        for case .time(let moment) in paper.fields.values {
            switch moment {
            case .instant(let instant): moments.formUnion([instant, Instant(seconds: instant.seconds + 1)])
            case .day(let day): moments.formUnion([zone.start(of: day), zone.start(of: Day(number: day.number + 1))])
            }
        }
        return moments.filter { moment in at <= moment && last.map { zone.day(of: moment) <= $0 } ?? true }.sorted()
    }
}
