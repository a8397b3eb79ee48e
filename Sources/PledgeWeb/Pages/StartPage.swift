import PledgeDecisions

/// One list to choose from.
struct SelectField {
    struct Option {
        let value: String
        let words: String
        let isChosen: Bool
    }

    let name: String
    let label: String
    let hint: String?
    let error: String?
    let options: [Option]

    /// Ids of the hint and the error, for screen readers.
    let describedBy: String?

    init(name: String, label: String, hint: String? = nil, error: String? = nil, options: [Option]) {
        self.name = name
        self.label = label
        self.hint = hint
        self.error = error
        self.options = options
        let ids = [hint.map { _ in "\(name)-hint" }, error.map { _ in "\(name)-error" }].compactMap { $0 }
        self.describedBy = ids.isEmpty ? nil : ids.joined(separator: " ")
    }
}

/// Check boxes under one question.
struct CheckFields {
    let label: String
    let hint: String?
    let choices: [ChoiceField]
}

/// Who asks, what for, about what, with what in hand: the opening in one's own order.
struct StartPage {
    let selects: [SelectField]
    let checks: [CheckFields]
    let problems: [Problem]
    let hasProblems: Bool
    let hidden: [HiddenField]
    let situationsLink: String

    init(_ opening: Opening?, isWhoMissing: Bool = false, interview: Interview, link: Link = Link()) {
        hidden = HiddenField.all(link)
        situationsLink = link.begin(link.home)
        let words = interview.words
        let book = interview.rulebook
        func options(_ domain: Domain, _ chosen: String?, none: Phrase) -> [SelectField.Option] {
            let empty = SelectField.Option(value: "", words: words(none), isChosen: chosen == nil)
            return [empty]
                + book.hierarchy(domain).terms.map {
                    .init(value: $0.name, words: $0.words.firstUppercased, isChosen: $0.name == chosen)
                }
        }
        func check(_ name: String, _ value: String, _ text: String, _ isChosen: Bool) -> ChoiceField {
            ChoiceField(
                kind: "checkbox", name: name, id: "\(name)-\(value)", value: value, words: text.firstUppercased,
                hint: nil, isChosen: isChosen)
        }
        self.selects = [
            SelectField(
                name: "who", label: words(.whoAsks), hint: words(.whoAsksHint),
                error: isWhoMissing ? words(.needWho) : nil,
                options: options(.kind, opening?.recipients.first, none: .chooseWho)),
            SelectField(
                name: "for", label: words(.whatFor), options: options(.purpose, opening?.purpose, none: .unknownYet)),
            SelectField(
                name: "item", label: words(.aboutWhat), options: options(.item, opening?.item, none: .notSaid)),
            SelectField(
                name: "by", label: words(.whichWay), options: options(.channel, opening?.channel, none: .notSaid)),
            SelectField(name: "act", label: words(.whatDo), options: StartPage.acts(opening?.act, words)),
        ]
        let papers = book.documents.filter { !$0.onFile }.map {
            check("has", $0.name, $0.words, opening?.inHand.contains($0.name) == true)
        }
        let labels = book.hierarchy(.label).terms.map {
            check("label", $0.name, $0.words, opening?.labels?.contains($0.name) == true)
        }
        self.checks = [
            CheckFields(label: words(.whatInHand), hint: words(.whatInHandHint), choices: papers),
            CheckFields(
                label: words(.whichLabels), hint: words(.whichLabelsHint),
                choices: labels + [check("label", "-", words(.noLabels), opening?.labels == [])]),
        ].filter { !$0.choices.isEmpty }
        self.problems = isWhoMissing ? [Problem(field: "who", text: words(.needWho))] : []
        self.hasProblems = isWhoMissing
    }

    private static func acts(_ chosen: Act?, _ words: InterviewWords) -> [SelectField.Option] {
        let acts: [(Act, Phrase)] = [(.disclose, .doDisclose), (.use, .use), (.request, .request), (.inform, .inform)]
        return acts.map { act, phrase in
            .init(value: act.rawValue, words: words(phrase), isChosen: act == (chosen ?? .disclose))
        }
    }
}
