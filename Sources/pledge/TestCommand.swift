import ArgumentParser
import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage

/// `pledge test`: scenarios decided and compared.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Decide scenarios and compare with what they expect.",
        discussion: """
            A scenario file has one JSON object a line: {"id", "question", "request", "expect": {"outcome", ...}, "notices": \
            [names or paths], "rulebook": [paths], "source"}. Each failure is printed; the last line is `N passed, N failed`.
            """)

    @Argument(help: "Scenario files, or folders of them.", completion: .file(extensions: ["jsonl"]))
    var files: [String]

    @OptionGroup(title: "Rulebook") var rules: RulebookOptions
    @OptionGroup(title: "Organization") var organization: OrganizationOptions

    func run() throws {
        var run = ScenarioRun(rules: rules, organization: organization)
        for file in try scenarioFiles() { try run.run(file) }
        guard run.passedCount + run.failedCount > 0 else { throw CommandError.wrongUse("no scenario in these files") }
        try run.output.write(line: "\(run.passedCount) passed, \(run.failedCount) failed")
        try run.output.flush()
        if run.failedCount > 0 { throw CommandError.finding }
    }

    private func scenarioFiles() throws -> [String] {
        try files.flatMap { path -> [String] in
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw CommandError.wrongUse("\(path): no such file")
            }
            guard isFolder.boolValue else { return [path] }
            let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
            return names.filter { $0.hasSuffix(".jsonl") }.sorted().map { "\(path)/\($0)" }
        }
    }
}

/// One run over scenario files; rulebooks are made once for each set of files.
private struct ScenarioRun {
    struct Engine {
        let compiled: CompiledRulebook
        let reader: RequestReader
    }

    /// What names the files of an engine.
    struct Key: Hashable {
        var notices: [String]
        var rulebook: [String]
        var folder: String
    }

    let rules: RulebookOptions
    let organization: OrganizationOptions
    let zones = Zones()
    var engines: [Key: Engine] = [:]
    var output = Output()
    var passedCount = 0
    var failedCount = 0

    init(rules: RulebookOptions, organization: OrganizationOptions) {
        self.rules = rules
        self.organization = organization
    }

    mutating func run(_ file: String) throws {
        var lines = try LineReader(path: file, lineBytesMax: RequestReader.bytesMax)
        var number = 0
        while let line = try lines.next(beforeWaiting: {}) {
            number += 1
            guard case .bytes(let bytes) = line else {
                throw CommandError.wrongUse("\(file):\(number): a line too long")
            }
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            switch Scenario.read(line: bytes, number: number) {
            case .success(let scenario): try run(scenario, file: file, number: number)
            case .failure(let error):
                failedCount += 1
                let help = error.help.map { "; \($0)" } ?? ""
                try output.write(line: "FAILED \(file):\(number)")
                try output.write(line: "  no scenario: \(error.path): \(error.message)\(help)")
            }
        }
    }

    private mutating func run(_ scenario: Scenario, file: String, number: Int) throws {
        let engine: Engine
        do {
            engine = try self.engine(for: scenario, file: file)
        } catch let error as CommandError {
            throw CommandError(message: "\(file):\(number): \(error.message)", exitCode: error.exitCode)
        }
        let failures: [Scenario.Failure]
        switch engine.reader.read(scenario.request, number: number) {
        case .success(let request):
            let zone = request.settings.zone.flatMap(zones.rules) ?? .utc
            failures = scenario.failures(of: engine.compiled.decide(request, zone: zone), for: request) {
                engine.compiled.decide($0, zone: zone)
            }
        case .failure(let error): failures = scenario.failures(of: error)
        }
        if failures.isEmpty {
            passedCount += 1
            return
        }
        failedCount += 1
        try output.write(line: "FAILED \(file):\(number) \(scenario.id): \(scenario.question)")
        for failure in failures {
            try output.write(line: "  expected \(failure.expected)")
            try output.write(line: "       got \(failure.got)")
        }
    }

    private mutating func engine(for scenario: Scenario, file: String) throws -> Engine {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        let key = Key(notices: scenario.notices, rulebook: scenario.rulebook, folder: folder)
        if let engine = engines[key] { return engine }
        let extra = try (rules.rulebook + scenario.rulebook).flatMap { try RuleFiles.readAll(found($0, folder)) }
        let law = try RulebookOptions.files(law: rules.law, rulebook: extra)
        let notices = try (rules.notice + scenario.notices).map { try RuleFiles.readPromise($0, besides: folder) }
        let rules = try Rules(RuleFiles.unique(law + notices))
        let settings = try organization.settings(rules.promises, zones)
        let engine = Engine(
            compiled: try rules.compiled(),
            reader: RequestReader(rules.rulebook, defaults: settings, zones: zones.rules))
        engines[key] = engine
        return engine
    }

    /// The path as given, or below the scenario's folder.
    private func found(_ path: String, _ folder: String) -> String {
        let isHere = path.hasPrefix("/") || FileManager.default.fileExists(atPath: path)
        return isHere ? path : "\(folder)/\(path)"
    }
}
