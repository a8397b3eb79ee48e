// SAFETY of this file: threads share nothing but the rulebook; each has its stream, its request and its place for what it counts.

import CountedMalloc
import Foundation
import PledgeCore
import PledgeDecisions

/// Measures the common workload: medians of passes over all its requests, with their spread.
struct WorkloadBench {
    private let book: Rulebook
    private let rulebook: CompiledRulebook
    private let texts: [[UInt8]]
    private let tape: WorkloadTape

    /// - Parameters:
    ///   - book: The workload's rules.
    ///   - lines: Its requests.
    /// - Throws: `BenchError` or `WorkloadError` where they are not what they should be.
    init(_ book: Rulebook, _ lines: [ArraySlice<UInt8>]) throws {
        self.book = book
        rulebook = try CompiledRulebook(book, promises: [])
        texts = lines.map { Array($0) }
        tape = try WorkloadBench.tape(lines, rulebook, state: nil)
        guard !texts.isEmpty else { throw BenchError("no requests to measure") }
    }

    private static func tape(
        _ lines: [ArraySlice<UInt8>], _ rulebook: CompiledRulebook, state: String?
    ) throws -> WorkloadTape {
        let stream = try WorkloadStream(rulebook, state: state)
        var tape = WorkloadTape()
        for line in lines { _ = stream.append(try PledgeBench.request(line), to: &tape) }
        return tape
    }

    // MARK: Evaluation

    /// Decisions a second from requests whose names are numbers: again and again, of questions not met before, with copies
    /// of the rules, on two threads; what one takes; and what is allocated.
    func measureEvaluation() throws {
        let own = try WorkloadStream(rulebook)
        let once = rates(own, tape)
        tell("workload-evaluation", once, "decisions/s", nil)
        try tellNew()
        for copies in [10, 100] {
            let copied = try CompiledRulebook(book.copied(copies), promises: [])
            let stream = try WorkloadStream(copied, state: "S7")
            let rules = (book.grounds.count + book.stops.count) * (copies + 1)
            tell("workload-evaluation-\(rules)-rules", rates(stream, tape), "decisions/s", Measurement.median(once))
        }
        try tellTwoThreads()
        tellLatency(own)
        tellAllocations(own)
        print(#"{"name":"workload-coded","value":\#(tape.count),"unit":"requests","limit":\#(texts.count)}"#)
    }

    private func rates(_ stream: WorkloadStream, _ tape: WorkloadTape) -> [Double] {
        let request = stream.blank()
        return Measurement.rates(tape.count, passes: 101) {
            var sum = 0
            tape.forEach { if stream.decide($0, request) { sum += 1 } }
            return sum
        }
    }

    /// The second half of the requests, each seen for the first time, once the first half was decided.
    private func tellNew() throws {
        var rates: [Double] = []
        for _ in 0..<11 {
            let stream = try WorkloadStream(rulebook)
            let request = stream.blank()
            var (number, sum) = (0, 0)
            var start = ContinuousClock.now
            tape.forEach { words in
                if number == tape.count / 2 { start = ContinuousClock.now }
                if stream.decide(words, request) { sum += 1 }
                number += 1
            }
            rates.append(Double(tape.count - tape.count / 2) / ((ContinuousClock.now - start) / .seconds(1)))
        }
        tell("workload-evaluation-new", rates, "decisions/s", nil)
    }

    private func tellTwoThreads() throws {
        let streams = [try WorkloadStream(rulebook), try WorkloadStream(rulebook)]
        let one = Measurement.median(rates(streams[0], tape))
        let both = Measurement.rates(tape.count * 2 * 10, passes: 11) {
            nonisolated(unsafe) let streams = streams
            let tape = tape
            DispatchQueue.concurrentPerform(iterations: 2) { number in
                let request = streams[number].blank()
                for _ in 0..<10 { tape.forEach { _ = streams[number].decide($0, request) } }
            }
            return 1
        }
        tell("workload-evaluation-two-threads", both, "decisions/s", one * 2)
    }

    /// What one decision takes at the 50th and the 99th percentile, beside what the clock itself takes.
    private func tellLatency(_ stream: WorkloadStream) {
        let request = stream.blank()
        var (own, clock): ([Int64], [Int64]) = ([], [])
        func nanoseconds(_ start: ContinuousClock.Instant) -> Int64 {
            let duration = (ContinuousClock.now - start).components
            return duration.seconds * 1_000_000_000 + duration.attoseconds / 1_000_000_000
        }
        // What ran before has left little of it in the cache.
        tape.forEach { _ = stream.decide($0, request) }
        tape.forEach { words in
            var start = ContinuousClock.now
            _ = stream.decide(words, request)
            own.append(nanoseconds(start))
            start = ContinuousClock.now
            clock.append(nanoseconds(start))
        }
        own.sort()
        clock.sort()
        for (name, share) in [("p50", 50), ("p99", 99)] {
            let place = own.count * share / 100
            print(
                #"{"name":"workload-\#(name)","value":\#(own[place]),"unit":"ns","limit":\#(clock[place])}"#)
        }
    }

    /// How often memory is asked for while all requests are decided once more.
    private func tellAllocations(_ stream: WorkloadStream) {
        let request = stream.blank()
        var sum = 0
        tape.forEach { if stream.decide($0, request) { sum += 1 } }
        let before = counted_allocations()
        tape.forEach { if stream.decide($0, request) { sum += 1 } }
        let after = counted_allocations()
        precondition(sum >= 0, "sums of counts are not negative")
        print(#"{"name":"workload-allocations","value":\#(after - before),"unit":"allocations","limit":0}"#)
    }

    // MARK: JSON

    /// Lines read, decided and answered a second; the limit only reads the lines.
    func measureJSON() throws {
        let stream = try WorkloadStream(rulebook)
        let request = stream.blank()
        let reading = Measurement.rates(texts.count) {
            var sum = 0
            for text in texts where text.withUnsafeBufferPointer({ stream.read($0, into: request) }) { sum += 1 }
            return sum
        }
        var output: [UInt8] = []
        let answers = try Measurement.rates(texts.count) {
            output.removeAll(keepingCapacity: true)
            for text in texts {
                try text.withUnsafeBufferPointer { try stream.answer($0, request, to: &output) }
                output.append(UInt8(ascii: "\n"))
            }
            return output.count
        }
        tell("workload-answers", answers, "requests/s", Measurement.median(reading))
    }

    private func tell(_ name: String, _ rates: [Double], _ unit: String, _ limit: Double?) {
        print(Measurement(name: name, rates: rates, unit: unit, limit: limit).line)
    }
}
