import Foundation
import PledgeDecisions
import PledgeExchange
import PledgePractice
import Synchronization

/// Messages taken in a second: new patients, then changes of them.
struct ImportBench {
    private let rules: StoredRulebook
    private let messages: Int

    private static let rounds = 5

    init(_ rules: StoredRulebook, messages: Int) {
        self.rules = rules
        self.messages = messages
    }

    func run() throws {
        let bench = try BenchPractice(rules, database: nil)
        let share = messages / ImportBench.rounds
        for (event, name) in [("A04", "new patients"), ("A08", "changes of patients")] {
            var rates: [Double] = []
            for round in 0..<ImportBench.rounds {
                let text = (0..<share).map { ImportBench.message(event, round * share + $0) }.joined()
                let failed = Mutex<Int>(0)
                let seconds = Figure.seconds {
                    let importing = Importing(
                        bench.practice, source: ImportSource(name: "bench", own: ["HOSP"], by: "bench"), isDry: false
                    ) { _, outcome in
                        if case .taken = outcome { return }
                        failed.withLock { $0 += 1 }
                    }
                    var reader = HL7Reader(digest: Importing.digest)
                    for record in reader.readAll(Array(text.utf8)) { importing.take(record) }
                    importing.wait()
                }
                guard failed.withLock({ $0 }) == 0 else { throw BenchError("messages did not go in") }
                rates.append(Double(share) / seconds)
            }
            Figure(name: "ADT messages taken in, \(name)", values: rates, unit: "per second", limit: 2_000).tell()
        }
    }

    private static func message(_ event: String, _ number: Int) -> String {
        let phone = event == "A08" ? "555-\(1_000_000 + number)" : "312-\(1_000_000 + number)"
        let (family, given) = (families[number * 7 % families.count], givens[number % givens.count])
        return "MSH|^~\\&|EHR|HOSP|P|P|20261121100000||ADT^\(event)^ADT_A01|\(event)\(number)|P|2.5.1\r"
            + "EVN|\(event)|20261121100000\r"
            + "PID|1||H\(number)^^^HOSP^MR||\(family)^\(given)^\(number)||19\(10 + number % 90)0\(1 + number % 9)15|F|||"
            + "\(number) Main St^^Joliet^IL^60431||\(phone)\rPV1|1|O\r"
    }

    private static let families = [
        "Ruiz", "Okafor", "Lindqvist", "Nguyen", "Haddad", "Kowalski", "Obrien", "Tanaka", "Moreau", "Patel", "Silva",
    ]
    private static let givens = ["Ana", "Bo", "Cyrus", "Dee", "Emil", "Fatima", "Grace", "Hiro", "Ines", "Jonas"]
}
