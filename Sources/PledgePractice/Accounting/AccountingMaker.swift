import PledgeCore

/// Makes a list of disclosures out of what the entries tell: pure, so that it can be checked without a store.
struct AccountingMaker {
    /// What is asked for.
    struct Asked {
        var received: Day
        var from: Day?
        var to: Day?
        var made: Day
        var isSummarized: Bool
    }

    let words: AccountingWords
    let classes: EntryClasses
    var questions: AccountingQuestions
    /// Papers `study-summary` on file.
    let studies: [JSONObject]

    /// A disclosure with what of it stands in the list.
    private struct Listed {
        var disclosure: Disclosure
        var parts: [Disclosure.Part]
    }

    /// What makes several one: the recipient, the address and the purpose.
    private struct Repetition: Hashable {
        var recipient: Disclosure.Recipient
        var purposes: [String]
        var associate: String?
    }

    /// The rows and studies of a list.
    ///
    /// - Parameters:
    ///   - disclosures: Of one person, in the order of the journal.
    ///   - asked: What is asked for.
    /// - Returns: Rows by day, and the studies told in place of rows.
    /// - Throws: `PracticeError.asked` where the rules have no such list.
    mutating func list(
        _ disclosures: [Disclosure], _ asked: Asked
    ) throws(PracticeError) -> (rows: [AccountingRow], studies: [StudySummary]) {
        var listed: [Listed] = []
        var told: [StudySummary] = []
        for var disclosure in disclosures {
            // What came after the days asked about, or after it was asked for, is not asked about.
            if disclosure.day > (asked.to ?? asked.made) { continue }
            let summary = study(of: disclosure)
            if let people = summary?.people { disclosure.peopleInStudy = people }
            // Without a summary there is nothing to tell in place of the entry.
            if summary?.summary == nil { disclosure.peopleInStudy = nil }
            var parts: [Disclosure.Part] = []
            for part in disclosure.parts {
                switch try questions.place(of: part, disclosure) {
                case .listed: parts.append(part)
                case .suspended: break
                case .leftOut(let rule):
                    if let study = summary?.summary, try isToldByStudy(part, disclosure, rule), !told.contains(study) {
                        told.append(study)
                    }
                }
            }
            if !parts.isEmpty { listed.append(Listed(disclosure: disclosure, parts: parts)) }
        }
        return (rows(listed, isSummarized: asked.isSummarized), told)
    }

    /// Whether the entry is left out for the number of people, and would stand in the list without it.
    private mutating func isToldByStudy(
        _ part: Disclosure.Part, _ disclosure: Disclosure, _ rule: String
    ) throws(PracticeError) -> Bool {
        guard disclosure.peopleInStudy != nil else { return false }
        var alone = disclosure
        alone.peopleInStudy = nil
        return try questions.place(of: part, alone) == .listed
    }

    private func study(of disclosure: Disclosure) -> (summary: StudySummary?, people: Int64?)? {
        guard let name = disclosure.recipient.name,
            let paper = studies.first(where: { Disclosure.text($0["researcher"]) == name })
        else { return nil }
        var people: Int64?
        if case .integer(let count)? = paper["people"] { people = count }
        return (StudySummary(paper), people)
    }

    // MARK: Rows

    private func rows(_ listed: [Listed], isSummarized: Bool) -> [AccountingRow] {
        var rows: [AccountingRow] = []
        var positions: [Repetition: Int] = [:]
        let ordered = listed.sorted {
            ($0.disclosure.day, $0.disclosure.entry) < ($1.disclosure.day, $1.disclosure.entry)
        }
        for listed in ordered {
            let disclosure = listed.disclosure
            let repetition = Repetition(
                recipient: disclosure.recipient, purposes: disclosure.purposes, associate: disclosure.associate)
            let mayRepeat = isSummarized && listed.parts.allSatisfy { $0.rule.map(classes.isToldAsOne) ?? false }
            if mayRepeat, let position = positions[repetition] {
                rows[position].entries.append(disclosure.entry)
                rows[position].lastDay = disclosure.day
                continue
            }
            if mayRepeat { positions[repetition] = rows.count }
            rows.append(row(listed))
        }
        return rows
    }

    private func row(_ listed: Listed) -> AccountingRow {
        let disclosure = listed.disclosure
        var rules: [String] = []
        for rule in listed.parts.compactMap(\.rule) where !rules.contains(rule) { rules.append(rule) }
        let ground = rules.isEmpty ? (title: AccountingWords.notAllowed, citation: "") : words.ground(rules)
        return AccountingRow(
            day: disclosure.day, recipient: words.recipient(disclosure.recipient),
            address: disclosure.recipient.address, what: words.what(listed.parts), why: words.why(disclosure.purposes),
            ground: ground.title, citation: ground.citation, associate: disclosure.associate,
            isMistake: listed.parts.contains { $0.rule == nil }, entries: [disclosure.entry])
    }
}
