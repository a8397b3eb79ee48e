/// Character sets that a message may say it is in (MSH-18, HL7 table 0211).
enum HL7CharacterSet {
    case ascii, latin1, utf8

    /// - Parameter name: First repetition of MSH-18; empty means ASCII.
    init?(named name: String) {
        switch name {
        case "", "ASCII", "US-ASCII", "ISO IR6": self = .ascii
        case "8859/1", "ISO 8859/1", "ISO 8859-1", "ISO-8859-1", "ISO8859-1", "ISO IR100": self = .latin1
        case "UNICODE UTF-8", "UTF-8", "UTF8", "ISO IR192": self = .utf8
        default: return nil
        }
    }

    /// The bytes as UTF-8; nothing where they are not of this set.
    ///
    /// Many senders name no set, or ASCII, and write UTF-8: what is valid UTF-8 is taken for it.
    func utf8(_ bytes: [UInt8]) -> [UInt8]? {
        var all: UInt8 = 0
        for byte in bytes { all |= byte }
        if all < 0x80 { return bytes }
        if case .latin1 = self {
            var text: [UInt8] = []
            text.reserveCapacity(bytes.count + bytes.count / 8)
            for byte in bytes {
                if byte < 0x80 { text.append(byte) } else { text += [0xC0 | byte >> 6, 0x80 | byte & 0x3F] }
            }
            return text
        }
        return String(validating: bytes, as: UTF8.self) == nil ? nil : bytes
    }
}
