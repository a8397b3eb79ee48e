import ArgumentParser
import PledgeCore
import PledgeLanguage

/// `pledge check`: every mistake of rule files in one run, or what a notice says and lacks.
struct CheckCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case human, json, sarif, html
    }

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check rule files, or anybody's notice of privacy practices.",
        discussion: """
            A file whose front matter has `pledge:` or `role:` is a rule file: law, overlay, notice, agreement, policy. Rule \
            files are checked together, against the law that is built in, or that of --law, when none of them is of role \
            `law`. Exit code 1 when there is an error.

            Any other file is read as a notice of privacy practices: what it stops, what it promises, what is missing and \
            what is wrong. Exit code 1 when something that is required is missing, or when it is no notice.

            Examples:
              pledge check Law Notices/hospital.md
              pledge check our-notice.txt --kind provider --no-fundraising
            """)

    @Argument(help: "Rule files, folders of them, or notices.", completion: .file())
    var files: [String] = []

    @OptionGroup var law: LawOption

    @OptionGroup(title: "Notices") var notice: NoticeOptions

    @Option(
        help: ArgumentHelp(
            "Compare with annotated notices: a file of lines of JSON beside their texts.", valueName: "annotations"),
        completion: .file(extensions: ["jsonl"]))
    var score: String?

    @Option(
        help: "human, json (one finding a line; of a notice one report a line), sarif (SARIF 2.1.0), or html (notices)."
    )
    var format = Format.human

    @Flag(help: "Show notes too: what an author may want to know and need not change.")
    var notes = false

    func validate() throws {
        if files.isEmpty, score == nil { throw ValidationError("give files, or --score with annotations") }
    }

    func run() throws {
        var output = Output()
        if let score {
            try NoticeCheck(notice, law: law.folder).score(score, to: &output)
            return try output.flush()
        }
        let notices = try files.filter { try !RuleFiles.isFolder($0) && !RuleFiles.isProgram($0) }
        var isLacking = false
        if !notices.isEmpty {
            isLacking = try NoticeCheck(notice, law: law.folder).run(notices, as: format, to: &output)
        }
        let programs = files.filter { !notices.contains($0) }
        if programs.isEmpty {
            try output.flush()
        } else if try checkPrograms(programs, &output) {
            throw CommandError.finding
        }
        if isLacking { throw CommandError.finding }
    }

    /// - Returns: Whether there is an error or a warning.
    private func checkPrograms(_ files: [String], _ output: inout Output) throws -> Bool {
        if format == .html {
            throw CommandError.wrongUse("--format html is for notices; rule files have human, json, sarif")
        }
        let given = RuleFiles.unique(try files.flatMap(RuleFiles.readAll))
        let all = try RulebookOptions.files(law: law.folder, rulebook: given)
        let paths = Set(given.map(\.path))
        let isShown = { (finding: Diagnostic) in
            (paths.contains(finding.span.file) || finding.span.file.isEmpty || finding.severity == .error)
                && (notes || finding.severity != .note)
        }
        let loaded = RulebookLoader.load(all)
        var found = loaded.diagnostics
        if let rulebook = loaded.rulebook {
            // What a document promises against the law is told once the law has no error of its own.
            found += try PromiseConflicts.find(rulebook, loaded.promises)
        }
        let findings = found.filter(isShown)
        switch format {
        case .human: for finding in findings { try output.write(line: finding.rendered) }
        case .json: for finding in findings { try output.write { finding.json.write(to: &$0) } }
        case .sarif: try output.write(line: SARIF.log(of: findings, version: Pledge.configuration.version).indented)
        case .html: break
        }
        try output.flush()
        let errors = findings.filter { $0.severity == .error }.count
        let warnings = findings.filter { $0.severity == .warning }.count
        if format == .human {
            let counts = [(given.count, "file"), (errors, "error"), (warnings, "warning")]
            let words = counts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
            Message.write("\(words[0]): \(words[1]), \(words[2])")
        }
        return errors + warnings > 0
    }
}
