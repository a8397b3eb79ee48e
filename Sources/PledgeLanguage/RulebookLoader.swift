package import PledgeCore
package import PledgeDecisions

/// A rule file as it was read.
package struct SourceFile: Hashable, Sendable {
    /// Name for people: the path as they gave it.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// What a set of files says, with every mistake found in one run.
package struct LoadedRulebook: Sendable {
    /// Nothing when there is an error.
    package var rulebook: Rulebook?
    package var promises: [PromiseDocument]
    package var diagnostics: [Diagnostic]

    package init(rulebook: Rulebook?, promises: [PromiseDocument], diagnostics: [Diagnostic]) {
        self.rulebook = rulebook
        self.promises = promises
        self.diagnostics = diagnostics
    }
}

/// Text to checked rulebook: tokens, tree, names, types.
package enum RulebookLoader {
    /// Reads law, overlays and promise documents together; the role of each stands in its front matter.
    package static func load(_ files: [SourceFile]) -> LoadedRulebook {
        LoadedRulebook(rulebook: nil, promises: [], diagnostics: [])
    }
}
