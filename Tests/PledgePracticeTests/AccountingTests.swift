import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice
import Testing

/// What stands in a list of disclosures, by rules written by hand here.
@Suite struct AccountingTests {
    typealias Kind = AccountingFixture.Kind

    /// A kind of entry, and whether the list of the law alone, and that of the hospital's notice, holds it.
    struct Case {
        var kind: Kind
        var law: Bool
        var hospital: Bool

        func isListed(_ book: AccountingFixture.Book) -> Bool { book == .law ? law : hospital }
    }

    static let cases: [Case] = [
        Case(kind: Kind(name: "care", rule: "506c2", accounting: "exempt tpo"), law: false, hospital: false),
        Case(
            kind: Kind(name: "the patient", rule: "502a1i", accounting: "exempt individual"), law: false,
            hospital: false),
        // The hospital's notice says "nothing else is left out", and it names neither of the next two.
        Case(
            kind: Kind(name: "by the way", rule: "502a1iii", accounting: "exempt incidental"), law: false,
            hospital: true),
        Case(
            kind: Kind(name: "limited data set", rule: "514e1", accounting: "exempt limited-data-set"), law: false,
            hospital: true),
        Case(
            kind: Kind(name: "signed", rule: "508 paper-1", accounting: "exempt authorization"), law: false,
            hospital: false),
        Case(
            kind: Kind(name: "directory", rule: "510a1ii", accounting: "exempt directory"), law: false, hospital: false),
        // The hospital promises to leave off the directory alone.
        Case(kind: Kind(name: "family", rule: "510b1i", accounting: "exempt involved"), law: false, hospital: true),
        Case(
            kind: Kind(name: "security", rule: "512k2", accounting: "exempt national-security"), law: false,
            hospital: false),
        Case(kind: Kind(name: "custody", rule: "512k5", accounting: "exempt custody"), law: false, hospital: false),
        Case(kind: Kind(name: "oversight", rule: "512d1", accounting: "suspendable"), law: true, hospital: true),
        Case(kind: Kind(name: "police", rule: "512f1iiA", accounting: "suspendable"), law: true, hospital: true),
        Case(kind: Kind(name: "research", rule: "512i1i", accounting: "counted"), law: true, hospital: true),
        Case(kind: Kind(name: "public health", rule: "512b1i", accounting: "counted"), law: true, hospital: true),
        // What the notice of the day counted stays counted.
        Case(kind: Kind(name: "promised", rule: "510b1i", accounting: "counted"), law: true, hospital: true),
        Case(
            kind: Kind(
                name: "wrong number", rule: "506c2", accounting: "exempt tpo", basis: "mistaken", isRelease: false),
            law: true, hospital: true),
        Case(
            kind: Kind(name: "snooping", rule: nil, accounting: "", basis: "impermissible", isRelease: false),
            law: true,
            hospital: true),
        Case(
            kind: Kind(name: "told aloud", rule: nil, accounting: "", basis: "spoken", isRelease: false), law: true,
            hospital: true),
        Case(
            kind: Kind(
                name: "lab", rule: "512b1i", accounting: "counted", basis: "associate", isRelease: false), law: true,
            hospital: true),
        Case(kind: Kind(name: "stayed", rule: nil, accounting: ""), law: false, hospital: false),
        Case(kind: Kind(name: "nobody known", rule: "502d2", accounting: "not-ours"), law: false, hospital: false),
        Case(kind: Kind(name: "inside", rule: "506c1", accounting: "exempt use"), law: false, hospital: false),
        Case(
            kind: Kind(name: "use", rule: "506c1", accounting: "exempt tpo", act: "use"), law: false, hospital: false),
    ]

    /// One entry of each kind, on a day.
    static func each(on day: Day) -> [AccountingSources.Entry] {
        AccountingFixture.entries(cases.map { (AccountingFixture.record($0.kind, on: day), $0.kind.isRelease) })
    }

    static func listed(_ list: AccountingList) -> Set<Int64> { Set(list.rows.flatMap(\.entries)) }

    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    // MARK: What stands in it

    @Test(arguments: AccountingFixture.Book.allCases)
    func `each exclusion of the law, and no other, leaves an entry out`(_ book: AccountingFixture.Book) throws {
        let list = try AccountingFixture.list(Self.each(on: Self.day("2026-05-05")), book, request: #","whole":true"#)
        for (number, expected) in Self.cases.enumerated() {
            #expect(
                Self.listed(list).contains(Int64(number)) == expected.isListed(book),
                "\(expected.kind.name) under \(book)")
        }
    }

    @Test(arguments: AccountingFixture.Book.allCases)
    func `six years of three thousand entries are as a list made by hand`(_ book: AccountingFixture.Book) throws {
        let received = Self.day("2026-11-21")
        let first = Self.day("2020-11-21")
        // Some days beyond six years, and the edges themselves.
        let days =
            (0..<40).map { Day(number: received.number - Int32($0 * 59)) }
            + [first, Day(number: first.number - 1), received]
        var state: UInt64 = 7
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        var records: [(ReleaseRecord, Bool)] = []
        var expected: [String: [Int64]] = [:]
        var expectedAlone: [Int64] = []
        for number in 0..<3_000 {
            let chosen = Self.cases[next(Self.cases.count)]
            let day = days[next(days.count)]
            let recipient = "r\(next(12))"
            let purpose = ["public-health", "law-enforcement"][next(2)]
            records.append(
                (
                    AccountingFixture.record(chosen.kind, on: day, recipient: recipient, purpose: purpose),
                    chosen.kind.isRelease
                ))
            guard chosen.isListed(book), day >= first else { continue }
            let mayRepeat = chosen.kind.rule?.hasPrefix("512") == true && chosen.kind.basis != "mistaken"
            if mayRepeat {
                expected["\(recipient) \(purpose) \(chosen.kind.basis ?? "")", default: []].append(Int64(number))
            } else {
                expectedAlone.append(Int64(number))
            }
        }
        let list = try AccountingFixture.list(AccountingFixture.entries(records), book)
        let groups = Set(expected.values.map { Set($0) } + expectedAlone.map { [$0] })
        #expect(Set(list.rows.map { Set($0.entries) }) == groups)
        #expect(list.rows.count == groups.count)
        #expect(list.rows.map(\.day) == list.rows.map(\.day).sorted())
        for row in list.rows where row.count > 1 {
            let own = row.entries.compactMap { number in
                Self.text(records[Int(number)].0.happened ?? Self.at(records[Int(number)].0))
            }
            #expect(own.min() == row.day && own.max() == row.lastDay)
        }
    }

    private static func at(_ record: ReleaseRecord) -> String {
        if case .string(let at)? = record.request["at"] { at } else { "" }
    }

    private static func text(_ text: String) -> Day? { Day(text.prefix(10)) }

    @Test func `six years back to the day, and never before the rules began`() throws {
        func listed(_ day: String, on today: String) throws -> Bool {
            let kind = Kind(name: "report", rule: "512b1i", accounting: "counted")
            let entries = AccountingFixture.entries([(AccountingFixture.record(kind, on: Self.day(day)), true)])
            return try !AccountingFixture.list(entries, on: today).rows.isEmpty
        }
        #expect(try listed("2020-11-21", on: "2026-11-21"))
        #expect(try !listed("2020-11-20", on: "2026-11-21"))
        #expect(try listed("2003-04-14", on: "2008-01-10"))
        #expect(try !listed("2003-04-13", on: "2008-01-10"))
    }

    @Test func `the days asked about, on both sides`() throws {
        let kind = Kind(name: "report", rule: "512b1i", accounting: "counted")
        let days = ["2025-01-31", "2025-02-01", "2025-02-28", "2025-03-01"]
        let entries = AccountingFixture.entries(days.map { (AccountingFixture.record(kind, on: Self.day($0)), true) })
        let list = try AccountingFixture.list(
            entries, request: #","from":"2025-02-01","to":"2025-02-28","whole":true"#)
        #expect(Self.listed(list) == [1, 2])
        #expect(list.from == Self.day("2025-02-01") && list.to == Self.day("2025-02-28"))
    }

    // MARK: Suspension

    private static func suspension(_ more: String) throws -> JSONObject {
        try AccountingFixture.object(
            #"{"type":"suspension","id":"s1","says-it-would-hinder":true,"made":"2026-10-01"\#(more)}"#)
    }

    /// Entries that oversight and the police got, and another.
    private static let watched = AccountingFixture.entries(
        [("512d1", "agency"), ("512f1iiA", "police"), ("512b1i", "agency")].map { rule, recipient in
            let kind = Kind(
                name: rule, rule: rule, accounting: rule == "512b1i" ? "counted" : "suspendable")
            return (AccountingFixture.record(kind, on: day("2026-09-09"), recipient: recipient, purpose: rule), true)
        })

    @Test func `a word in writing holds until its day, and not a day longer`() throws {
        let word = try Self.suspension(#","written":true,"until-day":"2027-03-31""#)
        for (day, expected) in [("2027-03-31", Set<Int64>([2])), ("2027-04-01", [0, 1, 2])] {
            #expect(Self.listed(try AccountingFixture.list(Self.watched, on: day, patient: [word])) == expected)
        }
    }

    @Test func `a word by mouth holds thirty days, where it was noted`() throws {
        let noted = try Self.suspension(#","written":false,"speaker-noted":true"#)
        #expect(Self.listed(try AccountingFixture.list(Self.watched, on: "2026-10-31", patient: [noted])) == [2])
        #expect(Self.listed(try AccountingFixture.list(Self.watched, on: "2026-11-01", patient: [noted])) == [0, 1, 2])
        let unnoted = try Self.suspension(#","written":false,"speaker-noted":false"#)
        #expect(
            Self.listed(try AccountingFixture.list(Self.watched, on: "2026-10-02", patient: [unnoted])) == [0, 1, 2])
    }

    @Test func `a word holds back what its agency got, and nothing else`() throws {
        let word = try Self.suspension(#","written":true,"until-day":"2027-03-31","agency":"police""#)
        let list = try AccountingFixture.list(Self.watched, patient: [word])
        #expect(Self.listed(list) == [0, 2])
        // Neither the list nor its copy tells that anything is held back.
        #expect(!list.json.text.contains("suspen"))
        #expect(!AccountingText.text(list).contains("police"))
        let holders = try AccountingFixture.sources(Self.watched, patient: [word]).holders()
        #expect(holders.receipts.map(\.entry) == [0, 2])
    }

    @Test func `a word that came with the request holds back its own entry`() throws {
        let word = try Self.suspension(#","written":true,"until-day":"2027-03-31""#)
        let kind = Kind(name: "police", rule: "512f1iiA", accounting: "suspendable")
        let entries = AccountingFixture.entries(
            [[.object(word)], []].map { documents in
                (AccountingFixture.record(kind, on: Self.day("2026-10-01"), documents: documents), true)
            })
        #expect(Self.listed(try AccountingFixture.list(entries)) == [1])
    }

    // MARK: Research, repetition, Part 2

    private static func study(_ people: Int) throws -> JSONObject {
        try AccountingFixture.object(
            #"{"type":"study-summary","id":"d1","researcher":"r1","study-name":"Knees","study-purpose":"knees","#
                + #""information":"pictures of knees","first-day":"2025-01-01","last-day":"2025-12-31","#
                + #""sponsor":"Knee Fund, 1 Main St, 555-0100","researcher-contact":"Dr. Lee, 555-0101","#
                + #""people":\#(people)}"#)
    }

    @Test func `a study of fifty is told by its summary, and a smaller one by its entries`() throws {
        let kind = Kind(name: "research", rule: "512i1i", accounting: "counted")
        let entries = AccountingFixture.entries([(AccountingFixture.record(kind, on: Self.day("2025-05-05")), true)])
        let many = try AccountingFixture.list(entries, organization: [try Self.study(50)])
        #expect(many.rows.isEmpty && many.studies.map(\.name) == ["Knees"])
        let few = try AccountingFixture.list(entries, organization: [try Self.study(49)])
        #expect(few.rows.count == 1 && few.studies.isEmpty)
        // Without a summary there is nothing to tell in its place.
        let untold = Kind(
            name: "research", rule: "512i1i", accounting: "counted",
            more: [("answers", .members([("people-in-study", .integer(900))]))])
        let alone = AccountingFixture.entries([(AccountingFixture.record(untold, on: Self.day("2025-05-05")), true)])
        #expect(try AccountingFixture.list(alone).rows.count == 1)
        // Too old for a row is too old for a study.
        let old = AccountingFixture.entries([(AccountingFixture.record(kind, on: Self.day("2019-05-05")), true)])
        #expect(try AccountingFixture.list(old, organization: [try Self.study(50)]).studies.isEmpty)
    }

    @Test func `several to one recipient for one purpose are one line, but nothing that was not allowed`() throws {
        let report = Kind(name: "report", rule: "512b1i", accounting: "counted")
        let astray = Kind(name: "astray", rule: "512b1i", accounting: "counted", basis: "mistaken", isRelease: false)
        let days = ["2026-03-03", "2026-01-01", "2026-02-02"]
        var records = days.map { (AccountingFixture.record(report, on: Self.day($0)), true) }
        records += [1, 2].map { _ in (AccountingFixture.record(astray, on: Self.day("2026-02-02")), false) }
        let list = try AccountingFixture.list(AccountingFixture.entries(records))
        #expect(list.rows.map(\.entries) == [[1, 2, 0], [3], [4]])
        #expect(list.rows[0].day == Self.day("2026-01-01") && list.rows[0].lastDay == Self.day("2026-03-03"))
        #expect(AccountingText.text(list).contains("1 Jan 2026, 3 times, last on 3 Mar 2026"))
        #expect(list.rows.map(\.isMistake) == [false, true, true])
        let whole = try AccountingFixture.list(AccountingFixture.entries(records), request: #","whole":true"#)
        #expect(whole.rows.count == 5)
    }

    @Test func `what went with a substance use consent is listed for three years`() throws {
        let rules = try PracticeFixture.law.get().rulebook
        let exception = try #require(rules.exceptions.first { $0.document == "part2-consent" })
        func listed(_ day: String, facts: String) throws -> Bool {
            var record = AccountingFixture.record(
                Kind(name: "care", rule: "506c2", accounting: "exempt tpo"), on: Self.day(day))
            let ground = JSONValue.members([
                ("rule", .string("506c2")), ("accounting", .string("exempt tpo")),
                ("lifted", .strings([exception.id.text])),
            ])
            record.decisions[0].decision = .members([("parts", .array([.members([("grounds", .array([ground]))])]))])
            let list = try AccountingFixture.list(
                AccountingFixture.entries([(record, true)]), facts: try AccountingFixture.object(facts))
            return !list.rows.isEmpty
        }
        #expect(try listed("2026-03-01", facts: #"{"entry-through-ehr":true}"#))
        #expect(try !listed("2026-03-01", facts: #"{"entry-through-ehr":false}"#))
        #expect(try listed("2026-03-01", facts: "{}"), "where nobody says how it went")
        #expect(try !listed("2026-03-01", facts: #"{"entry-through-ehr":true,"part2-list-waits":true}"#))
        #expect(try !listed("2023-11-20", facts: #"{"entry-through-ehr":true}"#))
    }
}
