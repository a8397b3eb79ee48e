import Hummingbird
import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// A bar of a chart, with its number in words.
struct BarView {
    let words: String
    let width: Int
    let y: Int
    let textY: Int
    let count: String
}

/// A row of numbers.
struct CountRow {
    let words: String
    let cells: [String]
    let total: String
}

struct ReportsPage {
    let lead: String
    let bars: [BarView]
    let height: Int
    let outcomes: [String]
    let purposes: [CountRow]
    let quarters: [String]
    let recipients: [CountRow]
    let hasRows: Bool
}

extension ConsolePages {
    private static let entriesMost = 20_000
    /// Groups smaller than this are not told.
    private static let groupMin = 11
    private static let barWidth = 420
    private static let labelMax = 46
    private static let barHeight = 28

    func reports() throws -> Response {
        let since = Day(number: setting.today.number - 365)
        let records = try practice.entries([.release, .record, .stopped], most: ConsolePages.entriesMost).compactMap {
            entry -> (kind: EntryKind, day: Day, record: ReleaseRecord)? in
            let day = setting.zone.day(of: Instant(milliseconds: entry.header.written))
            guard let record = ConsolePages.record(entry), since < day else { return nil }
            return (entry.header.kind, day, record)
        }
        let kinds: [EntryKind] = [.release, .record, .stopped]
        var byPurpose: [String: [Int]] = [:]
        var byRecipient: [String: [Int]] = [:]
        let quarters = lastQuarters()
        for (kind, day, record) in records {
            let purpose = purposeWords(record).firstUppercased
            byPurpose[purpose, default: [0, 0, 0]][kinds.firstIndex(of: kind) ?? 0] += 1
            guard kind != .stopped, let quarter = quarters.firstIndex(of: ConsolePages.quarter(day)) else { continue }
            byRecipient[wordsOf(kindsOf(record), .kind).firstUppercased, default: quarters.map { _ in 0 }][quarter] += 1
        }
        let purposes = rows(byPurpose)
        let most = byPurpose.values.map { $0.reduce(0, +) }.max() ?? 1
        let shown = byPurpose.map { (words: $0.key, total: $0.value.reduce(0, +), cells: $0.value) }
            .filter { $0.total >= ConsolePages.groupMin }.sorted { ($1.total, $0.words) < ($0.total, $1.words) }
        let page = ReportsPage(
            lead: t(.reportLead, ["count": "\(records.count)"]),
            bars: shown.prefix(12).enumerated().map { place, row in
                BarView(
                    words: ConsolePages.shortened(row.words),
                    width: max(2, row.total * ConsolePages.barWidth / max(1, most)),
                    y: place * ConsolePages.barHeight + 4, textY: place * ConsolePages.barHeight + 19,
                    count: total(row.cells))
            }, height: shown.prefix(12).count * ConsolePages.barHeight + 8,
            outcomes: [t(.released), t(.recordedAfter), t(.stopped)], purposes: purposes,
            quarters: quarters, recipients: rows(byRecipient), hasRows: !records.isEmpty)
        return self.page("reports", page, title: t(.reports), at: "/reports")
    }

    private func kindsOf(_ record: ReleaseRecord) -> [String] {
        let recipient = record.request.object("recipient") ?? JSONObject()
        return recipient.texts("kinds")
    }

    private func rows(_ counts: [String: [Int]]) -> [CountRow] {
        counts.sorted { ($1.value.reduce(0, +), $0.key) < ($0.value.reduce(0, +), $1.key) }.map { words, cells in
            CountRow(words: words, cells: cells.map(told), total: total(cells))
        }
    }

    /// A number that nobody can be known from.
    private func told(_ count: Int) -> String {
        (1..<ConsolePages.groupMin).contains(count) ? t(.fewer) : "\(count)"
    }

    /// Rounded where a number of the row is not told, or it could be counted back.
    private func total(_ cells: [Int]) -> String {
        let sum = cells.reduce(0, +)
        guard sum >= ConsolePages.groupMin, cells.contains(where: { (1..<ConsolePages.groupMin).contains($0) }) else {
            return told(sum)
        }
        return t(.roughly, ["count": "\(sum / 10 * 10)"])
    }

    private static func shortened(_ words: String) -> String {
        words.count > labelMax ? words.prefix(labelMax - 1) + "\u{2026}" : words
    }

    private static func quarter(_ day: Day) -> String { "\(day.civil.year) Q\((day.civil.month + 2) / 3)" }

    private func lastQuarters() -> [String] {
        var quarters: [String] = []
        for back in stride(from: 365, through: 0, by: -30) {
            let quarter = ConsolePages.quarter(Day(number: setting.today.number - Int32(back)))
            if quarters.last != quarter { quarters.append(quarter) }
        }
        return quarters
    }
}
