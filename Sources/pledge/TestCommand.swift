import ArgumentParser
import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage

/// `pledge test`: scenarios decided and compared.
struct TestCommand: AsyncParsableCommand {
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

    @Flag(
        help: ArgumentHelp(
            "Change the law a little, many times, and see which changes no scenario notices.",
            discussion: """
                Every condition, boundary, reach, list, duty, limit and accounting class of the law and of the promise \
                documents is changed by itself. Rule files beside the scenarios are left alone. Exit code 1 when fewer \
                than 95 % are noticed.
                """))
    var mutate = false

    @OptionGroup(title: "Mutation") var mutation: MutationOptions

    func run() async throws {
        let engines = ScenarioEngines(rules: rules, organization: organization)
        let files = try ScenarioLine.files(files)
        if mutate {
            var command = MutationCommand(options: mutation, engines: engines)
            return try await command.run(files)
        }
        var run = ScenarioRun(engines: engines)
        for file in files { try run.run(file) }
        guard run.passedCount + run.failedCount > 0 else { throw CommandError.wrongUse("no scenario in these files") }
        try run.output.write(line: "\(run.passedCount) passed, \(run.failedCount) failed")
        try run.output.flush()
        if run.failedCount > 0 { throw CommandError.finding }
    }
}

/// One run over scenario files.
private struct ScenarioRun {
    var engines: ScenarioEngines
    var output = Output()
    var passedCount = 0
    var failedCount = 0

    init(engines: ScenarioEngines) { self.engines = engines }

    mutating func run(_ file: String) throws {
        for line in try ScenarioLine.all(of: file) {
            switch line.result {
            case .success(let scenario): try run(scenario, line)
            case .failure(let error):
                failedCount += 1
                let help = error.help.map { "; \($0)" } ?? ""
                try output.write(line: "FAILED \(file):\(line.number)")
                try output.write(line: "  no scenario: \(error.path): \(error.message)\(help)")
            }
        }
    }

    private mutating func run(_ scenario: Scenario, _ line: ScenarioLine) throws {
        let position = try engines.number(for: scenario, line)
        let engine = engines.all[position]
        let failures: [Scenario.Failure]
        switch engine.reader.read(scenario.request, number: line.number) {
        case .success(let request):
            let zone = engines.zone(of: request)
            failures = failed(scenario, request, engine.compiled, zone)
        case .failure(let error): failures = scenario.failures(of: error)
        }
        if failures.isEmpty {
            passedCount += 1
            return
        }
        failedCount += 1
        try output.write(line: "FAILED \(line.file):\(line.number) \(scenario.id): \(scenario.question)")
        for failure in failures {
            try output.write(line: "  expected \(failure.expected)")
            try output.write(line: "       got \(failure.got)")
        }
        let rules = RuleState.lines(of: failures, in: engine.rules)
        for line in rules { try output.write(line: "      rule \(line)") }
    }

    /// What differs; where no offer and no question is expected, the brief decision mostly tells.
    private func failed(
        _ scenario: Scenario, _ request: Request, _ compiled: CompiledRulebook, _ zone: TimeZoneRules
    ) -> [Scenario.Failure] {
        func failures(of decision: Decision) -> [Scenario.Failure] {
            scenario.failures(of: decision, for: request, zone: zone) { compiled.decide($0, zone: zone) }
        }
        let expected = scenario.expected
        if expected.lawfulIf == nil, expected.ask == nil, expected.questionsMost == nil {
            // Parts that differ only in what is offered are one part in a brief decision.
            if failures(of: compiled.decideInBrief(request, zone: zone)).isEmpty { return [] }
        }
        return failures(of: compiled.decide(request, zone: zone))
    }
}
