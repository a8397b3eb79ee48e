import ArgumentParser
import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeNotices

/// `pledge draft`: prose into a literate notice.
struct DraftCommand: ParsableCommand {
    enum Role: String, ExpressibleByArgument, CaseIterable {
        case notice, agreement, policy
        case jointNotice = "joint-notice"
    }

    static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract: "Draft a literate notice from anybody's notice of privacy practices.",
        discussion: """
            FILE is text, Markdown, HTML, PDF or DOCX. Each paragraph is kept word for word, with the promises and rights that \
            it surely makes in a block below it. What could not be placed, or only doubtfully, has a line \
            "For a person: ..." below it; all of these are listed on standard error.

            The draft is for a person to read and finish: whatever it does not promise, the notice forbids.

            Example: pledge draft our-notice.txt -o notice.md
            """)

    @Argument(help: "The notice.", completion: .file())
    var file: String

    @Option(name: .shortAndLong, help: "Where to write; - is standard output.", completion: .file())
    var output: String

    @Option(help: "notice, joint-notice, agreement or policy.")
    var role = Role.notice

    @Option(help: "Day from which it binds. Without it: the one that the text names.")
    var effective: String?

    @Flag(help: "Overwrite OUT.")
    var force = false

    @OptionGroup var law: LawOption

    func run() throws {
        if output != "-", !force, FileManager.default.fileExists(atPath: output) {
            throw CommandError.wrongUse("\(output): is there already; --force overwrites it")
        }
        let lawFiles = try RulebookOptions.files(law: law.folder, rulebook: [])
        guard let rulebook = RulebookLoader.load(lawFiles).rulebook else {
            throw CommandError.wrongUse("the law has errors: run pledge check Law")
        }
        let draft = try drafted(NoticeLaw(elements: rulebook.elements, facts: rulebook.facts))
        let text = draft.text
        let loaded = RulebookLoader.load(lawFiles + [SourceFile(path: output, text: text)])
        let errors = loaded.diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty, let whole = loaded.rulebook else {
            for error in errors.prefix(20) { Message.write(error.rendered) }
            throw CommandError.wrongUse("the draft does not fit this law, and was not written")
        }
        let warnings = try PromiseConflicts.find(whole, loaded.promises)
        try write(text)
        for warning in warnings { Message.write(warning.rendered) }
        tell(draft)
    }

    private func drafted(_ law: NoticeLaw) throws -> DraftedNotice {
        let start = try effective.map { text in
            guard let day = Day(text) else { throw CommandError.wrongUse("--effective takes a day: 2026-11-21") }
            return day
        }
        do {
            let recognizers = try Recognizers(try RuleFiles.recognizers(law: self.law.folder))
            let text = try NoticeReader.read(try NoticeFile.read(file), name: file)
            let report = NoticeChecker(recognizers: recognizers, law: law).check(text, file: file)
            let name = (file as NSString).lastPathComponent
            let settings = NoticeDrafter.Settings(
                role: role.rawValue, id: (name as NSString).deletingPathExtension, effective: start)
            return try NoticeDrafter(recognizers).draft(text, report: report, settings: settings)
        } catch let error as RecognizerError {
            throw CommandError.wrongUse("the recognizers of notices cannot be read: \(error)")
        } catch let error as NoticeReadingError {
            throw CommandError.wrongUse(error.description)
        } catch let error as DraftRefusal {
            throw CommandError.wrongUse("\(file): \(error)")
        }
    }

    private func write(_ text: String) throws {
        guard output != "-" else {
            var out = Output()
            try out.write(text)
            return try out.flush()
        }
        do {
            try Data(text.utf8).write(to: URL(filePath: output), options: .atomic)
        } catch { throw CommandError.wrongUse("\(output): cannot be written") }
    }

    private func tell(_ draft: DraftedNotice) {
        let marks = draft.allMarks
        for mark in marks {
            let place = mark.line.map { ":\($0)" } ?? ""
            Message.write("\(file)\(place): \(mark.kind == .conflict ? "in conflict" : "for a person"): \(mark.reason)")
        }
        let conflicts = marks.count { $0.kind == .conflict }
        Message.write(
            "\(draft.ruleCount) promises and rights found, \(conflicts) in conflict, "
                + "\(marks.count - conflicts) for a person")
    }
}
