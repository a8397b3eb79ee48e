import PledgeCore
import PledgeDecisions
import PledgeReference

/// Cases for one rulebook and one set of promises.
struct Round {
    let plain: PlainRulebook
    let fast: CompiledRulebook
    let offers: Int
    private let decider: CodedDecider
    private var generator: CaseGenerator
    private var random: SplitMix64

    init(book: Rulebook, promises: [PromiseDocument], seed: UInt64, offers: Int) throws {
        plain = PlainRulebook(book, promises: promises)
        fast = try CompiledRulebook(book, promises: promises)
        decider = CodedDecider(fast, zone: .utc)
        self.offers = offers
        generator = CaseGenerator(book, seed: seed)
        random = SplitMix64(seed: seed &+ 99)
    }

    mutating func next(_ tally: inout Tally) {
        let request = generator.next()
        let clock = ContinuousClock()
        tally.cases += 1
        var decision = Decision(id: "", outcome: .undetermined)
        let fastTime = clock.measure { decision = fast.decide(request) }
        tally.fastTime += fastTime
        tally.note(slow: fastTime, "fast", request)
        do {
            var result: PlainResult?
            let plainTime = try clock.measure { result = try PlainEvaluator.decide(request, plain) }
            tally.plainTime += plainTime
            tally.note(slow: plainTime, "plain", request)
            guard let result else { return }
            tally.count(result)
            var found = Comparison.differences(decision, result, in: plain)
            if offers > 0, random.below(offers) == 0 { found += try offersThatFail(request, decision, &tally) }
            if !found.isEmpty { tally.report(found, request, plain, decision) }
        } catch {
            tally.skipped += 1
        }
    }

    /// The coded decision is the complete one, where it tells everything.
    mutating func nextCoded(_ tally: inout Tally) {
        let request = generator.next()
        tally.cases += 1
        guard let coded = decider.decide(request) else { return }
        let decision = fast.decide(request)
        tally.coded += 1
        tally.outcomes[decision.outcome, default: 0] += 1
        var found: [String] = []
        if coded.outcome != decision.outcome { found.append("coded \(coded.outcome), complete \(decision.outcome)") }
        if let own = coded.decision, own != decision {
            found.append("coded \(own)")
            found.append("complete \(decision)")
        }
        if !found.isEmpty { tally.report(found, request, plain, decision) }
    }

    /// Every set of changes offered under "lawful if", applied, opens the part in the plain evaluator.
    private func offersThatFail(_ request: Request, _ decision: Decision, _ tally: inout Tally) throws -> [String] {
        var failing: [String] = []
        for part in decision.parts {
            for changes in part.lawfulIf {
                tally.offers += 1
                let changed = request.applying(changes, in: plain.rulebook)
                let result = try PlainEvaluator.decide(changed, plain)
                let pieces = result.parts.filter { Comparison.overlap($0, part, of: decision, in: plain) }
                let isOpen = pieces.allSatisfy { $0.outcome == .permitted || $0.outcome == .required }
                if pieces.isEmpty || !isOpen {
                    let outcomes = pieces.map { "\($0.outcome)" }.joined(separator: " ")
                    let words = changes.map { "\($0.what)" }.joined(separator: "; ")
                    failing.append("lawful if does not open (\(outcomes)): \(words)")
                }
            }
        }
        return failing
    }
}

/// What was seen over all cases.
struct Tally {
    var cases = 0
    var skipped = 0
    /// Cases that a coded decision tells.
    var coded = 0
    var differences = 0
    var offers = 0
    var outcomes: [Outcome: Int] = [:]
    var inPart = 0
    var opened: [String: Int] = [:]
    var stops: Set<String> = []
    var fastTime = Duration.zero
    var plainTime = Duration.zero
    /// Print the rules that differences name.
    var explains = false

    /// Prints a case that took longer than a second.
    func note(slow time: Duration, _ name: String, _ request: Request) {
        if time > .seconds(1) { print("slow: \(name) \(time) \(RequestWriter.json(request).text)") }
    }

    mutating func count(_ result: PlainResult) {
        outcomes[result.outcome, default: 0] += 1
        if result.inPart { inPart += 1 }
        for part in result.parts {
            for ground in part.open { opened[ground.rule, default: 0] += 1 }
            stops.formUnion(part.stops)
        }
    }

    mutating func report(_ found: [String], _ request: Request, _ plain: PlainRulebook, _ fast: Decision) {
        differences += 1
        let line = JSONValue.members([
            ("differences", .strings(found)), ("promises", .strings(plain.promises.map(\.id))),
            ("request", RequestWriter.json(request)),
        ])
        print(line.text)
        if explains {
            for part in fast.parts { print("  fast", part.extent, part.outcome) }
            for question in fast.ask { print("  asks", question.subject) }
            explain(found.joined(), plain)
        }
    }

    private func explain(_ found: String, _ plain: PlainRulebook) {
        for document in plain.promises {
            print(
                "  ", document.id, document.kind, document.effective?.description ?? "-", "reserves",
                document.reservesRight, "consent", document.consentToLessen)
            for stop in document.stops where found.contains(stop.id.text) { print("    ", stop) }
            for ground in plain.rulebook.grounds where found.contains(ground.id.text) {
                for promise in document.promises where ground.isUnder(promise.rule) { print("    ", promise) }
                for exclusion in document.exclusions where ground.isUnder(exclusion.rule) { print("    ", exclusion) }
            }
        }
        for exception in plain.rulebook.exceptions { print("  ", exception) }
        for fact in plain.rulebook.facts { print("  ", fact.name, fact.type, fact.source) }
        for document in plain.promises { for stop in document.stops { print("  ", document.id, stop) } }
        for ground in plain.rulebook.grounds { print("  ", ground) }
        for named in plain.rulebook.conditions { print("  ", named) }
        for answer in plain.rulebook.answers { print("  ", answer) }
        for stop in plain.rulebook.stops { print("  ", stop) }
    }

    func report() {
        let counts = Outcome.allCases.map { "\(outcomes[$0] ?? 0) \($0)" }.joined(separator: ", ")
        print("\(cases) cases: \(counts); \(inPart) in part; \(skipped) skipped")
        print("\(opened.count) grounds opened, \(stops.count) stops held, \(offers) offers tried")
        if coded > 0 { print("\(coded) decided by the coded request alone") }
        print("fast \(fastTime), plain \(plainTime)")
        print("\(differences) differences")
    }
}
