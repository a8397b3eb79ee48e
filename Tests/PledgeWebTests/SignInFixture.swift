import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Synchronization
@testable import PledgeWeb

/// A practice whose staff sign in, its console, and browsers that keep cookies.
final class SignInFixture {
    static let password = "violet tractor eleven"

    let folder: String
    let practice: Practice
    let accounts: Accounts
    let patient: String
    let site: ConsoleSite

    init(isSecure: Bool = false) throws {
        folder = FileManager.default.temporaryDirectory.path + "/pledge-sign-in-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/outside", withIntermediateDirectories: true)
        let time = Time()
        self.time = time
        var fields = try JSONFields(
            try JSONScanner.value(of: #"{"name":"Lakeside","zone":"America/Chicago","state":"IL","by":"Ruth Okafor"}"#))
        practice = try Practice.make(
            store: try StoreAddress("sqlite:\(folder)/pledge.db").open(), master: SealingKey(.system),
            outside: folder + "/outside", origin: "test.invalid/console", organization: try OrganizationChange(&fields),
            rules: try ConsoleFixture.rules.get(),
            Practice.Surroundings(
                clock: { time.read() }, zones: { name in name == "UTC" ? .utc : try? TimeZoneRules.named(name) }))
        var person = try JSONFields(
            try JSONScanner.value(
                of: #"{"identifiers":["MRN-1"],"names":["Ana Ruiz"],"birth":"1980-04-02","by":"Desk"}"#))
        _ = try practice.add(person: try PersonChange(&person))
        patient = practice.pageToken(of: try practice.person("MRN-1").number)
        var policy = AccountPolicy()
        policy.hashing = AccountPolicy.Hashing(memoryKiB: 64, passes: 1, lanes: 1)
        accounts = Accounts(practice, policy: policy)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        site = try ConsoleSite(
            practice, gate: .accounts(SignInSite(accounts, isSecure: isSecure)), logger: logger,
            random: { [UInt8](repeating: 7, count: $0) })
    }

    deinit {
        practice.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A clock that a test sets, and that moves a little each time.
    final class Time: Sendable {
        private let now = Atomic(ConsoleFixture.start)
        func read() -> Int64 { now.wrappingAdd(1, ordering: .relaxed).newValue }
        func pass(_ milliseconds: Int64) { now.wrappingAdd(milliseconds, ordering: .relaxed) }
    }

    let time: Time

    func pass(minutes: Int64, seconds: Int64 = 1) { time.pass(60_000 * minutes + 1_000 * seconds) }

    /// Kinds of the entries since one.
    func events(since first: Int64) throws -> [String] {
        try (first..<practice.sizes().entries).map { try practice.openEntry($0).header.kind.description }
    }

    // MARK: Browsers

    struct Page {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String

        var location: String? { headers[.location] }

        /// The value of the first field of a name.
        func field(_ name: String) -> String? {
            guard let start = text.range(of: "name=\"\(name)\" value=\"") else { return nil }
            return String(text[start.upperBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        }
    }

    /// Keeps cookies, as a browser does.
    final class Browser {
        let fixture: SignInFixture
        private(set) var cookies: [String: String] = [:]

        init(_ fixture: SignInFixture) { self.fixture = fixture }

        func get(_ path: String) async throws -> Page { try await send(path, .get, nil) }

        /// Sends a form.
        func post(
            _ path: String, _ fields: [(String, String)], site: String? = "same-origin"
        ) async throws -> Page {
            let body = fields.map { "\(FormFields.encoded($0.0))=\(FormFields.encoded($0.1))" }.joined(separator: "&")
            return try await send(path, .post, body, site: site)
        }

        private func send(
            _ path: String, _ method: HTTPRequest.Method, _ body: String?, site: String? = nil
        ) async throws -> Page {
            var headers: HTTPFields = [:]
            if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
            if let name = HTTPField.Name("Sec-Fetch-Site"), let site { headers[name] = site }
            headers[.userAgent] = "Browser/1"
            let sent = headers
            let application = Application(router: fixture.site.router())
            let page = try await application.test(.router) { client in
                try await client.execute(
                    uri: path, method: method, headers: sent, body: body.map { ByteBuffer(string: $0) }
                ) { response in
                    Page(status: response.status, headers: response.headers, text: String(buffer: response.body))
                }
            }
            for cookie in page.headers[values: .setCookie] {
                let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
                cookies[pair[0]] = pair.count > 1 && !pair[1].isEmpty ? pair[1] : nil
            }
            return page
        }

        /// Signs in with the codes of an app.
        func signIn(_ login: String, secret: [UInt8], to: String = "/today") async throws -> Page {
            fixture.pass(minutes: 0, seconds: 31)
            let first = try await post(
                "/sign-in", [("login", login), ("password", SignInFixture.password), ("to", to)])
            return try await post(
                "/sign-in/code",
                [
                    ("ticket", first.field("ticket") ?? ""), ("code", fixture.code(secret)), ("to", to),
                    ("kept-action", first.field("kept-action") ?? ""), ("kept", first.field("kept") ?? ""),
                ])
        }
    }

    func code(_ secret: [UInt8]) -> String { TimeCode.code(secret, step: TimeCode.step(at: time.read())) }

    /// An account with an app, and a browser that is signed in.
    func make(_ login: String, role: String) async throws -> (browser: Browser, secret: [UInt8]) {
        try accounts.add(
            login: login, name: "Dr. \(login)", role: role, password: Password(SignInFixture.password), isOwn: true,
            by: "x")
        let browser = Browser(self)
        let page = try await browser.post("/sign-in", [("login", login), ("password", SignInFixture.password)])
        let secret = SignInFixture.secret(page)
        _ = try await browser.post(
            "/sign-in/code", [("ticket", page.field("ticket") ?? ""), ("code", code(secret))])
        return (browser, secret)
    }

    /// The key that a page shows, as bytes.
    static func secret(_ page: Page) -> [UInt8] {
        guard let start = page.text.range(of: "secret=") else { return [] }
        var (held, bits, bytes) = (UInt32(0), 0, [UInt8]())
        for letter in page.text[start.upperBound...].prefix(while: { $0.isLetter || $0.isNumber }).utf8 {
            let value = letter >= 65 ? letter - 65 : letter - 50 + 26
            held = (held << 5 | UInt32(value)) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        return bytes
    }
}
