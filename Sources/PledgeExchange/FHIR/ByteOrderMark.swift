/// The mark that some programs put before a text.
///
/// - Source: the Unicode Standard, section 23.8.
enum ByteOrderMark {
    /// U+FEFF in UTF-8.
    static let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The bytes without a mark of UTF-8.
    static func dropped(from bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: utf8) ? Array(bytes.dropFirst(utf8.count)) : bytes
    }

    /// Says that a text is in UTF-16 where it starts with that mark.
    static func foreign(_ bytes: [UInt8]) -> ImportProblem? {
        guard bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) else { return nil }
        return ImportProblem(
            .encoding, .refused, at: ImportPlace(record: 1, line: 1), "the file is in UTF-16",
            help: "save it as UTF-8")
    }
}
