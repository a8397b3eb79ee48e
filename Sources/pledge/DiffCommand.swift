import ArgumentParser
import PledgeCore
import PledgeDecisions
import PledgeLanguage

/// `pledge diff`: two notices, two rulebooks, or the law on two days, as the requests whose answer changes.
struct DiffCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case human, json
    }

    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tell which requests are answered otherwise: two notices, two rulebooks, or the law on two days.",
        discussion: """
            Exact, not sampled: each group of requests is told in words, with one request that `pledge decide` answers \
            otherwise on the two sides; what was not finished is named. Rights, fees and clocks are compared by what a \
            person gets. The end says whether the change is material under 520b3, and whether it lessens \
            what was promised. What is only renamed, moved or worded otherwise is no difference (Docs/differences.md).

            OLD and NEW are rule files or folders of them. Where they hold no file of role `law`, both stand on the law that \
            is built in, or that of --law. Without them, --on twice compares the law on two days.

            Exit code 0: no difference; 1: a difference, or something that was not finished; 2: used wrongly.

            Examples:
              pledge diff Notices/hospital.md draft.md
              pledge diff Law-2025 Law --notice hospital
              pledge diff --on 2012-06-01 --on 2026-06-01
            """)

    @Argument(
        help: "The two sides, OLD and NEW: rule files, or folders of them.", completion: .file(extensions: ["md"]))
    var sides: [String] = []

    @OptionGroup var law: LawOption

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Further rule files or folders on both sides, such as a state's overlay.", valueName: "file"),
        completion: .file(extensions: ["md"]))
    var rulebook: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Notices, agreements and policies in force on both sides.",
            discussion: "A bare name such as `hospital` finds Notices/hospital.md.", valueName: "file"),
        completion: .file(extensions: ["md"]))
    var notice: [String] = []

    @Option(
        help: ArgumentHelp(
            "The day whose rules are in force; given twice, that of OLD and that of NEW.",
            discussion: "Without it: the last day that both sides cover.", valueName: "day"))
    var on: [String] = []

    @Option(help: "human, or json (one difference a line, the verdict last).")
    var format = Format.human

    func run() throws {
        let days = try on.map { text in
            guard let day = Day(text) else { throw CommandError.wrongUse("--on takes a day, such as 2026-11-21") }
            return day
        }
        guard sides.count == 2 || sides.isEmpty && days.count == 2 else {
            throw CommandError.wrongUse("give two files or folders, OLD and NEW; or only --on, twice")
        }
        guard days.count <= 2 else { throw CommandError.wrongUse("--on is given once or twice") }
        let before = try Rules(try files(sides.first))
        let after = sides.isEmpty ? before : try Rules(try files(sides.last))
        let (first, last) = try daysOf(before, after, days)
        let zoneName = (after.promises + before.promises).lazy.compactMap(\.zone).first
        let words = RuleWords(book: after.rulebook)
        let start = ContinuousClock.now
        let difference: Difference
        do {
            difference = try DifferenceSearch.compare(
                DifferenceSide(rulebook: before.rulebook, promises: before.promises, day: first),
                DifferenceSide(rulebook: after.rulebook, promises: after.promises, day: last),
                zone: zoneName.flatMap(Zones().rules) ?? .utc, zoneName: zoneName,
                says: { condition, document in words.sentence(condition, document) })
        } catch {
            throw CommandError.wrongUse("the rulebook cannot be used: \(error)")
        }
        let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
        try DifferenceText(difference, isJSON: format == .json).write()
        let count = difference.answers.count + difference.declared.count
        Message.write(
            "\(count) difference\(count == 1 ? "" : "s"), "
                + "\(difference.undecided.count) not finished; \(milliseconds) ms")
        if !difference.isNone { throw CommandError.finding }
    }

    /// The files of one side: its own, and those of both.
    private func files(_ side: String?) throws -> [SourceFile] {
        var own: [SourceFile] = []
        if let side {
            do { own = try RuleFiles.readAll(side) } catch let error as CommandError {
                guard let found = try? RuleFiles.readPromise(side) else { throw error }
                own = [found]
            }
        }
        let given = RuleFiles.unique(own + (try rulebook.flatMap(RuleFiles.readAll)))
        let notices = try notice.map { try RuleFiles.readPromise($0) }
        return RuleFiles.unique(try RulebookOptions.files(law: law.folder, rulebook: given) + notices)
    }

    private func daysOf(_ before: Rules, _ after: Rules, _ days: [Day]) throws -> (Day, Day) {
        let covers = (before.rulebook.covers, after.rulebook.covers)
        let latest = [covers.0?.last, covers.1?.last].compactMap { $0 }.min()
        guard let first = days.first ?? latest, let last = days.last ?? latest else {
            throw CommandError.wrongUse("the law does not say which days it covers: name one with --on")
        }
        for (day, covers) in [(first, covers.0), (last, covers.1)] {
            if let covers, !covers.contains(Period(day)) {
                throw CommandError.wrongUse("--on \(day): the law covers \(covers.first) to \(covers.last)")
            }
        }
        return (first, last)
    }
}
