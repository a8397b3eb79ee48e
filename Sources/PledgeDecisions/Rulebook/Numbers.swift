package import PledgeCore

/// An amount of US dollars, in cents.
package struct Dollars: Hashable, Sendable {
    package var cents: Int64
    package init(cents: Int64) { self.cents = cents }
}

/// A right of the individual, with its deadline, as the law or a notice gives it.
package struct Right: Hashable, Sendable {
    package var name: String
    package var words: String
    package var answerWithin: Span?
    /// Nothing said: nothing.
    ///
    /// `no extension`: a span of zero days.
    package var `extension`: Span?
    package var deny: [String]?
    package var fees: [String]
    package var feePerPage: Dollars?
    package var letter: [String]
    /// Rows of the reference behind it, as written.
    package var restsOn: [RuleID]
    package var citation: String
    package var confidence: Confidence?
    package var span: SourceSpan

    package init(
        name: String, words: String, answerWithin: Span? = nil, extension: Span? = nil, deny: [String]? = nil,
        fees: [String] = [], feePerPage: Dollars? = nil, letter: [String] = [], restsOn: [RuleID] = [],
        citation: String = "", confidence: Confidence? = nil, span: SourceSpan = .none
    ) {
        self.name = name
        self.words = words
        self.answerWithin = answerWithin
        self.extension = `extension`
        self.deny = deny
        self.fees = fees
        self.feePerPage = feePerPage
        self.letter = letter
        self.restsOn = restsOn
        self.citation = citation
        self.confidence = confidence
        self.span = span
    }
}

/// A number of days or years that the law counts from an event.
package struct Clock: Hashable, Sendable {
    /// What the span says.
    package enum Measure: Hashable, Sendable {
        /// Something is due before it has passed.
        case within(Span)
        /// So far back something reaches.
        case back(Span)
        /// So long something is kept.
        case keep(Span)
        /// So often something is done.
        case every(Span)

        package var span: Span {
            switch self {
            case .within(let span), .back(let span), .keep(let span), .every(let span): span
            }
        }
    }

    package var head: RuleHead
    /// Name or words of the event.
    package var from: String
    package var measure: Measure
    /// Only of what is due.
    package var `extension`: Span?
    /// Rows of the reference behind it, as written.
    package var restsOn: [RuleID]

    package init(
        head: RuleHead, from: String, measure: Measure, extension: Span? = nil, restsOn: [RuleID] = []
    ) {
        self.head = head
        self.from = from
        self.measure = measure
        self.extension = `extension`
        self.restsOn = restsOn
    }

    package var id: RuleID { head.id }
}

/// What may be charged.
package struct Fee: Hashable, Sendable {
    package var id: String
    package var words: String
    package var allowed: [String]
    package var atMost: Dollars?
    package var isPerPage: Bool
    package var free: String?
    /// Rows of the reference behind it, as written.
    package var restsOn: [RuleID]
    package var citation: String
    package var confidence: Confidence
    package var span: SourceSpan

    package init(
        id: String, words: String, allowed: [String] = [], atMost: Dollars? = nil, isPerPage: Bool = false,
        free: String? = nil, restsOn: [RuleID] = [], citation: String, confidence: Confidence,
        span: SourceSpan = .none
    ) {
        self.id = id
        self.words = words
        self.allowed = allowed
        self.atMost = atMost
        self.isPerPage = isPerPage
        self.free = free
        self.restsOn = restsOn
        self.citation = citation
        self.confidence = confidence
        self.span = span
    }
}

/// Something that a document must say.
package struct DocumentElement: Hashable, Sendable {
    package var head: RuleHead
    /// The document that must contain it: `notice`, or another plain name such as `authorization`.
    package var document: String
    /// Rows of the reference that it rests on, which it covers.
    package var restsOn: [RuleID]
    package var requiredWhen: Condition
    /// Words the law itself prescribes.
    package var exactText: String?

    /// The document where none is named.
    package static let usualDocument = "notice"

    package init(
        head: RuleHead, of document: String = DocumentElement.usualDocument, restsOn: [RuleID] = [],
        requiredWhen: Condition = .constant(true), exactText: String? = nil
    ) {
        self.head = head
        self.document = document
        self.restsOn = restsOn
        self.requiredWhen = requiredWhen
        self.exactText = exactText
    }
}

/// A row of the reference that is no rule: what uses it, or why no decision can depend on it.
package struct ListedRow: Hashable, Sendable {
    package var id: RuleID
    /// The one line.
    package var words: String
    package var citation: String?
    package var confidence: Confidence?
    package var force: Force
    package var span: SourceSpan

    package init(
        id: RuleID, words: String, citation: String? = nil, confidence: Confidence? = nil, force: Force,
        span: SourceSpan = .none
    ) {
        self.id = id
        self.words = words
        self.citation = citation
        self.confidence = confidence
        self.force = force
        self.span = span
    }
}
