import PledgeCore

/// A value that can be written to bytes and read from them again.
protocol Stored {
    init(from reader: inout StoredReader) throws(StoredError)
    func store(in writer: inout StoredWriter)
}

/// Why bytes are no stored rulebook.
package struct StoredError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Offset of the byte, from 0.
    package var offset: Int
    /// Lower case, no final period.
    package var message: String

    package var description: String { "\(message) at byte \(offset)" }
}

/// Writes values one after the other: whole numbers in groups of seven bits, each text once.
struct StoredWriter {
    private(set) var bytes: [UInt8] = []
    private var texts: [String: Int] = [:]

    mutating func add(_ value: some Stored) { value.store(in: &self) }

    mutating func add(case number: Int) { add(number: UInt64(number)) }

    mutating func add(case number: Int, _ value: some Stored) {
        add(case: number)
        add(value)
    }

    mutating func add(case number: Int, _ first: some Stored, _ second: some Stored) {
        add(case: number, first)
        add(second)
    }

    mutating func add(case number: Int, _ first: some Stored, _ second: some Stored, _ third: some Stored) {
        add(case: number, first, second)
        add(third)
    }

    /// Least significant group first; the highest bit tells that another follows.
    ///
    /// - Source: the DWARF standard, version 5, section 7.6 (unsigned LEB128).
    mutating func add(number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func add(text: String) {
        if let number = texts[text] { return add(number: UInt64(number + 1)) }
        texts[text] = texts.count
        add(number: 0)
        add(number: UInt64(text.utf8.count))
        bytes += text.utf8
    }
}

/// Reads what a `StoredWriter` wrote.
struct StoredReader {
    /// Deepest nesting of conditions.
    private static let depthMax = 256

    private let bytes: [UInt8]
    private var index = 0
    private var texts: [String] = []
    private var rules: [Int: RuleID] = [:]
    private var depth = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index == bytes.count }

    func error(_ message: String) -> StoredError { StoredError(offset: index, message: message) }

    mutating func next<Value: Stored>() throws(StoredError) -> Value {
        depth += 1
        defer { depth -= 1 }
        if depth > StoredReader.depthMax { throw error("nested too deep") }
        return try Value(from: &self)
    }

    mutating func caseNumber() throws(StoredError) -> Int { Int(truncatingIfNeeded: try number()) }

    mutating func number() throws(StoredError) -> UInt64 {
        var result: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard index < bytes.count, shift < 64 else { throw error("a number does not end") }
            let byte = bytes[index]
            index += 1
            result |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return result }
            shift += 7
        }
    }

    /// A count of things that take a byte each, at least.
    mutating func count() throws(StoredError) -> Int {
        let count = try number()
        guard count <= UInt64(bytes.count - index) else { throw error("a count is more than what follows") }
        return Int(count)
    }

    /// The text, and its number among all.
    mutating func text() throws(StoredError) -> (String, Int) {
        let number = try number()
        if number > 0 {
            guard number <= UInt64(texts.count) else { throw error("a text that was not given") }
            return (texts[Int(number) - 1], Int(number) - 1)
        }
        let length = try count()
        guard let text = String(validating: bytes[index..<(index + length)], as: UTF8.self) else {
            throw error("a text is not UTF-8")
        }
        index += length
        texts.append(text)
        return (text, texts.count - 1)
    }

    /// A rule's id, split once for all places where it stands.
    mutating func rule() throws(StoredError) -> RuleID {
        let (text, number) = try text()
        if let known = rules[number] { return known }
        let rule = RuleID(text)
        rules[number] = rule
        return rule
    }
}

extension Bool: Stored {
    init(from reader: inout StoredReader) throws(StoredError) { self = try reader.number() == 1 }
    func store(in writer: inout StoredWriter) { writer.add(number: self ? 1 : 0) }
}

extension Int64: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        let folded = try reader.number()
        self = Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
    }

    /// Numbers near zero are short, whatever their sign.
    func store(in writer: inout StoredWriter) {
        writer.add(number: UInt64(bitPattern: self << 1 ^ self >> 63))
    }
}

extension Int: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        let value: Int64 = try reader.next()
        self = Int(value)
    }

    func store(in writer: inout StoredWriter) { writer.add(Int64(self)) }
}

extension Int32: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        let value: Int64 = try reader.next()
        guard let small = Int32(exactly: value) else { throw reader.error("a number is too large") }
        self = small
    }

    func store(in writer: inout StoredWriter) { writer.add(Int64(self)) }
}

extension String: Stored {
    init(from reader: inout StoredReader) throws(StoredError) { self = try reader.text().0 }
    func store(in writer: inout StoredWriter) { writer.add(text: self) }
}

extension RuleID: Stored {
    init(from reader: inout StoredReader) throws(StoredError) { self = try reader.rule() }
    func store(in writer: inout StoredWriter) { writer.add(text: text) }
}

extension Optional: Stored where Wrapped: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        let isThere: Bool = try reader.next()
        self = isThere ? try reader.next() as Wrapped : nil
    }

    func store(in writer: inout StoredWriter) {
        writer.add(self != nil)
        if let self { writer.add(self) }
    }
}

extension Array: Stored where Element: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        let count = try reader.count()
        self.init()
        reserveCapacity(count)
        for _ in 0..<count { append(try reader.next()) }
    }

    func store(in writer: inout StoredWriter) {
        writer.add(number: UInt64(count))
        for element in self { writer.add(element) }
    }
}

extension Set: Stored where Element: Stored & Comparable {
    init(from reader: inout StoredReader) throws(StoredError) {
        let elements: [Element] = try reader.next()
        self.init(elements)
    }

    /// Sorted, so that equal sets are equal bytes.
    func store(in writer: inout StoredWriter) { writer.add(sorted()) }
}

extension Dictionary: Stored where Key: Stored, Value: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        let count = try reader.count()
        self.init(minimumCapacity: count)
        for _ in 0..<count {
            let key: Key = try reader.next()
            self[key] = try reader.next() as Value
        }
    }

    /// In the order of the keys' bytes, so that equal dictionaries are equal bytes.
    func store(in writer: inout StoredWriter) {
        let sorted = map { entry in
            var own = StoredWriter()
            own.add(entry.key)
            return (own.bytes, entry)
        }.sorted { $0.0.lexicographicallyPrecedes($1.0) }
        writer.add(number: UInt64(sorted.count))
        for (_, entry) in sorted {
            writer.add(entry.key)
            writer.add(entry.value)
        }
    }
}

extension Hierarchy: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        let terms: [Term] = try reader.next()
        self.init(terms)
    }

    func store(in writer: inout StoredWriter) { writer.add(terms) }
}

// MARK: Values of PledgeCore

extension SourceSpan: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            file: try reader.next(), line: try reader.next(), column: try reader.next(), length: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(file)
        writer.add(line)
        writer.add(column)
        writer.add(length)
    }
}

extension Day: Stored {
    init(from reader: inout StoredReader) throws(StoredError) { self.init(number: try reader.next()) }
    func store(in writer: inout StoredWriter) { writer.add(number) }
}

extension Period: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        guard let period = Period(first: try reader.next(), last: try reader.next()) else {
            throw reader.error("a period ends before it starts")
        }
        self = period
    }

    func store(in writer: inout StoredWriter) {
        writer.add(first)
        writer.add(last)
    }
}

extension Span: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            months: try reader.next(), days: try reader.next(), businessDays: try reader.next(),
            hours: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(months)
        writer.add(days)
        writer.add(businessDays)
        writer.add(hours)
    }
}

extension Moment: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        switch try reader.caseNumber() {
        case 0: self = .day(try reader.next())
        case 1: self = .instant(Instant(seconds: try reader.next()))
        default: throw reader.error("a case that is not known")
        }
    }

    func store(in writer: inout StoredWriter) {
        switch self {
        case .day(let day): writer.add(case: 0, day)
        case .instant(let instant): writer.add(case: 1, instant.seconds)
        }
    }
}
