package import PledgeCore

extension Scenario {
    /// What of an interview that starts from the request differs from the expectation; empty when it is as expected.
    ///
    /// The interview opens with who asks, what for and about what, and with the papers in hand, not yet read; what the
    /// request answers is taken as told. Every way through it is walked.
    package func interviewFailures(
        for request: Request, today: Day, rulebook: Rulebook, decide: @escaping @Sendable (Request) -> Decision
    ) -> [Failure] {
        guard let most = expected.questionsMost, decide(request).outcome == .undetermined else { return [] }
        let setting = InterviewSetting(
            organization: "", actorKinds: request.actor.kinds, at: request.at, today: today, settings: request.settings)
        let walk = InterviewWalk(interview: Interview(rulebook: rulebook, setting: setting, decide: decide))
        let way = walk.longest(InterviewState(of: request), atMost: most + 1)
        guard way.count > most else { return [] }
        return [
            Failure(
                expected: "at most \(most) questions",
                got: "\(way.count) or more: \(way.map(\.name).joined(separator: ", "))")
        ]
    }
}

extension InterviewState {
    /// The state an interview is in when it knows what the request says.
    fileprivate init(of request: Request) {
        let group = request.groups.first
        let opening = Opening(
            act: request.act, recipients: request.recipient.kinds, purpose: request.purposes?.first, item: group?.item,
            labels: group?.labels, channel: request.channel, inHand: request.documents.map(\.type))
        var given: [GivenAnswer] = []
        if let part2 = group?.part2 {
            let topic = InterviewTopic.question(.field(.part2, group: 0))
            given.append(GivenAnswer(topic: topic, reply: part2 ? .yes : .no, isSupposed: true))
        }
        for (fact, answer) in request.answers.sorted(by: { $0.key < $1.key }) {
            let reply: Reply
            switch answer.value {
            case .yesNo(let isTrue): reply = isTrue ? .yes : .no
            case .name(let name): reply = .names([name])
            default: continue
            }
            given.append(GivenAnswer(topic: .question(.fact(fact)), reply: reply, isSupposed: true))
        }
        self.init(opening: opening, given: given)
    }
}

/// Every way through an interview.
private struct InterviewWalk {
    let interview: Interview

    /// Returns the questions of the longest way from the state to an answer, cut at the limit.
    func longest(_ state: InterviewState, atMost limit: Int) -> [Question.Subject] {
        guard limit > 0, case .question(let question) = interview.turn(state).step else { return [] }
        var longest: [Question.Subject] = []
        for reply in replies(question.form) where longest.count + 1 < limit {
            let next = state.adding(GivenAnswer(topic: .question(question.subject), reply: reply))
            let rest = self.longest(next, atMost: limit - 1)
            if rest.count > longest.count { longest = rest }
        }
        return [question.subject] + longest
    }

    /// What a person who knows the answer may say; a paper may always be as a fresh one.
    private func replies(_ form: InterviewQuestion.Form) -> [Reply] {
        switch form {
        case .one(let choices): choices.map(\.reply).filter { $0 != .unknown }
        case .many(let choices, _): [.names([])] + choices.map(\.reply)
        case .typed(_, let others): [.fresh] + others.map(\.reply).filter { $0 != .unknown }
        }
    }
}
