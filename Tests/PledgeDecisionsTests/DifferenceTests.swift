import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLaw
import Testing

/// What `pledge diff` tells of two small rulebooks, and of the starter notices with one sentence changed.
@Suite struct DifferenceTests {
    // MARK: A small law

    private static let law = """
        ---
        title: A law
        role: law
        since: 2003-04-14
        covers: 2003-04-14 to 2026-12-31
        ---

        ```pledge
        kind anyone "anyone"
        kind covered-entity "a covered entity": anyone
        kind court "a court": anyone
        kind attorney "a lawyer": anyone
        purpose any-purpose "anything"
        purpose lawsuit "a lawsuit": any-purpose
        purpose survey "a survey": any-purpose
        channel mail "by mail"
        channel text "by text message"
        item record "a record"
        data name "the name"
        data address "the address"
        object page-fee "a fee"
        fact notified "the patient was told"
          asked
          ask "Was the patient told?"
          changed by requester "the requester tells the patient"
        fact agreed "they agreed on an order"
          asked
          ask "Did they agree on an order?"
        document subpoena "a subpoena"
          obtained by requester "the requester brings a subpoena"
          field signed "the day it was signed" : time
        duty verify "check who asks"
        define assured "the patient was told, or they agreed on an order"
          when notified or agreed
        permit 512e1i "as a court orders"
          by covered-entity
          disclose to court
          for lawsuit
          account counted
          confidence T
          cite "law"
        permit 512e1ii "a subpoena"
          by covered-entity
          disclose to attorney
          for lawsuit
          on subpoena
          when assured
          account counted
          confidence T
          cite "law"
        permit 506c1 "our own business"
          by covered-entity
          disclose to anyone
          for survey
          account exempt tpo
          confidence T
          cite "law"
        right access "to see and get a copy of the record"
          answer within 30 days
          extension 30 days
          cite "law"
          confidence T
        fee copies "copies"
          allow page-fee
          cite "law"
          confidence T
        clock keep-papers "how long papers are kept"
          from signature
          keep 6 years
          cite "law"
          confidence T
        ```
        """

    private static let notice = """
        ---
        title: Notice
        role: notice
        id: notice
        effective: 2026-01-01
        ---

        # Notice

        ## Lawsuits

        We may share your information in a lawsuit.

        ```pledge
        promise 512e
        ```

        ## Surveys

        We may ask how you liked it.

        ```pledge
        promise 506c1
        stop by-mail "surveys only by mail"
          when purpose in {survey}
          when channel not in {mail}
          reach 506
          manner
        ```

        ## Your right to a copy

        You get a copy within 15 days.

        ```pledge
        right access
          answer within 15 days, no extension
        ```
        """

    private func side(_ law: String, _ notice: String?, _ day: String = "2026-11-21") throws -> DifferenceSide {
        var files = [SourceFile(path: "law.md", text: law)]
        if let notice { files.append(SourceFile(path: "notice.md", text: notice)) }
        let loaded = RulebookLoader.load(files)
        #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        return DifferenceSide(
            rulebook: try #require(loaded.rulebook), promises: loaded.promises, day: try #require(Day(day)))
    }

    /// The difference of the notice, or of the law, with one text in place of another.
    private func difference(_ old: String, _ new: String, inLaw: Bool = false) throws -> Difference {
        let text = inLaw ? Self.law : Self.notice
        #expect(text.contains(old))
        let changed = text.replacing(old, with: new)
        let before = try side(Self.law, Self.notice)
        let after = inLaw ? try side(changed, Self.notice) : try side(Self.law, changed)
        let words = RuleWords(book: after.rulebook)
        let difference = try DifferenceSearch.compare(before, after, says: { words.sentence($0, $1) })
        #expect(difference.undecided == [] && difference.unconfirmed == [])
        return difference
    }

    private func kinds(_ difference: Difference) -> [AnswerDifference.Kind] { difference.answers.map(\.kind) }

    // MARK: No difference

    @Test func `renaming, moving and rewording are no difference`() throws {
        for (old, new) in [
            ("We may share your information in a lawsuit.", "In a lawsuit, we share what the law lets us share."),
            ("## Surveys", "## What we ask"), ("\"surveys only by mail\"", "\"by mail only\""),
            ("title: Notice", "title: Our promises"), ("promise 512e\n", "promise 512e1ii\npromise 512e1i\n"),
            (
                "  when purpose in {survey}\n  when channel not in {mail}\n",
                "  when channel not in {mail} and purpose in {survey}\n"
            ),
        ] {
            #expect(try difference(old, new).isNone, "\(old)")
        }
        for (old, new) in [
            ("\"a subpoena\"\n  by", "\"upon a subpoena\"\n  by"), ("when assured", "when agreed or notified"),
            ("to attorney\n", "to attorney, attorney\n"), ("\"check who asks\"", "\"ask who it is\""),
        ] {
            #expect(try difference(old, new, inLaw: true).isNone, "\(old)")
        }
    }

    // MARK: Promises

    @Test func `a promise that is dropped is told with a request that is refused now`() throws {
        let found = try difference("promise 506c1\n", "")
        let answer = try #require(found.answers.first)
        #expect(kinds(found) == [.noLongerPermits])
        #expect(answer.words == "no longer permits: our own business (506c1)")
        #expect(answer.because == "`notice` promises it no longer, under \"Surveys\"")
        #expect(answer.before == .permitted && answer.after == .refused)
        #expect(found.verdict.isMaterial && found.verdict.lessens == false)
    }

    @Test func `one more condition asks for more, and one condition less lessens`() throws {
        let found = try difference("promise 512e\n", "promise 512e1i\npromise 512e1ii only when notified\n")
        #expect(found.answers.map(\.words) == ["asks for more: a subpoena (512e1ii), only when the patient was told"])
        #expect(found.verdict.lessens == false)
        let law = try side(Self.law, nil).rulebook
        let narrow = Self.notice.replacing(
            "promise 512e\n", with: "promise 512e1i\npromise 512e1ii only when notified\n")
        let back = try DifferenceSearch.compare(
            try side(Self.law, narrow), try side(Self.law, Self.notice),
            says: { RuleWords(book: law).sentence($0, $1) })
        #expect(kinds(back) == [.asksForLess])
        #expect(back.verdict.lessens == true)
    }

    @Test func `a sentence about the means is told by its means`() throws {
        let found = try difference("channel not in {mail}", "channel not in {mail, text}")
        #expect(kinds(found) == [.newlyPermits])
        #expect(
            found.answers.map(\.words) == [
                "newly permits: our own business (506c1), when the purpose is a survey and the channel is not by mail"
            ])
        #expect(found.answers.first?.request.channel == "text")
        #expect(found.verdict.lessens == true)
    }

    @Test func `a narrower limit names what may still go out`() throws {
        let found = try difference("promise 506c1\n", "promise 506c1\n  limit at most {name}\n")
        #expect(kinds(found) == [.noLongerPermits])
        #expect(found.answers.first?.words.hasSuffix("except when what it tells is only the name") == true)
    }

    @Test func `a duty of a promise is told where nothing else changes`() throws {
        let found = try difference("promise 506c1\n", "promise 506c1\n  before verify\n")
        #expect(found.answers.map(\.words) == ["newly owes before: check who asks: our own business (506c1)"])
        #expect(found.answers.first?.changesOutcome == false && found.verdict.isMaterial)
    }

    // MARK: Law

    @Test func `a rule of law that asks for more, that goes, and one that is counted otherwise`() throws {
        let more = try difference("when assured", "when notified", inLaw: true)
        #expect(kinds(more) == [.asksForMore])
        #expect(more.verdict.lessens == false)
        let without = try #require(Self.law.firstRange(of: "permit 506c1")).lowerBound
        let end = try #require(Self.law.firstRange(of: "right access")).lowerBound
        let text = String(Self.law[..<without]) + String(Self.law[end...])
        let gone = try DifferenceSearch.compare(try side(Self.law, nil), try side(text, nil))
        #expect(gone.answers.map(\.words) == ["no longer permits: our own business (506c1)"])
        let counted = try difference("account exempt tpo", "account counted", inLaw: true)
        #expect(kinds(counted) == [.accounting])
        let widened = try difference(
            "disclose to attorney\n  for lawsuit\n  on", "disclose to court, attorney\n  for lawsuit\n  on", inLaw: true
        )
        // A court gets it as a court orders already.
        #expect(kinds(widened) == [.restsNewlyOn])
    }

    @Test func `a stop that reaches everything is one group`() throws {
        let stop =
            "forbid 999a \"never on Sundays\"\n  when agreed\n  reach everything\n  confidence T\n  cite \"law\"\n"
        let found = try difference("right access \"to", "\(stop)right access \"to", inLaw: true)
        #expect(found.answers.count == 1 && found.answers.first?.grounds.count == 3)
        #expect(found.answers.first?.because == "the law stops it: never on Sundays (999a)")
    }

    @Test func `names that only one side has are told, and rules for them`() throws {
        let found = try difference(
            "kind attorney \"a lawyer\": anyone", "kind attorney \"a lawyer\": anyone\nkind buyer \"a buyer\": anyone",
            inLaw: true)
        #expect(found.answers.isEmpty && found.declared.map(\.name) == ["buyer"])
    }

    // MARK: Numbers

    @Test func `rights, fees and clocks are compared by what a person gets`() throws {
        let slower = try difference("answer within 15 days, no extension", "answer within 20 days, no extension")
        #expect(
            slower.declared.map(\.words) == [
                "to see and get a copy of the record: the answer is due within 20 days, it was 15 days"
            ])
        #expect(slower.verdict.isMaterial && slower.verdict.lessens == true)
        // The notice's fifteen days stand whatever the law's number is.
        #expect(try difference("answer within 30 days", "answer within 40 days", inLaw: true).isNone)
        let clock = try difference("keep 6 years", "keep 7 years", inLaw: true)
        #expect(clock.declared.map(\.words) == ["how long papers are kept: keep 7 years, it was keep 6 years"])
        let fee = try difference(
            "answer within 15 days, no extension", "answer within 15 days, no extension\n  fee free")
        #expect(fee.declared.map(\.isLess) == [false] && fee.verdict.lessens == false)
    }

    @Test func `another order of reasons is told`() throws {
        let order = "\norder reasons \"which\" = "
        let verify = "duty verify \"check who asks\""
        func told(_ old: String, _ new: String) throws -> [String] {
            try DifferenceSearch.compare(
                try side(Self.law.replacing(verify, with: verify + old), nil),
                try side(Self.law.replacing(verify, with: verify + new), nil)
            ).declared.map(\.words)
        }
        #expect(
            try told("", order + "compelled, counted") == [
                "the reason relied on goes by compelled, counted, the order of the law now, it went by the order of the law"
            ])
        #expect(try told(order + "counted", order + "counted") == [])
    }

    // MARK: Two days

    @Test func `the law on two days differs by the rules in force, not by the time that passes`() throws {
        let dated = Self.law.replacing(
            "permit 512e1i \"as a court orders\"", with: "permit 512e1i \"as a court orders\"\n  since 2010-01-01")
        let before = try side(dated, nil, "2009-06-01")
        let after = try side(dated, nil, "2026-06-01")
        let found = try DifferenceSearch.compare(before, after)
        #expect(found.answers.map(\.words) == ["newly permits: as a court orders (512e1i)"])
        let none = try DifferenceSearch.compare(try side(Self.law, nil, "2009-06-01"), try side(Self.law, nil))
        #expect(none.isNone)
    }

    // MARK: The starters

    /// A starter notice on the law about family and officials, with one text in place of another.
    private func difference(of notice: String, _ old: String, _ new: String) throws -> Difference {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Notices/\(notice).md"), encoding: .utf8)
        #expect(text.contains(old), "\(notice): \(old)")
        let law = EmbeddedLaw.files.map { SourceFile(path: "Law/\($0.path)", text: $0.text) }
            .filter { $0.text.hasPrefix("---") }
        func side(_ text: String) throws -> DifferenceSide {
            let loaded = RulebookLoader.load(law + [SourceFile(path: "notice.md", text: text)])
            let book = try #require(loaded.rulebook)
            let kept = book.grounds.indices.filter { number in
                ["510", "512a", "512b", "512e", "524"].contains { book.grounds[number].isUnder(RuleID($0)) }
            }
            return DifferenceSide(
                rulebook: book.restricted(to: Set(kept)), promises: loaded.promises,
                day: try #require(Day("2026-11-21")))
        }
        return try DifferenceSearch.compare(try side(text), try side(text.replacing(old, with: new)))
    }

    @Test(arguments: ["hospital", "med-spa"])
    func `a starter with one sentence changed differs by that, and reworded by nothing`(_ notice: String) throws {
        #expect(try difference(of: notice, "# Notice of Privacy Practices\n", "# What we promise\n").isNone)
        let dropped = try difference(of: notice, "promise 512b1iv\n", "")
        #expect(dropped.answers.contains { $0.grounds.contains { $0.rule == RuleID("512b1iv") } && $0.changesOutcome })
        #expect(dropped.verdict.isMaterial && dropped.verdict.lessens == false && dropped.unconfirmed == [])
        let narrowed = try difference(of: notice, "promise 512b1iv\n", "promise 512b1iv only when emergency\n")
        #expect(narrowed.answers.map(\.kind) == [.asksForMore])
        let slower = try difference(of: notice, "answer within 60 days", "answer within 50 days")
        #expect(slower.answers.isEmpty && slower.declared.allSatisfy { $0.isLess == false } && !slower.declared.isEmpty)
    }
}
