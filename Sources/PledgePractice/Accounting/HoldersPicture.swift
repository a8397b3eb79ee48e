import PledgeCore

/// Who has a patient's information, as a picture: a lane for each recipient, time from left to right, the reason by color,
/// shape and words.
///
/// - Source: SVG 2, W3C.
package enum HoldersPicture {
    private static let width = 960
    private static let labelWidth = 280
    private static let lane = 32
    private static let top = 112
    private static let margin = 16
    private static let axisHeight = 40
    private static let nameCharactersMax = 34
    private static let columns = 3
    private static let columnWidth = 312
    private static let legendRow = 24

    /// The picture; the same facts stand in `Holders.text`.
    package static func svg(_ holders: Holders) -> String {
        let recipients = holders.recipients
        let height = top + max(1, recipients.count) * lane + axisHeight
        var page = HTMLText(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 \(width) \(height)\" "
                + "font-family=\"system-ui,sans-serif\" font-size=\"14\"><title>")
        page.add("Who has information about \(holders.patient)")
        page.html += "</title><desc>"
        page.add(
            "\(recipients.count) \(recipients.count == 1 ? "recipient" : "recipients"), "
                + "\(holders.receipts.count) \(holders.receipts.count == 1 ? "time" : "times"), "
                + "as of \(AccountingWords.day(holders.made))")
        page.html += "</desc><rect width=\"\(width)\" height=\"\(height)\" fill=\"#fff\"/>"
        page.html += "<text x=\"\(margin)\" y=\"28\" font-size=\"19\" fill=\"#000\">"
        page.add("Who has information about \(holders.patient)")
        page.html += "</text>"
        legend(into: &page)
        let days = holders.receipts.map(\.day)
        let axis = Axis(first: days.min() ?? holders.made, last: max(days.max() ?? holders.made, holders.made))
        for (index, recipient) in recipients.enumerated() {
            let y = top + index * lane + lane / 2
            page.html += "<g><title>"
            page.add(recipient.name)
            page.html += "</title><text x=\"\(margin)\" y=\"\(y + 5)\" fill=\"#000\">"
            page.add(shortened(recipient.name))
            page.html += "</text><line x1=\"\(labelWidth)\" x2=\"\(width - margin)\" y1=\"\(y)\" y2=\"\(y)\" "
            page.html += "stroke=\"#767676\"/>"
            for receipt in recipient.receipts {
                page.html += "<g><title>"
                page.add("\(AccountingWords.day(receipt.day)): \(receipt.what), for \(receipt.why)")
                page.html += "</title>\(mark(receipt.reason, axis.x(of: receipt.day), y))</g>"
            }
            page.html += "</g>"
        }
        let y = height - margin
        page.html += "<text x=\"\(labelWidth)\" y=\"\(y)\" fill=\"#000\">\(AccountingWords.day(axis.first))</text>"
        page.html += "<text x=\"\(width - margin)\" y=\"\(y)\" text-anchor=\"end\" fill=\"#000\">"
        page.html += "\(AccountingWords.day(axis.last))</text></svg>\n"
        return page.html
    }

    /// Days to places.
    private struct Axis {
        var first: Day
        var last: Day

        func x(of day: Day) -> Int {
            let room = width - margin * 2 - labelWidth
            let span = max(1, Int(last.number) - Int(first.number))
            return labelWidth + margin / 2 + (Int(day.number) - Int(first.number)) * room / span
        }
    }

    private static func legend(into page: inout HTMLText) {
        for (index, reason) in Holders.Reason.allCases.enumerated() {
            let x = margin + index % columns * columnWidth
            let y = 56 + index / columns * legendRow
            page.html += mark(reason, x + 8, y)
            page.html += "<text x=\"\(x + 24)\" y=\"\(y + 5)\" fill=\"#000\">\(HTMLText.escaped(reason.words))</text>"
        }
    }

    private static func shortened(_ name: String) -> String {
        name.count <= nameCharactersMax ? name : name.prefix(nameCharactersMax - 1) + "…"
    }

    /// A shape and a color for each reason; dark enough on white for any eye.
    private static func mark(_ reason: Holders.Reason, _ x: Int, _ y: Int) -> String {
        switch reason {
        case .care: "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"7\" fill=\"#1a4f8b\"/>"
        case .family: "<rect x=\"\(x - 6)\" y=\"\(y - 6)\" width=\"12\" height=\"12\" fill=\"#6b2d8b\"/>"
        case .patient: "<path d=\"M\(x) \(y - 8)L\(x + 8) \(y + 6)L\(x - 8) \(y + 6)Z\" fill=\"#00582e\"/>"
        case .law: "<path d=\"M\(x) \(y - 8)L\(x + 8) \(y)L\(x) \(y + 8)L\(x - 8) \(y)Z\" fill=\"#6a4a00\"/>"
        case .research:
            "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"6\" fill=\"#fff\" stroke=\"#005a5a\" stroke-width=\"3\"/>"
        case .mistake:
            "<path d=\"M\(x - 6) \(y - 6)L\(x + 6) \(y + 6)M\(x + 6) \(y - 6)L\(x - 6) \(y + 6)\" "
                + "stroke=\"#8b0000\" stroke-width=\"4\"/>"
        }
    }
}
