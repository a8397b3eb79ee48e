import PledgeCore

/// A name as written, and where.
struct NameNode: Hashable, Sendable {
    var text: String
    var place: Place
}

/// The words of one text, or of several that follow one another.
struct TextNode: Hashable, Sendable {
    var text: String
    var place: Place
}

struct SpanNode: Hashable, Sendable {
    var span: Span
    var place: Place
}

struct DayNode: Hashable, Sendable {
    var day: Day
    var place: Place
}

/// A condition as written.
indirect enum ConditionNode: Hashable, Sendable {
    case all([ConditionNode])
    case any([ConditionNode])
    case not(ConditionNode)
    case test(TestNode)
    case some(NameNode, ConditionNode?)

    /// Parentheses and `not` may nest this deep.
    static let depthMax = 64
}

/// One test as written.
struct TestNode: Hashable, Sendable {
    enum Operation: String, Hashable, Sendable {
        case holds, present, absent, `is`, `in`, includes, only, overlaps, covers
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case before, after
        case onOrBefore = "on or before"
        case onOrAfter = "on or after"
        case within
    }

    var left: TermNode
    var operation: Operation
    var isNegated: Bool
    var right: TermNode?
    var place: Place
}

/// One side of a test as written.
indirect enum TermNode: Hashable, Sendable {
    /// One name, or names with dots between.
    case path([NameNode], Place)
    case braces([TermNode], Place)
    case day(DayNode)
    case period(Period, Place)
    case number(Int64, Place)
    case text(TextNode)
    case offset(TermNode, SpanNode, sign: Int)

    var place: Place {
        switch self {
        case .path(_, let place), .braces(_, let place), .period(_, let place), .number(_, let place): place
        case .day(let day): day.place
        case .text(let text): text.place
        case .offset(let term, let span, _): term.place.through(span.place)
        }
    }

    /// The name, where it is a single one.
    var name: NameNode? {
        if case .path(let names, _) = self, names.count == 1 { return names[0] }
        return nil
    }
}

/// The type of a fact or field as written.
struct TypeNode: Hashable, Sendable {
    var isSet: Bool
    var name: NameNode
    var place: Place
}

/// A field of a document as written.
struct FieldNode: Hashable, Sendable {
    var name: NameNode
    var words: TextNode
    var type: TypeNode
    var clauses: [ClauseNode]
}

/// One clause of a declaration.
struct ClauseNode: Hashable, Sendable {
    var clause: Clause
    /// Its first word.
    var place: Place
    /// Positions of its tokens in the block.
    var tokens: Range<Int>
    var body: ClauseBody
}

/// What a clause says, by its shape.
indirect enum ClauseBody: Hashable, Sendable {
    case flag
    case name(NameNode)
    case names([NameNode])
    case text(TextNode)
    case texts([TextNode])
    case condition(ConditionNode?)
    case acts([NameNode], to: [NameNode])
    case atMost([NameNode], Place)
    case withinScope(NameNode, NameNode)
    case minimum
    case duty(NameNode, SpanNode?, ofReceipt: Bool, unless: ConditionNode?)
    case account(NameNode, exempt: NameNode?)
    case day(DayNode)
    case span(SpanNode)
    case reach([NameNode]?, except: [NameNode])
    case change(NameNode, TextNode?)
    case field(FieldNode)
    case option(NameNode, TextNode)
    case fresh(TermNode)
    case roles(NameNode, NameNode)
    /// Cents a page, and names of what may be added.
    case pageFee(cents: Int64, [NameNode])
    case amount(cents: Int64, isPerPage: Bool)
}

/// One declaration.
struct DeclarationNode: Hashable, Sendable {
    var kind: DeclarationKind
    /// Its first word.
    var place: Place
    /// Positions of its tokens in the block.
    var tokens: Range<Int>
    var header: HeaderNode
    var clauses: [ClauseNode]
    /// Clauses that were meant and could not be read; nobody needs to hear that they are missing.
    var broken: Set<Clause>

    func all(_ clause: Clause) -> [ClauseNode] { clauses.filter { $0.clause == clause } }

    func first(_ clause: Clause) -> ClauseNode? { clauses.first { $0.clause == clause } }
}

/// What stands on the line of a declaration, as far as its kind has it.
struct HeaderNode: Hashable, Sendable {
    /// What is declared.
    var name: NameNode?
    var words: TextNode?
    /// Parents, members, answers, stops or rules.
    var names: [NameNode] = []
    var type: TypeNode?
    /// Behind `on` or `under`.
    var other: NameNode?
    /// An overlay's answer: the question and what it answers.
    var question: NameNode?
    var answer: NameNode?
    var condition: ConditionNode?
}

/// The tree of one block, with its tokens.
struct BlockNode: Hashable, Sendable {
    var tokens: [Token]
    var declarations: [DeclarationNode]
    /// Whether a mistake was found in its words or shape.
    var hasErrors: Bool
    /// Position among the pieces of the file.
    var piece: Int
}
