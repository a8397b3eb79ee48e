import ArgumentParser
import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage

/// `pledge law book`: the rulebooks as a book for people.
struct LawBookCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case markdown, html

        var fileName: String {
            switch self {
            case .markdown: "law.md"
            case .html: "law.html"
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "book",
        abstract: "Write the law as a book: its prose, each rule in words, questions that it answers.",
        discussion: """
            Writes law.md, or law.html, which is one page that needs nothing beside it. With --check nothing is written: \
            exit code 1 when the file is not what would be written.
            """)

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Folder to write into.", valueName: "dir"), completion: .directory)
    var output = "Docs"

    @Option(help: "markdown or html.")
    var format = Format.markdown

    @OptionGroup var law: LawOption

    @Option(
        help: ArgumentHelp("Folder or file of scenarios; left out where there is none.", valueName: "path"),
        completion: .file())
    var scenarios = "Scenarios"

    @Flag(help: "Only say whether the file is up to date.")
    var check = false

    func run() throws {
        let files = try RulebookOptions.files(law: law.folder, rulebook: [])
        let book = LawBook(files, try Rules(files).rulebook, cases: try cases())
        let text = format == .markdown ? book.markdown : book.html
        let path = "\(output)/\(format.fileName)"
        let url = URL(fileURLWithPath: path)
        if check {
            let isThere = FileManager.default.fileExists(atPath: path)
            guard isThere, FileManager.default.contents(atPath: path) == Data(text.utf8) else {
                Message.write(
                    "pledge: \(path): \(isThere ? "out of date" : "missing"); write it with `pledge law book`")
                throw CommandError.finding
            }
            return
        }
        do {
            try FileManager.default.createDirectory(
                at: URL(fileURLWithPath: output), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        } catch {
            throw CommandError.wrongUse("\(path): cannot be written")
        }
        Message.write("\(path): \(book.chapters.count) chapters, \(book.rules.count) rules")
    }

    /// Questions by the ids that they expect to be open or to stop.
    private func cases() throws -> [String: [LawBook.Case]] {
        guard FileManager.default.fileExists(atPath: scenarios) else { return [:] }
        var cases: [String: [LawBook.Case]] = [:]
        for file in try ScenarioLine.files([scenarios]) {
            for line in try ScenarioLine.all(of: file) {
                guard case .success(let scenario) = line.result, let outcome = scenario.expected.outcome else {
                    continue
                }
                let own = LawBook.Case(id: scenario.id, question: scenario.question, outcome: outcome.rawValue)
                let ids = (scenario.expected.grounds ?? []) + (scenario.expected.stops ?? [])
                for id in Set(ids) { cases[id, default: []].append(own) }
            }
        }
        return cases
    }
}
