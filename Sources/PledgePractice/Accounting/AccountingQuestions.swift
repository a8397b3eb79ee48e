import PledgeCore
import PledgeDecisions

/// Asks the rules in force what a list of disclosures leaves out; every answer once.
///
/// What nothing lets us leave out stands in the list: the law counts it, or the notice promises it.
struct AccountingQuestions {
    static let peopleInStudy = "people-in-study"
    static let purpose = "accounting-request"
    private static let entryDay = "entry-date"
    private static let throughRecord = "entry-through-ehr"

    /// What the rules make of an entry.
    enum Place: Hashable {
        case listed
        /// It may be left out.
        case leftOut(rule: String)
        /// An agency's word holds it back: it must be left out, and the patient is not told of it.
        case suspended
    }

    private struct Question: Hashable {
        var entryClass: String
        var people: Int64?
        var isOnPart2Consent: Bool
        var suspensions: [JSONObject]
    }

    private let rules: RulesInForce
    private let organization: PersonState
    private let facts: JSONObject
    private let unknown: [String]
    private let at: Instant
    /// Suspensions on file, of the patient and of the organization.
    private let suspensions: [JSONObject]
    /// Answers, from one turning day up to the next.
    private var known: [Question: [Int: Place]] = [:]
    private var turning: [Question: [Day]?] = [:]

    /// - Parameters:
    ///   - rules: Those in force.
    ///   - patient: Whose list it is.
    ///   - organization: Person 0.
    ///   - received: The day the list was asked for.
    ///   - from: The first day the patient wants.
    ///   - at: The server's clock.
    init(
        _ rules: RulesInForce, patient: PersonState, organization: PersonState, received: Day, from: Day?, at: Instant
    ) {
        self.rules = rules
        self.at = at
        suspensions = (patient.directives + organization.directives).map(\.document)
            .filter { Disclosure.text($0["type"]) == "suspension" }
        var organization = organization
        organization.directives = []
        self.organization = organization
        var facts = JSONObject()
        facts.append("request-received", .string(received.description))
        facts.append("list-asked-from", from.map { .string($0.description) })
        for member in patient.facts.members where facts[member.name] == nil {
            facts.append(member.name, member.value)
        }
        self.facts = facts
        unknown = patient.unknown
    }

    /// Where a part of a disclosure belongs.
    ///
    /// - Throws: `PracticeError.asked` where the rules have no such list.
    mutating func place(of part: Disclosure.Part, _ disclosure: Disclosure) throws(PracticeError) -> Place {
        let question = Question(
            entryClass: part.entryClass, people: disclosure.peopleInStudy,
            isOnPart2Consent: part.isOnPart2Consent, suspensions: words(for: disclosure))
        let stretch = try stretch(of: disclosure.day, question)
        if let place = known[question]?[stretch] { return place }
        let (request, asked) = asked(question, disclosure.day)
        let decision = try rules.decide(
            request, patient: asked, organization: organization, parties: .none, at: at, offers: false
        ).decision
        let rule = decision.parts.lazy.flatMap(\.grounds).first?.rule.text ?? ""
        let place: Place =
            switch decision.outcome {
            case .required: .suspended
            case .permitted: .leftOut(rule: rule)
            case .refused, .undetermined: .listed
            }
        known[question, default: [:]][stretch] = place
        return place
    }

    /// The number of a stretch of days for which the rules give one answer; where they do not say, each day is one.
    private mutating func stretch(of day: Day, _ question: Question) throws(PracticeError) -> Int {
        if turning[question] == nil {
            let (request, asked) = asked(question, day)
            turning[question] = .some(
                try rules.turningDays(
                    of: AccountingQuestions.entryDay, request, patient: asked, organization: organization, at: at))
        }
        guard let days = turning[question] ?? nil else { return Int(day.number) }
        return days.firstIndex { $0 > day } ?? days.count
    }

    /// Whether a price may be asked for a list, the patient having been told of it.
    func mayCharge() throws(PracticeError) -> Bool {
        var request = self.request(.charge, object: "second-list")
        request.append("answers", .members([("told-of-fee", .bool(true))]))
        let outcome = try rules.decide(
            request, patient: nil, organization: organization, parties: .none, at: at, offers: false
        ).decision.outcome
        return outcome == .permitted || outcome == .required
    }

    private func asked(_ question: Question, _ day: Day) -> (request: JSONObject, patient: PersonState) {
        var request = self.request(.omit, object: "accounting-entry")
        var answers = JSONObject()
        answers.append(EntryClasses.fact, .string(question.entryClass))
        answers.append(AccountingQuestions.peopleInStudy, question.people.map { .integer($0) })
        request.append("answers", .object(answers))
        request.appendUnlessEmpty("documents", question.suspensions.map { .object($0) })
        var asked = PersonState(number: 0, changed: 0)
        asked.facts = facts
        asked.facts.append(AccountingQuestions.entryDay, .string(day.description))
        asked.unknown = unknown
        if question.isOnPart2Consent {
            asked.facts.append("entry-with-part2-consent", .bool(true))
            // Where nobody says how it went, it is listed.
            if facts[AccountingQuestions.throughRecord] == nil,
                organization.facts[AccountingQuestions.throughRecord] == nil
            {
                asked.unknown.append(AccountingQuestions.throughRecord)
            }
        }
        return (request, asked)
    }

    private func request(_ act: Act, object: String) -> JSONObject {
        var request = JSONObject()
        request.append("act", .string(act.rawValue))
        request.append("actor", .members([("kinds", .strings(["covered-entity"]))]))
        request.append("recipient", .members([("kinds", .strings(["individual"]))]))
        request.append("purposes", .strings([AccountingQuestions.purpose]))
        request.append("object", .string(object))
        return request
    }

    /// Words of the agency that got it, or of every agency, and those handed in with it.
    private func words(for disclosure: Disclosure) -> [JSONObject] {
        var words = disclosure.suspensions
        for word in suspensions where !words.contains(word) {
            let agency = Disclosure.text(word["agency"])
            if agency == nil || agency == disclosure.recipient.name { words.append(word) }
        }
        // Two papers of one request have two names.
        var names: Set<String> = []
        return words.enumerated().map { number, word in
            var word = word
            if !names.insert(Disclosure.text(word["id"]) ?? "").inserted || word["id"] == nil {
                word["id"] = .string("suspension-\(number)-of-the-list")
            }
            return word
        }
    }
}
