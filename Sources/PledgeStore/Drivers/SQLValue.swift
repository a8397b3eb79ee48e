/// A value bound to a statement, or read from a row.
///
/// Its descriptions tell only which kind it is: what is bound may be about a patient.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    /// UTF-8 without a NUL character, which PostgreSQL cannot hold: both drivers refuse it.
    case text(String)
    /// Bytes; empty is not null.
    case blob([UInt8])

    /// A number of the machine's own width.
    package static func int(_ value: Int) -> SQLValue { .integer(Int64(value)) }

    /// A number, or null.
    package static func integer(orNull value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }

    /// Text, or null.
    package static func text(orNull value: String?) -> SQLValue { value.map { .text($0) } ?? .null }

    /// Bytes, or null.
    package static func blob(orNull value: [UInt8]?) -> SQLValue { value.map { .blob($0) } ?? .null }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    package init(integerLiteral value: Int64) { self = .integer(value) }

    package init(stringLiteral value: String) { self = .text(value) }
}

extension SQLValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        switch self {
        case .null: "null"
        case .integer: "a number"
        case .text: "a text"
        case .blob: "bytes"
        }
    }

    package var debugDescription: String { description }

    /// Nothing: a dump shows no value.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The two databases that the one SQL runs on.
package enum Engine: String, Sendable, CaseIterable {
    case sqlite, postgres
}
