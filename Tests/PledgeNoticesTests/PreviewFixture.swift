import Foundation
import PledgeNotices
import Testing

enum PreviewFixture {
    static func document(
        _ text: String, name: String = "notice.md", organization: String? = nil
    ) throws -> NoticeDocument {
        try NoticeDocument.read(Array(text.utf8), name: name, organization: organization).document
    }

    /// A starter of ours.
    static func starter(_ name: String) throws -> NoticeDocument {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let bytes = [UInt8](try Data(contentsOf: root.appending(path: "Notices/\(name).md")))
        return try NoticeDocument.read(bytes, name: "\(name).md").document
    }

    static func speech(_ text: String) throws -> String {
        String(NoticeSpeech.text(try document("# T\n\n\(text)\n")).dropFirst("T.\n\n".count).dropLast())
    }

    /// Words of a document in the order of reading.
    static func words(_ document: NoticeDocument) -> [String] {
        document.blocks.flatMap { block -> [String] in
            switch block {
            case .heading(_, let runs), .paragraph(let runs): split(runs.map(\.text).joined())
            case .list(let items, _): items.flatMap { split($0.map(\.text).joined()) }
            }
        }
    }

    static func split(_ text: String) -> [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }
}
