import Dispatch
import Foundation
import Synchronization

/// Threads that may block, for what must not block Swift's own; they start with the first use.
final class WorkerThreads: Sendable {
    /// What the threads share; they hold this and not the owner, whose end stops them.
    private final class Shared: Sendable {
        struct State {
            var waiting: [@Sendable () -> Void] = []
            /// How many at the front of `waiting` were taken.
            var taken = 0
            var isStarted = false
            var isStopped = false
        }

        let state = Mutex(State())
        let available = DispatchSemaphore(value: 0)

        func work() {
            while true {
                available.wait()
                let (job, isStopped) = state.withLock { state -> ((@Sendable () -> Void)?, Bool) in
                    guard state.taken < state.waiting.count else { return (nil, state.isStopped) }
                    let job = state.waiting[state.taken]
                    state.taken += 1
                    if state.taken == state.waiting.count {
                        state.waiting.removeAll(keepingCapacity: true)
                        state.taken = 0
                    } else if state.taken == 1024 {
                        state.waiting.removeFirst(state.taken)
                        state.taken = 0
                    }
                    return (job, false)
                }
                job?()
                if isStopped { return }
            }
        }
    }

    private let shared = Shared()
    private let name: String
    private let count: Int
    private let waitingMax: Int
    private let waitSecondsMax: Int

    init(name: String, count: Int, options: StoreOptions) {
        self.name = name
        self.count = count
        self.waitingMax = options.waitingMax
        self.waitSecondsMax = options.waitSecondsMax
    }

    deinit { stop() }

    /// Runs a closure on one of the threads; first come, first served.
    ///
    /// - Parameter body: What to run.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws; `StoreError` when too many wait, or this one waited too long;
    ///   `CancellationError` when the task was canceled before.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        let deadline = DispatchTime.now() + .seconds(waitSecondsMax)
        return try await withCheckedThrowingContinuation { continuation in
            let refusal = add {
                guard DispatchTime.now() <= deadline else {
                    continuation.resume(throwing: WorkerThreads.overloaded)
                    return
                }
                continuation.resume(with: Result { try body() })
            }
            if let refusal { continuation.resume(throwing: refusal) }
        }
    }

    /// Lets the threads finish what waits, and end.
    func stop() {
        let threads = shared.state.withLock { state -> Int in
            defer { state.isStopped = true }
            return state.isStarted && !state.isStopped ? count : 0
        }
        for _ in 0..<threads { shared.available.signal() }
    }

    private static let overloaded = StoreError(
        .busy, "more is asked of the database than it can do", help: "try again in a moment")

    /// Puts a job at the end of the queue, or gives the reason why not.
    private func add(_ job: @escaping @Sendable () -> Void) -> StoreError? {
        let (refusal, starts) = shared.state.withLock { state -> (StoreError?, Bool) in
            if state.isStopped { return (.closed, false) }
            if state.waiting.count - state.taken >= waitingMax { return (WorkerThreads.overloaded, false) }
            state.waiting.append(job)
            defer { state.isStarted = true }
            return (nil, !state.isStarted)
        }
        if starts { start() }
        if refusal == nil { shared.available.signal() }
        return refusal
    }

    private func start() {
        for number in 1...count {
            let thread = Thread { [shared] in shared.work() }
            thread.name = "\(name) \(number)"
            thread.start()
        }
    }
}
