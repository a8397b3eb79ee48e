/// What text may be taken in: any language, any direction, any length that a name or address has.
package enum ImportedText {
    /// Longest text of one value, in bytes of UTF-8.
    package static let bytesMax = 4096

    /// Why the text cannot be taken in; nothing where it can.
    ///
    /// Controls have no meaning in names and addresses, and PostgreSQL's text cannot hold U+0000.
    static func fault(of text: String) -> (kind: ImportProblem.Kind, words: String)? {
        if text.utf8.count > bytesMax { return (.long, "more than \(bytesMax) bytes in one value") }
        let isClean = text.utf8.withContiguousStorageIfAvailable(hasNoControl) ?? hasNoControl(text.utf8)
        return isClean ? nil : (.encoding, "a control character in a value")
    }

    @inline(__always)
    private static func hasNoControl(_ bytes: some Sequence<UInt8>) -> Bool {
        for byte in bytes where byte < 0x20 || byte == 0x7F {
            if byte != 0x09 && byte != 0x0A && byte != 0x0D { return false }
        }
        return true
    }

    /// Without spaces, tabs and line breaks at both ends; nothing where nothing else is in it.
    static func trimmed(_ text: String) -> String? {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = text.utf8.first, let last = text.utf8.last else { return nil }
        if !isSpace(first) && !isSpace(last) { return text }
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.first, isSpace(byte) { bytes.removeFirst() }
        while let byte = bytes.last, isSpace(byte) { bytes.removeLast() }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
