/// A JSON value (RFC 8259) whose members keep their order.
///
/// INVARIANT: when it comes from `JSONScanner`, no object has two members of one name, every number is finite,
/// every string is valid Unicode and nothing lies deeper than `JSONScanner.depthMax`.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number without fraction and exponent that fits 64 bits.
    case integer(Int64)
    /// Any other number, as it was written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// Makes an object from members in this order.
    package static func members(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(JSONObject(members.map { JSONObject.Member(name: $0.0, value: $0.1) }))
    }

    /// Makes an array of strings.
    package static func strings(_ strings: some Sequence<String>) -> JSONValue {
        .array(strings.map { .string($0) })
    }

    /// What people call this sort of value: `a string`, `a list`.
    package var sort: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// The members of a JSON object, in order.
package struct JSONObject: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package private(set) var members: [Member]

    package init(_ members: [Member] = []) { self.members = members }

    /// The first member of this name; setting replaces it, or appends one, or removes it with nothing.
    ///
    /// - Complexity: O(members).
    package subscript(name: String) -> JSONValue? {
        get { members.first { $0.name == name }?.value }
        set {
            let position = members.firstIndex { $0.name == name }
            switch (position, newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): members.remove(at: position)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Appends a member whose name is known to be new; nothing appends nothing.
    package mutating func append(_ name: String, _ value: JSONValue?) {
        if let value { members.append(Member(name: name, value: value)) }
    }

    /// Appends a member when the list is not empty.
    package mutating func appendUnlessEmpty(_ name: String, _ values: [JSONValue]) {
        if !values.isEmpty { members.append(Member(name: name, value: .array(values))) }
    }
}

/// Why bytes are not JSON as we take it.
package struct JSONError: Error, Hashable, Sendable {
    /// Bytes before the place, from 0.
    package var offset: Int
    /// Characters (Unicode scalars) up to the place, from 1, counted from the start of the bytes.
    package var column: Int
    /// Lower case, no final period; quotes nothing of the text but one ASCII character.
    package var message: String

    package init(offset: Int, column: Int, message: String) {
        self.offset = offset
        self.column = column
        self.message = message
    }
}
