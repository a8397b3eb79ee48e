import Foundation
import PledgeMatching

/// Measures matching: on files whose truth is known, and on made-up patients.
///
/// Prints JSON lines `{"name", "value", "low", "high", "unit", "limit"}`.
@main
struct PledgeMatchingBench {
    private static let usage = """
        usage: pledge-matching-bench file --name NAME A.csv [B.csv] [--f1 LIMIT]
               pledge-matching-bench patients [--count N] [--errors RATE] [--seed N]
               pledge-matching-bench write A.csv [--count N] [--errors RATE] [--seed N]
        """

    static func main() {
        var options: [String: String] = [:]
        var files: [String] = []
        var arguments = CommandLine.arguments.dropFirst()
        guard let command = arguments.popFirst() else { leave(usage, code: 2) }
        while let argument = arguments.popFirst() {
            if !argument.hasPrefix("--") {
                files.append(argument)
            } else if let value = arguments.popFirst() {
                options[String(argument.dropFirst(2))] = value
            } else {
                leave(usage, code: 2)
            }
        }
        let count = options["count"].flatMap(Int.init) ?? 100_000
        var made = MadePatients(seed: options["seed"].flatMap(UInt64.init) ?? 1)
        made.errorRate = options["errors"].flatMap(Double.init) ?? made.errorRate
        do {
            switch (command, files.count) {
            case ("file", 1...2):
                let lists = try files.map { try PatientFile.read($0) }
                MatchBench(name: options["name"] ?? files[0], limit: options["f1"].flatMap(Double.init)).run(lists)
            case ("patients", 0):
                MatchBench(name: "patients", limit: nil).run([made.list(count)])
            case ("write", 1): try PatientFile.write(made.list(count), to: files[0])
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

/// Records with the person that each is of.
struct KnownRecords {
    var records: [MatchRecord] = []
    /// Of each record, the number of its person.
    var people: [Int] = []
}
