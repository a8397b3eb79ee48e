import CrashDisk
import Foundation
import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Synchronization
import Testing

/// Power that goes while several callers release, and two processes that race.
@Suite struct CrashTests {
    /// Crashes, and races, as many as asked for.
    private static let isLong = ProcessInfo.processInfo.environment["PLEDGE_LONG"] != nil
    private static let crashes = isLong ? 200 : 20
    private static let races = isLong ? 1_000 : 60
    private static let callers = 4

    /// SQLite's code for a write that failed.
    private static let writeFailed: Int32 = 10 | 3 << 8

    @Test func `what was acknowledged survives a loss of power, and tables equal a rebuild`() throws {
        try #require(crash_disk_install())
        let fixture = try PracticeFixture()
        for number in 0..<8 { try fixture.addPatient("MRN-\(number)") }
        fixture.practice.close()
        let disk = try #require(crash_disk_mount(fixture.folder))
        defer { crash_disk_unmount(disk) }
        let acknowledged = Mutex<[String: EntryHeader]>([:])
        for crash in 0..<CrashTests.crashes {
            let practice = try fixture.opened()
            let kinds = Int32(crash_disk_write | crash_disk_sync)
            crash_disk_fail(disk, kinds, Int64(1 + (crash * 37) % 211), CrashTests.writeFailed, true)
            DispatchQueue.concurrentPerform(iterations: CrashTests.callers) { caller in
                for number in 0..<200 {
                    let key = "crash-\(crash)-\(caller)-\(number)"
                    guard let ask = try? PracticeFixture.ask(key, patient: "MRN-\((caller + number) % 8)"),
                        let released = try? practice.release(ask)
                    else { return }
                    acknowledged.withLock { $0[key] = released.header }
                }
            }
            crash_disk_lose_power(disk, UInt64(crash))
            practice.close()
            crash_disk_restore_power(disk)
            crash_disk_fail(disk, 0, 0, 0, false)
            try check(fixture, acknowledged.withLock { $0 }, crash)
        }
        #expect(acknowledged.withLock { $0.count } > CrashTests.crashes, "too few releases to show anything")
    }

    private func check(_ fixture: PracticeFixture, _ acknowledged: [String: EntryHeader], _ crash: Int) throws {
        let practice = try fixture.opened()
        defer { practice.close() }
        let report = try practice.check()
        #expect(report.differences == [], "after crash \(crash)")
        for (key, header) in acknowledged where key.hasPrefix("crash-\(crash)-") {
            let opened = try practice.openEntry(header.index)
            #expect(opened.header == header)
            guard case .release(let record) = opened.event else {
                Issue.record("entry \(header.index) is no release")
                continue
            }
            #expect(record.key == key)
        }
        #expect(acknowledged.values.allSatisfy { $0.index < report.entries })
    }

    @Test func `a full disk is told, and nothing acknowledged is lost`() throws {
        try #require(crash_disk_install())
        let fixture = try PracticeFixture()
        try fixture.addPatient()
        fixture.practice.close()
        let disk = try #require(crash_disk_mount(fixture.folder))
        defer { crash_disk_unmount(disk) }
        let practice = try fixture.opened()
        let first = try practice.release(try PracticeFixture.ask("k1"))
        crash_disk_limit(disk, 1)
        guard
            case .store(let words, _)? = PracticeFixture.error({
                _ = try practice.release(try PracticeFixture.ask("k2"))
            })
        else {
            Issue.record("a full disk was not told")
            return
        }
        #expect(words.contains("nothing was recorded"))
        crash_disk_limit(disk, -1)
        // Room again: it goes on without a person.
        _ = try practice.release(try PracticeFixture.ask("k2"))
        #expect(try practice.openEntry(first.header.index).header == first.header)
        #expect(try practice.check().differences == [])
        practice.close()
    }

    // MARK: Races

    @Test func `no release after an acknowledged revocation, from two stores on one file`() throws {
        let fixture = try PracticeFixture()
        var papers: [Int64] = []
        for number in 0..<CrashTests.races {
            try fixture.addPatient("MRN-\(number)")
            papers.append(try fixture.take(PracticeFixture.paper, of: "MRN-\(number)"))
        }
        // Each has its own store, journal and memory, as a process of its own would.
        let (left, right) = (try fixture.opened(), try fixture.opened())
        let released = Mutex<[Int: Int64]>([:])
        let revoked = Mutex<[Int: Int64]>([:])
        let ended = papers
        DispatchQueue.concurrentPerform(iterations: 2) { side in
            for number in ended.indices {
                do {
                    if side == 0 {
                        for attempt in 0..<3 {
                            let header = try left.release(
                                try Ask(
                                    PracticeFixture.json(
                                        PracticeFixture.insuranceText(
                                            "race-\(number)-\(attempt)", patient: "MRN-\(number)")))
                            ).header
                            released.withLock { $0[number] = header.index }
                        }
                    } else {
                        var fields = try JSONFields(
                            PracticeFixture.json(
                                #"{"directive":\#(ended[number]),"set":{"revoked":"2026-11-01"},"by":"Front Desk"}"#))
                        let header = try right.end(try DirectiveEnded(&fields), of: "MRN-\(number)")
                        revoked.withLock { $0[number] = header.index }
                    }
                } catch PracticeError.refused {
                    continue
                } catch {
                    Issue.record("\(error)")
                }
            }
        }
        left.close()
        right.close()
        let (releases, ends) = (released.withLock { $0 }, revoked.withLock { $0 })
        #expect(ends.count == CrashTests.races)
        for (number, entry) in releases {
            #expect(entry < ends[number] ?? 0, "patient \(number) was released after the revocation")
        }
        try fixture.reopen()
        #expect(try fixture.practice.check().differences == [])
    }
}
