import PledgeCore
import Testing

@testable import PledgeExchange

@Suite struct AcknowledgmentTests {
    private func answer(_ segments: [String]) throws -> [String] {
        let record = try #require(readHL7(segments).first)
        let header = try #require(record.header)
        let bytes = HL7Acknowledgment.message(
            to: header, HL7Acknowledgment.Code(record), problems: record.problems, controlID: "A|1",
            at: try #require(Instant("2026-11-21T15:00:00Z")))
        #expect(bytes.last == 0x0D)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\r").map(String.init)
    }

    private let head = "MSH|^~\\&|APP^1.2^ISO|FAC|US|HERE|20261121||ADT^A08^ADT_A01|C\\T\\1|P|2.5.1"

    @Test func `what was taken in is accepted, names turned round`() throws {
        #expect(
            try answer([head, "PID|1||17||ROE"]) == [
                "MSH|^~\\&|US|HERE|APP^1.2^ISO|FAC|20261121150000+0000||ACK^A08^ACK|A\\F\\1|P|2.5.1||||||UNICODE UTF-8",
                "MSA|AA|C\\T\\1",
            ])
    }

    @Test func `what was left out is a warning with its place`() throws {
        let lines = try answer([head, "PID|1||17||ROE||1980x|Q"])
        #expect(lines[1] == "MSA|AA|C\\T\\1")
        #expect(lines[2].hasPrefix("ERR||PID^1^7^1^1|102^Data type error^HL70357|W||||not a date or time of HL7;"))
        #expect(lines[3].hasPrefix("ERR||PID^1^8^1^1|103^Table value not found^HL70357|W||||"))
    }

    @Test func `what is faulty is an error, what is not read is rejected`() throws {
        let nobody = try answer([head, "PID|1"])
        #expect(nobody[1] == "MSA|AE|C\\T\\1")
        #expect(nobody[2].hasPrefix("ERR||PID^1^3|101^Required field missing^HL70357|E||||"))
        let event = try answer([head.replacing("A08", with: "A02"), "PID|1||17"])
        #expect(event[1...] == ["MSA|AR|C\\T\\1", "ERR||MSH^1^9|201^Unsupported event code^HL70357|E"])
        let type = try answer([head.replacing("ADT^", with: "ORU^"), "PID|1||17"])
        #expect(type[2] == "ERR||MSH^1^9|200^Unsupported message type^HL70357|E")
        let version = try answer([head.replacing("2.5.1", with: "3"), "PID|1||17"])
        #expect(version[1] == "MSA|AR|C\\T\\1")
        #expect(version[2].hasPrefix("ERR||MSH^1^12|203^"))
    }

    @Test func `an answer can be read, and has the message's own signs`() throws {
        let lines = try answer(["MSH$*!?%$APP$FAC$US$HERE$$$ADT*A08$C1$P$2.4", "PID$1$$17$$ROE$$x$"])
        #expect(lines[0].hasPrefix("MSH$*!?%$US$HERE$APP$FAC$"))
        let record = try #require(readHL7(lines).first)
        #expect(record.outcome == .notRead && record.kind == "ACK^A08")
    }

    @Test func `a message without event is answered with a bare ACK`() throws {
        let lines = try answer(["MSH|^~\\&|A|B|C|D|||ADT|7|P|2.3", "PID|1||17"])
        #expect(lines[0].contains("||ACK|"))
        #expect(lines[1] == "MSA|AR|7")
    }
}
