package import PledgeCore

/// What an interview knows of the practice, and of the day.
///
/// Nothing in it comes from the person who asks.
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
    /// Whether the decision reads what is on file of the patient.
    package var readsFile: Bool

    package init(
        organization: String, phone: String? = nil, actorKinds: [String] = ["facility"], at: Instant, today: Day,
        settings: Settings = Settings(), readsFile: Bool = false
    ) {
        self.readsFile = readsFile
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
        /// What can be answered with what is known now.
        package var answer: InterviewAnswer
    }

    package func decide(_ request: Request) -> Decision { decision(request) }

    /// Asks the next question, or answers.
    ///
    /// - Parameters:
    ///   - state: The interview as far as it has come.
    ///   - goingOn: Asks about what is still open, even though the answer is a yes in part.
    /// - Returns: The turn.
    package func turn(_ state: InterviewState, goingOn: Bool = false) -> Turn {
        var turn = answerNow(state)
        let open = openQuestions(turn.decision, request: turn.request, state: state)
        guard let first = open.first, turn.decision.outcome == .undetermined || goingOn else { return turn }
        let number = state.given.count(where: { !$0.isSupposed }) + 1
        // An answer makes no further question relevant, but the first one of all opens what it is about.
        let most = first.subject == .basis ? nil : number - 1 + open.count
        turn.step = .question(
            InterviewQuestion(first, number: number, atMost: most, interview: self, request: turn.request))
        return turn
    }

    /// Answers with what is known now; what is still open stays open.
    package func answerNow(_ state: InterviewState) -> Turn {
        let request = request(state)
        let decision = decide(request)
        let open = openQuestions(decision, request: request, state: state)
        let answer = answer(decision, request: request, state: state, open: open)
        return Turn(state: state, request: request, decision: decision, step: .answer(answer), answer: answer)
    }

    /// Questions that are neither answered nor skipped and that the desk can answer without naming anybody.
    func openQuestions(_ decision: Decision, request: Request, state: InterviewState) -> [Question] {
        let told = Set(state.given.map(\.topic))
        return decision.ask.filter { question in
            !told.contains(.question(question.subject))
                && InterviewQuestion.form(of: question, interview: self, request: request) != nil
        }
    }
}
