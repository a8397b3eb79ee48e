/// What a page shows and what it does not.
enum HTMLVisibility {
    /// Why the text of an element is left out.
    enum Reason: Equatable {
        /// Not part of the document: scripts, menus, controls.
        case furniture
        /// Text that is there and not shown.
        case hidden
    }

    /// Attributes that tell.
    static let attributes: Set<String> = ["hidden", "style", "aria-hidden", "role", "type", "open"]

    private static let furniture: Set<String> = [
        "script", "style", "template", "noscript", "nav", "head", "title", "textarea", "select", "option", "button",
        "svg", "iframe", "object", "canvas", "video", "audio", "math", "map", "datalist", "noembed", "noframes",
        "frameset", "xmp", "plaintext",
    ]

    /// Why an element's text is left out; nothing where it is read.
    static func reason(_ tag: HTMLTag) -> Reason? {
        if furniture.contains(tag.name) || tag.attributes["role"] == "navigation" { return .furniture }
        if tag.attributes["hidden"] != nil || tag.attributes["aria-hidden"]?.lowercased() == "true" { return .hidden }
        if tag.name == "dialog", tag.attributes["open"] == nil { return .hidden }
        guard let style = tag.attributes["style"] else { return nil }
        let rules = declarations(style)
        if rules["display"] == "none" || rules["visibility"] == "hidden" || isZero(rules["opacity"]) { return .hidden }
        if isZero(rules["font-size"]) || isZero(rules["height"]) && rules["overflow"] == "hidden" { return .hidden }
        if isWhite(rules["color"]), isWhite(rules["background"] ?? rules["background-color"]) { return .hidden }
        return nil
    }

    /// Whether text is white on a ground that the tag does not name, so that it may be hidden or not.
    static func isDoubtful(_ tag: HTMLTag) -> Bool {
        guard let style = tag.attributes["style"] else { return false }
        return isWhite(declarations(style)["color"])
    }

    /// A style's declarations, in lower case; of two for one property the last.
    private static func declarations(_ style: String) -> [String: String] {
        var rules: [String: String] = [:]
        for part in style.lowercased().split(separator: ";") {
            let sides = part.split(separator: ":", maxSplits: 1)
            guard sides.count == 2 else { continue }
            let value = CleanText.line(sides[1])
            rules[CleanText.line(sides[0])] = value.split(separator: "!").first.map(CleanText.line) ?? value
        }
        return rules
    }

    private static func isZero(_ value: String?) -> Bool {
        guard let value, value.hasPrefix("0") else { return false }
        return ["0", "0px", "0pt", "0em", "0rem", "0%", "0.0"].contains(value)
    }

    private static func isWhite(_ value: String?) -> Bool {
        guard let value else { return false }
        return ["white", "#fff", "#ffffff", "rgb(255,255,255)", "rgb(255, 255, 255)"].contains(value)
    }
}
