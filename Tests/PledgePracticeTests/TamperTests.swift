import PledgePractice
import PledgeStore
import Testing

/// Rows changed, added or deleted behind our back.
@Suite struct TamperTests {
    private static func fixture(_ engine: Engine) throws -> PracticeFixture {
        let fixture = try PracticeFixture(engine)
        try fixture.addPatient()
        try fixture.addPatient("MRN-2", name: "José García")
        try fixture.take(#"{"type":"restriction","kept-from":"aunt","agreed":"2026-01-01"}"#)
        _ = try fixture.release(try PracticeFixture.ask("k1"))
        // The check sees that all is well before anything is changed.
        #expect(try fixture.practice.check().isWhole)
        return fixture
    }

    @Test(
        arguments: [
            "UPDATE person SET sealed = X'00' WHERE number = 1", "DELETE FROM person WHERE number = 1",
            "UPDATE person SET sealed = (SELECT sealed FROM person WHERE number = 2) WHERE number = 1",
            "UPDATE person SET sealed = X'00' WHERE number = 0", "UPDATE state_tile SET bytes = X'00'",
            "DELETE FROM state_tile", "UPDATE head SET size = size - 1", "UPDATE head SET people = 2",
            "UPDATE head SET state_root = zeroblob(32)", "UPDATE head SET checkpoint = 'x'", "DELETE FROM head",
            "UPDATE head SET request_keys = X'00'", "UPDATE head SET request_keys = X''",
            "UPDATE identifier SET person = 2", "UPDATE identifier SET person = 99",
            "UPDATE person_key SET wrapped = (SELECT wrapped FROM person_key WHERE person = 2) WHERE person = 1",
            "DELETE FROM person_key", "DELETE FROM secret", "UPDATE secret SET sealed = X'00'",
            "UPDATE rulebook SET bytes = X'01'", "DELETE FROM rulebook", "DELETE FROM entry WHERE number = 5",
            "DELETE FROM entry WHERE number = 2", "UPDATE entry SET leaf = zeroblob(32) WHERE number = 3",
            "INSERT INTO entry SELECT number + 1, written, kind, leaf, body, keys FROM entry WHERE number = 5",
        ], Engine.allCases)
    func `what a decision would use is noticed before it decides`(sql: String, on engine: Engine) throws {
        let fixture = try TamperTests.fixture(engine)
        let error = PracticeFixture.error {
            try fixture.behind(sql)
            _ = try fixture.release(try PracticeFixture.ask("k2"))
        }
        switch error {
        case .tampered?, .place?, .key?: break
        default: Issue.record("not noticed: \(sql): \(String(describing: error))")
        }
    }

    /// A key that is used again is told from one that never was, before anything is recorded.
    @Test(arguments: [
        "DELETE FROM request_key", "UPDATE request_key SET token = zeroblob(16)",
        "UPDATE request_key SET token = randomblob(16)",
        "UPDATE request_key SET entry = entry - 1", "UPDATE request_key SET entry = entry + 100",
    ])
    func `a caller's key that was tampered with is noticed before the call is recorded again`(sql: String) throws {
        let fixture = try TamperTests.fixture(.sqlite)
        let before = try fixture.release(try PracticeFixture.ask("k1"))
        #expect(before.isRepeated)
        let size = try fixture.practice.check().entries
        let error = PracticeFixture.error {
            try fixture.behind(sql)
            _ = try fixture.release(try PracticeFixture.ask("k1"))
        }
        guard case .tampered = error else {
            Issue.record("not noticed: \(sql): \(String(describing: error))")
            return
        }
        let check = try fixture.practice.check()
        #expect(!check.isWhole && check.entries == size)
        try fixture.practice.rebuild()
        try fixture.reopen()
        #expect(try fixture.practice.check().differences == [])
        #expect(try fixture.release(try PracticeFixture.ask("k1")).header == before.header)
    }

    @Test func `a key deleted while the practice is open is noticed, and so is the sum of an older head`() throws {
        let fixture = try TamperTests.fixture(.sqlite)
        _ = try fixture.release(try PracticeFixture.ask("k2"))
        let other = try StoreAddress(fixture.address).open()
        let old = try other.read { try $0.blob("SELECT request_keys FROM head", []) }
        _ = try fixture.release(try PracticeFixture.ask("k3"))
        #expect(try fixture.release(try PracticeFixture.ask("k3")).isRepeated)
        try other.write {
            _ = try $0.run("DELETE FROM request_key WHERE entry = (SELECT MAX(entry) FROM request_key)", [])
        }
        func isNoticed() -> Bool {
            if case .tampered? = PracticeFixture.error({ _ = try fixture.release(try PracticeFixture.ask("k3")) }) {
                return true
            }
            return false
        }
        #expect(isNoticed())
        try other.write { _ = try $0.run("UPDATE head SET request_keys = ?1", [.blob(old ?? [])]) }
        other.close()
        #expect(isNoticed())
    }

    /// Two servers on one database: what one wrote the other knows, whichever part of the keys it fell into.
    @Test func `keys that another server used are known`() throws {
        let fixture = try TamperTests.fixture(.sqlite)
        let other = try fixture.opened()
        for number in 0..<40 {
            let (first, second) = number % 2 == 0 ? (fixture.practice, other) : (other, fixture.practice)
            let made = try first.release(try PracticeFixture.ask("two \(number)"))
            let again = try second.release(try PracticeFixture.ask("two \(number)"))
            #expect(!made.isRepeated && again.isRepeated && again.header == made.header)
        }
        other.close()
        #expect(try fixture.practice.check().differences == [])
    }

    @Test(
        arguments: [
            ("UPDATE entry SET body = X'00' WHERE number = 2", "entry 2"),
            ("UPDATE entry SET written = 5 WHERE number = 2", "entry 2"),
            ("UPDATE entry SET kind = 7 WHERE number = 5", "entry 5"),
            ("UPDATE entry SET body = (SELECT body FROM entry WHERE number = 3) WHERE number = 2", "entry 2"),
            ("DELETE FROM person_entry WHERE entry = 2", "person_entry"),
            ("INSERT INTO person_entry VALUES (2, 2)", "person_entry"), ("DELETE FROM request_key", "request_key"),
            ("UPDATE request_key SET body = X'00'", "request_key"),
            ("DELETE FROM search_token WHERE person = 2", "search_token"),
            ("UPDATE search_token SET person = 1 WHERE person = 2", "search_token"),
            ("DELETE FROM identifier", "identifier"),
            ("INSERT INTO person VALUES (9, X'00')", "person"),
            ("INSERT INTO task VALUES (5, 9, 1, 1, X'00', NULL)", "task"),
            ("UPDATE person SET sealed = X'00' WHERE number = 2", "patient 2"),
            ("UPDATE rulebook SET bytes = X'01'", "rulebook"),
        ], Engine.allCases)
    func `a check of everything names what differs`(_ change: (sql: String, name: String), on engine: Engine) throws {
        let fixture = try TamperTests.fixture(engine)
        try fixture.behind(change.sql)
        let report = try fixture.practice.check()
        #expect(!report.isWhole)
        #expect(report.differences.contains { $0.contains(change.name) }, "\(report.differences)")
    }

    @Test(arguments: Engine.allCases) func `an older database under the same folder outside is noticed`(
        on engine: Engine
    ) throws {
        let fixture = try TamperTests.fixture(engine)
        let old = try Snapshot(fixture)
        _ = try fixture.release(try PracticeFixture.ask("k2"))
        try old.putBack(fixture)
        guard case .tampered(let words)? = PracticeFixture.error({ try fixture.reopen() }) else {
            Issue.record("not noticed")
            return
        }
        #expect(words.contains("older state"))
    }

    @Test(arguments: Engine.allCases) func `tables are made again from the entries`(on engine: Engine) throws {
        let fixture = try TamperTests.fixture(engine)
        try fixture.behind("DELETE FROM person_entry")
        #expect(try !fixture.practice.check().isWhole)
        try fixture.practice.rebuild()
        try fixture.reopen()
        #expect(try fixture.practice.check().differences == [])
        _ = try fixture.release(try PracticeFixture.ask("k2"))
        #expect(try fixture.release(try PracticeFixture.ask("k1")).isRepeated)
    }
}
