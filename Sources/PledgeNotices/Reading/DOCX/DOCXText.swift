/// The text of a Word document (Office Open XML).
///
/// - Source: ECMA-376 Part 1, section 17.
enum DOCXText {
    /// Reads a document.
    ///
    /// - Throws: The problem where it is none, is damaged or passes a limit.
    static func read(_ bytes: [UInt8]) throws(NoticeReadingError.Problem) -> NoticeText {
        var archive = try ZipArchive(bytes)
        guard let main = try mainPart(&archive) else { throw otherArchive(archive) }
        guard let document = try archive.read(main) else { throw .docxDamaged("its text is missing") }
        let folder = main.split(separator: "/").dropLast().joined(separator: "/")
        let styles = try archive.read("\(folder)/styles.xml").map { bytes throws(NoticeReadingError.Problem) in
            try DOCXStyles(bytes)
        }
        var reader = DOCXBody(styles ?? DOCXStyles())
        try reader.read(document)
        let body = reader.lines.count
        let edges = archive.names.filter { name in
            name.hasPrefix("\(folder)/header") || name.hasPrefix("\(folder)/footer")
        }
        for name in edges.sorted().prefix(12) {
            if let part = try archive.read(name) { try reader.readEdge(part) }
        }
        guard reader.lines.contains(where: { !$0.text.isEmpty }) else { throw .withoutText }
        var doubts = reader.doubts
        if reader.lines.count > body {
            doubts.append("What stands at the head and foot of the pages was read once, behind the text.")
        }
        return NoticeText(form: .docx, lines: reader.lines, doubts: doubts)
    }

    /// The part that holds the text; the package's relationships name it.
    private static func mainPart(_ archive: inout ZipArchive) throws(NoticeReadingError.Problem) -> String? {
        if let relations = try archive.read("_rels/.rels") {
            let events = try XMLEvents(relations)
            while let event = try events.next() {
                guard case .start("Relationship", _) = event,
                    events.attribute("Type")?.hasSuffix("/officeDocument") == true,
                    let target = events.attribute("Target")
                else { continue }
                let name = target.hasPrefix("/") ? String(target.dropFirst()) : target
                return name.hasPrefix("word/") ? name : nil
            }
        }
        return archive.names.contains("word/document.xml") ? "word/document.xml" : nil
    }

    private static func otherArchive(_ archive: ZipArchive) -> NoticeReadingError.Problem {
        let names = Set(archive.names)
        if names.contains("content.xml"), names.contains("mimetype") {
            return .otherForm("an OpenDocument file", advice: "save it as .docx or PDF, and give that")
        }
        if names.contains("[Content_Types].xml") {
            return .otherForm("an Office file, but no Word document", advice: "give the notice as .docx or PDF")
        }
        return .otherForm("a ZIP archive", advice: "unpack it, and give the file that holds the notice")
    }
}
