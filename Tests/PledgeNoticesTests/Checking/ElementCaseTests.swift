import Foundation
import PledgeNotices
import Testing

/// Sentences of our own for every element: other words than the sentences to add, and near misses.
struct ElementCaseTests {
    struct Case: CustomStringConvertible, Sendable {
        let id: String
        let status: String
        let text: String
        var description: String { "\(id) \(status): \(text)" }
    }

    /// Lines `element | status | text`, with `\n` for a line break; beside this file.
    static let cases: [Case] = {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "element-cases.txt")
        guard let all = try? String(contentsOf: url, encoding: .utf8) else { return [] }
        return all.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            let parts = line.split(separator: "|", maxSplits: 2).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 3 else { return nil }
            return Case(id: parts[0], status: parts[1], text: parts[2].replacingOccurrences(of: "\\n", with: "\n"))
        }
    }()

    @Test func `every element has a case that is there and one that is not`() {
        for id in NoticeFixture.law.ids {
            let own = Self.cases.filter { $0.id == id }
            #expect(own.contains { $0.status == "present" }, "\(id): nothing that is there")
            #expect(own.contains { $0.status != "present" }, "\(id): no near miss")
        }
        #expect(Self.cases.count > 200)
    }

    @Test(arguments: cases)
    func `an element is known by other words, and not by words that look alike`(_ one: Case) throws {
        let status = try NoticeFixture.status(one.id, one.text)
        #expect(status.status.rawValue == one.status, "decided by \(status.origin)")
    }
}
