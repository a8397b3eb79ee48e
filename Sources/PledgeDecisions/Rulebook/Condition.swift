package import PledgeCore

/// What must hold for a rule.
///
/// Built by the checker: every name is declared and every type fits.
package indirect enum Condition: Hashable, Sendable {
    case constant(Bool)
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case test(Test)
    /// A named condition (`define`).
    case named(String)
    /// A question federal law hands to the states has one of these answers.
    case question(String, [String])
    /// There is a document of this type in hand such that.
    case some(String, Condition)
}

/// One comparison.
package struct Test: Hashable, Sendable {
    package enum Operator: String, Hashable, Sendable {
        /// A yes-no term holds. No right side.
        case holds
        /// The field is there. No right side.
        case present
        /// A name stands under one of the names; one member of a set does.
        case isIn
        /// Every member of the left set stands under a member of the right.
        case only
        /// A member of one side stands under a member of the other.
        case overlaps
        /// Every member of the right set stands under a member of the left; a scope covers the part.
        case covers
        /// Identifiers are equal; an identifier is among identifiers.
        case equals
        case less, lessOrEqual, greater, greaterOrEqual
        case before, after, onOrBefore, onOrAfter
        /// A time or period lies inside a period.
        case within
    }

    package var left: Operand
    package var operation: Operator
    package var right: Operand?

    package init(_ left: Operand, _ operation: Operator, _ right: Operand? = nil) {
        self.left = left
        self.operation = operation
        self.right = right
    }
}

/// One side of a comparison.
package indirect enum Operand: Hashable, Sendable {
    case fact(String)
    case field(RequestField)
    /// A field of the document that the rule or the `some` speaks of.
    case document(String)
    /// Declared names, as written; hierarchy applies.
    case names([String])
    case number(Int64)
    case time(Moment)
    case period(Period)
    case text(String)
    /// A time plus or minus a span.
    case offset(Operand, Span, sign: Int)
    /// The part itself, right of `covers`.
    case part
}

/// The fields of a request and of its parts.
package enum RequestField: String, Hashable, Sendable, CaseIterable {
    case at, act, actor, recipient, purpose, channel, object
    case actorID = "actor.id"
    case recipientID = "recipient.id"
    case recipientAddress = "recipient.address"
    case channelAddress = "channel.address"
    case onBehalfOf = "on-behalf-of"
    case item, labels, elements, service, source, place, part2
    case paidInFull = "paid-in-full"
    case madeByUs = "made-by-us"
    case given, held, unreviewed
    case overlayHere = "overlay-here"

    /// Type of the field's value.
    package var type: ValueType {
        switch self {
        case .at: .time
        case .act: .choice(Act.allCases.map(\.rawValue))
        case .actor, .recipient: .names(.kind)
        case .purpose: .names(.purpose)
        case .channel: .name(.channel)
        case .object: .name(.object)
        case .actorID, .recipientID, .recipientAddress, .channelAddress, .onBehalfOf, .place: .id
        case .item: .name(.item)
        case .labels: .names(.label)
        case .elements: .names(.data)
        case .service: .name(.service)
        case .source: .name(.source)
        case .part2, .paidInFull, .madeByUs, .unreviewed, .overlayHere: .yesNo
        case .given, .held: .period
        }
    }

    /// Whether the field belongs to a part, not to the whole request.
    package var isOfPart: Bool {
        switch self {
        case .item, .labels, .elements, .service, .source, .place, .part2, .paidInFull, .madeByUs, .given, .held,
            .unreviewed, .overlayHere:
            true
        case .at, .act, .actor, .recipient, .purpose, .channel, .object, .actorID, .recipientID, .recipientAddress,
            .channelAddress, .onBehalfOf:
            false
        }
    }
}

/// What is done with information, or to a person's request.
package enum Act: String, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    case use, disclose, request, refuse, omit, charge, condition, inform

    /// Whether the act is about groups of items, which it needs, and never about an object.
    ///
    /// The others may be about either; where a request names both, they are about the object.
    package var isAboutItems: Bool {
        switch self {
        case .use, .disclose, .request: true
        case .refuse, .omit, .charge, .condition, .inform: false
        }
    }
}
