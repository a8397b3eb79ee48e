import PledgeCore
import PledgeDecisions
import Testing

@Suite struct ExchangeRequestReaderTests {
    private func read(_ name: String, _ text: String) throws -> Request {
        try ExchangeFixture.reader.read(ExchangeFixture.line(name, text), number: 1).get()
    }

    private func error(_ name: String, _ text: String) throws -> String {
        switch ExchangeFixture.reader.read(try ExchangeFixture.line(name, text), number: 1) {
        case .success: "no error"
        case .failure(let error): "\(error.path): \(error.message)" + (error.help.map { " | \($0)" } ?? "")
        }
    }

    @Test func `a plain line is a request and what it leaves out is unknown`() throws {
        let bytes = ExchangeFixture.line().utf8
        let request = try ExchangeFixture.reader.read(line: bytes, number: 7).get()
        #expect(request.id == "r1")
        #expect(request.at == Instant("2026-11-21T16:00:00Z"))
        #expect(request.groups == [Group(item: "record", labels: [])])
        #expect(request.records == nil)
        let nameless = ExchangeFixture.line([("id", nil), ("purposes", nil)])
        let second = try ExchangeFixture.reader.read(nameless, number: 7).get()
        #expect(second.id == "7")
        #expect(second.purposes == nil)
    }

    /// A day of the act is its last second in the organization's zone (semantics, section 16).
    @Test func `a day stands for its last second in the organization's zone`() throws {
        let settings = JSONValue.members([("zone", .string("America/Chicago"))])
        let line = ExchangeFixture.line([("at", .string("2026-11-01")), ("settings", settings)])
        let request = try ExchangeFixture.reader.read(line, number: 1).get()
        #expect(request.at == Instant("2026-11-01T23:59:59-06:00"))
    }

    @Test func `settings a request leaves out are the reader's`() throws {
        let defaults = Settings(zone: "America/Phoenix", state: "AZ")
        let reader = RequestReader(ExchangeFixture.rulebook, defaults: defaults) { _ in .utc }
        let line = try ExchangeFixture.line("settings", #"{"state":"IL","reviewed":{"IL":"all","AZ":["hiv"]}}"#)
        let settings = try reader.read(line, number: 1).get().settings
        #expect(settings.zone == "America/Phoenix")
        #expect(settings.state == "IL")
        #expect(settings.reviewed == ["IL": ["hiv", "genetic"], "AZ": ["hiv"]])
        #expect(try reader.read(ExchangeFixture.line(), number: 1).get().settings == defaults)
    }

    @Test func `a group takes periods, days, lists of elements and unknown`() throws {
        let groups = try read(
            "groups",
            #"""
            [{"item":"lab-result","labels":"unknown","elements":["contact","diagnosis","name"],"part2":"unknown",
              "paidInFull":true,"given":{"from":"2026-01-01","to":"2026-01-01"},"held":"2026-02-03","place":"IL"}]
            """#
        ).groups
        let expected = Group(
            item: "lab-result", elements: .some(["name", "address", "diagnosis"]), place: "IL", paidInFull: true,
            given: Day("2026-01-01").map { Period($0) }, held: Day("2026-02-03").map { Period($0) })
        #expect(groups == [expected])
    }

    @Test func `documents without id are numbered within their type`() throws {
        let documents = try read(
            "documents", #"[{"type":"order"},{"type":"order","id":"x"},{"type":"order","issuer":"court-1"}]"#
        ).documents
        #expect(documents.map(\.id) == ["order-1", "x", "order-3"])
        #expect(documents[2].fields == ["issuer": .id("court-1")])
    }

    @Test func `a patient with ten thousand directives is read, twenty thousand and one are not`() throws {
        let directive = #"{"type":"restriction","since":"2020-01-01"}"#
        func records(_ count: Int) -> String {
            #"{"documents":["# + Array(repeating: directive, count: count).joined(separator: ",") + "]}"
        }
        #expect(try read("records", records(10_000)).records?.documents.count == 10_000)
        #expect(try error("records", records(20_001)) == "$.records.documents: 20001 entries; at most 20000 are read")
    }

    @Test func `a judged answer carries who, when and why`() throws {
        let answer = try read(
            "answers", #"{"best-interest":{"value":true,"by":"Dr. A, RN 1","when":"2026-11-21","why":"asleep"}}"#
        ).answers["best-interest"]
        #expect(
            answer == Answer(.yesNo(true), judgment: Judgment(by: "Dr. A, RN 1", when: "2026-11-21", why: "asleep")))
        #expect(try read("answers", #"{"best-interest":"unknown","emergency":"unknown"}"#).answers.isEmpty)
        #expect(
            try error("answers", #"{"best-interest":true}"#)
                == "$.answers.best-interest: `best-interest` is judged by a licensed professional, and it is not said "
                + #"who, when and why | write {"value": ..., "by": ..., "when": ..., "why": ...}"#)
    }

    @Test(arguments: [
        (
            "answers", #"{"emergancy":true}"#,
            "$.answers.emergancy: unknown fact `emergancy` | did you mean `emergency`?"
        ),
        ("reciepient", "1", "$.reciepient: unknown field `reciepient` | did you mean `recipient`?"),
        ("act", #""disclse""#, "$.act: unknown act `disclse` | did you mean `disclose`?"),
        ("act", "1", "$.act: a number stands where a string should"),
        ("purposes", #"["treatmnt"]"#, "$.purposes[0]: unknown purpose `treatmnt` | did you mean `treatment`?"),
        ("purposes", "[]", #"$.purposes: no purpose | name what it is for, or write "unknown""#),
        ("purposes", "null", "$.purposes: null stands where a list should"),
        ("groups", "[]", "$: no group of items, and `disclose` is about items | say under `groups` what it is about"),
        (
            "groups", #"[{"kind":"record"}]"#,
            "$.groups[0].kind: unknown field `kind` | known here: `item`, `labels`, `elements`, `service`, `place`, "
                + "`source`, `part2`, `paidInFull`, `madeByUs`, `given`, `held`"
        ),
        (
            "groups", #"[{"given":{"from":"2026-02-02","to":"2026-02-01"}}]"#,
            "$.groups[0].given: the period ends before it starts | `from` is the first day, `to` the last"
        ),
        ("groups", #"[{"given":"2026-02-30"}]"#, "$.groups[0].given: not a day | write `2026-11-21`"),
        ("groups", #"[{"elements":[]}]"#, "$.groups[0].elements: no element | name some, or leave the field out"),
        ("groups", #"[{"part2":1}]"#, #"$.groups[0].part2: a number stands where true, false or "unknown" should"#),
        ("groups", #"[{"place":"Il"}]"#, "$.groups[0].place: not a state | write two capital letters, such as `IL`"),
        (
            "object", #""unknown""#,
            "$.object: an object, and `disclose` is about items | say under `groups` what it is about"
        ),
        ("actor", #"{"kinds":[]}"#, "$.actor: no kind; say who this is, such as `covered-provider`"),
        ("actor", "{}", "$.actor: `kinds` is missing"),
        ("at", #""1995-01-01""#, "$.at: a day outside those the rulebook covers, 2003-04-14 to 2027-12-31"),
        ("at", #""9999-12-31T23:59:59Z""#, "$.at: a day outside those the rulebook covers, 2003-04-14 to 2027-12-31"),
        (
            "at", #""yesterday""#,
            "$.at: not a day or a time | write `2026-11-21`, or `2026-11-21T10:00:00-06:00` with its offset"
        ),
        (
            "documents", #"[{"type":"ordr"}]"#,
            "$.documents[0].type: unknown type of document `ordr` | did you mean `order`?"
        ),
        (
            "documents", #"[{"type":"order","sined":true}]"#,
            "$.documents[0].sined: unknown field of `order` `sined` | did you mean `signed`?"
        ),
        (
            "documents", #"[{"type":"order","pages":1.5}]"#,
            "$.documents[0].pages: a number that is not whole, or has more than 64 bits"
        ),
        (
            "documents", #"[{"type":"order","id":"a"},{"type":"order","id":"a"}]"#,
            "$.documents[1]: two documents of one id | give each an `id` of its own"
        ),
        (
            "documents", #"[{"type":"restriction"}]"#,
            "$.documents[0].type: `restriction` is on file: a caller cannot hand it in "
                + "| state it under `records`, `documents`"
        ),
        (
            "answers", #"{"birth":"2000-01-01"}"#,
            "$.answers.birth: `birth` is not asked: it comes from our records | state it under `records`"
        ),
        (
            "answers", #"{"patient-wish":"object"}"#,
            "$.answers.patient-wish: unknown option `object` | did you mean `objects`?"
        ),
        (
            "records", #"{"emergency":true}"#,
            "$.records.emergency: `emergency` is asked, not recorded | state it under `answers`"
        ),
        (
            "records", #"{"paid-for":true,"unknown":["paid-for"]}"#,
            "$.records.unknown[0]: two values for the fact `paid-for`"
        ),
        (
            "settings", #"{"zone":"America/Chicgo"}"#,
            "$.settings.zone: unknown time zone `America/Chicgo` | write its tzdata name, such as `America/Chicago`"
        ),
        ("channel", #"{"address":"x"}"#, "$.channel: `kind` is missing"),
    ]) func `bad input is an error that says where and what to do`(name: String, text: String, expected: String) throws
    {
        #expect(try error(name, text) == expected)
    }

    @Test func `a fact both answered and recorded is an error`() throws {
        let line = try JSONScanner.value(of: #"{"emergency":true}"#)
        let both = ExchangeFixture.line([("answers", line), ("records", line)])
        guard case .failure(let error) = ExchangeFixture.reader.read(both, number: 1) else {
            Issue.record("no error")
            return
        }
        #expect(error.message == "two values for the fact `emergency`")
    }

    @Test func `an error echoes names only, cut and made harmless`() throws {
        let name = "\u{1B}[31m" + String(repeating: "x", count: 60)
        let value = ExchangeFixture.line([("answers", .members([(name, .bool(true))]))])
        guard case .failure(let error) = ExchangeFixture.reader.read(value, number: 3) else {
            Issue.record("no error")
            return
        }
        #expect(error.message == "unknown fact `\\u{1b}[31m\(String(repeating: "x", count: 35))...`")
        #expect(!error.rendered.contains("\u{1B}"))
        #expect(error.line == 3)
        #expect(error.id == "r1")
        // A value of a free field never appears.
        let secret = try self.error("documents", #"[{"type":"order","signed":"Jane Doe"}]"#)
        #expect(!secret.contains("Jane"))
    }

    @Test func `a line that is no JSON says the column`() {
        guard case .failure(let error) = ExchangeFixture.reader.read(line: Array(#"{"id":1,}"#.utf8), number: 2) else {
            Issue.record("no error")
            return
        }
        #expect(error.rendered.hasPrefix("line 2: $: column 9: `}` stands where a member's name in quotes"))
    }
}
