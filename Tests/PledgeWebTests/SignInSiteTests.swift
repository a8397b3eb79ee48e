import Foundation
import HTTPTypes
import PledgeCore
import PledgePractice
import Testing
@testable import PledgeWeb

/// Signing in as a browser does it.
@Suite struct SignInSiteTests {
    private static func signedIn(_ page: SignInFixture.Page) -> Bool {
        page.status == .seeOther && page.location == "/today"
    }

    // MARK: The way in

    @Test func `the first account is made by the link of the first run, and signs in`() async throws {
        let fixture = try SignInFixture()
        let browser = SignInFixture.Browser(fixture)
        #expect(try await browser.get("/patients?x=1").location == "/sign-in?to=/patients%3Fx%3D1")
        #expect(try await browser.get("/set-up?token=x").status == .ok)
        let token = try #require(try fixture.accounts.firstRunToken())
        func setUp(_ token: String, _ password: String) async throws -> SignInFixture.Page {
            try await browser.post(
                "/set-up", [("token", token), ("name", "Ruth Okafor"), ("login", "okafor"), ("new-password", password)])
        }
        #expect(try await setUp("x", SignInFixture.password).status == .gone)
        let common = try await setUp(token, "password1")
        #expect(common.status == .badRequest && common.text.contains("guessed first"))
        #expect(common.field("login") == nil || common.text.contains("value=\"okafor\""))
        #expect(try await setUp(token, SignInFixture.password).location == "/sign-in")
        #expect(try await browser.get("/set-up?token=\(token)").status == .gone)
        let page = try await browser.post(
            "/sign-in", [("login", "okafor"), ("password", SignInFixture.password), ("to", "/patients")])
        #expect(
            page.text.contains("<svg class=\"scan\"") && page.text.contains("otpauth://totp/Lakeside:okafor?secret="))
        // The page for codes that were not right shows the same app's key.
        let ticket = try #require(page.field("ticket"))
        let wrong = try await browser.post(
            "/sign-in/code", [("ticket", ticket), ("code", "000000"), ("to", "/patients")])
        #expect(wrong.status == .forbidden)
        #expect(SignInFixture.secret(wrong) == SignInFixture.secret(page) && wrong.field("to") == "/patients")
        let done = try await browser.post(
            "/sign-in/code",
            [("ticket", ticket), ("code", fixture.code(SignInFixture.secret(page))), ("to", "/patients")])
        #expect(done.status == .ok && done.text.components(separatedBy: "<code>").count == 11)
        #expect(done.text.contains("href=\"/patients\""))
        let today = try await browser.get("/today")
        #expect(today.status == .ok && today.text.contains("<a href=\"/account\">Ruth Okafor, owner</a>"))
    }

    @Test(arguments: [false, true]) func `cookies are out of reach of pages and other sites`(isSecure: Bool)
        async throws
    {
        let fixture = try SignInFixture(isSecure: isSecure)
        let (browser, secret) = try await fixture.make("kim", role: "owner")
        let page = try await browser.signIn("kim", secret: secret)
        #expect(SignInSiteTests.signedIn(page))
        let cookies = page.headers[values: .setCookie]
        #expect(cookies.count == 2)
        for cookie in cookies {
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"))
            #expect(cookie.hasPrefix("__Host-") == isSecure && cookie.contains("Secure") == isSecure)
            #expect(!cookie.contains("Domain"))
        }
        // Another session each time: a token from before does not become one.
        let other = SignInFixture.Browser(fixture)
        let names = Set(browser.cookies.keys)
        _ = try await other.signIn("kim", secret: secret)
        #expect(Set(other.cookies.keys) == names && other.cookies != browser.cookies)
    }

    @Test func `an unknown name and a wrong password get the same page, and too many tries have to wait`() async throws
    {
        let fixture = try SignInFixture()
        _ = try await fixture.make("kim", role: "owner")
        var texts: [String] = []
        for login in ["kim", "lee"] {
            let browser = SignInFixture.Browser(fixture)
            let page = try await browser.post("/sign-in", [("login", login), ("password", "wooden lantern nine")])
            #expect(page.status == .forbidden)
            texts.append(page.text.replacing("value=\"\(login)\"", with: ""))
            #expect(!page.text.contains("wooden"))
        }
        #expect(texts[0] == texts[1])
        let browser = SignInFixture.Browser(fixture)
        var last: SignInFixture.Page?
        for _ in 0..<6 { last = try await browser.post("/sign-in", [("login", "<b>x"), ("password", "y")]) }
        #expect(last?.status == .tooManyRequests && last?.headers[.retryAfter] == "1")
        #expect(last?.text.contains("<b>x") == false)
    }

    @Test(arguments: [
        "//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)",
        "/today\r\nSet-Cookie: a=b", "", "today",
        "/\u{0009}/evil.example", "///evil.example",
    ])
    func `after signing in nobody is sent elsewhere`(to: String) async throws {
        #expect(GoingOn(path: to).path == "/today")
        #expect(GoingOn(path: "/patients/abc?x=1").path == "/patients/abc?x=1")
        let fixture = try SignInFixture()
        let (browser, secret) = try await fixture.make("kim", role: "owner")
        #expect(try await browser.signIn("kim", secret: secret, to: to).location == "/today")
    }

    // MARK: Forms

    @Test func `a form without the token of the session does nothing`() async throws {
        let fixture = try SignInFixture()
        let (browser, secret) = try await fixture.make("kim", role: "owner")
        let form = try await browser.get("/patients/\(fixture.patient)/wishes")
        let token = try #require(form.field("form-token"))
        // Every form of every page that posts has it.
        for path in ["/today", "/patients", "/patients/\(fixture.patient)", "/account", "/disclosures", "/desk"] {
            let text = try await browser.get(path).text
            let forms = text.components(separatedBy: "<form").dropFirst().filter {
                $0.prefix { $0 != ">" }.contains("method=\"post\"")
            }
            for form in forms { #expect(form.contains("name=\"form-token\" value=\"\(token)\""), "\(path)") }
        }
        let size = try fixture.practice.sizes().entries
        let wish = [("wish", "directory")]
        let path = "/patients/\(fixture.patient)/wishes"
        let (other, _) = try await fixture.make("lee", role: "owner")
        let theirs = try #require(try await other.get("/account").field("form-token"))
        let before = try fixture.practice.sizes().entries
        #expect(before > size)
        for bad in [nil, "", theirs, String(token.reversed())] {
            let page = try await browser.post(path, wish + (bad.map { [("form-token", $0)] } ?? []), site: nil)
            #expect(page.status == .forbidden)
        }
        #expect(try await browser.post(path, wish + [("form-token", token)], site: "cross-site").status == .forbidden)
        #expect(try fixture.practice.sizes().entries == before)
        #expect(try await browser.post(path, wish + [("form-token", token)]).status == .seeOther)
        #expect(try fixture.events(since: before) == ["directive"])
        // Signed in anew in another tab: what was typed in this one is kept.
        _ = try await browser.signIn("kim", secret: secret)
        let stale = try await browser.post(path, [("wish", "sharing"), ("form-token", token)])
        #expect(stale.status == .ok && stale.field("wish") == "sharing" && stale.field("form-token") != token)
    }

    @Test func `what was typed when the session ended is kept, and sent once by its owner`() async throws {
        let fixture = try SignInFixture()
        let (browser, secret) = try await fixture.make("kim", role: "owner")
        let path = "/patients/\(fixture.patient)/wishes"
        let token = try #require(try await browser.get(path).field("form-token"))
        fixture.pass(minutes: 16)
        let size = try fixture.practice.sizes().entries
        let fields = [
            ("wish", "kept"), ("from", "employer"), ("evidence", "on paper & \"signed\""), ("form-token", token),
        ]
        let out = try await browser.post(path, fields)
        #expect(out.status == .ok && out.text.contains("What you typed is kept") && out.field("kept-action") == path)
        let kept = try #require(out.field("kept"))
        fixture.pass(minutes: 0, seconds: 31)
        let first = try await browser.post(
            "/sign-in",
            [
                ("login", "kim"), ("password", SignInFixture.password), ("kept-action", path), ("kept", kept),
            ])
        #expect(first.field("kept") == kept)
        let again = try await browser.post(
            "/sign-in/code",
            [
                ("ticket", first.field("ticket") ?? ""), ("code", fixture.code(secret)), ("kept-action", path),
                ("kept", kept),
            ])
        #expect(again.status == .ok && again.text.contains("action=\"\(path)\""))
        #expect(again.field("wish") == "kept" && again.field("from") == "employer")
        #expect(again.text.contains("on paper &amp; &quot;signed&quot;"))
        let fresh = try #require(again.field("form-token"))
        #expect(fresh != token && again.text.components(separatedBy: "name=\"form-token\"").count == 2)
        #expect(try fixture.events(since: size) == ["sign-in"])
        let sent = try await browser.post(path, fields.dropLast() + [("form-token", fresh)])
        #expect(sent.status == .seeOther)
        _ = try await browser.post(path, fields.dropLast() + [("form-token", fresh)])
        #expect(try fixture.events(since: size) == ["sign-in", "directive"])
    }

    @Test func `a kept form goes only where the console takes one`() {
        #expect(KeptForm(action: "/patients/abc/wishes", body: "a=b")?.fields.map(\.name) == ["a"])
        for action in ["/sign-out", "/today", "//x/wishes", "https://x", "/patients/abc", "/patients/a/b/wishes", ""] {
            #expect(KeptForm(action: action, body: "") == nil, "\(action)")
        }
        #expect(KeptForm(action: "/stop", body: "form-token=x&s=1&s=2")?.fields.map(\.value) == ["1", "2"])
        let page = "<form action=\"/a\" method=\"post\"><p></p></form><form action=\"/b\"></form>"
        #expect(
            FormTokens.inserted(in: page, "t1")
                == "<form action=\"/a\" method=\"post\"><input type=\"hidden\" name=\"form-token\" value=\"t1\"><p></p></form><form action=\"/b\"></form>"
        )
    }

    // MARK: What is allowed

    @Test func `pages are each role's own, and a patient's page is an entry before it is shown`() async throws {
        let fixture = try SignInFixture()
        _ = try await fixture.make("owner", role: "owner")
        let (desk, _) = try await fixture.make("kim", role: "front desk")
        #expect(try await desk.get("/reports").status == .forbidden)
        #expect(try await desk.get("/organization").status == .forbidden)
        let size = try fixture.practice.sizes().entries
        #expect(try await desk.get("/patients/\(fixture.patient)").status == .ok)
        #expect(try await desk.get("/patients/\(fixture.patient)/picture.svg").status == .ok)
        #expect(try await desk.get("/patients/x").status == .notFound)
        #expect(try fixture.events(since: size) == ["record viewed"])
        guard case .view(let view) = try fixture.practice.openEntry(size).event else { return }
        #expect(view.by == "Dr. kim" && view.role == "front desk" && view.page == "patient")
    }

    @Test func `exports ask for password and code again, and are entries`() async throws {
        let fixture = try SignInFixture()
        let (browser, secret) = try await fixture.make("kim", role: "owner")
        let path = "/disclosures/disclosures.csv"
        #expect(try await browser.get(path).status == .ok)
        fixture.pass(minutes: 11)
        let size = try fixture.practice.sizes().entries
        let asked = try await browser.get(path)
        #expect(asked.text.contains("action=\"/prove\"") && asked.field("to") == path)
        let token = try #require(asked.field("form-token"))
        func prove(_ password: String, _ code: String) async throws -> SignInFixture.Page {
            try await browser.post(
                "/prove", [("password", password), ("code", code), ("to", path), ("form-token", token)])
        }
        #expect(try await prove("wooden lantern nine", fixture.code(secret)).status == .forbidden)
        #expect(try await prove(SignInFixture.password, fixture.code(secret)).location == path)
        #expect(try await browser.get(path).headers[.contentType]?.contains("csv") == true)
        #expect(try fixture.events(since: size) == ["sign-in", "sign-in", "export"])
        // A form is kept on the way.
        fixture.pass(minutes: 11)
        let form = "/patients/\(fixture.patient)/accounting"
        let kept = try await browser.post(form, [("checked", "1"), ("form-token", token)])
        #expect(kept.field("kept-action") == form && kept.text.contains("action=\"/prove\""))
        let proven = try await browser.post(
            "/prove",
            [
                ("password", SignInFixture.password), ("code", fixture.code(secret)), ("kept-action", form),
                ("kept", kept.field("kept") ?? ""), ("form-token", token),
            ])
        #expect(proven.text.contains("action=\"\(form)\"") && proven.field("checked") == "1")
        // The rules of this practice give no list: what is refused is not taken out.
        let before = try fixture.practice.sizes().entries
        let refused = try await browser.post(form, [("checked", "1"), ("form-token", token)])
        #expect(refused.status == .conflict && !refused.text.contains("action=\"/prove\""))
        #expect(try fixture.practice.sizes().entries == before)
        // A role that takes nothing out is not asked.
        let (desk, _) = try await fixture.make("lee", role: "front desk")
        fixture.pass(minutes: 11)
        #expect(try await desk.get(path).status == .forbidden)
    }

    @Test func `a record is opened in an emergency, and closes again`() async throws {
        let fixture = try SignInFixture()
        _ = try await fixture.make("owner", role: "owner")
        try fixture.accounts.change(
            role: RoleChange(Role(name: "nurse", permissions: [.ask], opensInEmergency: true), by: "x"))
        let (browser, _) = try await fixture.make("kim", role: "nurse")
        let path = "/patients/\(fixture.patient)"
        #expect(try await browser.get(path).status == .forbidden)
        let form = try await browser.get(path + "/emergency")
        let token = try #require(form.field("form-token"))
        let empty = try await browser.post(path + "/emergency", [("reason", " "), ("form-token", token)])
        #expect(empty.status == .badRequest)
        let opened = try await browser.post(
            path + "/emergency", [("reason", "unconscious in the waiting room"), ("form-token", token)])
        #expect(opened.location == path)
        #expect(try await browser.get(path).status == .ok)
        #expect(try fixture.practice.tasks(most: 5).contains { $0.words.contains("unconscious in the waiting room") })
        for _ in 0..<3 {
            fixture.pass(minutes: 10, seconds: 5)
            _ = try await browser.get("/today")
        }
        #expect(try await browser.get(path).status == .forbidden)
    }

    // MARK: One's own account

    @Test func `somebody sees and ends their sessions, and signs out`() async throws {
        let fixture = try SignInFixture()
        let (first, secret) = try await fixture.make("kim", role: "owner")
        let second = SignInFixture.Browser(fixture)
        _ = try await second.signIn("kim", secret: secret)
        let page = try await second.get("/account")
        #expect(page.text.contains("Browser/1") && page.text.contains("this browser"))
        let token = try #require(page.field("form-token"))
        let session = try #require(page.field("session"))
        #expect(
            try await second.post("/account/sessions", [("session", session), ("form-token", token)]).status
                == .seeOther)
        #expect(try await first.get("/today").location?.hasPrefix("/sign-in") == true)
        _ = try await first.signIn("kim", secret: secret)
        #expect(
            try await second.post("/account/sessions", [("others", "1"), ("form-token", token)]).status == .seeOther)
        #expect(try await first.get("/today").status == .seeOther)
        #expect(try await second.get("/today").status == .ok)
        // Signing out takes the cookie away, and the token is good for nothing afterwards.
        #expect(try await second.post("/sign-out", []).status == .forbidden)
        let cookies = second.cookies
        let out = try await second.post("/sign-out", [("form-token", token)])
        #expect(out.status == .ok && out.text.contains("You are signed out"))
        #expect(out.headers[HTTPField.Name("Clear-Site-Data")!]?.contains("cache") == true)
        #expect(second.cookies.count == cookies.count - 1)
        #expect(try await second.get("/today").status == .seeOther)
        let held = try #require(cookies["pledge-session"])
        #expect(try fixture.accounts.visit(held) == nil)
    }

    @Test func `a password is changed after password and code were shown`() async throws {
        let fixture = try SignInFixture()
        let (browser, secret) = try await fixture.make("kim", role: "owner")
        let token = try #require(try await browser.get("/account").field("form-token"))
        func change(_ password: String) async throws -> SignInFixture.Page {
            try await browser.post("/account/password", [("new-password", password), ("form-token", token)])
        }
        #expect(try await change("password1").status == .badRequest)
        let codes = try await browser.post("/account/recovery-codes", [("form-token", token)])
        #expect(codes.text.components(separatedBy: "<code>").count == 11)
        #expect(try await change("copper windmill thirty").location == "/account")
        fixture.pass(minutes: 11)
        #expect(try await change("amber staircase nine").location == "/prove?to=/account")
        #expect(!SignInSiteTests.signedIn(try await SignInFixture.Browser(fixture).signIn("kim", secret: secret)))
        let step = try fixture.accounts.signIn(
            login: "kim", password: Password("copper windmill thirty"), from: SignInClient(source: "192.0.2.1"))
        #expect(step.enrolment == nil)
    }
}
