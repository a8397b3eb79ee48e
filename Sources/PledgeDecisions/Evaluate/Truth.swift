/// Yes, no, or not known.
///
/// - Source: the semantics, section 4; Kleene's strong tables.
package enum Truth: UInt8, Hashable, Sendable {
    case no, unknown, yes

    package init(_ value: Bool) { self = value ? .yes : .no }

    package static prefix func ! (value: Truth) -> Truth {
        switch value {
        case .no: .yes
        case .unknown: .unknown
        case .yes: .no
        }
    }

    package static func & (left: Truth, right: Truth) -> Truth { left.rawValue < right.rawValue ? left : right }
    package static func | (left: Truth, right: Truth) -> Truth { left.rawValue > right.rawValue ? left : right }
}
