import Foundation
import PledgeCore
import PledgeDecisions
import PledgeDemo
import PledgeLedger
import PledgePractice
import PledgeStore
import Synchronization
import Testing

/// The practice to try.
@Suite struct DemoTests {
    private static let last = Day(number: 20_778)

    /// Lives a year on a file of its own, and hands the practice over.
    private static func live<Value>(
        _ rules: StoredRulebook, seed: UInt64 = 7, _ look: (Practice, DemoReport) throws -> Value
    ) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.path + "/pledge-demo-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/outside", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let state = Mutex<UInt64>(1)
        let random = Randomness { count in
            state.withLock { state in
                (0..<count).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return UInt8(truncatingIfNeeded: state >> 33)
                }
            }
        }
        let clock = DemoClock(DemoYear.start(of: DemoYear.first(last)))
        var fields = try JSONFields(
            try JSONScanner.value(of: #"{"name":"Lakeside","zone":"America/Chicago","state":"IL","by":"Ruth Okafor"}"#))
        let practice = try Practice.make(
            store: try StoreAddress("sqlite:\(folder)/pledge.db").open(), master: SealingKey(random),
            outside: folder + "/outside", origin: "test.invalid/demo", organization: try OrganizationChange(&fields),
            rules: rules,
            Practice.Surroundings(
                clock: { clock.read() }, random: random,
                zones: { name in name == "UTC" ? .utc : try? TimeZoneRules.named(name) }))
        defer { practice.close() }
        var year = DemoYear(practice, clock: clock, last: last, seed: seed)
        let report = try year.live(notice: "hospital", until: DemoYear.start(of: last) + 80_000_000)
        return try look(practice, report)
    }

    /// Size and root of the journal's tree.
    private static func tree(_ practice: Practice) throws -> [Substring] {
        Array(try practice.checkpoint().split(separator: "\n").prefix(3).dropFirst())
    }

    @Test func `the same seed makes the same year, and another seed another`() throws {
        let rules = try ConsoleFixture.rules.get()
        let first = try Self.live(rules) { practice, report in (try Self.tree(practice), report) }
        let again = try Self.live(rules) { practice, report in (try Self.tree(practice), report) }
        #expect(first.0 == again.0 && first.1 == again.1)
        let other = try Self.live(rules, seed: 8) { practice, _ in try Self.tree(practice) }
        #expect(first.0 != other)
    }

    @Test func `a year has something of everything, and every decision can be made again`() throws {
        var stored = try ConsoleFixture.law.get()
        for position in stored.promises.indices { stored.promises[position].effective = Day(number: 20_000) }
        try Self.live(stored) { practice, report in
            #expect(report.patients == 80)
            #expect(report.released > 400 && report.stopped > 15 && report.recorded > 5 && report.papers > 12)
            #expect(report.waiting > 3 && report.tasksDone > 5)
            #expect(try practice.check().isWhole)
            #expect(try practice.replay(.asDecided).differencesCount == 0)
            let tasks = try practice.tasks(most: 100)
            #expect(tasks.contains { $0.due < Self.last } && tasks.contains { $0.due > Self.last })
            #expect(tasks.contains { $0.duty == "officer-release" })
            let kinds: [EntryKind] = [.directive, .directiveEnd, .party, .record, .release, .stopped, .taskEnd]
            for kind in kinds { #expect(try !practice.entries([kind], most: 1).isEmpty, "\(kind)") }
        }
    }
}
