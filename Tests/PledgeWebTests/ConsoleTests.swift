import HTTPTypes
import PledgeCore
import PledgePractice
import PledgeWeb
import Testing

/// The staff console over a small practice, without a socket.
@Suite struct ConsoleTests {
    /// Treatment by another doctor, looked through for protected records.
    private static let treatment = "1*disclose*covered-provider*treatment*record*-***"

    private func address(_ route: ConsoleRoute, _ fixture: ConsoleFixture, entry: String = "3") -> String {
        route.path.replacing(":id", with: route.path.hasPrefix("/patients") ? fixture.patient : entry)
    }

    // MARK: Who comes in

    @Test func `every route is closed to nobody, and to whoever lacks its permission`() async throws {
        let fixture = try ConsoleFixture()
        let size = try fixture.size()
        for route in ConsoleRoute.allCases {
            let path = address(route, fixture)
            let nobody = try await fixture.page(path, method: route.method, body: "", as: nil)
            #expect(nobody.status == .unauthorized, "\(route.method) \(path)")
            let others = ConsoleFixture.everything.subtracting([route.permission])
            let lacking = try await fixture.page(
                path, method: route.method, body: "", as: ConsoleFixture.visitor(others))
            #expect(lacking.status == .forbidden, "\(route.method) \(path)")
            for page in [nobody, lacking] {
                #expect(!page.text.contains("Ruiz") && !page.text.contains("Lakeside"))
            }
        }
        #expect(try fixture.size() == size)
    }

    @Test func `every page opens to whoever may see it`() async throws {
        let fixture = try ConsoleFixture()
        let entry = try await released(fixture, note: "first")
        for route in ConsoleRoute.allCases where route.method == .get {
            let question = route == .ask ? "?s=\(ConsoleTests.treatment)" : ""
            let path = address(route, fixture, entry: "\(entry)") + question
            let page = try await fixture.page(path)
            #expect([.ok, .seeOther].contains(page.status), "\(path): \(page.status)")
            #expect(!page.text.contains("<b>Ruiz") && !page.text.contains("Lakeside <Clinic>"), "\(path)")
            let policy = page.headers[.contentSecurityPolicy] ?? ""
            #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
        }
    }

    @Test func `what another site sends is refused`() async throws {
        let fixture = try ConsoleFixture()
        for name in ["Sec-Fetch-Site", "Origin"] {
            var headers = HTTPFields()
            headers[try #require(HTTPField.Name(name))] = name == "Origin" ? "https://elsewhere.example" : "cross-site"
            let page = try await fixture.page(
                "/patients/\(fixture.patient)/wishes", method: .post, body: "wish=paid", headers: headers)
            #expect(page.status == .forbidden, "\(name)")
        }
        #expect(try fixture.practice.person("MRN-1").directives.isEmpty)
    }

    @Test func `a body or a query that is too long is refused`() async throws {
        let fixture = try ConsoleFixture()
        let long = String(repeating: "x", count: 40_000)
        #expect(try await fixture.page("/patients", method: .post, body: "name=\(long)").status == .contentTooLarge)
        #expect(try await fixture.page("/ask?s=\(long)").status == .contentTooLarge)
    }

    @Test func `the server's own pages need nobody, and say nothing of anybody`() async throws {
        let fixture = try ConsoleFixture()
        _ = try await fixture.page("/patients/\(fixture.patient)")
        for path in ["/health", "/ready", "/metrics", "/pledge.css"] {
            let page = try await fixture.page(path, as: nil)
            #expect(page.status == .ok, "\(path)")
            #expect(!page.text.contains(fixture.patient) && !page.text.contains("Ruiz"), "\(path)")
        }
    }

    // MARK: Patients

    @Test func `a misspelt name is found, and names are in no address`() async throws {
        let fixture = try ConsoleFixture()
        let page = try await fixture.page("/patients", method: .post, body: "name=Walter+Nguyn")
        #expect(page.text.contains("Walter Nguyen"))
        #expect(!page.text.contains("href=\"/patients/MRN"))
        #expect(try await fixture.page("/patients/0123456789abcdef0123456789abcdef").status == .notFound)
        #expect(try await fixture.page("/patients/1").status == .notFound)
    }

    @Test func `a wish is taken in once, shown, and ended`() async throws {
        let fixture = try ConsoleFixture()
        let path = "/patients/\(fixture.patient)"
        let missing = try await fixture.page(path + "/wishes", method: .post, body: "evidence=form")
        #expect(missing.status == .badRequest && missing.text.contains("Choose what the patient wants"))
        for _ in 0..<2 {
            let added = try await fixture.page(path + "/wishes", method: .post, body: "wish=contact&means=mail")
            #expect(added.status == .seeOther)
        }
        let directives = try fixture.practice.person("MRN-1").directives
        #expect(directives.count == 1)
        let shown = try await fixture.page(path)
        #expect(shown.text.contains("how the patient wants to be reached") || shown.text.contains("How the patient"))
        for _ in 0..<2 {
            let ended = try await fixture.page(
                path + "/wishes/end", method: .post, body: "directive=\(directives[0].entry)")
            #expect(ended.status == .seeOther)
        }
        #expect(try fixture.practice.person("MRN-1").directives[0].document["ended"] != nil)
    }

    // MARK: The desk

    private func form(_ fixture: ConsoleFixture, note: String) -> String {
        "s=\(ConsoleTests.treatment)&p=\(fixture.patient)&who=Dr.+Halvorsen&confirm=verify&note=\(note)"
    }

    /// Releases by the form, and gives the entry's number.
    private func released(_ fixture: ConsoleFixture, note: String) async throws -> String {
        let page = try await fixture.page("/release", method: .post, body: form(fixture, note: note))
        #expect(page.status == .seeOther, "\(page.text)")
        let location = try #require(page.headers[.location])
        return String(location.dropFirst("/receipts/".count).prefix { $0.isNumber })
    }

    @Test func `an answer about a patient can be recorded, and twice is once`() async throws {
        let fixture = try ConsoleFixture()
        let answer = try await fixture.page("/ask?s=\(ConsoleTests.treatment)&p=\(fixture.patient)")
        #expect(answer.text.contains("action=\"/release\"") && answer.text.contains("name=\"confirm\""))
        let first = try await released(fixture, note: "n1")
        let size = try fixture.size()
        #expect(try await released(fixture, note: "n1") == first)
        #expect(try fixture.size() == size)
        #expect(try await released(fixture, note: "n2") != first)
        let receipt = try await fixture.page("/receipts/\(first)")
        #expect(receipt.text.contains("Recorded and released.") && receipt.text.contains("Dr. Halvorsen"))
        #expect(receipt.text.contains("In the journal, and the journal is whole"))
        let list = try await fixture.page("/disclosures")
        #expect(list.text.contains("/disclosures/\(first)"))
        let file = try await fixture.page("/disclosures/disclosures.csv")
        #expect(file.text.contains("Dr. Halvorsen") && file.text.contains("MRN-1"))
    }

    @Test func `nothing is released before a named person confirms, and nothing without a patient`() async throws {
        let fixture = try ConsoleFixture()
        let size = try fixture.size()
        let body = "s=\(ConsoleTests.treatment)&p=\(fixture.patient)&who=Dr.+Halvorsen"
        let page = try await fixture.page("/release", method: .post, body: body)
        #expect(page.status == .conflict && page.text.contains("Nothing leaves before a named person confirms"))
        #expect(try fixture.size() == size)
        let general = try await fixture.page("/ask?s=\(ConsoleTests.treatment)")
        #expect(!general.text.contains("action=\"/release\"") && general.text.contains("say whose it is"))
    }

    @Test func `what may not go is recorded as stopped, and the officer sees it`() async throws {
        let fixture = try ConsoleFixture()
        let code = "1*disclose*marketer*marketing*record*-***"
        let answer = try await fixture.page("/ask?s=\(code)&p=\(fixture.patient)")
        #expect(answer.text.contains("action=\"/stop\"") && !answer.text.contains("action=\"/release\""))
        let refused = try await fixture.page(
            "/release", method: .post, body: "s=\(code)&p=\(fixture.patient)&who=Acme&confirm=verify")
        #expect(refused.status == .conflict)
        let stopped = try await fixture.page(
            "/stop", method: .post, body: "s=\(code)&p=\(fixture.patient)&who=Acme")
        #expect(stopped.status == .seeOther)
        #expect(try await fixture.page("/today").text.contains("Not sent to Acme"))
        #expect(try fixture.practice.check().isWhole)
        #expect(try fixture.practice.replay(.asDecided).differencesCount == 0)
        // What may go is no stop.
        let open = try await fixture.page("/stop", method: .post, body: form(fixture, note: "n"))
        #expect(open.status == .badRequest)
    }

    @Test func `what happened outside is recorded, and stands in the patient's events`() async throws {
        let fixture = try ConsoleFixture()
        let path = "/patients/\(fixture.patient)/record"
        let missing = try await fixture.page(path, method: .post, body: "happened=2026-11-20")
        #expect(missing.status == .badRequest && missing.text.contains("Say who got it"))
        let body = "happened=2026-11-20&basis=mistaken&who=Wrong+Fax&kind=anyone&for=treatment&item=record"
        let page = try await fixture.page(path, method: .post, body: body)
        #expect(page.status == .seeOther, "\(page.text)")
        #expect(try await fixture.page("/patients/\(fixture.patient)").text.contains("Went astray to Wrong Fax"))
    }
}
