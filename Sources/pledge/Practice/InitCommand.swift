import ArgumentParser
import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// `pledge init`: a new practice.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a practice: its database, its keys, its first entries.",
        discussion: """
            Makes the folder with `practice.json`, the database (one file, unless --database names a PostgreSQL), the master \
            key (`keys/master.key`, readable by its owner alone), the folder outside the database, and a recovery sheet of \
            one page. Print the sheet, put it in a safe, and delete the file: who has it can read everything.

            Example: pledge init practice --name "Lakeside Family Practice" --state IL --zone America/Chicago \
            --notice solo --by "Dr. Okafor"
            """)

    @Argument(help: ArgumentHelp("The folder to make.", valueName: "dir"), completion: .directory)
    var folder: String

    @Option(help: "Name of the organization.")
    var name: String

    @Option(help: "Who makes it: the privacy officer.")
    var by: String

    @Option(
        help: ArgumentHelp(
            "Where the database is: a file's path, or postgres://USER@HOST,HOST/NAME.", valueName: "url"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "A folder for the last checkpoint, best on another disk.", valueName: "dir"), completion: .directory)
    var outside: String?

    @Option(
        help: ArgumentHelp(
            "Name of the journal on its checkpoints, such as example.com/pledge.",
            discussion: "Without it: a name that nobody else has.", valueName: "name"))
    var origin: String?

    @OptionGroup(title: "Rulebook") var rules: RulebookOptions
    @OptionGroup(title: "Organization") var organization: OrganizationOptions

    func run() throws {
        let rules = try rules.loaded()
        guard !rules.promises.isEmpty else {
            throw CommandError.wrongUse("no notice: name the one you hand out with --notice, such as --notice solo")
        }
        let settings = try organization.settings(rules.promises, Zones())
        guard !FileManager.default.fileExists(atPath: folder + "/" + PracticeFolder.file) else {
            throw CommandError.wrongUse("\(folder): a practice is here already; nothing was changed")
        }
        let place = PracticeFolder(path: folder, database: database, outside: outside)
        try place.makeFolders()
        try PracticeOption.told { try make(place, rules, settings) }
    }

    private func make(_ place: PracticeFolder, _ rules: Rules, _ settings: Settings) throws {
        MasterKey.guardMemory()
        let surroundings = PracticeFolder.surroundings()
        let master: SealingKey
        if ProcessInfo.processInfo.environment[MasterKey.variable] != nil {
            master = try place.master()
        } else {
            // A key is there where an earlier try went wrong after it was made.
            let isThere = FileManager.default.fileExists(atPath: place.masterKeyPath)
            master = isThere ? try place.master() : SealingKey(surroundings.random)
            if !isThere { try MasterKey.write(master, to: place.masterKeyPath) }
        }
        var fields = JSONFields(change(settings))
        let log = origin ?? "pledge.invalid/\(Hexadecimal.encode(surroundings.random.bytes(8)))"
        let practice = try Practice.make(
            store: try place.openStore(), master: master, outside: place.outsidePath, origin: log,
            organization: try OrganizationChange(&fields),
            rules: StoredRulebook(rulebook: rules.rulebook, promises: rules.promises), surroundings)
        defer { practice.close() }
        try place.write()
        let key = try practice.verifierKey()
        let sheet = RecoverySheet(name: name, place: place, key: master, log: log, verifier: key)
        try sheet.write(to: folder + "/recovery-sheet.txt")
        var output = Output()
        try output.write(line: "\(folder): the practice is ready")
        try output.write(line: "print \(folder)/recovery-sheet.txt, put it in a safe, and delete the file")
        try output.write(line: "anyone checks the journal with this key: \(key)")
        try output.flush()
    }

    private func change(_ settings: Settings) -> JSONObject {
        var object = JSONObject()
        object.append("name", .string(name))
        object.append("zone", settings.zone.map { .string($0) })
        object.append("state", settings.state.map { .string($0) })
        object.append("by", .string(by))
        return object
    }
}

/// One page that opens everything again when the machine is gone.
struct RecoverySheet {
    var name: String
    var place: PracticeFolder
    var key: SealingKey
    var log: String
    var verifier: String

    var text: String {
        let digits = MasterKey.text(key)
        let rows = stride(from: 0, to: digits.count, by: 16).map { start in
            let row = Array(digits)[start..<start + 16]
            return "    "
                + stride(from: row.startIndex, to: row.endIndex, by: 4).map { String(row[$0..<$0 + 4]) }
                .joined(separator: " ")
        }
        return """
            PLEDGE RECOVERY SHEET

            Practice   \(name)
            Journal    \(log)

            Keep this sheet in a safe. Whoever has it and a copy of the database can read everything in it;
            without it, and without the key file, nobody can.

            MASTER KEY (64 digits, 0-9 and a-f; the spaces do not count)

            \(rows.joined(separator: "\n"))

            PUBLIC KEY OF THE JOURNAL (no secret: anyone may check the journal with it)

                \(verifier)

            WHEN THE MACHINE IS LOST
            1. Install Pledge on another machine.
            2. Put the key above, without spaces, on one line into a file, and: chmod 600 that file.
            3. pledge restore --help says how to bring back the newest backup with it.
            4. Make a new master key afterwards if anybody may have seen this one: pledge key rotate --help

            """
    }

    func write(to path: String) throws {
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard isMade else { throw CommandError.wrongUse("\(path): cannot be written") }
    }
}
