import PledgeCore
import PledgeDecisions
import PledgeExchange
import PledgeLanguage
import PledgeLaw
import PledgeNotices

/// What the fuzzers call with bytes from outside.
///
/// Whatever the bytes, the program answers: a diagnostic, an error or a decision, never a crash. Shared with the test
/// that replays every kept input.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// Rule text: lexer, parser, checker, compiler.
    case language
    /// The formatter.
    case format
    /// Requests: JSON, reader, decision, writer.
    case request
    /// Files of other systems.
    case hl7, fhir, csv
    /// Notices of others: text, Markdown, web pages.
    case notice
    /// Notices of others: Word documents, and other archives.
    case docx
    /// What `pdftotext` writes of a PDF.
    case layout

    /// Runs the code under test once.
    package func run(_ bytes: [UInt8]) {
        switch self {
        case .language: FuzzTarget.load(bytes)
        case .format: FuzzTarget.format(bytes)
        case .request: FuzzTarget.decide(bytes)
        case .hl7: FuzzTarget.read(bytes, HL7Reader(digest: FuzzTarget.digest))
        case .fhir: FuzzTarget.read(bytes, FHIRReader(digest: FuzzTarget.digest))
        case .csv: FuzzTarget.read(bytes, CSVReader(digest: FuzzTarget.digest))
        case .notice:
            FuzzTarget.read(bytes)
            FuzzTarget.show(bytes)
        case .docx: FuzzTarget.read(bytes)
        case .layout: FuzzTarget.read(Array("%PDF-".utf8), layout: bytes)
        }
    }

    /// The folder of kept inputs.
    package var corpus: String {
        switch self {
        case .language, .format: "language"
        case .request, .hl7, .fhir, .csv, .notice, .docx, .layout: rawValue
        }
    }

    private static func load(_ bytes: [UInt8]) {
        let file = file(bytes)
        precondition(ParsedFile(file).printed == file.text, "what was parsed prints as it was read")
        let loaded = RulebookLoader.load([file])
        guard let rulebook = loaded.rulebook else {
            precondition(loaded.diagnostics.contains { $0.severity == .error }, "nothing loaded, and nobody said why")
            return
        }
        do {
            _ = try CompiledRulebook(rulebook, promises: loaded.promises)
        } catch {
            // A rulebook that cannot be compiled is refused in words, too.
            precondition(!error.description.isEmpty, "an error says what happened")
        }
    }

    private static func format(_ bytes: [UInt8]) {
        let file = file(bytes)
        let once = RuleFormatter.format(file)
        let twice = RuleFormatter.format(SourceFile(path: file.path, text: once))
        precondition(once == twice, "formatting twice changes nothing")
    }

    private static func decide(_ bytes: [UInt8]) {
        guard let law, bytes.count <= 1 << 16 else { return }
        guard case .success(let request) = law.reader.read(line: bytes, number: 1) else { return }
        let decision = law.compiled.decide(request)
        let written = DecisionWriter.json(decision, of: request, in: law.rulebook).utf8
        do throws(JSONError) {
            _ = try JSONScanner.value(of: written)
        } catch {
            preconditionFailure("what we write is JSON")
        }
    }

    /// The pages of a notice: words stay words, whatever they look like.
    private static func show(_ bytes: [UInt8]) {
        do throws(NoticeReadingError) {
            let document = try NoticeDocument.read(bytes, name: "fuzz").document
            let page = NoticeHTML(document).page
            precondition(!page.contains("<script") && !page.contains("<img"), "words became an element")
            precondition(NoticeSpeech.text(document).hasSuffix("\n"), "a text ends")
        } catch {
            precondition(!error.description.isEmpty, "an error says what happened")
        }
    }

    /// No program is started: a PDF's text is `layout`.
    private static func read(_ bytes: [UInt8], layout: [UInt8] = []) {
        do throws(NoticeReadingError) {
            let text = try NoticeReader.read(bytes, name: "fuzz") { _ throws(ChildProgram.Failure) in
                ChildProgram.Outcome(code: 0, output: layout, messages: [])
            }
            for line in text.lines {
                precondition(!line.text.contains(where: \.isNewline) && line.number > 0, "a line is one line")
            }
        } catch {
            precondition(!error.description.isEmpty, "an error says what happened")
        }
    }

    /// Text without front matter is taken for the inside of a block, so that a few bytes reach the parser.
    private static func file(_ bytes: [UInt8]) -> SourceFile {
        let text = String(decoding: bytes, as: UTF8.self)
        let whole = text.hasPrefix("---") ? text : head + text + "\n```\n"
        return SourceFile(path: "fuzz.md", text: whole)
    }

    private static let head = """
        ---
        title: Fuzz
        role: law
        since: 2003-04-14
        covers: 2003-04-14 to 2027-12-31
        ---

        ```pledge

        """

    private static let law: (rulebook: Rulebook, compiled: CompiledRulebook, reader: RequestReader)? = {
        let files = EmbeddedLaw.files.map { SourceFile(path: $0.path, text: $0.text) }
        guard let rulebook = RulebookLoader.load(files).rulebook else { return nil }
        do {
            return (rulebook, try CompiledRulebook(rulebook, promises: []), RequestReader(rulebook))
        } catch {
            return nil
        }
    }()

    /// Whether the embedded law loads, without which `request` would test nothing.
    package static var hasLaw: Bool { law != nil }
}
