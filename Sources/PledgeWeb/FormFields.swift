/// The fields of a form, from a query or a body (`application/x-www-form-urlencoded`).
struct FormFields: Sendable {
    /// More fields than any form of ours sends.
    static let fieldsMax = 64

    let pairs: [(name: String, value: String)]

    /// Reads the text.
    ///
    /// Malformed pairs are left out, and bytes that are no UTF-8 become replacement characters.
    init(_ text: String) {
        self.pairs = text.split(separator: "&").prefix(FormFields.fieldsMax).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (
                FormFields.decode(parts.first ?? ""), parts.count > 1 ? FormFields.decode(parts[1]) : ""
            )
        }
    }

    /// The first value of the name; an empty one counts as none.
    subscript(_ name: String) -> String? {
        pairs.first { $0.name == name && !$0.value.isEmpty }?.value
    }

    /// Every value of the name that is not empty.
    func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    /// A value as it stands in a query.
    static func encoded(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        return text.utf8.map { byte in
            if plain.contains(byte) { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }

    private static func decode(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "+") {
                bytes.append(UInt8(ascii: " "))
            } else if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let byte = UInt8(String(decoding: source[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                bytes.append(byte)
                index += 2
            } else {
                bytes.append(source[index])
            }
            index += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
