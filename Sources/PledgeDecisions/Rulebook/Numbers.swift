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
    package var citation: String
    package var confidence: Confidence?
    package var span: SourceSpan

    package init(
        name: String, words: String, answerWithin: Span? = nil, extension: Span? = nil, deny: [String]? = nil,
        fees: [String] = [], feePerPage: Dollars? = nil, letter: [String] = [], citation: String = "",
        confidence: Confidence? = nil, span: SourceSpan = .none
    ) {
        self.name = name
        self.words = words
        self.answerWithin = answerWithin
        self.extension = `extension`
        self.deny = deny
        self.fees = fees
        self.feePerPage = feePerPage
        self.letter = letter
        self.citation = citation
        self.confidence = confidence
        self.span = span
    }
}

/// A deadline of the law.
package struct Clock: Hashable, Sendable {
    package var id: String
    package var words: String
    package var from: String
    package var within: Span
    package var `extension`: Span?
    package var citation: String
    package var confidence: Confidence
    package var span: SourceSpan

    package init(
        id: String, words: String, from: String, within: Span, extension: Span? = nil, citation: String,
        confidence: Confidence, span: SourceSpan = .none
    ) {
        self.id = id
        self.words = words
        self.from = from
        self.within = within
        self.extension = `extension`
        self.citation = citation
        self.confidence = confidence
        self.span = span
    }
}

/// What may be charged.
package struct Fee: Hashable, Sendable {
    package var id: String
    package var words: String
    package var allowed: [String]
    package var atMost: Dollars?
    package var isPerPage: Bool
    package var free: String?
    package var citation: String
    package var confidence: Confidence
    package var span: SourceSpan

    package init(
        id: String, words: String, allowed: [String] = [], atMost: Dollars? = nil, isPerPage: Bool = false,
        free: String? = nil, citation: String, confidence: Confidence, span: SourceSpan = .none
    ) {
        self.id = id
        self.words = words
        self.allowed = allowed
        self.atMost = atMost
        self.isPerPage = isPerPage
        self.free = free
        self.citation = citation
        self.confidence = confidence
        self.span = span
    }
}

/// Something a notice must say.
package struct NoticeElement: Hashable, Sendable {
    package var head: RuleHead
    package var requiredWhen: Condition
    /// Words the law itself prescribes.
    package var exactText: String?

    package init(head: RuleHead, requiredWhen: Condition = .constant(true), exactText: String? = nil) {
        self.head = head
        self.requiredWhen = requiredWhen
        self.exactText = exactText
    }
}
