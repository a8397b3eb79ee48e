package import PledgeCore

/// Law, checked: every name is declared, every type fits, no rule contradicts the shape of another.
///
/// A value. `PledgeLanguage` makes it from text; `CompiledRulebook` makes it fast.
package struct Rulebook: Hashable, Sendable {
    package var vocabulary: [Domain: Hierarchy] = [:]
    package var facts: [Fact] = []
    package var documents: [DocumentType] = []
    package var lists: [String: [String]] = [:]
    package var sets: [String: [RuleID]] = [:]
    package var conditions: [NamedCondition] = []
    package var questions: [StateQuestion] = []
    package var answers: [StateAnswer] = []
    package var standings: [Standing] = []
    package var duties: [Duty] = []
    package var grounds: [Ground] = []
    package var stops: [Stop] = []
    package var exceptions: [StopException] = []
    package var rights: [Right] = []
    package var clocks: [Clock] = []
    package var fees: [Fee] = []
    package var elements: [DocumentElement] = []
    package var rows: [ListedRow] = []
    /// Nothing declared: grounds are relied on in the order of the law.
    package var reasonOrder: ReasonOrder?
    /// The days for which the rulebook may be asked.
    package var covers: Period?
    package var overlays: [Overlay] = []
    package var situations: [Situation] = []
    /// Labels of records that may come from a Part 2 program; a part without them is none.
    package var part2Labels: Set<String> = []

    package init() {}

    package func hierarchy(_ domain: Domain) -> Hierarchy { vocabulary[domain] ?? Hierarchy() }
    package func fact(_ name: String) -> Fact? { facts.first { $0.name == name } }
    package func document(_ name: String) -> DocumentType? { documents.first { $0.name == name } }
    package func duty(_ name: String) -> Duty? { duties.first { $0.name == name } }
}

/// A state whose law is loaded.
package struct Overlay: Hashable, Sendable {
    package enum Reviewed: Hashable, Sendable {
        case all
        case labels(Set<String>)
    }

    package var state: String
    package var title: String
    /// Labels whose law in this state an officer has looked at.
    package var reviewed: Reviewed

    package init(state: String, title: String, reviewed: Reviewed) {
        self.state = state
        self.title = title
        self.reviewed = reviewed
    }
}

/// A common situation of a front desk: where an interview may start.
package struct Situation: Hashable, Sendable {
    package var name: String
    package var title: String
    package var heading: String
    package var hint: String
    package var recipient: String
    package var purpose: String?
    package var item: String?
    package var labels: [String]
    package var act: Act
    package var channel: String?
    package var brings: [String]
    package var span: SourceSpan

    package init(
        name: String, title: String, heading: String, hint: String, recipient: String, purpose: String? = nil,
        item: String? = nil, labels: [String] = [], act: Act = .disclose, channel: String? = nil,
        brings: [String] = [], span: SourceSpan = .none
    ) {
        self.name = name
        self.title = title
        self.heading = heading
        self.hint = hint
        self.recipient = recipient
        self.purpose = purpose
        self.item = item
        self.labels = labels
        self.act = act
        self.channel = channel
        self.brings = brings
        self.span = span
    }
}
