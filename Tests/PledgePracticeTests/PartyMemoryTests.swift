import PledgeLedger
import PledgePractice
import PledgeStore
import Synchronization
import Testing

/// What is remembered of parties is not read again before the lock.
@Suite struct PartyMemoryTests {
    @Test func `a release to a party that is remembered reads nothing before it takes the lock`() throws {
        let fixture = try PracticeFixture(rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        try fixture.addParty(#""party":"net","level":"network""#)
        try fixture.addParty(#""party":"county","level":"entity","kinds":["provider"],"partOf":["net"]"#)
        let store = CountingStore(try StoreAddress(fixture.address).open())
        let practice = try fixture.opened(store)
        defer { practice.close() }
        let question = PracticeFixture.Question(recipient: #"{"id":"county"}"#)
        #expect(try fixture.answer(question, "k1", by: practice) == "506c2")
        let before = store.reads
        #expect(before > 0)
        #expect(try fixture.answer(question, "k2", by: practice) == "506c2")
        #expect(store.reads == before)
        // What changed is read again.
        try fixture.changeParty(#""party":"net","names":["North"]"#)
        #expect(try fixture.answer(question, "k3", by: practice) == "506c2")
        #expect(try practice.check().differences == [])
    }

    @Test func `what happened with a party that is gone is recorded`() throws {
        let fixture = try PracticeFixture(rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        try fixture.addParty(#""party":"county","kinds":["provider"],"until":"2026-01-31""#)
        var question = PracticeFixture.Question(recipient: #"{"id":"county"}"#)
        #expect(try fixture.answer(question, "k1") == "$.recipient.id")
        question.more = #","happened":"2026-02-01","basis":"faxed","send":[{"group":0,"elements":"all"}]"#
        let header = try fixture.practice.record(try Ask(PracticeFixture.json(question.text("k2")))).header
        guard case .record(let record) = try fixture.practice.openEntry(header.index).event else {
            Issue.record("no record")
            return
        }
        #expect(record.parties == [2])
        #expect(try fixture.practice.replay(.asDecided).differences.isEmpty)
    }
}

/// A store that counts the transactions that only read.
private final class CountingStore: StoreDriver {
    private let store: any StoreDriver
    private let count = Atomic<Int>(0)

    init(_ store: any StoreDriver) { self.store = store }

    var engine: Engine { store.engine }
    var reads: Int { count.load(ordering: .relaxed) }

    func write<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value { try store.write(body) }

    func read<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value {
        count.add(1, ordering: .relaxed)
        return try store.read(body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws -> Value
    ) async throws -> Value {
        try await store.write(body)
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws -> Value
    ) async throws -> Value {
        try await store.read(body)
    }

    func close() { store.close() }
}
