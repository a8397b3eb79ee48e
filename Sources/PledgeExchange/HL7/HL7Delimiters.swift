/// The characters that part a message, as its MSH-1 and MSH-2 say.
///
/// - Source: HL7 v2.5.1, chapter 2, "message delimiters".
package struct HL7Delimiters: Hashable, Sendable {
    package var field: UInt8
    package var component: UInt8
    package var repetition: UInt8
    /// Nothing where the message has none.
    package var escape: UInt8?
    package var subcomponent: UInt8?

    /// `|^~\&`.
    package static let usual = HL7Delimiters(
        field: UInt8(ascii: "|"), component: UInt8(ascii: "^"), repetition: UInt8(ascii: "~"),
        escape: UInt8(ascii: "\\"), subcomponent: UInt8(ascii: "&"))

    package init(field: UInt8, component: UInt8, repetition: UInt8, escape: UInt8?, subcomponent: UInt8?) {
        self.field = field
        self.component = component
        self.repetition = repetition
        self.escape = escape
        self.subcomponent = subcomponent
    }

    /// Reads them from the start of a message; nothing where they are not 3 to 6 different signs of ASCII.
    ///
    /// - Parameter bytes: `MSH|^~\&|...`; version 2.7 has a fifth sign in MSH-2, for cut texts, which is passed over.
    init?(_ bytes: [UInt8]) {
        guard bytes.count > 4 else { return nil }
        let field = bytes[3]
        let encoding = Array(bytes[4...].prefix { $0 != field && $0 != 0x0D })
        guard (2...5).contains(encoding.count), ([field] + encoding).allSatisfy(HL7Delimiters.isSign),
            Set([field] + encoding).count == encoding.count + 1
        else { return nil }
        self.field = field
        component = encoding[0]
        repetition = encoding[1]
        escape = encoding.count > 2 ? encoding[2] : nil
        subcomponent = encoding.count > 3 ? encoding[3] : nil
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !(byte &- 48 < 10) && !((byte | 0x20) &- 97 < 26)
    }

    /// MSH-2 as it is written.
    package var encodingCharacters: [UInt8] {
        [component, repetition] + [escape, escape == nil ? nil : subcomponent].compactMap { $0 }
    }
}
