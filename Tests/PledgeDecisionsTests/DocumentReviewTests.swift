import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLaw
import Testing

/// What is wrong with a paper, by the law that is built in.
@Suite struct DocumentReviewTests {
    private static let rulebook = Result {
        var files: [SourceFile] = []
        for file in EmbeddedLaw.files where file.path.hasSuffix(".md") && !file.path.hasSuffix("README.md") {
            files.append(SourceFile(path: "Law/\(file.path)", text: file.text))
        }
        let loaded = RulebookLoader.load(files)
        guard let rulebook = loaded.rulebook else { throw NoLaw(findings: loaded.diagnostics.map(\.rendered)) }
        return rulebook
    }

    struct NoLaw: Error {
        var findings: [String]
    }

    /// Ready to review, and the reader of its papers; the rules compile what they need and no more.
    private static let ready = Result {
        let book = try Self.rulebook.get()
        let stored = try StoredRulebook(bytes: StoredRulebook(rulebook: book, promises: []).bytes)
        return (DocumentReviewer(try CompiledRulebook(stored)), RequestReader(book))
    }

    private static let at = Instant("2026-11-21T16:00:00Z")

    private func paper(_ text: String) throws -> Document {
        guard case .object(let object) = try JSONScanner.value(of: text) else { throw NoLaw(findings: [text]) }
        return try Self.ready.get().1.paper(object).get()
    }

    private func review(_ document: Document, at: Instant? = nil) throws -> DocumentReview {
        try Self.ready.get().0.review(document, at: try #require(at ?? Self.at), zone: .utc)
    }

    private static let authorization = """
        {"type":"authorization","scope":[{"items":["record"]}],"names-us":true,"receiver":"insurer",\
        "purposes":["life-insurance"],"expires":"2027-06-30","signed":"2026-09-01","states-revocation":true,\
        "states-conditions":true,"states-redisclosure":true,"filled-in":true,"states-inspection":true,\
        "states-refusal":true,"witnessed":true}
        """

    private static let consent = """
        {"type":"part2-consent","scope":[{"items":["record"]}],"names-patient":true,"names-us":true,\
        "receiver":"insurer","purposes":["life-insurance"],"states-revocation":true,"expires":"2027-06-30",\
        "signed":"2026-09-01","signed-by-patient":true}
        """

    // MARK: The parts of an authorization

    @Test func `a whole authorization has no defect`() throws {
        let review = try review(try paper(Self.authorization))
        #expect(review.defects == [])
        #expect(review.serves.map(\.text).contains("508"))
        #expect(!review.isDefective)
    }

    @Test(arguments: [
        ("scope", "(c)(1)"), ("names-us", "(c)(1)"), ("receiver", "(c)(1)"), ("purposes", "(c)(1)"),
        ("expires", "(c)(1)"), ("signed", "(c)(1)"), ("states-revocation", "(c)(2)"), ("states-conditions", "(c)(2)"),
        ("states-redisclosure", "(c)(2)"), ("filled-in", "(b)(1), (b)(2)(ii), (c)(1), (c)(2)"),
    ])
    func `each part that is missing is its own defect, and the only one`(_ field: String, _ citation: String) throws {
        var document = try paper(Self.authorization)
        document.fields[field] = nil
        let review = try review(document)
        let federal = review.defects.filter { $0.rules.map(\.text).contains("508") }
        #expect(federal.count == 1)
        #expect(federal.first?.fields.contains(field) == true)
        #expect(federal.first?.citation == "45 CFR 164.508\(citation)")
        #expect(federal.first?.words.hasPrefix("it lacks: ") == true)
        #expect(review.isDefective && !review.serves.map(\.text).contains("508"))
    }

    @Test func `another way to say it takes the place of a part`() throws {
        for (left, other, value) in [
            ("receiver", "receiver-kinds", Value.names(["life-insurer"])), ("purposes", "at-own-request", .yesNo(true)),
            ("expires", "expiry-event", .text("the end of the trial")),
        ] {
            var document = try paper(Self.authorization)
            document.fields[left] = nil
            document.fields[other] = value
            #expect(try !review(document).defects.contains { $0.rules.map(\.text).contains("508") }, "\(other)")
        }
    }

    @Test(arguments: [
        ("signed", Value.time(.day(Day("2026-11-22") ?? Day(number: 0))), "(c)(1)"),
        ("expires", .time(.day(Day("2026-11-20") ?? Day(number: 0))), "(b)(2)(i)"),
        ("event-happened", .yesNo(true), "(b)(2)(i)"),
        ("revoked", .time(.day(Day("2026-11-20") ?? Day(number: 0))), "(b)(2)(iii), (b)(5)"),
        ("known-false", .yesNo(true), "(b)(2)"), ("made-together", .yesNo(true), "(b)(3)"),
        ("made-a-condition-of", .name("treatment"), "(b)(4)"), ("by-representative", .yesNo(true), "(c)(1)"),
    ])
    func `what is wrong on it is a defect`(_ field: String, _ value: Value, _ citation: String) throws {
        var document = try paper(Self.authorization)
        document.fields[field] = value
        let federal = try review(document).defects.filter { $0.rules.map(\.text).contains("508") }
        #expect(federal.map(\.citation) == ["45 CFR 164.508\(citation)"])
        #expect(federal.first?.fields.contains(field) == true)
    }

    @Test func `every defect is listed, each once`() throws {
        var document = try paper(Self.authorization)
        for field in ["scope", "receiver", "states-revocation", "witnessed"] { document.fields[field] = nil }
        document.fields["by-representative"] = .yesNo(true)
        document.fields["signed"] = .time(.day(try #require(Day("2026-11-22"))))
        let defects = try review(document).defects
        #expect(
            Set(defects.flatMap(\.fields))
                == [
                    "scope", "receiver", "receiver-kinds", "signed", "by-representative", "authority-stated",
                    "states-revocation", "witnessed",
                ])
        #expect(Set(defects.map(\.fields)).count == defects.count)
        #expect(
            defects.contains {
                $0.words == "somebody signed for the patient; it lacks: it says by what authority that person signs"
            })
    }

    @Test func `what only a state's form asks for closes that form and not the federal one`() throws {
        var document = try paper(Self.authorization)
        document.fields["witnessed"] = nil
        let review = try review(document)
        #expect(review.defects.count == 1)
        #expect(review.defects.first?.rules.map(\.text).contains("IL-MH3") == true)
        #expect(review.defects.first?.citation == "740 ILCS 110/5")
        #expect(review.serves.map(\.text).contains("508") && !review.isDefective)
    }

    @Test func `it is good on the day it ends and not on the next`() throws {
        let document = try paper(Self.authorization)
        #expect(try !review(document, at: Instant("2027-06-30T23:59:59Z")).isDefective)
        #expect(try review(document, at: Instant("2027-07-01T00:00:00Z")).isDefective)
    }

    // MARK: Part 2

    @Test(arguments: [
        "scope", "names-patient", "names-us", "receiver", "purposes", "states-revocation", "expires", "signed",
        "signed-by-patient",
    ])
    func `each part that a consent of Part 2 lacks is its own defect`(_ field: String) throws {
        var document = try paper(Self.consent)
        let whole = try review(document).defects.filter { $0.rules.map(\.text).contains("P2-31") }
        #expect(whole == [])
        document.fields[field] = nil
        let defects = try review(document).defects.filter { $0.rules.map(\.text).contains("P2-31") }
        #expect(defects.count == 1)
        #expect(defects.first?.fields.contains(field) == true)
        #expect(defects.first?.citation.hasPrefix("42 CFR 2.3") == true)
    }

    // MARK: Wishes, and their ends

    @Test func `a wish that no rule rests on is looked at through the rules that read it`() throws {
        let wish = try paper(#"{"type":"restriction","kept-from":"aunt","agreed":"2026-01-05"}"#)
        #expect(try review(wish).defects.filter { $0.rules.map(\.text) == ["522a1iii"] } == [])
        var ended = wish
        ended.fields["ended"] = .time(.day(try #require(Day("2026-02-01"))))
        let defects = try review(ended).defects
        #expect(defects.filter { $0.rules.map(\.text).contains("522a1iii") }.map(\.fields) == [["ended"]])
        #expect(defects.first { $0.fields == ["ended"] }?.citation == "45 CFR 164.522(a)(1)(iii), (a)(2)")
    }

    @Test func `our own word ends a limit, and not the one on what was paid in full`() throws {
        let (reviewer, _) = try Self.ready.get()
        let at = try #require(Self.at)
        let own = try paper(#"{"type":"restriction","agreed":"2026-01-05","ended-by-us":"2026-11-01"}"#)
        var paid = own
        paid.fields["full-payment"] = .yesNo(true)
        #expect(reviewer.matters("ended-by-us", of: own, at: at, zone: .utc))
        #expect(!reviewer.matters("ended-by-us", of: paid, at: at, zone: .utc))
        paid.fields["ended"] = paid.fields["ended-by-us"]
        #expect(reviewer.matters("ended", of: paid, at: at, zone: .utc))
        var paper = try paper(Self.authorization)
        paper.fields["scope"] = nil
        paper.fields["revoked"] = .time(.day(try #require(Day("2026-11-20"))))
        // A defective paper can be taken back as any other.
        #expect(reviewer.matters("revoked", of: paper, at: at, zone: .utc))
    }

    @Test func `a time of making that is still to come is told`() throws {
        let (reviewer, _) = try Self.ready.get()
        var document = try paper(Self.authorization)
        let at = try #require(Self.at)
        #expect(reviewer.fieldsMadeLater(document, at: at, zone: .utc).isEmpty)
        document.fields["signed"] = .time(.day(try #require(Day("2026-11-22"))))
        #expect(reviewer.fieldsMadeLater(document, at: at, zone: .utc).map(\.name) == ["signed"])
    }

    // MARK: Against the decision itself

    /// What of a paper may turn on who asks and what for, which a review does not know.
    private static let turnsOnRequest = ["open-ended", "together-for-research", "together-with-others"]

    @Test func `a paper that is found defective never opens anything, and one that is not does`() throws {
        var book = try Self.rulebook.get()
        book.grounds.removeAll { $0.id.text != "508" }
        (book.stops, book.exceptions) = ([], [])
        let compiled = try CompiledRulebook(book)
        let reviewer = DocumentReviewer(compiled)
        let at = try #require(Self.at)
        let whole = try paper(Self.authorization)
        var dice = Dice(state: 7)
        var counts = [0, 0]
        for round in 0..<400 {
            let document = Self.changed(whole, &dice)
            let request = Request(
                id: "r", at: at, act: .disclose, actor: Party(id: "P", kinds: ["covered-provider"]),
                recipient: Party(id: "insurer", kinds: ["life-insurer"]), purposes: ["life-insurance"],
                groups: [Group(item: "record", labels: [], place: "IL", part2: false)], documents: [document],
                records: Records())
            let isReleased = compiled.decideInBrief(request).outcome == .permitted
            let review = reviewer.review(document, at: at, zone: .utc)
            if isReleased { #expect(!review.isDefective, "\(round): \(document.fields)") }
            if !Self.turnsOnRequest.contains(where: { document.fields[$0] != nil }) {
                #expect(isReleased == review.serves.map(\.text).contains("508"), "\(round): \(document.fields)")
                #expect(isReleased == review.defects.isEmpty, "\(round): \(review.defects)")
            }
            counts[isReleased ? 1 : 0] += 1
        }
        #expect(counts.allSatisfy { $0 > 40 }, "\(counts)")
    }

    /// Some parts gone, some times moved, some yes-no fields the other way.
    private static func changed(_ whole: Document, _ dice: inout Dice) -> Document {
        var document = whole
        for field in whole.fields.keys.sorted() where dice.roll(25) == 0 { document.fields[field] = nil }
        for field in ["signed", "expires", "revoked"] where dice.roll(8) == 0 {
            let day = Day("2026-11-21").map { Day(number: $0.number - 3 + Int32(dice.roll(7))) }
            document.fields[field] = day.map { .time(.day($0)) }
        }
        for field in [
            "event-happened", "by-representative", "authority-stated", "known-false", "made-together",
            "at-own-request", "states-revocation", "filled-in",
        ] + turnsOnRequest where dice.roll(14) == 0 {
            document.fields[field] = .yesNo(dice.roll(3) > 0)
        }
        return document
    }

    private struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
    }
}
