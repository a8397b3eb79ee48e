/// The numbered placeholders of the one SQL, as each engine writes them.
package enum Placeholders {
    /// The same statement with `$1` for `?1`.
    ///
    /// Question marks inside strings, quoted names and comments stay.
    ///
    /// - Parameter sql: A statement with `?1`, `?2` and so on.
    /// - Returns: The statement as PostgreSQL reads it, and its highest number.
    /// - Throws: `StoreError` when a question mark has no number, or a number above 65535.
    /// - Complexity: O(length).
    package static func postgres(_ sql: String) throws(StoreError) -> (sql: String, count: Int) {
        var text: [UInt8] = []
        var scan = SQLScan(sql)
        var highest = 0
        while let piece = scan.next() {
            guard case .code(let bytes) = piece else {
                text += piece.bytes
                continue
            }
            var index = bytes.startIndex
            while index < bytes.endIndex {
                guard bytes[index] == UInt8(ascii: "?") else {
                    text.append(bytes[index])
                    index += 1
                    continue
                }
                let digits = bytes[(index + 1)...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                guard let number = Int(String(decoding: digits, as: UTF8.self)), (1...65535).contains(number) else {
                    throw StoreError(.unsupported, "a statement has a `?` without a number")
                }
                highest = max(highest, number)
                text.append(UInt8(ascii: "$"))
                text += digits
                index = digits.endIndex
            }
        }
        return (String(decoding: text, as: UTF8.self), highest)
    }
}

/// Walks the text of a statement, telling its code from strings, quoted names and comments.
struct SQLScan {
    enum Piece {
        case code(ArraySlice<UInt8>)
        /// A string, a quoted name or a comment, as written.
        case other(ArraySlice<UInt8>)

        var bytes: ArraySlice<UInt8> {
            switch self {
            case .code(let bytes), .other(let bytes): bytes
            }
        }
    }

    private let bytes: [UInt8]
    private var index = 0

    init(_ sql: String) {
        self.bytes = Array(sql.utf8)
    }

    /// The next piece, up to the end of the text; one that is not closed goes to the end.
    mutating func next() -> Piece? {
        guard index < bytes.count else { return nil }
        let start = index
        if let end = endOfOther() {
            index = end
            return .other(bytes[start..<end])
        }
        repeat { index += 1 } while index < bytes.count && endOfOther() == nil
        return .code(bytes[start..<index])
    }

    /// Where the string, quoted name or comment that starts here ends.
    private func endOfOther() -> Int? {
        switch bytes[index] {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            // A doubled quote ends one piece and starts the next: the same bytes.
            return bytes[(index + 1)...].firstIndex(of: bytes[index]).map { $0 + 1 } ?? bytes.count
        case UInt8(ascii: "-") where starts("--"):
            return bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        case UInt8(ascii: "/") where starts("/*"):
            var end = index + 2
            while end + 1 < bytes.count, !(bytes[end] == UInt8(ascii: "*") && bytes[end + 1] == UInt8(ascii: "/")) {
                end += 1
            }
            return min(end + 2, bytes.count)
        default:
            return nil
        }
    }

    private func starts(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }
}
