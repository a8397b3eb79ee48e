import ArgumentParser
import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeNotices

/// What `pledge check` knows of the organization whose notice it reads.
struct NoticeOptions: ParsableArguments {
    @Option(help: "Day whose law a notice is held against, such as 2026-11-21. Without it: the newest.")
    var on: String?

    @Option(help: ArgumentHelp("What the organization is: provider, plan or part2-program.", valueName: "kind"))
    var kind: NoticeKind?

    @Flag(inversion: .prefixedNo, help: "It raises funds with what it knows of patients.")
    var fundraising: Bool?

    @Flag(inversion: .prefixedNo, help: "It has a directory that answers who is here.")
    var directory: Bool?

    @Flag(inversion: .prefixedNo, help: "It has, or may get, records of substance use treatment.")
    var part2Records: Bool?

    @Flag(inversion: .prefixedNo, help: "It keeps psychotherapy notes.")
    var therapyNotes: Bool?

    @Flag(inversion: .prefixedNo, help: "It reminds patients of visits.")
    var reminders: Bool?

    @Flag(inversion: .prefixedNo, help: "A law stricter than the federal one binds it.")
    var stricterLaw: Bool?

    @Flag(inversion: .prefixedNo, help: "A change of its notice is to cover what it already holds.")
    var changesReachBack: Bool?

    /// What is known, by the names of the law's facts.
    var profile: NoticeProfile {
        var profile = NoticeProfile(facts: kind?.facts ?? [:])
        let said: [(String, Bool?)] = [
            ("raises-funds", fundraising), ("keeps-directory", directory), ("holds-part2-records", part2Records),
            ("keeps-therapy-notes", therapyNotes), ("sends-reminders", reminders),
            ("stricter-law-applies", stricterLaw),
            ("changes-reach-back", changesReachBack),
        ]
        for case (let fact, let value?) in said { profile.facts[fact] = value }
        return profile
    }

    func day() throws -> Day? {
        guard let on else { return nil }
        guard let day = Day(on) else { throw CommandError.wrongUse("--on takes a day, such as 2026-11-21") }
        return day
    }
}

/// What an organization is, as far as its notice depends on it.
enum NoticeKind: String, ExpressibleByArgument, CaseIterable {
    case provider, plan
    case part2Program = "part2-program"

    /// What follows from it, by the names of the law's facts.
    var facts: [String: Bool] {
        switch self {
        case .provider: ["shares-with-sponsor": false, "underwrites": false]
        case .plan: ["keeps-directory": false, "keeps-therapy-notes": false, "sends-reminders": false]
        case .part2Program:
            [
                "shares-with-sponsor": false, "underwrites": false, "holds-part2-records": true,
                "makes-part2-records": true,
            ]
        }
    }
}

/// Checks notices on disk.
struct NoticeCheck {
    private let checker: NoticeChecker
    private let law: NoticeLaw
    private let options: NoticeOptions

    init(_ options: NoticeOptions, law folder: String?) throws {
        let loaded = RulebookLoader.load(try RulebookOptions.files(law: folder, rulebook: []))
        guard let rulebook = loaded.rulebook else {
            throw CommandError.wrongUse("the law has errors: run pledge check Law")
        }
        law = NoticeLaw(elements: rulebook.elements, facts: rulebook.facts)
        do {
            checker = NoticeChecker(recognizers: try Recognizers(try RuleFiles.recognizers(law: folder)), law: law)
        } catch let error as RecognizerError {
            throw CommandError.wrongUse("the recognizers of notices cannot be read: \(error)")
        }
        self.options = options
    }

    /// What each element is about, by id.
    private func titles(on day: Day) -> [String: String] {
        var titles: [String: String] = [:]
        for id in law.ids { titles[id] = law.element(id, on: day)?.title }
        return titles
    }

    /// Reads a notice of any form that is read, and checks it.
    ///
    /// - Throws: `CommandError` when it cannot be read; the reason says what to do.
    func report(_ path: String) throws -> NoticeReport {
        let text: NoticeText
        do {
            text = try NoticeReader.read(try RuleFiles.bytes(path, max: NoticeReader.bytesMax + 1), name: path)
        } catch let error as NoticeReadingError {
            throw CommandError.wrongUse(error.description)
        }
        return checker.check(text, file: path, profile: options.profile, on: try options.day())
    }

    /// Writes reports of some files.
    ///
    /// - Returns: Whether something that is required is missing.
    func run(_ paths: [String], as format: CheckCommand.Format, to output: inout Output) throws -> Bool {
        var isLacking = false
        for path in paths {
            let report = try report(path)
            isLacking = isLacking || report.lacksRequired
            switch format {
            case .human: try output.write(report.rendered)
            case .json: try output.write { report.json.write(to: &$0) }
            case .html: try output.write(report.page(titles: titles(on: report.day)))
            case .sarif:
                try output.write(
                    line: SARIF.log(of: report.diagnostics, version: Pledge.configuration.version).indented)
            }
        }
        return isLacking
    }

    /// Compares with what people found in annotated texts.
    func score(_ path: String, to output: inout Output) throws {
        let file = try RuleFiles.read(path)
        let folder = (path as NSString).deletingLastPathComponent
        var score = NoticeScore()
        for (index, line) in file.text.split(separator: "\n").enumerated() {
            guard let json = try? JSONScanner.value(of: String(line)), let annotation = NoticeScore.Annotation(json)
            else {
                throw CommandError.wrongUse("\(path):\(index + 1): not a line of annotations")
            }
            score.add(annotation, try report(folder.isEmpty ? annotation.file : "\(folder)/\(annotation.file)"))
        }
        try output.write(score.table)
    }
}
