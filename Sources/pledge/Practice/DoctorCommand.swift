import ArgumentParser
import Foundation
import PledgeCore
import PledgeLedger
import PledgePractice

/// `pledge doctor`: what is wrong with a practice, and what to do.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at a practice: file modes, disk, backup, clock, key, journal, versions.",
        discussion: "One line each: `ok`, `look` or `WRONG`, and what to do. Exit code 1 where something is wrong.")

    @OptionGroup(title: "Practice") var practice: PracticeOption

    @Option(
        help: ArgumentHelp(
            "Where backups are kept; the newest should not be older than --backup-days.", valueName: "dir"),
        completion: .directory)
    var backups: String?

    @Option(help: "How old the newest backup may be, in days.")
    var backupDays = 2

    func run() throws {
        var findings: [Finding] = []
        let folder = try PracticeFolder(reading: practice.folderPath)
        findings.append(contentsOf: modes(folder))
        findings.append(disk(folder))
        findings.append(backup())
        findings.append(contentsOf: journal(folder))
        var output = Output()
        for finding in findings { try output.write(line: "\(finding.state.rawValue.padded(5))  \(finding.words)") }
        try output.flush()
        if findings.contains(where: { $0.state == .wrong }) { throw CommandError.finding }
    }

    struct Finding {
        enum State: String {
            case ok
            case look
            case wrong = "WRONG"
        }

        var state: State
        var words: String
    }

    private func modes(_ folder: PracticeFolder) -> [Finding] {
        var paths = [folder.path, folder.path + "/" + PracticeFolder.file, folder.outsidePath]
        if ProcessInfo.processInfo.environment[MasterKey.variable] == nil { paths.append(folder.masterKeyPath) }
        if let database = folder.databasePath { paths += [database, database + "-wal", database + "-shm"] }
        let open = paths.filter { path in
            let mode = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? NSNumber
            return (mode?.intValue ?? 0) & 0o077 != 0
        }
        var findings = open.map { Finding(state: .wrong, words: "others can read \($0): chmod go-rwx \($0)") }
        if findings.isEmpty { findings.append(Finding(state: .ok, words: "nobody else can read the files")) }
        if FileManager.default.fileExists(atPath: folder.path + "/recovery-sheet.txt") {
            findings.append(
                Finding(
                    state: .look,
                    words: "recovery-sheet.txt is still on disk: print it, put it in a safe, delete the file"))
        }
        return findings
    }

    /// Whether the file system lies on an encrypted device, as far as this system tells.
    private func disk(_ folder: PracticeFolder) -> Finding {
        let path = folder.databasePath ?? folder.path
        guard let mounts = FileManager.default.contents(atPath: "/proc/self/mounts") else {
            return Finding(state: .look, words: "it cannot be told whether the disk is encrypted: see that it is")
        }
        let absolute = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var best: (point: String, device: String) = ("", "")
        for line in String(decoding: mounts, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 1 else { continue }
            let point = String(fields[1])
            let isAbove = point == "/" || absolute == point || absolute.hasPrefix(point + "/")
            if isAbove, point.count >= best.point.count { best = (point, String(fields[0])) }
        }
        let isEncrypted = best.device.hasPrefix("/dev/mapper/") || best.device.hasPrefix("/dev/dm-")
        return isEncrypted
            ? Finding(state: .ok, words: "the database is on \(best.device), which can be an encrypted device")
            : Finding(
                state: .look,
                words:
                    "the database is on \(best.device), which is not an encrypted device as far as one can see: encrypt the disk"
            )
    }

    private func backup() -> Finding {
        guard let backups else {
            return Finding(state: .look, words: "where are the backups? name their folder with --backups")
        }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: backups)) ?? []
        let dates = files.compactMap { name -> Date? in
            let attributes = try? FileManager.default.attributesOfItem(atPath: backups + "/" + name)
            return attributes?[.modificationDate] as? Date
        }
        guard let newest = dates.max() else {
            return Finding(state: .wrong, words: "no backup in \(backups): make one with `pledge backup`")
        }
        let days = Int(Date().timeIntervalSince(newest) / 86_400)
        return days > backupDays
            ? Finding(state: .wrong, words: "the newest backup is \(days) days old: make one with `pledge backup`")
            : Finding(state: .ok, words: "the newest backup is \(days) days old")
    }

    private func journal(_ folder: PracticeFolder) -> [Finding] {
        do {
            return try PracticeOption.told {
                let practice = try folder.open()
                defer { practice.close() }
                var findings = [
                    Finding(state: .ok, words: "the key opens the database, and the checkpoint outside fits it")
                ]
                let report = try practice.check()
                findings += report.differences.prefix(20).map { Finding(state: .wrong, words: $0) }
                if report.isWhole {
                    findings.append(
                        Finding(state: .ok, words: "\(report.entries) entries, every table as they make it"))
                } else {
                    findings.append(
                        Finding(
                            state: .wrong,
                            words: "find out who changed it; `pledge rebuild` makes tables again from the journal"))
                }
                findings.append(contentsOf: [try clock(practice), try version(practice)])
                return findings
            }
        } catch let error as CommandError {
            return [Finding(state: .wrong, words: error.message)]
        } catch {
            return [Finding(state: .wrong, words: "\(error)")]
        }
    }

    private func clock(_ practice: Practice) throws -> Finding {
        let lag = try practice.clockLagSeconds()
        return lag > 1
            ? Finding(state: .wrong, words: "the clock is \(lag) seconds behind the last entry: set it")
            : Finding(state: .ok, words: "the clock is not behind the last entry")
    }

    private func version(_ practice: Practice) throws -> Finding {
        let hash = try practice.organization().rulebook ?? "none"
        return Finding(
            state: .ok,
            words:
                "pledge \(Pledge.configuration.version), rules in force \(hash.prefix(16)), journal `\(try practice.origin())`"
        )
    }
}

extension String {
    fileprivate func padded(_ count: Int) -> String { self + String(repeating: " ", count: max(0, count - self.count)) }
}
