package import PledgeCore

/// All that is known of a text after it was checked.
package struct NoticeReport: Sendable, Hashable {
    /// As the caller named it.
    package var file: String
    package var likeness: NoticeLikeness
    /// The year of the law that the text was written to, as its content shows: `2003`, `2013`, `2026`.
    package var vintage: String
    /// `en` or `es`.
    package var language: String
    package var wordCount: Int
    /// The day whose law it was held against.
    package var day: Day
    /// In the order of the law.
    package var elements: [ElementStatus]
    /// By group, then by line.
    package var findings: [NoticeFinding]
    /// The text's own lines by number, for quoting.
    package var lines: [Int: String]

    package var isNotice: Bool { likeness.isNotice }

    /// Whether something that is surely owed is not there at all; a text that is no notice lacks it too.
    package var lacksRequired: Bool {
        !isNotice || findings.contains { $0.group == .missing && $0.severity == .error }
    }
}
