import ArgumentParser
import PledgeCore
import PledgeDecisions
import PledgeLanguage

/// Where the law is read from.
struct LawOption: ParsableArguments {
    @Option(
        name: .customLong("law"),
        help: ArgumentHelp(
            "Read the law from the `.md` files below this folder.",
            discussion: "Without it: the law that is built in.", valueName: "dir"),
        completion: .directory)
    var folder: String?
}

/// Which law and which promises hold.
struct RulebookOptions: ParsableArguments {
    @OptionGroup private var lawOption: LawOption
    var law: String? { lawOption.folder }

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Further rule files or folders, such as a state's overlay.",
            discussion: "A file of role `law` takes the place of the law that is built in; with --law, both are read.",
            valueName: "file"),
        completion: .file(extensions: ["md"]))
    var rulebook: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Notices, agreements and policies in force.",
            discussion: "A bare name such as `hospital` finds Notices/hospital.md.", valueName: "file"),
        completion: .file(extensions: ["md"]))
    var notice: [String] = []

    @Option(
        help: ArgumentHelp(
            "Rules and promises that `pledge compile` wrote, in place of all others.", valueName: "file"),
        completion: .file())
    var compiled: String?

    func validate() throws {
        if compiled != nil, law != nil || !rulebook.isEmpty || !notice.isEmpty {
            throw ValidationError("--compiled takes the place of --law, --rulebook and --notice: give either")
        }
    }

    /// The files, each once: law first.
    func files() throws -> [SourceFile] {
        try RulebookOptions.files(law: law, rulebook: rulebook.flatMap(RuleFiles.readAll))
            + notice.map { try RuleFiles.readPromise($0) }
    }

    /// The law that goes with these rule files, and the files.
    static func files(law: String?, rulebook: [SourceFile]) throws -> [SourceFile] {
        if let law { return RuleFiles.unique(try RuleFiles.readAll(law) + rulebook) }
        let isComplete = rulebook.contains { $0.role == "law" }
        return RuleFiles.unique((isComplete ? [] : RuleFiles.embedded) + rulebook)
    }

    func loaded() throws -> Rules {
        if let compiled { return Rules(try CompiledFile.read(compiled)) }
        return try Rules(RuleFiles.unique(try files()))
    }
}

/// A rulebook with its promises, without errors, ready to decide.
struct Rules {
    let rulebook: Rulebook
    let promises: [PromiseDocument]
    /// Whether they were compiled before: then only what a request needs is compiled.
    private let isStored: Bool

    init(_ stored: StoredRulebook) {
        rulebook = stored.rulebook
        promises = stored.promises
        isStored = true
    }

    /// - Throws: `CommandError` with exit code 2 once the errors were told.
    init(_ files: [SourceFile]) throws {
        let loaded = RulebookLoader.load(files)
        let errors = loaded.diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty, let rulebook = loaded.rulebook else {
            for error in errors.prefix(20) { Message.write(error.rendered) }
            throw CommandError.wrongUse(
                "the rulebook has \(errors.count) error\(errors.count == 1 ? "" : "s"); nothing is decided")
        }
        self.rulebook = rulebook
        self.promises = loaded.promises
        isStored = false
    }

    func compiled() throws -> CompiledRulebook {
        do {
            if isStored { return try CompiledRulebook(StoredRulebook(rulebook: rulebook, promises: promises)) }
            return try CompiledRulebook(rulebook, promises: promises)
        } catch {
            throw CommandError.wrongUse("the rulebook cannot be used: \(error)")
        }
    }
}
