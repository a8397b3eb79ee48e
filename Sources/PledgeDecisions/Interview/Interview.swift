package import PledgeCore

/// What an interview knows of the practice, and of the day. Nothing in it comes from the person who asks.
package struct InterviewSetting: Hashable, Sendable {
    /// The practice's name, for people.
    package var organization: String
    package var phone: String?
    /// What the practice is; it acts in this one function.
    package var actorKinds: [String]
    /// When the question is asked.
    package var at: Instant
    /// The day of `at` in the practice's zone.
    package var today: Day
    package var settings: Settings

    package init(
        organization: String, phone: String? = nil, actorKinds: [String] = ["facility"], at: Instant, today: Day,
        settings: Settings = Settings()
    ) {
        self.organization = organization
        self.phone = phone
        self.actorKinds = actorKinds
        self.at = at
        self.today = today
        self.settings = settings
    }
}

/// *May we share this?*: asks the one question that decides most, until there is an answer.
///
/// Pure: the decision is a function that is handed in, and the clock is in the setting. Nothing is recorded.
package struct Interview: Sendable {
    package let rulebook: Rulebook
    package let setting: InterviewSetting
    package let words: InterviewWords
    /// The notices decided by, for the name and date under a quoted line.
    package let notices: [PromiseDocument]
    private let decision: @Sendable (Request) -> Decision

    package init(
        rulebook: Rulebook, setting: InterviewSetting, notices: [PromiseDocument] = [],
        words: InterviewWords = .english, decide: @escaping @Sendable (Request) -> Decision
    ) {
        self.rulebook = rulebook
        self.setting = setting
        self.notices = notices
        self.words = words
        self.decision = decide
    }

    /// Where the interview stands.
    package enum Step: Hashable, Sendable {
        case question(InterviewQuestion)
        case answer(InterviewAnswer)
    }

    /// The whole of one turn: the step, and what it rests on.
    package struct Turn: Hashable, Sendable {
        package var state: InterviewState
        package var request: Request
        package var decision: Decision
        package var step: Step
    }

    package func decide(_ request: Request) -> Decision { decision(request) }

    /// Asks the next question, or answers.
    ///
    /// - Parameter goingOn: Asks about what is still open, even though the answer is a yes in part.
    package func turn(_ state: InterviewState, goingOn: Bool = false) -> Turn {
        let request = request(state)
        let decision = decide(request)
        let open = openQuestions(decision, request: request, state: state)
        let step: Step
        if let first = open.first, decision.outcome == .undetermined || goingOn {
            step = .question(
                InterviewQuestion(
                    first, number: state.given.count(where: { !$0.isSupposed }) + 1,
                    atMost: bound(first, state: state, remaining: open.count), interview: self,
                    request: request))
        } else {
            step = .answer(answer(decision, request: request, state: state, open: open))
        }
        return Turn(state: state, request: request, decision: decision, step: step)
    }

    /// Answers with what is known now; what is still open stays open.
    package func answerNow(_ state: InterviewState) -> Turn {
        let request = request(state)
        let decision = decide(request)
        let open = openQuestions(decision, request: request, state: state)
        return Turn(
            state: state, request: request, decision: decision,
            step: .answer(answer(decision, request: request, state: state, open: open)))
    }

    /// Questions that are neither answered nor skipped and that the desk can answer without naming anybody.
    func openQuestions(_ decision: Decision, request: Request, state: InterviewState) -> [Question] {
        let told = Set(state.given.map(\.topic))
        return decision.ask.filter { question in
            !told.contains(.question(question.subject))
                && InterviewQuestion.form(of: question, interview: self, request: request) != nil
        }
    }

    /// The most questions there can be, this one included; nothing when too much is open to tell.
    ///
    /// One look ahead: for each answer of this question, what would still be open after it.
    private func bound(_ question: Question, state: InterviewState, remaining: Int) -> Int? {
        let asked = state.given.count(where: { !$0.isSupposed })
        guard
            let form = InterviewQuestion.form(
                of: question, interview: self, request: request(state))
        else { return nil }
        let replies = form.replies
        guard !replies.isEmpty, replies.count <= Interview.lookAheadMax else {
            return question.subject == .basis ? nil : asked + remaining
        }
        let most = replies.map { reply in
            let next = state.adding(GivenAnswer(topic: .question(question.subject), reply: reply))
            let request = self.request(next)
            let decision = decide(request)
            guard decision.outcome == .undetermined else { return 0 }
            return openQuestions(decision, request: request, state: next).count
        }
        return asked + 1 + (most.max() ?? 0)
    }

    /// Choices a look ahead goes through; each costs one decision.
    private static let lookAheadMax = 24
}
