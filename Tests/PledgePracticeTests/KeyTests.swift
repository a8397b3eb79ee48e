import Foundation
import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Testing

/// Keys: rotation, destruction, backups.
@Suite struct KeyTests {
    @Test(arguments: Engine.allCases) func `keys rotate and everything is still read`(on engine: Engine) throws {
        let fixture = try PracticeFixture(engine)
        try fixture.addPatient()
        let released = try fixture.release(try PracticeFixture.ask("k1"))
        _ = try fixture.practice.rotateOrganization(master: fixture.master, reason: "yearly", by: "a")
        try fixture.reopen()
        _ = try fixture.practice.openEntry(released.header.index)
        _ = try fixture.release(try PracticeFixture.ask("k2"))
        #expect(try fixture.practice.check().isWhole)
        let other = SealingKey(PracticeFixture.random(9))
        _ = try fixture.practice.rotate(master: other, reason: "seen", by: "a")
        guard case .key? = PracticeFixture.error({ try fixture.reopen() }) else {
            Issue.record("the old master key still opens")
            return
        }
    }

    @Test(arguments: Engine.allCases) func `a key is destroyed only after its time, and no backup brings it back`(
        on engine: Engine
    ) throws {
        // Eight years before.
        let start = PracticeFixture.start - 8 * 365 * 86_400_000
        let fixture = try PracticeFixture(engine, start: start)
        try fixture.addPatient()
        try fixture.addPatient("MRN-2")
        let released = try fixture.release(try PracticeFixture.ask("k1"))
        let receipt = try fixture.practice.receipt(released.header.index)
        guard
            case .refused? = PracticeFixture.error({
                _ = try fixture.practice.destroyKey(of: "MRN-1", reason: "asked", by: "a")
            })
        else {
            Issue.record("destroyed inside its time")
            return
        }
        let backup = fixture.folder + "/backup"
        let target = try StoreAddress("sqlite:\(backup)").open()
        _ = try fixture.practice.backup(to: target)
        target.close()
        // Six years and a day later.
        fixture.clock.set(start + 6 * 365 * 86_400_000 + 3 * 86_400_000)
        _ = try fixture.practice.destroyKey(of: "MRN-1", reason: "retention is over", by: "a")
        #expect(PracticeFixture.error { _ = try fixture.practice.openEntry(released.header.index) } != nil)
        #expect(PracticeFixture.error { _ = try fixture.release(try PracticeFixture.ask("k2")) } == .unknownPatient)
        let report = try fixture.practice.check()
        #expect(report.differences == [])
        #expect(report.unreadable == 2)
        let key = try NoteKey(text: try fixture.practice.verifierKey())
        _ = try receipt.verify(with: key)
        #expect(try fixture.practice.replay(.asDecided).unreadable == 2)
        try restored(fixture, backup)
    }

    private func restored(_ fixture: PracticeFixture, _ backup: String) throws {
        let store = try StoreAddress("sqlite:\(fixture.folder)/restored.db").open()
        let source = try StoreAddress("sqlite:\(backup)").open()
        let restored = try Practice.restore(
            source, into: store, master: fixture.master, outside: fixture.folder + "/outside", by: "a",
            fixture.surroundings)
        source.close()
        #expect(restored.lost == 1)
        #expect(restored.destroyedAgain == 1)
        store.close()
        let practice = try Practice.open(
            store: try StoreAddress("sqlite:\(fixture.folder)/restored.db").open(), master: fixture.master,
            outside: fixture.folder + "/outside", fixture.surroundings)
        defer { practice.close() }
        #expect(try practice.origin() == "test.invalid/journal/epoch-2")
        #expect(PracticeFixture.error { _ = try practice.release(try PracticeFixture.ask("k9")) } == .unknownPatient)
        #expect(try practice.check().differences == [])
        _ = try practice.release(try PracticeFixture.ask("k9", patient: "MRN-2"))
    }

    @Test func `nothing planted is found in the files`() throws {
        let fixture = try PracticeFixture()
        try fixture.addPatient("MRN-77345", name: "Zebulon Quackenbush")
        _ = try fixture.release(
            try PracticeFixture.ask(
                "k1", patient: "MRN-77345",
                recipient: #"{"id":"Dr-Xylophone","kinds":["provider"],"address":"9 Yarrow Lane"}"#))
        let names = ["Zebulon", "Quackenbush", "MRN-77345", "mrn-77345", "Xylophone", "Yarrow", "treatment"]
        // The search sees a name that is there.
        #expect(Data("my Zebulon here".utf8).range(of: Data("Zebulon".utf8)) != nil)
        for ending in ["", "-wal"] {
            guard let data = FileManager.default.contents(atPath: fixture.file + ending) else { continue }
            for name in names { #expect(data.range(of: Data(name.utf8)) == nil, "\(name) in the database\(ending)") }
        }
    }

    @Test(arguments: Engine.allCases) func `misspelt names are found`(on engine: Engine) throws {
        let fixture = try PracticeFixture(engine)
        try fixture.addPatient("MRN-1", name: "José García")
        try fixture.addPatient("MRN-2", name: "Catherine Smith")
        try fixture.addPatient("MRN-3", name: "Robert Jones")
        for text in ["jose garcia", "Garzia", "hose garcia"] {
            #expect(try fixture.practice.search(text, most: 5).first?.identifiers == ["MRN-1"], "\(text)")
        }
        for text in ["Katherine Smith", "smyth catherin"] {
            #expect(try fixture.practice.search(text, most: 5).first?.identifiers == ["MRN-2"], "\(text)")
        }
        #expect(try fixture.practice.search("Xu", most: 5).isEmpty)
    }
}
