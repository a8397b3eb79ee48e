package import PledgeCore

/// A list of disclosures as text for people, and as CSV.
package enum AccountingText {
    /// Plain text, one disclosure after another.
    package static func text(_ list: AccountingList) -> String {
        var lines = ["\(list.organization)", "List of disclosures about \(list.patient)", ""]
        lines += AccountingText.opening(list)
        lines.append("")
        if list.rows.isEmpty && list.studies.isEmpty { lines.append("There is nothing to list for this time.") }
        for (number, row) in list.rows.enumerated() {
            lines.append("\(number + 1). \(AccountingText.days(row))")
            lines.append("   To: \(row.recipient)\(row.address.map { ", \($0)" } ?? "")")
            lines.append("   What: \(row.what)")
            lines.append("   Why: \(row.why)")
            lines.append("   Ground: \(row.ground)\(row.citation.isEmpty ? "" : " (\(row.citation))")")
            if let associate = row.associate { lines.append("   \(AccountingText.told(by: associate))") }
            lines.append("   \(AccountingText.entries(row))")
        }
        for study in list.studies { lines += [""] + AccountingText.study(study).map { "\($0.name): \($0.words)" } }
        return lines.map(AccountingText.printable).joined(separator: "\n") + "\n"
    }

    /// CSV with headings; no cell is taken for a formula.
    ///
    /// - Source: RFC 4180; OWASP, CSV injection.
    package static func csv(_ list: AccountingList) -> String {
        var lines = [
            "first day,last day,times,recipient,address,what,why,ground,source,told by,not allowed,entries"
        ]
        for row in list.rows {
            let cells = [
                row.day.description, (row.lastDay ?? row.day).description, "\(row.count)", row.recipient,
                row.address ?? "", row.what, row.why, row.ground, row.citation, row.associate ?? "",
                row.isMistake ? "yes" : "", row.entries.map { "\($0)" }.joined(separator: " "),
            ]
            lines.append(cells.map(AccountingText.cell).joined(separator: ","))
        }
        for study in list.studies {
            let cells = [
                study.first, study.last, "", study.researcher, "", study.information, study.purpose, study.name, "",
                study.sponsor, "", "",
            ]
            lines.append(cells.map(AccountingText.cell).joined(separator: ","))
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    // MARK: Words

    static func opening(_ list: AccountingList) -> [String] {
        let from = list.from.map { "from \(AccountingWords.day($0)) " } ?? ""
        var lines = [
            "Whom we told about you \(from)to \(AccountingWords.day(list.to)). "
                + "You asked on \(AccountingWords.day(list.received)); made on \(AccountingWords.day(list.made))"
                + (list.due.map { ", due by \(AccountingWords.day($0))." } ?? ".")
        ]
        switch list.fee {
        case .free: lines.append("This list is free.")
        case .agreed(let cents): lines.append("This list costs \(AccountingWords.dollars(cents)), as you agreed.")
        }
        return lines
    }

    static func days(_ row: AccountingRow) -> String {
        guard let last = row.lastDay, row.count > 1 else { return AccountingWords.day(row.day) }
        return "\(AccountingWords.day(row.day)), \(row.count) times, last on \(AccountingWords.day(last))"
    }

    static func entries(_ row: AccountingRow) -> String {
        "Journal: \(row.count == 1 ? "entry" : "entries") " + row.entries.map { "\($0)" }.joined(separator: ", ")
    }

    static func told(by associate: String) -> String {
        "Told by a business that works for us\(associate.isEmpty ? "" : ": \(associate)")"
    }

    static func study(_ study: StudySummary) -> [(name: String, words: String)] {
        [
            ("Study", study.name), ("What it is for", study.purpose), ("Information", study.information),
            ("From when to when", "\(study.first) to \(study.last)"), ("Sponsor", study.sponsor),
            ("Researcher", study.researcher),
            (
                "Note",
                "Your information may or may not have gone to this study. If it likely did, we help you reach them."
            ),
        ]
    }

    // MARK: Cells

    private static let formulaStarts: Set<Character> = ["=", "+", "-", "@", "\t", "\r", "\n"]

    /// A cell in quotes where it needs them; what a spreadsheet would take for a formula begins with an apostrophe.
    package static func cell(_ text: String) -> String {
        var cell = text
        if let first = cell.drop(while: { $0 == " " }).first,
            formulaStarts.contains(first) || first.unicodeScalars.contains(where: { $0 == "\r" || $0 == "\n" })
                || fullWidth.contains(first)
        {
            cell = "'" + cell
        }
        guard cell.unicodeScalars.contains(where: { ",\"\r\n\t;".unicodeScalars.contains($0) }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// Signs that spreadsheets of East Asia take as the ordinary ones.
    private static let fullWidth: Set<Character> = ["\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"]

    /// Without what moves a terminal's cursor: names come from others.
    static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: " "
                    default: scalar
                    }
                }))
    }
}
