import Foundation
import PostgresCluster

/// Measures the journal and the one door beside what the same machine does with the same rows and without us.
///
/// Prints JSON lines `{"name", "value", "low", "high", "unit", "limit"}`.
@main
struct PledgeJournalBench {
    private static let usage = """
        usage: pledge-journal-bench release|replay|search|import|verify --law DIR --notice FILE [--entries N] [--database URL]
        URL is that of an empty PostgreSQL database, or `postgres` for a server that is started for this
        """

    static func main() {
        var options: [String: String] = [:]
        var arguments = CommandLine.arguments.dropFirst()
        guard let command = arguments.popFirst() else { leave(usage, code: 2) }
        while let name = arguments.popFirst() {
            guard name.hasPrefix("--"), let value = arguments.popFirst() else { leave(usage, code: 2) }
            options[String(name.dropFirst(2))] = value
        }
        guard let law = options["law"], let notice = options["notice"] else { leave(usage, code: 2) }
        do {
            let rules = try BenchRules.stored(law: law, notice: notice)
            let entries = options["entries"].flatMap(Int.init) ?? 100_000
            switch command {
            case "release":
                let cluster = try options["database"] == "postgres" ? TestCluster(["shared_buffers=512MB"]) : nil
                let database = try cluster?.makeDatabase() ?? options["database"]
                try withExtendedLifetime(cluster) {
                    try ReleaseBench(rules, entries: entries, database: database).run()
                }
            case "replay": try ReplayBench(rules, entries: entries).run()
            case "import": try ImportBench(rules, messages: entries).run()
            case "search": try SearchBench(rules, patients: entries).run()
            case "verify": try VerifyBench(entries: entries).run()
            default: leave(usage, code: 2)
            }
        } catch {
            leave("\(error)", code: 1)
        }
    }

    private static func leave(_ message: String, code: Int32) -> Never {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(code)
    }
}

/// One measured number.
struct Figure {
    var name: String
    var values: [Double]
    var unit: String
    /// What the same machine does in the same run without us, or what is wanted; nothing where there is no such thing.
    var limit: Double?

    func tell() {
        let sorted = values.sorted()
        func text(_ value: Double) -> String {
            value >= 100 ? String(Int64(value.rounded())) : String((value * 1_000).rounded() / 1_000)
        }
        let limit = limit.map(text) ?? "null"
        let line =
            #"{"name":"\#(name)","value":\#(text(sorted[sorted.count / 2])),"low":\#(text(sorted[0])),"#
            + #""high":\#(text(sorted[sorted.count - 1])),"unit":"\#(unit)","limit":\#(limit)}"#
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// Seconds that the body takes.
    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    static func percentile(_ values: [Double], _ part: Double) -> Double {
        let sorted = values.sorted()
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }
}
