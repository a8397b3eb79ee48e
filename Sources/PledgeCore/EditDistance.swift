/// How many mistakes of a typist lie between two short words.
package enum EditDistance {
    /// Letters to be added, dropped, replaced, or swapped with the next one; each pair of letters is edited once.
    ///
    /// - Parameters:
    ///   - left: Letters or bytes of one word.
    ///   - right: Those of the other.
    /// - Returns: 0 for equal words.
    /// - Source: the optimal string alignment distance.
    /// - Complexity: O(left × right).
    package static func of<Letter: Equatable>(_ left: [Letter], _ right: [Letter]) -> Int {
        var before: [Int] = []
        var above = Array(0...right.count)
        for row in left.indices {
            var line = [row + 1]
            line.reserveCapacity(right.count + 1)
            for column in right.indices {
                let replaced = above[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(replaced, above[column + 1] + 1, line[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, before[column - 1] + 1)
                }
                line.append(least)
            }
            before = above
            above = line
        }
        return above[right.count]
    }
}
