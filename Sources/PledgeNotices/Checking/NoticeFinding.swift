package import PledgeCore

/// Something worth telling about a notice.
package struct NoticeFinding: Sendable, Hashable {
    /// What sort of news it is; reports follow this order.
    package enum Group: String, Sendable, Hashable, CaseIterable {
        case kind, stops, promises, conflict, missing, partial, stale, leftover, reading, doubt
    }

    /// A stable name: an element's, a remark's, or one of ours such as `reading-grade`.
    package var id: String
    package var group: Group
    package var severity: Diagnostic.Severity
    /// One plain sentence.
    package var title: String
    /// What the law says of it; empty where it says nothing.
    package var law = ""
    package var citation = ""
    /// Since when it has been required.
    package var since: Day?
    package var line: Int?
    package var quote = ""
    /// A sentence one could add.
    package var suggestion = ""
    /// What must be so for it to matter, each in words: `we raise funds`.
    package var dependsOn: [String] = []
}

extension NoticeFinding.Group {
    /// Over the findings of the group.
    package var heading: String {
        switch self {
        case .kind: "What this is"
        case .stops: "What your notice stops you from doing, which the law would allow"
        case .promises: "What your notice promises beyond the law"
        case .conflict: "What goes against the law, or against itself"
        case .missing: "What is missing"
        case .partial: "What is only half there"
        case .stale: "What is law no more"
        case .leftover: "What was left in"
        case .reading: "How it reads"
        case .doubt: "What may have been read wrongly"
        }
    }
}
