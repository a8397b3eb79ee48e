package import PledgeCore

/// The value of a fact, or of a document's field.
package enum Value: Hashable, Sendable {
    case yesNo(Bool)
    case number(Int64)
    case time(Moment)
    case period(Period)
    /// An identifier, compared by equality.
    case id(String)
    case ids([String])
    case text(String)
    /// A declared name, or an option of a choice.
    case name(String)
    case names([String])
    case scope([ScopePattern])
}

/// One pattern of a scope.
///
/// A field left out matches everything.
package struct ScopePattern: Hashable, Sendable {
    package enum Also: Hashable, Sendable {
        case labels([String])
        /// Any label but those that must be named.
        case any
    }

    package var items: [String]?
    package var services: [String]?
    package var sources: [String]?
    /// When the care was given.
    package var period: Period?
    /// Labels a part must bear.
    package var only: [String]
    /// Labels a part may bear beside.
    package var also: Also
    package var elements: [String]?

    package init(
        items: [String]? = nil, services: [String]? = nil, sources: [String]? = nil, period: Period? = nil,
        only: [String] = [], also: Also = .labels([]), elements: [String]? = nil
    ) {
        self.items = items
        self.services = services
        self.sources = sources
        self.period = period
        self.only = only
        self.also = also
        self.elements = elements
    }
}
