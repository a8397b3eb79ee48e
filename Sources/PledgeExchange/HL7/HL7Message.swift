/// One message, its segments told apart.
struct HL7Message {
    /// A reference, since each field and each of its values holds it.
    final class Segment: Sendable {
        let name: String
        /// Which of the segments of this name, from 1.
        let occurrence: Int
        let line: Int
        let bytes: ArraySlice<UInt8>

        init(name: String, occurrence: Int, line: Int, bytes: ArraySlice<UInt8>) {
            (self.name, self.occurrence, self.line, self.bytes) = (name, occurrence, line, bytes)
        }
    }

    let delimiters: HL7Delimiters
    let segments: [Segment]

    /// Parts the bytes, which are UTF-8 with CR between segments.
    ///
    /// - Returns: The message, or the first line that is no segment.
    static func parse(
        _ bytes: [UInt8], lines: [Int], delimiters: HL7Delimiters
    ) -> (message: HL7Message?, badLine: Int?) {
        var segments: [Segment] = []
        segments.reserveCapacity(lines.count)
        var counts: [(name: String, count: Int)] = []
        for (index, slice) in bytes[...].parts(0x0D).enumerated() {
            let line = index < lines.count ? lines[index] : 0
            // Spaces after the last segment are no segment.
            if slice.first == 0x20 || slice.isEmpty, slice.allSatisfy({ $0 == 0x20 }) { continue }
            guard let name = name(of: slice, delimiters) else { return (nil, line) }
            let known = counts.firstIndex { $0.name == name } ?? counts.count
            if known == counts.count { counts.append((name, 0)) }
            counts[known].count += 1
            segments.append(Segment(name: name, occurrence: counts[known].count, line: line, bytes: slice))
        }
        return (HL7Message(delimiters: delimiters, segments: segments), nil)
    }

    private static func name(of slice: ArraySlice<UInt8>, _ delimiters: HL7Delimiters) -> String? {
        let start = slice.startIndex
        guard slice.count >= 3, slice.count == 3 || slice[start + 3] == delimiters.field,
            slice[start] &- 65 < 26,
            slice[(start + 1)..<(start + 3)].allSatisfy({ $0 &- 65 < 26 || $0 &- 48 < 10 })
        else { return nil }
        return String(decoding: slice.prefix(3), as: UTF8.self)
    }

    /// The fields of a segment.
    func fields(of segment: Segment) -> HL7Fields {
        HL7Fields(segment: segment, delimiters: delimiters, slices: segment.bytes.parts(delimiters.field))
    }
}

/// The fields of one segment.
struct HL7Fields {
    let segment: HL7Message.Segment
    let delimiters: HL7Delimiters
    let slices: [ArraySlice<UInt8>]

    /// Field by its number in the standard, from 1; an absent one is empty.
    subscript(_ number: Int) -> HL7Field {
        // MSH-1 is the separator itself.
        let index = segment.name == "MSH" ? number - 1 : number
        return HL7Field(
            segment: segment, number: number, delimiters: delimiters,
            bytes: slices.indices.contains(index) ? slices[index] : [])
    }
}

/// One field, with its repetitions.
struct HL7Field {
    let segment: HL7Message.Segment
    let number: Int
    let delimiters: HL7Delimiters
    let bytes: ArraySlice<UInt8>

    var isEmpty: Bool { bytes.isEmpty }

    /// Whether the message says to delete the value.
    var isDeleted: Bool { bytes.count == 2 && bytes.allSatisfy { $0 == UInt8(ascii: "\"") } }

    /// The repetitions in which something stands.
    var repetitions: [HL7Value] {
        if bytes.isEmpty || isDeleted { return [] }
        var values: [HL7Value] = []
        for (index, part) in bytes.parts(delimiters.repetition).enumerated() where !part.isEmpty {
            values.append(HL7Value(field: self, repetition: index + 1, bytes: part))
        }
        return values
    }

    /// The first repetition, if anything stands in it.
    var first: HL7Value? {
        guard bytes.contains(delimiters.repetition) else {
            return bytes.isEmpty || isDeleted ? nil : HL7Value(field: self, repetition: 1, bytes: bytes)
        }
        return repetitions.first
    }
}

/// One repetition of a field, with its components.
struct HL7Value {
    let field: HL7Field
    let repetition: Int
    let components: [ArraySlice<UInt8>]

    init(field: HL7Field, repetition: Int, bytes: ArraySlice<UInt8>) {
        self.field = field
        self.repetition = repetition
        self.components = bytes.parts(field.delimiters.component)
    }

    /// The bytes of a component, from 1; `""` and an absent one are empty.
    func bytes(_ number: Int) -> ArraySlice<UInt8> {
        guard number <= components.count else { return [] }
        let bytes = components[number - 1]
        return bytes.count == 2 && bytes.allSatisfy { $0 == UInt8(ascii: "\"") } ? [] : bytes
    }

    /// A component as text; one of a simple type keeps a subcomponent separator that was not escaped.
    func text(_ number: Int, _ notes: inout HL7Notes) -> String? {
        let bytes = bytes(number)
        return bytes.isEmpty ? nil : notes.text(bytes, of: self, component: number)
    }

    /// A subcomponent as text, both from 1.
    func text(_ number: Int, sub: Int, _ notes: inout HL7Notes) -> String? {
        let bytes = bytes(number)
        guard !bytes.isEmpty, let separator = field.delimiters.subcomponent else {
            return sub == 1 ? text(number, &notes) : nil
        }
        let parts = bytes.parts(separator)
        guard sub <= parts.count, !parts[sub - 1].isEmpty else { return nil }
        return notes.text(parts[sub - 1], of: self, component: number)
    }

    /// A component as a time.
    func time(_ number: Int, _ notes: inout HL7Notes) -> ImportedTime? {
        // TS had a second subcomponent, the precision.
        let bytes = bytes(number).prefix { $0 != field.delimiters.subcomponent }
        if bytes.isEmpty { return nil }
        let time = ImportedTime(hl7: bytes)
        if time == nil {
            notes.report(
                .shape, at: self, component: number, "not a date or time of HL7",
                help: "write YYYY[MM[DD[HHMM[SS]]]] and the offset as +ZZZZ")
        }
        return time
    }

    /// A component as a day or less: a birth's hour and offset are not asked, so that it stays the day it was there.
    func day(_ number: Int, _ notes: inout HL7Notes) -> ImportedTime? {
        guard let time = time(number, &notes) else { return nil }
        switch time {
        case .year, .month, .day: return time
        case .local(let day, _): return .day(day)
        case .instant: return ImportedTime(hl7: bytes(number).prefix(8))
        }
    }
}
