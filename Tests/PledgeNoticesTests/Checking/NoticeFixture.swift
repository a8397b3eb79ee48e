import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLaw
import PledgeNotices

/// The recognizers and the law that the program is built with.
enum NoticeFixture {
    static let recognizers: Result<Recognizers, RecognizerError> = {
        do throws(RecognizerError) { return .success(try Recognizers(EmbeddedLaw.recognizers)) } catch {
            return .failure(error)
        }
    }()

    static let law: NoticeLaw = {
        let files = EmbeddedLaw.files.map { SourceFile(path: $0.path, text: $0.text) }
        let rulebook = RulebookLoader.load(files).rulebook
        return NoticeLaw(elements: rulebook?.elements ?? [], facts: rulebook?.facts ?? [])
    }()

    static func text(_ text: String) -> NoticeText {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
            NoticeText.Line(text: String($0.element), number: $0.offset + 1)
        }
        return NoticeText(form: .text, lines: lines)
    }

    /// What a text says of one element.
    static func status(_ id: String, _ text: String) throws -> ElementStatus {
        let recognizers = try recognizers.get()
        guard let element = recognizers.element(id) else { return ElementStatus(id: id, status: .notApplicable) }
        return NoticeReading(Self.text(text), recognizers).status(of: element)
    }

    static func report(
        _ text: String, profile: NoticeProfile = NoticeProfile(), on day: Day? = nil
    ) throws -> NoticeReport {
        NoticeChecker(recognizers: try recognizers.get(), law: law)
            .check(Self.text(text), file: "notice.txt", profile: profile, on: day)
    }
}
