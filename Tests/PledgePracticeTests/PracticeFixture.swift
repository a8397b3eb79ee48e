import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLaw
import PledgeLedger
import PledgePractice
import PledgeStore
import PostgresCluster
import Synchronization
import Testing

/// A practice on a database of its own of either engine, with a folder outside it, a clock that the test sets and randomness that it repeats.
final class PracticeFixture {
    /// The law that is built in, with the hospital's notice.
    static let law = Result {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        var files: [SourceFile] = []
        for file in EmbeddedLaw.files where file.path.hasSuffix(".md") && !file.path.hasSuffix("README.md") {
            files.append(SourceFile(path: "Law/\(file.path)", text: file.text))
        }
        let notice = root + "/Notices/hospital.md"
        files.append(SourceFile(path: notice, text: try String(contentsOfFile: notice, encoding: .utf8)))
        let loaded = RulebookLoader.load(files)
        // Not `#require`, whose error is told once and passed over in every other test.
        guard let rulebook = loaded.rulebook else { throw NoLaw(findings: loaded.diagnostics.map(\.rendered)) }
        return StoredRulebook(rulebook: rulebook, promises: loaded.promises)
    }

    struct NoLaw: Error {
        var findings: [String]
    }

    /// The same with two grounds of all, and every stop.
    ///
    /// Each practice that is opened makes its rules ready to decide anew: without optimizing that takes seconds for the
    /// whole law.
    static let twoGrounds = Result {
        var stored = try law.get()
        stored.rulebook.grounds.removeAll { !["506c2", "508"].contains($0.id.text) }
        return stored
    }

    /// The same without stops, for tests in which the law does not matter.
    static let short = Result {
        var stored = try twoGrounds.get()
        stored.rulebook.stops = []
        stored.rulebook.exceptions = []
        return stored
    }

    /// 21 November 2026, 10:00 in Chicago, in milliseconds.
    static let start: Int64 = 1_795_276_800_000

    let folder: String
    /// Of the database, for `StoreAddress`.
    let address: String
    let engine: Engine
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

    /// - Parameters:
    ///   - engine: Where the practice is: in a file, or in a new database of the run's cluster.
    ///   - cluster: Another cluster, for tests that do it harm.
    ///   - seed: Of the randomness.
    ///   - start: Where the clock begins, in milliseconds.
    ///   - rules: Those in force; the short ones by default.
    /// - Throws: Why it cannot be made.
    init(
        _ engine: Engine = .sqlite, cluster: TestCluster? = nil, seed: UInt64 = 1,
        start: Int64 = PracticeFixture.start, rules: StoredRulebook? = nil
    ) throws {
        self.engine = engine
        clock = Clock(start)
        folder = FileManager.default.temporaryDirectory.path + "/pledge-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/outside", withIntermediateDirectories: true)
        let random = PracticeFixture.random(seed)
        master = SealingKey(random)
        let clock = clock
        surroundings = Practice.Surroundings(
            clock: { clock.read() }, random: random,
            zones: { name in name == "UTC" ? .utc : try? TimeZoneRules.named(name) })
        address =
            switch engine {
            case .sqlite: "sqlite:\(folder)/pledge.db"
            case .postgres: try (cluster ?? TestCluster.shared.get()).makeDatabase()
            }
        practice = try Practice.make(
            store: try StoreAddress(address).open(), master: master, outside: folder + "/outside",
            origin: "test.invalid/journal", organization: try PracticeFixture.organization(),
            rules: rules ?? PracticeFixture.short.get(), surroundings
        )
    }

    deinit {
        practice.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The file of a practice on SQLite.
    var file: String { folder + "/pledge.db" }

    /// Closes the practice and opens it again, as another process would.
    func reopen() throws {
        practice.close()
        practice = try opened()
    }

    /// Another one that opens it, as another process would.
    ///
    /// - Parameter store: The database, or nothing to open it by its address.
    /// - Returns: The practice.
    /// - Throws: Why it cannot be opened.
    func opened(_ store: (any StoreDriver)? = nil) throws -> Practice {
        try Practice.open(
            store: try store ?? StoreAddress(address).open(), master: master, outside: folder + "/outside", surroundings
        )
    }

    /// The checkpoint in the folder outside the database.
    func outside() throws -> String { try String(contentsOfFile: folder + "/outside/checkpoint", encoding: .utf8) }

    /// Runs SQL behind the practice's back, written in the words of SQLite.
    func behind(_ sql: String) throws {
        practice.close()
        let store = try StoreAddress(address).open()
        var sql = sql
        if engine == .postgres {
            sql = sql.replacing("zeroblob(32)", with: "decode(repeat('00', 32), 'hex')")
            sql = sql.replacing(/X'([0-9a-fA-F]*)'/) { "decode('\($0.1)', 'hex')" }
        }
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
        try Ask(json(askText(key, patient: patient, recipient: recipient, purposes: purposes, more: more)))
    }

    static func askText(
        _ key: String, patient: String = "MRN-1", recipient: String = #"{"id":"r1","kinds":["provider"]}"#,
        purposes: String = #"["treatment"]"#, more: String = #","confirm":{"verify":"Front Desk"}"#
    ) -> String {
        #"{"patient":"\#(patient)","key":"\#(key)","by":"Front Desk","act":"disclose","#
            + #""actor":{"id":"P","kinds":["covered-provider"]},"recipient":\#(recipient),"#
            + #""purposes":\#(purposes),"groups":[\#(group)]\#(more)}"#
    }

    /// An authorization for a life insurer.
    static let paper =
        #"{"type":"authorization","scope":[{"items":["record"]}],"names-us":true,"receiver":"insurer","#
        + #""purposes":["life-insurance"],"expires":"2027-06-30","signed":"2026-09-01","states-revocation":true,"#
        + #""states-conditions":true,"states-redisclosure":true,"filled-in":true}"#

    /// What that authorization allows.
    static func insuranceText(_ key: String, patient: String = "MRN-1") -> String {
        askText(
            key, patient: patient, recipient: #"{"id":"insurer","kinds":["life-insurer"]}"#,
            purposes: #"["life-insurance"]"#)
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
