package import PledgeCore

/// Proves things about a rulebook and its promise documents, or refutes them with a request.
///
/// Exact, not sampled, over the closed language: every value that a condition can tell from another is tried, with at most two
/// papers of each kind in hand. What grows too large is named and left open.
///
/// Pure; one thread.
package final class Prover {
    let book: Rulebook
    let promises: [PromiseDocument]
    let zone: TimeZoneRules
    let zoneName: String?
    /// The day on which rules are looked at first; those not in force then, on a day of their own.
    let day: Day
    /// Whether findings about a rule of this place are wanted.
    let isWanted: (SourceSpan) -> Bool
    /// Whether a finding is told, so that the smallest request is looked for.
    let isTold: (ProofFinding) -> Bool
    let law: CompiledRulebook
    let bound: CompiledRulebook
    var report = ProofReport()
    private var benches: [Day: ProofBench] = [:]
    private var boundBenches: [Day: ProofBench] = [:]

    private init(
        _ book: Rulebook, _ promises: [PromiseDocument], zone: TimeZoneRules, zoneName: String?, day: Day?,
        isWanted: @escaping (SourceSpan) -> Bool, isTold: @escaping (ProofFinding) -> Bool
    ) throws(CompileError) {
        self.book = book
        self.promises = promises
        self.zone = zone
        self.zoneName = zoneName
        self.isWanted = isWanted
        self.isTold = isTold
        let latest = book.grounds.map(\.head.force.since) + promises.compactMap(\.effective)
        self.day = day ?? book.covers?.last ?? latest.max() ?? Day(number: 0)
        law = try CompiledRulebook(book)
        bound = promises.isEmpty ? law : try CompiledRulebook(book, promises: promises, wordsOf: law)
    }

    /// Runs every proof.
    ///
    /// - Parameters:
    ///   - book: Checked law, with its overlays.
    ///   - promises: Documents that are in force together.
    ///   - zone: Zone of the organization, for days.
    ///   - zoneName: Its tzdata name, for the requests.
    ///   - day: The day of the requests; the last that the rulebook covers, where none is given.
    ///   - isWanted: Whether findings about a rule of this place are wanted.
    ///   - isTold: Whether a finding, as yet without a request, is told; for others no smallest request is looked for.
    /// - Returns: What was found, proved, and left open; findings in the order of the proofs, then of the rules.
    /// - Throws: `CompileError` where the rulebook exceeds a bound of the evaluator.
    package static func prove(
        _ book: Rulebook, promises: [PromiseDocument] = [], zone: TimeZoneRules = .utc, zoneName: String? = nil,
        on day: Day? = nil, where isWanted: @escaping (SourceSpan) -> Bool = { _ in true },
        telling isTold: @escaping (ProofFinding) -> Bool = { _ in true }
    ) throws(CompileError) -> ProofReport {
        let prover = try Prover(
            book, promises, zone: zone, zoneName: zoneName, day: day, isWanted: isWanted, isTold: isTold)
        prover.proveNarrowing()
        prover.proveMattering()
        prover.proveContradictions()
        prover.provePromises()
        prover.proveDemands()
        prover.proveReaches()
        let all = Array(prover.benches.values) + prover.boundBenches.values
        prover.report.undecided += Set(all.flatMap(\.circuit.candidates.cutWords)).sorted()
        prover.report.conflictCount = all.reduce(0) { $0 + $1.conflictCount }
        return prover.report
    }

    /// The law alone, on a day.
    func bench(_ day: Day? = nil) -> ProofBench {
        let day = day ?? self.day
        if let known = benches[day] { return known }
        let bench = ProofBench(law, on: day, zone: zone, zoneName: zoneName)
        benches[day] = bench
        return bench
    }

    /// The law with the promise documents, on a day.
    func boundBench(_ day: Day? = nil) -> ProofBench {
        if promises.isEmpty { return bench(day) }
        let day = day ?? self.day
        if let known = boundBenches[day] { return known }
        let bench = ProofBench(bound, on: day, zone: zone, zoneName: zoneName)
        boundBenches[day] = bench
        return bench
    }

    // MARK: Days

    /// Days to look at a rule: the first day where it is in force then, and those at which its law or a condition on the
    /// day of the act changes; the latest first.
    func days(of force: Force) -> [Day] {
        var turns: Set<Day> = []
        for span in book.forces {
            turns.formUnion([span.since] + (span.until.map { [Day(number: $0.number - 1)] } ?? []))
        }
        for case .test(let test) in law.program.main.atoms {
            for (own, other) in [(test.left, test.right), (test.right, test.left)] where own == .field(.at) {
                if case .moment(.day(let day)) = other {
                    turns.formUnion([day, Day(number: day.number - 1), Day(number: day.number + 1)])
                }
            }
        }
        if let covers = book.covers { turns = turns.filter { covers.contains(Period($0)) } }
        let all = turns.filter { force.includes($0) && $0 != day }.sorted(by: >)
        return (force.includes(day) ? [day] : []) + all
    }

    // MARK: Findings

    /// Adds a finding, with the smallest request that shows it.
    ///
    /// A request on which the evaluator does not show it is a mistake of the proof, and told as one.
    func find(
        _ kind: ProofFinding.Kind, _ rules: [String], _ words: String, _ span: SourceSpan,
        _ shown: (request: Request, bench: ProofBench, shows: (Decision) -> Bool)? = nil, isListed: Bool = false,
        where holds: @escaping (Request) -> Bool = { _ in true }
    ) {
        var finding = ProofFinding(kind: kind, rules: rules, words: words, span: span)
        if let shown {
            guard holds(shown.request), shown.shows(shown.bench.decide(shown.request)) else {
                report.unconfirmed.append("\(kind.rawValue) \(rules.joined(separator: ", ")): \(words)")
                return
            }
            finding.request =
                isTold(finding)
                ? RequestShrinking(shown.bench, holds, shown.shows).smallest(shown.request) : shown.request
        }
        if isListed { report.listed.append(finding) } else { report.findings.append(finding) }
    }
}

extension Rulebook {
    /// The days of force of every rule.
    fileprivate var forces: Set<Force> {
        Set(
            grounds.map(\.head.force) + stops.map(\.head.force) + exceptions.map(\.head.force)
                + standings.map(\.head.force) + answers.map(\.head.force))
    }
}

/// Leaves out of a request what it does not need to show something.
struct RequestShrinking {
    private let isShown: (Request) -> Bool

    init(
        _ bench: ProofBench, _ holds: @escaping (Request) -> Bool, _ isShown: @escaping (Decision) -> Bool
    ) {
        self.isShown = { holds($0) && isShown(bench.decide($0)) }
    }

    init(isShown: @escaping (Request) -> Bool) { self.isShown = isShown }

    private func shows(_ request: Request) -> Bool { isShown(request) }

    func smallest(_ request: Request) -> Request {
        var best = request
        func attempt(_ change: (inout Request) -> Void) {
            var tried = best
            change(&tried)
            if tried != best, shows(tried) { best = tried }
        }
        for kind in best.recipient.kinds {
            attempt { if $0.recipient.kinds.count > 1 { $0.recipient.kinds.removeAll { $0 == kind } } }
        }
        for kind in best.actor.kinds {
            attempt { if $0.actor.kinds.count > 1 { $0.actor.kinds.removeAll { $0 == kind } } }
        }
        for purpose in best.purposes ?? [] {
            attempt { if ($0.purposes?.count ?? 0) > 1 { $0.purposes?.removeAll { $0 == purpose } } }
        }
        remove(best.documents.map(\.id)[...], from: &best) { request, ids in
            request.documents.removeAll { ids.contains($0.id) }
        }
        remove((best.records?.documents.map(\.id) ?? [])[...], from: &best) { request, ids in
            request.records?.documents.removeAll { ids.contains($0.id) }
        }
        remove(best.answers.keys.sorted()[...], from: &best) { request, names in
            for name in names { request.answers[name] = nil }
        }
        remove((best.records?.facts.keys.sorted() ?? [])[...], from: &best) { request, names in
            for name in names { request.records?.facts[name] = nil }
        }
        shrinkPapers(&best)
        attempt { $0.channelAddress = nil }
        attempt { $0.channel = nil }
        attempt { $0.onBehalfOf = nil }
        attempt { $0.recipient.id = nil }
        attempt { $0.recipient.address = nil }
        attempt { $0.actor.id = nil }
        attempt { $0.object = nil }
        attempt { $0.records?.firstContact = nil }
        for label in best.groups.first?.labels ?? [] { attempt { $0.groups[0].labels?.removeAll { $0 == label } } }
        guard !best.groups.isEmpty else { return best }
        attempt { $0.groups[0].service = nil }
        attempt { $0.groups[0].source = nil }
        attempt { $0.groups[0].given = nil }
        attempt { $0.groups[0].held = nil }
        attempt { $0.groups[0].madeByUs = nil }
        attempt { $0.groups[0].paidInFull = nil }
        attempt { $0.groups[0].item = nil }
        attempt { $0.groups[0].place = nil }
        attempt { $0.groups[0].part2 = nil }
        return best
    }

    /// Takes out what it can: all at once, else half by half.
    private func remove<Item>(
        _ items: ArraySlice<Item>, from best: inout Request, _ take: (inout Request, ArraySlice<Item>) -> Void
    ) {
        guard !items.isEmpty else { return }
        var tried = best
        take(&tried, items)
        if shows(tried) {
            best = tried
            return
        }
        guard items.count > 1 else { return }
        let middle = items.startIndex + items.count / 2
        remove(items[..<middle], from: &best, take)
        remove(items[middle...], from: &best, take)
    }

    private func shrinkPapers(_ best: inout Request) {
        for number in best.documents.indices {
            remove(best.documents[number].fields.keys.sorted()[...], from: &best) { request, names in
                for name in names { request.documents[number].fields[name] = nil }
            }
        }
        for number in (best.records?.documents ?? []).indices {
            remove((best.records?.documents[number].fields.keys.sorted() ?? [])[...], from: &best) { request, names in
                for name in names { request.records?.documents[number].fields[name] = nil }
            }
        }
    }
}
