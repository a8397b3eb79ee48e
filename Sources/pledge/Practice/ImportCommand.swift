import ArgumentParser
import Foundation
import PledgeCore
import PledgeExchange
import PledgePractice
import Synchronization

/// `pledge import`: patients from other systems.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in patients from FHIR R4, HL7 v2 ADT or CSV files.",
        discussion: """
            FHIR: bundles, single resources and NDJSON, of which Patient, RelatedPerson and Consent are taken in. HL7 v2: ADT \
            A01, A04, A08, A28, A31 and A40. CSV: one patient a row, with a mapping of its columns. Files may be packed with \
            gzip. The same file again does nothing. What fails is reported with its place and reason, and the rest goes in; a \
            wish or consent becomes a task, for a person decides what it means. Reports never quote what stands in a file.

            Exit code 1: something did not go in.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case fhir, ndjson, hl7, csv
    }

    @OptionGroup(title: "Practice") var practice: PracticeOption

    @Argument(help: ArgumentHelp("Files; their names hold no patient's name, for others see them.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("What we call the sender, such as `lakeside-ehr`.", valueName: "name"))
    var source: String

    @Option(help: ArgumentHelp("Who imports.", valueName: "name"))
    var by: String

    @Option(
        help: ArgumentHelp(
            "A system or assigner whose numbers are our own, and stand without its name; may be repeated.",
            valueName: "system"))
    var own: [String] = []

    @Option(help: "What the files are; without it, the endings of their names tell.")
    var format: Format?

    @Option(
        help: ArgumentHelp("A JSON file that says what the columns of a CSV file are.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var mapping: String?

    @Flag(help: "Try everything and write nothing.")
    var dryRun = false

    func run() throws {
        let mapping = try readMapping()
        let readers = try files.map { try reader(of: $0, mapping) }
        try practice.run { practice in
            var output = Output()
            let counts = ImportTally()
            for (file, reader) in zip(files, readers) {
                let lines = Mutex<[String]>([])
                let importing = Importing(
                    practice, source: ImportSource(name: source, own: Set(own), by: by), isDry: dryRun
                ) { record, outcome in
                    let told = counts.add(record, outcome)
                    if !told.isEmpty { lines.withLock { $0 += told.map { "\(file): \($0)" } } }
                }
                do {
                    var reader = reader
                    try ImportFile(file).read { chunk in
                        for record in reader.read(chunk) { importing.take(record) }
                        counts.showProgress(file)
                    }
                    for record in reader.finish() { importing.take(record) }
                } catch let fault as Unzipping.Fault {
                    counts.fail()
                    lines.withLock { $0.append("\(file): \(fault)") }
                }
                importing.wait()
                counts.clearProgress()
                for line in lines.withLock({ $0 }) { try output.write(line: line) }
            }
            for line in counts.summary(isDry: dryRun) { try output.write(line: line) }
            try output.flush()
            if counts.failedCount > 0 { throw CommandError.finding }
        }
    }

    private func readMapping() throws -> CSVMapping {
        guard let mapping else { return .plain }
        guard let data = FileManager.default.contents(atPath: mapping) else {
            throw CommandError.wrongUse("\(mapping): cannot be read")
        }
        do {
            return try CSVMapping(try JSONScanner.value(of: Array(data)))
        } catch let error as JSONError {
            throw CommandError.wrongUse("\(mapping): column \(error.column): \(error.message)")
        } catch let fault as CSVMapping.Fault {
            throw CommandError.wrongUse("\(mapping): \(fault.message)")
        }
    }

    private func reader(of file: String, _ mapping: CSVMapping) throws -> any ImportReader {
        guard FileManager.default.isReadableFile(atPath: file) else {
            throw CommandError.wrongUse("\(file): cannot be read")
        }
        switch try format ?? ImportCommand.format(of: file) {
        case .fhir: return FHIRReader(digest: Importing.digest)
        case .ndjson: return FHIRReader(layout: .lines, digest: Importing.digest)
        case .hl7: return HL7Reader(digest: Importing.digest)
        case .csv: return CSVReader(mapping: mapping, digest: Importing.digest)
        }
    }

    private static func format(of file: String) throws -> Format {
        var name = file.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        switch name.split(separator: ".").last {
        case "json": return .fhir
        case "ndjson", "jsonl": return .ndjson
        case "hl7", "adt": return .hl7
        case "csv", "tsv": return .csv
        default:
            throw CommandError.wrongUse(
                "\(file): its name does not tell what it is; say --format fhir, ndjson, hl7 or csv")
        }
    }
}

/// A file that is read piece by piece, unpacked where it is packed.
private struct ImportFile {
    private static let pieceBytes = 1 << 18
    let path: String

    init(_ path: String) { self.path = path }

    func read(_ take: ([UInt8]) throws -> Void) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw CommandError.wrongUse("\(path): cannot be read")
        }
        defer { try? handle.close() }
        var unzipping: Unzipping?
        var isFirst = true
        while let data = try handle.read(upToCount: ImportFile.pieceBytes), !data.isEmpty {
            let bytes = [UInt8](data)
            if isFirst, Unzipping.isPacked(bytes) { unzipping = Unzipping() }
            isFirst = false
            if let unzipping { try unzipping.unpack(bytes, take) } else { try take(bytes) }
        }
        try unzipping?.finish()
    }
}

/// Counts what became of records, and shows how far it is.
private final class ImportTally: Sendable {
    private struct Counts {
        var taken = 0
        var known = 0
        var notRead: [String: Int] = [:]
        var refused = 0
        var leftOut = 0
        var isShown = false
    }

    private let counts = Mutex<Counts>(Counts())

    var failedCount: Int { counts.withLock { $0.refused + $0.leftOut } }

    /// Counts one record.
    ///
    /// - Returns: Lines to be told of it.
    func add(_ record: ImportRecord, _ outcome: ImportOutcome) -> [String] {
        var lines = record.problems.filter { $0.weight == .leftOut }.map(ImportTally.line)
        counts.withLock { counts in
            counts.leftOut += lines.count
            switch outcome {
            case .taken: counts.taken += 1
            case .known: counts.known += 1
            case .notRead: counts.notRead[record.kind, default: 0] += 1
            case .refused(let problem):
                counts.refused += 1
                lines.append(ImportTally.line(problem))
            }
        }
        return lines
    }

    func fail() { counts.withLock { $0.refused += 1 } }

    private static func line(_ problem: ImportProblem) -> String {
        let weight = problem.weight == .refused ? "not taken in" : "left out"
        return "\(problem.place): \(weight): \(problem.words)" + (problem.help.map { "; \($0)" } ?? "")
    }

    /// One line on a terminal that is written over.
    func showProgress(_ file: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        let line = counts.withLock { counts in
            counts.isShown = true
            return "\(file): \(counts.taken) taken in, \(counts.known) known, \(counts.refused) not taken in"
        }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    }

    func clearProgress() {
        if counts.withLock({ $0.isShown }) { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    func summary(isDry: Bool) -> [String] {
        counts.withLock { counts in
            var lines = [
                "\(counts.taken) \(isDry ? "would be taken in" : "taken in"), \(counts.known) known already, "
                    + "\(counts.refused) not taken in, \(counts.leftOut) values left out"
            ]
            for (kind, count) in counts.notRead.sorted(by: { $0.key < $1.key }) {
                lines.append("not read: \(count) \(kind.isEmpty ? "of no kind that could be told" : kind)")
            }
            return lines
        }
    }
}
