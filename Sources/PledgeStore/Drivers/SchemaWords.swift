/// Statements that define a schema, written once, in the words of either engine.
///
/// Types are `BIGINT`, `TEXT` and `BLOB`, in capitals, each behind its column's name.
///
/// - On SQLite a table is `STRICT`: it takes a value of another type no more than PostgreSQL does. `BIGINT` is
///   `INTEGER`, so that `BIGINT PRIMARY KEY` is the row's own number.
/// - On PostgreSQL `BLOB` is `BYTEA`, and `TEXT` is ordered by its bytes, as SQLite orders it.
package enum SchemaWords {
    package static func sqlite(_ sql: String) -> String {
        var (text, words) = (Writer(), [String]())
        var scan = SQLScan(sql)
        while let piece = scan.next() {
            guard case .code(let bytes) = piece else {
                text.append(piece.bytes)
                continue
            }
            for token in tokens(of: bytes) {
                let word = String(decoding: token, as: UTF8.self)
                if isWord(token) { words.append(word) }
                if word == "BIGINT" { text.append("INTEGER".utf8) } else { text.append(token) }
            }
        }
        guard words.starts(with: ["CREATE", "TABLE"]), !words.contains("STRICT") else { return text.string }
        return text.string.trimmedEnd + (words.contains("ROWID") ? ",\nSTRICT" : "\nSTRICT")
    }

    package static func postgres(_ sql: String) -> String {
        var (text, before) = (Writer(), "")
        var scan = SQLScan(sql)
        while let piece = scan.next() {
            guard case .code(let bytes) = piece else {
                // A quoted name may be a column's.
                before = "name"
                text.append(piece.bytes)
                continue
            }
            for token in tokens(of: bytes) {
                let word = String(decoding: token, as: UTF8.self)
                switch word {
                case "BLOB": text.append("BYTEA".utf8)
                // Not in `CAST(x AS TEXT)`.
                case "TEXT" where before != "AS": text.append("TEXT COLLATE \"C\"".utf8)
                default: text.append(token)
                }
                if isWord(token) { before = word }
            }
        }
        return text.string
    }

    private struct Writer {
        var bytes: [UInt8] = []

        var string: String { String(decoding: bytes, as: UTF8.self) }

        mutating func append(_ more: some Sequence<UInt8>) { bytes += more }
    }

    /// Words, and what stands between them.
    private static func tokens(of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var found: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let kind = isLetter(bytes[start])
            let end = bytes[start...].firstIndex { isLetter($0) != kind } ?? bytes.endIndex
            found.append(bytes[start..<end])
            start = end
        }
        return found
    }

    private static func isWord(_ token: ArraySlice<UInt8>) -> Bool { token.first.map(isLetter) ?? false }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: byte >= 0x80
        }
    }
}

extension String {
    /// Without spaces, line ends and a semicolon at its end.
    fileprivate var trimmedEnd: String {
        var text = Substring(self)
        while let last = text.last, last.isWhitespace || last == ";" { text.removeLast() }
        return String(text)
    }
}
