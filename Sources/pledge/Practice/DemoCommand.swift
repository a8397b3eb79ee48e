import ArgumentParser
import Foundation
import PledgeCore
import PledgeDecisions
import PledgeDemo
import PledgeLanguage
import PledgeLedger
import PledgePractice

/// `pledge demo`: a practice to try.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Make a practice to try: made-up patients and a year of what happens.",
        discussion: """
            Makes a practice as `pledge init` does, with 80 patients who do not exist, those who ask and receive, and a year \
            of releases, refusals, wishes and tasks that ends today, all through the one door. The same seed on the same \
            day makes the same year; its keys are new each time.

            Example: pledge demo demo-practice
            """)

    @Argument(help: ArgumentHelp("The folder to make.", valueName: "dir"), completion: .directory)
    var folder: String

    @Option(help: ArgumentHelp("The notice, by a path or a name in Notices.", valueName: "file"))
    var notice = "hospital"

    @Option(help: ArgumentHelp("Where chance begins.", valueName: "number"))
    var seed: UInt64 = 2026

    static let organization = "Lakeside Hospital"
    static let officer = "Ruth Okafor"
    static let zone = "America/Chicago"
    private static let state = "IL"

    func run() throws {
        guard !FileManager.default.fileExists(atPath: folder + "/" + PracticeFolder.file) else {
            throw CommandError.wrongUse("\(folder): a practice is here already; nothing was changed")
        }
        try PracticeOption.told { try make() }
    }

    private func make() throws {
        let world = PracticeFolder.surroundings()
        let now = world.clock()
        let today = (world.zones(DemoCommand.zone) ?? .utc).day(of: Instant(milliseconds: now))
        let first = DemoYear.first(today)
        let rules = try Rules(RuleFiles.embedded + [try filled(RuleFiles.readPromise(notice), since: first)])
        let clock = DemoClock(DemoYear.start(of: first))
        let place = PracticeFolder(path: folder)
        try place.makeFolders()
        MasterKey.guardMemory()
        let master = SealingKey(world.random)
        try MasterKey.write(master, to: place.masterKeyPath)
        var fields = JSONFields(change)
        let practice = try Practice.make(
            store: try place.openStore(), master: master, outside: place.outsidePath,
            origin: "pledge.invalid/demo-\(Hexadecimal.encode(world.random.bytes(8)))",
            organization: try OrganizationChange(&fields),
            rules: StoredRulebook(rulebook: rules.rulebook, promises: rules.promises),
            Practice.Surroundings(clock: { clock.read() }, random: world.random, zones: world.zones))
        defer { practice.close() }
        var year = DemoYear(practice, clock: clock, last: today, seed: seed)
        let report = try year.live(notice: rules.promises.first?.id, until: now)
        try place.write()
        var output = Output()
        try output.write(
            line:
                "\(folder): a practice to try, with \(report.patients) patients who do not exist and a year that ends today"
        )
        try output.write(
            line: "\(report.released) released, \(report.stopped) stopped, \(report.recorded) recorded afterward, "
                + "\(report.waiting) sent to the officer, \(report.papers) wishes and papers, \(report.tasksDone) tasks done"
        )
        try output.flush()
    }

    private var change: JSONObject {
        var object = JSONObject()
        object.append("name", .string(DemoCommand.organization))
        object.append("zone", .string(DemoCommand.zone))
        object.append("state", .string(DemoCommand.state))
        object.append("by", .string(DemoCommand.officer))
        return object
    }

    /// The starter notice with the blanks filled, in force since the first day.
    private func filled(_ file: SourceFile, since first: Day) -> SourceFile {
        let blanks = [
            "{organization}": DemoCommand.organization, "{hospital}": DemoCommand.organization,
            "{phone}": "312-555-0100", "{privacy officer}": DemoCommand.officer,
            "{e-mail}": "privacy@lakeside.invalid",
        ]
        var text = file.text
        for (blank, words) in blanks { text = text.replacingOccurrences(of: blank, with: words) }
        text = text.replacingOccurrences(
            of: "organization: \"Hospital\"", with: "organization: \"\(DemoCommand.organization)\"")
        text = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("effective:") ? "effective: \(first)" : String(line)
        }.joined(separator: "\n")
        return SourceFile(path: file.path, text: text)
    }
}
