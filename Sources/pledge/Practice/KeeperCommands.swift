import ArgumentParser
import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// `pledge rebuild`: tables from the journal.
struct RebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make every table again from the journal, or check that nothing differs.",
        discussion: "Exit code 1: a difference was found, and each is named.")

    @OptionGroup(title: "Practice") var practice: PracticeOption

    @Flag(help: "Change nothing; name every difference.")
    var check = false

    func run() throws {
        try practice.run { practice in
            var output = Output()
            if !check {
                let count = try practice.rebuild()
                try output.write(line: "rebuilt from \(count) entries")
                try output.flush()
                return
            }
            let report = try practice.check()
            for difference in report.differences { try output.write(line: difference) }
            if report.leftOut > 0 { try output.write(line: "and \(report.leftOut) more") }
            let unreadable = report.unreadable > 0 ? ", \(report.unreadable) with a destroyed key" : ""
            try output.write(
                line:
                    "\(report.entries) entries\(unreadable): \(report.isWhole ? "no difference" : "NOT as it was written")"
            )
            try output.flush()
            if !report.isWhole { throw CommandError.finding }
        }
    }
}

/// `pledge key`: rotation and destruction.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Rotate the keys, or destroy a patient's.",
        subcommands: [Rotate.self, Destroy.self])

    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put new keys in the place of those there are.",
            discussion: """
                A new organization key is made and every patient's key is wrapped under it. With --master, the master key is \
                new as well: the old key file is kept beside it with the ending `.old`; print a new recovery sheet.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @Flag(help: "The master key too.")
        var master = false
        @Option(help: "Why.")
        var reason: String
        @Option(help: "Who does it.")
        var by: String

        func run() throws {
            try PracticeOption.told {
                let folder = try PracticeFolder(reading: practice.folderPath)
                let old = try folder.master()
                let practice = try folder.open()
                defer { practice.close() }
                _ = try practice.rotateOrganization(master: old, reason: reason, by: by)
                var output = Output()
                try output.write(line: "the organization's key is new")
                if master {
                    try rotateMaster(folder, practice)
                    try output.write(line: "the master key is new: print recovery-sheet.txt and destroy the old sheet")
                }
                try output.flush()
            }
        }

        private func rotateMaster(_ folder: PracticeFolder, _ practice: Practice) throws {
            guard ProcessInfo.processInfo.environment[MasterKey.variable] == nil else {
                throw PracticeError.key("the master key comes from \(MasterKey.variable): use a key file to rotate it")
            }
            let key = SealingKey(.system)
            // The new key is on disk before anything is sealed under it.
            try MasterKey.write(key, to: folder.masterKeyPath + ".new")
            _ = try practice.rotate(master: key, reason: reason, by: by)
            guard rename(folder.masterKeyPath, folder.masterKeyPath + ".old") == 0,
                rename(folder.masterKeyPath + ".new", folder.masterKeyPath) == 0
            else {
                throw PracticeError.key(
                    "the new key is in \(folder.masterKeyPath).new: move it to \(folder.masterKeyPath)")
            }
            let sheet = RecoverySheet(
                name: try practice.organizationName(), place: folder, key: key, log: try practice.origin(),
                verifier: try practice.verifierKey())
            try sheet.write(to: folder.path + "/recovery-sheet.txt")
        }
    }

    struct Destroy: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Destroy a patient's key: what is sealed under it can never be read again.",
            discussion: """
                Each line: {"patient": "MRN-1001", "reason": "...", "by": "..."}. Refused inside the time for which the law \
                has records kept. Every proof stays valid, and a backup does not bring the key back.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            let (patient, rest) = try PatientInput.split(json)
            var fields = JSONFields(rest)
            let reason = try fields.requiredString("reason", help: "say why")
            let by = try fields.requiredString("by", help: "say who does it")
            try fields.end(known: ["patient", "reason", "by"])
            let header = try practice.destroyKey(of: patient, reason: reason, by: by)
            return LineAnswer.entry(header)
        }
    }
}
