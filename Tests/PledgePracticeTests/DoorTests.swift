import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice
import PledgeStore
import Testing

/// The one door: what leaves, what is refused, what is written.
@Suite struct DoorTests {
    @Test(arguments: Engine.allCases) func `a release is an entry with its decision, and its receipt shows it`(
        on engine: Engine
    ) throws {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.law.get())
        try fixture.addPatient()
        let released = try fixture.release(try PracticeFixture.ask("k1"))
        let opened = try fixture.practice.openEntry(released.header.index)
        guard case .release(let record) = opened.event else {
            Issue.record("the entry is no release")
            return
        }
        #expect(record.decisions.map(\.relied) == [["506c2"]])
        #expect(record.key == "k1")
        let receipt = try fixture.practice.receipt(released.header.index)
        let key = try NoteKey(text: try fixture.practice.verifierKey())
        #expect(try receipt.verify(with: key).checkpoint.size == Int(released.header.index) + 1)
        var changed = receipt
        changed.text[changed.text.count / 2] ^= 1
        #expect(throws: (any Error).self) { try changed.verify(with: key) }
        var moved = receipt
        moved.header.written += 1
        #expect(throws: (any Error).self) { try moved.verify(with: key) }
    }

    @Test(arguments: Engine.allCases)
    func `the same key with the same request is done once, and with another is refused`(on engine: Engine) throws {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        let first = try fixture.release(try PracticeFixture.ask("k1"))
        let again = try fixture.release(try PracticeFixture.ask("k1"))
        #expect(again.isRepeated && !first.isRepeated)
        #expect(again.header == first.header)
        #expect(
            PracticeFixture.error {
                _ = try fixture.release(try PracticeFixture.ask("k1", recipient: #"{"id":"r2","kinds":["provider"]}"#))
            } == .keyReused)
        try fixture.reopen()
        #expect(try fixture.release(try PracticeFixture.ask("k1")).header == first.header)
    }

    @Test(arguments: Engine.allCases) func `nothing leaves before a named person confirms each duty`(on engine: Engine)
        throws
    {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        let before = try fixture.practice.checkpoint()
        guard
            case .refused(let refusal)? = PracticeFixture.error({
                _ = try fixture.release(try PracticeFixture.ask("k1", more: ""))
            })
        else {
            Issue.record("it was not refused")
            return
        }
        #expect(refusal.reason == .notConfirmed)
        #expect(refusal.duties == ["verify"])
        #expect(try fixture.practice.checkpoint() == before)
    }

    @Test(arguments: Engine.allCases) func `a restriction binds the next release, and its end lifts it`(
        on engine: Engine
    ) throws {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        try fixture.addPatient("MRN-2")
        let directive = try fixture.take(#"{"type":"restriction","agreed":"2026-01-01"}"#)
        guard
            case .refused(let refusal)? = PracticeFixture.error({
                _ = try fixture.release(try PracticeFixture.ask("k1"))
            })
        else {
            Issue.record("the restriction did not bind")
            return
        }
        // In an emergency it would not stand in the way, and nobody said that it is none.
        #expect(refusal.reason == .notKnown)
        // The same request for another patient goes: the wish binds nobody else.
        _ = try fixture.release(try PracticeFixture.ask("k2", patient: "MRN-2"))
        try fixture.end(directive, #"{"ended":"2026-11-20"}"#)
        _ = try fixture.release(try PracticeFixture.ask("k3"))
    }

    @Test(arguments: Engine.allCases) func `a caller says neither time nor records nor what the patient signed`(
        on engine: Engine
    ) throws {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        for member in [#","at":"2026-11-21""#, #","records":{}"#, #","settings":{}"#, #","id":"x""#] {
            #expect(throws: ShapeProblem.self) { try PracticeFixture.ask("k1", more: member) }
        }
        let paper = #","confirm":{"verify":"a"},"documents":[{"type":"restriction","agreed":"2026-01-01"}]"#
        guard
            case .asked(let problem)? = PracticeFixture.error({
                _ = try fixture.release(try PracticeFixture.ask("k1", more: paper))
            })
        else {
            Issue.record("it was not refused")
            return
        }
        #expect(problem.path == "$.documents[0]")
    }

    @Test(arguments: Engine.allCases) func `what goes out beyond the limit is refused`(on engine: Engine) throws {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        let more = #","confirm":{"verify":"a"},"send":[{"group":1,"elements":"all"}]"#
        guard
            case .refused(let refusal)? = PracticeFixture.error({
                _ = try fixture.release(try PracticeFixture.ask("k1", more: more))
            })
        else {
            Issue.record("it was not refused")
            return
        }
        #expect(refusal.reason == .beyondLimit)
        let part =
            #","confirm":{"verify":"a"},"send":[{"group":0,"elements":["name"],"given":{"from":"2026-01-05","#
            + #""to":"2026-01-05"},"held":{"from":"2026-01-05","to":"2026-01-05"}}]"#
        _ = try fixture.release(try PracticeFixture.ask("k1", more: part))
    }

    @Test(arguments: Engine.allCases) func `what happened is recorded whatever the rules say of it`(on engine: Engine)
        throws
    {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        let ask = try PracticeFixture.ask(
            "k1", recipient: #"{"id":"neighbor","kinds":["employer"]}"#, purposes: #"["employment"]"#,
            more: #","happened":"2026-11-20","basis":"mistaken""#)
        let recorded = try fixture.practice.record(ask)
        guard case .object(let answer) = recorded.answer,
            case .record(let record) = try fixture.practice.openEntry(recorded.header.index).event
        else {
            Issue.record("the entry is no record")
            return
        }
        #expect(answer["permitted"] == .bool(false))
        #expect(record.happened == "2026-11-20")
        #expect(
            PracticeFixture.error {
                _ = try fixture.practice.record(
                    try PracticeFixture.ask("k2", more: #","happened":"2027-11-20","basis":"mistaken""#))
            } != nil)
    }

    @Test(arguments: Engine.allCases) func `an entry about two people is read with either key`(on engine: Engine) throws
    {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient("MRN-1")
        try fixture.addPatient("MRN-2")
        var ask = try PracticeFixture.ask("k1")
        ask.patients = ["MRN-1", "MRN-2"]
        let released = try fixture.release(ask)
        #expect(try fixture.practice.openEntry(released.header.index).people == [1, 2])
        #expect(try fixture.practice.check().isWhole)
    }

    @Test(arguments: Engine.allCases) func `advice records nothing and says so`(on engine: Engine) throws {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        let before = try fixture.practice.checkpoint()
        guard case .object(let advice) = try fixture.practice.evaluate(try PracticeFixture.ask("k1")) else {
            Issue.record("no advice")
            return
        }
        #expect(advice["advice"] == .bool(true))
        #expect(advice["recorded"] == .bool(false))
        #expect(try fixture.practice.checkpoint() == before)
    }

    @Test(arguments: Engine.allCases) func `a clock set back never lets a release pass before what was written`(
        on engine: Engine
    ) throws {
        let fixture = try PracticeFixture(engine, rules: PracticeFixture.twoGrounds.get())
        try fixture.addPatient()
        let first = try fixture.release(try PracticeFixture.ask("k1"))
        fixture.clock.set(PracticeFixture.start - 60_000)
        #expect(try fixture.release(try PracticeFixture.ask("k2")).header.written >= first.header.written)
        fixture.clock.set(PracticeFixture.start - 3_600_000)
        guard case .clock? = PracticeFixture.error({ _ = try fixture.release(try PracticeFixture.ask("k3")) }) else {
            Issue.record("a clock an hour behind was believed")
            return
        }
    }
}

/// What rests on a rule that nobody has verified.
@Suite struct OfficerTests {
    @Test(arguments: Engine.allCases) func `it waits for the privacy officer`(on engine: Engine) throws {
        var rules = try PracticeFixture.twoGrounds.get()
        guard let position = rules.rulebook.grounds.firstIndex(where: { $0.id.text == "506c2" }) else {
            Issue.record("no rule of that id")
            return
        }
        rules.rulebook.grounds[position].head.confidence = .memory
        let fixture = try PracticeFixture(engine, rules: rules)
        try fixture.addPatient()
        guard
            case .refused(let refusal)? = PracticeFixture.error({
                _ = try fixture.release(try PracticeFixture.ask("k1"))
            })
        else {
            Issue.record("it went without the officer")
            return
        }
        #expect(refusal.duties == ["officer-release"])
        _ = try fixture.release(
            try PracticeFixture.ask("k1", more: #","confirm":{"verify":"a","officer-release":"Dr. Okafor"}"#))
    }
}
