import ArgumentParser
import Foundation
import PledgeDecisions

/// `pledge compile`: rules and promises as one file that decides without their texts.
struct CompileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile",
        abstract: "Check rules and write them as one file that loads in milliseconds.",
        discussion: """
            The file holds the checked rules and promises, a version and a SHA-256 hash, which is printed: the same rules \
            give the same hash. Other commands take it with --compiled. A file with a wrong hash, or of another version of \
            this program, is refused.

            Example: pledge compile --notice hospital -o hospital.pledge
            """)

    @OptionGroup(title: "Rulebook") var rules: RulebookOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file())
    var output: String

    func run() throws {
        let rules = try rules.loaded()
        // What cannot be compiled is told here, and never when somebody waits for a decision.
        _ = try rules.compiled()
        let bytes = CompiledFile.bytes(of: StoredRulebook(rulebook: rules.rulebook, promises: rules.promises))
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: self.output), options: .atomic)
        } catch {
            throw CommandError.wrongUse("\(self.output): cannot be written")
        }
        var output = Output()
        try output.write(line: "\(CompiledFile.hash(of: bytes))  \(self.output)")
        try output.flush()
    }
}
