package import PledgeCore

/// Answers a message in original mode: MSH, MSA, and an ERR for each problem.
///
/// - Source: HL7 v2.5.1, chapter 2, "acknowledgment messages", MSA, ERR; tables 0008, 0357, 0516.
package enum HL7Acknowledgment {
    /// Table 0008.
    package enum Code: String, Hashable, Sendable {
        /// Taken in; send it only after the message is durable.
        case accepted = "AA"
        /// Correct it and send it again.
        case error = "AE"
        /// Of a kind, version or form that is not taken in.
        case rejected = "AR"

        /// The answer that a record calls for, once it is durable.
        package init(_ record: ImportRecord) {
            switch record.outcome {
            case .read: self = .accepted
            case .notRead: self = .rejected
            case .refused:
                let isOfForm = record.problems.contains {
                    $0.weight == .refused && [.structure, .encoding, .version, .unsupported, .long].contains($0.kind)
                }
                self = isOfForm ? .rejected : .error
            }
        }
    }

    /// Writes the answer, with CR after each segment and without frame.
    ///
    /// - Parameters:
    ///   - header: The head of the message; delimiters, names and control id go back as they came.
    ///   - code: The answer.
    ///   - problems: Become ERR segments: their places, kinds and words, which quote nothing of a patient.
    ///   - controlID: Of the answer itself, at most 20 characters, unique among ours.
    ///   - now: When it is answered.
    /// - Returns: The bytes, in UTF-8.
    package static func message(
        to header: HL7Header, _ code: Code, problems: [ImportProblem], controlID: String, at now: Instant
    ) -> [UInt8] {
        let signs = header.delimiters
        func sign(_ byte: UInt8) -> String { String(decoding: [byte], as: UTF8.self) }
        let (field, component) = (sign(signs.field), sign(signs.component))
        let encoding = String(decoding: signs.encodingCharacters, as: UTF8.self)
        let type = ["ACK", header.trigger, "ACK"].filter { !$0.isEmpty }.joined(separator: component)
        var segments = [
            [
                "MSH", encoding, header.receivingApplication, header.receivingFacility, header.sendingApplication,
                header.sendingFacility, stamp(now), "", header.trigger.isEmpty ? "ACK" : type,
                escaped(controlID, signs), header.processingID.isEmpty ? "P" : header.processingID,
                header.version.isEmpty ? "2.5.1" : header.version,
            ] + Array(repeating: "", count: 5) + ["UNICODE UTF-8"],
            ["MSA", code.rawValue, header.controlID],
        ]
        if code == .rejected, !problems.contains(where: { $0.weight == .refused }) {
            let isType = header.type != "ADT"
            let (error, text) = isType ? ("200", "Unsupported message type") : ("201", "Unsupported event code")
            let place = ["MSH", "1", "9"].joined(separator: component)
            segments.append(["ERR", "", place, [error, text, "HL70357"].joined(separator: component), "E"])
        }
        for problem in problems {
            let severity = problem.weight == .note ? "I" : problem.weight == .leftOut ? "W" : "E"
            let (error, text) = condition(problem)
            segments.append([
                "ERR", "", location(problem.place, component), [error, text, "HL70357"].joined(separator: component),
                severity, "", "", "", escaped(problem.help.map { "\(problem.words); \($0)" } ?? problem.words, signs),
            ])
        }
        return Array(segments.map { $0.joined(separator: field) + "\r" }.joined().utf8)
    }

    /// ERL: segment ^ which ^ field ^ repetition ^ component.
    private static func location(_ place: ImportPlace, _ separator: String) -> String {
        guard case .segment(let name, let occurrence, let field, let repetition, let part) = place.spot else {
            return ""
        }
        var parts = [name, String(occurrence)]
        if let field {
            parts.append(String(field))
            if repetition != nil || part != nil { parts.append(String(repetition ?? 1)) }
            if let part { parts.append(String(part)) }
        }
        return parts.joined(separator: separator)
    }

    /// Table 0357.
    private static func condition(_ problem: ImportProblem) -> (code: String, text: String) {
        switch problem.kind {
        case .structure: ("100", "Segment sequence error")
        case .missing: ("101", "Required field missing")
        case .shape, .encoding: ("102", "Data type error")
        case .code: ("103", "Table value not found")
        case .long: ("104", "Value too long")
        case .unsupported: ("200", "Unsupported message type")
        case .version: ("203", "Unsupported version id")
        case .cut, .deep, .person: ("207", "Application internal error")
        }
    }

    /// `20261121150000+0000`.
    private static func stamp(_ now: Instant) -> String {
        now.description.filter { $0.isNumber } + "+0000"
    }

    /// Text in which no sign parts anything.
    private static func escaped(_ text: String, _ signs: HL7Delimiters) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            let letter: Unicode.Scalar? =
                switch byte {
                case signs.field: "F"
                case signs.component: "S"
                case signs.repetition: "R"
                case signs.escape: "E"
                case signs.subcomponent: "T"
                default: nil
                }
            if let letter, let escape = signs.escape {
                bytes += [escape, UInt8(ascii: letter), escape]
            } else if letter != nil || byte < 0x20 {
                bytes.append(0x20)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
