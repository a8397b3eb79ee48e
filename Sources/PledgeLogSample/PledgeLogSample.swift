import Foundation
import PledgeCore
import PledgeLedger

/// Writes a made-up log for other programs to check, or checks a folder.
@main
enum PledgeLogSample {
    static let usage = """
        usage: pledge-log-sample FOLDER ENTRIES SEED    write a log of made-up entries
               pledge-log-sample --check FOLDER         check every byte of a log

        """

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            if arguments.count == 2, arguments[0] == "--check" {
                exit(try FolderCheckRun(folder: URL(filePath: arguments[1])).run() ? 0 : 1)
            }
            guard arguments.count == 3, let count = Int(arguments[1]), (1...100_000_000).contains(count),
                let seed = UInt64(arguments[2])
            else {
                FileHandle.standardError.write(Data(usage.utf8))
                exit(2)
            }
            try SampleLog(folder: URL(filePath: arguments[0]), count: count, seed: seed).write()
        } catch {
            FileHandle.standardError.write(Data("pledge-log-sample: \(error)\n".utf8))
            exit(1)
        }
    }
}

/// The check of a folder, with what it found on standard output.
struct FolderCheckRun {
    let folder: URL

    /// Returns whether nothing is wrong.
    func run() throws -> Bool {
        let text = try String(contentsOf: folder.appending(path: "vkey"), encoding: .utf8)
        let key = try NoteKey(text: text.trimmingCharacters(in: .newlines))
        let check = TileFolderCheck(logKey: key) { try Files(folder: folder).read($0.text) }
        let note = try Files(folder: folder).read("checkpoint") ?? []
        let older = try Files(folder: folder).read("older/checkpoint").map { [TileFolderCheck.Older(note: $0)] }
        let report = try check.run(checkpoint: note, older: older ?? [])
        let faults = report.faults.map { "\($0)\n" }.joined()
        let more = report.faultsLeftOut > 0 ? "and \(report.faultsLeftOut) more\n" : ""
        let sum = "\(report.entriesChecked) entries in \(report.filesRead) files, \(report.faults.count) faults\n"
        FileHandle.standardOutput.write(Data((faults + more + sum).utf8))
        return report.isWhole
    }
}

/// A folder by paths below it.
struct Files {
    let folder: URL

    /// The bytes of a file; nothing where there is none.
    func read(_ path: String) throws -> [UInt8]? {
        do {
            return Array(try Data(contentsOf: folder.appending(path: path)))
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            return nil
        }
    }

    /// Writes a file and the folders above it.
    func write(_ bytes: [UInt8], _ path: String) throws {
        let url = folder.appending(path: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    /// Writes lines.
    func write(_ lines: [String], _ path: String) throws {
        try write(lines.flatMap { Array($0.utf8) + [0x0A] }, path)
    }
}

/// The generator of Sebastiano Vigna: small, and the same everywhere.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { self.state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
