import PledgeCore

/// A stretch of a source file.
///
/// Shape: the file's position among the files read, and bytes.
struct Place: Hashable, Sendable {
    var file: Int
    var offset: Int
    var length: Int

    /// The bytes of the file.
    var range: Range<Int> { offset..<(offset + length) }

    /// From the start of this place to the end of another of the same file.
    func through(_ other: Place) -> Place {
        Place(file: file, offset: offset, length: max(length, other.offset + other.length - offset))
    }
}

/// A file as bytes, with its lines found.
struct SourceText: Sendable {
    let path: String
    let bytes: [UInt8]
    /// Offset of the first byte of each line; never empty.
    private let lineStarts: [Int]

    /// A line longer than this is not shown with a finding, and its columns are counted in bytes.
    static let shownLineBytesMax = 4096

    init(path: String, text: String) {
        self.path = path
        self.bytes = Array(text.utf8)
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
        self.lineStarts = starts
    }

    var lineCount: Int { lineStarts.count }

    /// The position of the line that holds a byte, from 0.
    ///
    /// - Complexity: O(log lines).
    func lineIndex(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The bytes of a line, with its line break.
    func lineRange(_ index: Int) -> Range<Int> {
        let end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
        return lineStarts[index]..<end
    }

    /// The bytes of a line, without its line break.
    func lineContent(_ index: Int) -> Range<Int> {
        let range = lineRange(index)
        var end = range.upperBound
        if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
        if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return range.lowerBound..<end
    }

    /// The text of some bytes.
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The place for people: line and column.
    func span(_ place: Place) -> SourceSpan {
        let line = lineIndex(of: min(place.offset, bytes.count))
        let content = lineContent(line)
        let start = min(max(place.offset, content.lowerBound), content.upperBound)
        let end = min(max(place.offset + place.length, start), content.upperBound)
        return SourceSpan(
            file: path, line: line + 1, column: characters(content.lowerBound..<start, content.count) + 1,
            length: characters(start..<end, content.count))
    }

    /// The line of a place, for the caret; empty when it is too long to show.
    func shownLine(_ place: Place) -> String {
        let content = lineContent(lineIndex(of: min(place.offset, bytes.count)))
        return content.count <= SourceText.shownLineBytesMax ? text(content) : ""
    }

    private func characters(_ range: Range<Int>, _ lineBytes: Int) -> Int {
        if lineBytes > SourceText.shownLineBytesMax { return range.count }
        return bytes[range].allSatisfy { $0 < 0x80 } ? range.count : text(range).count
    }
}
