import Foundation
import PledgeCore
import PledgeNotices
import Testing

/// The comparison with annotated texts.
struct NoticeScoreTests {
    private func annotation(_ text: String) throws -> NoticeScore.Annotation {
        try #require(NoticeScore.Annotation(try JSONScanner.value(of: text)))
    }

    @Test func `gaps, wrong gaps and exact statuses are counted as described`() throws {
        var report = try NoticeFixture.report(SampleNotices.in2013)
        report.elements = [
            ElementStatus(id: "a", status: .absent), ElementStatus(id: "b", status: .partial),
            ElementStatus(id: "c", status: .present), ElementStatus(id: "d", status: .absent),
            ElementStatus(id: "e", status: .absent),
        ]
        var score = NoticeScore()
        score.add(
            try annotation(
                """
                {"id": "1", "file": "1.txt", "class": "notice", "not_applicable": ["e"], "elements": {"a": {"status": "partial"},
                "b": {"status": "present"}, "c": {"status": "present"}, "d": {"status": "absent"}, "e": {"status": "absent"}}}
                """), report)
        let all = score.pooled
        #expect(all.gaps == 2 && all.found == 2 && all.present == 2 && all.wrong == 1 && all.exact == 2)
        #expect(score.counts(of: "e").total == 0, "not owed and not there: counts for nothing")
        #expect(score.counts(of: "b").presentF1 == 0 && score.counts(of: "a").gapF1 == 1)
        #expect(score.table.contains("100.0 % of 2"))
    }

    @Test func `texts taken for the wrong sort are named`() throws {
        var score = NoticeScore()
        let other = #"{"id": "9", "file": "9.txt", "class": "non_notice", "elements": {}}"#
        score.add(try annotation(other), try NoticeFixture.report(SampleNotices.in2013))
        #expect(score.mistaken == ["9"] && score.otherCount == 1 && score.pooled.total == 0)
        #expect(NoticeScore.Annotation(.string("no")) == nil)
    }

    /// The annotated texts beside the repository.
    static let shared: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let name = ProcessInfo.processInfo.environment["PLEDGE_SHARED"] ?? "../shared"
        let url = URL(filePath: name, relativeTo: root).appending(path: "notices")
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }()

    @Test(.enabled(if: shared != nil, "the shared texts are not here"))
    func `the annotated texts are read as people read them`() throws {
        let folder = try #require(Self.shared)
        var score = NoticeScore()
        for (path, base) in [("seed-annotations.jsonl", ""), ("more/annotations.jsonl", "more/")] {
            let lines = try String(contentsOf: folder.appending(path: path), encoding: .utf8).split(separator: "\n")
            for line in lines {
                let annotation = try annotation(String(line))
                let text = try String(contentsOf: folder.appending(path: base + annotation.file), encoding: .utf8)
                score.add(annotation, try NoticeFixture.report(text))
            }
        }
        let all = score.pooled
        #expect(all.found * 100 >= all.gaps * 95)
        #expect(all.wrong * 100 <= (all.found + all.wrong) * 10)
        #expect(all.exact * 100 >= all.total * 88)
        #expect(score.mistaken.isEmpty)
    }
}
