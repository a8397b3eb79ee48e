/// Reads exactly one JSON text (RFC 8259), and nothing looser.
///
/// Refused beyond the grammar: two members of one name, numbers beyond a double's range, lone surrogates, invalid
/// UTF-8, a byte order mark, nesting over `depthMax`, more than `bytesMax` bytes, anything after the value.
///
/// - Complexity: O(bytes) time, with a stack bounded by `depthMax`.
package struct JSONScanner {
    /// Deepest nesting of lists and objects.
    package static let depthMax = 64
    /// Longest text: 16 MiB.
    package static let bytesMax = 16 << 20
    /// Longest number, in bytes.
    package static let numberBytesMax = 400

    private let bytes: ArraySlice<UInt8>
    private var index: Int

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        self.index = bytes.startIndex
    }

    /// Reads the one value that the bytes hold.
    ///
    /// - Throws: `JSONError` at the first byte that cannot stand.
    package static func value(of bytes: ArraySlice<UInt8>) throws(JSONError) -> JSONValue {
        var scanner = JSONScanner(bytes)
        guard bytes.count <= bytesMax else {
            throw JSONError(offset: bytesMax, column: 1, message: "more than 16 MiB in one JSON text")
        }
        scanner.skipSpace()
        if scanner.index == bytes.endIndex { throw scanner.error("a JSON value is missing") }
        let value = try scanner.value(depth: 0)
        scanner.skipSpace()
        if scanner.index != bytes.endIndex { throw scanner.error("something follows the JSON value") }
        return value
    }

    /// Reads the one value that the bytes hold.
    package static func value(of bytes: [UInt8]) throws(JSONError) -> JSONValue { try value(of: bytes[...]) }

    /// Reads the one value that the text holds.
    package static func value(of text: String) throws(JSONError) -> JSONValue { try value(of: Array(text.utf8)) }
}

extension JSONScanner {
    /// The byte at the index; 0 at the end, which no JSON text may hold.
    private var current: UInt8 { index < bytes.endIndex ? bytes[index] : 0 }

    private func error(_ message: String, at place: Int? = nil) -> JSONError {
        let place = place ?? index
        var column = 1
        for byte in bytes[bytes.startIndex..<min(place, bytes.endIndex)] where byte & 0xC0 != 0x80 { column += 1 }
        return JSONError(offset: place - bytes.startIndex, column: column, message: message)
    }

    /// Names the byte at the index when it is printable ASCII, which cannot be a word of a patient.
    private func unexpected(_ wanted: String) -> JSONError {
        if index >= bytes.endIndex { return error("the text ends where \(wanted) should follow") }
        let found = (33...126).contains(current) ? "`\(Character(Unicode.Scalar(current)))`" : "this character"
        return error("\(found) stands where \(wanted) should follow")
    }

    private mutating func skipSpace() {
        while index < bytes.endIndex {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        switch current {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: throw unexpected("a value")
        }
    }

    private mutating func word(_ word: StaticString) throws(JSONError) {
        let start = index
        for offset in 0..<word.utf8CodeUnitCount {
            let wanted = word.withUTF8Buffer { $0[offset] }
            guard current == wanted else {
                throw error("a value is true, false or null, or starts with a sign", at: start)
            }
            index += 1
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        guard depth <= JSONScanner.depthMax else { throw error("nested deeper than \(JSONScanner.depthMax)") }
        index += 1
        skipSpace()
        var members: [JSONObject.Member] = []
        // A set costs more than it saves while there are few names.
        var names: Set<String> = []
        if current == UInt8(ascii: "}") {
            index += 1
            return JSONObject()
        }
        while true {
            let start = index
            guard current == UInt8(ascii: "\"") else { throw unexpected("a member's name in quotes") }
            let name = try string()
            if members.count == 12 { names = Set(members.map(\.name)) }
            let isNew = members.count < 12 ? !members.contains { $0.name == name } : names.insert(name).inserted
            guard isNew else { throw error("a second member of the same name in one object", at: start) }
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw unexpected("`:`") }
            index += 1
            skipSpace()
            members.append(JSONObject.Member(name: name, value: try value(depth: depth)))
            skipSpace()
            switch current {
            case UInt8(ascii: ","):
                index += 1
                skipSpace()
            case UInt8(ascii: "}"):
                index += 1
                return JSONObject(members)
            default: throw unexpected("`,` or `}`")
            }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        guard depth <= JSONScanner.depthMax else { throw error("nested deeper than \(JSONScanner.depthMax)") }
        index += 1
        skipSpace()
        var values: [JSONValue] = []
        if current == UInt8(ascii: "]") {
            index += 1
            return values
        }
        while true {
            values.append(try value(depth: depth))
            skipSpace()
            switch current {
            case UInt8(ascii: ","):
                index += 1
                skipSpace()
            case UInt8(ascii: "]"):
                index += 1
                return values
            default: throw unexpected("`,` or `]`")
            }
        }
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = index
        var isInteger = true
        if current == UInt8(ascii: "-") { index += 1 }
        if current == UInt8(ascii: "0") {
            index += 1
            if isDigit(current) { throw error("a number does not start with 0", at: start) }
        } else {
            try digits()
        }
        if current == UInt8(ascii: ".") {
            isInteger = false
            index += 1
            try digits()
        }
        if current | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            index += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
            try digits()
        }
        guard index - start <= JSONScanner.numberBytesMax else { throw error("a number of too many digits", at: start) }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .integer(integer) }
        guard let double = Double(text), double.isFinite else {
            throw error("a number too large to hold", at: start)
        }
        return .number(text)
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    private mutating func digits() throws(JSONError) {
        guard isDigit(current) else { throw unexpected("a digit") }
        while isDigit(current) { index += 1 }
    }
}

extension JSONScanner {
    /// Reads a string from its opening quote.
    private mutating func string() throws(JSONError) -> String {
        index += 1
        let start = index
        while index < bytes.endIndex {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                let text = String(decoding: bytes[start..<index], as: UTF8.self)
                index += 1
                return text
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw error("a control character in a string; write it as \\u")
            case 0x20..<0x80: index += 1
            default: try multibyte()
            }
        }
        throw error("the text ends inside a string")
    }

    /// Reads on from the first escape of a string.
    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text = Array(bytes[start..<index])
        while index < bytes.endIndex {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw error("a control character in a string; write it as \\u")
            case 0x20..<0x80:
                text.append(byte)
                index += 1
            default:
                let first = index
                try multibyte()
                text += bytes[first..<index]
            }
        }
        throw error("the text ends inside a string")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let start = index
        index += 1
        let letter = current
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = try fourHexDigits(from: start)
            if (0xD800..<0xDC00).contains(code), current == UInt8(ascii: "\\"), index + 1 < bytes.endIndex,
                bytes[index + 1] == UInt8(ascii: "u")
            {
                index += 2
                let low = try fourHexDigits(from: start)
                guard (0xDC00..<0xE000).contains(low) else { throw error("half of a surrogate pair", at: start) }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw error("half of a surrogate pair", at: start) }
            text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        default: throw error("an escape that JSON does not have", at: start)
        }
    }

    private mutating func fourHexDigits(from start: Int) throws(JSONError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch current {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = current - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = current - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = current - UInt8(ascii: "A") + 10
            default: throw error("an escape \\u needs four hexadecimal digits", at: start)
            }
            code = code << 4 | UInt32(digit)
            index += 1
        }
        return code
    }

    /// Steps over one character of two to four bytes.
    ///
    /// - Source: the Unicode Standard, table 3-7 (well-formed UTF-8 byte sequences).
    private mutating func multibyte() throws(JSONError) {
        let first = bytes[index]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: throw error("bytes that are not UTF-8")
        }
        guard index + length <= bytes.endIndex, second.contains(bytes[index + 1]),
            bytes[(index + 1)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
        else { throw error("bytes that are not UTF-8") }
        index += length
    }
}
