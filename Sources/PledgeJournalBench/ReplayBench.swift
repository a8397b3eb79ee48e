import Foundation
import PledgeDecisions
import PledgePractice

/// Decisions made again a second.
struct ReplayBench {
    private let rules: StoredRulebook
    private let entries: Int

    init(_ rules: StoredRulebook, entries: Int) {
        self.rules = rules
        self.entries = entries
    }

    func run() throws {
        let bench = try BenchPractice(rules, database: nil)
        DispatchQueue.concurrentPerform(iterations: entries) { number in
            do {
                _ = try bench.practice.release(try BenchPractice.ask(number, "replay"))
            } catch {
                preconditionFailure("a bench release failed: \(error)")
            }
        }
        var rates: [Double] = []
        for _ in 0..<5 {
            var decisions: Int64 = 0
            let seconds = try Figure.seconds {
                let report = try bench.practice.replay(.asDecided)
                guard report.differencesCount == 0 else { throw BenchError("a replay differs") }
                decisions = report.decisions
            }
            rates.append(Double(decisions) / seconds)
        }
        Figure(name: "decisions replayed", values: rates, unit: "per second", limit: 50_000).tell()
    }
}
