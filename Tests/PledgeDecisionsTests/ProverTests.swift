import PledgeCore
import PledgeDecisions
import PledgeLanguage
import Testing

/// Each kind of finding on a law of a few words, with the request that shows it.
@Suite struct ProverTests {
    private func file(_ role: String, _ rules: String, _ more: String = "") -> SourceFile {
        let text = """
            ---
            title: A \(role)
            role: \(role)
            \(more)
            ---

            # A heading

            What it says.

            ```pledge
            \(rules)
            ```
            """
        return SourceFile(path: "\(role).md", text: text)
    }

    private static let words = """
        kind anyone "anyone"
        kind covered-entity "a covered entity": anyone
        kind provider "a provider": covered-entity
        kind individual "the patient": anyone
        kind parent "a parent": anyone
        purpose treatment "care"
        purpose payment "payment"
        purpose required "because a law says so"
        item record "a record"
        label hiv "HIV"
        channel mail "mail"
        channel text "text"
        fact emergency "an emergency"
          asked
          ask "?"
        fact opted-out "said no"
          known
        fact birth "birth" : time
          known
        document order "an order"
          field signed "when" : time
        document wish "a wish"
          on file
          ask "?"
          field since "when" : time
        question told "may a parent be told" : may, must
          silent may
          ask "?"
        """

    private func permit(_ id: String, _ clauses: String = "", purpose: String = "treatment", verb: String = "permit")
        -> String
    {
        """
        \(verb) \(id) "\(id)"
          by covered-entity
          disclose to provider
          for \(purpose)
          account counted
          confidence t
          cite "law"
          \(clauses)
        """
    }

    private func loaded(
        _ law: String, overlay: String? = nil, notice: String? = nil
    ) throws -> (Rulebook, [PromiseDocument]) {
        let force = "since: 2003-04-14"
        var files = [file("law", ProverTests.words + "\n" + law, force + "\ncovers: 2003-04-14 to 2027-12-31")]
        if let overlay { files.append(file("overlay", overlay, force + "\nstate: IL\nreviewed: all")) }
        if let notice { files.append(file("notice", notice, "id: n\neffective: 2003-04-14")) }
        let loaded = RulebookLoader.load(files)
        #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        return (try #require(loaded.rulebook), loaded.promises)
    }

    /// Findings as `kind rules`; every request is read back as it was written, and decided.
    private func findings(_ law: String, overlay: String? = nil, notice: String? = nil) throws -> [String] {
        let (book, promises) = try loaded(law, overlay: overlay, notice: notice)
        let report = try Prover.prove(book, promises: promises)
        #expect(report.unconfirmed == [] && report.undecided == [])
        let reader = RequestReader(book)
        for finding in report.findings + report.listed {
            guard let request = finding.request else { continue }
            #expect(try reader.read(RequestWriter.json(request), number: 1).get() == request)
        }
        return report.findings.map { "\($0.kind.rawValue) \($0.rules.joined(separator: " "))" }
    }

    @Test func `rules that each can matter make no finding`() throws {
        #expect(try findings(permit("506c1") + "\n" + permit("506c2", purpose: "payment")) == [])
    }

    @Test func `a ground that contradicts itself never matters`() throws {
        #expect(try findings(permit("506c1", "when emergency and not emergency")) == ["never-matters 506c1"])
        #expect(
            try findings(permit("506c1", "when birth is after at and birth is on or before 2003-04-14"))
                == ["never-matters 506c1"])
    }

    @Test func `a ground under a wider one is shadowed, unless it owes something else`() throws {
        let wide = permit("506c1") + "\n"
        #expect(try findings(wide + permit("506c2", "when emergency")) == ["shadowed 506c2 506c1"])
        #expect(
            try findings("duty tell \"tell\"\n" + permit("506c2", "when emergency\n  before tell") + "\n" + wide) == [])
        #expect(try findings(wide + permit("506c2", "when emergency\n  compelled")) == [])
    }

    @Test func `a stop that another does the work of is shadowed`() throws {
        let stop = "\nforbid X1 \"one\"\n  when emergency\n  reach 506\n  cite \"law\"\n"
        let narrower = "forbid X2 \"two\"\n  when emergency and channel is text\n  reach 506\n  cite \"law\"\n"
        #expect(try findings(permit("506c1") + stop) == [])
        #expect(try findings(permit("506c1") + stop + narrower) == ["shadowed X2 X1"])
    }

    @Test func `a stop that closes only what no ground opens is told and changes nothing`() throws {
        let stop = "\nforbid X1 \"one\"\n  when emergency\n  reach 506\n  cite \"law\"\n"
        #expect(try findings(permit("506c1", "when not emergency") + stop) == ["never-matters X1"])
    }

    @Test func `two answers to one question at once contradict`() throws {
        let overlay = """
            define IL-A told is may "may"
              when emergency
              confidence t
              cite "law"
            define IL-B told is must "must"
              when opted-out
              confidence t
              cite "law"
            """
        #expect(
            try findings(permit("506c1", "when told is must"), overlay: overlay)
                == ["never-matters IL-A", "contradiction IL-A IL-B"])
    }

    @Test func `what one law compels and another forbids is told`() throws {
        let stop = "\nforbid X1 \"one\"\n  when emergency\n  reach 512a\n  cite \"law\"\n"
        let law = permit("512a1", "compelled", purpose: "required") + stop
        #expect(try findings(law) == ["required-forbidden 512a1 X1"])
        #expect(
            try findings(permit("512a1", "when not emergency\n  compelled", purpose: "required") + stop)
                == ["never-matters X1"])
    }

    @Test func `a wish that opens is told`() throws {
        let stop = "\nstop 514f2 \"no\"\n  by patient\n  when opted-out\n  reach 506\n  cite \"law\"\n"
        #expect(try findings(permit("506c1") + stop) == [])
        #expect(
            try findings(permit("506c1") + stop + permit("512b", "when opted-out", purpose: "payment"))
                == ["opens opted-out 512b"])
    }

    @Test func `a paper that a wish rests on opens nothing, either`() throws {
        let stop =
            "\nstop 514f2 \"no\"\n  by patient\n  when some wish such that wish.since is on or before at\n"
            + "  reach 506\n  cite \"law\"\n"
        #expect(try findings(permit("506c1") + stop) == [])
        #expect(
            try findings(permit("506c1") + stop + permit("512b", "when some wish", purpose: "payment"))
                == ["opens wish 512b"])
    }

    @Test func `an overlay that lifts the stop of another law is told`() throws {
        let stop = "\nforbid X1 \"one\"\n  when emergency\n  reach 506\n  cite \"law\"\n"
        let overlay = "exception IL-X of X1 \"but in Illinois\"\n  when channel is mail\n  confidence t\n  cite \"law\""
        #expect(try findings(permit("506c1") + stop, overlay: overlay) == ["opens IL-X X1"])
    }

    @Test func `a promise that the law closes in every case is told`() throws {
        let stop = "\nforbid X1 \"one\"\n  when channel is text\n  reach 506\n  cite \"law\"\n"
        let law = permit("506c1") + stop
        #expect(try findings(law, notice: "promise 506c1 only when channel is mail") == [])
        #expect(
            try findings(law, notice: "promise 506c1 only when channel is text") == ["promise-forbidden n 506c1 X1"])
        let twice = try findings(permit("506c1"), notice: "promise 506c1\npromise 506c1 only when channel is mail")
        #expect(twice == ["shadowed n 506c1 506c1"])
    }

    @Test func `a reach that leaves out one of a paragraph is told`() throws {
        let law = permit("512e1") + "\n" + permit("512e2", "when emergency", purpose: "payment") + "\n"
        #expect(
            try findings(law + "forbid X1 \"one\"\n  when emergency\n  reach 512e1\n  cite \"law\"")
                == ["reach-misses X1 512e2"])
    }
}
