import PledgeCore
import PledgeDecisions
import Testing

@Suite struct InterviewTests {
    private func question(_ turn: Interview.Turn) throws -> InterviewQuestion {
        guard case .question(let question) = turn.step else {
            throw Unexpected(what: "an answer: \(turn.decision.outcome)")
        }
        return question
    }

    private func answer(_ turn: Interview.Turn) throws -> InterviewAnswer {
        guard case .answer(let answer) = turn.step else { throw Unexpected(what: "a question") }
        return answer
    }

    private struct Unexpected: Error { let what: String }

    @Test func `ordinary treatment is answered without a question`() throws {
        let interview = try Desk.interview()
        let answer = try answer(interview.turn(Desk.state("provider", "treatment")))
        #expect(answer.state == .allowed)
        #expect(answer.headline == "Yes.")
        #expect(answer.duties.map(\.heading) == ["Before it goes"])
        #expect(answer.rows.isEmpty)
    }

    @Test func `the patient's own record is owed, with the day it is due`() throws {
        let answer = try answer(Desk.interview().turn(Desk.state("individual", "own-request")))
        #expect(answer.state == .required)
        #expect(answer.headline == "You must, by 21\u{A0}Dec\u{A0}2026.")
        #expect(answer.due == Day("2026-12-21"))
        #expect(answer.duties.last?.heading == "By 21\u{A0}Dec\u{A0}2026, 30 days left")
        #expect(answer.duties.last?.duties.first?.hint == "The privacy officer does this.")
        #expect(answer.layers.first { $0.standing == .decides }?.kind == .law)
    }

    @Test func `a wish that is not known is asked for, and each answer is applied`() throws {
        let interview = try Desk.interview()
        let start = Desk.state("spouse", "involvement")
        let asked = try question(interview.turn(start))
        #expect(asked.title == "Does the patient agree?")
        #expect(asked.count(.english) == "Question 1 of at most 1.")
        #expect(asked.hints == ["Ask the patient.", "What answers it: a note in the chart."])
        let agrees = try asked.reply(chosen: ["o.agrees"], typed: [], words: .english)
        let yes = interview.turn(start.adding(GivenAnswer(topic: .question(asked.subject), reply: agrees)))
        #expect(try answer(yes).headline == "Yes.")
        let no = interview.turn(
            start.adding(GivenAnswer(topic: .question(asked.subject), reply: .names(["objects"]))))
        #expect(try answer(no).state == .refused)
    }

    @Test func `I do not know is always an answer, and at the end stands not yet`() throws {
        let interview = try Desk.interview()
        var state = Desk.state("spouse", "involvement")
        var turn = interview.turn(state)
        var count = 0
        while case .question(let question) = turn.step {
            let reply = try question.reply(chosen: ["skip"], typed: [], words: .english)
            state = state.adding(GivenAnswer(topic: .question(question.subject), reply: reply))
            turn = interview.turn(state)
            count += 1
            #expect(count < InterviewState.answersMax)
        }
        let answer = try answer(turn)
        #expect(answer.headline == "Not yet: I need to know.")
        #expect(answer.findOut == ["Does the patient agree?"])
        #expect(answer.say == "One moment, please. Let me check what I may do.")
    }

    @Test func `a paper in hand is taken to name what is asked, and its open fields are asked for`() throws {
        let interview = try Desk.interview()
        let state = Desk.state("attorney", "judicial-proceeding", inHand: ["subpoena"])
        let request = interview.request(state)
        #expect(request.documents.first?.id == "subpoena-1")
        #expect(request.documents.first?.unread == ["signed"])
        #expect(request.documents.first?.fields["scope"] != nil)
        var turn = interview.turn(state)
        var next = state
        while case .question(let question) = turn.step {
            next = next.adding(GivenAnswer(topic: .question(question.subject), reply: .yes))
            turn = interview.turn(next)
        }
        let answer = try answer(turn)
        #expect(answer.state == .allowed)
        #expect(answer.assumptions.contains("We took it that the paper names what they ask for."))
        #expect(interview.said(next).count == 2)
    }

    @Test func `a paper that does not say makes the answer a no with ways out`() throws {
        let interview = try Desk.interview()
        let state = Desk.state("attorney", "judicial-proceeding", inHand: ["subpoena"])
            .adding(GivenAnswer(topic: .question(.fact("told")), reply: .no))
        let answer = try answer(interview.turn(state))
        #expect(answer.state == .refused)
        #expect(answer.citations.allSatisfy { !$0.text.isEmpty })
    }

    @Test func `a way out can be played through`() throws {
        let interview = try Desk.interview()
        let answer = try answer(interview.turn(Desk.state("marketer", "marketing")))
        #expect(answer.headline == "No, not as it stands.")
        let way = try #require(answer.ways.first)
        #expect(way.steps == ["The patient signs an authorization"])
        let then = try #require(way.then)
        let after = try self.answer(interview.turn(then))
        #expect(after.state == .allowed)
        #expect(after.headline == "Then: Yes.")
        #expect(after.supposed == ["The patient signs an authorization"])
    }

    @Test func `a quiet stop says what is said for a name nobody knows`() throws {
        let interview = try Desk.interview()
        let state = Desk.state("caller", "directory")
            .adding(GivenAnswer(topic: .question(.fact("protected-unit")), reply: .yes))
        let answer = try answer(interview.turn(state))
        #expect(answer.headline == "No.")
        #expect(answer.say == InterviewWords.english(.sayNoSuchPerson))
        #expect(answer.ways.isEmpty)
    }

    @Test func `what goes is limited to what may be told`() throws {
        let state = Desk.state("caller", "directory")
            .adding(GivenAnswer(topic: .question(.fact("protected-unit")), reply: .no))
        let answer = try answer(Desk.interview().turn(state))
        #expect(answer.state == .allowed)
        #expect(answer.rows.contains { $0.note.contains("name and where the patient is") || $0.what.contains("name") })
    }

    @Test func `session notes stay while the rest goes`() throws {
        let interview = try Desk.interview()
        let answer = try answer(interview.turn(Desk.state("provider", "treatment", labels: nil)))
        #expect(answer.state == .allowed)
        #expect(answer.rows.count > 1)
        #expect(answer.assumptions.contains { $0.contains("specially protected") })
    }

    @Test func `what is said aloud never names a rule or confirms a patient`() throws {
        let said = Phrase.allCases.filter { $0.rawValue.hasPrefix("say") }.map { InterviewWords.english($0) }
        #expect(said.count > 10)
        for sentence in said {
            for word in ["ground", "directive", "layer", "section", "PHI", "HIPAA", "our patient", "is a patient of"] {
                #expect(!sentence.contains(word), "\(sentence)")
            }
        }
    }

    @Test func `every phrase has words`() {
        for phrase in Phrase.allCases { #expect(!InterviewWords.english(phrase).isEmpty, "\(phrase)") }
    }

    @Test func `a fact of our records is asked for, where it can be`() throws {
        let interview = try Desk.interview()
        let request = interview.request(
            Desk.state("provider", "treatment").adding(GivenAnswer(topic: .question(.fact("minor")), reply: .yes)))
        #expect(request.records?.facts["minor"] == .yesNo(true))
        #expect(interview.request(Desk.state("provider", "treatment")).records?.unknown == ["minor"])
    }

    @Test func `a wrong reply says what would be one`() throws {
        let asked = try question(Desk.interview().turn(Desk.state("spouse", "involvement")))
        #expect(throws: InterviewError.badReply(help: "choose one of the answers")) {
            try asked.reply(chosen: [], typed: [], words: .english)
        }
        #expect(throws: InterviewError.self) { try asked.reply(chosen: ["o.nobody"], typed: [], words: .english) }
        #expect(throws: InterviewError.self) { try asked.reply(chosen: ["y", "n"], typed: [], words: .english) }
    }

    @Test func `everyday words find who asks and what for`() {
        let search = InterviewSearch("sister wants the record", rulebook: Desk.rulebook, words: .english)
        #expect(search.kinds.first?.name == "family")
        #expect(search.items.first?.name == "record")
        #expect(
            InterviewSearch("husband", rulebook: Desk.rulebook, words: .english).situations.first?.name
                == "spouse-calls")
        #expect(InterviewSearch("qwertz", rulebook: Desk.rulebook, words: .english).isEmpty)
    }
}
