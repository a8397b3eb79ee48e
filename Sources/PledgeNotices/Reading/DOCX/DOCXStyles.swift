/// What the styles of a Word document say of roles.
struct DOCXStyles {
    /// One style.
    struct Style {
        var level: Int?
        var isItem = false
        var isHidden = false
        var parent: String?
    }

    private var styles: [String: Style] = [:]

    init() {}

    /// - Parameter bytes: `word/styles.xml`.
    /// - Throws: The problem where it is no XML.
    init(_ bytes: [UInt8]) throws(NoticeReadingError.Problem) {
        let events = try XMLEvents(bytes)
        var id: String?
        var style = Style()
        while let event = try events.next() {
            switch event {
            case .start("style", _):
                id = events.attribute("styleId")
                style = Style()
            case .start("name", _) where id != nil: style.level = DOCXStyles.level(events.attribute("val") ?? "")
            case .start("basedOn", _): style.parent = events.attribute("val")
            case .start("outlineLvl", _):
                // 9 is the level of text.
                if let level = events.attribute("val").flatMap({ Int($0) }), (0..<9).contains(level) {
                    style.level = style.level ?? level + 1
                }
            case .start("numPr", _): style.isItem = true
            case .start("vanish", _): style.isHidden = DOCXStyles.isOn(events.attribute("val"))
            case .end("style"):
                if let id { styles[id] = style }
                id = nil
            default: break
            }
        }
    }

    /// A style with what it takes from those it is based on.
    subscript(id: String) -> Style {
        var result = Style()
        var next: String? = id
        // A style may be based on itself in a hostile file.
        for _ in 0..<16 {
            guard let id = next, let style = styles[id] else { break }
            result.level = result.level ?? style.level
            result.isItem = result.isItem || style.isItem
            result.isHidden = result.isHidden || style.isHidden
            next = style.parent
        }
        return result
    }

    /// A switch of WordprocessingML: there without a value means on.
    static func isOn(_ value: String?) -> Bool { value.map { !["0", "false", "off"].contains($0) } ?? true }

    private static func level(_ name: String) -> Int? {
        let name = name.lowercased()
        if name == "title" { return 1 }
        guard name.hasPrefix("heading ") else { return nil }
        return Int(name.dropFirst(8)).map { min(max($0, 1), 6) }
    }
}
