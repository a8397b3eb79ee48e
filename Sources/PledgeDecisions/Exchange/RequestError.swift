package import PledgeCore

/// Why a line is no request.
///
/// Nothing is decided and nothing leaves.
///
/// INVARIANT: the texts hold no value of the request; at most an unknown name, cut to 40 characters.
package struct RequestError: Error, Hashable, Sendable {
    /// Line of the input, from 1.
    package var line: Int
    /// The request's own id, where it could be read.
    package var id: String?
    /// Where in the line, `$.groups[0].item`; `$` is the whole.
    package var path: String
    /// Lower case, no final period.
    package var message: String
    /// What to do about it.
    package var help: String?

    package init(line: Int, id: String? = nil, path: String, message: String, help: String? = nil) {
        self.line = line
        self.id = id
        self.path = path
        self.message = message
        self.help = help
    }

    /// The error for a terminal: `line 3: $.act: unknown act \`disclos\`` and the help below it.
    package var rendered: String {
        "line \(line): \(path): \(message)" + (help.map { "\n    help: \($0)" } ?? "")
    }
}

/// What is wrong at one place, before the line and the place are known.
struct ReadProblem: Error {
    var path: String
    var message: String
    var help: String?
}

/// A value of the line together with the place where it stands.
struct Place {
    /// The way to a place; built into text only for an error.
    indirect enum Path {
        case root
        case member(Path, String)
        case element(Path, Int)

        var text: String {
            switch self {
            case .root: "$"
            case .member(let path, let name):
                name.utf8.allSatisfy(Place.isPlain) && !name.isEmpty && name.utf8.count <= 40
                    ? "\(path.text).\(name)" : "\(path.text)[\"\(Place.shown(name))\"]"
            case .element(let path, let index): "\(path.text)[\(index)]"
            }
        }
    }

    let value: JSONValue
    let path: Path

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }

    /// A name as an error may show it: at most 40 characters, nothing that steers a terminal or breaks a page.
    static func shown(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars.prefix(40) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
                text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return name.unicodeScalars.count > 40 ? text + "..." : text
    }
}

extension Place {
    func problem(_ message: String, help: String? = nil) -> ReadProblem {
        ReadProblem(path: path.text, message: message, help: help)
    }

    func wrongType(_ wanted: String, help: String? = nil) -> ReadProblem {
        problem("\(value.sort) stands where \(wanted) should", help: help)
    }

    /// Says that a name is not declared, and which one is nearest.
    func unknown(_ what: String, _ name: String, among names: some Sequence<String>) -> ReadProblem {
        problem(
            "unknown \(what) `\(Place.shown(name))`",
            help: NearestName.of(name, in: names).map { "did you mean `\($0)`?" }
                ?? "`pledge vocabulary` lists every name")
    }

    func object() throws(ReadProblem) -> JSONObject {
        guard case .object(let object) = value else { throw wrongType("an object") }
        return object
    }

    /// The object, once every member's name is one of these.
    func object(of names: [String]) throws(ReadProblem) -> JSONObject {
        let object = try object()
        for member in object.members where !names.contains(member.name) {
            throw self.member(member).unknownMember(member.name, among: names)
        }
        return object
    }

    private func unknownMember(_ name: String, among names: [String]) -> ReadProblem {
        problem(
            "unknown field `\(Place.shown(name))`",
            help: NearestName.of(name, in: names).map { "did you mean `\($0)`?" }
                ?? "known here: \(names.map { "`\($0)`" }.joined(separator: ", "))")
    }

    func member(_ member: JSONObject.Member) -> Place {
        Place(value: member.value, path: .member(path, member.name))
    }

    func member(_ name: String, of object: JSONObject) -> Place? {
        object[name].map { Place(value: $0, path: .member(path, name)) }
    }

    /// Reads the member, where there is one.
    func read<Value>(
        _ name: String, of object: JSONObject, _ read: (Place) throws(ReadProblem) -> Value?
    ) throws(ReadProblem) -> Value? {
        guard let place = member(name, of: object) else { return nil }
        return try read(place)
    }

    func required(_ name: String, of object: JSONObject, help: String? = nil) throws(ReadProblem) -> Place {
        guard let place = member(name, of: object) else { throw problem("`\(name)` is missing", help: help) }
        return place
    }

    /// The elements, each with its place.
    func list(most: Int = RequestReader.namesMax) throws(ReadProblem) -> [Place] {
        guard case .array(let values) = value else { throw wrongType("a list") }
        guard values.count <= most else { throw problem("\(values.count) entries; at most \(most) are read") }
        return values.enumerated().map { Place(value: $0.element, path: .element(path, $0.offset)) }
    }

    func string() throws(ReadProblem) -> String {
        guard case .string(let string) = value else { throw wrongType("a string") }
        return string
    }

    func bool() throws(ReadProblem) -> Bool {
        guard case .bool(let bool) = value else { throw wrongType("true or false") }
        return bool
    }

    func integer() throws(ReadProblem) -> Int64 {
        switch value {
        case .integer(let integer): return integer
        case .number: throw problem("a number that is not whole, or has more than 64 bits")
        case .null, .bool, .string, .array, .object: throw wrongType("a whole number")
        }
    }

    /// A free text that is not empty and not longer than the limit, in UTF-8 bytes.
    func text(most: Int) throws(ReadProblem) -> String {
        let text = try string()
        guard !text.isEmpty else { throw problem("an empty text; leave the field out") }
        guard text.utf8.count <= most else { throw problem("a text over \(most) bytes") }
        return text
    }

    func identifier() throws(ReadProblem) -> String { try text(most: RequestReader.identifierBytesMax) }

    var isUnknown: Bool { value == .string("unknown") }
}

extension RequestError {
    /// The error as the answer to its line: `{"line", "id", "error": {"path", "message", "help"}}`.
    package var json: JSONValue {
        var error = JSONObject()
        error.append("path", .string(path))
        error.append("message", .string(message))
        error.append("help", help.map { .string($0) })
        var object = JSONObject()
        object.append("line", .integer(Int64(line)))
        object.append("id", id.map { .string($0) })
        object.append("error", .object(error))
        return .object(object)
    }
}
