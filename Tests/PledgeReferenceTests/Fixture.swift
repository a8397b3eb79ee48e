import PledgeCore
import PledgeDecisions
import PledgeReference
import Testing

/// A small rulebook to which each test adds the rules it is about.
struct Fixture {
    var book = Rulebook()
    var promises: [PromiseDocument] = []

    init() {
        book.sets = [
            "beyond-documents": ["502a1i", "502a2", "502a4", "502a1iii", "502j", "512j1i"].map { RuleID($0) },
            "open-when-a-notice-is-silent": [RuleID("508")],
        ]
        func terms(_ pairs: [(String, [String])], mustBeNamed: Set<String> = []) -> Hierarchy {
            Hierarchy(
                pairs.map { Term(name: $0.0, words: "", parents: $0.1, mustBeNamed: mustBeNamed.contains($0.0)) })
        }
        book.vocabulary[.kind] = terms([
            ("anyone", []), ("provider", ["anyone"]), ("individual", ["anyone"]), ("parent", ["anyone"]),
            ("official", ["anyone"]), ("police", ["official"]),
        ])
        book.vocabulary[.purpose] = terms([
            ("treatment", []), ("reminder", ["treatment"]), ("payment", []), ("law-enforcement", []),
            ("own-request", []),
        ])
        book.vocabulary[.item] = terms([("record", []), ("lab-result", ["record"]), ("billing-record", [])])
        book.vocabulary[.label] = terms(
            [("hiv", []), ("substance-use", []), ("sud-notes", ["substance-use"]), ("therapy-notes", [])],
            mustBeNamed: ["sud-notes", "therapy-notes"])
        book.vocabulary[.data] = terms([("name", []), ("address", []), ("dna", []), ("diagnosis", [])])
        book.vocabulary[.channel] = terms([("mail", []), ("text", [])])
        book.vocabulary[.source] = terms([("made-here", []), ("arrangement", [])])
        book.vocabulary[.object] = terms([("fee-line", []), ("postage", ["fee-line"])])
    }

    static let always = Force(since: day("2003-04-14"))

    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    static func head(_ id: String, state: String? = nil, force: Force = always) -> RuleHead {
        RuleHead(id: RuleID(id), title: id, force: force, state: state)
    }

    func decide(_ request: Request) throws -> PlainResult {
        try PlainEvaluator.decide(request, PlainRulebook(book, promises: promises))
    }

    func outcome(_ request: Request) throws -> Outcome { try decide(request).outcome }
}

/// A ground for treatment by and to a provider, changed by the closure.
func ground(_ id: String, _ change: (inout Ground) -> Void = { _ in }) -> Ground {
    var ground = Ground(
        head: Fixture.head(id), actors: ["provider"], acts: [ActClause(acts: [.disclose], recipients: ["provider"])],
        purposes: ["treatment"], accounting: .exempt(.tpo))
    change(&ground)
    return ground
}

/// A provider discloses an ordinary record to a provider for treatment at noon; changed by the closure.
func request(_ change: (inout Request) -> Void = { _ in }) -> Request {
    var request = Request(
        id: "t", at: Instant("2026-11-21T12:00:00Z") ?? Instant(seconds: 0), act: .disclose,
        actor: Party(id: "p", kinds: ["provider"]), onBehalfOf: "p",
        recipient: Party(id: "r1", kinds: ["provider"], address: "a"), purposes: ["treatment"], channel: "mail",
        channelAddress: "a", groups: [record()], records: Records(), settings: Settings(state: "IL"))
    change(&request)
    return request
}

func record(_ change: (inout Group) -> Void = { _ in }) -> Group {
    var group = Group(
        item: "record", labels: [], source: "made-here", part2: false, paidInFull: false, madeByUs: true,
        given: Period(first: Fixture.day("2019-01-01"), last: Fixture.day("2019-12-31")))
    change(&group)
    return group
}

func stop(
    _ id: String, by author: Stop.Author = .law, when condition: Condition = .constant(true),
    reach: [String]? = nil, except: [String] = [], manner: Bool = false
) -> Stop {
    Stop(
        head: Fixture.head(id), author: author, condition: condition,
        reach: Reach(rules: reach?.map { RuleID($0) }, except: except.map { RuleID($0) }), isManner: manner)
}

func yesNo(_ name: String, _ source: FactSource = .asked) -> Fact {
    Fact(name: name, words: name, source: source, question: source == .asked ? name : nil)
}

func fact(_ name: String) -> Condition { .test(Test(.fact(name), .holds)) }

func promise(_ rule: String, _ condition: Condition = .constant(true), limits: [Limit] = []) -> Promise {
    Promise(
        rule: RuleID(rule), condition: condition, limits: limits,
        paragraph: Paragraph(heading: "", text: "", line: 1))
}

func exclude(_ rule: String, _ condition: Condition = .constant(true)) -> Exclusion {
    Exclusion(
        rule: RuleID(rule), words: "no", condition: condition, paragraph: Paragraph(heading: "", text: "", line: 1))
}

func notice(
    _ id: String, _ promises: [Promise], effective: String = "2003-04-14", reserves: Bool = false,
    consent: Bool = false, excluding: [Exclusion] = [], stops: [Stop] = []
) -> PromiseDocument {
    PromiseDocument(
        id: id, kind: .notice, title: id, effective: Fixture.day(effective), series: "n", reservesRight: reserves,
        consentToLessen: consent, promises: promises, exclusions: excluding, stops: stops)
}
