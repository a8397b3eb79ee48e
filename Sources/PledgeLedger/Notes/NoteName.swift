/// The name of a key: not empty, without spaces and without `+`.
///
/// Two names are one only where their bytes are: letters that look alike are not.
package struct NoteName: Hashable, Sendable {
    /// Bytes of the longest name we read.
    package static let bytesMax = 1024

    package let text: String

    /// Takes a text for a name; nothing where it is none.
    package init?(_ text: String) {
        let isName = text.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && scalar != "+" && scalar.value >= 0x20
        }
        guard !text.isEmpty, isName, text.utf8.count <= NoteName.bytesMax else { return nil }
        self.text = text
    }

    package static func == (left: NoteName, right: NoteName) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension NoteName: CustomStringConvertible {
    /// The name.
    package var description: String { text }
}
