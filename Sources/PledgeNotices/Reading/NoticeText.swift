/// What a document says, as plain text, with where each line of it stands.
///
/// Whatever the document was (text, Markdown, a web page, PDF, DOCX), its readers end here, and everything
/// that understands notices begins here.
package struct NoticeText: Sendable, Equatable {
    /// What the document was.
    package enum Form: String, Sendable, CaseIterable {
        case text, markdown, html, pdf, docx
    }

    /// What a line is to its reader.
    package enum Role: Sendable, Equatable {
        /// A heading; its level from 1, the highest.
        case heading(Int)
        /// A line of a paragraph.
        case body
        /// A line of a list, without its bullet or number.
        case item
        /// A cell of a table.
        case cell
    }

    /// One line, as a person sees it.
    package struct Line: Sendable, Equatable {
        /// Without its end, without markup.
        package let text: String
        /// From 1: in the file where it has lines (text, Markdown, HTML), else in the text taken out of it.
        package let number: Int
        /// From 1, where the document has pages.
        package let page: Int?
        package let role: Role

        package init(text: String, number: Int, page: Int? = nil, role: Role = .body) {
            self.text = text
            self.number = number
            self.page = page
            self.role = role
        }
    }

    package let form: Form
    /// In the order of reading; an empty line parts paragraphs.
    package let lines: [Line]
    /// What may have been read wrongly, each a sentence for a person ("two columns were read one after the
    /// other").
    package let doubts: [String]

    /// - Parameters:
    ///   - form: What the document was.
    ///   - lines: In the order of reading.
    ///   - doubts: Sentences for a person.
    package init(form: Form, lines: [Line], doubts: [String] = []) {
        self.form = form
        self.lines = lines
        self.doubts = doubts
    }
}
