import ArgumentParser
import PledgeCore
import PledgeDecisions
import PledgeLanguage

/// `pledge prove`: what rules do to one another, shown or refuted with a request.
struct ProveCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case human, json
    }

    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Prove that layers only narrow, that every rule can matter, and that no two contradict.",
        discussion: """
            Exact, not sampled: each finding names its rules and comes with a request that `pledge decide` takes as it is; \
            what is not found was shown to be impossible, or is named at the end as not decided. Files are proved together: \
            notices, agreements and policies given at once are in force at once. Without a file of role `law` they are proved \
            on the law that is built in, or that of --law, and only what concerns the files given is told.

            Findings: opens, never-matters, shadowed, contradiction, promise-forbidden, below-the-law, required-forbidden, \
            reach-misses (Docs/language.md, section 11). Exit code 0: nothing but what is accepted; 1: a finding; 2: used \
            wrongly.

            Example: pledge prove Law Notices/hospital.md --accepted Docs/conflicts.md
            """)

    @Argument(help: "Rule files, or folders of them.", completion: .file(extensions: ["md"]))
    var files: [String]

    @OptionGroup var law: LawOption

    @Option(
        help: ArgumentHelp(
            "A table of findings that are accepted: finding | rules | why it stands.", valueName: "file"),
        completion: .file(extensions: ["md"]))
    var accepted: String?

    @Option(
        help: ArgumentHelp(
            "The day of the requests.", discussion: "Without it: the last day that the law covers.", valueName: "day"))
    var on: String?

    @Option(help: "human, or json (one finding a line).")
    var format = Format.human

    @Flag(help: "List what opens by design, too: overlays, versions, joint notices.")
    var openings = false

    func run() throws {
        let day = try on.map { text in
            guard let day = Day(text) else { throw CommandError.wrongUse("--on takes a day, such as 2026-11-21") }
            return day
        }
        let accepted = try accepted.map { try AcceptedFindings(RuleFiles.read($0).text) }
        let given = RuleFiles.unique(try files.flatMap(RuleFiles.readAll))
        let all = try RulebookOptions.files(law: law.folder, rulebook: given)
        let rules = try Rules(all)
        if let day, let covers = rules.rulebook.covers, !covers.contains(Period(day)) {
            throw CommandError.wrongUse("--on \(day): the law covers \(covers.first) to \(covers.last)")
        }
        let paths = Set(given.map(\.path))
        let zones = Zones()
        let zoneName = rules.promises.lazy.compactMap(\.zone).first
        let start = ContinuousClock.now
        var report: ProofReport
        do {
            report = try Prover.prove(
                rules.rulebook, promises: rules.promises, zone: zoneName.flatMap(zones.rules) ?? .utc,
                zoneName: zoneName, on: day, where: { paths.contains($0.file) },
                telling: { accepted?.contains($0) != true })
            try report.addConflicts(of: rules.rulebook, rules.promises) { paths.contains($0.file) }
        } catch let error as CompileError {
            throw CommandError.wrongUse("the rulebook cannot be used: \(error)")
        }
        let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
        try tell(report, accepted, isWhole: all.count == given.count, milliseconds)
    }

    // MARK: Telling

    /// Writes the report; where the law was proved as a whole, a row that nothing needs is told, too.
    private func tell(
        _ report: ProofReport, _ accepted: AcceptedFindings?, isWhole: Bool, _ milliseconds: Int
    ) throws {
        let told = report.findings.filter { accepted?.contains($0) != true }
        var output = Output()
        for finding in told { try write(finding, "finding", &output) }
        if openings { for finding in report.listed { try write(finding, "by design", &output) } }
        for row in isWhole ? accepted?.others(than: report.findings) ?? [] : [] {
            try output.write(line: "accepted, and not found any more: \(row)")
        }
        for line in report.unconfirmed { try output.write(line: "not shown by `pledge decide`: \(line)") }
        if format == .human {
            for proved in report.proved { try output.write(line: "proved: \(proved.count) \(proved.words)") }
            for line in report.undecided { try output.write(line: "not decided: \(line)") }
        }
        try output.flush()
        let count = report.findings.count
        Message.write(
            "\(count) finding\(count == 1 ? "" : "s"), \(count - told.count) accepted; "
                + "\(report.listed.count) opening\(report.listed.count == 1 ? "" : "s") by design; "
                + "\(report.undecided.count) not decided; \(milliseconds) ms")
        if !told.isEmpty || !report.unconfirmed.isEmpty { throw CommandError.finding }
    }

    private func write(_ finding: ProofFinding, _ how: String, _ output: inout Output) throws {
        let place = finding.span.file.isEmpty ? "" : "\(finding.span.file):\(finding.span.line)"
        if format == .json {
            let members: [(String, JSONValue)?] = [
                ("finding", .string(finding.kind.rawValue)), ("byDesign", .bool(how != "finding")),
                ("rules", .strings(finding.rules)), ("words", .string(finding.words)),
                place.isEmpty ? nil : ("place", .string(place)),
                finding.request.map { ("request", RequestWriter.json($0)) },
            ]
            return try output.write { JSONValue.members(members.compactMap { $0 }).write(to: &$0) }
        }
        let start = place.isEmpty ? "" : "\(place): "
        let isAccepted = how == "finding" ? "" : "\(how): "
        try output.write(line: "\(start)\(isAccepted)\(finding.kind.rawValue): \(finding.words)")
        guard let request = finding.request else { return }
        try output.write { RequestWriter.json(request).write(to: &$0) }
    }
}

extension ProofReport {
    /// Adds what `pledge check` warns of: promises of rights below the law, sentences in vain.
    fileprivate mutating func addConflicts(
        of rulebook: Rulebook, _ promises: [PromiseDocument], where isWanted: (SourceSpan) -> Bool
    ) throws {
        let sentences = Set(findings.filter { $0.kind == .promiseForbidden }.map(\.span))
        for conflict in try PromiseConflicts.find(rulebook, promises) where isWanted(conflict.span) {
            if conflict.id == "promise-forbidden", sentences.contains(conflict.span) { continue }
            let kind: ProofFinding.Kind
            switch conflict.id {
            case "promise-forbidden": kind = .promiseForbidden
            case "exclusion-in-vain": kind = .neverMatters
            default: kind = .belowTheLaw
            }
            let document = promises.first { document in
                document.rights.contains { $0.span == conflict.span }
                    || document.exclusions.contains { $0.span == conflict.span }
                    || document.promises.contains { $0.span == conflict.span }
            }
            // Every rule that the message names, the sentence's own first.
            let parts = conflict.message.split(separator: "`", omittingEmptySubsequences: false)
            let quoted = parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
            let own = document?.promises.first { $0.span == conflict.span }.map { [$0.rule.text] } ?? []
            findings.append(
                ProofFinding(
                    kind: kind, rules: [document?.id ?? conflict.span.file] + own + quoted,
                    words: conflict.message + (conflict.help.map { "; \($0)" } ?? ""), span: conflict.span))
        }
    }
}
