import Foundation
import PledgeCore
import PledgeDecisions

/// One measured number, printed as a JSON line.
struct Measurement {
    let name: String
    /// Passes measured; the value is their median.
    let rates: [Double]
    let unit: String
    /// What the same machine does in the same run without us; nothing where there is no such thing.
    let limit: Double?

    var line: String {
        let limit = limit.map { String(Int64($0.rounded())) } ?? "null"
        let sorted = rates.sorted()
        func whole(_ value: Double) -> Int64 { Int64(value.rounded()) }
        return #"{"name":"\#(name)","value":\#(whole(sorted[sorted.count / 2])),"low":\#(whole(sorted[0])),"#
            + #""high":\#(whole(sorted[sorted.count - 1])),"unit":"\#(unit)","limit":\#(limit)}"#
    }
}

extension Measurement {
    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    /// Inputs a second, pass by pass; the first pass warms up and is not told.
    ///
    /// The body returns what it counted, so that no call can be left out.
    static func rates(_ count: Int, passes: Int = 11, body: () throws -> Int) rethrows -> [Double] {
        var rates: [Double] = []
        for pass in 0...passes {
            let start = ContinuousClock.now
            let sum = try body()
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            precondition(sum >= 0, "sums of counts are not negative")
            if pass > 0 { rates.append(Double(count) / seconds) }
        }
        return rates
    }
}

extension PledgeBench {
    /// Decisions a second on one thread over the common workload; medians of passes over all requests, with their spread.
    ///
    /// `workload-evaluation` begins with coded requests; `workload-answers` with lines, and writes lines; its limit only
    /// reads the lines.
    static func measure(_ lines: [ArraySlice<UInt8>], by rulebook: CompiledRulebook) throws {
        let stream = try WorkloadStream(rulebook)
        let texts = lines.map { Array($0) }
        guard !texts.isEmpty else { throw BenchError("no requests to measure") }
        let scratch = stream.blank()
        var tape = WorkloadTape()
        for line in lines { _ = stream.append(try request(line), to: &tape) }
        let evaluation = Measurement.rates(tape.count, passes: 101) {
            var sum = 0
            tape.forEach { if stream.decide($0, scratch) { sum += 1 } }
            return sum
        }
        let reading = Measurement.rates(texts.count) {
            var sum = 0
            for text in texts where text.withUnsafeBufferPointer({ stream.read($0, into: scratch) }) { sum += 1 }
            return sum
        }
        var output: [UInt8] = []
        let answers = try Measurement.rates(texts.count) {
            output.removeAll(keepingCapacity: true)
            for text in texts {
                try text.withUnsafeBufferPointer { try stream.answer($0, scratch, to: &output) }
                output.append(UInt8(ascii: "\n"))
            }
            return output.count
        }
        for measurement in [
            Measurement(name: "workload-evaluation", rates: evaluation, unit: "decisions/s", limit: nil),
            Measurement(
                name: "workload-answers", rates: answers, unit: "requests/s", limit: Measurement.median(reading)),
        ] { print(measurement.line) }
        print(#"{"name":"workload-coded","value":\#(tape.count),"unit":"requests","limit":\#(texts.count)}"#)
    }
}
