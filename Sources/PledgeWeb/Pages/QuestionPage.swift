import PledgeDecisions

/// A field to type into.
struct TypedField {
    let id: String
    let label: String
    let type: String
    let mode: String?
    let value: String
}

/// The one question that decides most.
struct QuestionPage {
    let state: String
    let headline: String
    let say: String
    let asked: [Pair]
    let backLink: String
    let nowLink: String
    let code: String
    let hidden: [HiddenField]
    let question: String
    let count: String
    let hints: [String]
    let fields: [TypedField]
    let hasFields: Bool
    let choices: [ChoiceField]
    let why: [String]
    let hasWhy: Bool
    let problems: [Problem]
    let hasProblems: Bool
    let errorText: String?
    let errorID: String?
    let layersTitle: String
    let layers: [LayerView]
    let said: [SaidView]
    let hasSaid: Bool

    /// - Parameters:
    ///   - question: What is asked.
    ///   - turn: Where the interview stands.
    ///   - interview: The words and the setting.
    ///   - mistake: What was wrong with the last try, and what would be an answer.
    ///   - typed: What was typed then; it is kept.
    ///   - link: The addresses of the pages before and after.
    ///   - about: Whom it is about, where it is about a patient.
    init(
        _ question: InterviewQuestion, turn: Interview.Turn, interview: Interview, mistake: String? = nil,
        typed: [String] = [], link: Link = Link(), about: Pair? = nil
    ) {
        let words = interview.words
        let interviewState = turn.state
        state = InterviewAnswer.State.needed.rawValue
        headline = words(.headlineNotYet)
        say = turn.answer.state == .needed ? turn.answer.say : words(.sayNotYet)
        layers = turn.answer.layers.map { LayerView($0, state: .needed) }
        asked =
            [about].compactMap { $0 }
            + interview.summary(interviewState.opening).map { Pair(label: $0.label, text: $0.text) }
        backLink =
            interviewState.given.isEmpty
            ? link.start(interviewState.opening) : link.ask(interviewState.before(interviewState.given.count - 1))
        nowLink = link.ask(interviewState, Link.now)
        hidden = HiddenField.all(link)
        code = interviewState.code
        self.question = question.title
        count = question.count(words)
        hints = question.hints
        (fields, choices) = QuestionPage.controls(question, words: words, typed: typed)
        hasFields = !fields.isEmpty
        why = question.why
        hasWhy = !question.why.isEmpty
        let first = fields.first?.id ?? choices.first?.id ?? "main"
        problems = mistake.map { [Problem(field: first, text: $0)] } ?? []
        hasProblems = mistake != nil
        errorText = mistake
        errorID = mistake.map { _ in "answer-error" }
        layersTitle = words(.whatWillDecide)
        said = SaidView.all(interview, interviewState, link)
        hasSaid = !said.isEmpty
    }

    private static func controls(
        _ question: InterviewQuestion, words: InterviewWords, typed: [String]
    ) -> ([TypedField], [ChoiceField]) {
        func fields(_ choices: [InterviewQuestion.Choice], kind: String, from: Int = 0) -> [ChoiceField] {
            choices.enumerated().map { index, choice in
                ChoiceField(
                    kind: kind, name: "a", id: "a\(from + index)", value: choice.reply.code, words: choice.words,
                    hint: choice.hint, isChosen: false)
            }
        }
        func typedField(_ number: Int, _ label: Phrase, type: String = "text", mode: String? = nil) -> TypedField {
            TypedField(
                id: "v\(number)", label: words(label), type: type, mode: mode,
                value: typed.indices.contains(number) ? typed[number] : "")
        }
        switch question.form {
        case .one(let choices): return ([], fields(choices, kind: "radio"))
        case .many(let choices, let others):
            return ([], fields(choices, kind: "checkbox") + fields(others, kind: "checkbox", from: choices.count))
        case .typed(let kind, let others):
            let inputs: [TypedField] =
                switch kind {
                case .number: [typedField(0, .labelNumber, mode: "numeric")]
                case .day: [typedField(0, .labelDay, type: "date")]
                case .period:
                    [typedField(0, .labelFirstDay, type: "date"), typedField(1, .labelLastDay, type: "date")]
                case .state: [typedField(0, .labelState)]
                }
            return (inputs, fields(others, kind: "radio"))
        }
    }
}
