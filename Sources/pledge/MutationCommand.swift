import ArgumentParser
import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage

/// What `pledge test --mutate` changes and where it writes.
struct MutationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only mutants of this rule, those under it, this name, or this file; may be repeated.", valueName: "rule"))
    var only: [String] = []

    @Option(help: ArgumentHelp("Only so many mutants, taken at random.", valueName: "count"))
    var sample: Int?

    @Flag(
        help:
            "Also drop and widen names in lists, duties, limits and classes, not conditions, boundaries and reaches alone."
    )
    var every = false

    @Option(help: "Seed of the sample.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Write the survivors here, one a line.", valueName: "file"), completion: .file())
    var survivors: String?

    @Option(
        help: ArgumentHelp(
            "A table of survivors that are accepted: rule | mutant | reason.", valueName: "file"),
        completion: .file(extensions: ["md"]))
    var accepted: String?

    @Option(help: ArgumentHelp("Threads.", valueName: "count"))
    var threads: Int?

    func validate() throws {
        if let sample, sample < 1 { throw ValidationError("--sample takes at least 1") }
        if let threads, !(1...64).contains(threads) { throw ValidationError("--threads takes 1 to 64") }
    }
}

/// Mutation of the rulebooks: makes the mutants, runs them, tells the survivors.
struct MutationCommand {
    /// Noticed mutants per hundred that are enough.
    static let percentMin = 95

    let options: MutationOptions
    var engines: ScenarioEngines

    init(options: MutationOptions, engines: ScenarioEngines) {
        self.options = options
        self.engines = engines
    }

    mutating func run(_ files: [String]) async throws {
        let accepted = try options.accepted.map { try AcceptedMutants(RuleFiles.read($0).text) }
        let start = ContinuousClock.now
        let cases = try cases(in: files)
        guard !cases.isEmpty else { throw CommandError.wrongUse("no scenario in these files that passes") }
        let mutants = sampled(all())
        guard !mutants.isEmpty else { throw CommandError.wrongUse("nothing to change: no rule of that id or file") }
        let run = MutationRun(engines: engines.all, cases: cases)
        Message.write("\(mutants.count) mutants, \(cases.count) scenarios, ready in \(seconds(since: start)) s")
        let threads = options.threads ?? ProcessInfo.processInfo.activeProcessorCount
        let isNoticed = await run.noticed(mutants, threads: threads)
        let survivors = zip(mutants, isNoticed).filter { !$0.1 }.map(\.0)
        try tell(mutants, survivors, accepted)
        Message.write("\(seconds(since: start)) s")
        // In whole hundredths, so that 94.99 % is not enough.
        if (mutants.count - survivors.count) * 100 < mutants.count * MutationCommand.percentMin {
            throw CommandError.finding
        }
    }

    private func seconds(since start: ContinuousClock.Instant) -> Int {
        Int((ContinuousClock.now - start).components.seconds)
    }

    // MARK: Scenarios

    /// Scenarios that pass on the rulebook as it is.
    private mutating func cases(in files: [String]) throws -> [MutationCase] {
        var cases: [MutationCase] = []
        var failedCount = 0
        var uses: [Int: RuleUses] = [:]
        for file in files {
            for line in try ScenarioLine.all(of: file) {
                guard case .success(let scenario) = line.result else {
                    failedCount += 1
                    continue
                }
                if scenario.expected.outcome == nil { continue }
                let number = try engines.number(for: scenario, line)
                let engine = engines.all[number]
                guard case .success(let request) = engine.reader.read(scenario.request, number: line.number) else {
                    failedCount += 1
                    continue
                }
                let zone = engines.zone(of: request)
                let own = uses[number] ?? RuleUses(engine.compiled)
                uses[number] = own
                guard
                    let passing = MutationCase(
                        scenario, request, zone, engine: number, compiled: engine.compiled, uses: own)
                else {
                    failedCount += 1
                    continue
                }
                cases.append(passing)
            }
        }
        if failedCount > 0 {
            Message.write(
                "\(failedCount) scenario\(failedCount == 1 ? "" : "s") left out: they fail without any change")
        }
        return cases
    }

    // MARK: Mutants

    /// Every mutant of the rulebooks that the scenarios stand on, each once.
    private func all() -> [Mutant] {
        var seen: Set<Mutant.Change> = []
        var mutants: [Mutant] = []
        for engine in engines.all {
            let own = MutantMaker.mutants(of: engine.rules.rulebook, engine.rules.promises) {
                !engine.fixtures.contains($0.file)
            }
            mutants += own.filter { (options.every || $0.isOfCondition) && seen.insert($0.change).inserted }
        }
        return options.only.isEmpty ? mutants : mutants.filter(isWanted)
    }

    private func isWanted(_ mutant: Mutant) -> Bool {
        options.only.contains { wanted in
            if mutant.span.file == wanted || mutant.span.file.hasSuffix("/" + wanted) { return true }
            return mutant.rule.split(separator: " ").contains { RuleID(String($0)).isUnder(RuleID(wanted)) }
        }
    }

    /// As many as are wanted, in their order.
    private func sampled(_ mutants: [Mutant]) -> [Mutant] {
        guard let count = options.sample, count < mutants.count else { return mutants }
        var generator = SplitMix(state: options.seed)
        let chosen = mutants.indices.shuffled(using: &generator).prefix(count).sorted()
        return chosen.map { mutants[$0] }
    }

    // MARK: Telling

    private func tell(_ mutants: [Mutant], _ survivors: [Mutant], _ accepted: AcceptedMutants?) throws {
        var output = Output()
        let surviving = survivors.filter { accepted?.contains($0) != true }
        for mutant in surviving { try output.write(line: "not noticed: \(mutant.line)") }
        if let accepted, options.only.isEmpty, options.sample == nil {
            let left = accepted.others(than: survivors)
            for row in left { try output.write(line: "accepted, and noticed or gone: \(row)") }
        }
        let noticedCount = mutants.count - survivors.count
        let hundredths = noticedCount * 10_000 / mutants.count
        let fraction = hundredths % 100
        var line = "\(mutants.count) mutants: \(noticedCount) noticed "
        line += "(\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) %), \(survivors.count) not"
        if accepted != nil { line += ", of which \(survivors.count - surviving.count) accepted" }
        try output.write(line: line)
        try output.flush()
        guard let path = options.survivors else { return }
        let text = survivors.map { $0.line + "\n" }.joined()
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw CommandError.wrongUse("\(path): cannot be written")
        }
    }
}

extension Mutant {
    /// Place, rule and words.
    var line: String {
        let place = span.file.isEmpty ? "" : "\(span.file):\(span.line): "
        return "\(place)\(rule): \(words)"
    }
}

/// A random generator that gives the same numbers for the same seed.
///
/// - Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
