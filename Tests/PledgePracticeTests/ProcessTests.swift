import Foundation
import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Testing

/// Several processes on one journal.
@Suite(.serialized) struct ProcessTests {
    private static let isLong = ProcessInfo.processInfo.environment["PLEDGE_LONG"] != nil
    private static let races = isLong ? 1_000 : 60
    private static let patients = 8

    private func fixture(_ engine: Engine) throws -> PracticeFixture {
        let fixture = try PracticeFixture(engine)
        for number in 0..<ProcessTests.patients { try fixture.addPatient("MRN-\(number)") }
        return fixture
    }

    private func send(_ count: Int, _ name: String, to process: CallerProcess) {
        for number in 0..<count {
            process.send("release treatment \(name)-\(number) MRN-\(number % ProcessTests.patients)")
        }
    }

    /// Every line that acknowledges names the entry that it should; how many entries there are.
    private func check(_ lines: [String], _ fixture: PracticeFixture) throws -> Int64 {
        let report = try fixture.practice.check()
        #expect(report.differences == [])
        var entries: Set<Int64> = []
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3, words[0] == "released", let entry = Int64(words[2]) else {
                Issue.record("\(line)")
                continue
            }
            #expect(entries.insert(entry).inserted, "two were told entry \(entry)")
            guard case .release(let record) = try fixture.practice.openEntry(entry).event, record.key == words[1] else {
                Issue.record("entry \(entry) is not the release of \(words[1])")
                continue
            }
        }
        return report.entries
    }

    @Test(arguments: Engine.allCases)
    func `three processes append to one journal without a gap`(on engine: Engine) throws {
        let fixture = try fixture(engine)
        let before = try fixture.practice.check().entries
        let processes = try (0..<3).map { _ in try CallerProcess(fixture, threads: 4) }
        for (number, process) in processes.enumerated() { send(60, "p\(number)", to: process) }
        // This process is the fourth.
        for number in 0..<20 { _ = try fixture.release(try PracticeFixture.ask("own-\(number)", patient: "MRN-1")) }
        for process in processes { try process.finish() }
        let lines = processes.flatMap(\.answers)
        #expect(lines.count == 180)
        #expect(try check(lines, fixture) == before + 200)
        // Whoever wrote last, the newest stands in the folder outside.
        #expect(try fixture.outside() == fixture.practice.checkpoint())
    }

    @Test(arguments: Engine.allCases)
    func `a process that is killed holds up nobody, and what it acknowledged stays`(on engine: Engine) throws {
        let fixture = try fixture(engine)
        let others = try (0..<2).map { _ in try CallerProcess(fixture, threads: 2) }
        for round in 0..<3 {
            let doomed = try CallerProcess(fixture, threads: 4)
            send(1_000, "doomed-\(round)", to: doomed)
            for (number, other) in others.enumerated() { send(20, "other-\(round)-\(number)", to: other) }
            try doomed.wait(for: 12 + 7 * round)
            doomed.kill()
            #expect(doomed.answers.count < 1_000, "it was killed too late to show anything")
            for other in others { try other.wait(for: 1 + 20 * (round + 1)) }
            _ = try check(doomed.answers, fixture)
        }
        for other in others { try other.finish() }
        _ = try check(others.flatMap(\.answers), fixture)
        // The folder outside is as whole as the database.
        try fixture.reopen()
    }

    @Test(arguments: Engine.allCases)
    func `a process killed within a transaction lets go of the journal`(on engine: Engine) throws {
        let fixture = try fixture(engine)
        let before = try fixture.practice.check().entries
        let (stuck, other) = (try CallerProcess(fixture), try CallerProcess(fixture))
        stuck.send("hang")
        try stuck.wait(for: 2)
        #expect(stuck.answers == ["inside"])
        other.send("release treatment k1 MRN-1")
        // It waits: the other holds the journal.
        usleep(300_000)
        #expect(other.answers == [], "\(stuck.answers)")
        stuck.kill()
        try other.finish()
        #expect(other.answers == ["released k1 \(before)"])
        #expect(try check(other.answers, fixture) == before + 1)
    }

    @Test(arguments: Engine.allCases)
    func `no release after an acknowledged revocation, from two processes`(on engine: Engine) throws {
        let fixture = try PracticeFixture(engine)
        let (left, right) = (try CallerProcess(fixture, threads: 2), try CallerProcess(fixture))
        var isRaced = (before: false, after: false)
        for number in 0..<ProcessTests.races {
            try fixture.addPatient("MRN-\(number)")
            let paper = try fixture.take(PracticeFixture.paper, of: "MRN-\(number)")
            let (asked, revoked) = (left.answers.count, right.answers.count)
            for attempt in 0..<3 { left.send("release insurance \(number)-\(attempt) MRN-\(number)") }
            // Now sooner, now later.
            usleep(UInt32(number % 7) * 3_000)
            right.send("revoke MRN-\(number) \(paper)")
            try left.wait(for: 1 + asked + 3)
            try right.wait(for: 1 + revoked + 1)
            let words = right.answers[revoked].split(separator: " ")
            guard words.count == 3, words[0] == "revoked", let end = Int64(words[2]) else {
                Issue.record("\(right.answers[revoked])")
                return
            }
            for line in left.answers[asked...] {
                let words = line.split(separator: " ")
                if words[0] == "refused" {
                    isRaced.after = true
                } else if words.count == 3, words[0] == "released", let entry = Int64(words[2]) {
                    isRaced.before = true
                    #expect(entry < end, "MRN-\(number) was released after the revocation")
                } else {
                    Issue.record("\(line)")
                }
            }
        }
        #expect(isRaced == (true, true), "one was always first: nothing was shown")
        try left.finish()
        try right.finish()
        #expect(try fixture.practice.check().differences == [])
    }

    @Test(arguments: Engine.allCases)
    func `a key that another process put in place is not written over`(on engine: Engine) throws {
        let fixture = try fixture(engine)
        let other = try CallerProcess(fixture)
        // With what it needs in its memory.
        other.send("add MRN-old")
        try other.wait(for: 2)
        _ = try fixture.practice.rotateOrganization(master: fixture.master, reason: "yearly", by: "a")
        // Its old key would wrap what nobody could open.
        other.send("add MRN-new")
        try other.finish()
        #expect(other.answers.last?.hasPrefix("failed MRN-new the organization's key was rotated") == true)
        #expect(try fixture.practice.check().differences == [])
        let next = try CallerProcess(fixture)
        next.send("add MRN-new")
        try next.finish()
        #expect(next.answers.first?.hasPrefix("added MRN-new") == true)
        #expect(try fixture.practice.check().differences == [])
    }
}
