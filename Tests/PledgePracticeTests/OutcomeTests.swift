import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Synchronization
import Testing

/// A commit whose end is not heard: the caller is told what became of it.
@Suite struct OutcomeTests {
    @Test(arguments: Engine.allCases) func `a commit that was made is found and acknowledged`(on engine: Engine) throws
    {
        let fixture = try PracticeFixture(engine)
        try fixture.addPatient()
        let store = UnheardStore(try StoreAddress(fixture.address).open())
        let practice = try fixture.opened(store)
        defer { practice.close() }
        store.next(.unheard(isMade: true), .away, .away)
        let released = try practice.release(try PracticeFixture.ask("k1"))
        #expect(!released.isRepeated)
        #expect(store.isDone)
        #expect(try practice.openEntry(released.header.index).header == released.header)
        // The folder outside knows of it, too.
        #expect(try fixture.outside().contains("\n\(released.header.index + 1)\n"))
        #expect(try practice.release(try PracticeFixture.ask("k1")).isRepeated)
        _ = try practice.release(try PracticeFixture.ask("k2"))
        #expect(try practice.check().differences == [])
    }

    @Test(arguments: Engine.allCases) func `a commit that was not made is told so`(on engine: Engine) throws {
        let fixture = try PracticeFixture(engine)
        try fixture.addPatient()
        let store = UnheardStore(try StoreAddress(fixture.address).open())
        let practice = try fixture.opened(store)
        defer { practice.close() }
        store.next(.unheard(isMade: false), .away)
        guard
            case .store(let words, isRetryable: true)? = PracticeFixture.error({
                _ = try practice.release(try PracticeFixture.ask("k1"))
            })
        else {
            Issue.record("it was not told")
            return
        }
        #expect(words.contains("nothing was recorded"))
        #expect(store.isDone)
        #expect(try !practice.release(try PracticeFixture.ask("k1")).isRepeated)
        #expect(try practice.check().differences == [])
    }

    @Test func `what cannot be looked up is told as unknown, and the same key tells later`() throws {
        let fixture = try PracticeFixture()
        try fixture.addPatient()
        let store = UnheardStore(try StoreAddress(fixture.address).open())
        let practice = try fixture.opened(store)
        defer { practice.close() }
        store.next(.unheard(isMade: true), .broken)
        #expect(
            PracticeFixture.error { _ = try practice.release(try PracticeFixture.ask("k1")) } == .outcomeUnknown)
        #expect(try practice.release(try PracticeFixture.ask("k1")).isRepeated)
    }

    @Test(arguments: Engine.allCases) func `another's entry in its place is not taken for it`(on engine: Engine) throws
    {
        let fixture = try PracticeFixture(engine)
        try fixture.addPatient()
        let store = UnheardStore(try StoreAddress(fixture.address).open())
        let practice = try fixture.opened(store)
        defer { practice.close() }
        store.next(.unheard(isMade: false))
        store.meanwhile { [other = fixture.practice] in
            _ = try other.release(try PracticeFixture.ask("other"))
        }
        guard
            case .store? = PracticeFixture.error({ _ = try practice.release(try PracticeFixture.ask("k1")) })
        else {
            Issue.record("it was not told")
            return
        }
        #expect(try !practice.release(try PracticeFixture.ask("k1")).isRepeated)
        #expect(try practice.check().differences == [])
    }

    @Test func `a checkpoint that comes late does not take the place of a newer one`() throws {
        let fixture = try PracticeFixture()
        try fixture.addPatient()
        let store = UnheardStore(try StoreAddress(fixture.address).open())
        let practice = try fixture.opened(store)
        defer { practice.close() }
        store.next(.slow)
        store.meanwhile { [other = fixture.practice] in
            for number in 0..<8 { _ = try other.release(try PracticeFixture.ask("other-\(number)")) }
        }
        let released = try practice.release(try PracticeFixture.ask("k1"))
        #expect(try fixture.outside() == practice.checkpoint())
        #expect(try fixture.outside().contains("\n\(released.header.index + 9)\n"))
    }
}

/// A store whose commits may end unheard.
private final class UnheardStore: StoreDriver {
    enum Fault: Equatable {
        /// The transaction is made, or not, and nobody says so.
        case unheard(isMade: Bool)
        /// It is made, and the answer takes its time.
        case slow
        /// The server cannot be reached.
        case away
        /// The disk failed.
        case broken
    }

    private struct State {
        var faults: [Fault] = []
        var meanwhile: (@Sendable () throws -> Void)?
    }

    private let store: any StoreDriver
    private let state = Mutex(State())

    init(_ store: any StoreDriver) { self.store = store }

    var engine: Engine { store.engine }
    var isDone: Bool { state.withLock(\.faults.isEmpty) }

    /// What happens to the next transactions that write.
    func next(_ faults: Fault...) { state.withLock { $0.faults = faults } }

    /// What happens between such a transaction and its answer.
    func meanwhile(_ body: @escaping @Sendable () throws -> Void) { state.withLock { $0.meanwhile = body } }

    func write<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value { try faulty(body) }

    private func faulty<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value {
        let fault = state.withLock { $0.faults.isEmpty ? nil : $0.faults.removeFirst() }
        let lost = StoreError(.connectionLost, "the connection was lost")
        switch fault {
        case nil: return try store.write(body)
        case .away: throw lost
        case .broken: throw StoreError(.disk, "the disk failed")
        case .slow:
            let value = try store.write(body)
            try state.withLock(\.meanwhile)?()
            return value
        case .unheard(isMade: true): _ = try store.write(body)
        case .unheard(isMade: false):
            do {
                try store.write { connection in
                    _ = try body(connection)
                    throw lost
                }
            } catch let error as StoreError where error == lost {}
        }
        try state.withLock(\.meanwhile)?()
        throw lost.withUnknownOutcome()
    }

    func read<Value>(_ body: (any StoreConnection) throws -> Value) throws -> Value { try store.read(body) }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws -> Value
    ) async throws -> Value {
        try faulty(body)
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws -> Value
    ) async throws -> Value {
        try await store.read(body)
    }

    func close() { store.close() }
}
