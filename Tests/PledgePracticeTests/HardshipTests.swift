import CrashDisk
import PledgeLedger
import PledgePractice
import PledgeStore
import Testing

/// A disk that takes no writes, and a clock that is wrong: told plainly, nothing lost, and no person needed afterwards.
@Suite struct HardshipTests {
    @Test func `a disk that cannot be written is told, and writing goes on when it can`() throws {
        try #require(crash_disk_install())
        let fixture = try PracticeFixture()
        try fixture.addPatient()
        _ = try fixture.release(try PracticeFixture.ask("k1"))
        fixture.practice.close()
        let disk = try #require(crash_disk_mount(fixture.folder))
        defer { crash_disk_unmount(disk) }
        try withPractice(fixture) { (practice) throws in
            _ = try practice.release(try PracticeFixture.ask("k2"))
        }
        crash_disk_set_read_only(disk, true)
        do {
            try withPractice(fixture) { (practice) throws in
                _ = try practice.release(try PracticeFixture.ask("k3"))
            }
            Issue.record("it was not told")
        } catch let error as StoreError {
            // SQLite cannot open its log beside the file: the words say to look at the folder's rights.
            #expect([.readOnly, .notFound].contains(error.kind) && "\(error)".contains("write"), "\(error)")
        } catch PracticeError.store(let words, _) {
            #expect(!words.isEmpty)
        }
        crash_disk_set_read_only(disk, false)
        try withPractice(fixture) { (practice) throws in
            #expect(try practice.check().differences == [])
            #expect(try practice.release(try PracticeFixture.ask("k1")).isRepeated)
            #expect(try practice.release(try PracticeFixture.ask("k2")).isRepeated)
            #expect(try !practice.release(try PracticeFixture.ask("k3")).isRepeated)
        }
    }

    private func withPractice(_ fixture: PracticeFixture, _ body: (Practice) throws -> Void) throws {
        let practice = try fixture.opened()
        defer { practice.close() }
        try body(practice)
    }

    @Test func `a clock set back and forward again writes times in order, and an hour back writes nothing`() throws {
        let fixture = try PracticeFixture()
        try fixture.addPatient()
        let start = PracticeFixture.start
        var written: [Int64] = []
        func release(_ key: String) throws {
            written.append(try fixture.release(try PracticeFixture.ask(key)).header.written)
        }
        try release("k1")
        fixture.clock.set(start - 60_000)
        try release("k2")
        try fixture.addPatient("MRN-2")
        fixture.clock.set(start - 3_600_000)
        let size = try fixture.practice.check().entries
        let error = PracticeFixture.error { _ = try fixture.release(try PracticeFixture.ask("k3")) }
        guard case .clock(let words)? = error else {
            Issue.record("a clock an hour behind was believed: \(String(describing: error))")
            return
        }
        #expect(words.contains("behind"))
        #expect(PracticeFixture.error { try fixture.addPatient("MRN-3") } != nil)
        #expect(try fixture.practice.clockLagSeconds() > 3_500)
        #expect(try fixture.practice.check().entries == size)
        // Set right again: the same call is recorded, and nothing waits for a person.
        fixture.clock.set(start + 60_000)
        try release("k3")
        try fixture.reopen()
        try release("k4")
        #expect(written == written.sorted() && written.last ?? 0 >= start + 60_000)
        #expect(try fixture.practice.check().differences == [])
    }
}
