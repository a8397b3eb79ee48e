import ArgumentParser
import Foundation
import PledgeCore
import PledgeExchange
import PledgeLedger
import PledgePractice

/// `pledge accounting`: a patient's list of disclosures.
struct AccountingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounting",
        abstract: "Give a patient the list of disclosures.",
        discussion: """
            Each line of input: {"patient": "MRN-1001", "key": "list-2026-11-21", "by": "Front Desk", "received": \
            "2026-11-02", "confirm": {"verify": "Front Desk"}}. Also "from" and "to" for fewer days, "recipient" for a \
            representative, "cents" for the price of a later list and "agreed": true once the patient, told of it, agrees, \
            and "whole": true for a line for every entry. The list goes through the one door: it is in the journal, with \
            all that it says, before it is printed. --from and --to hold for lines that do not say them.

            Nothing about a patient belongs in arguments, which others can see: the patient is named in the input. Exit \
            code 1: a list was refused.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv, html }

    @OptionGroup(title: "Practice") var practice: PracticeOption
    @OptionGroup(title: "Input") var input: InputOption

    @Option(help: "How it is written.")
    var format: Format = .text

    @Option(help: ArgumentHelp("The first day, such as 2024-01-01.", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("The last day.", valueName: "day"))
    var to: String?

    @Flag(help: "Put each entry's receipt in (json and html), for anyone to check with the public key alone.")
    var receipts = false

    @Flag(help: "Only tell what the list would say; record nothing. It may not be given.")
    var draft = false

    func validate() throws {
        for day in [from, to].compactMap({ $0 }) where Day(day) == nil {
            throw ValidationError("--from and --to take a day, such as 2026-11-21")
        }
    }

    func run() throws {
        try practice.run { practice in
            if format == .json {
                try input.answer { line in
                    if draft { return try practice.accountingDraft(try request(line)).json }
                    return try json(try practice.accounting(try request(line)), practice)
                }
            } else {
                try write(practice)
            }
        }
    }

    private func request(_ line: JSONValue) throws -> AccountingRequest {
        guard case .object(var object) = line else { return try AccountingRequest(line) }
        if object["from"] == nil, let from { object.append("from", .string(from)) }
        if object["to"] == nil, let to { object.append("to", .string(to)) }
        return try AccountingRequest(.object(object))
    }

    private func json(_ answer: AccountingAnswer, _ practice: Practice) throws -> JSONValue {
        switch answer {
        case .quoted(let quote): return quote.json
        case .given(let list, let entry, let isRepeated):
            var object = JSONObject()
            object.append("entry", .integer(entry))
            if isRepeated { object.append("repeated", .bool(true)) }
            object.append("list", list.json)
            if receipts {
                object.append("key", .string(try practice.verifierKey()))
                object.append(
                    "receipts",
                    .array(
                        try practice.receipts(list.rows.flatMap(\.entries)).sorted { $0.key < $1.key }.map(\.value.json)
                    ))
            }
            return .object(object)
        }
    }

    /// One list for people: the input holds one line.
    private func write(_ practice: Practice) throws {
        let request = try request(try OneLine.read(input.input))
        let list: AccountingList
        if draft {
            list = try practice.accountingDraft(request)
            Message.write("pledge: a draft: nothing was recorded, and it may not be given")
        } else {
            guard case .given(let given, let entry, _) = try practice.accounting(request) else {
                throw CommandError(
                    message: "a price is asked, and the patient has not agreed; --format json tells it", exitCode: 1)
            }
            list = given
            Message.write("pledge: the list is entry \(entry)")
        }
        var output = Output()
        switch format {
        case .text: try output.write(AccountingText.text(list))
        case .csv: try output.write(AccountingText.csv(list))
        case .json, .html:
            let proofs =
                receipts
                ? AccountingPage.Proofs(
                    key: try practice.verifierKey(), receipts: try practice.receipts(list.rows.flatMap(\.entries)))
                : nil
            try output.write(AccountingPage.html(list, proofs: proofs))
        }
        try output.flush()
    }
}

/// `pledge who`: everyone who has a patient's information.
struct WhoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "who",
        abstract: "Show everyone who has a patient's information.",
        discussion: """
            The input is one line: {"patient": "MRN-1001"}. Care and payment are in it too; what an agency's word holds \
            back is not. svg is a picture: who, when, and why by color, shape and words. Nothing about a patient belongs \
            in arguments, which others can see.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, svg }

    @OptionGroup(title: "Practice") var practice: PracticeOption
    @OptionGroup(title: "Input") var input: InputOption

    @Option(help: "How it is written.")
    var format: Format = .text

    func run() throws {
        try practice.run { practice in
            let (patient, rest) = try PatientInput.split(try OneLine.read(input.input))
            try JSONFields(rest).end(known: ["patient"])
            let holders = try practice.who(patient)
            var output = Output()
            switch format {
            case .text: try output.write(holders.text)
            case .json: try output.write(line: holders.json.text)
            case .svg: try output.write(HoldersPicture.svg(holders))
            }
            try output.flush()
        }
    }
}

/// `pledge ledger reconcile`: another system's log beside the journal.
struct ReconcileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Name disclosures that another system logged and the journal lacks, and the reverse.",
        discussion: """
            The file is CSV with a line of headings, or JSON lines (.json, .jsonl), with `time`, `patient`, `recipient` \
            and `what`. The reverse is told for the patients and the days of the log. Lines and entries are named by \
            their numbers; nothing about anybody is printed.

            Exit code 1: something is missing on either side.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    private static let bytesMax = 256 << 20

    @OptionGroup(title: "Practice") var practice: PracticeOption

    @Argument(help: ArgumentHelp("The other system's log.", valueName: "file"), completion: .file()) var file: String

    @Option(help: ArgumentHelp("How far apart the two clocks may be.", valueName: "minutes"))
    var within: Int64

    @Option(help: "How it is written.")
    var format: Format = .text

    func validate() throws {
        if !(0...1_000_000).contains(within) { throw ValidationError("--within takes minutes, 0 to 1000000") }
    }

    func run() throws {
        let lines = try read()
        try practice.run { practice in
            let report = try practice.reconcile(lines, tolerance: within * 60)
            var output = Output()
            switch format {
            case .text: try output.write(report.text)
            case .json: try output.write(line: report.json.text)
            }
            try output.flush()
            if !report.isWhole { throw CommandError.finding }
        }
    }

    private func read() throws -> [LoggedDisclosure] {
        do {
            if file.hasSuffix(".json") || file.hasSuffix(".jsonl") {
                var reader = try LineReader(path: file, lineBytesMax: 1 << 20)
                var lines: [LoggedDisclosure] = []
                var number = 0
                while let line = try reader.next(beforeWaiting: {}) {
                    number += 1
                    guard case .bytes(let bytes) = line else {
                        throw CommandError.wrongUse("\(file): line \(number): over 1 MiB")
                    }
                    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
                    lines.append(try LoggedDisclosure(try JSONScanner.value(of: bytes), line: number))
                }
                return lines
            }
            guard let data = FileManager.default.contents(atPath: file), data.count <= ReconcileCommand.bytesMax else {
                throw CommandError.wrongUse("\(file): cannot be read, or is over 256 MiB")
            }
            let table = try CSVTable(Array(data))
            for heading in ["time", "patient"] where !table.headings.contains(heading) {
                throw CommandError.wrongUse("\(file): no column `\(heading)`")
            }
            return try table.rows.map { try LoggedDisclosure($0.fields, line: $0.line) }
        } catch let error as ShapeProblem {
            throw CommandError.wrongUse("\(file): \(error)")
        } catch let error as CSVTable.Problem {
            throw CommandError.wrongUse("\(file): \(error)")
        } catch let error as JSONError {
            throw CommandError.wrongUse("\(file): column \(error.column): \(error.message)")
        }
    }
}

/// Reads the one line of an input.
enum OneLine {
    static func read(_ path: String) throws -> JSONValue {
        var reader = try LineReader(path: path, lineBytesMax: 1 << 20)
        guard case .bytes(let bytes)? = try reader.next(beforeWaiting: {}) else {
            throw CommandError.wrongUse("nothing in the input: one line with a JSON object should stand there")
        }
        do {
            return try JSONScanner.value(of: bytes)
        } catch {
            throw CommandError.wrongUse("the input: column \(error.column): \(error.message)")
        }
    }
}
