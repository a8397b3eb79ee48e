package import PledgeCore

/// The nine kinds of declared names, each with a hierarchy of its own.
package enum Domain: String, Hashable, Sendable, CaseIterable {
    case kind, purpose, channel, item, label, data, service, source, object
}

/// A declared name: `kind police "a police officer": law-enforcement-official`.
package struct Term: Hashable, Sendable {
    package var name: String
    /// What people read.
    package var words: String
    package var parents: [String]
    /// `system|code`, where HL7 or SNOMED has one.
    package var codes: [String]
    package var say: String?
    /// A label that "the whole record" never includes: it must be named.
    package var mustBeNamed: Bool
    package var span: SourceSpan

    package init(
        name: String, words: String, parents: [String] = [], codes: [String] = [], say: String? = nil,
        mustBeNamed: Bool = false, span: SourceSpan = .none
    ) {
        self.name = name
        self.words = words
        self.parents = parents
        self.codes = codes
        self.say = say
        self.mustBeNamed = mustBeNamed
        self.span = span
    }
}

/// Names of one domain, in declaration order, each knowing what it stands under.
///
/// INVARIANT: parents are declared and there is no cycle (the checker sees to it).
package struct Hierarchy: Hashable, Sendable {
    package private(set) var terms: [Term] = []
    private var positions: [String: Int] = [:]
    private var above: [String: Set<String>] = [:]

    package init() {}

    /// Adds terms in declaration order.
    ///
    /// A parent may be declared after its child.
    package init(_ terms: [Term]) {
        self.terms = terms
        for (position, term) in terms.enumerated() { positions[term.name] = position }
        for term in terms {
            var seen: Set<String> = [term.name]
            var queue = term.parents
            while let next = queue.popLast() {
                guard seen.insert(next).inserted, let position = positions[next] else { continue }
                queue += terms[position].parents
            }
            above[term.name] = seen
        }
    }

    package subscript(name: String) -> Term? { positions[name].map { terms[$0] } }

    package func contains(_ name: String) -> Bool { positions[name] != nil }

    /// The name and everything it stands under.
    package func andAbove(_ name: String) -> Set<String> { above[name] ?? [name] }

    /// Whether the first name equals the second or stands under it.
    package func isUnder(_ name: String, _ ancestor: String) -> Bool {
        name == ancestor || above[name]?.contains(ancestor) == true
    }
}

/// The type of a fact or of a document's field.
package enum ValueType: Hashable, Sendable {
    case yesNo, number, time, period, id, text, scope
    case name(Domain), names(Domain), ids
    /// One of a closed list (a `choice`).
    case choice([String])
}

/// Where a fact's value comes from.
package enum FactSource: String, Hashable, Sendable {
    /// Our records: read and silent is no, not read is unknown.
    case known
    /// The law says "known to us": silent is no.
    case knowledge
    /// Somebody is asked: silent is unknown.
    case asked
}

/// Who can be asked; the order is the order of asking.
package enum Asked: String, Hashable, Sendable, CaseIterable, Comparable {
    case desk, patient, requester, professional, officer

    package static func < (left: Asked, right: Asked) -> Bool { left.rank < right.rank }

    /// Position in the order of asking, from 0.
    package var rank: Int { Asked.allCases.firstIndex(of: self) ?? Asked.allCases.count }
}

/// Who can change a fact, or obtain a document, so that "lawful if" may offer it.
package struct ChangeOffer: Hashable, Sendable {
    package enum By: String, Hashable, Sendable {
        case us, requester, patient, court, nobody
    }

    package var by: By
    /// What that person does, in words: "the patient signs an authorization".
    package var words: String

    package init(by: By, words: String) {
        self.by = by
        self.words = words
    }

    package static let never = ChangeOffer(by: .nobody, words: "")
}

/// One option of a choice.
package struct Option: Hashable, Sendable {
    package var name: String
    package var words: String

    package init(name: String, words: String) {
        self.name = name
        self.words = words
    }
}

/// A fact or a choice: something a condition may ask about.
package struct Fact: Hashable, Sendable {
    package var name: String
    package var words: String
    package var type: ValueType
    /// Non-empty for a choice.
    package var options: [Option]
    package var source: FactSource
    package var asked: Asked
    /// Who must have judged it; an API client cannot give such an answer.
    package var judgedBy: String?
    package var question: String?
    package var evidence: String?
    package var change: ChangeOffer
    package var span: SourceSpan

    package init(
        name: String, words: String, type: ValueType = .yesNo, options: [Option] = [],
        source: FactSource = .asked, asked: Asked = .desk, judgedBy: String? = nil,
        question: String? = nil, evidence: String? = nil, change: ChangeOffer = .never, span: SourceSpan = .none
    ) {
        self.name = name
        self.words = words
        self.type = type
        self.options = options
        self.source = source
        self.asked = asked
        self.judgedBy = judgedBy
        self.question = question
        self.evidence = evidence
        self.change = change
        self.span = span
    }
}

/// One typed field of a document type.
package struct DocumentField: Hashable, Sendable {
    /// The value in a fresh document that "lawful if" proposes.
    package enum Fresh: Hashable, Sendable {
        case value(Value)
        /// The time of the request plus or minus a span.
        case at(Span, sign: Int)
        case recipientID, recipientKinds, actorID, onBehalfOf, purposes, labels, items
        /// A scope that covers exactly the part.
        case part
    }

    package enum Cut: String, Hashable, Sendable {
        case held, given
    }

    package var name: String
    package var words: String
    package var type: ValueType
    package var fresh: Fresh?
    package var question: String?
    package var change: ChangeOffer
    /// Groups are cut at this time or period.
    package var cuts: Cut?
    package var span: SourceSpan

    package init(
        name: String, words: String, type: ValueType, fresh: Fresh? = nil, question: String? = nil,
        change: ChangeOffer = .never, cuts: Cut? = nil, span: SourceSpan = .none
    ) {
        self.name = name
        self.words = words
        self.type = type
        self.fresh = fresh
        self.question = question
        self.change = change
        self.cuts = cuts
        self.span = span
    }
}

/// A kind of paper in hand, or of record on file.
package struct DocumentType: Hashable, Sendable {
    package var name: String
    package var words: String
    /// Only our records hold it; a caller cannot hand it in.
    package var onFile: Bool
    package var question: String?
    package var obtained: ChangeOffer
    /// Taking it away, which is offered last ("the patient ends the restriction").
    package var ended: ChangeOffer
    package var fields: [DocumentField]
    package var span: SourceSpan

    package init(
        name: String, words: String, onFile: Bool = false, question: String? = nil,
        obtained: ChangeOffer = .never, ended: ChangeOffer = .never, fields: [DocumentField] = [],
        span: SourceSpan = .none
    ) {
        self.name = name
        self.words = words
        self.onFile = onFile
        self.question = question
        self.obtained = obtained
        self.ended = ended
        self.fields = fields
        self.span = span
    }

    package func field(_ name: String) -> DocumentField? { fields.first { $0.name == name } }
}
