/// Why a document could not be read, as a sentence that says what to do.
///
/// INVARIANT: nothing of the document's own words stands in it.
package struct NoticeReadingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What stands in the way.
    package enum Problem: Error, Equatable, Sendable {
        case empty
        case tooLarge(bytesMax: Int)
        /// A form that is not read: what it is, and what to do instead.
        case otherForm(String, advice: String)
        case pdfEncrypted
        /// Pages of pictures.
        case pdfWithoutText(pages: Int)
        case pdfDamaged
        case pdfTooSlow
        case pdfTooMuchText
        /// The program of poppler that takes the text out of a PDF.
        case pdftotextMissing
        case pdftotextFailed(code: Int32)
        case docxDamaged(String)
        /// Which limit of a packed file was passed.
        case docxTooLarge(String)
        case docxUnsafe(String)
        case htmlWithoutText(hasScripts: Bool)
        case withoutText
    }

    /// As the caller named the document.
    package let name: String
    package let problem: Problem

    /// - Parameters:
    ///   - name: As the caller named the document.
    ///   - problem: What stands in the way.
    package init(name: String, problem: Problem) {
        self.name = name
        self.problem = problem
    }

    package var description: String { "\(name): \(problem.sentence)" }
}

extension NoticeReadingError.Problem {
    /// What happened and what to do; lower case, without a final period.
    var sentence: String {
        switch self {
        case .empty: "the file is empty: give the file that holds the notice"
        case .tooLarge(let bytesMax):
            "the file has more than \(bytesMax >> 20) MiB: give the notice alone, or its text, as a file of its own"
        case .otherForm(let form, let advice): "this is \(form), which is not read: \(advice)"
        case .pdfEncrypted:
            "the PDF is encrypted: open it with its password, print it to a new PDF without one, and give that"
        case .pdfWithoutText(let pages):
            "the PDF has \(pages) page\(pages == 1 ? "" : "s") and no text, as a scan has: run it through text "
                + "recognition (OCR), or give the document it was printed from"
        case .pdfDamaged: "the PDF is damaged: open it in a PDF program, save it anew, and give that"
        case .pdfTooSlow:
            "reading the PDF took more time or memory than it may: print the pages of the notice to a new PDF, "
                + "and give that"
        case .pdfTooMuchText: "the PDF holds more text than is read: give the pages of the notice alone"
        case .pdftotextMissing:
            "PDFs are read with `pdftotext`, which is not installed: install the package poppler-utils "
                + "(script/setup does)"
        case .pdftotextFailed(let code):
            "`pdftotext` ended with code \(code): run it on the file to see why, or save the PDF anew"
        case .docxDamaged(let what):
            "the Word document is damaged (\(what)): open it in Word, save it anew, and give that"
        case .docxTooLarge(let what): "\(what), which no notice needs: save the notice alone as a document of its own"
        case .docxUnsafe(let what): "the Word document holds \(what), which Word does not write: save it anew in Word"
        case .htmlWithoutText(let hasScripts):
            hasScripts
                ? "the page has no text of its own, its scripts write it: open it in a browser, print it to PDF, and give that"
                : "the page has no text that a reader sees: open it in a browser and give the page that shows the notice"
        case .withoutText: "the document has no text: give the document that holds the notice"
        }
    }
}
