/// Text without markup.
enum PlainTextLines {
    /// - Parameter text: Decoded.
    /// - Returns: Its lines with the roles that their look gives them.
    static func read(_ text: String) -> [NoticeText.Line] {
        let lines = CleanText.lines(text)
        let hasPages = (lines.last?.page ?? 1) > 1
        var hasTitle = false
        var result: [NoticeText.Line] = []
        result.reserveCapacity(lines.count)
        for (index, line) in lines.enumerated() {
            let page = hasPages ? line.page : nil
            if let item = LineShape.item(line.text) {
                result.append(.init(text: item, number: index + 1, page: page, role: .item))
                continue
            }
            let isHeading = LineShape.isHeading(
                line.text, isAfterBlank: index == 0 || lines[index - 1].text.isEmpty,
                isBeforeBlank: index + 1 == lines.count || lines[index + 1].text.isEmpty)
            let role: NoticeText.Role = isHeading ? .heading(hasTitle ? 2 : 1) : .body
            hasTitle = hasTitle || isHeading
            result.append(.init(text: line.text, number: index + 1, page: page, role: role))
        }
        return result
    }
}
