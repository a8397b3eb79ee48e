/// What is found wrong with one message.
struct HL7Notes {
    /// Most problems kept of one message.
    static let problemsMax = 50

    let record: Int
    private(set) var problems: [ImportProblem] = []

    init(record: Int) { self.record = record }

    /// The place of a segment or field.
    func place(_ segment: HL7Message.Segment, field: Int? = nil) -> ImportPlace {
        ImportPlace(
            record: record, line: segment.line,
            spot: .segment(
                name: segment.name, occurrence: segment.occurrence, field: field, repetition: nil, component: nil))
    }

    mutating func report(
        _ kind: ImportProblem.Kind, _ weight: ImportProblem.Weight = .leftOut, at place: ImportPlace, _ words: String,
        help: String? = nil
    ) {
        guard problems.count < HL7Notes.problemsMax || weight == .refused else { return }
        problems.append(ImportProblem(kind, weight, at: place, words, help: help))
    }

    mutating func report(
        _ kind: ImportProblem.Kind, _ weight: ImportProblem.Weight = .leftOut, at value: HL7Value,
        component: Int? = nil,
        _ words: String, help: String? = nil
    ) {
        var place = place(value.field.segment, field: value.field.number)
        place.spot = .segment(
            name: value.field.segment.name, occurrence: value.field.segment.occurrence, field: value.field.number,
            repetition: value.repetition, component: component)
        report(kind, weight, at: place, words, help: help)
    }

    /// Bytes as text, escapes resolved; nothing where nothing is in them or, with a problem, where they cannot be read.
    mutating func text(_ bytes: ArraySlice<UInt8>, of value: HL7Value, component: Int) -> String? {
        let text: String
        if let escape = value.field.delimiters.escape, bytes.contains(escape) {
            guard let resolved = HL7Escapes.resolved(bytes, value.field.delimiters) else {
                report(
                    .encoding, at: value, component: component, "an escape that cannot be read",
                    help: "send the text in UTF-8 (MSH-18)")
                return nil
            }
            text = resolved
        } else {
            text = String(decoding: bytes, as: UTF8.self)
        }
        if let fault = ImportedText.fault(of: text) {
            report(fault.kind, at: value, component: component, fault.words)
            return nil
        }
        return ImportedText.trimmed(text)
    }
}

/// HL7 v2's escape sequences.
///
/// - Source: HL7 v2.5.1, chapter 2, "use of escape sequences in text fields".
enum HL7Escapes {
    /// Text with its escapes resolved.
    ///
    /// - Returns: Nothing for another character set (`\C..\`, `\M..\`) or bytes that are not UTF-8. An escape character
    ///   without a second one, and a sequence that nobody knows, stand for themselves.
    static func resolved(_ bytes: ArraySlice<UInt8>, _ delimiters: HL7Delimiters) -> String? {
        guard let escape = delimiters.escape else { return String(decoding: bytes, as: UTF8.self) }
        var text: [UInt8] = []
        var rest = bytes
        while let start = rest.firstIndex(of: escape) {
            text += rest[..<start]
            guard let end = rest[(start + 1)...].firstIndex(of: escape) else {
                text += rest[start...]
                return String(validating: text, as: UTF8.self)
            }
            let sequence = rest[(start + 1)..<end]
            switch sequence.first {
            case UInt8(ascii: "C") where sequence.count == 5, UInt8(ascii: "M") where [5, 7].contains(sequence.count):
                return nil
            default: break
            }
            if let meaning = meaning(of: sequence, delimiters) {
                text += meaning
                rest = rest[(end + 1)...]
            } else {
                // Two lone characters: the second may open a sequence.
                text += rest[start..<end]
                rest = rest[end...]
            }
        }
        text += rest
        return String(validating: text, as: UTF8.self)
    }

    private static func meaning(of sequence: ArraySlice<UInt8>, _ delimiters: HL7Delimiters) -> [UInt8]? {
        if sequence.count == 1 {
            switch sequence.first {
            case UInt8(ascii: "F"): return [delimiters.field]
            case UInt8(ascii: "S"): return [delimiters.component]
            case UInt8(ascii: "T"): return [delimiters.subcomponent ?? UInt8(ascii: "&")]
            case UInt8(ascii: "R"): return [delimiters.repetition]
            case UInt8(ascii: "E"): return [delimiters.escape ?? UInt8(ascii: "\\")]
            case UInt8(ascii: "P"): return [UInt8(ascii: "#")]
            case UInt8(ascii: "H"), UInt8(ascii: "N"): return []
            default: return nil
            }
        }
        if sequence.elementsEqual(".br".utf8) || sequence.elementsEqual(".sp".utf8) { return [0x0A] }
        guard sequence.first == UInt8(ascii: "X"), sequence.count % 2 == 1 else { return nil }
        var bytes: [UInt8] = []
        var index = sequence.startIndex + 1
        while index < sequence.endIndex {
            guard let high = digit(sequence[index]), let low = digit(sequence[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
            index += 2
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 48
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
        default: nil
        }
    }
}
