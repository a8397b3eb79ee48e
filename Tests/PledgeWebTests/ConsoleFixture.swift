import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLaw
import PledgeLedger
import PledgePractice
import PledgeStore
@testable import PledgeWeb

/// A practice on a file of its own with two patients and a party, and its console.
final class ConsoleFixture {
    static let everything = Set(Visitor.Permission.allCases)
    /// 21 November 2026, 10:00 in Chicago, in milliseconds.
    static let start: Int64 = 1_795_276_800_000

    struct Broken: Error, CustomStringConvertible { let description: String }

    /// The law that is built in, with the hospital's notice.
    static let law = Result {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        var files = EmbeddedLaw.files.filter { $0.path.hasSuffix(".md") && !$0.path.hasSuffix("README.md") }
            .map { SourceFile(path: "Law/\($0.path)", text: $0.text) }
        let notice = root + "/Notices/hospital.md"
        files.append(SourceFile(path: notice, text: try String(contentsOfFile: notice, encoding: .utf8)))
        let loaded = RulebookLoader.load(files)
        guard let book = loaded.rulebook else {
            throw Broken(description: loaded.diagnostics.map(\.rendered).joined(separator: "\n"))
        }
        return StoredRulebook(rulebook: book, promises: loaded.promises)
    }

    /// The same with two grounds of all, so that a practice is soon ready without optimizing.
    static let rules = Result {
        var stored = try law.get()
        stored.rulebook.grounds.removeAll { !["506c2", "528a1"].contains($0.id.text) }
        return stored
    }

    let folder: String
    let practice: Practice
    let patient: String
    let site: @Sendable (Visitor?) throws -> ConsoleSite

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/pledge-console-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/outside", withIntermediateDirectories: true)
        let surroundings = Practice.Surroundings(
            clock: { ConsoleFixture.start },
            zones: { name in name == "UTC" ? .utc : try? TimeZoneRules.named(name) })
        var fields = try JSONFields(
            try JSONScanner.value(
                of: #"{"name":"Lakeside <Clinic>","zone":"America/Chicago","state":"IL","by":"Ruth Okafor"}"#))
        practice = try Practice.make(
            store: try StoreAddress("sqlite:\(folder)/pledge.db").open(), master: SealingKey(.system),
            outside: folder + "/outside", origin: "test.invalid/console", organization: try OrganizationChange(&fields),
            rules: try ConsoleFixture.rules.get(), surroundings)
        for (identifier, name) in [("MRN-1", "Ana <b>Ruiz</b>"), ("MRN-2", "Walter Nguyen")] {
            var fields = try JSONFields(
                try JSONScanner.value(
                    of: #"{"identifiers":["\#(identifier)"],"names":["\#(name)"],"birth":"1980-04-02","by":"Desk"}"#))
            _ = try practice.add(person: try PersonChange(&fields))
        }
        var party = try JSONFields(
            try JSONScanner.value(
                of: #"{"party":"halvorsen","names":["Halvorsen Orthopedics"],"kinds":["covered-provider"],"by":"Desk"}"#
            ))
        _ = try practice.add(party: try PartyChange(&party))
        patient = practice.pageToken(of: try practice.person("MRN-1").number)
        let practice = practice
        site = { visitor in
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            return try ConsoleSite(
                practice, gate: ConsoleGate(visitor: { _ in visitor }, enter: { _ in nil }), logger: logger,
                random: { [UInt8](repeating: 7, count: $0) })
        }
    }

    deinit {
        practice.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    static func visitor(_ permissions: Set<Visitor.Permission>) -> Visitor {
        Visitor(account: "a1", name: "Dana Whitfield", role: "Front desk", permissions: permissions)
    }

    /// What came back.
    struct Page {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String
    }

    func page(
        _ path: String, method: HTTPRequest.Method = .get, body: String? = nil,
        as visitor: Visitor? = ConsoleFixture.visitor(ConsoleFixture.everything), headers: HTTPFields = [:]
    ) async throws -> Page {
        let application = Application(router: try site(visitor).router())
        return try await application.test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
            ) { response in
                Page(status: response.status, headers: response.headers, text: String(buffer: response.body))
            }
        }
    }

    /// How many entries the journal has.
    func size() throws -> Int64 { try practice.sizes().entries }
}
