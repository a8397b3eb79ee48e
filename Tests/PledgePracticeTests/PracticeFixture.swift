import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLaw
import PledgeLedger
import PledgePractice
import PledgeStore
import Synchronization
import Testing

/// A practice in a temporary folder, with a clock that the test sets and randomness that it repeats.
final class PracticeFixture {
    /// The law that is built in, with the hospital's notice.
    static let loaded = Result {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        var files: [SourceFile] = []
        for file in EmbeddedLaw.files where file.path.hasSuffix(".md") && !file.path.hasSuffix("README.md") {
            files.append(SourceFile(path: "Law/\(file.path)", text: file.text))
        }
        let notice = root + "/Notices/hospital.md"
        files.append(SourceFile(path: notice, text: try String(contentsOfFile: notice, encoding: .utf8)))
        let loaded = RulebookLoader.load(files)
        // Not `#require`: it is recorded once, and the next test that throws it would pass.
        guard let rulebook = loaded.rulebook else { throw NoLaw(findings: loaded.diagnostics.map(\.rendered)) }
        return StoredRulebook(rulebook: rulebook, promises: loaded.promises)
    }

    struct NoLaw: Error {
        var findings: [String]
    }

    /// 21 November 2026, 10:00 in Chicago, in milliseconds.
    static let start: Int64 = 1_795_276_800_000

    let folder: String
    let master: SealingKey
    let clock: Clock
    let surroundings: Practice.Surroundings
    private(set) var practice: Practice

    /// A clock that moves a millisecond each time it is read.
    final class Clock: Sendable {
        private let now: Atomic<Int64>

        init(_ start: Int64) { now = Atomic(start) }

        func read() -> Int64 { now.wrappingAdd(1, ordering: .relaxed).newValue }
        func set(_ milliseconds: Int64) { now.store(milliseconds, ordering: .relaxed) }
    }

    init(seed: UInt64 = 1, start: Int64 = PracticeFixture.start, rules: StoredRulebook? = nil) throws {
        clock = Clock(start)
        folder = FileManager.default.temporaryDirectory.path + "/pledge-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/outside", withIntermediateDirectories: true)
        let random = PracticeFixture.random(seed)
        master = SealingKey(random)
        let clock = clock
        surroundings = Practice.Surroundings(
            clock: { clock.read() }, random: random,
            zones: { name in name == "UTC" ? .utc : try? TimeZoneRules.named(name) })
        practice = try Practice.make(
            store: try StoreAddress("sqlite:\(folder)/pledge.db").open(), master: master, outside: folder + "/outside",
            origin: "test.invalid/journal", organization: try PracticeFixture.organization(),
            rules: rules ?? PracticeFixture.loaded.get(), surroundings
        )
    }

    deinit {
        practice.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    var database: String { folder + "/pledge.db" }

    /// Closes the practice and opens it again, as another process would.
    func reopen() throws {
        practice.close()
        practice = try opened()
    }

    func opened() throws -> Practice {
        try Practice.open(
            store: try StoreAddress("sqlite:\(database)").open(), master: master, outside: folder + "/outside",
            surroundings)
    }

    /// Runs SQL behind the practice's back.
    func behind(_ sql: String) throws {
        practice.close()
        let store = try StoreAddress("sqlite:\(database)").open()
        try store.write { connection in _ = try connection.run(sql, []) }
        store.close()
        practice = try opened()
    }

    static func random(_ seed: UInt64) -> Randomness {
        let state = Mutex<UInt64>(seed)
        return Randomness { count in
            state.withLock { state in
                (0..<count).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return UInt8(truncatingIfNeeded: state >> 33)
                }
            }
        }
    }

    // MARK: What is asked

    static func json(_ text: String) throws -> JSONValue { try JSONScanner.value(of: text) }

    private static func organization() throws -> OrganizationChange {
        var fields = try JSONFields(
            json(#"{"name":"Lakeside","zone":"America/Chicago","state":"IL","by":"Dr. Okafor"}"#))
        return try OrganizationChange(&fields)
    }

    @discardableResult
    func addPatient(_ identifier: String = "MRN-1", name: String = "Ana Ruiz") throws -> Int64 {
        var fields = try JSONFields(
            PracticeFixture.json(
                #"{"identifiers":["\#(identifier)"],"names":["\#(name)"],"firstContact":"2015-01-15","by":"Front Desk"}"#
            ))
        return try practice.add(person: try PersonChange(&fields)).index
    }

    @discardableResult
    func take(_ document: String, of patient: String = "MRN-1") throws -> Int64 {
        var fields = try JSONFields(PracticeFixture.json(#"{"document":\#(document),"by":"Front Desk"}"#))
        return try practice.take(try DirectiveTaken(&fields), of: patient).index
    }

    @discardableResult
    func end(_ directive: Int64, _ set: String, of patient: String = "MRN-1") throws -> Int64 {
        var fields = try JSONFields(
            PracticeFixture.json(#"{"directive":\#(directive),"set":\#(set),"by":"Front Desk"}"#))
        return try practice.end(try DirectiveEnded(&fields), of: patient).index
    }

    static let group =
        #"{"item":"record","labels":[],"service":"general-care","place":"IL","source":"made-here","part2":false,"#
        + #""paidInFull":false,"madeByUs":true,"given":{"from":"2026-01-05","to":"2026-01-05"},"#
        + #""held":{"from":"2026-01-05","to":"2026-01-05"}}"#

    /// To a treating provider, unless said otherwise.
    static func ask(
        _ key: String, patient: String = "MRN-1", recipient: String = #"{"id":"r1","kinds":["provider"]}"#,
        purposes: String = #"["treatment"]"#, more: String = #","confirm":{"verify":"Front Desk"}"#
    ) throws -> Ask {
        try Ask(
            json(
                #"{"patient":"\#(patient)","key":"\#(key)","by":"Front Desk","act":"disclose","#
                    + #""actor":{"id":"P","kinds":["covered-provider"]},"recipient":\#(recipient),"#
                    + #""purposes":\#(purposes),"groups":[\#(group)]\#(more)}"#))
    }

    func release(_ ask: Ask) throws -> Released { try practice.release(ask) }

    /// What a use case throws, in words.
    static func error(_ body: () throws -> Void) -> PracticeError? {
        do {
            try body()
            return nil
        } catch {
            return error as? PracticeError
        }
    }
}
