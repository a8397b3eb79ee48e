import Foundation
import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import PostgresCluster
import Synchronization
import Testing

/// A server that is killed, stopped or cut off while several callers release; the practice stays open all along.
@Suite(.serialized) struct PostgresCrashTests {
    private static let isLong = ProcessInfo.processInfo.environment["PLEDGE_LONG"] != nil
    private static let callers = 4
    private static let patients = 8
    /// Of these tests alone: they do it harm.
    private static let cluster = Result { try TestCluster() }

    /// What is done to the server.
    enum Harm: CaseIterable {
        /// `kill -9` of every process of the cluster, then a start.
        case killed
        /// A stop in good order, then a start.
        case restarted
        /// Every connection is ended by an administrator.
        case cutOff

        var rounds: Int {
            switch self {
            case .killed: PostgresCrashTests.isLong ? 200 : 20
            case .restarted: PostgresCrashTests.isLong ? 20 : 3
            case .cutOff: PostgresCrashTests.isLong ? 100 : 10
            }
        }

        func befall(_ cluster: TestCluster, _ address: String) throws {
            switch self {
            case .killed:
                cluster.kill()
                try cluster.start()
            case .restarted:
                try cluster.stop()
                try cluster.start()
            case .cutOff:
                let database = address.split(separator: "/").last ?? ""
                try cluster.query(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database)'")
            }
        }
    }

    @Test(arguments: Harm.allCases)
    func `nothing acknowledged is lost, what is told is true, and it goes on by itself`(_ harm: Harm) throws {
        let cluster = try PostgresCrashTests.cluster.get()
        let fixture = try PracticeFixture(.postgres, cluster: cluster)
        for number in 0..<PostgresCrashTests.patients { try fixture.addPatient("MRN-\(number)") }
        let before = try fixture.practice.check().entries
        let load = Load(fixture.practice)
        var random = Draw(seed: 7)
        for round in 0..<harm.rounds {
            load.start(round, callers: PostgresCrashTests.callers)
            usleep(random.next(below: 60_000))
            try harm.befall(cluster, fixture.address)
            load.waitForMore(PostgresCrashTests.callers * 2)
            load.end()
        }
        #expect(load.problems == [])
        #expect(load.failures > 0, "no caller noticed anything")
        let report = try fixture.practice.check()
        #expect(report.differences == [])
        // Each was recorded once, however often it was asked for.
        #expect(report.entries == before + Int64(load.acknowledged.count))
        for (key, header) in load.acknowledged {
            let opened = try fixture.practice.openEntry(header.index)
            #expect(opened.header == header)
            guard case .release(let record) = opened.event, record.key == key else {
                Issue.record("entry \(header.index) is not the release of \(key)")
                continue
            }
        }
    }
}

/// Callers that release without an end, and repeat what failed under the same key.
private final class Load: Sendable {
    private struct State {
        var acknowledged: [String: EntryHeader] = [:]
        var problems: [String] = []
        var failures = 0
    }

    private let practice: Practice
    private let state = Mutex(State())
    private let ends = Atomic(false)
    private let group = DispatchGroup()

    init(_ practice: Practice) { self.practice = practice }

    var acknowledged: [String: EntryHeader] { state.withLock(\.acknowledged) }
    var problems: [String] { state.withLock(\.problems) }
    var failures: Int { state.withLock(\.failures) }

    func start(_ round: Int, callers: Int) {
        ends.store(false, ordering: .relaxed)
        for caller in 0..<callers {
            group.enter()
            Thread { [self] in
                var number = 0
                while !ends.load(ordering: .relaxed) {
                    number += 1
                    release("crash-\(round)-\(caller)-\(number)", patient: "MRN-\((caller + number) % 8)")
                }
                group.leave()
            }.start()
        }
    }

    func end() {
        ends.store(true, ordering: .relaxed)
        group.wait()
    }

    func waitForMore(_ count: Int) {
        let wanted = acknowledged.count + count
        for _ in 0..<6_000 where acknowledged.count < wanted { usleep(5_000) }
        if acknowledged.count < wanted { note("it did not go on by itself") }
    }

    private func release(_ key: String, patient: String) {
        for _ in 0..<2_000 {
            do {
                let released = try practice.release(try PracticeFixture.ask(key, patient: patient))
                // Every failure before said that nothing was recorded.
                if released.isRepeated { note("\(key) was recorded, and the caller was told that it was not") }
                state.withLock { $0.acknowledged[key] = released.header }
                return
            } catch PracticeError.store(let words, isRetryable: true) where words.contains("nothing was recorded") {
                state.withLock { $0.failures += 1 }
                usleep(10_000)
            } catch {
                note("\(key): \(error)")
                return
            }
        }
        note("\(key) was never recorded")
    }

    private func note(_ problem: String) { state.withLock { $0.problems.append(problem) } }
}

/// Numbers that look random and are the same in every run.
private struct Draw {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below limit: UInt32) -> UInt32 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt32(truncatingIfNeeded: state >> 33) % limit
    }
}
