import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// Made-up entries and the lists that rules make of them, without a store.
struct AccountingFixture {
    /// Rules of the law alone, and with the hospital's notice.
    enum Book: String, CaseIterable, Sendable {
        case law, hospital

        func stored() throws -> StoredRulebook {
            var stored = try PracticeFixture.law.get()
            if self == .law { stored.promises = [] }
            return stored
        }
    }

    /// Made ready once: without optimizing that takes seconds.
    static let rules: [Book: Result<RulesInForce, any Error>] = Dictionary(
        uniqueKeysWithValues: Book.allCases.map { book in
            (book, Result { try RulesInForce(try book.stored()) { $0 == "UTC" ? .utc : try? TimeZoneRules.named($0) } })
        })

    /// What an entry of the history rests on.
    struct Kind {
        var name: String
        var rule: String?
        var accounting: String
        var basis: String?
        var isRelease = true
        var act = "disclose"
        var more: [(String, JSONValue)] = []
    }

    static func record(
        _ kind: Kind, on day: Day, recipient: String = "r1", purpose: String = "treatment", person: Int64 = 1,
        documents: [JSONValue] = []
    ) -> ReleaseRecord {
        var request = JSONObject()
        request.append("at", .string("\(day)T18:00:00Z"))
        request.append("act", .string(kind.act))
        request.append("actor", .members([("id", .string("Lab Co")), ("kinds", .strings(["covered-provider"]))]))
        request.append(
            "recipient", .members([("id", .string(recipient)), ("kinds", .strings(["provider"]))]))
        request.append("purposes", .strings([purpose]))
        request.append("groups", .array([.members([("item", .string("record"))])]))
        request.appendUnlessEmpty("documents", documents)
        for (name, value) in kind.more { request.append(name, value) }
        var record = ReleaseRecord(request: request, people: [person], state: [], rules: "", by: "Front Desk")
        var part = JSONObject()
        part.append("group", .integer(0))
        part.append("outcome", .string(kind.rule == nil ? "refused" : "permitted"))
        if let rule = kind.rule {
            part.append(
                "grounds",
                .array([.members([("rule", .string(rule)), ("accounting", .string(kind.accounting))])]))
        }
        record.decisions = [
            ReleaseRecord.Decided(
                person: person, decision: .members([("parts", .array([.object(part)]))]), relied: [kind.rule])
        ]
        record.basis = kind.basis
        if !kind.isRelease { record.happened = day.description }
        return record
    }

    static func entries(_ records: [(ReleaseRecord, Bool)]) -> [AccountingSources.Entry] {
        records.enumerated().map { number, record in
            AccountingSources.Entry(number: Int64(number), record: record.0, isRelease: record.1)
        }
    }

    /// The list that entries make.
    static func list(
        _ entries: [AccountingSources.Entry], _ book: Book = .law, on day: String = "2026-11-21",
        request: String = "", patient: [JSONObject] = [], organization: [JSONObject] = [], facts: JSONObject? = nil
    ) throws -> AccountingList {
        let sources = try sources(
            entries, book, on: day, patient: patient, organization: organization, facts: facts)
        return try sources.list(try self.request(request))
    }

    static func request(_ more: String = "") throws -> AccountingRequest {
        try AccountingRequest(
            try PracticeFixture.json(
                #"{"patient":"MRN-1","key":"k","by":"Front Desk","confirm":{"verify":"Front Desk"}\#(more)}"#))
    }

    static func sources(
        _ entries: [AccountingSources.Entry], _ book: Book = .law, on day: String = "2026-11-21",
        patient: [JSONObject] = [], organization: [JSONObject] = [], facts: JSONObject? = nil
    ) throws -> AccountingSources {
        let settings = JSONObject([.init(name: "zone", value: .string("America/Chicago"))])
        let person = try state(1, patient, facts: JSONObject(), settings: JSONObject())
        let ours = try state(0, organization, facts: facts ?? JSONObject(), settings: settings)
        guard let rules = rules[book], let at = Instant("\(day)T18:00:00Z") else {
            throw ShapeProblem(path: day, message: "")
        }
        return try AccountingSources(
            entries, rules: try rules.get(), patient: person, organization: ours, now: at, size: Int64(entries.count))
    }

    private static func state(
        _ number: Int64, _ papers: [JSONObject], facts: JSONObject, settings: JSONObject
    ) throws -> PersonState {
        let state = PersonState(
            .members([
                ("number", .integer(number)), ("identifiers", .strings(["MRN-\(number)"])), ("facts", .object(facts)),
                ("settings", .object(settings)), ("changed", .integer(0)),
                (
                    "directives",
                    .array(papers.map { .members([("entry", .integer(0)), ("document", .object($0))]) })
                ),
            ]))
        guard let state else { throw ShapeProblem(path: "$", message: "no state") }
        return state
    }

    static func object(_ text: String) throws -> JSONObject {
        guard case .object(let object) = try PracticeFixture.json(text) else {
            throw ShapeProblem(path: "$", message: "no object")
        }
        return object
    }
}
