package import PledgeCore

/// A notice, agreement or policy: what an organization told people it does.
package struct PromiseDocument: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case notice
        case jointNotice = "joint-notice"
        case agreement, policy

        package var isNotice: Bool {
            switch self {
            case .notice, .jointNotice: true
            case .agreement, .policy: false
            }
        }
    }

    package var id: String
    package var kind: Kind
    package var title: String
    package var organization: String
    package var phone: String?
    package var contact: String?
    package var effective: Day?
    /// Versions of one document share a series.
    package var series: String
    /// Reserves the right to change for information already held (520b1vC).
    package var reservesRight: Bool
    /// Promises not to lessen rights without consent.
    package var consentToLessen: Bool
    package var zone: String?
    package var promises: [Promise]
    package var exclusions: [Exclusion]
    package var stops: [Stop]
    package var rights: [Right]
    /// The paragraph behind each stop, by its id.
    package var stopParagraphs: [RuleID: Paragraph]

    package init(
        id: String, kind: Kind, title: String, organization: String = "", phone: String? = nil,
        contact: String? = nil, effective: Day? = nil, series: String? = nil, reservesRight: Bool = false,
        consentToLessen: Bool = false, zone: String? = nil, promises: [Promise] = [],
        exclusions: [Exclusion] = [], stops: [Stop] = [], rights: [Right] = [],
        stopParagraphs: [RuleID: Paragraph] = [:]
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.organization = organization
        self.phone = phone
        self.contact = contact
        self.effective = effective
        self.series = series ?? id
        self.reservesRight = reservesRight
        self.consentToLessen = consentToLessen
        self.zone = zone
        self.promises = promises
        self.exclusions = exclusions
        self.stops = stops
        self.rights = rights
        self.stopParagraphs = stopParagraphs
    }
}

/// The prose beside a block: what people were told.
package struct Paragraph: Hashable, Sendable {
    package var heading: String
    package var text: String
    /// Line of the file where the paragraph starts, from 1.
    package var line: Int

    package init(heading: String, text: String, line: Int) {
        self.heading = heading
        self.text = text
        self.line = line
    }
}

/// `promise 512e1ii only when individual-was-notified`.
package struct Promise: Hashable, Sendable {
    package var rule: RuleID
    package var condition: Condition
    package var limits: [Limit]
    package var duties: [DutyUse]
    package var paragraph: Paragraph
    package var span: SourceSpan

    package init(
        rule: RuleID, condition: Condition = .constant(true), limits: [Limit] = [], duties: [DutyUse] = [],
        paragraph: Paragraph, span: SourceSpan = .none
    ) {
        self.rule = rule
        self.condition = condition
        self.limits = limits
        self.duties = duties
        self.paragraph = paragraph
        self.span = span
    }
}

/// `exclude 512i1ii "we do not let researchers look"`: an explicit no.
package struct Exclusion: Hashable, Sendable {
    package var rule: RuleID
    package var words: String
    package var condition: Condition
    package var paragraph: Paragraph
    package var span: SourceSpan

    package init(
        rule: RuleID, words: String, condition: Condition = .constant(true), paragraph: Paragraph,
        span: SourceSpan = .none
    ) {
        self.rule = rule
        self.words = words
        self.condition = condition
        self.paragraph = paragraph
        self.span = span
    }
}
