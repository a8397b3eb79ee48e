import ArgumentParser
import Foundation
import PledgeLanguage

/// `pledge fmt`: rule files in the one form.
struct FmtCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Format rule files in place.",
        discussion: "With --check nothing is written: files that would change are listed, and the exit code is 1.")

    @Argument(help: "Rule files, or folders of them.", completion: .file(extensions: ["md"]))
    var files: [String]

    @Flag(help: "Write nothing; list the files that would change.")
    var check = false

    func run() throws {
        var changedCount = 0
        var output = Output()
        for file in RuleFiles.unique(try files.flatMap(RuleFiles.readAll)) {
            let formatted = RuleFormatter.format(file)
            if formatted == file.text { continue }
            changedCount += 1
            try output.write(line: file.path)
            if check { continue }
            do {
                try formatted.write(toFile: file.path, atomically: true, encoding: .utf8)
            } catch {
                throw CommandError.wrongUse("\(file.path): cannot be written")
            }
        }
        try output.flush()
        if check, changedCount > 0 { throw CommandError.finding }
    }
}
