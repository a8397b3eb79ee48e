import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLaw
import PledgeWeb
import Testing

/// The pages over a small rulebook, without a socket.
@Suite struct DeskSiteTests {
    static let rules = """
        ---
        title: A small law
        role: law
        since: 2003-04-14
        covers: 2003-04-14 to 2099-12-31
        ---

        # A small law

        ```pledge
        kind anyone "anyone at all"
        kind facility "a hospital": anyone
        kind provider "a doctor's office": anyone
        kind family "a relative": anyone
        kind individual "the patient": anyone
        purpose treatment "treatment of this patient"
        purpose involvement "the patient's care, by somebody involved in it"
        purpose access "a copy of the record"
        item record "the ordinary medical record"
        label hiv "HIV or AIDS"
        channel fax "by fax"
        fact wish "the patient agrees"
          asked
          of patient
          ask "Does the patient agree?"
          changed by patient "ask the patient"
        duty verify "check who it is"
        duty copy "send the copy"
          owed by officer
        document note "a signed note"
          field signed "the day it was signed" : time
            ask "When was it signed?"
        permit 506c2 "to treat the patient"
          by facility
          disclose to provider
          for treatment
          before verify
          account exempt tpo
          confidence T
          cite "a rule"
        permit 510b "family may hear what touches their part"
          by facility
          disclose to family
          for involvement
          when wish
          account exempt involved
          confidence T
          cite "a rule"
        permit 502a2i "it is the patient's own record"
          by facility
          disclose to individual
          for access
          compelled
          after 30 days of receipt copy
          account exempt individual
          confidence T
          cite "a rule"
        situation another-doctor "Another doctor's office"
          under "Care"   hint "Treats the patient too"
          recipient provider   for treatment   item record
        ```
        """

    private struct Broken: Error, CustomStringConvertible { let description: String }

    static func router() throws -> Router<DeskContext> {
        let loaded = RulebookLoader.load([SourceFile(path: "small.md", text: rules)])
        guard let book = loaded.rulebook else {
            throw Broken(description: loaded.diagnostics.map(\.rendered).joined(separator: "\n"))
        }
        let compiled = try CompiledRulebook(book)
        let at = Instant("2026-11-21T15:00:00Z") ?? Instant(seconds: 0)
        let setting = InterviewSetting(
            organization: "Alder Street <Health>", at: at, today: TimeZoneRules.utc.day(of: at))
        return try DeskSite {
            Interview(rulebook: book, setting: setting, decide: { compiled.decide($0) })
        }.router()
    }

    /// What came back.
    struct Page {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String
    }

    private func page(
        _ path: String, method: HTTPRequest.Method = .get, body: String? = nil
    ) async throws -> Page {
        let application = Application(router: try Self.router())
        return try await application.test(.router) { client in
            try await client.execute(
                uri: path, method: method, body: body.map { ByteBuffer(string: $0) }
            ) { response in
                Page(status: response.status, headers: response.headers, text: String(buffer: response.body))
            }
        }
    }

    @Test func `the first page has the situations and a field to search`() async throws {
        let page = try await page("/")
        #expect(page.status == .ok)
        #expect(page.text.contains("<h1>May we share this?</h1>"))
        #expect(page.text.contains("href=\"/ask?s=1*disclose*provider*treatment*record****another-doctor\""))
        #expect(page.text.contains("method=\"post\""))
    }

    @Test func `an answer begins its title and says what to say`() async throws {
        let page = try await page("/ask?s=1*disclose*provider*treatment*record*-***")
        #expect(page.text.contains("<title>Yes. - "))
        #expect(page.text.contains("Let me check a few things first."))
        #expect(page.text.contains("Check who it is"))
        #expect(page.text.contains("answer is-allowed"))
    }

    @Test func `a must names its day`() async throws {
        let page = try await page("/ask?s=1*disclose*individual*access*record*-***")
        #expect(page.text.contains("You must, by 21\u{A0}Dec\u{A0}2026."))
    }

    @Test func `a question leads to an answer`() async throws {
        let start = "/ask?s=1*disclose*family*involvement*record*-***"
        let question = try await page(start)
        #expect(question.text.contains("Does the patient agree?"))
        let empty = try await page(start + "&sent=1")
        #expect(empty.status == .badRequest)
        #expect(empty.text.contains("Something is missing"))
        let reply = try await page(start + "&sent=1&a=y")
        #expect(reply.status == .seeOther)
        #expect(reply.headers[.location] == start + "*f.wish.y")
        let answer = try await page(start + "*f.wish.y")
        #expect(answer.text.contains("<title>Yes. - "))
        #expect(answer.text.contains("What you told us"))
        let open = try await page(start + "*f.wish.skip")
        #expect(open.text.contains("What to find out"))
    }

    @Test func `the opening form says what is missing and keeps the rest`() async throws {
        let missing = try await page("/ask?for=treatment&item=record")
        #expect(missing.status == .badRequest)
        #expect(missing.text.contains("href=\"#who\""))
        let sent = try await page("/ask?who=provider&for=treatment&item=record&label=-&has=note&by=fax")
        #expect(sent.headers[.location] == "/ask?s=1*disclose*provider*treatment*record*-*fax*note*")
    }

    @Test func `everyday words are looked up without standing in an address`() async throws {
        let found = try await page("/search", method: .post, body: "ask=sister+with+%3Cb%3E")
        #expect(found.text.contains("A relative"))
        #expect(!found.text.contains("<b>"))
        #expect(try await page("/search", method: .post, body: "ask=").status == .seeOther)
        #expect(try await page("/search").status == .seeOther)
    }

    @Test(arguments: [
        ("/nowhere", 404), ("/ask?s=x", 400), ("/ask?s=1*disclose*nobody******", 400),
        ("/start?s=1", 400), ("/ask?who=nobody", 400),
    ])
    func `an error is a page that says what to do`(path: String, status: Int) async throws {
        let page = try await page(path)
        #expect(page.status.code == status)
        #expect(page.text.contains("Ask a question"))
        for inside in ["Error", "InterviewError", "Swift", "Optional("] { #expect(!page.text.contains(inside)) }
    }

    @Test func `what is too long is not read`() async throws {
        #expect(try await page("/ask?s=" + String(repeating: "1", count: 3000)).status == .contentTooLarge)
        let body = "ask=" + String(repeating: "x", count: 8000)
        #expect(try await page("/search", method: .post, body: body).status == .contentTooLarge)
    }

    @Test(arguments: ["/", "/start", "/nowhere", "/pledge.css", "/pledge.js", "/icon.svg", "/health", "/styleguide"])
    func `nothing is allowed but what a page needs`(path: String) async throws {
        let page = try await page(path)
        let policy = page.headers[.init("Content-Security-Policy") ?? .accept] ?? ""
        #expect(policy.hasPrefix("default-src 'none'; style-src 'self'"))
        #expect(!policy.contains("unsafe"))
        #expect(page.headers[.setCookie] == nil)
        #expect(page.headers[.cacheControl] == "no-store")
        #expect(!page.text.contains(" style=\"") && !page.text.contains(" onclick="))
    }

    @Test func `only this machine's own names are answered`() {
        for host in ["127.0.0.1", "127.0.0.1:8080", "localhost", "localhost:1", "[::1]:8080", "[::1]"] {
            #expect(LoopbackOnly.isOurs(host), "\(host)")
        }
        for host in ["", "pledge.example", "127.0.0.1.example", "localhost.example:80", "[::2]:80", "user@localhost"] {
            #expect(!LoopbackOnly.isOurs(host), "\(host)")
        }
    }

    @Test func `names of the practice are text, not markup`() async throws {
        let page = try await page("/")
        #expect(page.text.contains("Alder Street &lt;Health&gt;"))
    }

    @Test func `the law that is built in has fifteen situations, and each opens`() async throws {
        let files = EmbeddedLaw.files.map { SourceFile(path: $0.path, text: $0.text) }
            .filter { !$0.path.hasSuffix("README.md") }
        let book = try #require(RulebookLoader.load(files).rulebook)
        #expect(book.situations.count == 15)
        for situation in book.situations {
            let state = InterviewState(opening: Opening(situation))
            #expect(try InterviewState(code: state.code, rulebook: book) == state)
        }
    }
}
