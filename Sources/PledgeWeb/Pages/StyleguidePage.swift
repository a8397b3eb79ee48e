import PledgeDecisions

/// A part in one state, with ids of its own.
struct Sample {
    let name: String
    let suffix: String
    let state: String
    let headline: String
    let say: String
    let layersTitle: String
    let layers: [LayerView]
}

/// Every part in every state.
///
/// Its samples are made up and in English: the page is for developers.
struct StyleguidePage {
    let samples: [Sample]
    let swatches = [
        "paper", "sunk", "ink", "ink-2", "line", "line-strong", "accent", "accent-tint", "allowed", "needed", "refused",
        "required", "focus",
    ]
    let choices: [ChoiceField]
    let problems: [Problem]
    let full: AnswerPage
    let groups: [TileGroup]
    let typed = "sister wants test results"

    init(_ interview: Interview) {
        let words = interview.words
        samples = InterviewAnswer.State.allCases.map { Sample($0, words: words) }
        choices = [
            ChoiceField(
                kind: "radio", name: "c", id: "c1", value: "1", words: words(.yes), hint: nil, isChosen: true),
            ChoiceField(
                kind: "radio", name: "c", id: "c2", value: "2", words: words(.doNotKnow),
                hint: words(.doNotKnowHint), isChosen: false),
        ]
        problems = [Problem(field: "who", text: words(.needWho))]
        let opening = Opening(recipients: ["a surgeon\u{2019}s office"], purpose: "treatment of this patient")
        full = AnswerPage(
            StyleguidePage.answer(words), state: InterviewState(opening: opening), interview: interview)
        groups = [
            TileGroup(
                heading: "Family",
                tiles: [
                    Tile(
                        title: "A husband or wife on the phone", hint: "Asks how the patient is doing", link: "#tiles"),
                    Tile(title: "A parent of a teenager", hint: nil, link: "#tiles"),
                ])
        ]
    }

    private static func answer(_ words: InterviewWords) -> InterviewAnswer {
        InterviewAnswer(
            state: .allowed, headline: words(.headlineYesButOne), due: nil, say: words(.sayPart),
            why: "Offices that treat the same patient may share what they need.",
            rows: InterviewAnswer.State.allCases.map {
                .init(state: $0, what: "Visit notes", note: "A line about what happens to them.")
            },
            ways: [
                .init(
                    steps: ["The patient signs an authorization"], hint: words(.waySigns),
                    then: InterviewState(opening: Opening(recipients: ["provider"]))),
                .init(steps: ["A judge orders it"], hint: words(.wayCourt), then: nil),
            ],
            duties: [
                .init(
                    time: .before, heading: words(.before),
                    duties: [
                        .init(words: "Call back on the number in our list", say: nil, hint: words(.byOfficer)),
                        .init(words: "Send no more than they need", say: nil, hint: nil),
                    ])
            ],
            line: .init(
                heading: "For your care", text: "We share your information with others who treat you.",
                source: words(.ourNotice)),
            layers: [], findOut: ["Is it an emergency?"], canGoOn: false, assumptions: [words(.assumeRecords)],
            supposed: [], citations: [.init(role: words(.citeAllows), text: "A rule and its title")])
    }
}

extension Sample {
    init(_ state: InterviewAnswer.State, words: InterviewWords) {
        let answer: (headline: Phrase, say: Phrase) =
            switch state {
            case .allowed: (.headlineYes, .sayYes)
            case .needed: (.headlineNotYet, .sayNotYet)
            case .refused: (.headlineNoAsItStands, .sayNo)
            case .required: (.headlineMust, .sayMustIndividual)
            }
        let decider: InterviewAnswer.Layer.Kind =
            switch state {
            case .allowed, .required: .law
            case .refused: .notice
            case .needed: .wish
            }
        let kinds = InterviewAnswer.Layer.Kind.allCases
        let layers = kinds.enumerated().map { index, kind in
            let isBelow = state == .refused && index > (kinds.firstIndex(of: decider) ?? 0)
            return InterviewAnswer.Layer(
                kind: kind, standing: kind == decider ? .decides : isBelow ? .notReached : .passes,
                title: kind.rawValue.firstUppercased, words: "A line about it.")
        }
        self.init(
            name: state.rawValue.firstUppercased, suffix: "-\(state.rawValue)", state: state.rawValue,
            headline: words(answer.headline), say: words(answer.say),
            layersTitle: "\(words(.whatDecided)): \(state.rawValue)",
            layers: layers.map { LayerView($0, state: state) })
    }
}
