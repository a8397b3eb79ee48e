package import PledgeCore

/// What a paper lacks, or what is wrong with it, whatever it is to be used for.
package struct DocumentDefect: Hashable, Sendable {
    package var words: String
    /// Of the condition that fails; empty where the law gives none.
    package var citation: String
    /// The fields that would mend it, by name.
    package var fields: [String]
    /// Rules that cannot rest on the paper for that.
    package var rules: [RuleID]

    package init(words: String, citation: String, fields: [String], rules: [RuleID]) {
        self.words = words
        self.citation = citation
        self.fields = fields
        self.rules = rules
    }
}

/// What the law asks of a paper alone, and what of it this one does not meet.
package struct DocumentReview: Hashable, Sendable {
    /// In the order of the law, those of grounds first.
    package var defects: [DocumentDefect] = []
    /// Rules that may rest on it, should everything else be as they ask.
    package var serves: [RuleID] = []
    /// Grounds could rest on such a paper, and none can on this one; where none could, no other rule can.
    package var isDefective = false

    package init() {}
}
