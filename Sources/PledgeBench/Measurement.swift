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
