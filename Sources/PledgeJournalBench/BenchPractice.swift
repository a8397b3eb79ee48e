import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLedger
import PledgePractice
import PledgeStore

enum BenchRules {
    static func stored(law: String, notice: String) throws -> StoredRulebook {
        var files: [SourceFile] = []
        let enumerator = FileManager.default.enumerator(atPath: law)
        while let name = enumerator?.nextObject() as? String {
            guard name.hasSuffix(".md"), !name.hasSuffix("README.md") else { continue }
            let path = law + "/" + name
            files.append(SourceFile(path: path, text: try String(contentsOfFile: path, encoding: .utf8)))
        }
        files.sort { $0.path < $1.path }
        files.append(SourceFile(path: notice, text: try String(contentsOfFile: notice, encoding: .utf8)))
        let loaded = RulebookLoader.load(files)
        guard let rulebook = loaded.rulebook else { throw BenchError("the rules have errors") }
        return StoredRulebook(rulebook: rulebook, promises: loaded.promises)
    }
}

struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A practice in a temporary folder, with patients who have wishes and papers.
final class BenchPractice: Sendable {
    static let patients = 1_000

    let folder: String
    let practice: Practice
    private let address: String

    init(_ rules: StoredRulebook, database: String?) throws {
        folder = FileManager.default.temporaryDirectory.path + "/pledge-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/outside", withIntermediateDirectories: true)
        let chicago = try TimeZoneRules.named("America/Chicago")
        let zones: @Sendable (String) -> TimeZoneRules? = { name in
            name == "UTC" ? .utc : name == "America/Chicago" ? chicago : nil
        }
        var organization = JSONFields(
            JSONObject([
                .init(name: "name", value: .string("Bench")), .init(name: "zone", value: .string("America/Chicago")),
                .init(name: "state", value: .string("IL")), .init(name: "by", value: .string("bench")),
            ]))
        address = database ?? "sqlite:\(folder)/pledge.db"
        practice = try Practice.make(
            store: try StoreAddress(address).open(), master: SealingKey(.system),
            outside: folder + "/outside", origin: "bench.invalid/journal",
            organization: try OrganizationChange(&organization), rules: rules,
            .init(clock: { Int64(Date().timeIntervalSince1970 * 1_000) }, zones: zones))
        try addPatients()
    }

    deinit {
        practice.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Bytes of the sealed body of a release.
    func bodyBytes() throws -> Int {
        let store = try StoreAddress(address).open()
        defer { store.close() }
        let bytes = try store.read { try $0.integer("SELECT SUM(length(body)) / COUNT(*) FROM entry WHERE kind = 6") }
        return Int(bytes ?? 0)
    }

    private func addPatients() throws {
        DispatchQueue.concurrentPerform(iterations: BenchPractice.patients) { number in
            do {
                var person = JSONFields(
                    JSONObject([
                        .init(name: "identifiers", value: .strings(["MRN-\(number)"])),
                        .init(name: "names", value: .strings(["Name\(number) Family\(number % 97)"])),
                        .init(name: "firstContact", value: .string("2020-01-15")),
                        .init(name: "by", value: .string("bench")),
                    ]))
                _ = try practice.add(person: try PersonChange(&person))
                guard number % 4 == 0 else { return }
                var taken = JSONFields(
                    JSONObject([
                        .init(
                            name: "document",
                            value: .members([
                                ("type", .string("restriction")), ("kept-from", .string("aunt-\(number)")),
                                ("agreed", .string("2024-01-01")),
                            ])),
                        .init(name: "by", value: .string("bench")),
                    ]))
                _ = try practice.take(try DirectiveTaken(&taken), of: "MRN-\(number)")
            } catch {
                preconditionFailure("a bench patient cannot be made: \(error)")
            }
        }
    }

    /// A release of everyday kinds: to a treating provider, to a plan, to the patient.
    static func ask(_ number: Int, _ run: String) throws -> Ask {
        let group =
            #"{"item":"record","labels":[],"service":"general-care","place":"IL","source":"made-here","part2":false,"#
            + #""paidInFull":false,"madeByUs":true,"given":{"from":"2026-01-05","to":"2026-01-05"},"#
            + #""held":{"from":"2026-01-05","to":"2026-01-05"}}"#
        let text =
            #"{"patient":"MRN-\#(number % patients)","key":"\#(run)-\#(number)","by":"Front Desk","act":"disclose","#
            + #""actor":{"id":"P","kinds":["covered-provider"]},"#
            + #""recipient":{"id":"provider-\#(number % 53)","kinds":["provider"],"address":"12 Main Street"},"#
            + #""purposes":["treatment"],"groups":[\#(group)],"confirm":{"verify":"Front Desk"}}"#
        return try Ask(try JSONScanner.value(of: text))
    }
}
