import Foundation
import PledgeCore
import PledgeDecisions
import PledgePractice

/// Milliseconds of one patient's list of 200 disclosures, in a journal of so many entries.
struct AccountingBench {
    private let rules: StoredRulebook
    private let entries: Int

    private static let patients = 10
    private static let disclosures = 200
    private static let rounds = 20
    private static let callers = 32
    /// Days apart: the list goes back about five years and a half.
    private static let step = 10

    init(_ rules: StoredRulebook, entries: Int) {
        self.rules = rules
        self.entries = entries
    }

    func run() throws {
        let bench = try BenchPractice(rules, database: nil)
        let fill = max(0, entries - AccountingBench.patients * AccountingBench.disclosures)
        let group = DispatchGroup()
        for caller in 0..<AccountingBench.callers {
            group.enter()
            let thread = Thread {
                for number in stride(from: caller, to: fill, by: AccountingBench.callers) {
                    do {
                        _ = try bench.practice.release(try BenchPractice.ask(number, "fill"))
                    } catch {
                        preconditionFailure("a bench release failed: \(error)")
                    }
                }
                group.leave()
            }
            thread.start()
        }
        group.wait()
        let today = Day(number: Int32(Int64(Date().timeIntervalSince1970) / 86_400))
        for patient in 0..<AccountingBench.patients { try addPatient(patient, today, bench.practice) }
        var times: [Double] = []
        var rows = 0
        for _ in 0..<AccountingBench.rounds {
            for patient in 0..<AccountingBench.patients {
                let request = try AccountingRequest(
                    try JSONScanner.value(of: #"{"patient":"LIST-\#(patient)","key":"k","by":"bench","whole":true}"#))
                times.append(
                    try Figure.seconds { rows = try bench.practice.accountingDraft(request).rows.count } * 1_000)
            }
        }
        precondition(rows == AccountingBench.disclosures / 2, "every second one was a mistake")
        Figure(name: "list of 200 in \(entries), p50", values: [Figure.percentile(times, 0.5)], unit: "milliseconds")
            .tell()
        Figure(
            name: "list of 200 in \(entries), p99", values: [Figure.percentile(times, 0.99)], unit: "milliseconds",
            limit: 20
        ).tell()
    }

    /// A patient with disclosures for care, every second of them to the wrong place.
    private func addPatient(_ patient: Int, _ today: Day, _ practice: Practice) throws {
        var person = JSONFields(
            JSONObject([
                .init(name: "identifiers", value: .strings(["LIST-\(patient)"])),
                .init(name: "names", value: .strings(["Name\(patient)"])),
                .init(name: "by", value: .string("bench")),
            ]))
        _ = try practice.add(person: try PersonChange(&person))
        for number in 0..<AccountingBench.disclosures {
            let day = Day(number: today.number - Int32(1 + number * AccountingBench.step))
            var ask = try BenchPractice.ask(number, "list-\(patient)")
            ask.patients = ["LIST-\(patient)"]
            ask.happened = day.description
            ask.basis = number % 2 == 0 ? "faxed" : "mistaken"
            _ = try practice.record(ask)
        }
    }
}
