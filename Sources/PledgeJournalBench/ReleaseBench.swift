import Foundation
import PledgeDecisions
import PledgePractice
import Synchronization

/// Releases a second: one at a time, and from 32 callers at once.
struct ReleaseBench {
    private let rules: StoredRulebook
    private let entries: Int
    private let database: String?

    private static let callers = 32
    private static let rounds = 5

    init(_ rules: StoredRulebook, entries: Int, database: String?) {
        self.rules = rules
        self.entries = entries
        self.database = database
    }

    func run() throws {
        let bench = try BenchPractice(rules, database: database)
        var next = 0
        _ = try concurrent(bench, &next, count: 200)
        let beside: any BareDatabase =
            if let database { try BarePostgres(address: database) } else { try BareSQLite(folder: bench.folder) }
        var bare = BareRows(beside, bodyBytes: try bench.bodyBytes())
        try measure(bench, &bare, &next, at: "small")
        try fill(bench, &next)
        try bare.write(next, inTransaction: 1_000)
        try measure(bench, &bare, &next, at: "\(entries)")
        if database == nil {
            let bytes = try ["", "-wal"].reduce(0) { sum, ending in
                let path = bench.folder + "/pledge.db" + ending
                guard FileManager.default.fileExists(atPath: path) else { return sum }
                return sum
                    + ((try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0)
            }
            Figure(
                name: "bytes an entry, all told", values: [Double(bytes) / Double(next)], unit: "bytes", limit: 1_200
            ).tell()
        }
    }

    private func fill(_ bench: BenchPractice, _ next: inout Int) throws {
        while next < entries { _ = try concurrent(bench, &next, count: min(20_000, entries - next)) }
    }

    private func measure(_ bench: BenchPractice, _ bare: inout BareRows, _ next: inout Int, at size: String) throws {
        var single: [Double] = []
        var bareSingle: [Double] = []
        var bareMany: [Double] = []
        var latencies: [Double] = []
        for _ in 0..<ReleaseBench.rounds {
            let count = 200
            let first = next
            let seconds = try Figure.seconds {
                for number in first..<first + count {
                    latencies.append(
                        try Figure.seconds { _ = try bench.practice.release(try BenchPractice.ask(number, "one")) }
                            * 1_000_000)
                }
            }
            next += count
            single.append(Double(count) / seconds)
            bareSingle.append(200 / (try Figure.seconds { try bare.write(200, inTransaction: 1) }))
        }
        Figure(
            name: "releases one at a time, \(size)", values: single, unit: "per second",
            limit: Figure.percentile(bareSingle, 0.5)
        ).tell()
        Figure(name: "one release, p99, \(size)", values: [Figure.percentile(latencies, 0.99)], unit: "microseconds")
            .tell()
        var many: [Double] = []
        var waits: [Double] = []
        let count = min(10_000, entries)
        for _ in 0..<ReleaseBench.rounds {
            let (rate, latencies) = try concurrent(bench, &next, count: count)
            many.append(rate)
            bareMany.append(
                Double(count) / (try Figure.seconds { try bare.write(count, inTransaction: 100) }))
            waits += latencies
        }
        Figure(
            name: "releases, 32 callers, \(size)", values: many, unit: "per second",
            limit: Figure.percentile(bareMany, 0.5)
        ).tell()
        Figure(name: "one of 32 callers, p99, \(size)", values: [Figure.percentile(waits, 0.99)], unit: "microseconds")
            .tell()
    }

    /// Releases from callers that each wait for their own.
    private func concurrent(_ bench: BenchPractice, _ next: inout Int, count: Int) throws -> (rate: Double, [Double]) {
        let first = next
        next += count
        let counter = Atomic<Int>(first)
        let latencies = Mutex<[Double]>([])
        let group = DispatchGroup()
        let seconds = Figure.seconds {
            for _ in 0..<ReleaseBench.callers {
                group.enter()
                let thread = Thread {
                    var own: [Double] = []
                    while true {
                        let number = counter.wrappingAdd(1, ordering: .relaxed).oldValue
                        guard number < first + count else { break }
                        own.append(
                            Figure.seconds {
                                do {
                                    _ = try bench.practice.release(try BenchPractice.ask(number, "many"))
                                } catch {
                                    preconditionFailure("a bench release failed: \(error)")
                                }
                            } * 1_000_000)
                    }
                    latencies.withLock { $0 += own }
                    group.leave()
                }
                thread.start()
            }
            group.wait()
        }
        return (Double(count) / seconds, latencies.withLock { $0 })
    }
}
