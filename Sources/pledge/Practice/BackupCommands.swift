import ArgumentParser
import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice
import PledgeStore

/// `pledge backup`: a consistent copy while the practice runs.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the journal and its keys, sealed as they are, while the practice runs.",
        discussion: """
            The copy is one file, the same from SQLite and from PostgreSQL. It is worth nothing without the master key, \
            which is not in it: keep the recovery sheet elsewhere. Keep copies of the folder outside the database, too.
            """)

    @OptionGroup(title: "Practice") var practice: PracticeOption
    @Argument(help: ArgumentHelp("The file to write; must not be there.", valueName: "file"), completion: .file())
    var file: String

    func run() throws {
        guard !FileManager.default.fileExists(atPath: file) else {
            throw CommandError.wrongUse("\(file): is there already; name a new file")
        }
        try practice.run { practice in
            let part = file + ".part"
            let target = try StoreAddress("sqlite:\(part)").open()
            let count: Int64
            do {
                count = try practice.backup(to: target)
                target.close()
            } catch {
                target.close()
                for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: part + ending) }
                throw error
            }
            guard rename(part, file) == 0 else { throw CommandError.wrongUse("\(file): cannot be written") }
            var output = Output()
            try output.write(line: "\(file): \(count) entries")
            try output.flush()
        }
    }
}

/// `pledge restore`: a backup becomes the practice.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring a backup back into a new folder or an empty database.",
        discussion: """
            Needs the master key (--master-key, or the environment) and, if you have it, the folder that was kept outside the \
            database (--outside): it tells what the backup lacks, and which keys were destroyed since. Where entries are \
            lost, a new journal begins under the next name and says so in its first entry.

            Example: pledge restore friday.pledge practice-new --master-key key.txt --outside /mnt/other/outside --by "Dr. Okafor"
            """)

    @Argument(help: ArgumentHelp("What `pledge backup` wrote.", valueName: "file"), completion: .file()) var file:
        String
    @Argument(help: ArgumentHelp("The folder to make.", valueName: "dir"), completion: .directory) var folder: String
    @Option(
        help: ArgumentHelp("The key of the recovery sheet, in a file of mode 600.", valueName: "file"),
        completion: .file())
    var masterKey: String?
    @Option(help: ArgumentHelp("The database to fill, if not a file in the folder.", valueName: "url")) var database:
        String?
    @Option(help: ArgumentHelp("The folder kept outside the database.", valueName: "dir"), completion: .directory)
    var outside: String?
    @Option(help: "Who does it.") var by: String

    func run() throws {
        try PracticeOption.told {
            let files = FileManager.default
            guard files.fileExists(atPath: file) else { throw CommandError.wrongUse("\(file): no such file") }
            guard !files.fileExists(atPath: folder + "/" + PracticeFolder.file) else {
                throw CommandError.wrongUse("\(folder): a practice is here already; name a new folder")
            }
            let master = try MasterKey.read(
                file: masterKey ?? folder + "/keys/master.key", environment: ProcessInfo.processInfo.environment)
            let place = PracticeFolder(path: folder, database: database, outside: outside)
            for path in [folder, folder + "/keys", place.outsidePath] {
                try? files.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
            let backup = try StoreAddress("sqlite:\(file)").open()
            defer { backup.close() }
            let store = try place.openStore()
            defer { store.close() }
            let restored = try Practice.restore(
                backup, into: store, master: master, outside: place.outsidePath, by: by, PracticeFolder.surroundings())
            if !files.fileExists(atPath: place.masterKeyPath) { try MasterKey.write(master, to: place.masterKeyPath) }
            try place.write()
            var output = Output()
            try output.write(line: "\(folder): \(restored.entries) entries are back")
            if restored.lost > 0 {
                try output.write(
                    line:
                        "\(restored.lost) entries were signed after this backup and are LOST: the journal goes on under a new "
                        + "name, and its first entry says so")
            }
            if restored.destroyedAgain > 0 {
                try output.write(line: "\(restored.destroyedAgain) keys were destroyed again")
            }
            try output.flush()
        }
    }
}

/// `pledge task`: what releases left to be done.
struct TaskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "task", abstract: "Dated tasks that releases made.", subcommands: [List.self, Done.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List tasks that wait, the earliest first: number, day, what.")
        @OptionGroup(title: "Practice") var practice: PracticeOption
        @Option(help: "How many at most.") var most = 1_000

        func run() throws {
            try practice.run { practice in
                var output = Output()
                for task in try practice.tasks(most: most) {
                    try output.write(line: "\(task.entry).\(task.ordinal)  \(task.due)  \(task.words)")
                }
                try output.flush()
            }
        }
    }

    struct Done: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say that a task was done.")
        @OptionGroup(title: "Practice") var practice: PracticeOption
        @Argument(help: ArgumentHelp("Number of the task, such as 12.0.", valueName: "task")) var task: String
        @Option(help: "Who did it.") var by: String

        func run() throws {
            let numbers = task.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) }
            guard numbers.count == 2, let entry = numbers[0], let ordinal = numbers[1] else {
                throw CommandError.wrongUse("\(task): no task; `pledge task list` shows their numbers, such as 12.0")
            }
            try practice.run { practice in
                var fields = JSONFields(
                    JSONObject([
                        .init(name: "entry", value: .integer(entry)), .init(name: "ordinal", value: .integer(ordinal)),
                        .init(name: "by", value: .string(by)),
                    ]))
                let header = try practice.done(try TaskEnded(&fields))
                var output = Output()
                try output.write(line: "done: entry \(header.index)")
                try output.flush()
            }
        }
    }
}

/// `pledge publish`: rules and notices come into force.
struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Bring a notice, and the law as this program has it, into force.",
        discussion: "Every decision from here on is made with them; older ones keep those they were made with.")

    @OptionGroup(title: "Practice") var practice: PracticeOption
    @OptionGroup(title: "Rulebook") var rules: RulebookOptions
    @Option(help: "Who does it.") var by: String

    func run() throws {
        let rules = try rules.loaded()
        guard !rules.promises.isEmpty else { throw CommandError.wrongUse("no notice: name it with --notice") }
        try practice.run { practice in
            let header = try practice.publish(
                .init(rulebook: rules.rulebook, promises: rules.promises), by: by)
            var output = Output()
            try output.write(line: "in force: entry \(header.index)")
            try output.flush()
        }
    }
}
