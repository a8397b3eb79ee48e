package import PledgeCore

/// The id of a rule: paragraph tokens such as `512`, `e`, `1`, `ii`.
package struct RuleID: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    /// Tokens of the tree; a named id has one.
    package let tokens: [String]

    /// Splits at each change among lower case, digits and upper case.
    ///
    /// - Source: the semantics, section 5.
    package init(_ text: String) {
        self.text = text
        self.tokens = RuleID.split(text)
    }

    package var description: String { text }

    /// The text alone tells: the tokens follow from it.
    package static func == (left: RuleID, right: RuleID) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// Whether this rule is the other or stands under it.
    ///
    /// Compares tokens, never letters.
    package func isUnder(_ other: RuleID) -> Bool {
        tokens.count >= other.tokens.count && zip(tokens, other.tokens).allSatisfy(==)
    }

    private static func split(_ text: String) -> [String] {
        var rest = Substring(text)
        var tokens: [String] = []
        // A prefix such as `P2-`, `IL-`, `PRE-` is a token of its own.
        if let hyphen = rest.firstIndex(of: "-") {
            tokens.append(String(rest[..<hyphen]))
            rest = rest[rest.index(after: hyphen)...]
        }
        func kind(_ character: Character) -> Int {
            if character.isNumber { return 0 }
            return character.isUppercase ? 1 : 2
        }
        var runs: [String] = []
        var last: Int?
        for character in rest {
            let now = kind(character)
            if now == last { runs[runs.count - 1].append(character) } else { runs.append(String(character)) }
            last = now
        }
        let roman = Set("ivxlcdm")
        let isNamed = runs.contains { run in
            run.count >= 3 && run.first.map { $0.isLowercase } == true && !run.allSatisfy { roman.contains($0) }
                || (tokens.isEmpty == false && run.count >= 2 && run.first.map { $0.isUppercase } == true)
        }
        return isNamed ? [text] : tokens + runs
    }
}

/// How sure the encoding of a rule is; the order is from best to worst.
package enum Confidence: String, Hashable, Sendable, BitwiseCopyable, CaseIterable, Comparable {
    case opened = "T"
    case combined = "t"
    case secondary = "2"
    case memory = "M"
    case inference = "J"

    package static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .opened: 0
        case .combined: 1
        case .secondary: 2
        case .memory: 3
        case .inference: 4
        }
    }

    /// A permit that rests only on such rules waits for the officer's release.
    package var needsRelease: Bool { self >= .memory }
}

/// Days from `since`, included, to `until`, not included.
package struct Force: Hashable, Sendable {
    package var since: Day
    package var until: Day?

    package init(since: Day, until: Day? = nil) {
        self.since = since
        self.until = until
    }

    package func includes(_ day: Day) -> Bool { since <= day && (until.map { day < $0 } ?? true) }

    package func overlaps(_ other: Force) -> Bool {
        (until.map { other.since < $0 } ?? true) && (other.until.map { since < $0 } ?? true)
    }
}

/// What every rule carries.
package struct RuleHead: Hashable, Sendable {
    package var id: RuleID
    package var title: String
    package var citation: String
    package var confidence: Confidence
    package var force: Force
    /// The state of an overlay; nothing for federal law.
    ///
    /// The condition of such a rule already holds only where care was given there: the loader joins it with
    /// `place is XX`, that is `.test(Test(.field(.place), .equals, .text("XX")))`. A notice's element is not joined: it is
    /// not about a part.
    package var state: String?
    /// From an overlay: another body of law than the one the grounds are of.
    package var isOverlay: Bool
    package var span: SourceSpan

    package init(
        id: RuleID, title: String, citation: String = "", confidence: Confidence = .combined, force: Force,
        state: String? = nil, isOverlay: Bool = false, span: SourceSpan = .none
    ) {
        self.id = id
        self.title = title
        self.citation = citation
        self.confidence = confidence
        self.force = force
        self.state = state
        self.isOverlay = isOverlay
        self.span = span
    }
}

/// What may go out at most.
package enum Limit: Hashable, Sendable {
    /// These data elements, lists already spelled out.
    case atMost([String])
    /// The scope in this field of the rule's document.
    case within(String)
    /// Minimum necessary: the organization's protocol, else a duty before.
    case minimum
}

/// A duty owed with a rule.
package struct DutyUse: Hashable, Sendable {
    package enum Time: Hashable, Sendable {
        case before, with
        /// Counted from the release; from receipt of the request where `ofReceipt`.
        case after(Span, ofReceipt: Bool)
    }

    package var duty: String
    package var time: Time
    /// The duty is owed unless this surely holds.
    package var unless: Condition

    package init(duty: String, time: Time, unless: Condition = .constant(false)) {
        self.duty = duty
        self.time = time
        self.unless = unless
    }
}

/// Whether a disclosure belongs in an accounting (164.528).
package enum Accounting: Hashable, Sendable, BitwiseCopyable {
    package enum Exempt: String, Hashable, Sendable, BitwiseCopyable, CaseIterable {
        case tpo, individual, incidental, authorization, directory, involved
        case nationalSecurity = "national-security"
        case custody
        case limitedDataSet = "limited-data-set"
        /// An internal use: nothing to count.
        case use
    }

    case counted
    /// Counted; the individual's view can be suspended (528a2).
    case suspendable
    /// Not a disclosure of ours (502j1, outside).
    case notOurs
    case exempt(Exempt)

    /// `counted`, `suspendable`, `not-ours`, `exempt tpo`.
    package var words: String {
        switch self {
        case .counted: "counted"
        case .suspendable: "suspendable"
        case .notOurs: "not-ours"
        case .exempt(let kind): "exempt \(kind.rawValue)"
        }
    }
}

/// One act with those it may be done to or for.
package struct ActClause: Hashable, Sendable {
    package var acts: [Act]
    package var recipients: [String]

    package init(acts: [Act], recipients: [String]) {
        self.acts = acts
        self.recipients = recipients
    }
}

/// One permission of the law.
package struct Ground: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case permit, require, entitle
    }

    package var head: RuleHead
    package var kind: Kind
    /// For `require`: the federal ground it makes.
    package var under: RuleID?
    package var actors: [String]
    package var acts: [ActClause]
    /// Items or objects; empty means any.
    package var about: [String]
    package var purposes: [String]
    /// The yes-no fact of the first question.
    package var key: String?
    /// One instance for each document of this type.
    package var document: String?
    package var condition: Condition
    package var compelled: Condition
    package var limits: [Limit]
    package var duties: [DutyUse]
    package var accounting: Accounting
    package var isOutside: Bool

    package init(
        head: RuleHead, kind: Kind = .permit, under: RuleID? = nil, actors: [String], acts: [ActClause],
        about: [String] = [], purposes: [String], key: String? = nil, document: String? = nil,
        condition: Condition = .constant(true), compelled: Condition = .constant(false), limits: [Limit] = [],
        duties: [DutyUse] = [], accounting: Accounting, isOutside: Bool = false
    ) {
        self.head = head
        self.kind = kind
        self.under = under
        self.actors = actors
        self.acts = acts
        self.about = about
        self.purposes = purposes
        self.key = key
        self.document = document
        self.condition = condition
        self.compelled = compelled
        self.limits = limits
        self.duties = duties
        self.accounting = accounting
        self.isOutside = isOutside
    }

    package var id: RuleID { head.id }

    /// Whether the ground is the rule, stands under it, or was made under it by an overlay.
    package func isUnder(_ rule: RuleID) -> Bool { id.isUnder(rule) || under?.isUnder(rule) == true }
}

/// The grounds a stop reaches.
///
/// Sets are already spelled out.
package struct Reach: Hashable, Sendable {
    /// Nothing means everything.
    package var rules: [RuleID]?
    package var except: [RuleID]

    package init(rules: [RuleID]?, except: [RuleID] = []) {
        self.rules = rules
        self.except = except
    }

    package func includes(_ ground: Ground) -> Bool {
        if except.contains(where: { ground.isUnder($0) }) { return false }
        return rules.map { $0.contains { ground.isUnder($0) } } ?? true
    }
}

/// Something that closes grounds.
package struct Stop: Hashable, Sendable {
    package enum Author: String, Hashable, Sendable {
        case law, document, patient
    }

    package var head: RuleHead
    package var author: Author
    package var condition: Condition
    package var reach: Reach
    /// Closes a channel or an address, not the ground.
    package var isManner: Bool
    /// Whether it leaves open what the law compels: a document's always does, a patient's wish but for the means.
    ///
    /// - Source: the semantics, sections 6 and 17.
    package var yieldsToCompulsion: Bool {
        switch author {
        case .law: false
        case .document: true
        case .patient: !isManner
        }
    }
    /// No "lawful if" while it holds.
    package var offersNothing: Bool
    /// Nothing is said aloud.
    package var isQuiet: Bool
    package var duties: [DutyUse]

    package init(
        head: RuleHead, author: Author, condition: Condition, reach: Reach, isManner: Bool = false,
        offersNothing: Bool = false, isQuiet: Bool = false, duties: [DutyUse] = []
    ) {
        self.head = head
        self.author = author
        self.condition = condition
        self.reach = reach
        self.isManner = isManner
        self.offersNothing = offersNothing
        self.isQuiet = isQuiet
        self.duties = duties
    }

    package var id: RuleID { head.id }
}

/// An exception of one or more stops, with duties, limits and confidence of its own.
///
/// It opens nothing.
package struct StopException: Hashable, Sendable {
    package var head: RuleHead
    package var stops: [RuleID]
    package var document: String?
    package var condition: Condition
    /// Lifts only for these grounds; nothing means all that the stop reaches.
    package var reach: Reach?
    package var limits: [Limit]
    package var duties: [DutyUse]
    package var accounting: Accounting?

    package init(
        head: RuleHead, stops: [RuleID], document: String? = nil, condition: Condition = .constant(true),
        reach: Reach? = nil, limits: [Limit] = [], duties: [DutyUse] = [], accounting: Accounting? = nil
    ) {
        self.head = head
        self.stops = stops
        self.document = document
        self.condition = condition
        self.reach = reach
        self.limits = limits
        self.duties = duties
        self.accounting = accounting
    }

    package var id: RuleID { head.id }
}

/// Somebody who speaks as somebody else: a personal representative is the individual.
package struct Standing: Hashable, Sendable {
    package var head: RuleHead
    package var kind: String
    package var becomes: String
    package var condition: Condition

    package init(head: RuleHead, kind: String, becomes: String, condition: Condition) {
        self.head = head
        self.kind = kind
        self.becomes = becomes
        self.condition = condition
    }
}

/// A named condition.
package struct NamedCondition: Hashable, Sendable {
    package var name: String
    package var words: String
    /// The document its fields speak of, if any.
    package var document: String?
    package var condition: Condition
    package var citation: String?
    package var confidence: Confidence?
    package var span: SourceSpan

    package init(
        name: String, words: String, document: String? = nil, condition: Condition, citation: String? = nil,
        confidence: Confidence? = nil, span: SourceSpan = .none
    ) {
        self.name = name
        self.words = words
        self.document = document
        self.condition = condition
        self.citation = citation
        self.confidence = confidence
        self.span = span
    }
}

/// A question federal law hands to the states.
package struct StateQuestion: Hashable, Sendable {
    package var name: String
    package var words: String
    package var answers: [String]
    /// The answer where an overlay is loaded and says nothing.
    package var silent: String
    package var question: String?
    package var asked: Asked
    package var span: SourceSpan

    package init(
        name: String, words: String, answers: [String], silent: String, question: String? = nil,
        asked: Asked = .officer, span: SourceSpan = .none
    ) {
        self.name = name
        self.words = words
        self.answers = answers
        self.silent = silent
        self.question = question
        self.asked = asked
        self.span = span
    }
}

/// An overlay's answer to such a question.
package struct StateAnswer: Hashable, Sendable {
    package var head: RuleHead
    package var question: String
    package var answer: String
    package var condition: Condition

    package init(head: RuleHead, question: String, answer: String, condition: Condition) {
        self.head = head
        self.question = question
        self.answer = answer
        self.condition = condition
    }
}

/// What somebody must do, in words.
package struct Duty: Hashable, Sendable {
    package var name: String
    package var words: String
    package var say: String?
    package var owedBy: Asked
    package var span: SourceSpan

    package init(name: String, words: String, say: String? = nil, owedBy: Asked = .desk, span: SourceSpan = .none) {
        self.name = name
        self.words = words
        self.say = say
        self.owedBy = owedBy
        self.span = span
    }
}
