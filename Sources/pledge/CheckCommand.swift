import ArgumentParser
import PledgeCore
import PledgeLanguage

/// `pledge check`: every mistake of rule files in one run.
struct CheckCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case human, json, sarif
    }

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check rule files: law, overlays, notices, agreements, policies.",
        discussion: """
            Files are checked together. Without a file of role `law` among them they are checked against the law that is \
            built in, or that of --law. Exit code 1 when there is an error.

            Example: pledge check Law Notices/hospital.md
            """)

    @Argument(help: "Rule files, or folders of them.", completion: .file(extensions: ["md"]))
    var files: [String]

    @OptionGroup var law: LawOption

    @Option(help: "human, json (one finding a line), or sarif (SARIF 2.1.0).")
    var format = Format.human

    @Flag(help: "Show notes too: what an author may want to know and need not change.")
    var notes = false

    func run() throws {
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
        var output = Output()
        switch format {
        case .human: for finding in findings { try output.write(line: finding.rendered) }
        case .json: for finding in findings { try output.write { finding.json.write(to: &$0) } }
        case .sarif: try output.write(line: SARIF.log(of: findings, version: Pledge.configuration.version).indented)
        }
        try output.flush()
        let errors = findings.filter { $0.severity == .error }.count
        let warnings = findings.filter { $0.severity == .warning }.count
        if format == .human {
            let counts = [(given.count, "file"), (errors, "error"), (warnings, "warning")]
            let words = counts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
            Message.write("\(words[0]): \(words[1]), \(words[2])")
        }
        if errors + warnings > 0 { throw CommandError.finding }
    }
}
