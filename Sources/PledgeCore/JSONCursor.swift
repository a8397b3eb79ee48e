// SAFETY of this file: the index never passes the end of the bytes, which outlive the cursor.

/// Walks over the bytes of one JSON text without making values of it.
///
/// For readers of streams, who know what stands where: anything unexpected, an escape or a byte beyond ASCII in a string
/// included, is nothing, and the reader hands the text to `JSONScanner`, which says what is wrong with it.
///
/// INVARIANT: the index is never past the end of the bytes.
package struct JSONCursor {
    /// The text.
    package let bytes: UnsafeBufferPointer<UInt8>
    /// The next byte to be read.
    package private(set) var index = 0

    /// Begins at the first byte; the bytes must outlive the cursor.
    package init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Whether nothing but space is left.
    package var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return index == bytes.count
        }
    }

    @inline(__always)
    private mutating func skipSpace() {
        while index < bytes.count, bytes[index] <= 0x20, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    /// Reads the byte, after any space; false, and nothing is read, where another stands there.
    @inline(__always)
    package mutating func read(_ byte: UInt8) -> Bool {
        if index < bytes.count, bytes[index] == byte {
            index += 1
            return true
        }
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Reads a string and returns where its contents stand; nothing where it holds an escape or more than ASCII.
    @inline(__always)
    package mutating func string() -> Range<Int>? {
        guard read(UInt8(ascii: "\"")) else { return nil }
        let start = index
        while index + 8 <= bytes.count {
            let word = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + index)
                .loadUnaligned(as: UInt64.self)
            let ends = JSONCursor.ends(word)
            if ends == 0 {
                index += 8
                continue
            }
            index += ends.trailingZeroBitCount >> 3
            return close(start)
        }
        while index < bytes.count, bytes[index] >= 0x20, bytes[index] < 0x80, bytes[index] != UInt8(ascii: "\""),
            bytes[index] != UInt8(ascii: "\\")
        {
            index += 1
        }
        return close(start)
    }

    private mutating func close(_ start: Int) -> Range<Int>? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
        index += 1
        return start..<(index - 1)
    }

    /// Marks the highest bit of the first byte of the word that is a quote, a backslash, a control or beyond ASCII.
    ///
    /// Bytes above the first one marked may be marked wrongly.
    @inline(__always)
    private static func ends(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let slash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        return ((quote &- ones) & ~quote | (slash &- ones) & ~slash | (word &- ones &* 0x20) | word) & highs
    }

    /// Reads a whole number of at most 18 digits; nothing for any other.
    package mutating func integer() -> Int64? {
        skipSpace()
        let isNegative = read(UInt8(ascii: "-"))
        let start = index
        var value: Int64 = 0
        while index < bytes.count, index - start < 19 {
            let digit = bytes[index] &- 48
            if digit > 9 { break }
            value = value &* 10 &+ Int64(digit)
            index += 1
        }
        let count = index - start
        guard (1...18).contains(count), count == 1 || bytes[start] != 48 else { return nil }
        if index < bytes.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[index]) {
            return nil
        }
        return isNegative ? -value : value
    }

    /// Reads `true` or `false`; nothing for anything else.
    @inline(__always)
    package mutating func bool() -> Bool? {
        if index < bytes.count, bytes[index] <= 0x20 { skipSpace() }
        guard index + 4 <= bytes.count else { return nil }
        let word = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + index).loadUnaligned(as: UInt32.self)
        if word == UInt32(littleEndian: 0x6575_7274) {
            index += 4
            return true
        }
        guard word == UInt32(littleEndian: 0x736C_6166), index + 5 <= bytes.count, bytes[index + 4] == 0x65 else {
            return nil
        }
        index += 5
        return false
    }
}
