import ArgumentParser
import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// `pledge ledger`: the journal, for those who check it.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "The journal: checkpoints, receipts, tiles, proofs, replay.",
        subcommands: [
            Checkpoint.self, Key.self, ReceiptOf.self, Verify.self, Tile.self, Export.self, Replay.self,
            ReconcileCommand.self,
        ])

    struct Checkpoint: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the newest signed checkpoint.")
        @OptionGroup(title: "Practice") var practice: PracticeOption

        func run() throws {
            try practice.run { practice in
                var output = Output()
                try output.write(try practice.checkpoint())
                try output.flush()
            }
        }
    }

    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the journal's public key.")
        @OptionGroup(title: "Practice") var practice: PracticeOption

        func run() throws {
            try practice.run { practice in
                var output = Output()
                try output.write(line: try practice.verifierKey())
                try output.flush()
            }
        }
    }

    struct ReceiptOf: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "receipt", abstract: "Print the receipt of an entry.",
            discussion: "`pledge ledger verify --receipt FILE --key KEY` checks it without the database.")
        @OptionGroup(title: "Practice") var practice: PracticeOption
        @Argument(help: "Number of the entry.") var entry: Int64
        @Flag(help: "Only the C2SP tlog-proof, as other programs read it.") var proof = false

        func run() throws {
            try practice.run { practice in
                let receipt = try practice.receipt(entry)
                var output = Output()
                if proof {
                    try output.write(String(decoding: receipt.proof, as: UTF8.self))
                } else {
                    try output.write(line: receipt.json.text)
                }
                try output.flush()
            }
        }
    }

    struct Tile: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a tile of the journal, by its path below the log.",
            discussion: "Such as tile/0/000 or tile/0/x001/x234/067.p/12. It tells nothing about anybody.")
        @OptionGroup(title: "Practice") var practice: PracticeOption
        @Argument(help: "Path of the tile.") var path: String

        func run() throws {
            try practice.run { practice in
                let tile: TilePath
                do {
                    tile = try TilePath(text: path)
                } catch {
                    throw CommandError.wrongUse("\(error)")
                }
                guard let bytes = try practice.tile(tile) else { throw CommandError.wrongUse("\(path): no such tile") }
                try FileHandle.standardOutput.write(contentsOf: Data(bytes))
            }
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the journal as a folder that anyone can check.",
            discussion: """
                Writes `checkpoint`, `key` and `tile/...` (C2SP tlog-tiles): hashes only, nothing about anybody. \
                `pledge ledger verify DIR` and other people's programs check it.
                """)
        @OptionGroup(title: "Practice") var practice: PracticeOption
        @Argument(help: ArgumentHelp("The folder to write.", valueName: "dir"), completion: .directory) var folder:
            String

        func run() throws {
            try practice.run { practice in
                let count = try practice.export { path, bytes in
                    let file = URL(fileURLWithPath: folder).appendingPathComponent(path)
                    try FileManager.default.createDirectory(
                        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                    try Data(bytes).write(to: file, options: .atomic)
                }
                var output = Output()
                try output.write(line: "\(folder): \(count) entries")
                try output.flush()
            }
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a journal, or a receipt, with nothing but the public key.",
            discussion: """
                Needs no database: a folder as `pledge ledger export` writes it, and the public key (--key, or the file `key` \
                in the folder, which you should compare with a key you already have). --since names an older checkpoint, \
                or a receipt, which must be the beginning of this journal.

                Exit code 1: something was changed, and what is named.
                """)
        @Argument(help: ArgumentHelp("The folder to check.", valueName: "dir"), completion: .directory) var folder:
            String?
        @Option(help: ArgumentHelp("The journal's public key, or a file that holds it.", valueName: "key")) var key:
            String?
        @Option(help: ArgumentHelp("An older checkpoint.", valueName: "file"), completion: .file()) var since: String?
        @Option(help: ArgumentHelp("A receipt.", valueName: "file"), completion: .file()) var receipt: String?

        func validate() throws {
            if folder == nil && receipt == nil { throw ValidationError("name a folder, or a receipt with --receipt") }
            if folder == nil && key == nil {
                throw ValidationError("a receipt is checked with the journal's key: --key")
            }
        }

        func run() throws {
            let key = try self.key.map(LedgerFiles.key) ?? LedgerFiles.key((folder ?? "") + "/key")
            if let receipt { try LedgerFiles.verify(receipt: receipt, key) }
            if let folder { try LedgerFiles.verify(folder: folder, key, since: since) }
        }
    }

    struct Replay: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make every decision of the journal again.",
            discussion: """
                As decided: with the rules and the wishes of the day; no answer may differ. --as-known-now: with the rules in \
                force and what is known now. --notice: with another notice. The last two are reports of what would have been \
                different. Entries whose key was destroyed count as unreadable.

                Exit code 1: as decided, an answer differs.
                """)
        @OptionGroup(title: "Practice") var practice: PracticeOption
        @Flag(help: "With what is known now.") var asKnownNow = false
        @OptionGroup(title: "Other rules") var rules: RulebookOptions

        func run() throws {
            let isOther = !rules.notice.isEmpty || rules.compiled != nil || rules.law != nil || !rules.rulebook.isEmpty
            if isOther && asKnownNow { throw CommandError.wrongUse("--as-known-now takes no other rules") }
            let held: Practice.ReplayRules
            if isOther {
                let loaded = try rules.loaded()
                held = .with(StoredRulebook(rulebook: loaded.rulebook, promises: loaded.promises))
            } else {
                held = asKnownNow ? .asKnownNow : .asDecided
            }
            try practice.run { practice in
                let report = try practice.replay(held)
                var output = Output()
                for difference in report.differences {
                    try output.write(line: "entry \(difference.entry): was \(difference.was); now \(difference.now)")
                }
                if report.differencesCount > Int64(report.differences.count) {
                    try output.write(line: "and \(report.differencesCount - Int64(report.differences.count)) more")
                }
                let unreadable = report.unreadable > 0 ? ", \(report.unreadable) entries unreadable" : ""
                try output.write(
                    line: "\(report.entries) entries, \(report.decisions) decisions\(unreadable), "
                        + "\(report.differencesCount) answered otherwise")
                try output.flush()
                if case .asDecided = held, report.differencesCount > 0 { throw CommandError.finding }
            }
        }
    }
}
