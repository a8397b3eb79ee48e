import PledgeCore

/// What a form or somebody else's notice left behind.
enum Leftovers {
    /// Fields that were never filled in, and names that are not the practice's own.
    static func find(_ document: CutNotice, _ recognizers: Recognizers) -> [NoticeFinding] {
        fields(document)
            + SpeakerNames.strangers(document).map { name, line in
                NoticeFinding(
                    id: "other-name", group: .leftover, severity: .warning,
                    title: "Another organization speaks here: \(name).",
                    law:
                        "The notice says `we` under more than one name; it may have been taken over from somebody else.",
                    line: line, quote: name)
            }
    }

    /// Characters of a bracket that are still taken for a field.
    private static let fieldMax = 60

    private static func fields(_ document: CutNotice) -> [NoticeFinding] {
        document.text.lines.compactMap { line in
            guard let field = field(line.text) else { return nil }
            return NoticeFinding(
                id: "placeholder", group: .leftover, severity: .warning,
                title: "A field was never filled in: \(field)", line: line.number, quote: field)
        }
    }

    private static let formWords = [
        "signature", "sign", "signed", "witness", "relationship", "initial", "print", "patient", "firma",
        "fecha de nacimiento",
        "representative", "employee", "date of birth",
    ]
    private static let fieldWords = [
        "insert", "name", "practice", "date", "phone", "telephone", "address", "title", "clinic", "organization",
        "entity",
        "provider", "website", "email", "hospital", "state", "contact", "nombre", "fecha", "telefono", "direccion",
        "your ",
        "company", "number", "url", "link", "city",
    ]

    /// The first empty field of a line; the lines of a form to sign are meant to be empty.
    static func field(_ line: String) -> String? {
        for (open, close) in [("{{", "}}"), ("<<", ">>"), ("[[", "]]")] {
            if let text = between(line, open, close) { return open + text + close }
        }
        let lower = line.lowercased()
        if line.contains("____"), !formWords.contains(where: lower.contains) { return "____" }
        if let text = between(line, "[", "]"), text.count > 2 {
            let inside = text.lowercased()
            let isField = fieldWords.contains { inside.contains($0) } && !inside.contains("protected")
            if isField, !inside.contains("email") || inside.contains("insert") { return "[\(text)]" }
        }
        return nil
    }

    private static func between(_ line: String, _ open: String, _ close: String) -> String? {
        guard let start = line.firstRange(of: open), let end = line[start.upperBound...].firstRange(of: close) else {
            return nil
        }
        let text = line[start.upperBound..<end.lowerBound]
        return text.isEmpty || text.count > fieldMax ? nil : String(text)
    }
}
