import PledgeCore

/// A notice as a tagged PDF (PDF/UA-1), set by Typst.
package enum NoticePDF {
    /// What sets the PDF: a program that gets JSON with `template` and `data` on its standard input.
    package typealias Program = @Sendable (_ job: TypstJob) throws(ChildProgram.Failure) -> ChildProgram.Outcome

    /// Why there is no PDF.
    package enum Problem: Error, Equatable, Sendable, CustomStringConvertible {
        case missing
        case tooSlow
        case tooLarge
        case failed(code: Int32)

        package var description: String {
            switch self {
            case .missing: "PDFs are set with Typst, which is not installed: run `script/setup --run`"
            case .tooSlow: "setting the PDF took more time or memory than it may: shorten the document"
            case .tooLarge: "the PDF would be larger than \(NoticePDF.bytesMax >> 20) MiB: shorten the document"
            case .failed(let code): "Typst ended with code \(code): run `script/setup --run` to renew it"
            }
        }
    }

    /// A PDF's bytes at most.
    static let bytesMax = 64 << 20

    /// Sets the PDF.
    ///
    /// - Parameters:
    ///   - document: What to show.
    ///   - color: Of headings.
    ///   - isLarge: In large print, 18 points and more.
    ///   - program: What sets it.
    /// - Returns: The PDF's bytes.
    /// - Throws: `Problem`, which holds none of the document's words.
    package static func bytes(
        _ document: NoticeDocument, color: BrandColor = .usual, isLarge: Bool = false, program: Program
    ) throws(Problem) -> [UInt8] {
        let outcome: ChildProgram.Outcome
        do throws(ChildProgram.Failure) {
            outcome = try program(TypstJob(data: data(document, color, isLarge)))
        } catch {
            switch error {
            case .missing: throw .missing
            case .tooMuchOutput: throw .tooLarge
            case .system(let code): throw .failed(code: code)
            }
        }
        switch outcome.code {
        case 0 where outcome.output.starts(with: "%PDF-".utf8): return outcome.output
        case 127: throw .missing
        case 128...: throw .tooSlow
        default: throw .failed(code: outcome.code)
        }
    }

    private static func data(_ document: NoticeDocument, _ color: BrandColor, _ isLarge: Bool) -> JSONValue {
        let words = PageWords.of(document.language)
        return .members([
            ("title", .string(document.title)), ("organization", .string(document.organization)),
            ("language", .string(document.language.rawValue)), ("color", .string(color.hex)),
            ("size", .integer(isLarge ? 18 : 11)), ("page", .string(words.page)), ("of", .string(words.of)),
            ("blocks", .array(document.blocks.map { block($0, document.language) })),
        ])
    }

    private static func block(_ block: NoticeDocument.Block, _ language: NoticeDocument.Language) -> JSONValue {
        switch block {
        case .heading(let level, let words):
            .members([("kind", .string("heading")), ("level", .integer(Int64(level))), ("runs", runs(words))])
        case .paragraph(let words):
            .members([
                ("kind", .string("paragraph")), ("runs", runs(words)),
                ("language", .string((NoticeLanguages.language(of: words.words) ?? language).rawValue)),
            ])
        case .list(let items, let isNumbered):
            .members([("kind", .string(isNumbered ? "numbers" : "points")), ("items", .array(items.map(runs)))])
        }
    }

    private static func runs(_ runs: [NoticeDocument.Run]) -> JSONValue {
        .array(
            runs.map { run in
                .members([
                    ("text", .string(run.text)), ("strong", .bool(run.isStrong)),
                    ("emphasized", .bool(run.isEmphasized)), ("blank", .bool(run.isBlank)),
                ])
            })
    }
}
