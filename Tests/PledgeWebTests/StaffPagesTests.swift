import Foundation
import HTTPTypes
import PledgeCore
import PledgePractice
import Testing

@testable import PledgeWeb

/// Accounts and roles on pages, and the square that a telephone reads.
@Suite struct StaffPagesTests {
    // MARK: Staff

    @Test func `the owner makes, changes and resets accounts and roles on pages, and nobody else does`() async throws {
        let fixture = try SignInFixture()
        let (owner, _) = try await fixture.make("okafor", role: "owner")
        let (desk, _) = try await fixture.make("kim", role: "front desk")
        for path in ["/staff", "/staff/roles"] {
            #expect(try await desk.get(path).status == .forbidden)
            #expect(try await owner.get(path).status == .ok)
        }
        #expect(try await SignInFixture.Browser(fixture).get("/staff").text.contains("okafor") == false)
        let token = try #require(try await owner.get("/staff").field("form-token"))
        func post(_ path: String, _ fields: [(String, String)]) async throws -> SignInFixture.Page {
            try await owner.post(path, fields + [("form-token", token)])
        }
        let made = try await post("/staff", [("name", "Lee <Park>"), ("login", "lee"), ("role", "clinician")])
        #expect(made.status == .ok && made.text.contains("Lee &lt;Park&gt;"))
        let account = try #require(try fixture.accounts.list().first { $0.login == "lee" })
        let path = "/staff/\(account.number)"
        #expect(made.text.contains("action=\"\(path)\""))
        func first(_ page: SignInFixture.Page) throws -> String {
            let start = try #require(page.text.range(of: "<strong class=\"key\">"))
            return String(page.text[start.upperBound...].prefix { $0 != "<" })
        }
        let client = SignInClient(source: "192.0.2.1")
        let step = try fixture.accounts.signIn(login: "lee", password: Password(try first(made)), from: client)
        #expect(step.needsNewPassword && step.enrolment != nil)
        #expect(
            try await post("/staff", [("name", "Lee"), ("login", "LEE "), ("role", "clinician")]).status == .badRequest)
        #expect(try await post("/staff", [("name", "Lee"), ("login", "l2"), ("role", "wizard")]).status == .badRequest)
        #expect(try await post(path, [("do", "change"), ("name", "Lee Park"), ("role", "owner")]).location == path)
        #expect(try fixture.accounts.summary(of: "lee").role == "owner")
        let reset = try await post(path, [("do", "app")])
        #expect(try first(reset) != first(made))
        #expect(try await post(path, [("do", "disable")]).location == path)
        #expect(try fixture.accounts.summary(of: "lee").isDisabled)
        #expect(try await post(path, [("do", "enable")]).status == .seeOther)
        #expect(try await post(path, [("do", "fly")]).status == .badRequest)
        #expect(try await post("/staff/999", [("do", "disable")]).status == .notFound)
        let role = try await post(
            "/staff/roles",
            [
                ("role", "Billing"), ("permission", "ask"), ("permission", "patients"), ("item", "billing-record"),
                ("element", "name"),
            ])
        #expect(role.status == .seeOther)
        let billing = try #require(try fixture.accounts.roles().first { $0.name == "billing" })
        #expect(billing.permissions == [.ask, .patients] && billing.items == ["billing-record"])
        #expect(try await owner.get("/staff/roles").text.contains("a billing record: name"))
        #expect(try await post("/staff/roles", [("role", "owner"), ("permission", "ask")]).status == .badRequest)
        // The last who can is told so, and password and code are asked for when they were shown long ago.
        let number = try fixture.accounts.summary(of: "okafor").number
        try fixture.accounts.disable(login: "lee", by: "x")
        #expect(try await post("/staff/\(number)", [("do", "disable")]).status == .badRequest)
        fixture.pass(minutes: 11)
        #expect(try await owner.get("/staff").location == "/prove?to=/staff")
        #expect(try await post(path, [("do", "enable")]).location == "/prove?to=/staff")
        #expect(try fixture.accounts.summary(of: "lee").isDisabled)
    }

    // MARK: Pictures

    /// Made with another encoder: version 1, level L, mask 0.
    @Test func `the square is the one that others draw`() {
        let expected = """
            111111100101101111111
            100000100111001000001
            101110101101101011101
            101110100101001011101
            101110100010101011101
            100000100000101000001
            111111101010101111111
            000000001101100000000
            111011111111011000100
            011111011100001000011
            011111101000100011111
            001100000000001000010
            000010110110101010000
            000000001101010100111
            111111101111011100111
            100000101111110110000
            101110101111011100011
            101110100010001100110
            101110101110100010101
            100000101100001010010
            111111101010101100011
            """
        let drawn = QRCode("hello")?.modules.map { $0 ? "1" : "0" }.joined()
        #expect(drawn == expected.filter { $0 != "\n" })
        #expect(QRCode("hello")?.size == 21)
        #expect(QRCode(String(repeating: "w", count: 425))?.size == 69)
        #expect(QRCode(String(repeating: "w", count: 426)) == nil)
    }
}
