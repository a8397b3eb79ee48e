package import PledgeCore

/// Why a JSON value is not what it should be: where, and what to do.
package struct ShapeProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Such as `$.person.names[0]`.
    package var path: String
    package var message: String
    package var help: String?

    package init(path: String, message: String, help: String? = nil) {
        self.path = path
        self.message = message
        self.help = help
    }

    package var description: String { "\(path): \(message)" + (help.map { "; \($0)" } ?? "") }
}

/// A value that stands in a list and reads itself from JSON.
package protocol JSONPart {
    /// - Parameters:
    ///   - value: The element.
    ///   - path: Where it stands, such as `$.names[0]`.
    /// - Throws: `ShapeProblem` that says where and what.
    init(_ value: JSONValue, at path: String) throws(ShapeProblem)
}

/// Reads the members of a JSON object one by one; a member that nobody reads is an error.
package struct JSONFields {
    package let path: String
    private let object: JSONObject
    private var left: Set<String>

    package init(_ value: JSONValue, at path: String = "$") throws(ShapeProblem) {
        guard case .object(let object) = value else {
            throw ShapeProblem(path: path, message: "a JSON object should stand here")
        }
        self.init(object, at: path)
    }

    package init(_ object: JSONObject, at path: String = "$") {
        self.path = path
        self.object = object
        left = Set(object.members.map(\.name))
    }

    package mutating func value(_ name: String) -> JSONValue? {
        left.remove(name)
        return object[name]
    }

    package mutating func string(_ name: String) throws(ShapeProblem) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let string) = value, !string.isEmpty, string.utf8.count <= JSONFields.textBytesMax else {
            throw ShapeProblem(
                path: "\(path).\(name)", message: "a text of 1 to \(JSONFields.textBytesMax) bytes should stand here")
        }
        return string
    }

    package mutating func requiredString(_ name: String, help: String? = nil) throws(ShapeProblem) -> String {
        guard let string = try string(name) else {
            throw ShapeProblem(path: path, message: "`\(name)` is missing", help: help)
        }
        return string
    }

    package mutating func strings(_ name: String) throws(ShapeProblem) -> [String] {
        guard let value = value(name) else { return [] }
        guard case .array(let values) = value, values.count <= JSONFields.listMax else {
            throw ShapeProblem(
                path: "\(path).\(name)", message: "a list of at most \(JSONFields.listMax) texts should stand here")
        }
        var strings: [String] = []
        for (position, value) in values.enumerated() {
            guard case .string(let string) = value, !string.isEmpty, string.utf8.count <= JSONFields.textBytesMax else {
                throw ShapeProblem(path: "\(path).\(name)[\(position)]", message: "a text should stand here")
            }
            strings.append(string)
        }
        return strings
    }

    package mutating func integer(_ name: String) throws(ShapeProblem) -> Int64? {
        guard let value = value(name) else { return nil }
        guard case .integer(let integer) = value else {
            throw ShapeProblem(path: "\(path).\(name)", message: "a whole number should stand here")
        }
        return integer
    }

    package mutating func requiredInteger(_ name: String) throws(ShapeProblem) -> Int64 {
        guard let integer = try integer(name) else { throw ShapeProblem(path: path, message: "`\(name)` is missing") }
        return integer
    }

    /// Yes or no; no where it is left out.
    package mutating func flag(_ name: String) throws(ShapeProblem) -> Bool {
        guard let value = value(name) else { return false }
        guard case .bool(let flag) = value else {
            throw ShapeProblem(path: "\(path).\(name)", message: "true or false should stand here")
        }
        return flag
    }

    package mutating func object(_ name: String) throws(ShapeProblem) -> JSONObject? {
        guard let value = value(name) else { return nil }
        guard case .object(let object) = value else {
            throw ShapeProblem(path: "\(path).\(name)", message: "a JSON object should stand here")
        }
        return object
    }

    package mutating func list(_ name: String) throws(ShapeProblem) -> [JSONValue] {
        guard let value = value(name) else { return [] }
        guard case .array(let values) = value, values.count <= JSONFields.listMax else {
            throw ShapeProblem(
                path: "\(path).\(name)", message: "a list of at most \(JSONFields.listMax) should stand here")
        }
        return values
    }

    /// Each element of a list, read with the place where it stands.
    package mutating func list<Element>(
        _ name: String, _ read: (JSONValue, String) throws(ShapeProblem) -> Element
    ) throws(ShapeProblem) -> [Element] {
        var elements: [Element] = []
        for (position, value) in try list(name).enumerated() {
            elements.append(try read(value, "\(path).\(name)[\(position)]"))
        }
        return elements
    }

    /// A list of parts that read themselves.
    package mutating func parts<Part: JSONPart>(_ name: String) throws(ShapeProblem) -> [Part] {
        try list(name) { (value, path) throws(ShapeProblem) in try Part(value, at: path) }
    }

    package mutating func integers(_ name: String) throws(ShapeProblem) -> [Int64] {
        try list(name) { (value, path) throws(ShapeProblem) in
            guard case .integer(let number) = value else {
                throw ShapeProblem(path: path, message: "a whole number should stand here")
            }
            return number
        }
    }

    /// Refuses what was not read.
    ///
    /// - Throws: `ShapeProblem` that names the member and the nearest known one.
    package func end(known: [String]) throws(ShapeProblem) {
        guard let name = object.members.first(where: { left.contains($0.name) })?.name else { return }
        let near = NearestName.of(name, in: known)
        throw ShapeProblem(
            path: path, message: "unknown field `\(String(name.prefix(60)))`",
            help: near.map { "did you mean `\($0)`?" } ?? "known here: \(known.joined(separator: ", "))")
    }

    private static let textBytesMax = 10_000
    private static let listMax = 100_000
}
