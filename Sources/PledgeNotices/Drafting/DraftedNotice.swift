/// Somebody's prose with the rules that it makes, and what a person must look at.
package struct DraftedNotice: Sendable, Equatable {
    /// A piece of the prose: a heading, a paragraph, an item of a list.
    package struct Part: Sendable, Equatable {
        /// Its lines, word for word.
        package var lines: [NoticeText.Line]
        /// From 1 for a heading; nothing for other prose.
        package var headingLevel: Int?
        /// Lines of its block, none where it makes no rule.
        package var block: [String] = []
        package var marks: [Mark] = []
    }

    /// Something that a person must look at.
    package struct Mark: Sendable, Hashable {
        /// What sort of question it is.
        package enum Kind: String, Sendable, Hashable {
            /// The text goes against the law, or against itself.
            case conflict
            /// It is understood only in part, or there is no rule for it.
            case doubt
        }

        package var kind: Kind
        /// Of the prose; nothing where it is about the whole.
        package var line: Int?
        /// A sentence.
        package var reason: String
    }

    /// A line of the front matter.
    package struct Key: Sendable, Hashable {
        package var name: String
        /// As YAML has it.
        package var value: String
    }

    package var frontMatter: [Key]
    package var parts: [Part]
    /// About the whole, told after the prose.
    package var marks: [Mark]

    /// Everything for a person, in the order of the text.
    package var allMarks: [Mark] { parts.flatMap(\.marks) + marks }

    /// How many promises and rights were written.
    package var ruleCount: Int { parts.reduce(0) { $0 + $1.block.count { !$0.hasPrefix(" ") } } }
}

/// Why no draft was made.
package enum DraftRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case notANotice
    /// The text names no day from which it holds.
    case noDay

    package var description: String {
        switch self {
        case .notANotice: Self.notANoticeText
        case .noDay: "it names no day from which it holds; say --effective with the day, such as 2026-02-16"
        }
    }

    private static let notANoticeText =
        "this is not a notice of privacy practices, and nothing was drafted; say --role agreement or --role policy if "
        + "it is one of these"
}
