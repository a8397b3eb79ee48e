/// Pages in two columns.
enum PDFColumns {
    /// Lines that each column must have at least.
    private static let linesMin = 8

    /// A page's lines in the order of reading: full lines where they stand, between them the left column, then the
    /// right one.
    ///
    /// - Returns: Nothing where the page has one column.
    static func ordered(_ page: PDFLayout.Page) -> [PDFLayout.Line]? {
        guard let gutter = gutter(of: page) else { return nil }
        var result: [PDFLayout.Line] = []
        var columns: [[PDFLayout.Line]] = [[], []]
        func end() {
            result += columns[0] + columns[1]
            columns = [[], []]
        }
        let inOrder = page.lines.enumerated().sorted { ($0.element.top, $0.offset) < ($1.element.top, $1.offset) }
        for (_, line) in inOrder {
            if line.right <= gutter {
                columns[0].append(line)
            } else if line.left >= gutter {
                columns[1].append(line)
            } else {
                end()
                result.append(line)
            }
        }
        end()
        return result
    }

    /// Where the white space between two columns stands: near the middle, few lines across it, many at both sides
    /// at one height.
    private static func gutter(of page: PDFLayout.Page) -> Double? {
        let step = max(1, page.width / 100)
        var best: (place: Double, crossing: Int)?
        for index in 35...65 {
            let place = Double(index) * step
            let crossing = page.lines.count { $0.left < place && place < $0.right }
            if best.map({ crossing < $0.crossing }) ?? true { best = (place, crossing) }
        }
        guard let best, best.crossing * 3 <= page.lines.count else { return nil }
        let left = page.lines.filter { $0.right <= best.place }
        let right = page.lines.filter { $0.left >= best.place }
        // A table has short entries; a column of prose has lines as wide as it is.
        let isProse = { (lines: [PDFLayout.Line]) in
            lines.count >= linesMin && lines.count { $0.text.utf8.count >= 25 } * 2 >= lines.count
        }
        guard isProse(left), isProse(right), let leftTop = left.map(\.top).min(), let rightTop = right.map(\.top).min(),
            let leftEnd = left.map(\.bottom).max(), let rightEnd = right.map(\.bottom).max()
        else { return nil }
        let shared = min(leftEnd, rightEnd) - max(leftTop, rightTop)
        return shared > min(leftEnd - leftTop, rightEnd - rightTop) / 2 ? best.place : nil
    }
}
