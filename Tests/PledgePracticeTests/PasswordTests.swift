import PledgeCore
import PledgeLedger
import PledgePractice
import Testing

/// Codes, hashes and rules, without a practice.
@Suite struct PasswordTests {
    // MARK: Codes

    /// RFC 6238, appendix B: eight digits of SHA-1.
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func `the codes are those of the standard`(seconds: Int64, code: String) {
        let secret = Array("12345678901234567890".utf8)
        let step = TimeCode.step(at: seconds * 1_000)
        #expect(TimeCode.code(secret, step: step, digits: 8) == code)
        #expect(TimeCode.code(secret, step: step) == String(code.suffix(6)))
    }

    /// RFC 4648, section 10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI"),
    ])
    func `base 32 is that of the standard`(plain: String, text: String) {
        #expect(Base32.encode(Array(plain.utf8)) == text)
        #expect(AccountFixture.bytes(text) == Array(plain.utf8))
    }

    // MARK: Rules

    private static func problem(_ typed: String) -> PasswordProblem? {
        let rules = PasswordRules(
            policy: AccountPolicy(), context: ["m.okafor", "Mary Okafor", "Lakeside Family Practice", "pledge"])
        do throws(PasswordProblem) {
            try rules.check(Password(typed))
            return nil
        } catch {
            return error
        }
    }

    @Test func `length is counted in code points, and nothing is cut off`() {
        #expect(PasswordTests.problem("kf7 2pw") == .short(least: 8))
        #expect(PasswordTests.problem("kf7 2pwx") == nil)
        // Four letters of several bytes each are four.
        #expect(PasswordTests.problem("żółw") == .short(least: 8))
        let long = String(repeating: "correct battery ", count: 16)
        #expect(long.count == 256)
        #expect(PasswordTests.problem(long + "x") == .long(most: 256))
        #expect(PasswordTests.problem("zebra " + String(long.dropFirst(6))) == nil)
    }

    @Test(arguments: [
        "password", "Password1!", "P@ssw0rd", "passw0rd$$$", "qwertyuiop", "QWERTY12345", "1234567890", "11112222",
        "abcdefgh", "aaaaaaaaaaaa", "iloveyou22", "letmein123", "trustno1!!", "sunshine2024", "12345678901234567890",
        "abcabcabcabc", "hgfedcba", "0987654321", "1qaz2wsx3edc",
    ])
    func `what is guessed first is refused`(typed: String) { #expect(PasswordTests.problem(typed) == .common) }

    @Test(arguments: [
        "MaryOkafor", "okafor2026", "lakeside1234", "LakesideFamilyPractice", "m.okafor", "pledgepledgeokafor",
    ])
    func `names of the account and the practice are refused`(typed: String) {
        #expect(PasswordTests.problem(typed) == .aboutYou)
    }

    @Test(arguments: [
        "violet tractor eleven", "83649261057382", "lakeside heron ladder", "my sunshine walks", "ñandú corre lejos",
        "passwordsAreHardToChoose", "        x  y  z  q",
    ])
    func `anything else is taken, whatever it is made of`(typed: String) {
        #expect(PasswordTests.problem(typed) == nil)
    }

    @Test func `a password shows itself nowhere`() {
        let password = Password("violet tractor eleven")
        #expect("\(password)" == "a password")
        #expect(String(reflecting: password).contains("violet") == false)
        var words = ""
        dump(password, to: &words)
        #expect(!words.contains("violet"))
    }
}
