/// A place in a source file.
package struct SourceSpan: Hashable, Sendable {
    /// The file's name as the caller gave it.
    package var file: String
    /// Line, from 1.
    package var line: Int
    /// Column in characters, from 1.
    package var column: Int
    /// Length in characters, at least 1.
    package var length: Int

    package init(file: String, line: Int, column: Int, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
    }

    /// No place: a thing the program made itself.
    package static let none = SourceSpan(file: "", line: 0, column: 0)
}

/// One finding about a text: what, where, and what to do.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, CaseIterable {
        case error, warning, note
    }

    /// A stable name of the kind of finding, such as `unknown-name`.
    package var id: String
    package var severity: Severity
    package var span: SourceSpan
    /// Lower case, no final period; the user's words in backticks.
    package var message: String
    /// What to do about it.
    package var help: String?
    /// The line of the source, for the caret; empty when there is none.
    package var sourceLine: String

    package init(
        id: String, severity: Severity = .error, span: SourceSpan, message: String, help: String? = nil,
        sourceLine: String = ""
    ) {
        self.id = id
        self.severity = severity
        self.span = span
        self.message = message
        self.help = help
        self.sourceLine = sourceLine
    }
}

extension Diagnostic {
    /// The finding for a terminal: place, message, the line with a caret, the help.
    package var rendered: String {
        var text = "\(span.file):\(span.line):\(span.column): \(severity.rawValue): \(message) [\(id)]"
        if !sourceLine.isEmpty {
            // Tabs stay tabs so that the caret stands under its character.
            let lead = sourceLine.prefix(span.column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
            let room = max(1, min(span.length, sourceLine.count - span.column + 1))
            text += "\n    \(sourceLine)\n    \(lead)^\(String(repeating: "~", count: room - 1))"
        }
        if let help { text += "\n    help: \(help)" }
        return text
    }
}
