import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice
import PledgeStore
import Testing

/// A list given through the one door, its price, and what others can check.
@Suite struct AccountingDoorTests {
    private static func request(_ key: String, _ more: String = "") throws -> AccountingRequest {
        try AccountingRequest(
            try PracticeFixture.json(
                #"{"patient":"MRN-1","key":"\#(key)","by":"Front Desk","confirm":{"verify":"Front Desk"}\#(more)}"#))
    }

    /// A patient with a release for care and a fax that went astray.
    private static func practice(_ engine: Engine) throws -> PracticeFixture {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.law.get())
        try fixture.addPatient()
        _ = try fixture.release(try PracticeFixture.ask("care"))
        let astray =
            #","happened":"2026-11-20","basis":"mistaken","confirm":{"verify":"Front Desk"},"note":"wrong number""#
        _ = try fixture.practice.record(
            try PracticeFixture.ask(
                "fax", recipient: #"{"id":"<b>Bob's Fax</b>","kinds":["provider"],"address":"=1+1"}"#, more: astray))
        return fixture
    }

    @Test(arguments: Engine.allCases) func `the list is in the journal before anybody has it`(on engine: Engine) throws
    {
        let fixture = try Self.practice(engine)
        let size = try fixture.practice.checkpoint()
        // Who asks must be known first, as for any release.
        let unverified = try AccountingRequest(
            try PracticeFixture.json(#"{"patient":"MRN-1","key":"l0","by":"Front Desk"}"#))
        #expect(PracticeFixture.error { _ = try fixture.practice.accounting(unverified) } != nil)
        #expect(try fixture.practice.checkpoint() == size)
        guard case .given(let list, let entry, false) = try fixture.practice.accounting(try Self.request("l1")) else {
            Issue.record("no list")
            return
        }
        #expect(list.rows.map(\.isMistake) == [true])
        #expect(list.due == Day("2027-01-20"))
        #expect(list.from == Day("2020-11-21"))
        #expect(try fixture.practice.givenList(entry) == list)
        // The same call again tells what was given then, whatever came since.
        _ = try fixture.practice.record(
            try PracticeFixture.ask("fax2", more: #","happened":"2026-11-20","basis":"mistaken""#))
        guard case .given(let again, entry, true) = try fixture.practice.accounting(try Self.request("l1")) else {
            Issue.record("not the same list")
            return
        }
        #expect(again == list)
        guard case .given(let later, _, false) = try fixture.practice.accounting(try Self.request("l2")) else {
            Issue.record("no second list")
            return
        }
        // A list given to the patient is no line of the next.
        #expect(later.rows.map(\.isMistake) == [true, true])
        #expect(try fixture.practice.replay(.asDecided).differencesCount == 0)
        #expect(try fixture.practice.check().isWhole)
    }

    @Test func `the first list is free, a later one is quoted first, and after a year one is free again`() throws {
        let fixture = try Self.practice(.sqlite)
        let price = #","cents":1250"#
        guard case .given(let first, _, _) = try fixture.practice.accounting(try Self.request("l1", price)) else {
            Issue.record("the first list costs something")
            return
        }
        #expect(first.fee == .free)
        let before = try fixture.practice.checkpoint()
        guard case .quoted(let quote) = try fixture.practice.accounting(try Self.request("l2", price)) else {
            Issue.record("a later list was given before its price was told")
            return
        }
        #expect(quote.cents == 1250 && quote.freeFrom == Day("2027-11-21"))
        #expect(try fixture.practice.checkpoint() == before)
        let agreed = try fixture.practice.accounting(try Self.request("l2", price + #","agreed":true"#))
        guard case .given(let second, _, _) = agreed else {
            Issue.record("no list after the patient agreed")
            return
        }
        #expect(second.fee == .agreed(cents: 1250))
        let day: Int64 = 86_400_000
        fixture.clock.set(PracticeFixture.start + 364 * day)
        guard case .quoted = try fixture.practice.accounting(try Self.request("l3", price)) else {
            Issue.record("free a day too early")
            return
        }
        fixture.clock.set(PracticeFixture.start + 365 * day)
        guard case .given(let third, _, _) = try fixture.practice.accounting(try Self.request("l4", price)) else {
            Issue.record("not free after a year")
            return
        }
        #expect(third.fee == .free)
    }

    @Test func `names of others are neither formulas nor markup`() throws {
        let fixture = try Self.practice(.sqlite)
        guard case .given(let list, _, _) = try fixture.practice.accounting(try Self.request("l1")) else {
            Issue.record("no list")
            return
        }
        let proofs = AccountingPage.Proofs(
            key: try fixture.practice.verifierKey(),
            receipts: try fixture.practice.receipts(list.rows.flatMap(\.entries)))
        let page = AccountingPage.html(list, proofs: proofs)
        #expect(!page.contains("<b>") && page.contains("&lt;b&gt;Bob&#39;s Fax&lt;/b&gt;"))
        #expect(!page.contains("<script"))
        #expect(AccountingText.csv(list).contains(",'=1+1,"))
        // What the page holds is enough to check each row with the public key alone.
        let key = try NoteKey(text: proofs.key)
        for entry in list.rows.flatMap(\.entries) {
            let text = try #require(proofs.receipts[entry]).json.text
            let receipt = try Receipt(try PracticeFixture.json(text))
            #expect(receipt.header.index == entry)
            _ = try receipt.verify(with: key)
        }
        let picture = HoldersPicture.svg(try fixture.practice.who("MRN-1"))
        #expect(!picture.contains("<b>") && picture.contains("<title>20 Nov 2026"))
    }

    @Test(arguments: ["=1", "+1", "-1", "@x", "\tx", "\rx", "\r\nx", " =1", "\u{FF1D}1"])
    func `a cell that a spreadsheet would run begins with an apostrophe`(_ cell: String) throws {
        let kind = AccountingFixture.Kind(name: "report", rule: "512b1i", accounting: "counted")
        let record = AccountingFixture.record(kind, on: Day(number: 20_000), recipient: cell)
        var entries = AccountingFixture.entries([(record, true)])
        entries[0].record.request["recipient"] = .members([("id", .string(cell))])
        let list = try AccountingFixture.list(entries)
        let csv = AccountingText.csv(list)
        #expect(csv.contains("'\(cell)"))
        #expect(!csv.contains(",\(cell)") && !csv.contains(",\"\(cell)"))
    }

    @Test func `what went while there were two records of one person stands in the one list`() throws {
        let fixture = try Self.practice(.sqlite)
        try fixture.addPatient("MRN-2", name: "Ana Ruiz")
        let other = try fixture.practice.record(
            try PracticeFixture.ask("fax2", patient: "MRN-2", more: #","happened":"2026-11-19","basis":"mistaken""#)
        ).header.index
        #expect(try !fixture.practice.accountingDraft(try Self.request("d1")).rows.flatMap(\.entries).contains(other))
        _ = try fixture.practice.merge("MRN-2", into: "MRN-1", reason: "one person", by: "Front Desk")
        let list = try fixture.practice.accountingDraft(try Self.request("d2"))
        #expect(list.rows.count == 2 && list.rows.flatMap(\.entries).contains(other))
    }

    @Test func `everyone who has the information is named, care as well`() throws {
        let fixture = try Self.practice(.sqlite)
        let holders = try fixture.practice.who("MRN-1")
        #expect(holders.receipts.map(\.reason) == [.care, .mistake])
        #expect(holders.text.contains("r1"))
        // Every reason has a shape of its own, and words.
        let picture = HoldersPicture.svg(holders)
        for reason in Holders.Reason.allCases { #expect(picture.contains(reason.words)) }
    }
}

/// Another system's log beside the journal.
@Suite struct ReconciliationTests {
    private static func line(_ line: Int, _ time: String, _ recipient: String?, patient: String = "MRN-1") throws
        -> LoggedDisclosure
    {
        var fields = ["time": time, "patient": patient]
        fields["recipient"] = recipient
        return try LoggedDisclosure(fields, line: line)
    }

    private static func told(_ report: Reconciliation) -> [String] {
        report.missing.map { "\($0.line) \($0.why.rawValue) \($0.entry.map { "\($0)" } ?? "-")" }
    }

    @Test(arguments: Engine.allCases) func `what either lacks is named, each entry taken once`(on engine: Engine) throws
    {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        let first = try fixture.release(try PracticeFixture.ask("k1")).header.index
        let second = try fixture.release(
            try PracticeFixture.ask("k2", recipient: #"{"id":"Dr. Who","kinds":["provider"],"address":"555-0100"}"#)
        ).header.index
        let at = Instant(milliseconds: PracticeFixture.start)
        let near = Instant(seconds: at.seconds + 60).description
        let far = Instant(seconds: at.seconds + 121).description
        func report(_ lines: [LoggedDisclosure]) throws -> Reconciliation {
            try fixture.practice.reconcile(lines, tolerance: 120)
        }
        let whole = try report([try Self.line(1, near, "R1"), try Self.line(2, "2026-11-21", "555 0100")])
        #expect(whole.isWhole && whole.matched == 2)
        let late = try report([try Self.line(1, far, "r1")])
        #expect(Self.told(late) == ["1 not-recorded -"])
        #expect(late.unlogged == [first, second])
        // Two lines of one fax: the second is not in the journal.
        let twice = try report([try Self.line(1, near, "dr who"), try Self.line(2, near, "dr who")])
        #expect(twice.matched == 1)
        #expect(Self.told(twice) == ["2 another-recipient \(first)"])
        let unknown = try report([try Self.line(7, near, "r1", patient: "MRN-SECRET")])
        #expect(Self.told(unknown) == ["7 unknown-patient -"])
        #expect(!unknown.text.contains("SECRET") && !unknown.json.text.contains("SECRET"))
    }

    @Test func `a line that cannot be read is named by its number, without what stands there`() throws {
        for fields in [
            ["time": "yesterday", "patient": "MRN-SECRET"], ["time": "2026-11-21"], ["patient": "MRN-SECRET"],
        ] {
            do {
                _ = try LoggedDisclosure(fields, line: 9)
                Issue.record("it was read")
            } catch {
                #expect("\(error)".contains("line 9") && !"\(error)".contains("SECRET"))
                #expect(!"\(error)".contains("yesterday"))
            }
        }
    }
}
