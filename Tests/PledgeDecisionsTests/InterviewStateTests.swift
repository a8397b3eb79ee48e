import PledgeCore
import PledgeDecisions
import Testing

@Suite struct InterviewStateTests {
    static let full = InterviewState(
        opening: Opening(
            act: .disclose, recipients: ["attorney"], purpose: nil, item: "record", labels: ["hiv"], channel: "phone",
            inHand: ["subpoena"], situation: "subpoena"),
        given: [
            GivenAnswer(topic: .question(.basis), reply: .basis("512e1ii")),
            GivenAnswer(topic: .question(.fact("wish")), reply: .names(["agrees"])),
            GivenAnswer(topic: .question(.fact("told")), reply: .unknown),
            GivenAnswer(
                topic: .question(.documentField(document: "subpoena-1", field: "signed")), reply: .day(Desk.today)),
            GivenAnswer(topic: .question(.field(.recipientID, group: nil)), reply: .no),
            GivenAnswer(topic: .question(.field(.labels, group: 0)), reply: .names([])),
            GivenAnswer(topic: .obtained(document: "authorization"), reply: .yes, isSupposed: true),
        ])

    @Test func `a state comes back from its text`() throws {
        #expect(try InterviewState(code: Self.full.code, rulebook: Desk.rulebook) == Self.full)
        let empty = InterviewState(opening: Opening(recipients: ["anyone"]))
        #expect(try InterviewState(code: empty.code, rulebook: Desk.rulebook) == empty)
    }

    @Test func `looked and found none is not the same as nobody looked`() throws {
        for labels in [nil, [], ["hiv"]] as [[String]?] {
            let state = InterviewState(opening: Opening(recipients: ["anyone"], labels: labels))
            #expect(try InterviewState(code: state.code, rulebook: Desk.rulebook).opening.labels == labels)
        }
    }

    @Test func `the text passes through an address unchanged`() {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.*")
        #expect(Self.full.code.allSatisfy(plain.contains))
        #expect(Self.full.code.utf8.count <= InterviewState.codeMax)
    }

    @Test(arguments: [
        ("", InterviewError.malformed(part: 1)),
        ("2*disclose*anyone******", .malformed(part: 1)),
        ("1*destroy*anyone******", .malformed(part: 2)),
        ("1*disclose*******", .nobodyAsks),
        ("1*disclose*anyome******", .unknownName("anyome", nearest: "anyone")),
        ("1*disclose*anyone*cooking*****", .unknownName("cooking", nearest: nil)),
        ("1*disclose*anyone*****restriction*", .unknownName("restriction", nearest: nil)),
        ("1*disclose*anyone******nowhere", .unknownName("nowhere", nearest: nil)),
        ("1*disclose*anyone*******f.tolt.y", .unknownName("tolt", nearest: "told")),
        ("1*disclose*anyone*******f.told", .malformed(part: 10)),
        ("1*disclose*anyone*******f.told.maybe", .malformed(part: 10)),
        ("1*disclose*anyone*******f.told.t.2026-02-30", .malformed(part: 10)),
        ("1*disclose*anyone*******z.told.y", .malformed(part: 10)),
        ("1*disclose*anyone*******q.labels.7.y", .malformed(part: 10)),
        ("1*disclose*anyone*******f.<b>.y", .malformed(part: 10)),
        ("1*disclose*anyone*******", .malformed(part: 10)),
    ])
    func `a bad text is an error that says where`(code: String, expected: InterviewError) {
        #expect(throws: expected) { try InterviewState(code: code, rulebook: Desk.rulebook) }
    }

    @Test func `a text without end is refused before it is read`() {
        let code = "1*disclose*anyone******" + String(repeating: "*f.told.y", count: 500)
        #expect(throws: InterviewError.tooLong) { try InterviewState(code: code, rulebook: Desk.rulebook) }
    }

    @Test func `every answer can be taken back`() {
        for index in Self.full.given.indices {
            let before = Self.full.before(index)
            #expect(before.given == Array(Self.full.given[..<index]))
            #expect(before.opening == Self.full.opening)
        }
        #expect(Self.full.before(-1).given.isEmpty)
    }

    @Test func `an answer given twice counts once`() {
        let told = GivenAnswer(topic: .question(.fact("told")), reply: .yes)
        let state = Self.full.adding(told)
        #expect(state.given.count == Self.full.given.count)
        #expect(state.given.last == told)
    }

    @Test func `what was only supposed can be dropped`() {
        #expect(Self.full.isSupposing)
        #expect(!Self.full.asItStands.isSupposing)
        #expect(Self.full.asItStands.given.count == Self.full.given.count - 1)
    }
}
