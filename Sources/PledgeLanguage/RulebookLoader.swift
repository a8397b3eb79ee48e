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
    /// Empty when there is an error.
    package var promises: [PromiseDocument]
    /// By file and place.
    ///
    /// Notes are given only where there is no error.
    package var diagnostics: [Diagnostic]

    package init(rulebook: Rulebook?, promises: [PromiseDocument], diagnostics: [Diagnostic]) {
        self.rulebook = rulebook
        self.promises = promises
        self.diagnostics = diagnostics
    }
}

/// Text to checked rulebook: tokens, tree, names, types.
package enum RulebookLoader {
    /// A rulebook may have this many files.
    static let filesMax = 2000
    /// And this many declarations.
    static let rulesMax = 50_000

    /// Reads law, overlays and promise documents together; the role of each stands in its front matter.
    ///
    /// Pure and total: any text gives a rulebook or says what is wrong with it. Law and overlays may be read alone;
    /// promise documents need the law that they promise.
    package static func load(_ files: [SourceFile]) -> LoadedRulebook {
        guard files.count <= filesMax else {
            let message = DiagnosticMessage.tooManyFiles(filesMax)
            let diagnostic = Diagnostic(id: message.id, span: .none, message: message.text, help: message.help)
            return LoadedRulebook(rulebook: nil, promises: [], diagnostics: [diagnostic])
        }
        let parsed = files.enumerated().map { ParsedFile($0.element, index: $0.offset) }
        var findings = Findings()
        for file in parsed { findings.add(contentsOf: file.findings) }
        let count = parsed.reduce(0) { sum, file in sum + file.blocks.reduce(0) { $0 + $1.declarations.count } }
        guard count <= rulesMax else {
            findings.add(.tooManyRules(rulesMax), at: Place(file: 0, offset: 0, length: 1))
            return LoadedRulebook(rulebook: nil, promises: [], diagnostics: diagnostics(findings, parsed))
        }
        let (names, found) = NameCollector.collect(parsed)
        findings.add(contentsOf: found)
        guard var checker = Checker(files: parsed, names: names) else {
            return LoadedRulebook(rulebook: nil, promises: [], diagnostics: diagnostics(findings, parsed))
        }
        checker.checkAll()
        if !findings.hasErrors, !checker.findings.hasErrors { checker.addNotes() }
        findings.add(contentsOf: checker.findings)
        guard !findings.hasErrors else {
            return LoadedRulebook(rulebook: nil, promises: [], diagnostics: diagnostics(findings, parsed))
        }
        return LoadedRulebook(
            rulebook: checker.rulebook, promises: checker.promises, diagnostics: diagnostics(findings, parsed))
    }

    /// Findings for people, by file and place, each once.
    private static func diagnostics(_ findings: Findings, _ files: [ParsedFile]) -> [Diagnostic] {
        let sorted = findings.all.enumerated().sorted {
            ($0.element.place.file, $0.element.place.offset, $0.offset)
                < ($1.element.place.file, $1.element.place.offset, $1.offset)
        }
        var seen: Set<Finding> = []
        var diagnostics: [Diagnostic] = sorted.compactMap { _, finding in
            guard seen.insert(finding).inserted, files.indices.contains(finding.place.file) else { return nil }
            let source = files[finding.place.file].source
            return Diagnostic(
                id: finding.message.id, severity: finding.message.severity, span: source.span(finding.place),
                message: finding.message.text, help: finding.message.help, sourceLine: source.shownLine(finding.place))
        }
        if findings.madeCount > findings.all.count {
            let more = DiagnosticMessage.moreFindings(findings.madeCount - findings.all.count)
            let span = diagnostics.last?.span ?? .none
            diagnostics.append(Diagnostic(id: more.id, span: span, message: more.text, help: more.help))
        }
        return diagnostics
    }
}
