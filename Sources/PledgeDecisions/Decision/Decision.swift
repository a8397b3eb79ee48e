package import PledgeCore

/// What may be done.
package enum Outcome: String, Hashable, Sendable, CaseIterable {
    case permitted, required, refused, undetermined
}

/// The answer to a request.
///
/// A value: nothing is recorded by it.
package struct Decision: Hashable, Sendable {
    package var id: String
    package var outcome: Outcome
    /// Some parts go, others stay.
    package var inPart: Bool
    package var parts: [PartDecision]
    /// What must be known to decide, most decisive first.
    package var ask: [Question]
    /// What bounds the answer: "law only", "federal law only".
    package var remarks: [Remark]

    package init(
        id: String, outcome: Outcome, inPart: Bool = false, parts: [PartDecision] = [], ask: [Question] = [],
        remarks: [Remark] = []
    ) {
        self.id = id
        self.outcome = outcome
        self.inPart = inPart
        self.parts = parts
        self.ask = ask
        self.remarks = remarks
    }
}

package enum Remark: String, Hashable, Sendable, CaseIterable {
    /// No promise document was given.
    case lawOnly = "law only"
    /// No overlay is loaded for the state of care.
    case federalOnly = "federal law only"
}

/// The decision for one part: a piece of a group that is alike in every way that matters, or the object.
package struct PartDecision: Hashable, Sendable {
    /// What the part is of its group.
    package struct Extent: Hashable, Sendable {
        /// Index of the group in the request; nothing when the act is about an object.
        package var group: Int?
        /// Nothing: all elements of the group.
        ///
        /// Otherwise the elements of this part, sorted.
        package var elements: [String]?
        /// The part is all elements but the ones named elsewhere.
        package var isRest: Bool
        package var given: Period?
        package var held: Period?
        /// The part is "the labeled items, if any" of a group whose labels nobody read.
        package var isLabeledIfAny: Bool

        package init(
            group: Int?, elements: [String]? = nil, isRest: Bool = false, given: Period? = nil,
            held: Period? = nil, isLabeledIfAny: Bool = false
        ) {
            self.group = group
            self.elements = elements
            self.isRest = isRest
            self.given = given
            self.held = held
            self.isLabeledIfAny = isLabeledIfAny
        }
    }

    package var extent: Extent
    package var outcome: Outcome
    /// Every ground surely open, the one relied on first.
    package var grounds: [OpenGround]
    /// Every stop in force for the part that reaches a ground of the request, surely or perhaps.
    package var stops: [StopHit]
    /// Duties of the ground relied on, or of the refusal.
    package var duties: [OwedDuty]
    /// Of the ground relied on.
    ///
    /// Nothing where nothing goes out.
    package var accounting: Accounting?
    /// Why, most telling first.
    package var because: [Reason]
    package var lawfulIf: [[Change]]
    /// Compelled by one law, forbidden by another.
    package var isConflict: Bool
    /// Nothing may be said aloud, not even that there is something to refuse.
    package var isQuiet: Bool
    /// Grounds neither surely open nor surely closed.
    package var undecided: [RuleID]

    package init(
        extent: Extent, outcome: Outcome, grounds: [OpenGround] = [], stops: [StopHit] = [],
        duties: [OwedDuty] = [], accounting: Accounting? = nil, because: [Reason] = [],
        lawfulIf: [[Change]] = [], isConflict: Bool = false, isQuiet: Bool = false, undecided: [RuleID] = []
    ) {
        self.extent = extent
        self.outcome = outcome
        self.grounds = grounds
        self.stops = stops
        self.duties = duties
        self.accounting = accounting
        self.because = because
        self.lawfulIf = lawfulIf
        self.isConflict = isConflict
        self.isQuiet = isQuiet
        self.undecided = undecided
    }

    package var isReleased: Bool { outcome == .permitted || outcome == .required }
}

/// A ground surely open for the part, with what hangs on it.
package struct OpenGround: Hashable, Sendable {
    package var rule: RuleID
    package var title: String
    /// The document the instance rests on.
    package var document: String?
    /// The law surely compels it.
    package var isCompelled: Bool
    /// What may go out at most; nothing means no limit of elements.
    package var atMost: [String]?
    /// Fields of the document whose scope bounds it.
    package var within: [String]
    package var duties: [OwedDuty]
    package var accounting: Accounting
    /// The worst mark of what opened it.
    package var confidence: Confidence
    package var citation: String
    /// Where each promise document says so.
    package var promises: [PromiseLine]
    /// Exceptions that lifted a stop for it.
    package var lifted: [RuleID]

    package init(
        rule: RuleID, title: String, document: String? = nil, isCompelled: Bool = false, atMost: [String]? = nil,
        within: [String] = [], duties: [OwedDuty] = [], accounting: Accounting, confidence: Confidence,
        citation: String, promises: [PromiseLine] = [], lifted: [RuleID] = []
    ) {
        self.rule = rule
        self.title = title
        self.document = document
        self.isCompelled = isCompelled
        self.atMost = atMost
        self.within = within
        self.duties = duties
        self.accounting = accounting
        self.confidence = confidence
        self.citation = citation
        self.promises = promises
        self.lifted = lifted
    }
}

/// The line of a notice, agreement or policy.
package struct PromiseLine: Hashable, Sendable {
    package var document: String
    package var title: String
    package var paragraph: Paragraph

    package init(document: String, title: String, paragraph: Paragraph) {
        self.document = document
        self.title = title
        self.paragraph = paragraph
    }
}

/// A stop that holds, or may hold.
package struct StopHit: Hashable, Sendable {
    package var rule: RuleID
    package var title: String
    package var author: Stop.Author
    /// It holds in every completion; otherwise it may.
    package var isSure: Bool
    package var isManner: Bool
    package var citation: String
    /// The line of the document that says so, for a document's stop.
    package var line: PromiseLine?

    package init(
        rule: RuleID, title: String, author: Stop.Author, isSure: Bool, isManner: Bool, citation: String,
        line: PromiseLine? = nil
    ) {
        self.rule = rule
        self.title = title
        self.author = author
        self.isSure = isSure
        self.isManner = isManner
        self.citation = citation
        self.line = line
    }
}

/// A duty that is owed.
package struct OwedDuty: Hashable, Sendable {
    package var duty: String
    package var words: String
    package var say: String?
    package var time: DutyUse.Time
    package var owedBy: Asked

    package init(duty: String, words: String, say: String? = nil, time: DutyUse.Time, owedBy: Asked) {
        self.duty = duty
        self.words = words
        self.say = say
        self.time = time
        self.owedBy = owedBy
    }
}

/// Why a part is refused or not decided, in the order people are told.
package struct Reason: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case lawForbids = "law-forbids"
        case noGround = "no-ground"
        case notPromised = "not-promised"
        case patientWish = "patient-wish"
        case means
        /// Not an obstacle: why it may go.
        case open
        case unknown
    }

    package var kind: Kind
    package var rule: RuleID?
    package var words: String
    package var citation: String?
    package var line: PromiseLine?

    package init(kind: Kind, rule: RuleID?, words: String, citation: String? = nil, line: PromiseLine? = nil) {
        self.kind = kind
        self.rule = rule
        self.words = words
        self.citation = citation
        self.line = line
    }
}

/// One change that people can make.
///
/// Applied with `Request.applying`, it is a request again.
package struct Change: Hashable, Sendable {
    package enum What: Hashable, Sendable {
        case answer(fact: String, Value)
        case document(Document)
        case documentField(document: String, field: String, Value)
        case channel(String)
        case ended(document: String)
    }

    package var what: What
    package var words: String
    /// 1 another channel; 2 we do something; 3 the patient is asked; 4 the requester brings a paper;
    /// 5 the patient signs; 6 we sign; 8 a court orders; 9 the patient ends a wish.
    package var cost: Int

    package init(what: What, words: String, cost: Int) {
        self.what = what
        self.words = words
        self.cost = cost
    }
}

/// Something to ask a person.
package struct Question: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case fact(String)
        /// A field of one group, or of the request.
        case field(RequestField, group: Int?)
        case documentField(document: String, field: String)
        /// "What do they have, or say it is for?" over the undecided grounds.
        case basis
        case stateQuestion(String)
        /// Records of this type were not read.
        case unread(document: String)
    }

    package struct Choice: Hashable, Sendable {
        /// What the answer sets, as it would stand in a request.
        package var value: Value
        package var words: String
        /// For `basis`: the key facts this choice sets to yes.
        package var keys: [String]
        /// For `basis`: the purpose it stands for, where the purpose is unknown.
        package var purposes: [String]

        package init(value: Value, words: String, keys: [String] = [], purposes: [String] = []) {
            self.value = value
            self.words = words
            self.keys = keys
            self.purposes = purposes
        }
    }

    package var subject: Subject
    package var words: String
    package var asked: Asked
    package var type: ValueType
    /// Empty for a free value (a number, a date).
    package var choices: [Choice]
    /// Who must have judged it.
    package var judgedBy: String?
    /// Titles and citations of the grounds it decides.
    package var why: [String]
    /// Groups it bears on.
    package var groups: [Int]

    package init(
        subject: Subject, words: String, asked: Asked, type: ValueType, choices: [Choice] = [],
        judgedBy: String? = nil, why: [String] = [], groups: [Int] = []
    ) {
        self.subject = subject
        self.words = words
        self.asked = asked
        self.type = type
        self.choices = choices
        self.judgedBy = judgedBy
        self.why = why
        self.groups = groups
    }
}
