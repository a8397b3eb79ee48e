/// A notice as a document to show: headings in order, paragraphs, lists.
package struct NoticeDocument: Equatable, Sendable {
    /// Words of one look; `\n` is a line's end inside a paragraph.
    package struct Run: Equatable, Sendable {
        package var text: String
        package var isStrong = false
        package var isEmphasized = false
        /// A blank that somebody has to fill in, such as `{phone}`.
        package var isBlank = false

        /// - Parameters:
        ///   - text: The words.
        ///   - isStrong: Bold.
        ///   - isEmphasized: Italic.
        ///   - isBlank: A blank that somebody has to fill in.
        package init(text: String, isStrong: Bool = false, isEmphasized: Bool = false, isBlank: Bool = false) {
            self.text = text
            self.isStrong = isStrong
            self.isEmphasized = isEmphasized
            self.isBlank = isBlank
        }
    }

    /// One part of the document.
    package enum Block: Equatable, Sendable {
        /// Level 1 is the title's and stands once; no level is left out.
        case heading(Int, [Run])
        case paragraph([Run])
        case list(items: [[Run]], isNumbered: Bool)
    }

    /// English or Spanish.
    package enum Language: String, Sendable, CaseIterable {
        case english = "en"
        case spanish = "es"
    }

    /// The words of the first heading.
    package var title: String
    package var organization: String
    /// Of most of the document.
    package var language: Language
    package var blocks: [Block]

    /// All blanks that nobody has filled in, in the order of reading, without their braces.
    package var blanks: [String] {
        var names: [String] = []
        for run in blocks.flatMap(\.runs) where run.isBlank {
            let name = String(run.text.dropFirst().dropLast())
            if !names.contains(name) { names.append(name) }
        }
        return names
    }
}

extension NoticeDocument.Block {
    /// All words of the block.
    var runs: [NoticeDocument.Run] {
        switch self {
        case .heading(_, let runs), .paragraph(let runs): runs
        case .list(let items, _): items.flatMap { $0 }
        }
    }
}

extension [NoticeDocument.Run] {
    /// The words without their look.
    var words: String { map(\.text).joined() }
}
