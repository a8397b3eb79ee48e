import ArgumentParser
import Foundation
import PledgeNotices

/// `pledge notice preview`: the notice as patients get it.
struct NoticePreviewCommand: ParsableCommand {
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case html, pdf, text
        case largePrint = "large-print"
    }

    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Write a notice as a web page, a tagged PDF, large print, or text to read aloud.",
        discussion: """
            FILE is a notice with rules in it, or anybody's notice: text, Markdown, HTML, PDF or DOCX. Rules are left out. \
            Blanks such as {phone} are filled from the front matter where it has them, else marked and counted.

            Large print is a web page, or a PDF where OUT ends in .pdf.

            Example: pledge notice preview Notices/offices.md --to pdf -o offices.pdf --organization "Lake Offices"
            """)

    @Argument(help: "The notice.", completion: .file())
    var file: String

    @Option(help: "html, pdf, large-print or text; by default what OUT's name says, else html.")
    var to: Form?

    @Option(name: .shortAndLong, help: "Where to write; by default standard output.", completion: .file())
    var output: String?

    @Option(help: "The organization's name; by default that of the front matter.")
    var organization: String?

    @Option(help: "The organization's color, such as #0f477a; dark enough to read on white.")
    var color: String?

    func run() throws {
        let brand: BrandColor
        do throws(BrandColor.Refusal) {
            brand = try color.map { color throws(BrandColor.Refusal) in try BrandColor(color) } ?? .usual
        } catch { throw CommandError.wrongUse("--color: \(error)") }
        let bytes = try NoticeFile.read(file)
        let document: NoticeDocument
        let doubts: [String]
        do throws(NoticeReadingError) {
            (document, doubts) = try NoticeDocument.read(bytes, name: file, organization: organization)
        } catch { throw CommandError.wrongUse(error.description) }
        for doubt in doubts { Message.write("\(file): \(doubt)") }
        let blanks = document.blanks
        if !blanks.isEmpty { Message.write("\(file): still to fill in: \(blanks.joined(separator: ", "))") }
        try write(try rendered(document, brand))
    }

    private var isPDFNamed: Bool { output?.lowercased().hasSuffix(".pdf") == true }

    private var form: Form {
        if let to { return to }
        if isPDFNamed { return .pdf }
        return output?.lowercased().hasSuffix(".txt") == true ? .text : .html
    }

    private func rendered(_ document: NoticeDocument, _ color: BrandColor) throws -> [UInt8] {
        switch form {
        case .html: return Array(NoticeHTML(document, color: color).page.utf8)
        case .text: return Array(NoticeSpeech.text(document).utf8)
        case .largePrint where !isPDFNamed: return Array(NoticeHTML(document, color: color, isLarge: true).page.utf8)
        case .pdf, .largePrint:
            do throws(NoticePDF.Problem) {
                return try NoticePDF.bytes(
                    document, color: color, isLarge: form == .largePrint, program: Typst.program)
            } catch { throw CommandError.wrongUse(error.description) }
        }
    }

    private func write(_ bytes: [UInt8]) throws {
        guard let output else {
            guard form != .pdf || isatty(1) == 0 else {
                throw CommandError.wrongUse("a PDF is no text for a terminal: say where to write it with -o")
            }
            var out = Output()
            try out.write(bytes)
            return try out.flush()
        }
        do {
            try Data(bytes).write(to: URL(filePath: output), options: .atomic)
        } catch { throw CommandError.wrongUse("\(output): cannot be written") }
    }
}

/// A notice on disk.
enum NoticeFile {
    /// Reads a file, no more of it than a notice may have.
    static func read(_ path: String) throws -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandError.wrongUse("\(path): no such file")
        }
        if isFolder.boolValue { throw CommandError.wrongUse("\(path): a folder, not a file") }
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            return [UInt8](try handle.read(upToCount: NoticeReader.bytesMax + 1) ?? Data())
        } catch { throw CommandError.wrongUse("\(path): cannot be read") }
    }
}
