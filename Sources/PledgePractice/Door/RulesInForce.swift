import Crypto
package import PledgeCore
package import PledgeDecisions
import PledgeLedger

/// Rules and promises by their hash, ready to decide.
package final class RulesInForce: Sendable {
    /// SHA-256 of the stored bytes, in hexadecimal digits.
    package let hash: String
    package let rulebook: Rulebook
    package let promises: [PromiseDocument]
    /// Grounds by their ids; of versions of one id, the last.
    let grounds: [String: Ground]
    let compiled: CompiledRulebook
    private let deciders: DeciderPool
    let reader: RequestReader
    /// What is wrong with a paper.
    let papers: DocumentReviewer
    let zones: @Sendable (String) -> TimeZoneRules?

    /// - Parameters:
    ///   - stored: Rules and promises.
    ///   - zones: The rules of a time zone by its name.
    /// - Throws: `PracticeError.tampered` where they cannot be used.
    package init(
        _ stored: StoredRulebook, zones: @escaping @Sendable (String) -> TimeZoneRules?
    ) throws(PracticeError) {
        rulebook = stored.rulebook
        promises = stored.promises
        grounds = Dictionary(stored.rulebook.grounds.map { ($0.id.text, $0) }) { $1 }
        hash = RulesInForce.hash(of: stored.bytes)
        do {
            compiled = try CompiledRulebook(stored)
        } catch {
            throw .tampered("the rules in force cannot be used: \(error)")
        }
        deciders = DeciderPool(compiled)
        papers = DocumentReviewer(compiled)
        reader = RequestReader(stored.rulebook, zones: zones)
        self.zones = zones
    }

    package static func hash(of bytes: [UInt8]) -> String { Hexadecimal.encode(SHA256.hash(data: bytes)) }

    /// The duty that waits for the privacy officer, before anything goes that rests on an unverified rule.
    var officerRelease: OwedDuty? {
        rulebook.duties.first { $0.name == "officer-release" }.map {
            OwedDuty(duty: $0.name, words: $0.words, say: $0.say, time: .before, owedBy: $0.owedBy)
        }
    }

    // MARK: Deciding

    /// A request as the door puts it together, and its decision.
    struct Decided {
        var request: Request
        var decision: Decision
    }

    /// Decides a caller's request with what the store holds.
    ///
    /// - Parameters:
    ///   - request: The caller's part, with nothing of ours in it.
    ///   - patient: The patient; nothing where it is nobody in particular.
    ///   - organization: Person 0.
    ///   - parties: Those that the request names.
    ///   - at: The server's clock.
    ///   - offers: Whether to search for what would make it lawful.
    /// - Returns: The request as it was read, and its decision.
    /// - Throws: `PracticeError.asked` where the request does not fit the rules.
    func decide(
        _ request: JSONObject, patient: PersonState?, organization: PersonState, parties: PartiesRead, at: Instant,
        offers: Bool
    ) throws(PracticeError) -> Decided {
        let parsed = try read(request, patient: patient, organization: organization, parties: parties, at: at)
        let zone = zone(of: parsed)
        let coded = offers ? nil : deciders.decide(parsed, zoneName: parsed.settings.zone ?? "", zone: zone)
        let decision =
            coded ?? (offers ? compiled.decide(parsed, zone: zone) : compiled.decideInBrief(parsed, zone: zone))
        return Decided(request: parsed, decision: decision)
    }

    /// The days near which a decision may turn with a fact that is a day; nil where that cannot be said.
    ///
    /// - Throws: `PracticeError.asked` where the request does not fit the rules.
    func turningDays(
        of fact: String, _ request: JSONObject, patient: PersonState, organization: PersonState, at: Instant
    ) throws(PracticeError) -> [Day]? {
        let parsed = try read(request, patient: patient, organization: organization, parties: .none, at: at)
        return compiled.turningDays(of: fact, in: parsed, zone: zone(of: parsed))
    }

    private func zone(of request: Request) -> TimeZoneRules { request.settings.zone.flatMap(zones) ?? .utc }

    /// A caller's request as the rules read it, with what the store holds.
    func read(
        _ request: JSONObject, patient: PersonState?, organization: PersonState, parties: PartiesRead, at: Instant
    ) throws(PracticeError) -> Request {
        let whole = try whole(request, patient: patient, organization: organization, parties: parties, at: at)
        switch reader.read(.object(whole), number: 1) {
        case .success(let request): return request
        case .failure(let error): throw PracticeError(error)
        }
    }

    /// The caller's request with time, records and settings.
    private func whole(
        _ request: JSONObject, patient: PersonState?, organization: PersonState, parties: PartiesRead, at: Instant
    ) throws(PracticeError) -> JSONObject {
        var papers = try handed(request)
        var records = JSONObject()
        var unknown: [String] = []
        var onFile: [JSONValue] = []
        var whole = request
        if let patient { state(patient.days, &records, &unknown) }
        if !parties.states.isEmpty {
            for (fact, isSo) in parties.follows(from: request, on: organization.zone(zones).day(of: at)) {
                state(fact, isSo, &records, &whole)
            }
        }
        for state in [patient, organization].compactMap({ $0 }) {
            for member in state.facts.members where records[member.name] == nil && isDeclared(member.name) {
                records.append(member.name, member.value)
            }
            unknown += state.unknown.filter(isDeclared)
        }
        let directives = (patient?.directives ?? []) + organization.directives + parties.papers(request)
        for directive in directives where !directive.isKeptOut {
            guard case .string(let name)? = directive.document["type"], let type = rulebook.document(name) else {
                // A type the rules no longer know is no paper under them.
                continue
            }
            if type.onFile {
                onFile.append(.object(directive.document))
            } else {
                papers.append(.object(directive.document))
            }
        }
        records.appendUnlessEmpty("documents", onFile)
        if let first = patient?.firstContact { records.append("firstContact", .string(first)) }
        records.appendUnlessEmpty("accepted", (patient?.accepted ?? []).map { .string($0) })
        records.appendUnlessEmpty("unknown", unknown.filter { records[$0] == nil }.map { .string($0) })
        whole["at"] = .string(at.description)
        whole["documents"] = papers.isEmpty ? nil : .array(papers)
        whole["records"] = .object(records)
        whole["settings"] = organization.settings.members.isEmpty ? nil : .object(organization.settings)
        return whole
    }

    /// The papers that came with the request.
    private func handed(_ request: JSONObject) throws(PracticeError) -> [JSONValue] {
        guard case .array(let handed)? = request["documents"] else { return [] }
        for (position, paper) in handed.enumerated() {
            if case .object(let object) = paper, case .string(let type)? = object["type"], isDirective(type) {
                throw .asked(
                    ShapeProblem(
                        path: "$.documents[\(position)]",
                        message: "what the patient signed or said counts once it is on file",
                        help: "take it in first, then ask again"))
            }
        }
        return handed
    }

    /// States the days that are no facts of the record by themselves: a day that is known in part is unknown.
    private func state(_ days: [(fact: String, day: String)], _ records: inout JSONObject, _ unknown: inout [String]) {
        for (fact, day) in days where isDeclared(fact) {
            if Day(day) == nil { unknown.append(fact) } else { records.append(fact, .string(day)) }
        }
    }

    /// States what follows from the tree of units, where the rules ask for it: in our records, or as an answer.
    private func state(_ fact: String, _ isSo: Bool, _ records: inout JSONObject, _ whole: inout JSONObject) {
        if isDeclared(fact) {
            records.append(fact, .bool(isSo))
        } else if rulebook.fact(fact) != nil {
            var answers = JSONObject()
            if case .object(let given)? = whole["answers"] { answers = given }
            answers[fact] = .bool(isSo)
            whole["answers"] = .object(answers)
        }
    }

    private func isDeclared(_ fact: String) -> Bool { reader.isRecorded(fact) }

    /// Whether a caller may not hand it in: it is on file, or comes from the patient.
    func isDirective(_ type: String) -> Bool {
        guard let type = rulebook.document(type) else { return false }
        return type.onFile || type.obtained.by == .patient
    }
}

extension PersonState {
    /// Days of a life, by the facts that rules read.
    fileprivate var days: [(fact: String, day: String)] {
        var days: [(fact: String, day: String)] = []
        if let birth { days.append(("birth", birth)) }
        if let died = details.died, died != "no" { days.append(("death", died)) }
        return days
    }
}
