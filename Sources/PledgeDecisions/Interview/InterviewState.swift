package import PledgeCore

/// What somebody at the desk says before the first question: who asks, what for, about what, how, with what in hand.
///
/// Names of the rulebook only; nobody is named in it.
package struct Opening: Hashable, Sendable {
    package var act: Act
    /// Kinds of the one who asks, at least one.
    package var recipients: [String]
    /// Nothing: not known yet.
    package var purpose: String?
    /// Nothing: not said.
    package var item: String?
    /// Nothing: nobody looked for specially protected records.
    package var labels: [String]?
    package var channel: String?
    /// Types of the papers they brought.
    package var inHand: [String]
    /// The everyday situation the interview started from.
    package var situation: String?

    package init(
        act: Act = .disclose, recipients: [String], purpose: String? = nil, item: String? = nil,
        labels: [String]? = nil, channel: String? = nil, inHand: [String] = [], situation: String? = nil
    ) {
        self.act = act
        self.recipients = recipients
        self.purpose = purpose
        self.item = item
        self.labels = labels
        self.channel = channel
        self.inHand = inHand
        self.situation = situation
    }

    /// Starts from an everyday situation.
    ///
    /// A situation that names no labels has not been looked at for them.
    package init(_ situation: Situation) {
        self.init(
            act: situation.act, recipients: [situation.recipient], purpose: situation.purpose, item: situation.item,
            labels: situation.labels.isEmpty ? nil : situation.labels, channel: situation.channel,
            inHand: situation.brings, situation: situation.name)
    }
}

/// What an answer is about.
package enum InterviewTopic: Hashable, Sendable {
    case question(Question.Subject)
    /// A paper of this type that somebody would bring or sign, from "it would be lawful if".
    case obtained(document: String)
}

/// What a person says to a question.
package enum Reply: Hashable, Sendable {
    case yes, no
    /// One or more declared names, or none of them.
    case names([String])
    /// A choice of the first question, "what do they have?"; nothing means none of these.
    case basis(String?)
    case number(Int64)
    case day(Day)
    case period(Period)
    /// The value a fresh paper would have.
    case fresh
    /// The paper does not say.
    case absent
    /// I do not know.
    case unknown
}

/// One answer given so far.
package struct GivenAnswer: Hashable, Sendable {
    package var topic: InterviewTopic
    package var reply: Reply
    /// Not so yet: somebody wants to see what the answer would be.
    package var isSupposed: Bool

    package init(topic: InterviewTopic, reply: Reply, isSupposed: Bool = false) {
        self.topic = topic
        self.reply = reply
        self.isSupposed = isSupposed
    }
}

/// An interview as far as it has come: the opening and the answers, each of which can be taken back.
///
/// A value of names, numbers and days; it holds no patient data and nothing stores it.
package struct InterviewState: Hashable, Sendable {
    /// More answers than any interview needs.
    package static let answersMax = 40

    package var opening: Opening
    /// In the order they were given.
    package var given: [GivenAnswer]

    package init(opening: Opening, given: [GivenAnswer] = []) {
        self.opening = opening
        self.given = given
    }

    /// The state with one more answer; an answer to the same question is replaced.
    package func adding(_ answer: GivenAnswer) -> InterviewState {
        var next = self
        next.given.removeAll { $0.topic == answer.topic }
        next.given.append(answer)
        return next
    }

    /// The state as it was before the answer at this index, from 0, was given.
    package func before(_ index: Int) -> InterviewState {
        InterviewState(opening: opening, given: Array(given.prefix(max(0, index))))
    }

    /// The state without anything that was only supposed.
    package var asItStands: InterviewState {
        InterviewState(opening: opening, given: given.filter { !$0.isSupposed })
    }

    package var isSupposing: Bool { given.contains(where: \.isSupposed) }
}

/// Why a string is no interview, or a reply no answer.
package enum InterviewError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Longer than `InterviewState.codeMax` characters, or more answers than `answersMax`.
    case tooLong
    /// The part at this position, from 1, cannot be read.
    case malformed(part: Int)
    case unknownName(String, nearest: String?)
    /// Nobody was chosen who asks.
    case nobodyAsks
    /// What was typed does not answer the question; what would.
    case badReply(help: String)

    /// A lower-case message that is safe to print.
    package var description: String {
        switch self {
        case .tooLong: "the interview's text is too long"
        case .malformed(let part): "part \(part) of the interview's text cannot be read"
        case .unknownName(let name, let nearest):
            "unknown name `\(name)`" + (nearest.map { "; did you mean `\($0)`?" } ?? "")
        case .nobodyAsks: "nobody was chosen who asks"
        case .badReply(let help): "this is no answer to the question: \(help)"
        }
    }
}
