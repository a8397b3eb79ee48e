import ArgumentParser
import PledgeCore
import PledgeDecisions
import PledgeLanguage

/// `pledge law coverage`: each row of a reference, and what covers it.
struct LawCoverageCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case human, json
    }

    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Compare the law with a list of ids: what covers each.",
        discussion: """
            An id is covered by a rule or declaration of exactly that id, by an element that rests on it, or by a `row` \
            that lists it with one line. Exit code 1 when one is missing, or more than one in four is only listed.
            """)

    @Option(help: ArgumentHelp("One id a line; `#` starts a comment.", valueName: "file"), completion: .file())
    var ids: String

    @OptionGroup var law: LawOption

    @Option(help: "human, or json (one id a line, the totals last).")
    var format = Format.human

    func run() throws {
        let ids = try LawCoverageCommand.ids(in: RuleFiles.read(ids).text)
        guard !ids.isEmpty else { throw CommandError.wrongUse("\(self.ids): no id in it") }
        let files = try RulebookOptions.files(law: law.folder, rulebook: [])
        let coverage = LawCoverage(of: ids, by: try Rules(files).rulebook)
        var output = Output()
        switch format {
        case .human: try writeTable(coverage, to: &output)
        case .json: try writeLines(coverage, to: &output)
        }
        try output.flush()
        if !coverage.isEnough { throw CommandError.finding }
    }

    /// The first word of each line.
    private static func ids(in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let code = line.prefix { $0 != "#" }
            return code.split(whereSeparator: \.isWhitespace).first.map(String.init)
        }
    }

    private func writeTable(_ coverage: LawCoverage, to output: inout Output) throws {
        let idWidth = coverage.entries.map(\.id.count).max() ?? 0
        let mannerWidth = coverage.entries.map { $0.manner.word.count }.max() ?? 0
        let placeWidth = coverage.entries.map { $0.place.count }.max() ?? 0
        for entry in coverage.entries {
            let columns = [
                entry.id.padded(to: idWidth), entry.manner.word.padded(to: mannerWidth),
                entry.place.padded(to: placeWidth), entry.manner.detail,
            ]
            var line = columns.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            try output.write(line: line)
        }
        for (id, span) in coverage.strangers {
            Message.write("\(span.file):\(span.line): rests on `\(id)`, which the list does not have")
        }
        let total = coverage.entries.count
        try output.write(
            line:
                "\(total) rows: \(coverage.byDeclaration) by a rule or declaration, \(coverage.byElement) by an element, "
                + "\(coverage.listed) listed (\(coverage.listed * 100 / max(1, total)) %), \(coverage.missing) missing")
    }

    private func writeLines(_ coverage: LawCoverage, to output: inout Output) throws {
        for entry in coverage.entries {
            var object = JSONObject()
            object.append("id", .string(entry.id))
            object.append("by", .string(entry.manner.word))
            switch entry.manner {
            case .declared, .missing: break
            case .element(let element): object.append("element", .string(element))
            case .listed(let words): object.append("line", .string(words))
            }
            if !entry.span.file.isEmpty { object.append("place", .string(entry.place)) }
            try output.write { JSONValue.object(object).write(to: &$0) }
        }
        let totals: JSONValue = .members([
            ("rows", .integer(Int64(coverage.entries.count))), ("declared", .integer(Int64(coverage.byDeclaration))),
            ("element", .integer(Int64(coverage.byElement))), ("listed", .integer(Int64(coverage.listed))),
            ("missing", .integer(Int64(coverage.missing))),
        ])
        try output.write { totals.write(to: &$0) }
    }
}

extension LawCoverage.Manner {
    /// One word for a table.
    fileprivate var word: String {
        switch self {
        case .declared(let word): word
        case .element: "element"
        case .listed: "listed"
        case .missing: "MISSING"
        }
    }

    fileprivate var detail: String {
        switch self {
        case .declared, .missing: ""
        case .element(let id): id
        case .listed(let words): words
        }
    }
}

extension LawCoverage.Entry {
    fileprivate var place: String { span.file.isEmpty ? "" : "\(span.file):\(span.line)" }
}

extension String {
    /// The text with blanks behind it.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
