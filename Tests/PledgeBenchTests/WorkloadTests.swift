import Foundation
import PledgeBench
import PledgeCore
import PledgeDecisions
import PledgeLanguage
import Testing

@Suite struct WorkloadTests {
    private static let line = """
        {"id":"r000001","purpose":"research","recipient":"researcher","recipientId":"org-0001","patientId":"pt-000001",\
        "categories":["general","hiv"],"flags":{"verified":true,"irbWaiver":true},"now":1767225600,\
        "authorization":{"recipientId":"org-0001","purposes":["research"],"categories":["general","hiv"],\
        "psychotherapy":false,"signedAt":1767225600,"expires":1767225601,"revoked":false,"remunerationStated":false},\
        "restriction":{"purposes":["payment"],"recipients":["plan"],"categories":["hiv"],"until":1767225601}}
        """

    private static let rulebook = Result {
        let policy = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Benchmarks/workload/policy.md")
        let text = try String(contentsOf: policy, encoding: .utf8)
        let loaded = RulebookLoader.load([SourceFile(path: "policy.md", text: text)])
        let book = try #require(loaded.rulebook, "\(loaded.diagnostics.map(\.rendered).joined(separator: "\n"))")
        return (book, try CompiledRulebook(book, promises: []))
    }

    private func request(_ text: String) throws -> Request { try WorkloadRequest.read(JSONScanner.value(of: text)) }

    private func answer(_ changes: [(String, String)] = []) throws -> String {
        let text = changes.reduce(Self.line) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
        return WorkloadAnswer(try request(text), by: try Self.rulebook.get().1).line
    }

    @Test func `a request becomes one group, its papers and what we know`() throws {
        let request = try request(Self.line)
        #expect(request.recipient == Party(id: "org-0001", kinds: ["researcher"]))
        #expect(request.purposes == ["research"])
        #expect(request.groups.map(\.labels) == [["general", "hiv"]])
        #expect(request.at == Instant("2026-01-01T00:00:00Z"))
        #expect(request.documents.map(\.type) == ["authorization"])
        #expect(request.records?.documents.map(\.type) == ["restriction"])
        #expect(request.records?.facts == ["verified": .yesNo(true), "irbWaiver": .yesNo(true)])
    }

    @Test(arguments: [
        (#""now":1767225600"#, #""now":"today""#, "`now` is not a whole number"),
        (#""purpose":"research","#, "", "the request lacks `purpose`"),
        (#""verified":true"#, #""verified":1"#, "a member of `flags` is neither true nor false"),
        (#""id":"#, #""extra":1,"id":"#, "the request has a member that the workload does not know"),
        (#"["general","hiv"],"flags""#, #""general","flags""#, "`categories` is not a list"),
    ])
    func `a line that is not a request says why`(part: String, instead: String, message: String) throws {
        let text = Self.line.replacingOccurrences(of: part, with: instead)
        #expect(throws: WorkloadError(message)) { try request(text) }
    }

    @Test func `the sixty rules of the workload are there`() throws {
        let book = try Self.rulebook.get().0
        #expect(book.grounds.count == 46)
        #expect(book.stops.count == 14)
        #expect(book.facts.count == 68)
    }

    @Test func `permissions that hold are told, sorted`() throws {
        #expect(try answer() == "r000001\tpermit\tP11-authorization")
        #expect(
            try answer([(#""irbWaiver":true"#, #""irbWaiver":true,"waiverDocumented":true"#)])
                == "r000001\tpermit\tP11-authorization,P40-research-waiver")
    }

    @Test func `an authorization holds from its signature up to, not at, its expiry`() throws {
        #expect(try answer([(#""expires":1767225601"#, #""expires":1767225600"#)]) == "r000001\tdeny\t")
        #expect(try answer([(#""signedAt":1767225600"#, #""signedAt":1767225601"#)]) == "r000001\tdeny\t")
    }

    @Test func `a prohibition is told alone, with or without a permission`() throws {
        #expect(try answer([(#""verified":true,"#, "")]) == "r000001\tdeny\tF12-unverified-recipient")
        #expect(
            try answer([(#""verified":true,"#, ""), (#""revoked":false"#, #""revoked":true"#)])
                == "r000001\tdeny\tF12-unverified-recipient")
    }
}
