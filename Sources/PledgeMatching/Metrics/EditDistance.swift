/// How many keystrokes lie between two short texts.
package enum EditDistance {
    /// Insertions, deletions and replacements (Levenshtein).
    ///
    /// - Parameters:
    ///   - left: Bytes of one text.
    ///   - right: Bytes of the other.
    /// - Returns: 0 for equal texts.
    package static func levenshtein(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
        distance(left, right, isSwapOne: false)
    }

    /// The same, where two neighbors that changed places are one mistake (Damerau, each pair of letters edited once).
    ///
    /// - Parameters:
    ///   - left: Bytes of one text.
    ///   - right: Bytes of the other.
    /// - Returns: 0 for equal texts.
    package static func damerau(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
        distance(left, right, isSwapOne: true)
    }

    private static func distance(_ left: Span<UInt8>, _ right: Span<UInt8>, isSwapOne: Bool) -> Int {
        var before: [Int] = []
        var above = Array(0...right.count)
        for row in 0..<left.count {
            var line = [row + 1]
            line.reserveCapacity(right.count + 1)
            for column in 0..<right.count {
                let replaced = above[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(replaced, above[column + 1] + 1, line[column] + 1)
                if isSwapOne, row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, before[column - 1] + 1)
                }
                line.append(least)
            }
            before = above
            above = line
        }
        return above[right.count]
    }

    /// Whether exactly one mistake (a letter more, less or other, or two neighbors changed) lies between them.
    ///
    /// - Parameters:
    ///   - left: Bytes of one text.
    ///   - right: Bytes of the other.
    /// - Returns: False for equal texts.
    package static func isOneMistake(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        let (short, long) = left.count <= right.count ? (left, right) : (right, left)
        guard long.count - short.count <= 1 else { return false }
        var start = 0
        while start < short.count, short[start] == long[start] { start += 1 }
        var end = 0
        while end < short.count - start, short[short.count - 1 - end] == long[long.count - 1 - end] { end += 1 }
        let (shortRest, longRest) = (short.count - start - end, long.count - start - end)
        if longRest == 1 { return shortRest <= 1 }
        return longRest == 2 && shortRest == 2 && short[start] == long[start + 1] && short[start + 1] == long[start]
    }
}
