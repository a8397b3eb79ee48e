import Foundation
import PledgeNotices
import Testing

/// Documents for the tests of reading.
enum ReadingFixture {
    static func read(_ text: String, name: String = "notice.txt") throws -> NoticeText {
        try NoticeReader.read(Array(text.utf8), name: name)
    }

    /// The problem of a document that cannot be read; nothing where it can.
    static func problem(_ bytes: [UInt8], name: String = "notice") -> NoticeReadingError.Problem? {
        do {
            _ = try NoticeReader.read(bytes, name: name)
            return nil
        } catch {
            return error.problem
        }
    }

    /// An input that the fuzzers keep.
    static func kept(_ path: String) throws -> [UInt8] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return [UInt8](try Data(contentsOf: root.appending(path: "Fuzz/corpus/\(path)")))
    }

    /// A PDF of one page with a line of text, which may have no text and may be locked.
    static func pdf(_ text: String?, isLocked: Bool = false) -> [UInt8] {
        let content = text.map { "BT /F1 12 Tf 72 700 Td (\($0)) Tj ET" } ?? ""
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
                + "/Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        var lock = ""
        if isLocked {
            let key = String(repeating: "11", count: 32)
            objects.append("<< /Filter /Standard /V 1 /R 2 /P -44 /O <\(key)> /U <\(key)> >>")
            lock = "/Encrypt 6 0 R /ID [<\(key)> <\(key)>]"
        }
        var file = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.utf8.count)
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let table = file.utf8.count
        file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets { file += String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n" }
        file += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R \(lock) >>\nstartxref\n\(table)\n%%EOF\n"
        return Array(file.utf8)
    }

    /// What `pdftotext` would have written: pages of lines, each line's place and words.
    static func layout(_ pages: [[(left: Int, top: Int, height: Int, block: Int, text: String)]]) -> [UInt8] {
        var xml = "<doc>"
        for page in pages {
            xml += "<page width=\"612\" height=\"792\">"
            for (index, line) in page.enumerated() {
                if index == 0 || page[index - 1].block != line.block { xml += "<block>" }
                let words = line.text.split(separator: " ").map { "<word>\($0)</word>" }.joined()
                xml += "<line xMin=\"\(line.left)\" xMax=\"\(line.left + line.text.count * 5)\" yMin=\"\(line.top)\" "
                xml += "yMax=\"\(line.top + line.height)\">\(words)</line>"
                if index + 1 == page.count || page[index + 1].block != line.block { xml += "</block>" }
            }
            xml += "</page>"
        }
        return Array((xml + "</doc>").utf8)
    }

    static func read(layout: [UInt8]) throws -> NoticeText { try PDFText.text(of: layout) }
}

extension NoticeText {
    /// The lines that are not empty.
    var texts: [String] { lines.map(\.text).filter { !$0.isEmpty } }

    func line(_ text: String) -> Line? { lines.first { $0.text == text } }
}
