import Foundation
import PledgeCore
import PledgeDecisions

/// One measured number, printed as a JSON line.
struct Measurement {
    let name: String
    let value: Double
    let unit: String
    /// What the same machine does in the same run without us; nothing where there is no such thing.
    let limit: Double?

    var line: String {
        let limit = limit.map { String(Int64($0.rounded())) } ?? "null"
        return #"{"name":"\#(name)","value":\#(Int64(value.rounded())),"unit":"\#(unit)","limit":\#(limit)}"#
    }
}

extension PledgeBench {
    /// Decisions a second on one thread, the best of three passes over all requests.
    ///
    /// `workload-answers` reads JSON, translates, decides and writes the line; its limit is the same without deciding.
    /// The other two leave the JSON out.
    static func measure(_ lines: [ArraySlice<UInt8>], by rulebook: CompiledRulebook) throws {
        let requests = try lines.map(request)
        guard !requests.isEmpty else { throw BenchError("no requests to measure") }
        let reading = try rate(of: lines) { try request($0).id.utf8.count }
        let answers = try rate(of: lines) { WorkloadAnswer(try request($0), by: rulebook).line.utf8.count }
        let determining = rate(of: requests) { rulebook.determining($0).grounds.count }
        let deciding = rate(of: requests) { rulebook.decide($0).parts.count }
        for measurement in [
            Measurement(name: "workload-answers", value: answers, unit: "requests/s", limit: reading),
            Measurement(name: "workload-determining-rules", value: determining, unit: "requests/s", limit: nil),
            Measurement(name: "workload-decisions", value: deciding, unit: "requests/s", limit: nil),
        ] { print(measurement.line) }
    }

    /// Calls the body on each input and sums what it returns, so that no call can be left out.
    private static func rate<Input, Failure: Error>(
        of inputs: [Input], body: (Input) throws(Failure) -> Int
    ) throws(Failure) -> Double {
        var best = 0.0
        for _ in 0..<3 {
            let start = ContinuousClock.now
            var sum = 0
            for input in inputs { sum &+= try body(input) }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            precondition(sum >= 0, "sums of counts are not negative")
            best = max(best, Double(inputs.count) / seconds)
        }
        return best
    }
}
